"""All faces of a person moved to somebody else: what the page says then, and how it comes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from faceorg.catalog import faces
from faceorg.edits import EVERYTHING
from faceorg.gui.naming.who_sheet import WhoSheet
from faceorg.library.people import edits

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def penny(window, library, person_of, qtbot):
    """Penny, her page open, nine and more faces of hers."""
    hers = [*person_of("penny"), *person_of("amy")]
    made = edits.name_faces(library, hers, "Penny")
    window.session.broadcast(EVERYTHING)
    window.session.go("person", made.person_id)
    qtbot.waitUntil(lambda: window.page.model.rowCount() == len(hers))
    return made.person_id


@pytest.fixture
def moved(qtbot, window, library, penny):
    """All of them are selected and somebody else's now, by keys alone."""
    grid = window.page.grid
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(grid, Qt.Key.Key_Z)  # a letter begins the name
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), WhoSheet))
    sheet = window.open_sheet()
    qtbot.keyClicks(sheet.field, "oe")
    qtbot.keyClick(sheet.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not faces.faces_of_person(library.catalog, penny))
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 0)
    return penny


def test_the_question_says_how_many_faces_it_does_not_show(qtbot, window, penny) -> None:
    count = window.page.model.rowCount()
    qtbot.keyClick(window.page.grid, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(window.page.grid, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), WhoSheet))
    said = {found.text() for found in window.open_sheet().findChildren(QLabel)}
    assert {f"Who are these {count} faces?", f"+{count - 7}"} <= said


def test_the_page_says_so_and_leads_on(qtbot, window, moved) -> None:
    nothing = window.page.faces.nothing
    qtbot.waitUntil(nothing.isVisible)
    assert nothing.heading.text() == "No face is left here"
    qtbot.waitUntil(nothing.button.hasFocus)
    qtbot.keyClick(nothing.button, Qt.Key.Key_Return)
    assert window.trail.here.page == "people"


def test_undo_brings_faces_and_keyboard_back(qtbot, window, moved) -> None:
    qtbot.waitUntil(window.page.faces.nothing.isVisible)
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Z, CTRL)
    grid = window.page.grid
    qtbot.waitUntil(lambda: window.page.model.rowCount() > 0 and grid.isVisible())
    qtbot.waitUntil(grid.hasFocus)
