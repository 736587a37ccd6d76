"""Every kind of question beside "is this": who is this, are they one, a doubt; by keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from faceorg.catalog import notes, people
from faceorg.edits import EVERYTHING
from faceorg.gui.sheets.person_side import PersonSide
from faceorg.gui.window.first_size import FRAME
from faceorg.library.people import edits
from faceorg.library.review import questions as review
from faceorg.library.review.question import QuestionKind
from tests.gui.naming.test_review_page import click, persons, show
from tests.gui.naming.test_review_page import library_with_questions as library_with_questions  # a fixture
from tests.gui.naming.test_review_page import page as page  # a fixture
from tests.gui.words.test_clipped import cut_off


def test_who_is_this_takes_a_name_at_once(qtbot, window, library) -> None:
    """A library without names asks about its groups, the keyboard in the field."""
    window.session.go("review")
    page = window.page
    qtbot.waitUntil(lambda: page.field.isVisible() and page.field.hasFocus())
    asked = page.data.question
    assert page.heading.text() == f"Who are these {len(asked.faces)} faces?" and asked.kind is QuestionKind.WHO_IS_THIS
    assert not page.answers.yes.isVisible()
    qtbot.keyClicks(page.field, "Leonard")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: persons(library, asked.faces) == {"Leonard"})
    qtbot.waitUntil(lambda: page.data is not None and page.data.question.key != asked.key)


def test_delete_puts_aside_whom_it_asks_about_but_not_who_is_clicked_off(qtbot, window, library) -> None:
    window.session.go("review")
    page = window.page
    qtbot.waitUntil(lambda: page.field.isVisible() and page.field.hasFocus())
    asked = page.data.question
    assert asked.kind is QuestionKind.WHO_IS_THIS and len(asked.faces) > 1
    click(qtbot, page, 0)
    off = page.card.left_out()
    qtbot.keyClick(page, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: people.ignored(library.catalog) != {})
    assert set(people.ignored(library.catalog)) == set(asked.faces) - set(off)


def test_a_name_begun_for_one_face_is_not_there_for_those_clicked_on_instead(qtbot, window, library) -> None:
    window.session.go("review")
    page = window.page
    qtbot.waitUntil(lambda: page.field.isVisible() and page.field.hasFocus())
    asked = page.data.question.faces
    alone = Qt.KeyboardModifier.ShiftModifier
    for at in range(1, len(asked)):
        click(qtbot, page, at, alone)
    assert page.card.chosen() == [asked[0]]
    qtbot.keyClicks(page.field, "Bruno")
    click(qtbot, page, 1, alone)
    assert page.field.text() == "Bruno", "one more face is meant, too"
    click(qtbot, page, 0, alone)
    assert page.field.text() == "", "the only one that it was begun for is not"
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert persons(library, asked) == {None}


@pytest.fixture
def twins(qtbot, page, library, person_of):
    """Amy under two names: the page asks whether they are one."""
    other = edits.name_faces(library, person_of("amy")[2:4], "Mayim").person_id
    amy = people.people_named(library.catalog, "Amy")[0].id
    page.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: page.session.people_cache.name(other) == "Mayim")
    found = [question for question in review.questions(library) if question.kind is QuestionKind.ARE_THEY_ONE]
    assert len(found) == 1, "the library itself asks"
    show(qtbot, page, found)
    return amy, other


def test_two_who_are_one_are_merged_by_enter(qtbot, page, library, twins) -> None:
    assert "Amy" in page.heading.text() and "Mayim" in page.heading.text() and "one person" in page.heading.text()
    sides = page.card.findChildren(PersonSide)[-2:]  # those of before go with the next event
    assert sorted(side.accessibleName() for side in sides) == ["Amy", "Mayim"]
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(people.people(library.catalog)) == 1)


def test_two_people_take_the_small_form_in_a_low_window(qtbot, page, twins) -> None:
    heights = {}
    for high in (400, 260, 400):
        page.card.resize(1000, high)
        sides = page.card.findChildren(PersonSide)[-2:]  # those of before go with the next event
        heights[high] = max(side.minimumSizeHint().height() for side in sides)
        assert len(sides) == 2
    assert heights[260] < 200 < heights[400]
    assert page.card.minimumSizeHint().height() < 200


def test_every_form_of_a_question_has_room_on_a_small_screen(qtbot, window, page, library, twins, settled) -> None:
    window.resize(QSize(640, 400) - FRAME)
    settled(window)
    seen, found = set(), []
    for question in review.questions(library):
        form = question.kind, len(question.faces) == 1
        if form in seen or question.kind is QuestionKind.WHO_ARE_THESE:
            continue
        seen.add(form)
        show(qtbot, page, [question])
        settled(window)
        held = page.card.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        needed = max(part.minimumSizeHint().width() for part in held if part.isVisible())
        if needed > page.card.width() or window.stack.currentWidget().horizontalScrollBar().maximum():
            found.append(f"{form}: {needed} of {page.card.width()} wide")
        found += [f"{form}: {told}" for told in cut_off(page)]
    assert len(seen) >= 2
    assert not found, "\n".join(found)


def test_two_who_are_not_one_are_kept_apart_by_delete(qtbot, page, library, twins) -> None:
    assert "different people" in page.answers.no.text()
    qtbot.mouseClick(page.answers.no, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(people.separations(library.catalog)) == 1)
    assert len(people.people(library.catalog)) == 2


@pytest.fixture
def doubt(qtbot, page, library, person_of):
    """A face of Penny's was named Amy by mistake: the library doubts it."""
    wrong = person_of("penny")[0]
    amy = people.people_named(library.catalog, "Amy")[0].id
    edits.name_faces(library, [*person_of("amy"), wrong], "Amy", person=amy)
    found = [question for question in review.questions(library) if question.kind is QuestionKind.NOT_THIS]
    assert wrong in {face_id for question in found for face_id in question.faces}, "the library itself doubts"
    show(qtbot, page, [question for question in found if question.faces == (wrong,)])
    return wrong, amy


