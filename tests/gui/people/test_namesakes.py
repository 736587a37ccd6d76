"""One name, two people: renaming to a taken name asks what naming would ask."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from faceorg.catalog import people
from faceorg.domain import PhotoFilter
from faceorg.gui.look.widgets import FaceView
from faceorg.gui.pages.review.words import question_in_words
from faceorg.gui.sheets.merge import MergeSheet
from faceorg.gui.sheets.same_name import SameNameSheet
from faceorg.library.people import edits
from faceorg.library.review.question import Question, QuestionKind


def rename_amy(qtbot, window, known, settled, name: str, where: str) -> None:
    amy = people.people_named(known.catalog, "Amy")[0].id
    window.session.go(where, amy if where == "person" else None)
    settled(window)
    page = window.page
    if where == "people":
        page.grid.setCurrentIndex(page.model.index(page.model.row_of(amy), 0))
    qtbot.keyClick(page.grid, Qt.Key.Key_F2)
    field = page.grid.editor if where == "people" else page.header.edit
    field.selectAll()
    qtbot.keyClicks(field, name)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("where", ["people", "person"])
def test_renaming_to_a_taken_name_asks_and_another_person_may_have_it(qtbot, window, known, settled, where) -> None:
    rename_amy(qtbot, window, known, settled, "Penny", where)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), SameNameSheet))
    assert len(people.people_named(known.catalog, "Penny")) == 1
    said = [text.text() for text in window.open_sheet().findChildren(QLabel)]
    assert "Amy until now" in said and "Penny, known" in said
    assert sum(text.endswith(" photos") for text in said) == 2  # both are counted alike
    qtbot.mouseClick(window.open_sheet().separate, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(people.people_named(known.catalog, "Penny")) == 2)


def test_renaming_to_a_taken_name_may_mean_that_they_are_one(qtbot, window, known, settled) -> None:
    both = people.confirmed(known.catalog).keys()
    rename_amy(qtbot, window, known, settled, "Penny", "people")
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), SameNameSheet))
    qtbot.mouseClick(window.open_sheet().join, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    qtbot.mouseClick(window.open_sheet().merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [person.name for person in people.people(known.catalog)] == ["Penny"])
    assert people.confirmed(known.catalog).keys() == both


def test_a_name_nobody_has_is_given_at_once(qtbot, window, known, settled) -> None:
    rename_amy(qtbot, window, known, settled, "Amy Farrah", "people")
    qtbot.waitUntil(lambda: people.people_named(known.catalog, "Amy Farrah") != [])
    assert window.open_sheet() is None


@pytest.fixture
def two_pennies(known, window, qtbot, person_of):
    """Two people called Penny; the one with fewer photos is returned."""
    made = edits.name_faces(known, person_of("howard")[:2], "Penny", new=True)
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 3)
    return made.person_id


def type_penny(qtbot, window, settled):
    window.session.go("unnamed")
    settled(window)
    field = window.page.rows.field
    qtbot.keyClicks(field, "penny")
    qtbot.waitUntil(field.list_is_open)
    return field


def test_a_name_that_two_have_is_asked_about_with_both_to_be_chosen(qtbot, window, known, settled, two_pennies) -> None:
    field = type_penny(qtbot, window, settled)
    faces = window.page.groups.current_group().face_ids
    qtbot.keyClick(field, Qt.Key.Key_Return)
    sheet = window.open_sheet()
    assert isinstance(sheet, SameNameSheet)
    assert len(sheet.joins) == 2 and sheet.separate.isVisible()
    covers = {window.session.people_cache.get(who.id).person.cover_face_id for who in pennies(known)}
    assert covers <= {view.face_id for view in sheet.findChildren(FaceView)}
    said = [join.accessibleName() for join in sheet.joins]
    assert len(set(said)) == 2
    qtbot.mouseClick(sheet.joins[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: people.confirmed(known.catalog).get(faces[0]) == two_pennies)


def pennies(library):
    return people.people_named(library.catalog, "Penny")


@pytest.mark.parametrize("how", ["keys", "mouse"])
def test_the_line_that_is_chosen_among_namesakes_is_who_it_is(qtbot, window, known, settled, two_pennies, how) -> None:
    field = type_penny(qtbot, window, settled)
    faces, lines = window.page.groups.current_group().face_ids, field.list_view()
    assert lines.currentIndex().row() == 0
    told = [lines.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert told[0] != told[1]
    if how == "keys":
        qtbot.keyClick(field, Qt.Key.Key_Down)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    else:
        place = lines.visualRect(lines.model().index(1, 0)).center()
        qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: people.confirmed(known.catalog).get(faces[0]) == two_pennies)
    assert window.open_sheet() is None


def test_namesakes_are_told_apart_wherever_only_a_name_is_written(window, known, two_pennies) -> None:
    cache = window.session.people_cache
    labels = {cache.label(who.id) for who in pennies(known)}
    assert len(labels) == 2 and all(label.startswith("Penny (") for label in labels)
    assert cache.label(people.people_named(known.catalog, "Amy")[0].id) == "Amy"
    window.session.go("photos", PhotoFilter(any_of=tuple(who.id for who in pennies(known))))
    assert len({chip.text() for chip in window.page.bar.chips}) == 2
    question = Question(QuestionKind.ARE_THEY_ONE, (), (), 1.0, pennies(known)[0].id, pennies(known)[1].id)
    assert all(label in question_in_words(cache, question) for label in labels)


def test_namesakes_with_as_many_photos_are_told_apart_by_their_number(window, known, qtbot, person_of) -> None:
    for folder in ("howard", "raj"):
        edits.name_faces(known, person_of(folder)[:2], "Twin", new=True)
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 4)
    twins = [who.id for who in people.people_named(known.catalog, "Twin")]
    assert [window.session.people_cache.label(who) for who in twins] == [f"Twin (2, #{who})" for who in twins]
