"""One face among those of a question: it gets its own name, and the others are still asked about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from faceorg.catalog import people
from tests.gui.naming.test_review_page import click, persons
from tests.gui.naming.test_review_page import library_with_questions as library_with_questions  # a fixture
from tests.gui.naming.test_review_page import page as page  # a fixture


def answer_apart(qtbot, page, text: str) -> None:
    """Type into the card beside a face, which has the keyboard."""
    qtbot.waitUntil(page.apart.popup.isVisible)
    page.apart.popup.field.setText(text)
    qtbot.keyClick(page.apart.popup.field, Qt.Key.Key_Return)


def test_a_wrong_face_gets_its_own_name_and_the_others_are_still_asked_about(
    qtbot, page, library, window, settled
) -> None:
    asked = page.data.question.faces
    click(qtbot, page, 1, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page, Qt.Key.Key_Left)
    qtbot.keyClick(page.card.grid, Qt.Key.Key_Left)
    qtbot.keyClick(page.card.grid, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert page.apart.popup.face_id == asked[0]
    answer_apart(qtbot, page, "Somebody else")
    qtbot.waitUntil(lambda: asked[0] in people.confirmed(library.catalog))
    assert persons(library, asked[:1]) == {"Somebody else"}
    qtbot.waitUntil(lambda: page.data is not None and page.data.question.faces == asked[1:])
    assert page.card.left_out() == [asked[1]], "what was clicked off stays so"
    assert asked[0] not in [face_row.face_id for face_row in page.card.grid.faces_model.face_rows()]
    page.show_item(None)  # read anew, it is the same question
    settled(window)
    assert page.card.left_out() == [asked[1]]
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked[2] in people.confirmed(library.catalog))
    assert persons(library, asked[2:]) == {"Amy"}
    assert asked[1] not in people.confirmed(library.catalog)
    assert asked[0] not in [row.face_id for row in people.rejections(library.catalog)]


def test_the_menu_of_a_face_asks_who_it_is_at_its_place(qtbot, page, library) -> None:
    asked, grid = page.data.question.faces, page.card.grid
    place = grid.visualRect(grid.model().index(1, 0)).center()
    grid.menu_requested.emit(1, grid.viewport().mapToGlobal(place))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    who = menu.actions()[0]
    assert "who" in who.text()
    who.trigger()
    menu.close()
    qtbot.waitUntil(page.apart.popup.isVisible)
    assert page.apart.popup.face_id == asked[1]
    assert page.rect().contains(page.apart.popup.geometry())
    qtbot.mouseClick(page.apart.popup.stranger, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked[1] in people.ignored(library.catalog))
    qtbot.waitUntil(lambda: page.data is not None and asked[1] not in page.data.question.faces)


def test_a_question_read_anew_waits_until_the_name_is_typed(qtbot, page, library) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Right)
    qtbot.keyClick(page.card.grid, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(page.apart.popup.isVisible)
    asked = page.data.question
    page.show_questions([], 0)
    assert page.data is not None and page.data.question == asked
    assert page.apart.popup.isVisible() and page.apart.popup.field.hasFocus()


def test_what_speaks_for_a_face_goes_with_it(page) -> None:
    asked = page.data
    assert asked.evidence
    assert not asked.without(asked.faces[0].face_id).evidence
    assert asked.without(asked.faces[1].face_id).evidence == asked.evidence


def test_escape_closes_the_question_about_one_face_first(qtbot, window, page) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Right)
    qtbot.keyClick(page.card.grid, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(page.apart.popup.isVisible)
    qtbot.keyClick(page.apart.popup.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.apart.popup.isVisible())
    assert window.page is page


def test_a_name_that_comes_after_the_questions_were_read_anew_answers_no_other(qtbot, window, page, library) -> None:
    """A question about a name that is taken stays open for minutes, while a scan settles what it was about."""
    asked = page.data.question
    qtbot.keyClick(page, Qt.Key.Key_F2)
    qtbot.keyClicks(page.field, "Stuart")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    page.show_questions([], 0)
    qtbot.waitUntil(lambda: persons(library, asked.faces) == {"Stuart"})
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
