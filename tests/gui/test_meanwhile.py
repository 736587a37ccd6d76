"""What is typed or pressed while something else is on its way: no letter is lost, nothing is asked or done twice."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from faceorg.catalog import faces, people
from faceorg.domain import IgnoreReason
from faceorg.edits import EVERYTHING
from faceorg.errors import LibraryProblem
from faceorg.gui.look.text_field import TextField
from faceorg.gui.sheets.merge import MergeSheet
from faceorg.gui.sheets.split import SplitSheet
from faceorg.gui.tiles.roles import Role
from faceorg.library.people import edits
from faceorg.messages.codes import ProblemCode

ENTER, F2 = Qt.Key.Key_Return, Qt.Key.Key_F2
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def slow_edits(window):
    """slow_edits(): from here on every edit waits until the event that is returned is set."""

    def hold() -> threading.Event:
        free = threading.Event()
        window.session.runner.edit(lambda: free.wait(60))
        return free

    return hold


def name_of(library, face_id) -> str | None:
    names = {person.id: person.name for person in people.people(library.catalog)}
    return names.get(faces.face(library.catalog, face_id).person_id)


# ---------------------------------------------------------------- letters while an edit runs
def test_letters_typed_while_a_name_is_saved_are_the_next_groups(qtbot, window, known, settled, slow_edits) -> None:
    window.session.go("unnamed")
    settled(window)
    rows, model = window.page.rows, window.page.model
    first, second = model.cluster(0), model.cluster(1)
    free = slow_edits()
    qtbot.keyClicks(rows.field, "Leonard")
    qtbot.keyClick(rows.field, ENTER)
    qtbot.keyClicks(rows.field, "Raj")
    assert (window.page.groups.current_group().id, rows.field.text()) == (second.id, "Raj")
    window.session.broadcast(EVERYTHING)  # read anew meanwhile, the first group has no name yet
    free.set()
    qtbot.waitUntil(lambda: name_of(known, first.face_ids[0]) == "Leonard")
    settled(window)
    assert (window.page.groups.current_group().id, rows.field.text()) == (second.id, "Raj")
    qtbot.keyClick(rows.field, ENTER)
    qtbot.waitUntil(lambda: name_of(known, second.face_ids[0]) == "Raj")


def test_letters_typed_while_similar_faces_get_their_name_stay(
    qtbot, window, known, person_of, settled, slow_edits
) -> None:
    own = person_of("howard")
    window.session.go("alike", own[0])
    page = window.page
    qtbot.waitUntil(lambda: bool(page.found) and page.model.rowCount() > 0)
    page.grid.select_rows([page.model.row_of(own[1])])
    free = slow_edits()
    qtbot.keyClick(page.grid, F2)
    qtbot.keyClicks(page.field, "Howard")
    qtbot.keyClick(page.field, ENTER)
    assert page.grid.hasFocus() and page.field.text() == ""
    page.grid.select_rows([page.model.row_of(own[2])])
    qtbot.keyClicks(page.grid, "R")
    qtbot.keyClicks(page.field, "aj")
    free.set()
    qtbot.waitUntil(lambda: name_of(known, own[1]) == "Howard")
    settled(window)
    assert (page.field.text(), page.field.hasFocus()) == ("Raj", True)
    assert name_of(known, own[2]) is None


def test_captions_of_similar_faces_say_the_name_that_was_just_given(qtbot, window, known, person_of) -> None:
    own = person_of("howard")
    window.session.go("alike", own[0])
    page = window.page
    qtbot.waitUntil(lambda: bool(page.found) and page.model.rowCount() > 0)
    page.grid.select_rows([page.model.row_of(own[1])])
    qtbot.keyClick(page.grid, F2)
    qtbot.keyClicks(page.field, "Howard")
    qtbot.keyClick(page.field, ENTER)
    caption = page.model.index(page.model.row_of(own[1]), 0)
    qtbot.waitUntil(lambda: caption.data(Role.CAPTION).startswith("Howard"))
    howard = faces.face(known.catalog, own[1]).person_id
    window.session.edit(lambda library: edits.rename_person(library, howard, "Howie"))
    qtbot.waitUntil(lambda: page.model.index(page.model.row_of(own[1]), 0).data(Role.CAPTION).startswith("Howie"))


def test_captions_of_a_pictures_search_follow_as_well(qtbot, window, known, still_photos, drop_files) -> None:
    assert drop_files(window.page, [still_photos / "penny" / "penny1.png"])
    page = window.page
    qtbot.waitUntil(lambda: bool(page.found) and page.model.rowCount() > 0)
    penny = page.model.face_rows()[0]
    lines = page.probes.model()
    assert (lines.index(0, 0).data(), penny.person_id is not None) == ("Penny", True)
    window.session.edit(lambda library: edits.rename_person(library, penny.person_id, "Penelope"))
    qtbot.waitUntil(lambda: page.model.index(0, 0).data(Role.CAPTION).startswith("Penelope"))
    assert lines.index(0, 0).data() == "Penelope"
    window.session.edit(lambda library: edits.name_faces(library, [penny.face_id], "Howard"))
    qtbot.waitUntil(lambda: page.model.index(0, 0).data(Role.CAPTION).startswith("Howard"))
    assert page.model.face_rows()[0].face_id == penny.face_id


# ---------------------------------------------------------------- pressed twice
def test_f2_pressed_twice_opens_one_field_and_keeps_what_was_typed(qtbot, window, known) -> None:
    grid = window.page.grid
    qtbot.waitUntil(lambda: window.page.model.people_count() == 2)
    grid.setCurrentIndex(window.page.model.index(0, 0))
    qtbot.keyClick(grid, F2)
    QApplication.focusWidget().selectAll()
    qtbot.keyClicks(QApplication.focusWidget(), "Someone")
    qtbot.keyClick(QApplication.focusWidget(), F2)
    (field,) = grid.viewport().findChildren(TextField)
    assert (field.text(), field.hasFocus()) == ("Someone", True)
    qtbot.keyClick(field, ENTER)
    qtbot.waitUntil(lambda: "Someone" in [person.name for person in people.people(known.catalog)])
    qtbot.waitUntil(lambda: grid.viewport().findChildren(TextField) == [])


def test_f2_pressed_twice_on_a_persons_page_keeps_what_was_typed(qtbot, window, known) -> None:
    person = people.people(known.catalog)[0]
    window.session.go("person", person.id)
    page = window.page
    qtbot.waitUntil(lambda: page.header.name.text() == person.name)
    page.header.rename()
    qtbot.keyClicks(page.header.edit, "Someone")
    page.header.rename()
    assert page.header.edit.text() == "Someone"


def test_the_name_of_a_question_is_not_cleared_by_f2_pressed_twice(qtbot, window, known, settled) -> None:
    window.session.go("review")
    page = window.page
    qtbot.waitUntil(lambda: page.data is not None)
    settled(window)
    page.ask_name()
    field = page.groups.rows.field if page.groups.isVisible() else page.field
    qtbot.keyClicks(field, "An")
    qtbot.keyClick(field, F2)
    assert field.text() == "An"


def test_ctrl_m_pressed_twice_asks_once(qtbot, window, known) -> None:
    grid = window.page.grid
    qtbot.waitUntil(lambda: window.page.model.people_count() == 2)
    grid.select_rows([0, 1])
    for _press in range(2):
        QTest.keyClick(grid, Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    qtbot.keyClick(window.open_sheet(), Qt.Key.Key_Escape)
    assert window.open_sheet() is None


def test_a_double_click_on_a_face_of_a_group_is_two_clicks(qtbot, window, known, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    group = window.page.model.cluster(0)
    window.session.go("unnamed", group.id)
    view = window.page.group
    qtbot.waitUntil(lambda: view.cluster_id == group.id)
    area, place = view.grid.viewport(), view.grid.visualRect(view.grid.model().index(1, 0)).center()
    qtbot.mouseClick(area, LEFT, NONE, place)
    assert view.left_out() == [view.faces()[1]]
    qtbot.mouseClick(area, LEFT, NONE, place)
    assert view.left_out() == []
    qtbot.mouseClick(area, LEFT, NONE, place)
    QTest.mouseDClick(area, LEFT, NONE, place)  # the second press of two, and its release
    assert view.left_out() == []
    view.grid.setCurrentIndex(view.grid.model().index(1, 0))
    qtbot.keyClick(view.grid, ENTER)
    assert view.left_out() == [view.faces()[1]]


# ---------------------------------------------------------------- read, and not read
def test_a_split_that_cannot_be_worked_out_says_so(qtbot, window, known, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_what) -> None:
        raise LibraryProblem(ProblemCode.NO_SUCH_PERSON, id=1)

    monkeypatch.setattr(window.session.helper, "split_preview", fail)
    person = people.people(known.catalog)[0]
    SplitSheet(window.session, window, person.id).open()
    sheet = window.open_sheet(SplitSheet)
    qtbot.waitUntil(lambda: sheet.says.text() == "This could not be worked out.")
    assert not sheet.split.isEnabled()


def test_a_face_that_comes_back_to_the_open_group_is_shown(qtbot, window, known, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    group = window.page.model.cluster(0)
    window.session.go("unnamed", group.id)
    view = window.page.group
    qtbot.waitUntil(lambda: view.cluster_id == group.id)
    face = view.faces()[0]
    window.session.edit(lambda library: edits.ignore_faces(library, [face], IgnoreReason.STRANGER))
    qtbot.waitUntil(lambda: face not in view.faces())
    qtbot.keyClicks(view.field, "Raj")
    window.session.edit(lambda library: edits.unignore_faces(library, [face]))
    qtbot.waitUntil(lambda: face not in people.ignored(known.catalog))
    settled(window)
    assert face not in view.faces(), "the name that is begun is not for it"
    qtbot.keyClick(view.field, Qt.Key.Key_Escape)
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: set(view.faces()) == set(group.face_ids))
