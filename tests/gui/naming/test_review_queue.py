"""The queue of questions by itself: what is asked next, in which parts, and what an answer leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt

from faceorg.catalog import people
from faceorg.domain import FaceId, PersonId
from faceorg.edits import EVERYTHING
from faceorg.gui.pages.review.queue import ReviewQueue
from faceorg.gui.tiles.roles import Role
from faceorg.library.people import edits
from faceorg.library.review.question import Question, QuestionKind
from tests.gui.naming.test_review_page import is_this, show
from tests.gui.naming.test_review_page import library_with_questions as library_with_questions  # a fixture
from tests.gui.naming.test_review_page import page as page  # a fixture


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
    second = page.card.grid.faces_model.face_id(1)
    qtbot.keyClick(page.card.grid, Qt.Key.Key_Minus)
    assert page.card.left_out() == sorted(page.data.question.together_with(second))
    qtbot.keyClick(page.card.grid, Qt.Key.Key_Minus)
    assert page.card.left_out() == []


def test_a_strip_of_several_people_is_asked_in_parts_that_say_who() -> None:
    queue = ReviewQueue()
    queue.at_once = 2
    amy, bob = PersonId(1), PersonId(2)
    ids = tuple(FaceId(n) for n in (1, 2, 3))
    queue.fill([Question(QuestionKind.IS_THIS, ids, (0.9,) * 3, 2.7, people=(amy, bob, bob))])
    assert queue.current().asks_apart and queue.current().people == (amy, bob)
    queue.answered(ids[:2])
    assert queue.current().person_id == bob


def test_faces_of_several_people_show_whom_each_is_asked_to_be(qtbot, page, library, person_of) -> None:
    amy = page.data.question.person_id
    howard = edits.name_faces(library, person_of("howard")[:1], "Howard").person_id
    asked = (page.data.question.faces[0], person_of("howard")[1])
    page.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: page.session.people_cache.name(howard) == "Howard")
    show(qtbot, page, [Question(QuestionKind.IS_THIS, asked, (0.9, 0.8), 1.7, people=(amy, howard))])
    assert "Amy, Howard" in page.heading.text()
    model = page.card.grid.model()
    assert [model.data(model.index(row, 0), Role.CAPTION) for row in range(2)] == ["Amy", "Howard"]
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: set(asked) <= set(people.confirmed(library.catalog)))
    assert [people.confirmed(library.catalog)[face_id] for face_id in asked] == [amy, howard]
