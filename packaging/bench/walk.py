"""A new user's first hour, done by a program: start, choose a folder, scan, name everyone, put mistakes right, search.

    python packaging/bench/walk.py [mouse] [keyboard] [--keep FOLDER]
    python packaging/bench/walk.py random [--seed S] [--steps N] [--helper]     (another walk: see roam.py)

Drives the real application in a process of its own, on a screen of its own, in a fresh home (see seat.py for what must
be installed): once with mouse and typing, once with the keyboard alone. It finds things by what a screen reader says.
What was done is then asked of the command line. Prints a line a step; exits 1 at the first step that cannot be done.
Photos: ../shared/labelled/bbt (a copy, without one picture that is the outside picture) and ../shared/photos.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from seat import NotSeen, Screen, lacking, until
from walker import EIGHT, REPOSITORY, Walker

SHARED = Path(os.environ.get("FACEORG_SHARED", REPOSITORY.parent / "shared"))
OUTSIDE = "bbt4.jpg"  # five of the eight are in it
SCAN_S = 900.0

# A window of another program, out of which a file is dragged.
DRAG_SOURCE = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel
class Source(QLabel):
    def mouseMoveEvent(self, event):
        drag, data = QDrag(self), QMimeData()
        data.setUrls([QUrl.fromLocalFile(sys.argv[1])])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)
app = QApplication([])
app.setApplicationName("elsewhere"); app.setApplicationDisplayName("elsewhere")
source = Source("a picture")
source.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
source.setGeometry(4, 4, 120, 28)
source.show()
app.exec()
"""


