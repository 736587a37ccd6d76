"""Everyone: filter, sort, rename in place, hide, and merge by dropping one cover on another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLabel

from faceorg.catalog import clusters, faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoFilter
from faceorg.edits import EVERYTHING
from faceorg.gui.look.widgets import FaceView
from faceorg.gui.sheets.merge import MergeSheet
from faceorg.gui.sheets.person_side import PersonSide
from faceorg.gui.tiles.roles import Role
from faceorg.library.people import edits
from faceorg.library.recognising import grouping


@pytest.fixture
def page(qtbot, window, library, person_of):
    for folder in ("amy", "penny", "howard"):
        window.session.edit(lambda lib, folder=folder: edits.name_faces(lib, person_of(folder), folder.title()))
    qtbot.waitUntil(lambda: window.page.model.people_count() == 3)
    return window.page


def shown(page) -> list[str]:
    return [page.model.index(row, 0).data(Role.NAME) for row in range(page.model.people_count())]


def begin_renaming(qtbot, page, row: int = 0) -> None:
    """Go to a cover and press F2."""
    page.grid.setCurrentIndex(page.model.index(row, 0))
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_F2)


@pytest.fixture
def drop(page, drag_row):
    """drop(name, other): drag one cover on another; whether it was taken."""

    def dragged(name: str, other: str) -> bool:
        rows = {shown_name: row for row, shown_name in enumerate(shown(page))}
        return drag_row(page.grid, rows[name], rows[other])

    return dragged


def test_the_item_model_keeps_qts_rules(page, qtmodeltester) -> None:
    qtmodeltester.check(page.model)


def test_typing_in_the_search_field_filters_at_once(qtbot, window, page) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_Slash)
    assert window.search.hasFocus()
    qtbot.keyClicks(window.search, "pen")
    assert shown(page) == ["Penny"]
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert len(shown(page)) == 3
    assert page.grid.hasFocus()


def test_enter_in_the_search_field_opens_the_person(qtbot, window, page) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_Slash)
    qtbot.keyClicks(window.search, "howrad")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.trail.here.page == "person"
    assert window.session.people_cache.name(window.trail.here.item) == "Howard"


def test_people_can_be_sorted_by_name_by_age_here_and_by_count(qtbot, page) -> None:
    by_count = shown(page)
    page.order.setFocus()
    qtbot.keyClick(page.order, Qt.Key.Key_Down)
    assert shown(page) == ["Amy", "Howard", "Penny"]
    qtbot.keyClick(page.order, Qt.Key.Key_Down)
    assert shown(page) == ["Howard", "Penny", "Amy"]  # newest first: they were named in the other order
    qtbot.keyClick(page.order, Qt.Key.Key_Home)
    assert shown(page) == by_count
    counts = [page.model.summary(row).photos for row in range(3)]
    assert counts == sorted(counts, reverse=True)


def test_enter_on_the_order_opens_its_list_and_not_the_person_in_hand(qtbot, window, page) -> None:
    page.grid.setCurrentIndex(page.model.index(0, 0))
    page.order.setFocus()
    qtbot.keyClick(page.order, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.order.view().isVisible())
    assert window.trail.here.page == "people"
    qtbot.keyClick(page.order.view(), Qt.Key.Key_Down)
    qtbot.keyClick(page.order.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.order.view().isVisible())
    assert page.order.currentIndex() == 1 and window.trail.here.page == "people"


def test_enter_opens_the_person_under_the_keyboard(qtbot, window, page) -> None:
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Home)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.trail.here.page == "person")


def test_f2_renames_in_place(qtbot, page, library) -> None:
    before = page.model.summary(0).person
    begin_renaming(qtbot, page)
    qtbot.keyClicks(page.grid.editor, "Somebody Else")
    qtbot.keyClick(page.grid.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: people.person(library.catalog, before.id).name == "Somebody Else")
    qtbot.waitUntil(lambda: "Somebody Else" in shown(page))


def test_escape_leaves_the_name_as_it_was(qtbot, page, library) -> None:
    before = page.model.summary(0).person
    begin_renaming(qtbot, page)
    qtbot.keyClicks(page.grid.editor, "Wrong")
    qtbot.keyClick(page.grid.editor, Qt.Key.Key_Escape)
    assert page.grid.editor is None
    assert people.person(library.catalog, before.id).name == before.name


def test_a_click_into_the_search_field_ends_renaming_and_searches(qtbot, window, page) -> None:
    """The grid took the keyboard back: what was typed jumped to a cover, and Enter opened it."""
    before = page.model.summary(0).person.name
    begin_renaming(qtbot, page)
    qtbot.keyClicks(page.grid.editor, "Somebody")
    qtbot.mouseClick(window.search, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert page.grid.editor is None and QApplication.focusWidget() is window.search
    qtbot.keyClicks(QApplication.focusWidget(), before[:3])
    assert window.search.text() == before[:3]
    assert before in shown(page)


def test_renaming_that_ends_because_another_window_comes_leaves_the_keyboard_on_the_grid(qtbot, page) -> None:
    """Enter after coming back would work what the keyboard fell on: the sidebar."""
    begin_renaming(qtbot, page)
    editor = page.grid.editor
    QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    assert page.grid.editor is None and QApplication.focusWidget() is page.grid


def test_hidden_people_are_behind_the_toggle(qtbot, page) -> None:
    page.grid.setCurrentIndex(page.model.index(0, 0))
    name = shown(page)[0]
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: name not in shown(page))
    qtbot.waitUntil(page.hidden.isVisible)
    qtbot.mouseClick(page.hidden, Qt.MouseButton.LeftButton)
    assert name in shown(page)
    hide = next(action for action in page.actions() if action.objectName() == "hide")
    page.grid.setCurrentIndex(page.model.index(shown(page).index(name), 0))
    qtbot.waitUntil(lambda: hide.text() == "Show again")
    page.grid.setCurrentIndex(page.model.index(1 - min(shown(page).index(name), 1), 0))
    assert hide.text() == "Hide"


def test_a_cover_dropped_on_another_asks_and_merges(qtbot, window, page, drop, library) -> None:
    drop("Penny", "Amy")
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    assert len(people.people(library.catalog)) == 3
    qtbot.mouseClick(window.open_sheet().merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sorted(shown(page)) == ["Amy", "Howard"])
    qtbot.waitUntil(lambda: "Merged Penny into Amy" in window.toast.text())
    qtbot.mouseClick(window.toast.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sorted(shown(page)) == ["Amy", "Howard", "Penny"])


def test_they_are_different_people_keeps_them_apart_and_warns_the_next_time(qtbot, window, page, drop, library) -> None:
    drop("Penny", "Amy")
    qtbot.waitUntil(lambda: window.open_sheet() is not None)
    qtbot.mouseClick(window.open_sheet().different, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(people.separations(library.catalog)) == 1)
    qtbot.waitUntil(lambda: window.open_sheet() is None)
    drop("Amy", "Penny")
    qtbot.waitUntil(lambda: window.open_sheet() is not None)
    told = [text.text() for text in window.open_sheet().findChildren(QLabel)]
    assert "You said before that these two are different people." in told
    qtbot.keyClick(window.open_sheet(), Qt.Key.Key_Tab)
    assert window.open_sheet().different.hasFocus()


def test_a_cover_dropped_on_itself_asks_nothing(window, settled, page, drop) -> None:
    assert not drop("Penny", "Penny")
    settled(window)
    assert window.open_sheet() is None


def test_groups_without_a_name_lie_below_the_people(qtbot, page) -> None:
    qtbot.waitUntil(lambda: page.model.group_count() > 0)
    first = page.model.people_count()
    assert page.model.index(first, 0).data(Role.GROUP) is True
    sizes = [page.model.index(row, 0).data(Role.COUNT) for row in range(first, page.model.rowCount())]
    assert sizes == sorted(sizes, reverse=True)


def test_a_group_dropped_on_a_person_asks_and_gets_the_name(qtbot, window, page, library, drag_row) -> None:
    qtbot.waitUntil(lambda: page.model.group_count() > 0)
    first = page.model.people_count()
    group = page.model.group(first)
    target = page.model.summary(0).person.id
    assert drag_row(page.grid, first, 0)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    assert not set(group.face_ids) & people.confirmed(library.catalog).keys()
    qtbot.mouseClick(window.open_sheet().merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: people.confirmed(library.catalog).get(group.face_ids[0]) == target)


def test_f2_on_a_group_names_it(qtbot, page, library) -> None:
    qtbot.waitUntil(lambda: page.model.group_count() > 0)
    first = page.model.people_count()
    group = page.model.group(first)
    begin_renaming(qtbot, page, first)
    qtbot.keyClicks(page.grid.editor, "Kripke")
    qtbot.keyClick(page.grid.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: group.face_ids[0] in people.confirmed(library.catalog))
    assert [who.name for who in people.people_named(library.catalog, "Kripke")] == ["Kripke"]


def test_a_cover_shows_name_photos_and_how_many_wait_for_a_yes(qtbot, window, page, library, person_of) -> None:
    settings = library.settings
    library.save_settings(replace(settings, grouping=replace(settings.grouping, automatic=False)))
    made = edits.name_faces(library, person_of("raj")[:2], "Raj")
    grouping.after_edit(library, made)
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: "Raj" in shown(page))
    at = page.model.index(shown(page).index("Raj"), 0)
    waiting = len(clusters.derived(library.catalog, "suggestions", made.person_id))
    assert waiting > 0
    assert at.data(Role.CAPTION) == "2 photos"
    assert at.data(Role.TILE).waiting == waiting
    assert f"{waiting} faces to confirm" in at.data(Qt.ItemDataRole.AccessibleTextRole)
    tile = page.grid.visualRect(at)
    qtbot.waitUntil(lambda: window.session.thumbnails.pixmap(at.data(Role.FACE), 160) is not None)
    with_badge = page.grid.viewport().grab(tile).toImage()
    library.catalog.connection.execute("DELETE FROM suggestions")
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: at.data(Role.TILE).waiting == 0)
    assert page.grid.viewport().grab(tile).toImage() != with_badge


def test_the_merge_sheet_shows_both_with_their_faces(qtbot, window, drop) -> None:
    drop("Penny", "Amy")
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    sides = window.open_sheet().findChildren(PersonSide)
    assert [side.accessibleName() for side in sides] == ["Amy", "Penny"]
    assert [len(side.findChildren(FaceView)) for side in sides] == [6, 6]  # the cover and five faces
    assert [text.text() for text in window.open_sheet().findChildren(QLabel) if text.property("role") == "danger"] == []


def test_people_who_are_in_one_photo_together_are_not_merged_lightly(qtbot, window, page, drop, library) -> None:
    """Somebody names two faces of one photo differently, then drags one on the other."""
    photo = max(
        photos.all_photos(library.catalog), key=lambda found: len(faces.faces_of_photo(library.catalog, found.id))
    )
    left, right = sorted(faces.faces_of_photo(library.catalog, photo.id), key=lambda face: face.box.x)[:2]
    for face, name in ((left, "Left"), (right, "Right")):
        window.session.edit(lambda lib, face=face, name=name: edits.name_faces(lib, [face.id], name))
    qtbot.waitUntil(lambda: {"Left", "Right"} <= set(shown(page)))
    drop("Left", "Right")
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    warnings = [text.text() for text in window.open_sheet().findChildren(QLabel) if text.property("role") == "danger"]
    assert warnings == ["Both are together in 1 photo: one person cannot be."]
    qtbot.keyClick(window.open_sheet(), Qt.Key.Key_Tab)
    assert window.open_sheet().different.hasFocus()
    qtbot.keyClick(window.open_sheet().different, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.open_sheet() is None)
    assert {"Left", "Right"} <= {person.name for person in people.people(library.catalog)}


def test_the_middle_button_shows_all_photos_of_a_person_and_what_is_like_a_group(
    qtbot, window, page, person_of
) -> None:
    place = page.grid.visualRect(page.model.index(0, 0)).center()
    who = page.model.summary(0).person.id
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.MiddleButton, pos=place)
    assert window.trail.here.page == "photos" and window.trail.here.item == PhotoFilter(all_of=(who,))
    window.go_back()
    qtbot.waitUntil(lambda: page.model.group_count() > 0)
    group = page.model.index(page.model.people_count(), 0)
    page.grid.scrollTo(group)
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.MiddleButton, pos=page.grid.visualRect(group).center())
    assert window.trail.here.page == "alike" and window.trail.here.item == group.data(Role.FACE)


def test_a_right_click_on_a_cover_offers_its_verbs_on_a_group_only_those_of_groups(qtbot, page, right_click) -> None:
    qtbot.waitUntil(lambda: page.model.group_count() > 0)
    said = right_click(page.grid, 0)
    assert said[:2] == ["Open", "Rename…"] and "Hide" in said and "Delete…" in said
    assert page.grid.selected_rows() == [0]
    assert right_click(page.grid, page.model.people_count()) == ["Open", "Rename…"]


def test_people_are_filtered_by_no_more_than_the_search_field_says(qtbot, window, page) -> None:
    qtbot.keyClicks(window.search, "amy")
    qtbot.waitUntil(lambda: shown(page) == ["Amy"])
    window.session.go("history")
    window.session.go("people")
    assert shown(page) == ["Amy"] and window.search.text() == "amy"
    window.session.go("history")
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    window.session.go("people")
    assert sorted(shown(page)) == ["Amy", "Howard", "Penny"]
