"""Faces that are in no group: shown best first, named, put aside, and looked for among all others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from faceorg.catalog import clusters, people
from faceorg.domain import IgnoreReason
from faceorg.library.people import edits
from faceorg.library.views import face_views
from tests.gui.mouse import second_click

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def alone(known, person_of):
    """The library with one face left of two groups each, and none in a group otherwise."""
    left = []
    for group in clusters.clusters(known.catalog, min_faces=2):
        keep = 1 if len(left) < 2 else 0
        left += group.face_ids[:keep]
        edits.ignore_faces(known, group.face_ids[keep:], IgnoreReason.STRANGER)
    assert set(left) <= {row.face_id for row in face_views.rows_alone(known)}
    return left


@pytest.fixture
def page(qtbot, window, alone, settled):
    window.session.go("unnamed")
    settled(window)
    qtbot.mouseClick(window.page.what.button("singles"), Qt.MouseButton.LeftButton)
    settled(window)
    return window.page


def shown(page) -> list[int]:
    return page.group.faces()


def test_lone_faces_are_shown_best_first_with_the_keyboard_on_the_first(window, page, known, alone) -> None:
    assert page.group.isVisible() and set(alone) <= set(shown(page))
    rows = face_views.rows_alone(known)
    assert shown(page) == [row.face_id for row in rows]
    assert [row.quality for row in rows] == sorted((row.quality for row in rows), reverse=True)
    assert page.count.text() == f"{len(rows)} face{'s' if len(rows) > 1 else ''}"
    assert page.group.grid.hasFocus() and page.group.grid.current_face() == shown(page)[0]
    assert page.group.grid.selected_faces() == []


def test_nobody_unnamed_is_out_of_reach(known, alone) -> None:
    """Every face without a name that was not put aside is in a group or alone."""
    grouped = [face for group in clusters.clusters(known.catalog, min_faces=2) for face in group.face_ids]
    lone = [row.face_id for row in face_views.rows_alone(known)]
    free = [face.id for face in face_views.all_faces(known, unassigned=True)]
    assert sorted([*grouped, *lone]) == sorted(free)


def test_a_letter_begins_the_name_of_those_selected_and_the_next_face_is_in_hand(
    qtbot, window, page, known, settled
) -> None:
    first, second = shown(page)[:2]
    qtbot.keyClicks(page.group.grid, "x")
    assert page.group.field.text() == ""  # in hand, but not selected: nobody is named
    place = page.group.grid.visualRect(page.group.grid.model().index(0, 0)).center()
    qtbot.mouseClick(page.group.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClicks(page.group.grid, "R")
    qtbot.keyClicks(page.group.field, "aj")
    qtbot.keyClick(page.group.field, ENTER)
    qtbot.waitUntil(lambda: first in people.confirmed(known.catalog))
    qtbot.waitUntil(lambda: first not in shown(page))
    settled(window)
    assert second not in people.confirmed(known.catalog)
    assert page.group.field.text() == ""
    assert page.group.grid.current_face() == shown(page)[0] and page.group.grid.selected_faces() == []
    qtbot.keyClick(page.group.grid, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: first in shown(page))
    settled(window)
    assert page.group.grid.selected_faces() == [first]  # as it was when the name was given


def test_del_puts_the_face_in_hand_aside_and_no_other(qtbot, window, page, known, settled) -> None:
    first, before = shown(page)[0], people.ignored(known.catalog)
    qtbot.keyClick(page.group.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: first not in shown(page))
    assert people.ignored(known.catalog).keys() - before.keys() == {first}


@pytest.mark.parametrize("how", ["button", "double click", "Enter", "Shift+Enter"])
def test_more_like_a_face_is_looked_for(qtbot, window, page, known, how) -> None:
    grid, face = page.group.grid, shown(page)[1]
    place = grid.visualRect(grid.model().index(1, 0)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if how == "button":
        qtbot.mouseClick(page.group.more, Qt.MouseButton.LeftButton)
    elif how == "double click":
        second_click(grid.viewport(), place)
    else:
        held = Qt.KeyboardModifier.ShiftModifier if how == "Shift+Enter" else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(grid, ENTER, held)
    qtbot.waitUntil(lambda: window.trail.here.page == "alike")
    assert window.trail.here.item == face


def test_a_name_begun_for_single_faces_outlives_a_reading_anew_and_nothing_else(
    qtbot, window, page, known, settled, person_of
) -> None:
    grid, field = page.group.grid, page.group.field
    grid.select_rows([1])
    chosen = grid.selected_faces()
    qtbot.keyClicks(grid, "H")
    qtbot.keyClicks(field, "ow")
    assert field.hasFocus() and field.text() == "How"
    window.session.edit(lambda library: edits.ignore_faces(library, [shown(page)[0]], IgnoreReason.STRANGER))
    qtbot.waitUntil(lambda: shown(page)[0] == chosen[0])
    settled(window)
    assert field.text() == "How" and field.hasFocus() and grid.selected_faces() == chosen
    qtbot.mouseClick(page.what.button("aside"), Qt.MouseButton.LeftButton)
    settled(window)
    assert field.text() == ""


@pytest.mark.parametrize("where", ["singles", "aside"])
@pytest.mark.parametrize("key", [Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Delete])
def test_no_verb_acts_on_a_group_that_is_out_of_sight(qtbot, window, known, settled, where, key) -> None:
    """Everything is in a group or was named: beside the groups both pages are empty."""
    window.session.go("unnamed")
    settled(window)
    for row in face_views.rows_alone(known):
        edits.name_faces(known, [row.face_id], "Extra")
    before = people.confirmed(known.catalog), people.ignored(known.catalog)
    qtbot.mouseClick(window.page.what.button(where), Qt.MouseButton.LeftButton)
    settled(window)
    assert window.page.no_singles.isVisible() or where == "aside"
    held = CTRL if key in (Qt.Key.Key_J, Qt.Key.Key_Down) else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(QApplication.focusWidget(), key, held)
    settled(window)
    assert (people.confirmed(known.catalog), people.ignored(known.catalog)) == before
    assert window.page.rows.field.isHidden() or not window.page.rows.holder.isVisible()
    assert window.trail.here.item is None