def test_a_doubt_that_is_right_takes_the_name_off(qtbot, page, library, doubt) -> None:
    wrong, amy = doubt
    assert page.heading.text() == "Is this really Amy?"
    qtbot.keyClick(page, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: wrong not in people.confirmed(library.catalog))
    assert [(row.face_id, row.person_id) for row in people.rejections(library.catalog)] == [(wrong, amy)]


def test_a_doubt_that_is_wrong_is_not_raised_again(qtbot, page, library, doubt) -> None:
    wrong, amy = doubt
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: notes.note(library.catalog, review.BELONGS) is not None)
    assert people.confirmed(library.catalog)[wrong] == amy
    left = [question for question in review.questions(library) if question.kind is QuestionKind.NOT_THIS]
    assert wrong not in {face_id for question in left for face_id in question.faces}


def test_z_shows_the_photo_of_the_face_in_hand(qtbot, window, page) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Right)
    qtbot.keyClick(page.card.grid, Qt.Key.Key_Right)
    second = page.card.grid.faces_model.face_id(1)
    qtbot.keyClick(
        page.card.grid, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert window.trail.here.page == "photo" and window.trail.here.item.face_id == second


def test_likes_of_the_face_asked_about_are_one_key_away(qtbot, window, page) -> None:
    first = page.data.faces[0].face_id
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert window.trail.here.page == "alike" and window.trail.here.item == first


def test_n_names_somebody_new(qtbot, page, library) -> None:
    asked = page.data.question.faces
    qtbot.keyClick(page, Qt.Key.Key_F2)
    assert page.field.hasFocus()
    qtbot.keyClicks(page.field, "Mayim")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: persons(library, asked) == {"Mayim"})


def test_space_puts_the_question_off_and_the_library_remembers(qtbot, page, library) -> None:
    asked = page.data.question
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: asked.key in (notes.note(library.catalog, review.POSTPONED) or ""))
    assert page.queue.all()[-1].key == asked.key


def test_digits_and_space_answer_while_nothing_is_typed_as_a_name(qtbot, window, page) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F2)
    with qtbot.waitSignal(page.findChild(QAction, "later").triggered):
        qtbot.keyClick(page.field, Qt.Key.Key_Space)
    assert page.field.text() == ""


def test_escape_closes_the_name_field_before_it_goes_back(qtbot, window, page) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F2)
    qtbot.keyClick(page.field, Qt.Key.Key_Escape)
    assert not page.field.isVisible()
    assert window.trail.here.page == "review"
