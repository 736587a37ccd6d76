"""How the window holds up over a large library: when it is usable, its longest pauses, its memory.

    python packaging/bench/make_library.py /tmp/large          # once: 100,000 photos, 300,000 faces
    QT_QPA_PLATFORM=offscreen python packaging/bench/window.py /tmp/large [--starts 5] [--stacks 3]

A copy of the library's small files is not made: the library is changed (somebody is named, two people are merged) and
changed back by undo. "own ms" leaves out what other programs took (see watchdog.py). faceorg is compiled first, as
installers do: compiling a page while it opens was 60 ms of its first pause.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication
from watchdog import Watchdog, line_of, report

import faceorg

# Begins both programs below; SAY prints seconds by the clock, of the processor, and by the clock without those in which
# the thread was ready and other programs had the processor.
BEGIN = """
import time; began = time.perf_counter()
def waited():
    try: return int(open("/proc/self/schedstat").read().split()[1]) / 1e9
    except OSError: return 0.0
waited_before = waited()
"""
SAY = """
passed = time.perf_counter() - began
print(passed, time.process_time(), passed - (waited() - waited_before), flush=True)
"""
# What every start pays for: PySide6, one window, shown.
EMPTY_WINDOW = """
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel
app = QApplication([]); window = QMainWindow(); window.setCentralWidget(QLabel("empty")); window.resize(1200, 800)
window.show()
while not window.windowHandle().isExposed(): app.processEvents()
app.processEvents()
"""
# As `faceorg.__main__` begins.
OUR_WINDOW = """
import gc; gc.disable()
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from faceorg.gui.app import make_application
from faceorg.gui.window.main_window import MainWindow
from faceorg.gui.session.session import Session
from faceorg.gui.look.theme import Theme
from faceorg.library.helper.helper_process import HelperProcess
from faceorg.library.opening.open_library import open_library
app = make_application(); settings = QSettings("/nonexistent/none.ini", QSettings.Format.IniFormat)
library = open_library(Path(sys.argv[1]), program="bench")
session = Session(library, Theme(app, settings), settings, helper=HelperProcess(library))
window = MainWindow(session); session.go("people"); window.resize(1200, 800); window.show()
while not window.windowHandle().isExposed(): app.processEvents()
app.processEvents()
"""
GO = "import os; os._exit(0)"
SCROLL_S = 3.0
FRAME_S = 0.016


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="what make_library.py made")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--stacks", type=int, default=0, help="show so many causes of late beats for each phase")
    parser.add_argument("--only", default="", help="phases whose name contains one of these, separated by commas")
    asked = parser.parse_args()
    library = asked.folder / "library"
    compileall.compile_dir(Path(faceorg.__file__).parent, quiet=1)
    if asked.starts:
        start_times(library, asked.starts)
    print(report(pauses(library, asked.only), stacks=asked.stacks))
    print(f"memory of the window's process: {resident_mib():.0f} MiB")


# ---------------------------------------------------------------- start
def start_times(library: Path, rounds: int) -> None:
    """Start both in turns, so that other load hits both; the first start of each compiles, as installers do."""
    empty, ours = [], []
    with tempfile.TemporaryDirectory() as compiled:
        for _ in range(rounds + 1):
            empty.append(_timed(compiled, BEGIN + EMPTY_WINDOW + SAY))
            ours.append(_timed(compiled, BEGIN + OUR_WINDOW + SAY + GO, str(library)))
    for what, at in (("clock", 0), ("processor", 1), ("clock without others'", 2)):
        one, other = [round_[at] for round_ in ours[1:]], [round_[at] for round_ in empty[1:]]
        pairs = [mine / bare for mine, bare in zip(one, other, strict=True)]
        print(
            f"usable after {min(one) * 1000:.0f} ms of {what} time (median {statistics.median(one) * 1000:.0f}); an "
            f"empty window {min(other) * 1000:.0f} (median {statistics.median(other) * 1000:.0f}); ratio of the best "
            f"{min(one) / min(other):.2f}, median of the ratios of pairs {statistics.median(pairs):.2f}"
        )


def _timed(compiled: str, code: str, *arguments: str) -> tuple[float, ...]:
    """Return the seconds until the window is usable, measured in the ways SAY says."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return tuple(float(word) for word in done.stdout.split())


