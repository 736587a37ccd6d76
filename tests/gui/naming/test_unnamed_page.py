"""Naming group by group, as a user does it: through the keyboard and real clicks, on a real scanned library."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from faceorg.catalog import clusters, faces, people
from faceorg.edits import EVERYTHING
from faceorg.gui.look.widgets import FaceView
from faceorg.gui.naming.cluster_rows import RowGeometry
from faceorg.gui.sheets.same_name import SameNameSheet
from faceorg.gui.tiles.roles import Role
from faceorg.library.people import edits
from faceorg.library.recognising import grouping


@pytest.fixture
def page(qtbot, window):
    window.session.go("unnamed")
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 8)
    qtbot.waitUntil(lambda: window.page.rows.field.hasFocus())
    return window.page


def name_of(library, face_id) -> str | None:
    person_id = faces.face(library.catalog, face_id).person_id
    return people.person(library.catalog, person_id).name if person_id is not None else None


def click_face(qtbot, page, row: int, place: int) -> None:
    rows = page.rows
    parts = RowGeometry(
        rows.visualRect(page.model.index(row, 0)), len(page.model.cluster(row).face_ids), mirrored=False
    )
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=parts.face(place).center())


def test_groups_come_largest_first_and_the_first_has_the_keyboard(page) -> None:
    sizes = [len(page.model.cluster(row).face_ids) for row in range(8)]
    assert sizes == sorted(sizes, reverse=True)
    assert page.rows.current_row() == 0


@pytest.mark.both_helpers
def test_a_name_and_enter_names_the_whole_group_and_moves_on(qtbot, window, page, library) -> None:
    group, second = page.model.cluster(0), page.model.cluster(1)
    qtbot.keyClicks(page.rows.field, "Penny")
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Return)
    assert page.model.cluster(0).id == second.id, "the next group is at hand before the edit is written"
    qtbot.waitUntil(lambda: {name_of(library, face_id) for face_id in group.face_ids} == {"Penny"})
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert page.model.cluster(0).id == second.id and page.rows.current_row() == 0
    assert page.rows.field.hasFocus() and page.rows.field.text() == ""
    assert not set(second.face_ids) & set(people.confirmed(library.catalog))


def test_faces_clicked_off_do_not_get_the_name(qtbot, page, library) -> None:
    group = page.model.cluster(0)
    click_face(qtbot, page, 0, 1)
    assert page.model.left_out(group.id) == {group.face_ids[1]}
    qtbot.keyClicks(page.rows.field, "Penny")
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: name_of(library, group.face_ids[0]) == "Penny")
    confirmed = people.confirmed(library.catalog)
    assert group.face_ids[1] not in confirmed
    assert all(face_id in confirmed for face_id in group.face_ids if face_id != group.face_ids[1])


def test_a_known_person_is_completed_with_the_tab_key_and_joined_without_a_question(
    qtbot, window, page, library
) -> None:
    named(qtbot, window, page, "Bernadette")
    group = page.model.cluster(0)
    qtbot.keyClicks(page.rows.field, "bern")
    assert page.rows.field.lines() == ["Bernadette", "New person “bern”"]
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Tab)
    assert page.rows.field.text() == "Bernadette"
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: name_of(library, group.face_ids[0]) == "Bernadette")
    assert window.open_sheet() is None
    assert len(people.people(library.catalog)) == 1


def named(qtbot, window, page, name: str) -> None:
    """Give the row in hand a name, and wait until the next one is in hand."""
    before = len(window.session.people_cache)
    qtbot.keyClicks(page.rows.field, name)
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.session.people_cache) == before + 1)
    qtbot.waitUntil(lambda: page.rows.field.text() == "")


@pytest.mark.parametrize("typed", ["bern", "bernadtte", "br", "rosten"], ids=["beginning", "slip", "initials", "word"])
def test_a_name_is_completed_from_what_is_typed_and_a_click_takes_it(qtbot, window, page, library, typed: str) -> None:
    named(qtbot, window, page, "Bernadette Rostenkowski")
    group = page.model.cluster(0)
    qtbot.keyClicks(page.rows.field, typed)
    assert page.rows.field.lines()[0] == "Bernadette Rostenkowski"
    lines = page.rows.field.list_view()
    offered = lines.model().index(0, 0)
    known = window.session.people_cache.summaries()[0]
    assert offered.data(Role.ITEM).cover_face_id == known.person.cover_face_id is not None
    assert offered.data(Role.ITEM).count == known.photos > 0
    qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=lines.visualRect(offered).center())
    qtbot.waitUntil(lambda: name_of(library, group.face_ids[0]) == "Bernadette Rostenkowski")
    assert len(people.people(library.catalog)) == 1


def test_the_question_about_a_taken_name_shows_both(qtbot, window, page) -> None:
    named(qtbot, window, page, "Sheldon")
    group, known = page.model.cluster(0), window.session.people_cache.summaries()[0].person
    qtbot.keyClicks(page.rows.field, "Sheldon")
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Return)
    shown = [view.face_id for view in window.open_sheet().findChildren(FaceView)]
    assert shown[0] == known.cover_face_id
    assert set(shown[1:]) <= set(group.face_ids) and len(shown) > 3
    assert "There is a Sheldon already" in window.open_sheet().heading.text()


@pytest.mark.parametrize(("answer", "people_after"), [("join", 1), ("separate", 2)])
def test_a_name_typed_twice_asks_whether_it_is_the_same_person(
    qtbot, window, page, library, answer: str, people_after: int
) -> None:
    named(qtbot, window, page, "Sheldon")
    group = page.model.cluster(0)
    qtbot.keyClicks(page.rows.field, "sheldon")
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Return)
    sheet = window.open_sheet()
    assert isinstance(sheet, SameNameSheet)
    qtbot.mouseClick(getattr(sheet, answer), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: name_of(library, group.face_ids[0]) is not None)
    assert len(people.people(library.catalog)) == people_after


def test_escape_in_the_question_names_nobody(qtbot, window, page, library) -> None:
    named(qtbot, window, page, "Sheldon")
    group = page.model.cluster(0)
    qtbot.keyClicks(page.rows.field, "Sheldon")
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Return)
    qtbot.keyClick(window.open_sheet(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.open_sheet() is None)
    assert group.face_ids[0] not in people.confirmed(library.catalog)
    assert page.rows.field.hasFocus()


def test_delete_puts_a_stranger_aside_and_ctrl_z_brings_the_group_back(qtbot, window, page, library) -> None:
    group = page.model.cluster(0)
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: group.face_ids[0] in people.ignored(library.catalog))
    qtbot.waitUntil(lambda: page.model.row_of(group.id) is None)
    qtbot.waitUntil(window.actions_["undo"].isEnabled)
    qtbot.keyClick(page.rows, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.row_of(group.id) is not None)
    assert people.ignored(library.catalog) == {}


def test_arrows_move_between_rows(qtbot, page) -> None:
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Down)
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Down)
    assert page.rows.current_row() == 2
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Up)
    assert page.rows.current_row() == 1
    assert page.rows.field.hasFocus()


def test_ctrl_enter_names_and_opens_the_person(qtbot, window, page) -> None:
    qtbot.keyClicks(page.rows.field, "Raj")
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.trail.here.page == "person")


def test_a_whole_group_opens_and_a_click_leaves_a_face_out(qtbot, window, page, library) -> None:
    group = page.model.cluster(0)
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    view = page.group
    qtbot.waitUntil(lambda: len(view.faces()) == len(group.face_ids))
    qtbot.mouseClick(
        view.grid.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.grid.visualRect(view.grid.model().index(2, 0)).center(),
    )
    assert view.left_out() == [view.faces()[2]]
    qtbot.keyClicks(view.field, "Amy")
    qtbot.keyClick(view.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: name_of(library, view.faces()[0] if view.faces() else group.face_ids[0]) == "Amy")
    assert len(people.confirmed(library.catalog)) == len(group.face_ids) - 1


@pytest.mark.both_helpers
def test_more_of_a_person_is_looked_for_after_the_name(qtbot, window, page, library, person_of) -> None:
    """One face of Penny is named in her photo; the others are found, the window says so and leads there."""
    first, others = person_of("penny")[0], set(person_of("penny")[1:])
    jobs: list[str] = []
    window.session.runner.job_started.connect(lambda job: jobs.append(job.title))
    window.session.look_at_photo(first)
    qtbot.waitUntil(lambda: window.page.stage.current == first)
    qtbot.keyClick(window.page.stage, Qt.Key.Key_Return)
    qtbot.keyClicks(window.page.who.field, "Penny")
    qtbot.keyClick(window.page.who.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Looking for more of Penny…" in jobs)
    qtbot.waitUntil(lambda: "more face" in window.toast.text() and "Penny" in window.toast.text())
    found = {row.face_id for table in ("automatic", "suggestions") for row in clusters.derived(library.catalog, table)}
    assert found & others
    qtbot.mouseClick(window.toast.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.trail.here.page == "person")
    qtbot.waitUntil(lambda: window.page.model.rowCount() + len(window.page.strip.line.shown()) > 1)


def test_ctrl_j_gives_a_group_the_name_that_is_likely(qtbot, window, page, library, person_of) -> None:
    settings = library.settings
    library.save_settings(replace(settings, grouping=replace(settings.grouping, automatic=False)))
    made = edits.name_faces(library, person_of("raj")[:2], "Raj")
    grouping.after_edit(library, made)
    window.session.broadcast(EVERYTHING)
    others = set(person_of("raj")[2:])
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 1)
    window.session.go("people")
    window.session.go("unnamed")
    qtbot.waitUntil(lambda: page.model.rowCount() > 0 and page.rows.current_row() is not None)
    at = next(row for row in range(page.model.rowCount()) if others & set(page.model.cluster(row).face_ids))
    page.rows.make_row_current(at)
    qtbot.waitUntil(lambda: "Raj" in page.rows.field.placeholderText())
    assert page.rows.field.placeholderText().startswith(f"{len(page.groups.current_group().face_ids)} face")
    qtbot.keyClick(page.rows.field, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: others <= set(people.confirmed(library.catalog)))
    assert len(people.people(library.catalog)) == 1


def test_what_was_put_aside_can_be_brought_back(qtbot, window, page, library) -> None:
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(people.ignored(library.catalog)) > 0)
    qtbot.mouseClick(page.what.button("aside"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.group.faces()) == len(people.ignored(library.catalog)))
    page.group.grid.selectAll()
    qtbot.keyClick(page.group.grid, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: people.ignored(library.catalog) == {})


def test_the_row_geometry_keeps_the_name_free_of_faces(page) -> None:
    rect = page.rows.visualRect(page.model.index(0, 0))
    parts = RowGeometry(rect, 100, mirrored=False)
    assert parts.shown + parts.more == 100
    assert parts.more_rect().right() <= parts.name(32).left()
    assert not parts.face(parts.shown - 1).contains(QPoint(parts.name(32).left(), rect.center().y()))


def test_somebody_who_types_at_once_keeps_the_keyboard_while_the_rows_arrive(qtbot, window, page) -> None:
    page.show_item(None)  # asks for the rows, as every visit does
    qtbot.keyClicks(page.rows.field, "Le")
    with qtbot.waitSignal(page.model.modelReset):
        pass
    qtbot.waitUntil(page.rows.field.isVisible)
    assert page.rows.field.hasFocus()
    assert page.rows.field.text() == "Le"
    assert page.rows.field.lines() == ["New person “Le”"]


def test_escape_leaves_the_field_so_that_letters_go_places(qtbot, window, page) -> None:
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Escape)
    assert page.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_Down)
    assert page.rows.field.hasFocus()
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Escape)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.trail.here.page == "people"


def test_enter_in_an_empty_field_names_nobody(qtbot, page, library) -> None:
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Return)
    qtbot.keyClicks(page.rows.field, "   ")
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Return)
    assert people.people(library.catalog) == []


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier])
def test_what_is_like_a_group_is_one_key_away(qtbot, window, page, held) -> None:
    group = page.model.cluster(0)
    click_face(qtbot, page, 0, 0)  # left out: the next one is searched by
    qtbot.keyClick(page.rows.field, Qt.Key.Key_Return, held)
    qtbot.waitUntil(lambda: window.trail.here.page == "alike")
    assert window.trail.here.item == group.face_ids[1]


def test_the_menu_of_a_face_in_a_row_leads_to_its_likes_and_to_its_photo(qtbot, window, page, choose) -> None:
    rows, group = page.rows, page.model.cluster(0)
    parts = RowGeometry(rows.visualRect(page.model.index(0, 0)), len(group.face_ids), mirrored=False)
    where = parts.face(2).center()
    choose(lambda: qtbot.mouseClick(rows.viewport(), Qt.MouseButton.RightButton, pos=where), "Find similar faces")
    assert window.trail.here.page == "alike" and window.trail.here.item == group.face_ids[2]
    window.go_back()
    choose(lambda: qtbot.mouseClick(rows.viewport(), Qt.MouseButton.RightButton, pos=where), "Show the photo")
    assert window.trail.here.page == "photo" and window.trail.here.item.face_id == group.face_ids[2]


def test_the_middle_button_on_a_face_of_a_row_finds_its_likes(qtbot, window, page) -> None:
    rows, group = page.rows, page.model.cluster(1)
    parts = RowGeometry(rows.visualRect(page.model.index(1, 0)), len(group.face_ids), mirrored=False)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.MiddleButton, pos=parts.face(0).center())
    qtbot.waitUntil(lambda: window.trail.here.page == "alike")
    assert window.trail.here.item == group.face_ids[0]


def test_the_rest_of_a_group_opens_by_a_click_on_its_number(qtbot, window, page) -> None:
    group = page.model.cluster(0)
    window.resize(window.minimumSizeHint())  # too narrow for all faces of the group

    def parts() -> RowGeometry:
        return RowGeometry(page.rows.visualRect(page.model.index(0, 0)), len(group.face_ids), mirrored=False)

    qtbot.waitUntil(lambda: parts().more > 0)
    qtbot.mouseClick(page.rows.viewport(), Qt.MouseButton.LeftButton, pos=parts().more_rect().center())
    assert window.trail.here.item == group.id
    qtbot.waitUntil(lambda: len(page.group.faces()) == len(group.face_ids))


def test_tab_in_an_empty_field_goes_to_the_next_group_and_completes_what_is_typed(
    qtbot, window, known, settled
) -> None:
    window.session.go("unnamed")
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() > 2)
    settled(window)
    field, rows = page.rows.field, page.rows
    assert rows.current_row() == 0
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert rows.current_row() == 1 and field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert rows.current_row() == 0
    qtbot.keyClicks(field, "pen")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "Penny" and rows.current_row() == 0
    field.clear()
    rows.make_row_current(page.model.rowCount() - 1)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()  # behind the last one, Tab leaves the rows
