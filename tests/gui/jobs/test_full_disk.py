"""A library on a disk that is full or cannot be written: said in one sentence, looked at, changed again in the end."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from faceorg.catalog import people
from faceorg.errors import DiskFull
from faceorg.gui import app
from faceorg.gui.sheets.told import ToldSheet
from faceorg.gui.window import cannot_open
from faceorg.gui.window.main_window import MainWindow
from faceorg.library.opening.library import Library
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits
from faceorg.messages.codes import ProblemCode
from tests.problems import refused

PAGE = 4096


class Disk:
    """A disk of its own for a library. room() gives back what filled it, or the right to write."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.folder, self.kind = folder, kind

    def spoil(self) -> None:
        if self.kind == "read-only":
            self._mount("remount,ro")
            return
        with suppress(OSError), (self.folder / "filler").open("wb", buffering=0) as stream:
            while True:
                stream.write(bytes(PAGE))

    def room(self) -> None:
        if self.kind == "read-only":
            self._mount("remount,rw")
        else:
            (self.folder / "filler").unlink()

    def _mount(self, how: str) -> None:
        subprocess.run(["mount", "-o", how, str(self.folder)], check=True)


@pytest.fixture
def small_disk(scanned: Path, tmp_path: Path, main_pack: Path, monkeypatch) -> Iterator[Callable[[str], Disk]]:
    """small_disk(kind): put a copy of the scanned library, with Penny named, on a disk with room for some edits."""
    monkeypatch.setenv("FACEORG_PACKS", str(main_pack.parent))
    folder = tmp_path / "library"
    folder.mkdir()
    size = sum(path.stat().st_size + 2 * PAGE for path in scanned.rglob("*")) + 6_000_000
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here: that needs root")
    try:
        shutil.copytree(scanned, folder, dirs_exist_ok=True)
        with open_library(folder) as library:
            edits.name_faces(library, [1, 2], "Penny")
        yield lambda kind: Disk(folder, kind)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def program(qtbot, qapp, english, ini, monkeypatch):
    """program(folder, *parts): run the program; each part uses the next of its windows with its keys."""
    monkeypatch.setattr(app, "make_application", lambda _language: qapp)
    monkeypatch.setattr(app, "QSettings", lambda *_names: ini)
    for place, hook in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(place, hook, getattr(place, hook))  # put back afterwards
    unopened: list[object] = []
    monkeypatch.setattr(cannot_open, "backup_wanted", lambda problem, *_rest: unopened.append(problem))
    monkeypatch.setattr(cannot_open, "tell_without_window", unopened.append)

    def run(folder: Path, *parts: Callable[[MainWindow], None]) -> None:
        left, seen, failed = list(parts), [], []

        def use_next() -> None:
            shown = [made for made in QApplication.topLevelWidgets() if isinstance(made, MainWindow)]
            new = [made for made in shown if made.isVisible() and made not in seen]
            if new and left:
                seen.append(new[0])
                new[0].activateWindow()
                qtbot.waitActive(new[0])
                try:
                    left.pop(0)(new[0])
                except BaseException as error:
                    failed.append(error)
                    left.clear()
                    new[0].close()

        timer = QTimer(interval=20)
        timer.timeout.connect(use_next)
        timer.start()
        status = app.main(None, folder)
        timer.stop()
        if failed:
            raise failed[0]
        assert (status, unopened, left) == (0, [], [])

    return run


@pytest.mark.parametrize("kind", ["full", "read-only"])
def test_it_opens_for_looking_and_goes_on_when_it_can_be_changed(qtbot, program, small_disk, kind) -> None:
    disk = small_disk(kind)
    disk.spoil()
    why = {"full": "There is no room left on the disk of", "read-only": "cannot be written; mend its rights."}[kind]

    def look(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: window.open_sheet(ToldSheet) is not None)
        (sentence,) = [text for said in window.open_sheet().findChildren(QLabel) if why in (text := said.text())]
        assert sentence.endswith("Until then the library can be looked at, and not be changed.")
        qtbot.keyClick(window.open_sheet().on, Qt.Key.Key_Return)
        qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: window.page.model.rowCount() > 0)
        qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: window.trail.here.page == "people")
        qtbot.waitUntil(lambda: [found.person.name for found in window.session.people_cache.summaries()] == ["Penny"])
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: "the library can only be looked at" in window.toast.text())
        window.watchers.changed_again.look()  # as by its timer: nothing has changed
        qtbot.waitUntil(lambda: window.session.runner.is_idle)
        assert window.isVisible()
        disk.room()
        window.watchers.changed_again.look()

    def change(window: MainWindow) -> None:
        assert window.trail.here.page == "people"
        qtbot.waitUntil(lambda: window.toast.text() == "The library can be changed again.")
        qtbot.waitUntil(lambda: window.session.runner.is_idle)
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: people.people(window.session.library.catalog) == [])
        qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

    program(disk.folder, look, change)
    with open_library(disk.folder, edit=False) as library:
        assert people.people(library.catalog) == []


def test_a_disk_that_becomes_full_costs_no_window_and_no_decision(qtbot, program, small_disk) -> None:
    disk = small_disk("full")

    def use(window: MainWindow) -> None:
        session = window.session
        qtbot.waitUntil(lambda: session.runner.is_idle)
        disk.spoil()
        for page in "1234":
            qtbot.keyClick(window, page, Qt.KeyboardModifier.ControlModifier)
            qtbot.waitUntil(lambda: session.runner.is_idle)
        said: list[object] = []
        session.runner.problem_reported.connect(lambda problem: said.append(problem.code))
        for number in range(40):  # the log of the catalogue has some room of its own
            session.edit(lambda library, number=number: edits.name_faces(library, [3, 4], f"Person {number}"))
        qtbot.waitUntil(lambda: session.runner.is_idle)
        assert set(said) == {ProblemCode.DISK_FULL}
        assert window.isVisible() and "There is no room left" in window.toast.text()
        disk.room()
        qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        session.edit(lambda library: edits.name_faces(library, [5], "After All"))
        qtbot.waitUntil(lambda: bool(people.people_named(session.library.catalog, "After All")))
        qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

    program(disk.folder, use)
    with open_library(disk.folder) as library:
        assert [person.name for person in people.people_named(library.catalog, "Penny")] == ["Penny"]


def test_a_full_disk_is_called_so_when_the_library_is_opened(small_disk) -> None:
    """SQLite speaks of an error of the disk where its file beside the database has no room."""
    disk = small_disk("full")
    disk.spoil()
    with refused(DiskFull, ProblemCode.DISK_FULL, folder=str(disk.folder)):
        Library(disk.folder).close()
    with open_library(disk.folder, edit=False) as library:
        assert len(people.people(library.catalog)) == 1
