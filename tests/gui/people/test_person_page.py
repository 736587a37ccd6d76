"""One person: timeline, least alike first, selection verbs, the strip of suggestions, splitting, undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from faceorg.catalog import clusters, faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import FaceId, FaceRow, IgnoreReason, PhotoId
from faceorg.gui.look.widgets import FaceView
from faceorg.gui.naming.who_sheet import WhoSheet
from faceorg.gui.pages.person import timeline
from faceorg.gui.session.navigation import Place
from faceorg.gui.sheets.birth_date import BirthDateSheet
from faceorg.gui.sheets.merge import MergeSheet
from faceorg.gui.sheets.split import SplitSheet
from faceorg.library.people import edits
from faceorg.library.recognising import grouping


@pytest.fixture
def amy(library, person_of):
    """Amy: four stills and one of Penny by mistake; nothing is assigned by itself."""
    settings = library.settings
    library.save_settings(replace(settings, grouping=replace(settings.grouping, automatic=False)))
    edits.name_faces(library, person_of("penny")[1:], "Penny")
    made = edits.name_faces(library, [*person_of("amy")[:4], person_of("penny")[0]], "Amy")
    grouping.after_edit(library, made)
    return made.person_id


@pytest.fixture
def page(qtbot, amy, window):
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 2)  # whoever types a name finds both
    window.session.go("person", amy)
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 5)
    return window.page


def mine(library, person_id) -> set[FaceId]:
    return {face.id for face in faces.faces_of_person(library.catalog, person_id)}


def all_faces(library, photo_id):
    return faces.faces_of_photo(library.catalog, photo_id)


def select(page, *rows: int) -> list[FaceId]:
    page.grid.select_rows(rows)
    page.grid.setFocus()
    return page.grid.selected_faces()


def test_the_item_model_keeps_qts_rules(page, qtmodeltester) -> None:
    qtmodeltester.check(page.model)


@pytest.mark.both_helpers
def test_least_alike_first_brings_the_wrong_face_to_the_front(qtbot, page, person_of) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.face_id(0) == person_of("penny")[0])


def test_ctrl_and_shift_select_and_a_bar_offers_the_verbs(qtbot, page) -> None:
    def click(row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        place = page.grid.visualRect(page.model.index(row, 0)).center()
        qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    click(0)
    click(2, Qt.KeyboardModifier.ShiftModifier)
    assert page.grid.selected_rows() == [0, 1, 2]
    click(1, Qt.KeyboardModifier.ControlModifier)
    assert page.grid.selected_rows() == [0, 2]
    assert page.bar.isVisible()
    qtbot.keyClick(page.grid, Qt.Key.Key_Escape)
    assert page.grid.selected_rows() == []
    assert not page.bar.isVisible()


def test_a_rubber_band_selects_what_it_touches(qtbot, page) -> None:
    viewport = page.grid.viewport()
    first = page.grid.visualRect(page.model.index(0, 0))
    second = page.grid.visualRect(page.model.index(1, 0))
    start = first.bottomLeft()
    start.setY(start.y() + 40)
    start.setX(4)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for point in (first.center(), second.center()):
        qtbot.mouseMove(viewport, point)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=second.center())
    assert page.grid.selected_rows() == [0, 1]


def test_x_says_that_a_face_is_not_this_person(qtbot, page, library, amy) -> None:
    chosen = select(page, 0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: chosen[0] not in mine(library, amy))
    assert [(row.face_id, row.person_id) for row in people.rejections(library.catalog)] == [(chosen[0], amy)]
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)


def test_m_moves_faces_to_somebody_else(qtbot, window, page, library, amy, person_of) -> None:
    wrong = person_of("penny")[0]
    select(page, page.model.row_of(wrong))
    qtbot.keyClick(page.grid, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    sheet = window.open_sheet()
    assert isinstance(sheet, WhoSheet)
    qtbot.keyClicks(sheet.field, "pen")
    qtbot.keyClick(sheet.field, Qt.Key.Key_Tab)
    qtbot.keyClick(sheet.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wrong not in mine(library, amy))
    penny = people.people_named(library.catalog, "Penny")[0]
    assert wrong in mine(library, penny.id)


def test_i_puts_a_stranger_aside(qtbot, page, library) -> None:
    chosen = select(page, 1)
    qtbot.keyClick(page.grid, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: people.ignored(library.catalog) == {chosen[0]: IgnoreReason.STRANGER})


def test_c_makes_the_cover(qtbot, page, library, amy) -> None:
    chosen = select(page, 3)
    qtbot.keyClick(page.grid, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: people.person(library.catalog, amy).cover_face_id == chosen[0])
    qtbot.waitUntil(lambda: page.header.cover.face_id == chosen[0])


def test_s_splits_the_selected_off_and_undo_brings_them_back(qtbot, window, page, library, amy) -> None:
    chosen = select(page, 0, 1)
    qtbot.keyClick(page.grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not set(chosen) & mine(library, amy))
    qtbot.waitUntil(window.actions_["undo"].isEnabled)
    qtbot.keyClick(page.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: set(chosen) <= mine(library, amy))


@pytest.mark.both_helpers
def test_splitting_by_likeness_shows_the_groups_first(qtbot, window, library, person_of) -> None:
    mixed = edits.name_faces(library, [*person_of("raj"), *person_of("penny")], "Mixed").person_id
    window.session.go("person", mixed)
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 10)
    qtbot.keyClick(
        window.page.grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    sheet = window.open_sheet()
    assert isinstance(sheet, SplitSheet)
    qtbot.waitUntil(sheet.split.isEnabled)
    assert len(mine(library, mixed)) == 10
    qtbot.mouseClick(sheet.split, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(mine(library, mixed)) in (5, 6))
    kept = mine(library, mixed)
    assert kept <= set(person_of("raj")) or kept <= set(person_of("penny"))
    qtbot.waitUntil(window.actions_["undo"].isEnabled)
    qtbot.keyClick(window.page.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(mine(library, mixed)) == 10)


def test_the_preview_of_a_split_follows_the_dial(qtbot, window, library) -> None:
    everybody = [face.id for photo in photos.all_photos(library.catalog) for face in all_faces(library, photo.id)]
    mixed = edits.name_faces(library, everybody, "Mixed").person_id
    window.session.go("person", mixed)
    qtbot.waitUntil(lambda: window.page.model.rowCount() == len(everybody))
    qtbot.keyClick(
        window.page.grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    sheet = window.open_sheet()
    qtbot.waitUntil(sheet.split.isEnabled)
    assert sheet.dial.hasFocus()

    def groups() -> list[int]:
        """How many faces each group of the preview shows."""
        boxes = [box for box in sheet.findChildren(QFrame) if box.property("role") == "strip"]
        return [len(box.findChildren(FaceView)) for box in boxes if box.isVisibleTo(sheet)]

    qtbot.waitUntil(lambda: f"{len(groups())} groups" in sheet.split.text())

    def said() -> list[str]:
        """How many faces each group of the preview says it has; what was shown before is on its way out."""
        texts = [found for found in sheet.findChildren(QLabel) if found.isVisibleTo(sheet)]
        return [found.text() for found in texts if found.text().endswith((" faces", " face"))]

    for key, strictness in ((Qt.Key.Key_Home, 0.0), (Qt.Key.Key_End, 1.0)):
        wanted = [len(group) for group in grouping.split_preview(library, mixed, strictness)]
        qtbot.keyClick(sheet.dial, key)
        qtbot.waitUntil(lambda wanted=wanted: said() == [f"{n} faces" if n > 1 else "1 face" for n in wanted])
        assert len(wanted) > 1
        assert f"{len(wanted)} groups" in sheet.split.text()
    assert sheet.dial.value() == sheet.dial.maximum()
    qtbot.keyClick(sheet.dial, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.open_sheet() is None)
    assert len(mine(library, mixed)) == len(everybody)  # looking changes nothing


def test_the_strip_asks_for_more_and_enter_takes_all_but_those_clicked_off(qtbot, page, library, amy) -> None:
    qtbot.waitUntil(page.strip.isVisible)
    asked = page.strip.line.shown()
    assert {row.face_id for row in clusters.derived(library.catalog, "suggestions", amy)} >= set(asked)
    qtbot.mouseClick(page.strip.line, Qt.MouseButton.LeftButton, pos=page.strip.line.rect_of(0).center())
    assert page.strip.line.taken_out() == [asked[0]]
    assert len(asked) > 1
    qtbot.keyClick(page.strip.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: set(asked[1:]) <= mine(library, amy))
    assert asked[0] not in people.confirmed(library.catalog)


def test_delete_in_the_strip_says_no(qtbot, page, library, amy) -> None:
    qtbot.waitUntil(page.strip.isVisible)
    asked = set(page.strip.line.shown())
    page.strip.line.setFocus()
    qtbot.keyClick(page.strip.line, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: {row.face_id for row in people.rejections(library.catalog)} == asked)


def test_a_birth_date_shows_ages_in_the_timeline(qtbot, window, page, library, amy) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    sheet = window.open_sheet()
    assert isinstance(sheet, BirthDateSheet)
    qtbot.keyClicks(sheet.date, "1975-01-01")
    qtbot.mouseClick(sheet.set_date, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: people.person(library.catalog, amy).born_on == date(1975, 1, 1))
    qtbot.waitUntil(lambda: page.header.born.text().startswith("born "))
    year = photos.photo(library.catalog, page.model.face_row(0).photo_id).taken_at.year
    assert [section.title for section in page.grid.sections] == [f"{year}  ·  turns {year - 1975}"]


def test_a_birth_date_is_set_and_forgotten_by_keys(qtbot, window, page, library, amy) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    sheet = window.open_sheet()
    qtbot.keyClick(sheet.date, Qt.Key.Key_Return)  # nothing typed, nothing set
    qtbot.keyClicks(sheet.date, "1980-02-31")
    qtbot.keyClick(sheet.date, Qt.Key.Key_Return)
    assert window.open_sheet() is sheet and "1980-02-31" in sheet.problem.text()
    assert people.person(library.catalog, amy).born_on is None
    qtbot.keyClicks(sheet.date, "1980-02-29")
    qtbot.keyClick(sheet.date, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: people.person(library.catalog, amy).born_on == date(1980, 2, 29))
    qtbot.waitUntil(lambda: page.header.born.text().startswith("born"))
    qtbot.mouseClick(page.header.born, Qt.MouseButton.LeftButton)
    forget = next(made for made in window.open_sheet().findChildren(QPushButton) if made.text() == "Forget it")
    qtbot.mouseClick(forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: people.person(library.catalog, amy).born_on is None)


def test_f2_renames_the_person(qtbot, page, library, amy) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_F2)
    assert page.header.edit.hasFocus()
    qtbot.keyClicks(page.header.edit, "Amy Farrah Fowler")
    qtbot.keyClick(page.header.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: people.person(library.catalog, amy).name == "Amy Farrah Fowler")
    qtbot.waitUntil(lambda: page.header.name.text() == "Amy Farrah Fowler")


def test_p_shows_the_photos(qtbot, window, page, amy) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.trail.here.page == "photos"
    assert window.trail.here.item.all_of == (amy,)
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 5)
    window.page.take_focus()
    qtbot.keyClick(window.page.grid, Qt.Key.Key_Escape)
    assert window.trail.here == Place("person", amy)
    qtbot.mouseClick(page.header.what.button("photos"), Qt.MouseButton.LeftButton)
    assert window.trail.here.page == "photos"


def test_the_bar_over_a_selection_does_what_its_keys_do(qtbot, page, library, amy) -> None:
    chosen = select(page, 0)
    qtbot.mouseClick(page.bar.button("cover"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: people.person(library.catalog, amy).cover_face_id == chosen[0])
    qtbot.mouseClick(page.bar.button("reject"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chosen[0] not in mine(library, amy))


def test_the_menu_of_a_face_holds_its_verbs_and_its_likes(qtbot, window, page, library, choose) -> None:
    place = page.grid.visualRect(page.model.index(2, 0)).center()
    face_id = page.model.face_id(2)
    choose(lambda: page.grid.customContextMenuRequested.emit(place), "A stranger")
    qtbot.waitUntil(lambda: people.ignored(library.catalog) == {face_id: IgnoreReason.STRANGER})


def test_who_they_are_already_is_not_offered(qtbot, window, page) -> None:
    select(page, 0)
    qtbot.keyClick(page.grid, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.open_sheet().field.lines() == ["Penny"]
    qtbot.keyClicks(window.open_sheet().field, "a")
    assert window.open_sheet().field.lines() == ["New person “a”"]
    qtbot.keyClick(window.open_sheet().field, Qt.Key.Key_Escape)
    qtbot.keyClick(window.open_sheet().field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.open_sheet() is None)
    qtbot.keyClick(page.grid, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert window.open_sheet().field.lines() == ["Penny"]


def test_people_are_merged_from_a_persons_page(qtbot, window, page, library, amy) -> None:
    penny = people.people_named(library.catalog, "Penny")[0].id
    both = mine(library, amy) | mine(library, penny)
    qtbot.keyClick(page.grid, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.open_sheet().field, Qt.Key.Key_Down)
    qtbot.keyClick(window.open_sheet().field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    qtbot.mouseClick(window.open_sheet().merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: mine(library, amy) == both)


def test_the_name_is_forgotten_and_comes_back(qtbot, window, page, library, amy) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.trail.here.page == "people")
    assert amy not in [person.id for person in people.people(library.catalog)]
    qtbot.keyClick(window.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: amy in [person.id for person in people.people(library.catalog)])


def test_a_person_who_is_gone_leads_back_to_everyone(qtbot, window, page, amy) -> None:
    window.session.edit(lambda library: edits.delete_person(library, amy))
    qtbot.waitUntil(lambda: window.trail.here.page == "people")


# ---------------------------------------------------------------- the timeline alone
def face_row(face: int, taken_at: str | None) -> FaceRow:
    return FaceRow(FaceId(face), PhotoId(face), None, False, taken_at, 1.0)


def test_a_section_begins_with_each_year() -> None:
    faces_ = [
        face_row(1, "2024-05-01T10:00:00"),
        face_row(2, "2024-01-01T10:00:00"),
        face_row(3, "2019-01-01T00:00:00"),
        face_row(4, None),
    ]
    assert [(section.title, section.first) for section in timeline.years(faces_)] == [
        ("2024", 0),
        ("2019", 2),
        ("No date", 3),
    ]


def test_a_section_says_the_age() -> None:
    assert timeline.heading("2019", date(1981, 3, 12)) == "2019  ·  turns 38"
    assert "before" in timeline.heading("1980", date(1981, 3, 12))


def test_end_goes_to_the_last_face_and_shift_left_takes_the_one_before_too(qtbot, page) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_End)
    qtbot.keyClick(page.grid, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert page.grid.selected_rows() == [3, 4]


def test_the_keyboard_goes_back_to_the_faces_when_the_bar_of_a_selection_closes(qtbot, page) -> None:
    select(page, 0)
    page.bar.button("confirm").setFocus()
    page.grid.clearSelection()
    assert not page.bar.isVisible()
    assert page.grid.hasFocus()


def test_in_a_narrow_window_the_controls_go_below_the_name(qtbot, page) -> None:
    header, window = page.header, page.window()

    def is_below() -> bool:
        return header.order.mapTo(header, header.order.rect().topLeft()).y() > header.cover.geometry().bottom()

    for wide, stacked in ((1400, False), (880, True), (1400, False)):
        window.resize(wide, 700)
        qtbot.waitUntil(lambda stacked=stacked: is_below() is stacked)
        assert window.width() == wide, "nothing in the header keeps the window wide"
