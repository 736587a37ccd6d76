"""Who are these? A page of small groups: names row by row with the keyboard, one answer for all the others."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from faceorg.catalog import clusters, faces, notes, people
from faceorg.domain import ClusterId, FaceId, IgnoreReason, PersonId
from faceorg.edits import EVERYTHING, EditKind
from faceorg.gui.naming.cluster_rows import RowGeometry
from faceorg.gui.pages.review.queue import ReviewQueue
from faceorg.library.opening import history
from faceorg.library.people import edits
from faceorg.library.review import questions
from faceorg.library.review.question import Question, QuestionKind

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def small_groups(library):
    """The library with three faces of each of its eight groups; the others were put aside."""
    found = clusters.clusters(library.catalog, min_faces=2)
    extra = [face_id for cluster in found for face_id in cluster.face_ids[3:]]
    edits.ignore_faces(library, extra, IgnoreReason.STRANGER)
    return library


@pytest.fixture
def page(qtbot, small_groups, window):
    window.session.go("review")
    shown = window.page
    qtbot.waitUntil(lambda: shown.groups.model.rowCount() == 8)
    qtbot.waitUntil(shown.groups.rows.field.hasFocus)
    return shown


def group_at(page, row: int) -> tuple[FaceId, ...]:
    return page.groups.model.cluster(row).face_ids


def rows(page) -> list[ClusterId]:
    model = page.groups.model
    return [model.cluster(row).id for row in range(model.rowCount())]


def names_of(library, face_ids) -> set[str | None]:
    known = {person.id: person.name for person in people.people(library.catalog)}
    return {known.get(face.person_id) for face in faces.faces(library.catalog, face_ids)}


def edits_made(library) -> int:
    return len([edit for edit in history.history(library) if not edit.undone])


def next_undo(page) -> EditKind | None:
    """Return what kind of edit undo would take back."""
    return page.session.next_undo and page.session.next_undo.kind


def type_name(qtbot, page, name: str) -> None:
    """Type a name, Enter, and wait until its row has gone and its edit is made."""
    before, edits_before = page.groups.model.rowCount(), edits_made(page.session.library)
    qtbot.keyClicks(page.groups.rows.field, name)
    qtbot.keyClick(page.groups.rows.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.groups.model.rowCount() == before - 1)
    qtbot.waitUntil(lambda: edits_made(page.session.library) == edits_before + 1)


def click_face(qtbot, page, row: int, place: int, button=LEFT) -> None:
    view = page.groups.rows
    parts = RowGeometry(view.visualRect(page.groups.model.index(row, 0)), len(group_at(page, row)), mirrored=False)
    qtbot.mouseClick(view.viewport(), button, pos=parts.face(place).center())


def test_small_groups_are_asked_about_at_once_with_the_keyboard_in_the_first_row(page) -> None:
    assert page.data.question.kind is QuestionKind.WHO_ARE_THESE
    assert page.heading.text() == "Who are these?" and page.accessibleName() == "Who are these?"
    assert page.groups.hint.text().startswith("8 groups ")
    assert not page.at_once.isVisible(), "the page is asked whole"
    assert page.groups.rows.current_row() == 0
    assert page.answers.no.text().startswith("All 8 groups are strangers") and not page.answers.yes.isVisible()
    assert not page.card.isVisible() and not page.field.isVisible()


def test_two_rows_are_named_by_keyboard_and_one_click_puts_the_others_aside(qtbot, page, library) -> None:
    first, skipped, third = group_at(page, 0), group_at(page, 1), group_at(page, 2)
    others = {face_id for row in range(8) for face_id in group_at(page, row)} - {*first, *third}
    aside, before = set(people.ignored(library.catalog)), edits_made(library)
    type_name(qtbot, page, "Penny")
    assert page.groups.rows.field.hasFocus() and page.groups.rows.current_row() == 0
    assert group_at(page, 0) == skipped
    qtbot.keyClick(page.groups.rows.field, Qt.Key.Key_Down)
    type_name(qtbot, page, "Zoe Inix")  # letters that are verbs of the page elsewhere
    assert names_of(library, first) == {"Penny"} and names_of(library, third) == {"Zoe Inix"}
    assert page.groups.hint.text().startswith("6 groups ")
    assert page.answers.no.text().startswith("The other 6 groups are strangers")
    qtbot.mouseClick(page.answers.no, LEFT)
    qtbot.waitUntil(lambda: set(people.ignored(library.catalog)) == aside | others)
    assert {people.ignored(library.catalog)[face_id] for face_id in others} == {IgnoreReason.STRANGER}
    assert edits_made(library) == before + 3
    qtbot.waitUntil(lambda: next_undo(page) is EditKind.IGNORED)
    page.session.undo()
    qtbot.waitUntil(lambda: set(people.ignored(library.catalog)) == aside)
    assert names_of(library, first) == {"Penny"}, "only the last answer was taken back"


def test_a_face_clicked_off_does_not_get_the_name_of_its_group(qtbot, page, library) -> None:
    first = group_at(page, 0)
    click_face(qtbot, page, 0, 1)
    type_name(qtbot, page, "Penny")
    confirmed = people.confirmed(library.catalog)
    assert [face_id in confirmed for face_id in first] == [True, False, True]
    assert [row.face_id for row in people.rejections(library.catalog)] == [first[1]]


def test_one_face_of_a_row_gets_a_name_of_its_own_by_its_menu(qtbot, page, library) -> None:
    wrong, *others = group_at(page, 1)
    before = [group_at(page, row) for row in (0, 2, 3)]
    click_face(qtbot, page, 1, 0, RIGHT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(page.apart.popup.isVisible)
    page.apart.popup.field.setText("Somebody else")
    qtbot.keyClick(page.apart.popup.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names_of(library, [wrong]) == {"Somebody else"})
    assert names_of(library, others) == {None}
    qtbot.waitUntil(lambda: all(wrong not in group_at(page, row) for row in range(page.groups.model.rowCount())))
    # The two left may be asked about as that person now; nothing else has moved.
    assert [group for row in range(page.groups.model.rowCount()) if (group := group_at(page, row)) in before] == before


def test_a_face_clicked_off_is_not_put_aside_with_the_others(qtbot, page, library) -> None:
    kept = group_at(page, 1)[2]
    asked = set(page.data.question.faces)
    click_face(qtbot, page, 1, 2)
    qtbot.mouseClick(page.answers.no, LEFT)
    qtbot.waitUntil(lambda: asked - set(people.ignored(library.catalog)) == {kept})


def test_delete_is_a_letters_business_while_a_name_is_typed(qtbot, page, library) -> None:
    aside, field = people.ignored(library.catalog), page.groups.rows.field
    qtbot.keyClicks(field, "Pennny")
    field.setCursorPosition(3)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Space)
    assert field.text() == "Pen ny" and page.groups.model.rowCount() == 8
    assert people.ignored(library.catalog) == aside


def test_undo_brings_the_named_row_back_to_its_place(qtbot, window, page, library) -> None:
    before, second = rows(page), group_at(page, 1)
    qtbot.keyClick(page.groups.rows.field, Qt.Key.Key_Down)
    in_hand = page.groups.naming.current_group().id
    type_name(qtbot, page, "Penny")
    assert page.groups.naming.current_group().id != in_hand
    qtbot.waitUntil(window.actions_["undo"].isEnabled)
    qtbot.keyClick(page.groups.rows.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: rows(page) == before)
    assert names_of(library, second) == {None}
    qtbot.waitUntil(lambda: page.groups.naming.current_group().id == in_hand)  # once the list is read again
    assert page.groups.rows.field.hasFocus()
    assert page.answers.no.text().startswith("All 8 groups are strangers")


def test_u_takes_the_last_name_back_at_once(qtbot, page, library) -> None:
    before = rows(page)
    type_name(qtbot, page, "Penny")
    qtbot.keyClick(page.groups.rows.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: next_undo(page) is EditKind.NAMED)
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: rows(page) == before)
    assert people.confirmed(library.catalog) == {}


def test_naming_a_row_further_down_does_not_scroll(qtbot, window, page) -> None:
    window.resize(1024, 700)
    view, bar = page.groups.rows, page.groups.rows.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    for _step in range(4):
        qtbot.keyClick(view.field, Qt.Key.Key_Down)
    before, following = bar.value(), group_at(page, 5)
    assert before > 0
    type_name(qtbot, page, "Penny")
    assert bar.value() == before and group_at(page, view.current_row()) == following
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex())) and view.field.hasFocus()


def test_a_key_held_down_does_not_answer_what_comes_next(page) -> None:
    """Del that deletes what was typed would go on with the page, and with the page after it."""
    assert not page.findChild(QAction, "no").autoRepeat()
    assert not page.findChild(QAction, "yes").autoRepeat()


def test_the_page_stays_while_more_is_looked_for_and_read_anew(qtbot, window, page, monkeypatch) -> None:
    type_name(qtbot, page, "Penny")
    left = rows(page)
    qtbot.keyClick(page.groups.rows.field, Qt.Key.Key_Down)
    qtbot.keyClicks(page.groups.rows.field, "Le")
    in_hand = page.groups.naming.current_group().id
    read, show = [], page.show_questions
    monkeypatch.setattr(page, "show_questions", lambda *found: (show(*found), read.append(found)))
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: bool(read))
    assert rows(page) == left and page.groups.naming.current_group().id == in_hand
    assert page.groups.rows.field.text() == "Le" and page.groups.rows.field.hasFocus()


def test_later_puts_the_rest_of_the_page_off(qtbot, page, library) -> None:
    type_name(qtbot, page, "Penny")
    rest = page.data.question
    qtbot.keyClick(page.groups.rows.field, Qt.Key.Key_Space)
    keys = set(questions.keys_of(rest))
    qtbot.waitUntil(lambda: keys <= set(json.loads(notes.note(library.catalog, questions.POSTPONED) or "[]")))
    assert page.queue.all()[-1].key == rest.key


def test_after_the_last_row_nothing_waits(qtbot, page, library) -> None:
    asked = page.data.question.faces
    for number in range(8):
        type_name(qtbot, page, f"Somebody {number}")
    qtbot.waitUntil(lambda: set(asked) <= set(people.confirmed(library.catalog)))
    qtbot.waitUntil(lambda: page.data is None or page.data.question.kind is not QuestionKind.WHO_ARE_THESE)
    assert not page.groups.rows.field.isVisible()


def test_outside_the_field_i_puts_one_group_aside(qtbot, page, library) -> None:
    aside, first = set(people.ignored(library.catalog)), group_at(page, 0)
    qtbot.keyClick(page.groups.rows.field, Qt.Key.Key_Escape)
    assert page.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: set(people.ignored(library.catalog)) == aside | set(first))
    assert page.groups.model.rowCount() == 7 and page.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_Down)
    assert page.groups.rows.field.hasFocus()


def test_the_menu_of_a_face_leads_to_its_likes(qtbot, window, page, choose) -> None:
    wanted = group_at(page, 2)[1]
    choose(lambda: click_face(qtbot, page, 2, 1, RIGHT), "Find similar faces")
    assert window.trail.here.page == "alike" and window.trail.here.item == wanted


def test_ctrl_down_opens_the_group_in_hand(qtbot, window, page) -> None:
    group = page.groups.naming.current_group().id
    qtbot.keyClick(page.groups.rows.field, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert window.trail.here.page == "unnamed" and window.trail.here.item == group


# ---------------------------------------------------------------- the queue alone
def these(*groups: int, size: int = 2) -> Question:
    """A page of these groups; group 3 has the faces 30, 31."""
    ids = tuple(FaceId(group * 10 + n) for group in groups for n in range(size))
    of_face = tuple(ClusterId(group) for group in groups for _ in range(size))
    return Question(QuestionKind.WHO_ARE_THESE, ids, (1.0,) * len(ids), len(ids), groups=of_face)


def asked(queue: ReviewQueue) -> list[tuple[int, ...]]:
    return [tuple(dict.fromkeys(question.groups)) for question in queue.all()]


def test_a_page_is_not_filled_up_with_groups_that_nobody_has_seen() -> None:
    queue = ReviewQueue()
    queue.fill([these(1, 2, 3), these(4, 5)])
    queue.answered(these(2).faces)
    queue.fill([these(3, 1, 4), these(5)])
    assert asked(queue) == [(1, 3), (4,), (5,)]


def test_a_page_is_asked_whole_however_few_faces_are_wanted_at_once() -> None:
    queue = ReviewQueue()
    queue.at_once = 3
    queue.fill([these(1, 2, 3)])
    assert queue.current() == these(1, 2, 3)


def test_the_last_group_of_a_page_stays_a_row_when_the_library_asks_about_it_alone() -> None:
    queue = ReviewQueue()
    queue.fill([these(1, 2)])
    queue.answered(these(1).faces)
    alone = Question(QuestionKind.WHO_IS_THIS, these(2).faces, (1.0, 1.0), 2, cluster_id=ClusterId(2))
    queue.fill([alone])
    assert asked(queue) == [(2,)] and queue.current().kind is QuestionKind.WHO_ARE_THESE


def test_groups_that_were_put_off_do_not_come_back_with_the_next_page() -> None:
    amy = Question(QuestionKind.IS_THIS, (FaceId(91),), (0.9,), 0.9, PersonId(1))
    queue = ReviewQueue()
    queue.fill([these(1, 2, 3), amy])
    queue.answered(these(1).faces)
    queue.put_off()
    queue.fill([these(2, 3, 4), amy])
    assert asked(queue) == [(), (4,), (2, 3)]


def test_a_group_taken_back_returns_to_its_place_on_the_page() -> None:
    queue = ReviewQueue()
    queue.fill([these(1, 2, 3)])
    queue.answered(these(2).faces)
    assert queue.is_begun() and queue.settled_before(these(2).faces)
    queue.fill([these(3, 2, 1)])
    assert asked(queue) == [(1, 2, 3)] and not queue.is_begun()


def test_faces_suggested_together_are_shown_side_by_side() -> None:
    amy, bob, group = PersonId(1), PersonId(2), ClusterId(7)
    queue = ReviewQueue()
    ids = tuple(FaceId(n) for n in (1, 2, 3, 4))
    question = Question(
        QuestionKind.IS_THIS,
        ids,
        (0.9, 0.8, 0.7, 0.6),
        3,
        people=(amy, bob, amy, bob),
        groups=(group, None, group, None),
    )
    queue.fill([question])
    shown = queue.current()
    assert shown.faces == (1, 3, 2, 4) and shown.people == (amy, amy, bob, bob)
    assert shown.probabilities == (0.9, 0.7, 0.8, 0.6) and shown.groups == (group, group, None, None)
    assert shown.key == question.key, "it is still the same question"


def test_a_strip_is_not_cut_within_a_group() -> None:
    ids = tuple(FaceId(n) for n in (1, 2, 3, 4))
    groups = (None, None, ClusterId(7), ClusterId(7))
    queue = ReviewQueue()
    queue.fill([Question(QuestionKind.IS_THIS, ids, (0.9,) * 4, 3.6, PersonId(1), groups=groups)])
    queue.at_once = 3
    assert queue.current().faces == (1, 2)
    queue.at_once = 1
    queue.answered([FaceId(1), FaceId(2)])
    assert queue.current().faces == (3,), "a group that is larger than wanted is asked in parts"


def test_delete_puts_one_group_aside_as_in_unnamed(qtbot, page, library) -> None:
    group, rest = page.groups.naming.current_group(), group_at(page, 1)
    qtbot.keyClick(page.groups.rows.field, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: set(people.ignored(library.catalog)) >= set(group.face_ids))
    assert not set(people.ignored(library.catalog)) & set(rest)
    assert page.groups.model.rowCount() == 7
