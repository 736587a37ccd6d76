"""Names that were not meant: nothing is named by keys that say no name."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QApplication

from faceorg.catalog import people, photos
from faceorg.domain import IgnoreReason
from faceorg.gui.look.widgets import ChoiceBox
from faceorg.gui.pages.people.people_model import Order
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.gui.words.keys import may_begin_name, shortcuts
from faceorg.library.opening import history
from faceorg.library.people import edits

ENTER, SPACE, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Up


@pytest.fixture
def known(library, window, qtbot, person_of):
    """A library where two people have a name already, so that a field has somebody to offer."""
    edits.name_faces(library, person_of("amy"), "Amy")
    edits.name_faces(library, person_of("penny"), "Penny")
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 2)
    return library


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


def test_a_click_on_a_face_and_enter_names_nobody_until_down_says_who(qtbot, window, known) -> None:
    photo = next(found for found in photos.all_photos(known.catalog) if found.path.name == "bbt1.jpg")
    window.session.go("photo", PhotoTarget(photo.id))
    qtbot.waitUntil(lambda: window.page.stage.has_picture)
    page, before = window.page, people.confirmed(known.catalog)
    face = next(shown for shown in page.stage.faces() if not shown.name)
    frame: QRectF = page.stage.frame_of(face.face_id)
    qtbot.mouseClick(page.stage, Qt.MouseButton.LeftButton, pos=frame.center().toPoint())
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


CTRL = Qt.KeyboardModifier.ControlModifier


def item_of(window, name: str, person_of):
    """What a page shows that shows one thing."""
    penny = person_of("penny")[0]
    shown = {"photo": PhotoTarget(None, penny), "alike": penny}
    return window.session.people_cache.summaries()[0].person.id if name == "person" else shown.get(name)


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_letters_decide_nothing_and_lead_nowhere(qtbot, window, known, settled, person_of, name: str) -> None:
    window.session.go(name, item_of(window, name, person_of))
    settled(window)
    place, settings = window.trail.here, known.settings
    before = people.confirmed(known.catalog), people.people(known.catalog), history.next_steps(known)
    for letter in ascii_lowercase + ascii_uppercase:
        qtbot.keyClicks(QApplication.focusWidget() or window.page, letter)
        assert window.open_sheet() is None, letter
        assert window.trail.here == place, letter
    settle(qtbot, window)
    after = people.confirmed(known.catalog), people.people(known.catalog), history.next_steps(known)
    assert after == before
    assert known.settings == settings


def test_no_verb_of_any_page_sits_on_a_letter(window, known, person_of) -> None:
    for page in PAGES:
        window.session.go(page.name, item_of(window, page.name, person_of))
    verbs = window.findChildren(QAction)
    assert len(verbs) > 80
    assert [verb.text() for verb in verbs if any(map(may_begin_name, verb.shortcuts()))] == []
    for refused in ("M", "Shift+I", "G, P", "Ä"):
        with pytest.raises(ValueError, match="letters are for names"):
            shortcuts(refused)


def test_on_people_letters_go_to_a_name(qtbot, window, known, settled) -> None:
    window.session.go("people")
    settled(window)
    for beginning, name in (("pe", "Penny"), ("am", "Amy")):
        window.page.grid.setCurrentIndex(window.page.model.index(0, 0))
        qtbot.wait(QApplication.keyboardInputInterval() + 50)  # a new beginning, not the one before it going on
        qtbot.keyClicks(window.page.grid, beginning)
        assert window.page.grid.currentIndex().data() == name


def test_letters_begin_a_name_only_for_faces_that_are_selected(qtbot, window, known, settled) -> None:
    amy = people.people_named(known.catalog, "Amy")[0]
    window.session.go("person", amy.id)
    settled(window)
    grid = window.page.grid
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    grid.clearSelection()
    qtbot.keyClicks(grid, "d")
    assert window.open_sheet() is None
    grid.select_rows([0])
    chosen = grid.selected_faces()
    for letter in "Diana Spencer":
        qtbot.keyClicks(QApplication.focusWidget(), letter)
    assert window.open_sheet().field.text() == "Diana Spencer"
    before = people.confirmed(known.catalog)
    qtbot.keyClick(window.open_sheet().field, ENTER)
    qtbot.waitUntil(lambda: bool(people.people_named(known.catalog, "Diana Spencer")))
    diana = people.people_named(known.catalog, "Diana Spencer")[0].id
    assert people.confirmed(known.catalog) == before | dict.fromkeys(chosen, diana)


@pytest.mark.parametrize("name", ["photo", "unnamed", "alike", "review"])
def test_where_faces_are_in_hand_the_first_letter_is_not_lost(
    qtbot, window, known, settled, person_of, name: str
) -> None:
    if name == "review":
        edits.name_faces(known, person_of("amy")[:1], "Amy")
    window.session.go(name, item_of(window, name, person_of) if name != "alike" else person_of("howard")[0])
    settled(window)
    if name == "unnamed":
        qtbot.keyClick(window.page.rows.field, Qt.Key.Key_Escape)
        assert not window.page.rows.field.hasFocus()
    elif name == "photo":
        qtbot.waitUntil(lambda: window.page.stage.has_picture and window.page.stage.current is not None)
    for letter in "Zoe":
        qtbot.keyClicks(QApplication.focusWidget() or window.page, letter)
    assert QApplication.focusWidget().text() == "Zoe"


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
