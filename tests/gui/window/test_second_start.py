"""A second start shows the window that is there, and hands it the folder it was given."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from faceorg.errors import LibraryLocked
from faceorg.gui import app
from faceorg.library.opening import second_start
from faceorg.library.opening.locking import WINDOW
from faceorg.library.opening.open_library import open_library
from faceorg.library.views import photo_views


def ask_beside(folder: Path, scan: Path | None = None) -> tuple[threading.Thread, list[bool]]:
    """Ask as the second process does, on a thread."""
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(second_start.ask_first(folder, scan, patience_s=60)))
    thread.start()
    return thread, answers


def test_a_minimized_window_comes_back(qtbot, window, library) -> None:
    window.showMinimized()
    qtbot.waitUntil(window.isMinimized)
    thread, answers = ask_beside(library.folder)
    qtbot.waitUntil(lambda: not window.isMinimized())
    thread.join()
    assert answers == [True] and window.isVisible()
    assert not (library.folder / second_start.NOTE).exists()


def test_the_folder_of_a_second_start_is_scanned_by_the_first(qtbot, window, library, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    jobs = []
    window.session.runner.job_started.connect(jobs.append)
    thread, _answers = ask_beside(library.folder, tmp_path / "more")
    qtbot.waitUntil(lambda: bool(jobs))
    thread.join()
    qtbot.waitUntil(lambda: window.session.runner.current_job is None)
    assert tmp_path / "more" in photo_views.scanned_folders(library)


def test_where_nobody_answers_the_note_goes_again(tmp_path: Path) -> None:
    assert second_start.ask_first(tmp_path, None, patience_s=0.2) is False
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"folder": 7}', '{"folder": "/no/such/folder"}', "\x00\xff"])
def test_a_note_that_says_nonsense_shows_the_window_and_scans_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / second_start.NOTE).write_text(text, encoding="latin-1")
    assert second_start.take_request(tmp_path) == second_start.AskedFor(None)
    assert second_start.take_request(tmp_path) is None


@pytest.mark.parametrize(("program", "is_window"), [(WINDOW, True), ("faceorg scan", False)])
def test_only_a_window_of_this_computer_is_asked(tmp_path: Path, program: str, is_window: bool) -> None:
    with open_library(tmp_path / "library", program=program):
        with pytest.raises(LibraryLocked) as caught:
            open_library(tmp_path / "library")
        assert app.is_open_in_a_window(caught.value) is is_window


def test_a_window_of_another_computer_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_library(tmp_path / "library", program=WINDOW):
        with pytest.raises(LibraryLocked) as caught:
            open_library(tmp_path / "library")
        monkeypatch.setattr(app, "host", lambda: "elsewhere")
        assert not app.is_open_in_a_window(caught.value)


def test_a_second_start_ends_well_and_opens_no_window(qtbot, qapp, window, library, monkeypatch, tmp_path) -> None:
    """As `main` does it, while the window of this test is the first."""
    shown = []
    monkeypatch.setattr(app, "make_application", lambda _language: qapp)
    monkeypatch.setattr(app, "show_window", lambda *_given: shown.append(_given))
    monkeypatch.setattr(app, "is_open_in_a_window", lambda problem: isinstance(problem, LibraryLocked))
    statuses: list[int] = []
    monkeypatch.setattr(app, "Theme", lambda *_given: None)
    thread = threading.Thread(target=lambda: statuses.append(app.main(None, library.folder)))
    thread.start()
    qtbot.waitUntil(lambda: statuses == [0])
    thread.join()
    assert shown == [] and Qt.WindowState.WindowMinimized not in window.windowState()
