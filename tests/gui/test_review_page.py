"""The queue of questions: Enter yes, Del no, Space later, U undo, strips with wrong faces clicked off."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from faceorg.catalog import faces, notes, people
from faceorg.domain import FaceId, PersonId
from faceorg.gui.models.roles import Role
from faceorg.gui.review_queue import ReviewQueue
from faceorg.library import grouping, review
from faceorg.library import people as edits
from faceorg.library.review import Kind, Question


@pytest.fixture
def library_with_questions(library, person_of):
    """Amy has two confirmed faces and no automatic ones: her other faces are asked about."""
    settings = library.settings
    library.save_settings(replace(settings, grouping=replace(settings.grouping, automatic=False)))
    made = edits.name_faces(library, person_of("amy")[:2], "Amy")
    grouping.after_edit(library, made)
    return library


@pytest.fixture
def page(qtbot, library_with_questions, window):
    window.session.go("review")
    shown = window.page
    qtbot.waitUntil(lambda: len(shown.queue) > 0)
    shown.queue.fill([question for question in shown.queue.all() if question.kind is Kind.IS_THIS])
    shown._matter = None
    shown._ask()
    qtbot.waitUntil(lambda: shown._matter is not None)
    shown.setFocus()
    return shown


def persons(library, face_ids) -> set[str | None]:
    names = {person.id: person.name for person in people.people(library.catalog)}
    return {names.get(face.person_id) for face in faces.faces(library.catalog, face_ids)}


def test_the_question_says_who_and_how_many(page) -> None:
    asked = page._matter.question
    assert asked.kind is Kind.IS_THIS
    assert "Amy" in page.heading.text()
    assert len(page.card.chosen()) == len(asked.faces)


def test_enter_says_yes_to_all_faces_asked_about(qtbot, page, library) -> None:
    asked = page._matter.question.faces
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: set(asked) <= set(people.confirmed(library.catalog)))
    assert persons(library, asked) == {"Amy"}


def test_a_face_clicked_off_is_not_her_in_the_same_edit(qtbot, page, library, window) -> None:
    asked = page._matter.question.faces
    grid = page.card.grid
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.model().index(0, 0)).center())
    assert page.card.left_out() == [asked[0]]
    assert str(len(asked) - 1) in page.yes.text()
    qtbot.mouseClick(page.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked[1] in people.confirmed(library.catalog))
    assert asked[0] not in people.confirmed(library.catalog)
    assert [row.face_id for row in people.rejections(library.catalog)] == [asked[0]]
    qtbot.waitUntil(window.actions_["undo"].isEnabled)
    window.session.undo()
    qtbot.waitUntil(lambda: asked[1] not in people.confirmed(library.catalog))
    assert people.rejections(library.catalog) == []


def test_delete_says_no(qtbot, page, library) -> None:
    asked = page._matter.question.faces
    qtbot.keyClick(page, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: {row.face_id for row in people.rejections(library.catalog)} == set(asked))


def test_u_takes_the_answer_back_and_asks_again(qtbot, page, library) -> None:
    asked = page._matter.question
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked.faces[0] in people.confirmed(library.catalog))
    qtbot.waitUntil(lambda: page.session.undo_label is not None and "Named" in page.session.undo_label)
    qtbot.keyClick(page, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: asked.faces[0] not in people.confirmed(library.catalog))
    qtbot.waitUntil(lambda: page._matter is not None and set(page._matter.question.faces) == set(asked.faces))


def test_one_face_at_a_time_answers_only_that_face(qtbot, page, library) -> None:
    before = len(people.confirmed(library.catalog))
    page._choose_size("one")
    qtbot.waitUntil(lambda: page._matter is not None and len(page._matter.faces) == 1)
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(people.confirmed(library.catalog)) == before + 1)


def test_evidence_is_shown_beside_a_single_face(qtbot, page) -> None:
    page._choose_size("one")
    qtbot.waitUntil(lambda: page._matter is not None and len(page._matter.faces) == 1)
    assert 1 <= len(page._matter.evidence) <= 3
    assert all(0 < found.similarity <= 1 for found in page._matter.evidence)


def test_n_names_somebody_new(qtbot, page, library) -> None:
    asked = page._matter.question.faces
    qtbot.keyClick(page, Qt.Key.Key_N)
    assert page.field.hasFocus()
    qtbot.keyClicks(page.field, "Mayim")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: persons(library, asked) == {"Mayim"})


def test_space_puts_the_question_off_and_the_library_remembers(qtbot, page, library) -> None:
    asked = page._matter.question
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: asked.key in (notes.note(library.catalog, review.POSTPONED) or ""))
    assert page.queue.all()[-1].key == asked.key


def test_digits_and_space_answer_while_nothing_is_typed_as_a_name(qtbot, window, page) -> None:
    page._open_field()
    with qtbot.waitSignal(page.findChild(QAction, "later").triggered):
        qtbot.keyClick(page.field, Qt.Key.Key_Space)
    assert page.field.text() == ""


def test_escape_closes_the_name_field_before_it_goes_back(qtbot, window, page) -> None:
    qtbot.keyClick(page, Qt.Key.Key_N)
    qtbot.keyClick(page.field, Qt.Key.Key_Escape)
    assert not page.field.isVisible()
    assert window.trail.here.page == "review"


# ---------------------------------------------------------------- the queue alone
def is_this(*ids: int, person: int = 1) -> Question:
    found = tuple(FaceId(n) for n in ids)
    return Question(Kind.IS_THIS, found, (0.9,) * len(found), len(found), PersonId(person))


def test_a_long_question_is_asked_in_parts() -> None:
    queue = ReviewQueue()
    queue.at_once = 2
    queue.fill([is_this(1, 2, 3)])
    assert queue.current().faces == (1, 2)
    queue.answered([FaceId(1), FaceId(2)])
    assert queue.current().faces == (3,)
    queue.answered([FaceId(3)])
    assert queue.current() is None


def test_a_question_put_off_comes_last() -> None:
    queue = ReviewQueue()
    queue.fill([is_this(1), is_this(2, person=2)])
    queue.put_off()
    assert [question.person_id for question in queue.all()] == [2, 1]


def test_the_question_being_asked_stays_in_front_when_the_queue_is_read_again() -> None:
    queue = ReviewQueue()
    queue.fill([is_this(1), is_this(2, person=2)])
    queue.fill([is_this(2, person=2), is_this(1)])
    assert queue.current().person_id == 1


def test_an_answer_taken_back_is_asked_again() -> None:
    queue = ReviewQueue()
    queue.fill([is_this(1, 2)])
    queue.answered([FaceId(1), FaceId(2)])
    queue.step_back()
    assert queue.current().faces == (1, 2)


def test_a_face_is_left_out_without_a_mouse(qtbot, window, page) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Right)
    assert page.card.grid.hasFocus()
    qtbot.keyClick(page.card.grid, Qt.Key.Key_Right)
    qtbot.keyClick(page.card.grid, Qt.Key.Key_X)
    left_out = page.card.left_out()
    assert left_out == [page.card._model.face_id(1)]
    qtbot.keyClick(page.card.grid, Qt.Key.Key_X)
    assert page.card.left_out() == []


def test_a_strip_of_several_people_is_asked_in_parts_that_say_who() -> None:
    queue = ReviewQueue()
    queue.at_once = 2
    amy, bob = PersonId(1), PersonId(2)
    ids = tuple(FaceId(n) for n in (1, 2, 3))
    queue.fill([Question(Kind.IS_THIS, ids, (0.9,) * 3, 2.7, people=(amy, bob, bob))])
    assert queue.current().asks_apart and queue.current().people == (amy, bob)
    queue.answered(ids[:2])
    assert queue.current().person_id == bob


def test_faces_of_several_people_show_whom_each_is_asked_to_be(qtbot, page, library, person_of) -> None:
    amy = page._matter.question.person_id
    howard = edits.name_faces(library, person_of("howard")[:1], "Howard").person_id
    asked = (page._matter.question.faces[0], person_of("howard")[1])
    page.session.broadcast(None)
    qtbot.waitUntil(lambda: page.session.everyone.name(howard) == "Howard")
    page._matter = None
    page.queue._waiting = [Question(Kind.IS_THIS, asked, (0.9, 0.8), 1.7, people=(amy, howard))]
    page._ask()
    qtbot.waitUntil(lambda: page._matter is not None and page._matter.question.asks_apart)
    assert "Amy, Howard" in page.heading.text()
    model = page.card.grid.model()
    assert [model.data(model.index(row, 0), Role.CAPTION) for row in range(2)] == ["Amy", "Howard"]
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: set(asked) <= set(people.confirmed(library.catalog)))
    assert [people.confirmed(library.catalog)[face_id] for face_id in asked] == [amy, howard]
