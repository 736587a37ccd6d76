"""After an undo, and after rows are read anew, somebody is where they were."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from faceorg.catalog import people
from faceorg.domain import Timeline
from faceorg.gui.pages.people.people_model import Order
from faceorg.gui.tiles.two_line_list import ListLine, TwoLineList
from faceorg.library.people import edits

ENTER, SPACE, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Up

CTRL = Qt.KeyboardModifier.ControlModifier


def undo(qtbot, window) -> None:
    qtbot.waitUntil(window.actions_["undo"].isEnabled)
    qtbot.keyClick(QApplication.focusWidget() or window.page, Qt.Key.Key_Z, CTRL)


@pytest.mark.parametrize("answer", ["a name", "Del"])
def test_after_undo_the_cursor_is_on_the_group_it_was_on(qtbot, window, known, settled, answer: str) -> None:
    window.session.go("unnamed")
    settled(window)
    rows, model = window.page.rows, window.page.model
    qtbot.keyClick(rows.field, DOWN)
    group = model.cluster(1)
    if answer == "Del":
        qtbot.keyClick(rows.field, Qt.Key.Key_Delete)
    else:
        qtbot.keyClicks(rows.field, "Leonard")
        qtbot.keyClick(rows.field, ENTER)
    qtbot.waitUntil(lambda: model.row_of(group.id) is None)
    settled(window)
    qtbot.keyClicks(rows.field, "Ho")  # already at the next group: begun for that one
    rows.field.clear()
    undo(qtbot, window)
    qtbot.waitUntil(lambda: model.row_of(group.id) is not None)
    settled(window)
    assert window.page.groups.current_group().id == group.id
    assert rows.field.hasFocus() and rows.field.text() == ""


def test_after_undo_the_open_group_is_open_again(qtbot, window, known, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    group = window.page.model.cluster(0)
    window.session.go("unnamed", group.id)
    qtbot.waitUntil(window.page.group.field.hasFocus)
    qtbot.keyClicks(window.page.group.field, "Leonard")  # maybe before the group is read: nothing of it is lost
    qtbot.waitUntil(lambda: window.page.group.cluster_id == group.id)
    qtbot.keyClick(window.page.group.field, ENTER)
    qtbot.waitUntil(lambda: window.trail.here.item is None)
    undo(qtbot, window)
    qtbot.waitUntil(lambda: window.page.group.isVisible() and window.page.group.cluster_id == group.id)
    assert window.page.group.faces() == list(group.face_ids)
    assert window.page.group.field.text() == ""


def name_open_group(qtbot, window, settled):
    """Open the first group and name it, by keys; return it."""
    window.session.go("unnamed")
    settled(window)
    group = window.page.model.cluster(0)
    window.session.go("unnamed", group.id)
    qtbot.waitUntil(lambda: window.page.group.cluster_id == group.id)
    qtbot.keyClicks(window.page.group.field, "Leonard")
    qtbot.keyClick(window.page.group.field, ENTER)
    qtbot.waitUntil(lambda: window.trail.here.item is None)
    settled(window)
    return group


def test_an_open_group_that_is_named_again_by_redo_gives_way_to_the_list(qtbot, window, known, settled) -> None:
    group = name_open_group(qtbot, window, settled)
    undo(qtbot, window)
    qtbot.waitUntil(lambda: window.page.group.isVisible() and window.page.group.cluster_id == group.id)
    settled(window)
    qtbot.waitUntil(window.actions_["redo"].isEnabled)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(window.page.rows.field.isVisible)
    assert window.page.group.cluster_id is None
    # Before the list is read again: what is typed now is nobody's of that group.
    assert window.page.groups.current_group().id != group.id and window.page.rows.field.hasFocus()
    assert window.page.model.row_of(group.id) is None


def test_back_to_a_group_that_has_a_name_by_now_shows_the_list(qtbot, window, known, settled) -> None:
    name_open_group(qtbot, window, settled)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.trail.here.item is not None
    qtbot.waitUntil(window.page.rows.field.isVisible)
    assert not window.page.group.isVisible()


def test_a_face_of_the_open_group_that_is_named_elsewhere_leaves_it(qtbot, window, known, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    group = window.page.model.cluster(0)
    window.session.go("unnamed", group.id)
    qtbot.waitUntil(lambda: window.page.group.cluster_id == group.id)
    qtbot.keyClicks(window.page.group.field, "Leo")
    first, *others = window.page.group.faces()
    window.session.edit(lambda library: edits.name_faces(library, [first], "Amy"))
    qtbot.waitUntil(lambda: window.page.group.faces() == others)
    assert window.page.group.field.text() == "Leo"  # what was begun is for those that are left


def test_after_undo_the_same_faces_are_selected(qtbot, window, known, settled) -> None:
    amy = people.people_named(known.catalog, "Amy")[0]
    window.session.go("person", amy.id)
    settled(window)
    grid = window.page.grid
    grid.setCurrentIndex(window.page.model.index(1, 0))
    grid.select_rows([1, 2])
    chosen = grid.selected_faces()
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not set(chosen) & set(window.page.model.face_ids(range(window.page.model.rowCount()))))
    assert grid.selected_faces() == []
    undo(qtbot, window)
    qtbot.waitUntil(lambda: grid.selected_faces() == chosen)
    assert grid.current_face() == chosen[0]


def test_after_undo_the_same_person_is_in_hand(qtbot, window, known, settled) -> None:
    window.session.go("people")
    settled(window)
    page, amy = window.page, people.people_named(known.catalog, "Amy")[0].id
    page.grid.setCurrentIndex(page.model.index(page.model.row_of(amy), 0))
    qtbot.keyClick(page.grid, Qt.Key.Key_H, CTRL)
    qtbot.waitUntil(lambda: page.model.row_of(amy) is None)
    undo(qtbot, window)
    qtbot.waitUntil(lambda: page.model.row_of(amy) is not None)
    assert page.grid.currentIndex().row() == page.model.row_of(amy)


def test_after_undo_by_the_window_the_question_is_asked_again(qtbot, window, known, settled, person_of) -> None:
    edits.reject_faces(known, person_of("amy")[3:], people.people_named(known.catalog, "Amy")[0].id)
    window.session.go("review")
    qtbot.waitUntil(lambda: window.page.data is not None)
    asked = window.page.data.question
    qtbot.keyClick(window.page, Qt.Key.Key_U, CTRL)
    qtbot.waitUntil(lambda: set(asked.faces) & people.ignored(known.catalog).keys() != set())
    settled(window)
    undo(qtbot, window)
    qtbot.waitUntil(lambda: window.page.data is not None and set(window.page.data.question.faces) == set(asked.faces))
    assert people.ignored(known.catalog) == {}


def test_rows_read_anew_keep_what_is_selected(qtbot, window, known, settled, person_of) -> None:
    window.session.go("people")
    settled(window)
    page, penny = window.page, people.people_named(known.catalog, "Penny")[0].id
    page.grid.setCurrentIndex(page.model.index(page.model.row_of(penny), 0))
    orders = [Order.NAME, Order.RECENT, Order.COUNT]
    places = set()
    for order in orders:
        page.model.set_order(order)
        places.add(page.model.row_of(penny))
        assert page.grid.selected_rows() == [page.model.row_of(penny)]
        assert page.grid.currentIndex().row() == page.model.row_of(penny)
    assert len(places) > 1
    page.grid.setCurrentIndex(page.model.index(-1, 0))
    qtbot.keyClick(page.grid, ENTER)
    assert window.trail.here.page == "people"  # nobody is in hand: nobody is opened


def test_after_undo_the_same_similar_faces_are_selected(qtbot, window, known, settled, person_of) -> None:
    howard = person_of("howard")
    window.session.go("alike", howard[0])
    settled(window)
    grid, field = window.page.grid, window.page.field
    grid.select_rows([window.page.model.row_of(face) for face in howard[1:3]])
    chosen = grid.selected_faces()
    qtbot.keyClicks(field, "Howard")
    qtbot.keyClick(field, ENTER)
    qtbot.waitUntil(lambda: people.people_named(known.catalog, "Howard") != [])
    settled(window)
    grid.select_rows([0])
    undo(qtbot, window)
    qtbot.waitUntil(lambda: people.people_named(known.catalog, "Howard") == [])
    settled(window)
    assert grid.selected_faces() == chosen


def test_similar_faces_read_anew_leave_the_keyboard_to_a_name_that_is_typed(
    qtbot, window, known, settled, person_of
) -> None:
    howard = person_of("howard")
    window.session.go("alike", howard[0])
    settled(window)
    qtbot.keyClick(window.page.grid, Qt.Key.Key_F2)
    qtbot.keyClicks(window.page.field, "How")
    window.session.edit(lambda library: edits.name_faces(library, howard[-1:], "Wolowitz"))
    qtbot.waitUntil(lambda: people.people_named(known.catalog, "Wolowitz") != [])
    settled(window)
    assert window.page.field.hasFocus() and window.page.field.text() == "How"


def test_an_edit_in_hand_stays_in_hand_when_history_is_read_anew(qtbot, window, known, settled, person_of) -> None:
    window.session.go("history")
    settled(window)
    page = window.page
    qtbot.keyClick(page.list, DOWN)
    in_hand = page.model.line(page.list.currentIndex().row()).id
    window.session.edit(lambda library: edits.name_faces(library, person_of("howard"), "Howard"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    settled(window)
    assert page.model.line(page.list.currentIndex().row()).id == in_hand


def test_photos_read_anew_keep_what_is_selected(qtbot, window, known, settled) -> None:
    window.session.go("photos")
    settled(window)
    grid, model = window.page.grid, window.page.model
    grid.setCurrentIndex(model.index(40, 0))
    grid.select_rows([39, 40])
    chosen, current = model.photo_ids([39, 40]), model.photo_id(40)
    whole = model.timeline
    part = Timeline(whole.photo_ids[5:], ())
    model.show(part)
    assert model.photo_ids(grid.selected_rows()) == chosen
    assert model.photo_id(grid.currentIndex().row()) == current
    model.show(whole)
    assert grid.selected_rows() == [39, 40]


def test_lines_read_anew_keep_the_one_in_hand(qtbot, window) -> None:
    lines = [ListLine(f"{name}.jpg", "broken", "/photos") for name in "abc"]
    shown = TwoLineList(window.session.theme, "lines")
    qtbot.addWidget(shown)
    shown.show_lines(lines)
    assert shown.chosen() == lines[:1]
    qtbot.keyClick(shown, DOWN)
    shown.show_lines(lines[1:])
    assert shown.chosen() == lines[1:2] and shown.currentIndex().row() == 0
    shown.show_lines(lines[2:])
    assert shown.currentIndex().row() == 0  # it has gone: the first line is in hand
