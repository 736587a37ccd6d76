"""The queue of questions: Enter yes, Del no, Space later, U undo, strips with wrong faces clicked off."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel

from faceorg.catalog import faces, notes, people
from faceorg.catalog.pictures import photos
from faceorg.domain import ClusterId, FaceId, PersonId
from faceorg.edits import EVERYTHING, EditKind
from faceorg.gui.look.theme import Theme
from faceorg.gui.look.widgets import FaceView
from faceorg.gui.pages.review.ahead import CardsAhead
from faceorg.gui.session.session import Session
from faceorg.gui.window.main_window import MainWindow
from faceorg.gui.words.i18n import percent
from faceorg.library.opening import history
from faceorg.library.people import edits
from faceorg.library.recognising import grouping
from faceorg.library.review import questions as review
from faceorg.library.review.question import Question, QuestionKind


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
    show(qtbot, shown, [question for question in shown.queue.all() if question.kind is QuestionKind.IS_THIS])
    return shown


def persons(library, face_ids) -> set[str | None]:
    names = {person.id: person.name for person in people.people(library.catalog)}
    return {names.get(face.person_id) for face in faces.faces(library.catalog, face_ids)}


def test_the_question_says_who_and_how_many(page) -> None:
    asked = page.data.question
    assert asked.kind is QuestionKind.IS_THIS
    assert "Amy" in page.heading.text()
    assert len(page.card.chosen()) == len(asked.faces)


@pytest.mark.both_helpers
def test_enter_says_yes_to_all_faces_asked_about(qtbot, page, library) -> None:
    asked = page.data.question.faces
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: set(asked) <= set(people.confirmed(library.catalog)))
    assert persons(library, asked) == {"Amy"}


def test_a_face_clicked_off_is_not_her_in_the_same_edit(qtbot, page, library, window) -> None:
    asked = page.data.question.faces
    click(qtbot, page, 0, Qt.KeyboardModifier.ShiftModifier)
    assert page.card.left_out() == [asked[0]]
    assert str(len(asked) - 1) in page.answers.yes.text()
    qtbot.mouseClick(page.answers.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked[1] in people.confirmed(library.catalog))
    assert asked[0] not in people.confirmed(library.catalog)
    assert [row.face_id for row in people.rejections(library.catalog)] == [asked[0]]
    qtbot.waitUntil(window.actions_["undo"].isEnabled)
    window.session.undo()
    qtbot.waitUntil(lambda: asked[1] not in people.confirmed(library.catalog))
    assert people.rejections(library.catalog) == []


def click(qtbot, page, row: int, held=Qt.KeyboardModifier.NoModifier) -> None:
    """Click a face of the strip."""
    grid = page.card.grid
    qtbot.waitUntil(grid.isVisible)  # Qt shows what is put into a layout one turn later
    place = grid.visualRect(grid.model().index(row, 0)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, held, place)


@pytest.fixture
def grouped(qtbot, page, person_of):
    """The page asking about five faces, the second to the fourth of which were suggested together."""
    asked = page.queue.all()[0]
    ids = (person_of("howard")[0], *asked.faces[:4])
    groups = (None, *[ClusterId(7)] * 3, None)
    show(qtbot, page, [Question(QuestionKind.IS_THIS, ids, (0.9,) * 5, 4.5, asked.person_id, groups=groups)])
    return ids


def test_faces_suggested_together_are_clicked_off_together(qtbot, page, grouped) -> None:
    click(qtbot, page, 2)
    assert page.card.left_out() == sorted(grouped[1:4])
    assert "these 2" in page.answers.yes.text(), "faces are counted, not groups"
    click(qtbot, page, 0)
    assert page.card.left_out() == sorted(grouped[:4])
    click(qtbot, page, 3)
    assert page.card.left_out() == [grouped[0]]


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier])
def test_a_click_with_shift_takes_one_of_them_alone(qtbot, page, grouped, held) -> None:
    click(qtbot, page, 2, held)
    assert page.card.left_out() == [grouped[2]]
    click(qtbot, page, 1)  # the others follow the one that is clicked
    assert page.card.left_out() == sorted(grouped[1:4])
    click(qtbot, page, 1, held)
    assert page.card.left_out() == sorted(grouped[2:4])


def test_the_keyboard_takes_them_off_as_a_click_does(qtbot, page, grouped) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Right)
    qtbot.keyClick(page.card.grid, Qt.Key.Key_Right)
    qtbot.keyClick(page.card.grid, Qt.Key.Key_Minus)
    assert page.card.left_out() == sorted(grouped[1:4])
    qtbot.keyClick(page.card.grid, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert page.card.left_out() == sorted(grouped[2:4])


def test_faces_suggested_together_say_so_and_lie_on_one_plate(page, grouped) -> None:
    grid = page.card.grid
    told = [grid.model().index(row, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole) for row in range(5)]
    assert told == [None, *["Suggested together; Shift-click takes one off"] * 3, None]
    joined = [grid.is_joined(grid.model().index(row, 0), 1) for row in range(5)]
    same_line = [grid.visualRect(grid.model().index(row, 0)).y() for row in range(5)]
    assert joined == [False, same_line[1] == same_line[2], same_line[2] == same_line[3], False, False]


def test_delete_says_no(qtbot, page, library) -> None:
    asked = page.data.question.faces
    qtbot.keyClick(page, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: {row.face_id for row in people.rejections(library.catalog)} == set(asked))


@pytest.mark.both_helpers
def test_u_takes_the_answer_back_and_asks_again(qtbot, page, library) -> None:
    asked = page.data.question
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked.faces[0] in people.confirmed(library.catalog))
    qtbot.waitUntil(lambda: page.session.next_undo is not None and page.session.next_undo.kind is EditKind.NAMED)
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: asked.faces[0] not in people.confirmed(library.catalog))
    qtbot.waitUntil(lambda: page.data is not None and set(page.data.question.faces) == set(asked.faces))


def test_f2_pressed_twice_keeps_what_was_typed(qtbot, page) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F2)
    qtbot.keyClicks(page.field, "An")
    qtbot.keyClick(page.field, Qt.Key.Key_F2)
    assert page.field.text() == "An"


def test_backspace_takes_back_no_edit_that_was_no_answer(qtbot, window, page, library, person_of) -> None:
    asked = page.data.question
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked.faces[0] in people.confirmed(library.catalog))
    window.session.edit(lambda opened: edits.name_faces(opened, person_of("howard"), "Howard"))
    qtbot.waitUntil(lambda: any(person.name == "Howard" for person in people.people(library.catalog)))
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: "no answer" in window.toast.text())
    assert window.toast.more.text().startswith("Undo “") and "Howard" in window.toast.more.text()
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert {"Amy", "Howard"} == {person.name for person in people.people(library.catalog)}
    assert asked.faces[0] in people.confirmed(library.catalog)
    qtbot.mouseClick(window.toast.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [person.name for person in people.people(library.catalog)] == ["Amy"])
    qtbot.keyClick(page, Qt.Key.Key_Backspace)  # now the answer is what was done last
    qtbot.waitUntil(lambda: asked.faces[0] not in people.confirmed(library.catalog))
    qtbot.waitUntil(lambda: page.data is not None and set(page.data.question.faces) == set(asked.faces))


def test_backspace_while_an_answer_is_saved_takes_that_answer_back(qtbot, window, page, library) -> None:
    asked, free = page.data.question, threading.Event()
    window.session.runner.edit(lambda: free.wait(60))
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    qtbot.keyClick(page, Qt.Key.Key_Return)  # answers nothing: what it would answer is not there any more
    free.set()
    qtbot.waitUntil(lambda: page.data is not None and page.data.question.faces == asked.faces)
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert asked.faces[0] not in people.confirmed(library.catalog)
    assert [edit.undone for edit in history.history(library)] == [True, False]


def test_backspace_after_later_asks_that_question_again(qtbot, page) -> None:
    first, second = is_this(*page.data.question.faces[:1]), is_this(*page.data.question.faces[1:2], person=1)
    show(qtbot, page, [first, replace(second, person_id=PersonId(1))])
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.queue.current().faces == second.faces)
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    assert page.queue.current().faces == first.faces


def test_a_card_that_was_read_before_the_questions_is_not_shown(qtbot, window, page) -> None:
    free, ahead = threading.Event(), CardsAhead(window.session, page)
    arrived = []
    ahead.arrived.connect(arrived.append)
    question, read = page.data.question, window.session.helper.why
    window.session.helper.why = lambda *what: free.wait(60) and read(*what)
    one = question.about(question.faces[:1])
    ahead.read(one)
    ahead.forget()
    free.set()
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert ahead.take(one) is None
    qtbot.waitUntil(lambda: len(arrived) == 1)


def test_one_face_at_a_time_answers_only_that_face(qtbot, page, library) -> None:
    before = len(people.confirmed(library.catalog))
    qtbot.mouseClick(page.at_once.button("one"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.data is not None and len(page.data.faces) == 1)
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(people.confirmed(library.catalog)) == before + 1)


@pytest.mark.both_helpers
def test_the_evidence_lies_beside_a_single_face_with_year_and_similarity(qtbot, page, library) -> None:
    qtbot.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.data is not None and len(page.data.faces) == 1)
    confirmed = people.confirmed(library.catalog)
    evidence = [view for view in page.card.findChildren(FaceView) if view.face_id in confirmed and view.isVisible()]
    shown = {view.face_id: view.accessibleName() for view in evidence if view.accessibleName().startswith("Amy")}
    assert 1 <= len(shown) <= 3
    taken = photos.photo(library.catalog, page.data.faces[0].photo_id).taken_at
    similar = {found.face_id: percent(found.similarity) for found in page.data.evidence}
    assert shown == {face_id: f"Amy {taken.year}  ·  {similar[face_id]}" for face_id in shown}
    assert any(text.text().endswith("% sure") for text in page.card.findChildren(QLabel))


def test_evidence_answers_the_mouse_and_leads_to_the_photos_of_its_person(qtbot, window, page) -> None:
    qtbot.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.data is not None and bool(page.data.evidence))
    first = page.data.evidence[0].face_id
    view = next(made for made in page.card.findChildren(FaceView) if made.face_id == first and made.accessibleName())
    middle = view.rect().center().toPointF()
    QApplication.sendEvent(view, QEnterEvent(middle, middle, middle))
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.trail.here.page == "photos")
    assert len(window.trail.here.item.all_of) == 1


@pytest.mark.parametrize(("key", "at_once"), [(Qt.Key.Key_1, 1), (Qt.Key.Key_2, 8), (Qt.Key.Key_3, 24)])
def test_one_face_a_strip_or_a_page_is_asked_at_once(qtbot, page, key, at_once: int) -> None:
    """The library is small: a strip of eight holds all that is asked about Amy."""
    asked = len(page.queue.all()[0].faces)
    qtbot.keyClick(page, key, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.data is not None and len(page.data.faces) == min(asked, at_once))


@pytest.fixture
def amelia(qtbot, page, library, person_of) -> tuple[FaceId, PersonId]:
    """The face that is asked about now, Amy's, and Amelia, who is as likely: she has another of Amy's faces."""
    other = edits.name_faces(library, person_of("amy")[2:3], "Amelia").person_id
    page.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: page.session.people_cache.name(other) == "Amelia")
    face_id = next(face_id for face_id in page.queue.all()[0].faces if face_id != person_of("amy")[2])
    show(qtbot, page, [Question(QuestionKind.IS_THIS, (face_id,), (0.9,), 0.9, page.queue.all()[0].person_id)])
    qtbot.waitUntil(lambda: page.answers.others[0].isVisible())
    return face_id, other


def test_a_number_key_gives_it_to_the_other_likely_person(qtbot, page, library, amelia) -> None:
    """Two people are likely for each face of Amy's; the number on the button is the key."""
    asked, other = amelia
    assert page.answers.others[0].text().startswith("1  Amelia (1), ")
    qtbot.keyClick(page, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: people.confirmed(library.catalog).get(asked) == other)


