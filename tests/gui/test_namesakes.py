"""One name, two people: renaming to a taken name asks what naming would ask."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from faceorg.catalog import people
from faceorg.gui.sheets.merge import MergeSheet
from faceorg.gui.sheets.same_name import SameNameSheet


def rename_amy(qtbot, window, known, settled, name: str, where: str) -> None:
    amy = people.people_named(known.catalog, "Amy")[0].id
    window.session.go(where, amy if where == "person" else None)
    settled(window)
    page = window.page
    if where == "people":
        page.grid.setCurrentIndex(page.model.index(page.model.row_of(amy), 0))
    qtbot.keyClick(page.grid, Qt.Key.Key_F2)
    field = page.grid.editor if where == "people" else page.header.edit
    field.selectAll()
    qtbot.keyClicks(field, name)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("where", ["people", "person"])
def test_renaming_to_a_taken_name_asks_and_another_person_may_have_it(qtbot, window, known, settled, where) -> None:
    rename_amy(qtbot, window, known, settled, "Penny", where)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), SameNameSheet))
    assert len(people.people_named(known.catalog, "Penny")) == 1
    qtbot.mouseClick(window.open_sheet().separate, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(people.people_named(known.catalog, "Penny")) == 2)


def test_renaming_to_a_taken_name_may_mean_that_they_are_one(qtbot, window, known, settled) -> None:
    both = people.confirmed(known.catalog).keys()
    rename_amy(qtbot, window, known, settled, "Penny", "people")
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), SameNameSheet))
    qtbot.mouseClick(window.open_sheet().join, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    qtbot.mouseClick(window.open_sheet().merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [person.name for person in people.people(known.catalog)] == ["Penny"])
    assert people.confirmed(known.catalog).keys() == both


def test_a_name_nobody_has_is_given_at_once(qtbot, window, known, settled) -> None:
    rename_amy(qtbot, window, known, settled, "Amy Farrah", "people")
    qtbot.waitUntil(lambda: people.people_named(known.catalog, "Amy Farrah") != [])
    assert window.open_sheet() is None
