"""The menu of a folder in the sidebar, by mouse and by key: its photos, its files, a new look, leaving it out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from faceorg.catalog.pictures import photos
from faceorg.gui import file_manager
from faceorg.gui.sheets.leave_out import LeaveOutSheet
from faceorg.gui.window.folder_entry import FolderEntry
from faceorg.library.opening import omissions
from faceorg.library.views import photo_views
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message

LEFT = Qt.MouseButton.LeftButton
MOUSE, KEY = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard


@pytest.fixture
def entry(qtbot, window) -> FolderEntry:
    qtbot.waitUntil(lambda: len(window.sidebar.findChildren(FolderEntry)) == 1)
    (found,) = window.sidebar.findChildren(FolderEntry)
    return found


@pytest.fixture
def open_menu(entry):
    """open_menu(reason): what the system sends for the right mouse button, or for the Menu key while it is focused."""

    def opened(reason: QContextMenuEvent.Reason = MOUSE) -> None:
        entry.setFocus()
        where = entry.rect().center()
        QApplication.sendEvent(entry, QContextMenuEvent(reason, where, entry.mapToGlobal(where)))

    return opened


def chosen_by_keys(qtbot, text: str) -> None:
    """Go down to an entry of the menu that is open, and press Return."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    for _step in menu.actions():
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction() is not None and menu.activeAction().text().replace("&", "") == text:
            qtbot.keyClick(menu, Qt.Key.Key_Return)
            return
    pytest.fail(f"no key leads to {text!r}")


def test_it_shows_the_photos(window, entry, open_menu, choose) -> None:
    choose(open_menu, "Show its photos")
    assert (window.trail.here.page, window.trail.here.item.folder) == ("photos", entry.folder)


@pytest.mark.parametrize("answered", [True, False])
def test_it_shows_the_folder_in_the_file_manager(
    qtbot, window, entry, open_menu, choose, monkeypatch, answered: bool
) -> None:
    asked: list[Path] = []

    def show(_runner: object, paths: list[Path], told, _owner: object) -> None:
        asked.extend(paths)
        told(answered)

    monkeypatch.setattr(file_manager, "show_in_file_manager", show)
    choose(open_menu, "Show in the file manager")
    assert asked == [entry.folder]
    assert window.toast.text() == ("" if answered else f"No file manager answered. The folder is {entry.folder}")


def test_it_looks_for_new_photos_there(qtbot, window, entry, open_menu) -> None:
    started = []
    window.session.runner.job_started.connect(lambda job: started.append(job.title))
    with qtbot.waitSignal(window.session.runner.job_ended) as ended:
        open_menu(KEY)
        chosen_by_keys(qtbot, "Look for new photos")
    assert started == ["Looking for photos"] and ended.args[1] is True


def test_it_is_left_out_or_removed_after_a_question(qtbot, window, library, entry, open_menu) -> None:
    """By keys alone, from the entry on; the question has the keyboard on Cancel."""
    open_menu(KEY)
    chosen_by_keys(qtbot, "Leave out or remove…")
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), LeaveOutSheet))
    sheet = window.open_sheet()
    # Offscreen a window is no longer active once a menu was open over it, so none of its widgets has the keyboard.
    assert window.focusWidget() is sheet.no and sheet.forget.isVisible()
    qtbot.mouseClick(sheet.keep, LEFT)
    qtbot.waitUntil(lambda: photo_views.scanned_folders(library) == [])
    qtbot.waitUntil(lambda: window.sidebar.findChildren(FolderEntry) == [])


def test_the_question_counts_the_photos_that_the_history_will_say(qtbot, window, library, entry, open_menu) -> None:
    """One photo was deleted before, and one could not be read: the first leaves no list any more."""
    ids = [row[0] for row in library.catalog.connection.execute("SELECT id FROM photos ORDER BY id LIMIT 2")]
    photos.mark_missing(library.catalog, ids[:1])
    photos.mark_failed(library.catalog, ids[1], Message(ProblemCode.PHOTO_NOT_ANALYSED))
    open_menu(KEY)
    chosen_by_keys(qtbot, "Leave out or remove…")
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), LeaveOutSheet))
    said = " ".join(text.text() for text in window.open_sheet().findChildren(QLabel))
    assert "its 51 photos leave lists and counts" in said
    qtbot.mouseClick(window.open_sheet().keep, LEFT)
    qtbot.waitUntil(lambda: omissions.omissions(library) != [])
    assert omissions.omissions(library)[0].photos == 51


def test_the_menu_key_opens_it_below_the_entry(qtbot, window, entry, open_menu) -> None:
    open_menu(KEY)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and menu.y() >= entry.mapToGlobal(entry.rect().bottomLeft()).y() - 1
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert window.focusWidget() is entry
