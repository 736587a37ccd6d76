"""The keyboard stays with what is in sight: no page takes it from behind, and it is never nowhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication

from faceorg.catalog import faces, people
from faceorg.domain import FaceId
from faceorg.edits import EVERYTHING
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.library.opening import history
from faceorg.library.people import edits
from tests.old_edits import take_names_off

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL, NONE, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def press(qtbot, window, key, held=NONE) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window.page, key, held)


def test_a_page_that_is_read_while_another_is_shown_leaves_the_keyboard_there(qtbot, window, known, settled) -> None:
    window.session.go("photos")
    settled(window)
    window.session.broadcast(EVERYTHING)
    waits = window.page.findChildren(QTimer)
    qtbot.waitUntil(lambda: any(timer.isActive() for timer in waits))
    window.session.go("unnamed")
    qtbot.waitUntil(lambda: window.page.rows.field.hasFocus())
    qtbot.keyClicks(window.page.rows.field, "Leo")
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in waits))
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert QApplication.focusWidget() is window.page.rows.field
    assert window.page.rows.field.text() == "Leo"


def test_a_job_that_leads_elsewhere_leaves_the_keyboard_to_an_open_question(qtbot, window, known, settled) -> None:
    amy = people.people_named(known.catalog, "Amy")[0]
    window.session.go("person", amy.id)
    settled(window)
    press(qtbot, window, Qt.Key.Key_M, CTRL)
    sheet = window.open_sheet()
    assert sheet.field.hasFocus()
    window.session.go("people")
    settled(window)
    assert sheet.field.hasFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "Pen")
    assert sheet.field.text() == "Pen"
    press(qtbot, window, ESC)
    press(qtbot, window, ESC)
    qtbot.waitUntil(lambda: window.open_sheet() is None)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.page.grid)


def test_a_bar_that_goes_leaves_the_keyboard_to_the_page(qtbot, window, known, settled) -> None:
    window.session.go("people")
    settled(window)
    window.job_bar.show()
    window.job_bar.pause_button.setFocus()
    assert window.job_bar.pause_button.hasFocus()
    window.job_bar.hide()
    assert QApplication.focusWidget() is window.page.grid


def test_a_group_that_is_read_after_the_page_was_left_does_not_take_the_keyboard(qtbot, window, known, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    behind = window.page
    press(qtbot, window, Qt.Key.Key_Down, CTRL)  # the group opens as soon as it is read
    press(qtbot, window, Qt.Key.Key_5, CTRL)
    assert window.page is not behind
    settled(window)
    qtbot.waitUntil(lambda: behind.group.cluster_id is not None)
    assert QApplication.focusWidget().isVisible() and not behind.isAncestorOf(QApplication.focusWidget())


def test_what_is_out_of_sight_gives_the_keyboard_back_to_who_had_it(qtbot, window, known, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    behind = window.page.rows.field
    window.session.go("people")
    settled(window)
    press(qtbot, window, Qt.Key.Key_F, CTRL)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "am")
    behind.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    assert field.text() == "am"


def test_a_page_does_not_take_the_keyboard_from_a_question(qtbot, window, known, settled) -> None:
    window.session.go("person", people.people_named(known.catalog, "Amy")[0].id)
    settled(window)
    press(qtbot, window, Qt.Key.Key_M, CTRL)
    sheet = window.open_sheet()
    qtbot.keyClicks(sheet.field, "Pen")
    window.page.grid.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is sheet.field)
    assert sheet.field.text() == "Pen"


def test_with_everybody_hidden_the_keyboard_is_on_what_shows_them(qtbot, window, known, settled) -> None:
    everybody = [person.id for person in people.people(known.catalog)]
    unnamed = [face.id for face in faces.all_faces(known.catalog, unassigned=True)]
    edits.name_faces(known, unnamed, "Rest")
    edits.hide_people(known, [*everybody, people.people_named(known.catalog, "Rest")[0].id])
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: window.page.model.hidden_count() == 3 and window.page.model.rowCount() == 0)
    window.session.go("history")
    window.session.go("people")
    assert window.page.all_hidden.button.hasFocus()


def test_page_down_in_an_open_group_opens_the_next_one(qtbot, window, known, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    page = window.page
    first, second = page.model.cluster(0).id, page.model.cluster(1).id
    window.session.go("unnamed", first)
    qtbot.waitUntil(page.group.field.hasFocus)
    qtbot.keyClicks(page.group.field, "Leo")
    press(qtbot, window, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.group.cluster_id == second)
    qtbot.waitUntil(page.group.field.hasFocus)
    assert page.group.field.text() == ""
    press(qtbot, window, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: page.group.cluster_id == first)


def test_the_likely_name_of_the_row_behind_is_not_given_from_an_open_group(
    qtbot, window, known, settled, person_of
) -> None:
    take_names_off(known, person_of("amy")[3:])
    window.session.go("unnamed")
    settled(window)
    page = window.page
    page.rows.field.set_likely((people.people_named(known.catalog, "Amy")[0].id,))
    window.session.go("unnamed", page.model.cluster(1).id)
    qtbot.waitUntil(page.group.field.hasFocus)
    before = people.confirmed(known.catalog)
    press(qtbot, window, Qt.Key.Key_J, CTRL)
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert people.confirmed(known.catalog) == before


@pytest.mark.parametrize("opened", [False, True])
def test_delete_leaves_faces_alone_that_were_clicked_off(qtbot, window, known, settled, opened: bool) -> None:
    window.session.go("unnamed")
    settled(window)
    page, group = window.page, window.page.model.cluster(0)
    if opened:
        window.session.go("unnamed", group.id)
        qtbot.waitUntil(lambda: page.group.cluster_id == group.id)
        tile = page.group.grid.visualRect(page.group.grid.model().index(0, 0)).center()
        off = page.group.grid.faces_model.face_id(0)
        qtbot.mouseClick(page.group.grid.viewport(), LEFT, NONE, tile)
        assert page.group.left_out() == [off]
    else:
        row = page.rows.visualRect(page.model.index(0, 0))
        _at, off = page.rows.face_at(row.topLeft() + QPoint(40, row.height() // 2))
        qtbot.mouseClick(page.rows.viewport(), LEFT, NONE, row.topLeft() + QPoint(40, row.height() // 2))
        assert page.model.left_out(group.id) == {off}
    press(qtbot, window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: people.ignored(known.catalog) != {})
    assert set(people.ignored(known.catalog)) == set(group.face_ids) - {off}


def test_a_group_opened_from_people_is_not_shown_as_put_aside(qtbot, window, known, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    page, group = window.page, window.page.model.cluster(0).id
    qtbot.mouseClick(page.what.button("aside"), LEFT)
    settled(window)
    window.session.go("people")
    window.session.go("unnamed", group)
    qtbot.waitUntil(lambda: page.group.cluster_id == group)
    assert page.what.choice() == "groups"


def test_the_field_under_a_cover_scrolls_with_it(qtbot, window, known, settled) -> None:
    window.resize(900, 600)
    window.session.go("people")
    settled(window)
    grid, amy = window.page.grid, people.people_named(known.catalog, "Amy")[0].id
    grid.setCurrentIndex(grid.model().index(window.page.model.row_of(amy), 0))
    press(qtbot, window, Qt.Key.Key_F2)
    assert grid.verticalScrollBar().maximum() > 0
    grid.verticalScrollBar().setValue(30)
    tile = grid.visualRect(grid.model().index(window.page.model.row_of(amy), 0))
    assert tile.contains(grid.editor.geometry().center())


# ---------------------------------------------------------------- in a photo
@pytest.fixture
def in_hand(qtbot, window, known, settled, person_of) -> FaceId:
    """A photo is shown, and a face of Penny's in it is in hand."""
    face_id = person_of("penny")[0]
    window.session.go("photo", PhotoTarget(None, face_id))
    qtbot.waitUntil(lambda: window.page.stage.has_picture and window.page.stage.current == face_id)
    settled(window)
    return face_id


