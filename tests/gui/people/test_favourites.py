"""Favourites by key and mouse: first on People and in the sidebar, one step in the history."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon

from faceorg.catalog import people
from faceorg.library.people import edits
from faceorg.library.views import people_views

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def amy(known):
    return people.people_named(known.catalog, "Amy")[0].id


@pytest.fixture
def penny(known):
    return people.people_named(known.catalog, "Penny")[0].id


def favourites(library) -> set[str]:
    return {found.person.name for found in people_views.summaries(library) if found.person.favourite}


def shown(page) -> list[str]:
    return [page.model.summary(row).person.name for row in range(page.model.people_count())]


def test_f4_puts_somebody_first_and_undo_puts_it_back(qtbot, window, known) -> None:
    page = window.page
    before = shown(page)
    last = page.model.index(len(before) - 1, 0)
    qtbot.mouseClick(page.grid.viewport(), LEFT, pos=page.grid.visualRect(last).center())
    qtbot.keyClick(page.grid, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: shown(page) == [before[-1], *before[:-1]])
    assert page.grid.currentIndex().row() == 0  # the keyboard went with the person
    assert window.toast.text() == f"Made {before[-1]} a favourite"
    qtbot.waitUntil(lambda: [entry.text() for entry in window.sidebar.favourites()] == [before[-1]])
    qtbot.mouseClick(window.toast.undo, LEFT)
    qtbot.waitUntil(lambda: shown(page) == before)
    qtbot.waitUntil(lambda: window.sidebar.favourites() == [])


def test_the_star_of_a_person_says_whether_and_changes_it(qtbot, window, known, amy) -> None:
    window.session.go("person", amy)
    star = window.page.header.star
    qtbot.waitUntil(lambda: window.page.model.rowCount() > 0)
    assert not star.isChecked()
    qtbot.mouseClick(star, LEFT)
    qtbot.waitUntil(star.isChecked)
    assert favourites(known) == {"Amy"}
    qtbot.keyClick(window.page.grid, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: not star.isChecked())
    assert favourites(known) == set()


def test_an_entry_of_the_sidebar_leads_to_the_page_and_is_marked_there(qtbot, window, known, amy, penny) -> None:
    edits.favour_people(known, [amy, penny])
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: len(window.sidebar.favourites()) == 2)
    entry = next(found for found in window.sidebar.favourites() if found.person_id == penny)
    qtbot.mouseClick(entry, LEFT)
    assert window.trail.here.page == "person" and window.trail.here.item == penny
    assert [found.person_id for found in window.sidebar.favourites() if found.isChecked()] == [penny]
    window.go_back()
    assert not any(found.isChecked() for found in window.sidebar.favourites())


def test_several_become_favourites_in_one_step(qtbot, window, known) -> None:
    window.page.grid.select_rows([0, 1])
    window.page.grid.setFocus()
    qtbot.keyClick(window.page.grid, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: favourites(known) == {"Amy", "Penny"})
    qtbot.waitUntil(lambda: window.toast.text() == "Made Amy and Penny favourites")


def test_a_hidden_favourite_is_not_in_the_sidebar(qtbot, window, known, amy, penny) -> None:
    edits.favour_people(known, [amy, penny])
    edits.hide_people(known, [amy])
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: [entry.person_id for entry in window.sidebar.favourites()] == [penny])


def test_the_star_of_a_favourite_is_full(qtbot, window, known, amy) -> None:
    """An empty star on a pale ground had to be read twice."""
    window.session.go("person", amy)
    star = window.page.header.star
    qtbot.waitUntil(lambda: window.page.model.rowCount() > 0)

    def middle() -> int:
        """How opaque the middle of the star is."""
        state = QIcon.State.On if star.isChecked() else QIcon.State.Off
        drawn = star.icon().pixmap(star.iconSize(), QIcon.Mode.Normal, state).toImage()
        return drawn.pixelColor(drawn.rect().center()).alpha()

    assert middle() == 0
    qtbot.mouseClick(star, LEFT)
    qtbot.waitUntil(star.isChecked)
    assert middle() == 255
