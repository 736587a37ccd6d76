"""Names that were not meant: nothing is named by keys that say no name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from faceorg.catalog import clusters, people
from faceorg.catalog.pictures import photos
from faceorg.domain import Derived, IgnoreReason
from faceorg.edits import EVERYTHING
from faceorg.gui.look.widgets import ChoiceBox
from faceorg.gui.pages.people.people_model import Order
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.library.people import edits
from tests.gui.plates import click_plate

ENTER, SPACE, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Up


def settle(qtbot, window) -> None:
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    QApplication.processEvents()


@pytest.mark.parametrize("keys", [(SPACE, ENTER), (ENTER,), (SPACE, SPACE, ENTER)])
def test_an_empty_field_of_a_group_names_nobody(qtbot, window, known, keys) -> None:
    window.session.go("unnamed")
    qtbot.waitUntil(lambda: window.page.rows.current_row() == 0 and window.page.rows.field.hasFocus())
    before = people.confirmed(known.catalog)
    for key in keys:
        qtbot.keyClick(window.page.rows.field, key)
    settle(qtbot, window)
    assert people.confirmed(known.catalog) == before


def test_a_click_on_a_plate_and_enter_names_nobody_until_down_says_who(qtbot, window, known) -> None:
    photo = next(found for found in photos.all_photos(known.catalog) if found.path.name == "bbt1.jpg")
    window.session.go("photo", PhotoTarget(photo.id))
    qtbot.waitUntil(lambda: window.page.stage.has_picture)
    page, before = window.page, people.confirmed(known.catalog)
    face = next(shown for shown in page.stage.faces() if not shown.name)
    click_plate(qtbot, page, face)
    qtbot.waitUntil(page.who.field.list_is_open)
    assert not page.who.field.list_view().currentIndex().isValid()
    qtbot.keyClick(page.who.field, ENTER)
    settle(qtbot, window)
    assert people.confirmed(known.catalog) == before
    first = page.who.field.lines()[0]
    qtbot.keyClick(page.who.field, DOWN)
    qtbot.keyClick(page.who.field, ENTER)
    qtbot.waitUntil(lambda: face.face_id in people.confirmed(known.catalog))
    assert people.person(known.catalog, people.confirmed(known.catalog)[face.face_id]).name == first


def test_m_and_enter_move_nothing(qtbot, window, known) -> None:
    amy = people.people_named(known.catalog, "Amy")[0]
    window.session.go("person", amy.id)
    qtbot.waitUntil(lambda: window.page.model.rowCount() > 0)
    window.page.grid.select_rows([0])
    before = people.confirmed(known.catalog)
    qtbot.keyClick(
        window.page.grid, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    sheet = window.open_sheet()
    qtbot.waitUntil(sheet.field.list_is_open)
    qtbot.keyClick(sheet.field, ENTER)
    settle(qtbot, window)
    assert people.confirmed(known.catalog) == before
    assert window.open_sheet() is sheet
    qtbot.keyClick(sheet.field, UP)  # the last of the list: only now somebody is chosen
    assert sheet.field.list_view().currentIndex().row() == len(sheet.field.lines()) - 1


def test_the_wheel_over_a_dial_or_a_choice_changes_no_setting(qtbot, window, library) -> None:
    window.session.go("settings")
    qtbot.waitUntil(lambda: window.page.strictness.isVisible())
    before = library.settings
    for widget in (window.page.strictness, *window.page.findChildren(ChoiceBox)):
        middle = widget.rect().center()
        turn = QWheelEvent(
            QPointF(middle), QPointF(widget.mapToGlobal(middle)), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, turn)
    settle(qtbot, window)
    assert library.settings == before


def test_a_name_begun_for_one_group_is_not_there_for_another(qtbot, window, known, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    model = window.page.model
    first, second = model.cluster(0).id, model.cluster(1).id
    window.session.go("unnamed", first)
    field = window.page.group.field
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "Leonard")
    window.session.go("people")
    window.session.go("unnamed", second)
    qtbot.waitUntil(lambda: window.page.group.cluster_id == second)
    assert field.text() == ""
    qtbot.keyClicks(field, "Leonard")
    window.session.go("unnamed", first)  # as from People, with the page in sight
    assert field.text() == "" or window.page.group.cluster_id is None
    qtbot.waitUntil(lambda: window.page.group.cluster_id == first)
    qtbot.keyClick(field, ENTER)
    settle(qtbot, window)
    assert {person.name for person in people.people(known.catalog)} == {"Amy", "Penny"}


def test_a_name_begun_for_an_open_group_is_not_there_for_what_was_put_aside(qtbot, window, known, settled) -> None:
    edits.ignore_faces(
        known, [face for face, who in people.confirmed(known.catalog).items()][:2], IgnoreReason.STRANGER
    )
    window.session.go("unnamed")
    settled(window)
    page = window.page
    window.session.go("unnamed", page.model.cluster(0).id)
    qtbot.waitUntil(page.group.field.hasFocus)
    qtbot.keyClicks(page.group.field, "Leonard")
    page.what.set_choice("aside")
    page.what.chosen.emit("aside")
    settled(window)
    assert page.group.cluster_id is None
    assert page.group.field.text() == ""
    page.group.grid.select_rows([0])
    qtbot.keyClicks(page.group.field, "Howard")
    page.group.grid.select_rows([0, 1])
    assert page.group.field.text() == "Howard"  # begun for one of them: another one was added
    page.group.grid.select_rows([1])
    assert page.group.field.text() == ""


def test_a_name_begun_for_similar_faces_is_not_there_for_others(qtbot, window, known, settled, person_of) -> None:
    howard, leonard = person_of("howard")[0], person_of("leonard")[0]
    window.session.go("alike", howard)
    settled(window)
    qtbot.keyClicks(window.page.field, "Howard")
    assert window.page.field.text() == "Howard"
    window.session.go("alike", leonard)
    assert window.page.field.text() == ""
    settled(window)
    qtbot.keyClicks(window.page.field, "Leonard")
    window.session.go("people")
    window.go_back()
    settled(window)
    assert window.page.field.text() == ""


def test_a_name_begun_under_a_cover_stays_with_its_person(qtbot, window, known, settled) -> None:
    window.session.go("people")
    settled(window)
    page = window.page
    amy = people.people_named(known.catalog, "Amy")[0].id
    page.grid.setCurrentIndex(page.model.index(page.model.row_of(amy), 0))
    qtbot.keyClick(page.grid, Qt.Key.Key_F2)
    qtbot.keyClicks(page.grid.editor, "Amy Farrah")
    before = page.model.row_of(amy)
    page.model.set_order(Order.NAME if before else Order.RECENT)
    page.model.set_order(Order.RECENT if page.model.row_of(amy) == before else page.model.order)
    assert page.model.row_of(amy) != before
    tile = page.grid.visualRect(page.model.index(page.model.row_of(amy), 0))
    assert tile.contains(page.grid.editor.geometry().center())
    qtbot.keyClick(page.grid.editor, ENTER)
    qtbot.waitUntil(lambda: people.person(known.catalog, amy).name == "Amy Farrah")
    assert people.people_named(known.catalog, "Penny")


def test_whose_name_was_taken_back_is_offered_no_more(qtbot, window, known, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    field = window.page.rows.field
    qtbot.keyClicks(field, "A")
    qtbot.waitUntil(lambda: "Amy" in field.lines())
    edits.delete_person(known, people.people_named(known.catalog, "Amy")[0].id)
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: "Amy" not in field.lines())
    assert field.lines() == ["New person “A”"] and field.text() == "A"


@pytest.mark.parametrize("where", ["card", "person"])
def test_yes_is_said_of_whom_the_question_names_whoever_it_is_taken_for_by_now(
    qtbot, window, known, person_of, where
) -> None:
    """A scan goes on while a question is open, and may take the face for somebody else."""
    amy, penny = (people.people_named(known.catalog, name)[0].id for name in ("Amy", "Penny"))
    face_id = person_of("raj")[0]
    clusters.replace_derived(known.catalog, "automatic", [Derived(face_id, penny, 0.7, 0.2, 0.99)])
    if where == "card":
        window.session.look_at_photo(face_id)
        page = window.page
        qtbot.waitUntil(lambda: page.stage.has_picture and page.stage.current == face_id)
        click_plate(qtbot, page, next(shown for shown in page.stage.faces() if shown.face_id == face_id))
        assert page.who.yes.text() == "Yes, Penny"
    else:
        window.session.go("person", penny)
        page = window.page
        qtbot.waitUntil(lambda: page.model.row_of(face_id) is not None)
        page.grid.select_rows([page.model.row_of(face_id)])
    clusters.replace_derived(known.catalog, "automatic", [Derived(face_id, amy, 0.8, 0.3, 0.99)])
    if where == "card":
        window.session.broadcast(EVERYTHING)
        qtbot.waitUntil(lambda: any(shown.name == "Amy" for shown in page.stage.faces()))
        qtbot.mouseClick(page.who.yes, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(page.grid, ENTER, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: face_id in people.confirmed(known.catalog))
    assert people.confirmed(known.catalog)[face_id] == penny


def test_what_escape_took_away_does_not_come_back_for_another_group_by_undo(qtbot, window, library, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    field = window.page.rows.field
    assert not window.actions_["undo"].isEnabled(), "nothing was decided: the key is the field's own"
    qtbot.keyClicks(field, "Leo")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(field, DOWN)
    assert window.page.rows.current_row() == 1
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    qtbot.keyClick(field, ENTER)
    settle(qtbot, window)
    assert people.confirmed(library.catalog) == {}


def test_who_was_taken_back_in_the_history_is_offered_no_more_at_once(qtbot, window, known, settled) -> None:
    window.session.go("history")
    settled(window)
    qtbot.keyClick(window.page.list, ENTER)  # the newest edit: Penny
    qtbot.waitUntil(lambda: not people.people_named(known.catalog, "Penny"))
    settle(qtbot, window)
    assert window.session.people_cache.completer().exact("Penny") == []
