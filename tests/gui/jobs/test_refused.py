"""What the world refuses is said in a sentence wherever it is met, and the page shows what is so: it is no bug."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from faceorg import log
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoFilter, PhotoState
from faceorg.errors import LibraryDamaged
from faceorg.gui import app
from faceorg.gui.look.theme import Theme
from faceorg.gui.session.session import Session
from faceorg.gui.window.crash import CrashSheet
from faceorg.gui.window.crash_catcher import CrashCatcher
from faceorg.gui.window.main_window import MainWindow
from faceorg.library.opening.open_library import open_library
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message


@pytest.fixture
def looked_at(qtbot, qapp, english, scanned: Path, tmp_path: Path, ini: QSettings, monkeypatch) -> Iterator[MainWindow]:
    """A window over a library that is open to be looked at only; one of its photos could not be read."""
    for hooked in (sys, threading):
        monkeypatch.setattr(hooked, "excepthook", hooked.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    shutil.copytree(scanned, tmp_path / "library")
    with open_library(tmp_path / "library") as library:
        first = next(iter(photos.all_photos(library.catalog)))
        photos.mark_failed(library.catalog, first.id, Message(ProblemCode.PHOTO_CANNOT_BE_READ, file="broken.jpg"))
    with open_library(tmp_path / "library", edit=False) as library:
        session = Session(library, Theme(qapp, ini), ini)
        window = MainWindow(session)
        qtbot.addWidget(window)
        catcher = CrashCatcher(window)
        catcher.crashed.connect(window.show_crash)
        catcher.problem_met.connect(session.runner.problem_reported)
        catcher.install()
        session.go("people")
        window.show()
        qtbot.waitExposed(window)
        yield window
        window.close()


def test_a_setting_that_cannot_be_saved_is_refused_in_a_sentence_and_not_shown_as_chosen(qtbot, looked_at) -> None:
    looked_at.session.go("settings")
    page, before = looked_at.page, looked_at.session.library.settings.grouping.automatic
    qtbot.mouseClick(page.automatic, Qt.MouseButton.LeftButton, pos=page.automatic.rect().center())
    qtbot.waitUntil(lambda: "can only be looked at" in looked_at.toast.text())
    assert looked_at.findChildren(CrashSheet) == []
    assert page.automatic.isChecked() is before


def test_a_group_that_cannot_be_put_aside_is_listed_again(qtbot, looked_at) -> None:
    looked_at.session.go("unnamed")
    page = looked_at.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 8 and page.rows.current_row() == 0)
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "can only be looked at" in looked_at.toast.text())
    qtbot.waitUntil(lambda: page.model.rowCount() == 8, timeout=20_000)


def test_a_group_that_cannot_be_named_is_listed_again_with_the_name_that_was_typed(qtbot, looked_at) -> None:
    looked_at.session.go("unnamed")
    page = looked_at.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 8 and page.rows.current_row() == 0)
    group = page.groups.current_group()
    qtbot.keyClicks(page.rows.field, "Penny")
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "can only be looked at" in looked_at.toast.text())
    qtbot.waitUntil(lambda: page.model.rowCount() == 8)
    assert (page.groups.current_group().id, page.rows.field.text()) == (group.id, "Penny")


def test_photos_that_cannot_be_tried_again_stay_as_they_are(qtbot, looked_at) -> None:
    looked_at.session.go("photos", PhotoFilter(state=PhotoState.FAILED))
    qtbot.waitUntil(looked_at.page.failed.retry.isVisible)
    qtbot.mouseClick(looked_at.page.failed.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "can only be looked at" in looked_at.toast.text())
    QApplication.processEvents()
    assert looked_at.findChildren(CrashSheet) == [] and looked_at.session.runner.current_job is None


def test_a_library_that_fails_before_there_is_a_window_is_told_of(qapp, tmp_path: Path, ini, monkeypatch) -> None:
    def fail(_window: MainWindow, _folder: Path | None) -> None:
        raise LibraryDamaged(ProblemCode.CATALOG_DAMAGED, file=tmp_path)

    monkeypatch.setattr(app, "open_first_page", fail)
    monkeypatch.setattr(log, "catch_everything", lambda _told: None)
    with open_library(tmp_path / "library") as library:
        session, told = Session(library, Theme(qapp, ini), ini), list[Message]()
        assert app.show_window(qapp, session, None, told) == (1, None)
        session.close()
    assert [message.code for message in told] == [ProblemCode.CATALOG_DAMAGED]


def test_trying_photos_again_while_a_scan_writes_keeps_nobody_waiting(qtbot, window, library) -> None:
    first = next(iter(photos.all_photos(library.catalog)))
    photos.mark_failed(library.catalog, first.id, Message(ProblemCode.PHOTO_CANNOT_BE_READ, file="broken.jpg"))
    window.session.go("photos", PhotoFilter(state=PhotoState.FAILED))
    qtbot.waitUntil(window.page.failed.retry.isVisible)
    writes, may_end, jobs = threading.Event(), threading.Event(), []
    window.session.runner.job_started.connect(lambda job: jobs.append(job.key))

    def write() -> None:
        with library.catalog.atomic():
            writes.set()
            may_end.wait(10)

    scan = threading.Thread(target=write)
    scan.start()
    writes.wait()
    qtbot.mouseClick(window.page.failed.retry, Qt.MouseButton.LeftButton)
    assert scan.is_alive(), "the click waited for the scan"
    may_end.set()
    scan.join()
    qtbot.waitUntil(lambda: jobs == ["analyze"] and window.session.runner.current_job is None)
