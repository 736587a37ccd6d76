"""Answers have the size they seem to have: how many faces, whom, how likely; and nothing unlikely is offered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from faceorg.catalog import faces, people
from faceorg.gui.pages.photo.why_panel import likely_by_reasons, reasons
from faceorg.gui.pages.review.card_data import Other, read_card
from faceorg.library.people import edits
from faceorg.library.recognising.chances import THE_SAME, WORTH_SHOWING
from faceorg.library.review.question import Question, QuestionKind


@pytest.fixture
def amy(known):
    return people.people_named(known.catalog, "Amy")[0].id


def asked(window, known, question: Question):
    return read_card(known, window.session.helper, question)


def test_somebody_unlikely_gets_no_digit(window, known, amy, person_of) -> None:
    """The runner-up of a clear face of Amy's is Penny, with a chance of next to nothing."""
    face = person_of("amy")[0]
    found = window.session.helper.why(face)
    assert found.runner_up is not None and found.runner_up_probability < WORTH_SHOWING
    assert asked(window, known, Question(QuestionKind.IS_THIS, (face,), (0.9,), 0.9, amy)).others == ()


def test_a_digit_says_whom_how_likely_and_for_how_many_faces(qtbot, window, known, amy, person_of, settled) -> None:
    penny = people.people_named(known.catalog, "Penny")[0].id
    strip = tuple(person_of("penny"))
    card = asked(window, known, Question(QuestionKind.IS_THIS, strip, (0.6,) * len(strip), 3.0, amy))
    assert [other.person_id for other in card.others] == [penny]
    assert card.others[0].chance > THE_SAME
    window.session.go("review")
    settled(window)
    window.page.show_questions([card.question], 1)
    qtbot.waitUntil(lambda: window.page.data is not None and window.page.data.question.faces == strip)
    digit = window.page.answers.others[0]
    assert digit.isVisible() and digit.text().startswith(f"1  {len(strip)} faces: Penny ({len(strip)}), ")
    qtbot.waitUntil(window.page.card.grid.isVisible)
    window.page.card.toggle(0)
    assert digit.text().startswith(f"1  {len(strip) - 1} faces: Penny")
    assert "%" in digit.text()


def test_the_chance_of_a_strip_is_not_that_of_its_first_face(window, known, amy, person_of) -> None:
    """One face of Penny's before three of Howard's: nearly nothing speaks for Penny."""
    strip = (person_of("penny")[0], *person_of("howard")[:3])
    card = asked(window, known, Question(QuestionKind.IS_THIS, strip, (0.6,) * 4, 3.0, amy))
    alone = asked(window, known, Question(QuestionKind.IS_THIS, strip[:1], (0.6,), 1.0, amy))
    of = {other.person_id: other.chance for other in alone.others}
    penny = people.people_named(known.catalog, "Penny")[0].id
    assert all(other.chance < of[penny] / 2 for other in card.others if other.person_id == penny)


def test_the_field_of_a_group_says_how_many_faces_a_name_is_for(qtbot, window, known, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    rows, model = window.page.rows, window.page.model
    count = len(model.cluster(0).face_ids)
    assert rows.field.placeholderText() == f"Name for {count} faces"
    model.toggle_left_out(0, model.cluster(0).face_ids[0])
    assert rows.field.placeholderText() == f"Name for {count - 1} faces"


def test_the_field_under_a_group_on_people_says_how_many_faces_a_name_is_for(qtbot, window, known, settled) -> None:
    qtbot.waitUntil(lambda: window.page.model.group_count() > 0)
    at = window.page.model.people_count()
    window.page.grid.setCurrentIndex(window.page.model.index(at, 0))
    qtbot.keyClick(window.page.grid, Qt.Key.Key_F2)
    count = len(window.page.model.group(at).face_ids)
    assert window.page.grid.editor.placeholderText() == f"{count} faces"


def test_similar_faces_shows_nothing_unlikely_until_it_is_asked_for(qtbot, window, known, settled, person_of) -> None:
    window.session.go("alike", person_of("howard")[0])
    settled(window)
    page = window.page
    alike = page.probe().alike
    assert page.model.rowCount() == alike.likely < len(alike.face_rows)
    assert all(chance >= WORTH_SHOWING for chance in alike.probabilities[: alike.likely])
    assert all(chance < WORTH_SHOWING for chance in alike.probabilities[alike.likely :])
    assert all(chance >= THE_SAME for chance in alike.probabilities[: alike.above])
    selected = page.grid.selected_faces()
    assert str(len(alike.face_rows) - alike.likely) in page.unlikely.text()
    qtbot.mouseClick(page.unlikely, Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == len(alike.face_rows)
    assert page.grid.selected_faces() == selected  # what is selected would be named: nothing is added
    assert not page.unlikely.isVisible()
    assert page.grid.sections[-1].first == alike.likely  # under a heading of their own
    window.session.go("alike", person_of("raj")[0])
    settled(window)
    assert page.model.rowCount() == page.probe().alike.likely


def test_a_face_in_a_photo_is_offered_nobody_unlikely_first(window, known, person_of) -> None:
    found = reasons(window.session.helper, person_of("howard")[0])
    assert found.candidate is not None and found.probability < WORTH_SHOWING
    assert likely_by_reasons(found) == []
    assert likely_by_reasons(replace(found, probability=0.6)) == [found.candidate]
    assert likely_by_reasons(None) == []


def test_nobody_is_known_by_the_face_in_question(window, known, amy, person_of) -> None:
    own = person_of("amy")
    edits.set_cover(known, amy, own[0])
    card = asked(window, known, Question(QuestionKind.NOT_THIS, (own[0],), (0.9,), 0.9, amy))
    assert card.reference is not None and card.reference != own[0]
    assert faces.face(known.catalog, card.reference).person_id == amy
    other = asked(window, known, Question(QuestionKind.NOT_THIS, (own[1],), (0.9,), 0.9, amy))
    assert other.reference == own[0]


def test_somebody_of_one_face_is_known_by_none_while_that_is_asked_about(window, known, person_of) -> None:
    face = person_of("raj")[0]
    raj = edits.name_faces(known, [face], "Raj").person_id
    card = asked(window, known, Question(QuestionKind.NOT_THIS, (face,), (0.9,), 0.9, raj))
    assert card.reference is None
    assert not any(isinstance(other, Other) and other.person_id == raj for other in card.others)