class Walk(Walker):
    """The first hour of one user with one home, step by step; each step tells what came of it."""

    def start(self) -> str:
        command = [sys.executable, "-X", "faulthandler", "-m", "faceorg"]
        with (self.home / "faceorg.log").open("wb") as log:
            self.program = subprocess.Popen(command, env=self.environment, cwd=REPOSITORY, stdout=log, stderr=log)
        self.eyes.wait("Who is in your photos?")
        licence = until("the licence", lambda: self.eyes.find("SCRFD", begins=True))
        return str(licence.name)

    def choose_folders(self, folders: list[Path]) -> str:
        for folder in folders:
            self.press("Choose a folder…", "ctrl+shift+o")
            self.eyes.wait("Choose a folder with photos", begins=True)
            self.hands.type(str(folder))
            self.hands.keys("Return")
            until("the dialog to close", lambda: not self.eyes.find("Choose a folder with photos", begins=True))
            self.eyes.wait(str(folder))
        return f"{len(folders)} folders"

    def scan(self) -> str:
        self.press("Start", "Return")  # the keyboard stands on Start once a folder is chosen
        appeared = time.monotonic()
        until("the first group, while it scans", lambda: self.eyes.find("Group of", begins=True, items=True), SCAN_S)
        appeared = time.monotonic() - appeared
        until("the scan to end", lambda: self.eyes.find("Pause") is None and self.ask("clusters"), SCAN_S)
        return f"the first group after {appeared:.0f} s, {len(self.ask('clusters'))} groups in the end"

    def name_everyone(self) -> str:
        """Go down the rows: type the name of whom one knows, go past strangers."""
        named = Counter[str]()
        self.go("Unnamed", "2")
        groups = self.groups()
        rows, at = list(groups), 0
        while True:
            if set(groups) != set(rows):  # groups came together meanwhile: the page is opened anew, largest first
                self.go("People", "1")
                self.go("Unnamed", "2")
                rows, at = list(groups), 0
            at = next((n for n in range(at, len(rows)) if groups[rows[n]]), -1)
            if at < 0:
                break
            self._name_row(at, groups[rows[at]], named)
            group = rows.pop(at)
            groups = until(
                f"the group of {groups[group]} to go", lambda group=group: group not in (g := self.groups()) and g
            )
        missing = set(EIGHT) - set(self.people())
        assert not missing, missing
        return ", ".join(f"{name} {count}" for name, count in self.people().items())

    def _name_row(self, at: int, name: str, named: Counter[str]) -> None:
        field = self.eyes.wait("Name", "text")
        rows = self.eyes.wait("Groups without a name", "list").children()
        if self.mouse:
            x, y, _width, height = rows[at].box()
            self.hands.click(x + 5, y + height // 2)
        else:
            here = next(n for n, row in enumerate(rows) if row.has("SELECTED"))
            self.hands.keys(*["Down" if at > here else "Up"] * abs(at - here))
        until("the name field to have the keyboard", lambda: field.name in self.eyes.focused())
        self.hands.type(name if not named[name] else name[:3])
        if named[name]:
            self.hands.keys("Down")  # the list's first line: whom the program knows by this beginning
            until(
                "the completion", lambda: (hit := self.eyes.find(name, "list item", items=True)) and hit.has("SELECTED")
            )
        self.hands.keys("Return")
        named[name] += 1

    def move_two(self) -> str:
        """Make a second Leonard out of two faces, as somebody does who names too quickly."""
        self.open_person("Leonard")
        before = self.people()["Leonard"]
        self._select_last_two()
        self.press("Move to", "m")
        self.eyes.wait("Who are these 2 faces?")
        self.hands.type("Leo")
        until("a new person to be offered", lambda: self.eyes.find("New person “Leo”", items=True))
        self.hands.keys("Return")
        until("Leo to be there", lambda: self.people().get("Leo") == 2)
        return f"Leonard {before} -> {self.people()['Leonard']}, Leo 2"

    def _select_last_two(self) -> None:
        grid = self.eyes.wait("Faces of", begins=True)
        faces = until("the faces", grid.children)
        if self.mouse:
            self.hands.click(*faces[-1].centre())
            self.hands.click_holding("ctrl", *faces[-2].centre())
        else:
            self.hands.keys("End", "shift+Left")
        self.eyes.wait("2 selected")

    def merge(self, absorb: str, keep: str) -> str:
        """Drag a cover on another; by keyboard, select both and press Ctrl+M."""
        self.go("People", "1")
        if self.mouse:
            self.hands.drag(self.tile(absorb).centre(), self.tile(keep).centre())
        else:
            self.tile(keep)
            first = self.eyes.find(f"{absorb},", begins=True, items=True)
            kept = self.eyes.find(f"{keep},", begins=True, items=True)
            assert first is not None and kept is not None
            self.walk_to(absorb, "ctrl+Right" if first.box()[1::-1] > kept.box()[1::-1] else "ctrl+Left")
            self.hands.keys("ctrl+space", "ctrl+m")
        self.eyes.wait("Are these one person?")
        if self.eyes.find(f"The name “{keep}” stays.", begins=True) is None:
            self.press(f"Keep “{keep}” instead", "Tab", "Return")
            self.eyes.wait(f"The name “{keep}” stays.", begins=True)
        if self.mouse:
            self.press("Merge")
        else:
            self._tab_to("Merge")
            self.hands.keys("Return")
        until(f"{absorb} to be gone", lambda: absorb not in self.people())
        return self.last_edit()

    def _tab_to(self, name: str) -> None:
        for _ in range(40):
            if name in self.eyes.focused():
                return
            self.hands.keys("Tab")
        raise NotSeen(f"{name} cannot be reached with Tab")

    def split_by_likeness(self, name: str) -> str:
        self.open_person(name)
        if self.mouse:
            self.menu("More about this person", 3)
        else:
            self.hands.keys("ctrl+shift+s")
        split = self.eyes.wait("Split into", begins=True)
        if self.mouse:
            self.hands.click(*split.centre())
        else:
            self._tab_to(split.name)
            self.hands.keys("Return")
        return str(until("the split", lambda: (edit := self.last_edit()).startswith("Split") and edit))

    def undo(self, label: str) -> str:
        """Take the last edit back: by the toast if it is still there, else by Ctrl+Z."""
        toast = self.eyes.find("Undo", "push button")
        if self.mouse and toast is not None:
            self.hands.click(*toast.centre())
        else:
            self.hands.keys("ctrl+z")
        until(f"“{label}” to be undone", lambda: any(e["undone"] and e["label"] == label for e in self.ask("history")))
        return f"undone: {label}"

    def split_off(self, name: str) -> str:
        self.open_person(name)
        before = self.people()[name]
        self._select_last_two()
        self.press("Split off", "s")
        until("two faces less", lambda: self.people()[name] == before - 2)
        return f"{name} {before} -> {before - 2}"

    def search(self, picture: Path) -> str:
        """Drop a picture out of another program; by keyboard, paste one that was copied."""
        if self.mouse:
            source = subprocess.Popen([sys.executable, "-c", DRAG_SOURCE, str(picture)], env=self.environment)
            lies = self.eyes.of("elsewhere").wait("a picture").centre()
            page = self.eyes.wait("Pages").box()
            self.hands.drag(lies, (page[0] + 600, page[1] + 400))
            time.sleep(1)
            source.terminate()
            source.wait()
        else:
            kind = ["-selection", "clipboard", "-t", "image/jpeg", "-i", str(picture)]
            copied = subprocess.Popen(["xclip", *kind], env=self.environment)
            copied.wait()
            self.hands.keys("ctrl+v")
        return self._who_is_in_it()

    def open_picture(self, picture: Path) -> str:
        """The same through the file dialog."""
        if self.mouse:
            self.menu("File", 3)
        else:
            self.hands.keys("ctrl+shift+f")
        self.eyes.wait("Search by a picture", "dialog", begins=True)
        self.hands.type(str(picture))
        self.hands.keys("Return")
        return self._who_is_in_it()

    def _who_is_in_it(self) -> str:
        faces = self.eyes.wait("Faces in this picture", timeout_s=120)
        found = [seen.name for seen in until("faces", faces.children)]
        known = [name for name in EIGHT if any(line.startswith(name) for line in found)]
        assert len(known) >= 4, found
        return f"{len(found)} faces: " + ", ".join(known)

    def read_history(self) -> str:
        self.go("History", "8")
        lines = until(
            "the history",
            lambda: [seen.name for seen in self.eyes.everything() if seen.name.startswith("Merged")],
        )
        return str(lines[0])

    def quit(self) -> str:
        self.hands.keys("ctrl+q")
        assert self.program is not None
        status = self.program.wait(30)
        assert status == 0, status
        return "exit status 0, without a question"

    def stop(self) -> None:
        if self.program is not None and self.program.poll() is None:
            self.program.terminate()
            self.program.wait(20)

    # ------------------------------------------------------------ afterwards
    def check(self, faces_before: dict[str, int]) -> str:
        """Compare the library with what was done."""
        people = self.people()
        assert set(people) == set(EIGHT), people
        for name in EIGHT:
            faces = [face for face in self.ask("faces", "--person", name)]
            right = sum(Path(face["photo"]).parent.name.title() == name for face in faces)
            astray = [f for f in faces if Path(f["photo"]).parent.name.title() in set(EIGHT) - {name}]
            assert right >= 3 and not astray, (name, right, astray)
        labels = [(edit["label"], edit["undone"]) for edit in self.ask("history")]
        done = [label for label, undone in labels if not undone]
        assert any(label.startswith("Merged Leo into Leonard") for label in done), labels
        assert any(label.startswith("Split off 2 faces") for label in done), labels
        assert not any("into Howard" in label for label in done), labels
        assert people["Stuart"] == faces_before["Stuart"], (people, faces_before)
        self.ask("check")
        return f"{len(EIGHT)} people, {len(done)} edits as they were made; the library is sound"


def steps(walk: Walk, outside: Path, folders: list[Path]) -> list[tuple[str, Callable[[], str]]]:
    """Return the walk in order. The second merge is a mistake, which is split, then both are taken back."""
    before: dict[str, int] = {}
    mistake = ["", ""]

    def merge_wrongly() -> str:
        before.update(walk.people())
        mistake[0] = walk.merge("Stuart", "Howard")
        return mistake[0]

    def split_again() -> str:
        mistake[1] = walk.split_by_likeness("Howard")
        return mistake[1]

    return [
        ("start", walk.start),
        ("choose two folders", lambda: walk.choose_folders(folders)),
        ("scan", walk.scan),
        ("name the eight", walk.name_everyone),
        ("move two faces to a new person", walk.move_two),
        ("merge the two", lambda: walk.merge("Leo", "Leonard")),
        ("merge two others by mistake", merge_wrongly),
        ("split them by likeness", split_again),
        ("undo the split", lambda: walk.undo(mistake[1])),
        ("undo the merge", lambda: walk.undo(mistake[0])),
        ("split two faces off", lambda: walk.split_off("Sheldon")),
        ("search by an outside picture", lambda: walk.search(outside)),
        ("the same by the file dialog", lambda: walk.open_picture(outside)),
        ("read the history", walk.read_history),
        ("quit", walk.quit),
        ("check by the command line", lambda: walk.check(before)),
    ]


def walk_once(home: Path, *, mouse: bool) -> bool:
    """Do it all in a new home; return whether every step could be done."""
    pictures, outside = home / "Pictures", home / "Downloads" / "party.jpg"
    shutil.copytree(SHARED / "labelled" / "bbt", pictures, ignore=shutil.ignore_patterns(OUTSIDE))
    outside.parent.mkdir()
    shutil.copyfile(SHARED / "labelled" / "bbt" / OUTSIDE, outside)
    kept = ("PATH", "LANG", "LC_ALL", "FACEORG_PACKS", "OMP_NUM_THREADS")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"HOME": str(home), "FACEORG_PACKS": environment.get("FACEORG_PACKS", str(SHARED / "models"))}
    with Screen(1280, 860, environment) as screen:
        walk = Walk(home, screen, mouse=mouse)
        try:
            for said, step in steps(walk, outside, [pictures, SHARED / "photos"]):
                started = time.monotonic()
                print(f"  {'mouse' if mouse else 'keys ':5}  {said:34}", end="", flush=True)
                print(f"{step()}  ({time.monotonic() - started:.0f} s)", flush=True)
        except (NotSeen, AssertionError) as problem:
            print(f"CANNOT BE DONE: {problem!r}")
            walk.eyes.picture(home / "stuck.png")
            print(f"  the screen: {home / 'stuck.png'}")
            return False
        finally:
            walk.stop()
        print(f"  mouse events: {walk.hands.mouse_events}")
    return True


