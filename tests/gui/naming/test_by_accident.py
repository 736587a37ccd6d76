"""No answer by accident: not by a key pressed twice, not by a file that is dropped, not by one click."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from faceorg.catalog import people
from faceorg.gui.jobs import maintenance
from faceorg.gui.look.text_field import TextField
from faceorg.gui.pages.person.suggestion_strip import SuggestionStrip
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.pages.review.card_data import read_card
from faceorg.gui.sheets.really import ReallySheet
from faceorg.library.people import edits
from faceorg.library.review.question import QuestionKind


def test_space_pressed_twice_on_later_does_not_answer_the_next_question(qtbot, window, known, settled) -> None:
    window.session.go("review")
    page = window.page
    qtbot.waitUntil(lambda: page.data is not None)
    settled(window)
    first, before = page.data.question, people.confirmed(known.catalog)
    page.answers.later.setFocus()
    qtbot.keyClick(page.answers.later, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.data is None or page.data.question.key != first.key)
    settled(window)
    focused = QApplication.focusWidget()
    assert not page.answers.isAncestorOf(focused)
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    settled(window)
    assert people.confirmed(known.catalog) == before
    assert people.rejections(known.catalog) == []


def test_enter_on_recognition_changes_no_pack_until_a_button_was_reached(qtbot, window, library, settled) -> None:
    before = library.settings
    window.session.go("packs")
    settled(window)
    assert any(card.button is not None for card in window.page.cards)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        qtbot.keyClick(QApplication.focusWidget(), key)
    settled(window)
    assert library.settings == before and window.session.runner.current_job is None


def test_the_button_that_took_the_place_of_a_pressed_one_has_not_the_keyboard(qtbot, window, settled) -> None:
    """A pack that was installed offers "Use this one" where "Install" was pressed."""
    window.session.go("packs")
    settled(window)
    page = window.page
    infos = [card.info for card in page.cards]
    at, info = next((at, card.info) for at, card in enumerate(page.cards) if card.button is not None)
    page.cards[at].button.setFocus()
    page.show_packs([replace(found, done=found.done + 1) if found is info else found for found in infos])
    assert QApplication.focusWidget() is next(card.button for card in page.cards if card.info.id == info.id)
    page.show_packs([replace(found, installed=not info.installed) if found.id == info.id else found for found in infos])
    assert not isinstance(QApplication.focusWidget(), QAbstractButton)


def test_other_faces_to_be_confirmed_are_another_question(qtbot, window) -> None:
    strip = SuggestionStrip(window.session)
    qtbot.addWidget(strip)
    strip.resize(800, 100)
    strip.show_question("Also Amy?", [1, 2], {})
    strip.show()
    strip.activateWindow()
    strip.yes.setFocus()
    strip.show_question("Also Amy?", [2], {})  # what is left of the same
    assert strip.window().focusWidget() is strip.yes
    strip.show_question("Also Amy?", [3, 4], {})
    assert strip.window().focusWidget() is strip.line


def test_a_key_held_down_says_yes_to_the_faces_in_sight_alone(qtbot, window) -> None:
    strip, answered = SuggestionStrip(window.session), list[list[int]]()
    qtbot.addWidget(strip)
    strip.answered.connect(lambda faces, _yes: answered.append(faces))
    strip.show_question("Also Amy?", [1], {})
    strip.show()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        qtbot.keyClick(strip.line, key)
        strip.show_question("Also Amy?", [2], {})
        held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)
        QApplication.sendEvent(strip.line, held)
        strip.show_question("Also Amy?", [1], {})
    assert answered == [[1], [1], [1]]


def test_a_key_held_down_repeats_steps_but_no_decision(window, known) -> None:
    """Ctrl+J held down would name one group after the other, Del put one face after the other aside."""
    repeats = set()
    for page in PAGES:
        if page.name not in ("person", "photo", "alike"):
            window.session.go(page.name)
        else:
            window.session.go(page.name, 1)
        repeats |= {(page.name, verb.objectName()) for verb in window.page.page_actions if verb.autoRepeat()}
    assert repeats == {
        ("alike", "larger"),
        ("alike", "smaller"),
        ("guide", "next"),
        ("guide", "previous"),
        ("person", "earlier_year"),
        ("person", "larger"),
        ("person", "later_year"),
        ("person", "smaller"),
        ("photo", "next"),
        ("photo", "previous"),
        ("photo", "zoom_in"),
        ("photo", "zoom_out"),
        ("photos", "earlier_year"),
        ("photos", "larger"),
        ("photos", "later_year"),
        ("photos", "smaller"),
        ("unnamed", "before"),
        ("unnamed", "skip"),
    }


def test_no_field_takes_a_file_as_text(qtbot, window, known) -> None:
    """Whoever drops a file on a field means the window, which searches by it."""
    seen = 0
    for page in PAGES:
        if page.name not in ("person", "photo", "alike"):
            window.session.go(page.name)
    window.show()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(Path(__file__)))])
    for field in (field for field in window.findChildren(QLineEdit) if field.isVisibleTo(window)):
        seen += 1
        enter = QDragEnterEvent(
            QPoint(3, 3), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(field, enter)
        assert not field.acceptDrops(), field.accessibleName()
    assert seen > 0


def test_nothing_is_put_back_without_a_question(qtbot, window, known, monkeypatch, settled) -> None:
    asked_for: list[Path] = []
    monkeypatch.setattr(maintenance, "restore", lambda _session, backup: asked_for.append(backup))
    window.session.go("settings")
    page = window.page
    settled(window)
    page.backups.clear()
    page.backups.addItem("yesterday", "/backups/yesterday.sqlite")
    page.restore.setEnabled(True)
    qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    assert isinstance(window.open_sheet(), ReallySheet) and "yesterday" in window.open_sheet().heading.text()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # the keyboard is on Cancel
    assert asked_for == []
    qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.open_sheet().yes, Qt.MouseButton.LeftButton)
    assert asked_for == [Path("/backups/yesterday.sqlite")]


def test_no_face_is_evidence_for_itself(library, window, person_of) -> None:
    edits.name_faces(library, person_of("amy"), "Amy")
    amy = people.people_named(library.catalog, "Amy")[0].id
    helper = window.session.helper
    asked = helper.first_questions(60)[0]
    assert asked
    for question in asked:
        card = read_card(library, helper, question)
        assert not {found.face_id for found in card.evidence} & set(question.faces)
        assert question.kind is not QuestionKind.IS_THIS or question.person_id == amy


def test_alt_enter_presses_no_button(qtbot, window) -> None:
    """It is a verb of the window, and was meant for it: in a question it would be an answer."""
    said: list[str] = []
    sheet = ReallySheet(window, "Really?", "It is gone then.", "Yes", lambda: said.append("yes"))
    sheet.open()
    sheet.yes.setFocus()
    for held in (
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ShiftModifier,
    ):
        qtbot.keyClick(sheet.yes, Qt.Key.Key_Return, held)
    assert said == [] and sheet.isVisible()
    qtbot.keyClick(sheet.yes, Qt.Key.Key_Return)
    assert said == ["yes"]


def test_alt_and_a_letter_of_no_menu_is_not_typed(qtbot, monkeypatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    field = TextField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "ab")
    qtbot.keyClick(field, "x", Qt.KeyboardModifier.AltModifier)
    assert field.text() == "ab"
    altgr = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(field, "q", altgr)  # as Windows says it of @ on a German keyboard
    assert field.text() == "abq"