# ---------------------------------------------------------------- pauses
class Drive:
    """A window with somebody at it, and a watchdog beside."""

    def __init__(self, folder: Path, settings: QSettings, only: str) -> None:
        from faceorg.gui.app import make_application
        from faceorg.gui.look.theme import Theme
        from faceorg.gui.session.session import Session
        from faceorg.gui.window.main_window import MainWindow
        from faceorg.library.helper.helper_process import HelperProcess
        from faceorg.library.opening.open_library import open_library

        self.app = make_application()
        self.library = open_library(folder, program="bench")
        helper = HelperProcess(self.library)
        self.session = Session(self.library, Theme(self.app, settings), settings, helper=helper)
        self.session.runner.crashed.connect(lambda trace: print(trace, file=sys.stderr))
        self.session.runner.problem_reported.connect(lambda text: print(text, file=sys.stderr))
        self.window = MainWindow(self.session)
        self.window.resize(1200, 800)
        self.window.show()
        self.session.go("people")
        self.window.activateWindow()
        self.only = only
        self.watchdog = Watchdog()
        self.wait(lambda: self.session.people_cache.loaded)

    @contextmanager
    def phase(self, name: str) -> Iterator[bool]:
        """Watch a phase under its name; False: it was not asked for."""
        wanted = any(part in name for part in self.only.split(","))
        if wanted:
            self.run(0.5)
            self.watchdog.begin(name)
        yield wanted
        if wanted:
            self.run(0.3)
            self.watchdog.rest()
            print(line_of(self.watchdog.phases[-1]), flush=True)

    def run(self, seconds: float) -> None:
        self.wait(lambda: False, seconds)

    def wait(self, done: Callable[[], bool], seconds: float = 120.0) -> None:
        """Run the event loop as the application does, until something is so."""
        end = time.perf_counter() + seconds
        while not done() and time.perf_counter() < end:
            self.app.processEvents()
            time.sleep(0.001)

    def go(self, page: str, item: object = None) -> None:
        self.session.go(page, item)
        self.run(0.5)

    def scroll(self, area: QAbstractScrollArea) -> None:
        """Drag the scroll bar down, slowly first, then in leaps."""
        bar = area.verticalScrollBar()
        began = time.perf_counter()
        while (passed := time.perf_counter() - began) < SCROLL_S:
            part = passed / SCROLL_S
            bar.setValue(round(bar.maximum() * part * part))
            self.run(FRAME_S)

    def type(self, field: object, text: str) -> None:
        for letter in text:
            QTest.keyClicks(field, letter)
            self.run(0.08)

    def close(self) -> None:
        self.watchdog.stop()
        self.window.close()
        self.library.close()


def pauses(folder: Path, only: str) -> list[object]:
    """Do what a user does, and return what the watchdog saw."""
    with tempfile.TemporaryDirectory() as scratch:
        drive = Drive(folder, QSettings(f"{scratch}/w.ini", QSettings.Format.IniFormat), only)
        scroll(drive)
        search(drive)
        edit(drive)
        scan(drive, Path(scratch) / "new")
        found = list(drive.watchdog.phases)
        drive.close()
    return found


def largest_people(drive: Drive) -> list[int]:
    every = sorted(drive.session.people_cache.summaries(), key=lambda found: -found.faces)
    return [found.person.id for found in every]


def scroll(drive: Drive) -> None:
    with drive.phase("scroll people") as wanted:
        if wanted:
            drive.go("people")
            drive.scroll(drive.window.page.grid)
    with drive.phase("scroll unnamed groups") as wanted:
        if wanted:
            drive.go("unnamed")
            drive.wait(lambda: drive.window.page.rows.model().rowCount() > 0)
            drive.scroll(drive.window.page.rows)
    with drive.phase("open and scroll 10,000 faces") as wanted:
        if wanted:
            drive.go("person", largest_people(drive)[0])
            drive.wait(lambda: drive.window.page.grid.model().rowCount() > 100)
            drive.scroll(drive.window.page.grid)
    with drive.phase("open and scroll all photos") as wanted:
        if wanted:
            drive.go("photos")
            drive.wait(lambda: drive.window.page.model.rowCount() > 100)
            drive.scroll(drive.window.page.grid)
    with drive.phase("review") as wanted:
        if wanted:
            drive.go("review")
            drive.run(2)