def test_after_undo_the_face_in_a_photo_is_in_hand_again(qtbot, window, known, settled, in_hand: FaceId) -> None:
    press(qtbot, window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: in_hand in people.ignored(known.catalog))
    settled(window)
    assert window.page.stage.current is None  # it is no face of the photo any more
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: people.ignored(known.catalog) == {})
    settled(window)
    assert window.page.stage.current == in_hand


def test_a_box_that_is_drawn_is_a_new_face_whoever_is_in_hand_meanwhile(
    qtbot, window, known, settled, in_hand: FaceId
) -> None:
    before = faces.face(known.catalog, in_hand)
    press(qtbot, window, Qt.Key.Key_D, CTRL)
    press(qtbot, window, Qt.Key.Key_Tab)
    assert window.page.stage.current is not None
    press(qtbot, window, ENTER)
    qtbot.waitUntil(lambda: history.history(known)[0].facts.kind == "face_drawn")
    assert faces.face(known.catalog, in_hand).box == before.box
    assert len(faces.faces_of_photo(known.catalog, before.photo_id)) == 2


@pytest.mark.parametrize("typed", ["", "Le"])
def test_groups_that_are_read_anew_leave_the_keyboard_on_the_row_where_it_was(qtbot, window, library, settled, typed):
    """Their field hides meanwhile; a name typed after that went to the first group."""
    window.session.go("unnamed")
    settled(window)
    rows, model = window.page.rows, window.page.model
    for _row in range(3):
        press(qtbot, window, Qt.Key.Key_PageDown)
    qtbot.keyClicks(rows.field, typed)
    group = model.cluster(3).id
    with qtbot.waitSignal(model.modelReset):
        window.session.go("unnamed")
    settled(window)
    assert model.cluster(rows.current_row()).id == group
    assert rows.field.hasFocus() and rows.field.text() == typed
