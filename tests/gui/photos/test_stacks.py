"""Stacks in the window: one tile with a count, spread by a click on it or by a key, one verb for all of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photo_dates, photos, stacks
from faceorg.dates import Dated, DateSource
from faceorg.domain import FaceId, PhotoFilter, PhotoId, PhotoState, Timeline
from faceorg.gui.pages.person.person_data import read_person
from faceorg.gui.pages.photos.photos_model import PhotosModel
from faceorg.gui.sheets.merge import telling_faces
from faceorg.gui.tiles.roles import Role
from faceorg.gui.window import sidebar
from faceorg.library.helper.in_process import InProcess
from faceorg.library.people import edits
from faceorg.library.people.photo_dates import set_dates, span_of
from faceorg.library.views.photo_views import timeline
from faceorg.library.views.stack_views import different_first
from tests.gui.mouse import second_click


@pytest.fixture
def stack(library, person_of) -> list[FaceId]:
    """Three pictures of Penny as one stack, by their faces; the first stands for the others. She is named."""
    own = person_of("penny")[:3]
    shown = {face.id: face.photo_id for face in faces.faces(library.catalog, own)}
    first, *others = (shown[face_id] for face_id in own)
    stacks.replace_stacks(library.catalog, sorted(stacks.every_photo(library.catalog)), {}, {}, [])  # no others
    stacks.replace_stacks(
        library.catalog, [first, *others], dict.fromkeys(others, first), dict.fromkeys(own[1:], own[0]), []
    )
    edits.name_faces(library, person_of("penny"), "Penny")
    return own


def photos_of(library, face_ids) -> list[PhotoId]:
    return [face.photo_id for face in faces.faces(library.catalog, face_ids)]


@pytest.fixture
def page(qtbot, stack, window):
    window.session.go("photos")
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 50)
    return window.page


@pytest.fixture
def penny(qtbot, library, stack, window):
    """Her page."""
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 1)
    (person,) = people.people(library.catalog)
    window.session.go("person", person.id)
    qtbot.waitUntil(lambda: window.page.model.rowCount() > 0)
    return window.page


def marks(view) -> list[str]:
    """What is written on the tiles of stacks."""
    rows = (view.model().index(row, 0).data(Role.TILE).stack for row in range(view.model().rowCount()))
    return [mark for mark in rows if mark]


def click_mark(qtbot, view, row: int, double: bool = False) -> None:
    view.scrollTo(view.model().index(row, 0))
    tile = view.visualRect(view.model().index(row, 0))
    index = view.model().index(row, 0)
    place = view.itemDelegate().stack_mark(tile, index, view.font(), mirrored=view.isRightToLeft()).center().toPoint()
    if double:
        second_click(view.viewport(), place)
    else:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


# ---------------------------------------------------------------- photos
def test_a_stack_is_one_tile_that_says_how_many_there_are(library, window, page, stack) -> None:
    first = photos_of(library, stack)[0]
    assert marks(page.grid) == ["3"]
    index = page.model.index(page.model.row_of(first), 0)
    assert index.data(Role.TILE).stack == "3"
    assert "stack of 3 pictures" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert page.count.text() == "50  ·  2 more in stacks"
    assert sidebar.count(library).by_page["photos"] == 50


def test_a_click_on_the_mark_spreads_it_and_another_folds_it(qtbot, library, page, stack) -> None:
    own = photos_of(library, stack)
    click_mark(qtbot, page.grid, page.model.row_of(own[0]))
    assert page.model.rowCount() == 52
    at = page.model.row_of(own[0])
    assert page.model.photo_ids(range(at, at + 3)) == [own[0], *sorted(own[1:], key=page.model.row_of)]
    assert marks(page.grid) == ["1/3", "2/3", "3/3"]
    assert page.grid.grid_layout().count == 52
    click_mark(qtbot, page.grid, at + 2)
    assert page.model.rowCount() == 50
    assert page.model.photo_id(page.grid.currentIndex().row()) == own[0]


def test_a_click_on_the_mark_opens_and_selects_nothing(qtbot, library, window, page, stack) -> None:
    row = page.model.row_of(photos_of(library, stack)[0])
    page.grid.clearSelection()
    click_mark(qtbot, page.grid, row, double=True)
    assert window.page is page


def test_a_key_spreads_and_folds_it(qtbot, library, page, stack) -> None:
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.index(page.model.row_of(photos_of(library, stack)[0]), 0))
    for shown in (52, 50):
        qtbot.keyClick(page.grid, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        assert page.model.rowCount() == shown


def test_the_menu_of_a_stack_alone_speaks_of_stacks(library, page, stack, right_click) -> None:
    row = page.model.row_of(photos_of(library, stack)[0])
    other = next(at for at in range(page.model.rowCount()) if at != row)
    assert "Not the same picture" in right_click(page.grid, row)
    assert "Not the same picture" not in right_click(page.grid, other)


def test_not_the_same_picture_parts_a_folded_stack_and_undo_brings_it_back(qtbot, library, window, page, stack) -> None:
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.index(page.model.row_of(photos_of(library, stack)[0]), 0))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.grid, Qt.Key.Key_G, both)
    qtbot.waitUntil(lambda: page.model.rowCount() == 52)
    assert marks(page.grid) == []
    window.session.undo()
    qtbot.waitUntil(lambda: page.model.rowCount() == 50)
    assert marks(page.grid) == ["3"]


def test_a_folded_stack_is_turned_and_dated_as_a_whole(qtbot, library, window, page, stack) -> None:
    own = photos_of(library, stack)
    page.grid.setCurrentIndex(page.model.index(page.model.row_of(own[0]), 0))
    window.page.findChild(QAction, "date").trigger()
    window.open_sheet().date.setText("1974")
    window.open_sheet().set_date.click()
    qtbot.waitUntil(lambda: photo_dates.said(library.catalog, own) == set(own))
    page.grid.setCurrentIndex(page.model.index(page.model.row_of(own[0]), 0))
    window.page.findChild(QAction, "turn_left").trigger()
    qtbot.waitUntil(lambda: [photo.turned for photo in photos.photos(library.catalog, own)] == [3, 3, 3])


def test_all_that_seem_to_lie_are_those_in_stacks_too(qtbot, library, window, page, stack) -> None:
    own = photos_of(library, stack)
    library.catalog.connection.executemany("UPDATE photos SET lies = 3 WHERE id = ?", [(one,) for one in own])
    window.session.go("photos", PhotoFilter(lying=True))
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and page.lying.isVisible())
    assert marks(page.grid) == ["3"]
    qtbot.mouseClick(page.lying.upright, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0 and not page.lying.isVisible())
    assert [photo.turned for photo in photos.photos(library.catalog, own)] == [3, 3, 3]


def test_no_stack_is_parted_while_another_list_is_shown(qtbot, library, window, page, stack) -> None:
    page.grid.setCurrentIndex(page.model.index(page.model.row_of(photos_of(library, stack)[0]), 0))
    window.session.go("photos", PhotoFilter(state=PhotoState.FAILED))
    qtbot.waitUntil(lambda: not page.grid.isVisible())
    page.findChild(QAction, "apart").trigger()
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert len(stacks.members(library.catalog)) == 2


def test_of_a_spread_stack_only_the_chosen_picture_leaves(qtbot, library, window, page, stack) -> None:
    own = photos_of(library, stack)
    click_mark(qtbot, page.grid, page.model.row_of(own[0]))
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.index(page.model.row_of(own[2]), 0))
    window.page.findChild(object, "apart").trigger()
    qtbot.waitUntil(lambda: dict(stacks.members(library.catalog)) == {own[1]: own[0]})


def test_a_stack_whose_first_picture_a_filter_leaves_out_is_shown_by_another(library, stack) -> None:
    own = photos_of(library, stack)
    every = timeline(library, PhotoFilter())
    assert len(every.photo_ids) == 50
    assert every.stacks.keys() == {own[0]}
    library.catalog.connection.execute("UPDATE photos SET state = 'failed' WHERE id = ?", (own[0],))
    assert set(own[1:]) <= set(timeline(library, PhotoFilter()).photo_ids), "nothing stands for them any more"


def test_the_model_keeps_qts_rules(library, stack) -> None:
    model = PhotosModel(library)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(timeline(library, PhotoFilter()))
    assert model.toggle_stack(photos_of(library, stack)[1]) == photos_of(library, stack)[0]
    assert model.rowCount() == 52
    model.show(Timeline())
    assert model.rowCount() == 0
    assert model.toggle_stack(photos_of(library, stack)[0]) is None


def test_months_begin_where_they_did_when_a_stack_is_folded_and_spread(library, stack) -> None:
    catalog = library.catalog
    own = photos_of(library, stack)
    for day, photo_id in enumerate(sorted({row[0] for row in catalog.connection.execute("SELECT id FROM photos")})):
        month = f"2019-0{1 + day % 3}-01T00:00:00"
        catalog.connection.execute(
            "UPDATE photos SET found_at = ?1, found_until = ?1, found_from = 'exif' WHERE id = ?2", (month, photo_id)
        )
    model = PhotosModel(library)
    model.show(timeline(library, PhotoFilter()))
    for _ in range(2):
        starts = [*(month.first for month in model.timeline.months), len(model.timeline.photo_ids)]
        for month, start, end in zip(model.timeline.months, starts, starts[1:], strict=False):
            shown = [PhotoId(one) for one in model.timeline.photo_ids[start:end] if one not in own[1:]]
            assert {photo.taken_at.month for photo in photos.photos(catalog, shown)} == {month.month}
        model.toggle_stack(own[0])


# ---------------------------------------------------------------- a person
def test_a_persons_faces_are_stacked_and_counted_once(qtbot, library, penny, stack, person_of) -> None:
    every = len(person_of("penny"))
    assert penny.model.rowCount() == every - 2
    assert marks(penny.grid) == ["3"]
    assert f"{every - 2} faces" in penny.header.counts.text()
    assert "2 more in stacks" in penny.header.counts.text()
    click_mark(qtbot, penny.grid, penny.model.row_of(stack[0]))
    qtbot.waitUntil(lambda: penny.model.rowCount() == every)
    assert marks(penny.grid) == ["1/3", "2/3", "3/3"]
    penny.grid.setFocus()
    qtbot.keyClick(penny.grid, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: penny.model.rowCount() == every - 2)
    assert penny.grid.current_face() == stack[0]


def test_a_stack_lies_in_the_year_of_the_picture_that_stands_for_it(library, stack, person_of) -> None:
    first, *copies = photos_of(library, stack)
    others = set(photos_of(library, person_of("penny"))) - {first, *copies}
    for year, of in (("2014", [first]), ("2019", copies)):
        photo_dates.found(library.catalog, [(one, Dated(span_of(year), DateSource.EXIF)) for one in of])
    set_dates(library, sorted(others), span_of("2016"))
    (person,) = people.people(library.catalog)
    for spread in (frozenset(), frozenset(stack[:1])):
        found = read_person(library, InProcess(library), person.id, by_fit=False, spread=spread)
        assert [section.title for section in found.sections] == ["2016", "2014"]
        assert [row.face_id for row in found.faces[found.sections[1].first :]][:1] == stack[:1]
        assert len(found.faces) - found.sections[1].first == (3 if spread else 1)


def test_what_is_rejected_in_a_stack_is_rejected_in_all_its_pictures(qtbot, library, penny, stack, person_of) -> None:
    every = len(person_of("penny"))
    penny.grid.select_rows([penny.model.row_of(stack[0])])
    penny.grid.setFocus()
    qtbot.keyClick(penny.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: penny.model.rowCount() == every - 3)
    assert {row.face_id for row in people.rejections(library.catalog)} == set(stack)
    penny.session.undo()
    qtbot.waitUntil(lambda: penny.model.rowCount() == every - 2)
    assert people.rejections(library.catalog) == []


def test_on_a_persons_page_a_folded_stack_is_parted_as_a_whole(qtbot, library, penny, stack, person_of) -> None:
    penny.grid.setCurrentIndex(penny.model.index(penny.model.row_of(stack[0]), 0))
    penny.findChild(object, "apart").trigger()
    qtbot.waitUntil(lambda: penny.model.rowCount() == len(person_of("penny")))
    assert {face.person_id for face in faces.faces(library.catalog, stack)} == {penny.person_id}
    penny.session.undo()
    qtbot.waitUntil(lambda: marks(penny.grid) == ["3"])


def test_the_setting_switches_stacks_off(qtbot, library, window, stack) -> None:
    window.session.go("settings")
    assert window.page.stack.isChecked()
    window.page.stack.click()
    qtbot.waitUntil(lambda: stacks.members(library.catalog) == [], timeout=30_000)
    assert not library.settings.grouping.stack


def test_what_tells_of_a_person_shows_different_pictures(library, stack) -> None:
    (person,) = people.people(library.catalog)
    shown = telling_faces(library, person.id)
    assert stack[0] in shown and not set(shown) & set(stack[1:])
    assert different_first(library, [stack[1], stack[0], 999]) == [stack[0], 999, stack[1]]
    assert different_first(library, [stack[1], 999]) == [stack[1], 999]
