"""People whose every photo is left out: no blank circles among the others, in no count, and what their page says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import IgnoreReason, PhotoState
from faceorg.edits import EVERYTHING
from faceorg.gui.sheets.leave_out import LeaveOutSheet
from faceorg.gui.tiles.roles import Role
from faceorg.library.people import edits

LEFT, CTRL, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def howard(qtbot, window, library, person_of, still_photos, monkeypatch):
    """Howard, a favourite, and Penny; Howard's folder is left out by the button in Settings, his name kept."""
    made = edits.name_faces(library, person_of("howard"), "Howard").person_id
    edits.favour_people(library, [made], favourite=True)
    edits.name_faces(library, person_of("penny"), "Penny")
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: window.page.model.people_count() == 2)
    qtbot.waitUntil(lambda: len(window.sidebar.favourites()) == 1)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(still_photos / "howard"))
    window.session.go("settings")
    qtbot.mouseClick(window.page.leave_out, LEFT)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), LeaveOutSheet))
    qtbot.mouseClick(window.open_sheet().keep, LEFT)
    qtbot.waitUntil(lambda: library.settings.scan.exclude != ())
    qtbot.keyClick(window.page, Qt.Key.Key_1, CTRL)
    qtbot.waitUntil(lambda: window.trail.here.page == "people" and window.page.model.people_count() == 1)
    return made


def test_who_is_in_no_photo_that_is_here_stands_among_nobody_and_in_no_count(qtbot, window, howard) -> None:
    page = window.page
    assert page.model.summary(0).person.name == "Penny"
    qtbot.waitUntil(lambda: window.sidebar.entries["people"].count == "1")
    qtbot.waitUntil(lambda: window.sidebar.favourites() == [])


def test_the_eye_shows_them_last_with_a_face_and_says_why(qtbot, window, howard) -> None:
    page = window.page
    qtbot.waitUntil(page.hidden.isVisible)
    qtbot.mouseClick(page.hidden, LEFT)
    qtbot.waitUntil(lambda: page.model.people_count() == 2)
    last = page.model.index(1, 0)
    assert last.data(Role.NAME) == "Howard", "a favourite, yet behind those who are here"
    assert last.data(Role.CAPTION) == "in no photo here"
    qtbot.waitUntil(lambda: window.session.thumbnails.pixmap(last.data(Role.FACE), 96) is not None)


def test_a_name_that_is_typed_is_found_all_the_same(qtbot, window, howard) -> None:
    page = window.page
    qtbot.keyClick(page.grid, Qt.Key.Key_Slash)
    qtbot.keyClicks(QApplication.focusWidget(), "how")
    qtbot.waitUntil(lambda: page.model.people_count() == 1)
    assert page.model.summary(0).person.name == "Howard"


def test_the_page_says_that_the_photos_are_left_out_and_shows_them(qtbot, window, howard) -> None:
    page = window.page
    qtbot.mouseClick(page.hidden, LEFT)
    qtbot.waitUntil(lambda: page.model.people_count() == 2)
    page.grid.setCurrentIndex(page.model.index(1, 0))
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.trail.here.page == "person" and window.page.faces.absent.isVisible())
    absent = window.page.faces.absent
    assert absent.heading.text() == "All photos of Howard are left out or deleted"
    qtbot.keyClick(absent.button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.trail.here.page == "photos" and window.page.deleted.isVisible())
    assert window.trail.here.item.state is PhotoState.MISSING
    assert {line.detail for line in window.page.deleted.list.lines()} == {"left out · Howard"}


def test_where_all_are_left_out_the_page_says_so_and_shows_them(qtbot, window, library, howard) -> None:
    model = window.page.model
    edits.delete_people(library, [model.summary(0).person.id])
    every = [
        face.id
        for photo in photos.all_photos(library.catalog)
        for face in faces.faces_of_photo(library.catalog, photo.id)
    ]
    his = people.confirmed(library.catalog)
    edits.ignore_faces(library, [face for face in every if face not in his], IgnoreReason.STRANGER)
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(window.page.all_absent.isVisible)
    qtbot.mouseClick(window.page.all_absent.button, LEFT)
    qtbot.waitUntil(lambda: model.people_count() == 1)
    assert model.summary(0).person.name == "Howard"
