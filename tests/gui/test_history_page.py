"""The history in plain words: what was decided, and back to any point of it with one key."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester

from faceorg.catalog import people
from faceorg.domain import Box, IgnoreReason
from faceorg.gui.pages.history.history_model import HistoryModel
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session.navigation import Look
from faceorg.gui.words.edit_words import _patterns, say
from faceorg.library.opening import history
from faceorg.library.people import edits as verbs


def decide(library, person_of) -> None:
    """Three edits: Penny, Howard, Penny's birth date."""
    penny = verbs.name_faces(library, person_of("penny")[:3], "Penny").person_id
    verbs.name_faces(library, person_of("howard")[:3], "Howard")
    verbs.set_birth_date(library, penny, date(1985, 12, 2))


def test_enter_takes_back_everything_down_to_the_chosen_line(qtbot, window, library, person_of) -> None:
    decide(library, person_of)
    window.session.go("history")
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [edit.undone for edit in history.history(library)] == [True, True, False])
    assert [person.name for person in people.people(library.catalog)] == ["Penny"]
    qtbot.waitUntil(lambda: page.list.currentIndex().row() == 2)
    page.list.setCurrentIndex(page.model.index(0, 0))
    assert page.back_to.text() == "Do again up to here"
    qtbot.mouseClick(page.back_to, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not any(edit.undone for edit in history.history(library)))


def test_undo_and_redo_work_on_every_page(qtbot, window, library, person_of) -> None:
    """Ctrl+Z and Ctrl+Shift+Z, wherever the user is."""
    verbs.name_faces(library, person_of("penny"), "Penny")
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    shown = {"photo": Look(None, person_of("howard")[0]), "alike": person_of("howard")[0]}
    for name in (page.name for page in PAGES if page.name != "person"):  # hers goes with her, see below
        window.session.broadcast(None)
        window.session.go(name, shown.get(name))
        qtbot.waitUntil(lambda: window.actions_["undo"].isEnabled())
        qtbot.keyClick(window.page, Qt.Key.Key_Z, ctrl)
        qtbot.waitUntil(lambda: people.people(library.catalog) == [])
        qtbot.waitUntil(lambda: window.actions_["redo"].isEnabled())
        qtbot.keyClick(window.page, Qt.Key.Key_Z, ctrl | shift)
        qtbot.waitUntil(lambda: len(people.people(library.catalog)) == 1)


def test_undo_works_on_the_page_of_a_person(qtbot, window, library, person_of) -> None:
    penny = verbs.name_faces(library, person_of("penny")[:3], "Penny").person_id
    verbs.name_faces(library, person_of("penny")[3:4], "Penny")
    window.session.broadcast(None)
    window.session.go("person", penny)
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 4)
    qtbot.waitUntil(lambda: window.actions_["undo"].isEnabled())
    qtbot.keyClick(window.page.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(people.confirmed(library.catalog)) == 3)
    qtbot.waitUntil(lambda: window.actions_["redo"].isEnabled())
    qtbot.keyClick(window.page.grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(people.confirmed(library.catalog)) == 4)


def test_the_model_keeps_qts_rules_and_says_days_once(library, person_of) -> None:
    decide(library, person_of)
    model = HistoryModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(history.history(library))
    from faceorg.gui.tiles.roles import Role

    assert model.index(0, 0).data(Role.COUNT) and not model.index(1, 0).data(Role.COUNT)
    assert "1985" in model.index(0, 0).data()


def test_every_edit_of_the_library_has_words_that_can_be_translated(library, person_of) -> None:
    penny, howard, raj = (person_of(name) for name in ("penny", "howard", "raj"))
    one = verbs.name_faces(library, penny, "Penny").person_id
    two = verbs.name_faces(library, howard[:3], "Howard").person_id
    three = verbs.name_faces(library, howard[3:4], "Howie").person_id
    photo = library.catalog.connection.execute("SELECT min(id) FROM photos").fetchone()[0]
    verbs.rename_person(library, two, "Howard W.")
    verbs.confirm_faces(library, penny)
    verbs.unassign_faces(library, penny[:1])
    verbs.separate_people(library, one, two)
    verbs.merge_people(library, two, [three])
    verbs.hide_person(library, one)
    verbs.hide_person(library, one, hidden=False)
    verbs.set_cover(library, one, penny[2])
    verbs.set_birth_date(library, one, date(1985, 1, 1))
    verbs.set_birth_date(library, one, None)
    verbs.reject_faces(library, raj[:1], one)
    verbs.ignore_faces(library, raj[:2], IgnoreReason.STRANGER)
    verbs.ignore_faces(library, raj[2:3], IgnoreReason.NOT_A_FACE)
    verbs.unignore_faces(library, raj[:2])
    verbs.split_faces(library, penny[3:4])
    verbs.split_faces(library, penny[4:5], "Amy")
    verbs.split_person(library, two, [howard[:2], howard[2:3]])
    drawn = verbs.draw_face(library, photo, Box(0.1, 0.1, 0.2, 0.2), "Bert").faces[0]
    verbs.draw_face(library, photo, Box(0.5, 0.1, 0.2, 0.2))
    verbs.move_face(library, drawn, Box(0.2, 0.1, 0.2, 0.2))
    verbs.remove_face(library, drawn)
    verbs.delete_person(library, one)
    labels = [edit.label for edit in history.history(library)]
    unknown = [label for label in labels if not any(re.fullmatch(pattern, label) for pattern, _say in _patterns())]
    assert unknown == []


def test_a_day_is_written_as_the_user_writes_it() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    try:
        assert "2. Dez. 1985" in say("Set Anna O'Neil's birth date to 1985-12-02")
        assert "2. Dez. 1985" in say("Undone: Set Anna O'Neil's birth date to 1985-12-02")
    finally:
        QLocale.setDefault(before)
