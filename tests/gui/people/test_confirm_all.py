"""All that faceorg gave somebody by itself, confirmed in one step after a look; and whose photos these are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from faceorg.catalog import people
from faceorg.domain import PhotoFilter
from faceorg.edits import EVERYTHING
from faceorg.gui.sheets.confirm_all import ConfirmAllSheet
from faceorg.library.people import edits
from faceorg.library.recognising import grouping
from tests.gui.mouse import second_click

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def penny(window, library, person_of, qtbot):
    """Penny by two faces; the others are hers by themselves."""
    made = edits.name_faces(library, person_of("penny")[:2], "Penny")
    grouping.after_edit(library, made)
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 1)
    window.session.go("person", made.person_id)
    qtbot.waitUntil(lambda: window.page.model.rowCount() >= len(person_of("penny")))
    return made.person_id


def confirmed(library) -> set[int]:
    return set(people.confirmed(library.catalog))


@pytest.fixture
def sheet(qtbot, window, penny):
    header = window.page.header
    qtbot.waitUntil(header.confirm_all.isVisible)
    qtbot.mouseClick(header.confirm_all, LEFT)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), ConfirmAllSheet))
    return window.open_sheet()


def test_they_are_shown_first_and_one_that_is_clicked_off_is_left_as_it_is(qtbot, window, library, sheet) -> None:
    before = confirmed(library)
    guessed = [row.face_id for row in sheet.grid.faces_model.face_rows()]
    assert len(guessed) >= 2 and not before & set(guessed)
    assert sheet.confirm.text() == f"Confirm {len(guessed)} faces"
    place = sheet.grid.visualRect(sheet.grid.model().index(0, 0)).center()
    qtbot.mouseClick(sheet.grid.viewport(), LEFT, pos=place)
    assert sheet.confirm.text().startswith(f"Confirm {len(guessed) - 1} face")
    qtbot.mouseClick(sheet.confirm, LEFT)
    qtbot.waitUntil(lambda: confirmed(library) == before | set(guessed[1:]))
    qtbot.waitUntil(window.actions_["undo"].isEnabled)
    window.session.undo()
    qtbot.waitUntil(lambda: confirmed(library) == before)


def test_enter_that_opened_it_pressed_twice_answers_nothing(qtbot, window, library, sheet) -> None:
    before = confirmed(library)
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert window.open_sheet() is sheet and confirmed(library) == before
    qtbot.keyClick(sheet, Qt.Key.Key_Tab)
    assert sheet.confirm.hasFocus()
    qtbot.keyClick(sheet.confirm, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: confirmed(library) > before)


def test_a_double_click_in_it_leads_nowhere(qtbot, window, penny, sheet) -> None:
    place = sheet.grid.visualRect(sheet.grid.model().index(0, 0)).center()
    qtbot.mouseClick(sheet.grid.viewport(), LEFT, pos=place)
    second_click(sheet.grid.viewport(), place)
    assert window.trail.here.item == penny and window.open_sheet() is sheet
    assert sheet.grid.faces_model.left_out() == frozenset()


def test_by_key_and_where_nothing_is_left_nothing_opens(qtbot, window, library, penny, settled) -> None:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.page.grid, Qt.Key.Key_Return, held)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), ConfirmAllSheet))
    qtbot.mouseClick(window.open_sheet().confirm, LEFT)
    qtbot.waitUntil(lambda: not window.page.header.confirm_all.isVisible())
    qtbot.keyClick(window.page.grid, Qt.Key.Key_Return, held)
    settled(window)
    assert window.open_sheet() is None


# ---------------------------------------------------------------- the header that stays
def test_photos_opened_before_their_person_is_known_get_one_header_all_the_same(
    qtbot, window, library, person_of, settled
) -> None:
    """As when the window opens there again, which comes before its people are read."""
    amy = edits.name_faces(library, person_of("amy"), "Amy").person_id
    window.session.go("photos", PhotoFilter(all_of=(amy,)))
    settled(window)
    page = window.page
    assert page.heading.isVisible() and not page.whose.isVisible()
    window.session.people_cache.reload()
    qtbot.waitUntil(page.whose.isVisible)
    assert page.whose.name.text() == "Amy" and not page.heading.isVisible()


def test_the_photos_of_one_person_say_whose_they_are_and_lead_back(qtbot, window, penny) -> None:
    qtbot.mouseClick(window.page.header.what.button("photos"), LEFT)
    page = window.page
    assert page.whose.isVisible() and page.whose.name.text() == "Penny"
    qtbot.mouseClick(page.whose.what.button("story"), LEFT)
    assert window.trail.here.page == "story" and window.trail.here.item == penny
    qtbot.mouseClick(window.page.top.what.button("photos"), LEFT)
    assert window.trail.here.page == "photos"
    qtbot.mouseClick(page.whose.what.button("faces"), LEFT)
    assert window.trail.here.page == "person" and window.trail.here.item == penny


@pytest.mark.parametrize("more", ["nobody", "several", "without"])
def test_photos_of_nobody_or_of_several_have_no_such_header(qtbot, window, library, penny, person_of, more) -> None:
    amy = edits.name_faces(library, person_of("amy")[:1], "Amy").person_id
    wanted = {
        "nobody": PhotoFilter(),
        "several": PhotoFilter(all_of=(penny, amy)),
        "without": PhotoFilter(all_of=(penny,), none_of=(amy,)),
    }
    window.session.go("photos", wanted[more])
    assert not window.page.whose.isVisible()


# ---------------------------------------------------------------- a move
def test_a_move_says_from_whom_to_whom_and_the_next_face_is_in_hand(qtbot, window, library, penny, settled) -> None:
    page = window.page
    settled(window)
    place = page.grid.visualRect(page.model.index(1, 0)).center()
    qtbot.mouseClick(page.grid.viewport(), LEFT, pos=place)
    following = page.model.face_id(2)
    qtbot.keyClicks(page.grid, "A")
    field = window.open_sheet().field
    qtbot.keyClicks(field, "my")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.toast.text() == "Moved 1 face from Penny to Amy")
    qtbot.waitUntil(lambda: page.grid.current_face() == following)
    assert page.grid.selected_faces() == []  # nothing that nobody chose


def test_where_nothing_waits_it_says_so(qtbot, window, library, person_of) -> None:
    made = edits.name_faces(library, person_of("penny"), "Penny")
    window.session.broadcast(EVERYTHING)
    window.session.go("person", made.person_id)
    qtbot.waitUntil(lambda: window.page.model.rowCount() > 0)
    keys = Qt.KeyboardModifier
    qtbot.keyClick(window.page.grid, Qt.Key.Key_Return, keys.ControlModifier | keys.ShiftModifier)
    qtbot.waitUntil(lambda: window.toast.text() == "No face of Penny waits for a yes.")
    assert window.open_sheet() is None