def search(drive: Drive) -> None:
    from faceorg.domain import PhotoFilter

    with drive.phase("type in the search field") as wanted:
        if wanted:
            drive.go("people")
            drive.type(drive.window.search, "anna kel")
            QTest.keyClick(drive.window.search, Qt.Key.Key_Escape)
    with drive.phase("filter photos by two people") as wanted:
        if wanted:
            one, two = largest_people(drive)[:2]
            drive.go("photos", PhotoFilter(all_of=(one,), none_of=(two,)))
            drive.run(2)
    with drive.phase("search by a face") as wanted:
        if wanted:
            face = drive.library.catalog.connection.execute("SELECT max(face_id) FROM cluster_faces").fetchone()[0]
            drive.go("alike", face)
            drive.wait(lambda: drive.window.page.model.rowCount() > 0, 300)
    with drive.phase("photos one after another") as wanted:
        if wanted:
            from faceorg.gui.session.navigation import PhotoTarget

            drive.go("photo", PhotoTarget(face_id=1))
            for _ in range(20):
                QTest.keyClick(drive.window.page.stage, Qt.Key.Key_Left)
                drive.run(0.12)


def edit(drive: Drive) -> None:
    from faceorg.catalog import clusters
    from faceorg.domain import PersonId
    from faceorg.edits import EditKind
    from faceorg.library.people import edits

    group = clusters.clusters(drive.library.catalog, limit=1)[0]
    with drive.phase("name a group, look for more") as wanted:
        if wanted:
            drive.go("unnamed")
            drive.wait(lambda: drive.window.page.rows.model().rowCount() > 0)
            drive.session.edit(lambda library: edits.name_cluster(library, group.id, "Somebody New"))
            drive.run(1.5)
            drive.wait(lambda: drive.session.runner.current_job is None, 300)
    with drive.phase("merge 10,000 faces into 10,000") as wanted:
        if wanted:
            keep, absorb = (PersonId(person) for person in largest_people(drive)[:2])
            drive.go("person", keep)
            done: list[object] = []
            drive.session.edit(lambda library: edits.merge_people(library, keep, [absorb]), done.append)
            drive.wait(lambda: bool(done), 300)
            drive.run(1.5)
            drive.wait(lambda: drive.session.runner.current_job is None, 300)
    with drive.phase("undo the merge, and the name") as wanted:
        if wanted:
            for kind in (EditKind.MERGED, EditKind.NAMED):
                before = drive.session.next_undo
                if before is not None and before.kind is kind:
                    drive.session.undo()
                    drive.wait(lambda before=before: drive.session.next_undo != before, 300)
            drive.run(1.5)
            drive.wait(lambda: drive.session.runner.current_job is None, 300)


def scan(drive: Drive, folder: Path) -> None:
    with drive.phase("scroll while a scan runs") as wanted:
        if not wanted:
            return
        from faceorg.gui.jobs import scanning

        folder.mkdir()
        shared = Path(os.environ.get("FACEORG_SHARED", Path(__file__).parents[3] / "shared"))
        pictures = sorted((shared / "labelled" / "bbt").rglob("*.jpg"))[:40]
        for picture in pictures:  # new to the library each time, or nothing would be analysed
            (folder / picture.name).write_bytes(picture.read_bytes() + os.urandom(8))
        drive.go("photos")
        scanning.scan(drive.session, [folder])
        end = time.perf_counter() + 60
        while drive.session.runner.current_job is not None and time.perf_counter() < end:
            drive.scroll(drive.window.page.grid)


def resident_mib() -> float:
    from faceorg.library.workers.worker_process import resident_bytes

    return resident_bytes() / 2**20


if __name__ == "__main__":
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeMenuBar)
    main()