def walk_at_random(seed: int, steps: int, *, helper_process: bool) -> int:
    """Walk at random in a window offscreen (see roam.py); sets have one order each time, so that a seed repeats."""
    if os.environ.get("PYTHONHASHSEED") != "0":
        again = dict(os.environ, PYTHONHASHSEED="0", QT_QPA_PLATFORM="offscreen", FACEORG_LANGUAGE="en")
        return subprocess.run([sys.executable, *sys.argv], env=again).returncode
    import roam

    folder = Path(tempfile.mkdtemp(prefix="faceorg-walk-"))
    try:
        return roam.main(seed, steps, folder, helper_process=helper_process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ways", nargs="*", choices=["mouse", "keyboard", "random"], default=["mouse", "keyboard"])
    parser.add_argument("--seed", type=int, default=1, help="of the random walk; the same walks the same way")
    parser.add_argument("--steps", type=int, default=10_000, help="of the random walk")
    parser.add_argument("--helper", action="store_true", help="walk at random with the helper process, as the program")
    parser.add_argument("--keep", type=Path, help="keep the homes (library, screenshots) in this folder")
    options = parser.parse_args()
    if "random" in options.ways:
        return walk_at_random(options.seed, options.steps, helper_process=options.helper)
    if missing := lacking():
        parser.error("not installed: " + ", ".join(missing))
    base = options.keep or Path(tempfile.mkdtemp(prefix="faceorg-walk-"))
    done = True
    for way in options.ways:
        home = base / way
        home.mkdir(parents=True)
        done = walk_once(home, mouse=way == "mouse") and done
    if done and options.keep is None:
        shutil.rmtree(base)
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main())
