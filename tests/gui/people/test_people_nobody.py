"""People with nobody to show: a name that nobody has, everyone hidden; what the page says then, and the way out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from faceorg.edits import EVERYTHING
from faceorg.library.people import edits

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, window, library, person_of):
    for folder in ("amy", "penny"):
        edits.name_faces(library, person_of(folder), folder.title())
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: window.page.model.people_count() == 2 and window.page.model.group_count() > 0)
    return window.page


@pytest.fixture
def searched(qtbot, window, page):
    """Somebody types a name that nobody has, and clicks into the page."""
    qtbot.keyClick(page.grid, Qt.Key.Key_Slash)
    qtbot.keyClicks(QApplication.focusWidget(), "xq")
    qtbot.keyClicks(QApplication.focusWidget(), "z")
    assert page.nobody_fits.isVisible()
    qtbot.mouseClick(page, LEFT, pos=page.rect().center())
    return page


def test_a_name_that_nobody_has_is_told_on_the_page(qtbot, window, searched) -> None:
    """The list below the field says it too, but is gone with a click: what stayed was a blank page."""
    assert searched.nobody_fits.heading.text() == "Nobody is called “xqz”"
    qtbot.mouseClick(searched.nobody_fits.button, LEFT)
    assert window.search.text() == ""
    assert searched.grid.isVisible() and searched.model.people_count() == 2
    assert window.trail.here.page == "people"


def test_escape_ends_the_search_before_it_leaves_the_page(qtbot, window, searched) -> None:
    searched.nobody_fits.button.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.search.text() == "" and searched.model.people_count() == 2
    assert searched.grid.hasFocus()


def test_of_those_found_escape_clears_the_selection_first(qtbot, window, page) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_Slash)
    qtbot.keyClicks(QApplication.focusWidget(), "pen")
    qtbot.mouseClick(page.grid.viewport(), LEFT, pos=page.grid.visualRect(page.model.index(0, 0)).center())
    assert page.grid.selected_rows() == [0]
    qtbot.keyClick(page.grid, Qt.Key.Key_Escape)
    assert page.grid.selected_rows() == [] and page.model.people_count() == 1
    qtbot.keyClick(page.grid, Qt.Key.Key_Escape)
    assert page.model.people_count() == 2 and window.trail.here.page == "people"


def test_where_everyone_is_hidden_it_says_so_and_shows_them(qtbot, window, page, library, person_of) -> None:
    every = [*person_of("amy"), *person_of("penny")]
    model = page.model
    groups = [model.group(row) for row in range(model.people_count(), model.rowCount())]
    rest = [face for group in groups for face in group.face_ids]
    assert rest and not set(rest) & set(every)
    edits.name_faces(library, rest, "The others")
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: page.model.people_count() == 3 and page.model.group_count() == 0)
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(page.grid, Qt.Key.Key_H, CTRL)
    qtbot.waitUntil(page.all_hidden.isVisible)
    qtbot.waitUntil(page.all_hidden.button.hasFocus)
    qtbot.mouseClick(page.all_hidden.button, LEFT)
    assert page.grid.isVisible() and page.model.people_count() == 3
    assert page.hidden.isChecked()