def test_whose_name_was_taken_back_is_no_answer_any_more(qtbot, page, library, amelia) -> None:
    asked, other = amelia
    edits.delete_person(library, other)
    page.session.people_cache.reload()
    qtbot.waitUntil(lambda: not page.answers.others[0].isVisible())
    before = people.confirmed(library.catalog)
    qtbot.keyClick(page, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page.session.runner.is_idle)
    assert people.confirmed(library.catalog) == before
    assert page.data is not None and page.data.question.faces == (asked,)


def test_how_much_is_left_is_said_and_goes_down(qtbot, window, library_with_questions) -> None:
    window.session.go("review")
    page = window.page
    qtbot.waitUntil(lambda: page.data is not None)
    before = len(review.questions(library_with_questions))
    assert page.left.text() == f"{before} questions left, a few seconds"
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Space)  # put off: it still waits
    assert page.left.text().startswith(f"{before} ")
    qtbot.waitUntil(lambda: page.data is not None)
    page.setFocus()  # from the field of "who is this?", where letters are a name
    qtbot.keyClick(page, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)  # a stranger
    qtbot.waitUntil(lambda: page.left.text().startswith(f"{before - 1} "))


def test_it_goes_on_where_it_stopped_when_the_window_opens_again(
    qtbot, qapp, window, library_with_questions, ini
) -> None:
    window.session.go("review")
    qtbot.waitUntil(lambda: window.page.data is not None)
    window.page.setFocus()
    answered = window.page.data.question
    qtbot.keyClick(window.page, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: set(answered.faces) <= set(people.ignored(library_with_questions.catalog)))
    qtbot.waitUntil(lambda: window.page.data is not None and window.page.data.question.key != answered.key)
    put_off = window.page.data.question
    qtbot.keyClick(window.page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: put_off.key in (notes.note(library_with_questions.catalog, review.POSTPONED) or ""))
    window.close()
    again = MainWindow(Session(library_with_questions, Theme(qapp, ini), ini))
    qtbot.addWidget(again)
    again.session.go("review")
    again.show()
    qtbot.waitUntil(lambda: again.page.data is not None)
    keys = [question.key for question in again.page.queue.all()]
    assert answered.key not in keys and keys[-1] == put_off.key
    again.close()


# ---------------------------------------------------------------- the other questions
def show(qtbot, page, questions: list[Question]) -> None:
    """Put questions into the queue as the library would, and wait for the first."""
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in page.findChildren(QTimer)))
    qtbot.waitUntil(lambda: page.session.runner.is_idle)
    page.show_questions([], 0)
    page.show_questions(questions, len(questions))
    qtbot.waitUntil(lambda: page.data is not None and page.data.question.key == questions[0].key)
    page.setFocus()


# ---------------------------------------------------------------- the queue alone
def is_this(*ids: int, person: int = 1) -> Question:
    found = tuple(FaceId(n) for n in ids)
    return Question(QuestionKind.IS_THIS, found, (0.9,) * len(found), len(found), PersonId(person))
