"""Getting around in large grids and photos: larger and smaller, along the years, to a date, back, and full screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from faceorg.catalog import faces
from faceorg.catalog.pictures import photos, stacks
from faceorg.dates import Span
from faceorg.domain import PhotoFilter, PhotoState
from faceorg.gui.pages.photo.details_panel import camera_lines, exposure_in_words, place_in_words
from faceorg.gui.pages.photos.photo_grid import FIRST_SIDE
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.gui.sheets.go_to_date import GoToDateSheet
from faceorg.gui.tiles.zooming import SizeSlider
from faceorg.library.people import edits
from faceorg.library.people.photo_dates import set_dates
from faceorg.library.views.photo_views import timeline
from faceorg.metadata.camera import CameraFacts, Position
from tests.gui.search_list import found

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
LEFT = Qt.MouseButton.LeftButton
GESTURE = Qt.NativeGestureType
# Of the library, ten photos each but for the last, which has two.
YEARS = (2021, 2016, 2011, 2006, 2001, 1990)


@pytest.fixture
def dated(library):
    """Photos in June of six years, by their ids, newest first; no stacks."""
    stacks.replace_stacks(library.catalog, sorted(stacks.every_photo(library.catalog)), {}, {}, [])
    ids = list(timeline(library, PhotoFilter()).photo_ids)
    for at, year in enumerate(YEARS):
        day = date(year, 6, 15)
        set_dates(library, ids[10 * at : 10 * at + 10], Span.of_days(day, day))
    return ids


@pytest.fixture
def page(qtbot, window, dated, settled):
    """All photos, so large that they do not fit."""
    window.session.go("photos")
    settled(window)
    window.page.grid.set_side(288)
    return window.page


@pytest.fixture
def penny(library, window, dated, person_of, settled):
    own = person_of("penny")
    shown = {face.id: face.photo_id for face in faces.faces(library.catalog, own)}
    for year, some in ((2020, own[:3]), (2005, own[3:])):
        set_dates(library, [shown[face_id] for face_id in some], Span.of_days(date(year, 5, 1), date(year, 5, 1)))
    made = edits.name_faces(library, own, "Penny")
    window.session.people_cache.reload()
    window.session.go("person", made.person_id)
    settled(window)
    return window.page


def turn_wheel(widget, notches: float, held=NONE) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, round(120 * notches)), Qt.MouseButton.NoButton, held,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def make_gesture(target, kind, value: float = 0.0, fingers: int = 2, delta: QPointF | None = None) -> None:
    """Send what a touchpad's system sends; target : a widget, or the window's own handle"""
    middle = QPointF(target.width() / 2, target.height() / 2)
    place = QPointF(target.mapToGlobal(middle))
    event = QNativeGestureEvent(
        kind, QPointingDevice.primaryPointingDevice(), fingers, middle, middle, place, value, delta or QPointF()
    )
    QApplication.sendEvent(target, event)


def year_in_sight(page) -> str:
    layout, top = page.grid.grid_layout(), page.grid.verticalOffset()
    rows = layout.rows_between(top + 60, top + 60)
    return page.grid.sections[layout.section_of(rows.start)].year


# ---------------------------------------------------------------- larger and smaller
def test_the_wheel_with_ctrl_makes_pictures_larger_and_smaller_without_it_it_scrolls(page) -> None:
    turn_wheel(page.grid.viewport(), -1, CTRL)
    assert page.grid.side == 216
    turn_wheel(page.grid.viewport(), -2, CTRL)
    assert page.grid.side == 128
    turn_wheel(page.grid.viewport(), 1, CTRL)
    assert page.grid.side == 160
    for _part in range(3):  # of a notch, as touchpads send them
        turn_wheel(page.grid.viewport(), 0.4, CTRL)
    assert page.grid.side == 216
    before = page.grid.verticalScrollBar().value()
    turn_wheel(page.grid.viewport(), -1)
    assert page.grid.verticalScrollBar().value() > before
    assert page.grid.side == 216


def test_two_fingers_make_pictures_larger_and_smaller(page) -> None:
    page.grid.set_side(100)
    make_gesture(page.grid.viewport(), GESTURE.BeginNativeGesture)
    for _step in range(5):
        make_gesture(page.grid.viewport(), GESTURE.ZoomNativeGesture, 0.1)
    assert page.grid.side == 161  # 100 x 1.1^5
    for _step in range(40):
        make_gesture(page.grid.viewport(), GESTURE.ZoomNativeGesture, -0.1)
    assert page.grid.side == 72
    make_gesture(page.grid.viewport(), GESTURE.ZoomNativeGesture, 0.5)
    assert page.grid.side == 108  # what went beyond the smallest is not owed


def test_the_slider_and_the_keys_say_the_same_and_it_is_remembered(qtbot, window, page, settled) -> None:
    (slider,) = page.findChildren(SizeSlider)
    assert slider.value() == 288
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert page.grid.side == 280
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Minus)
    assert (page.grid.side, slider.value()) == (216, 216)
    QTest.mouseClick(slider, LEFT, NONE, QPoint(2, slider.height() // 2))
    assert page.grid.side < 216
    assert page.grid.hasFocus(), "a click on the slider leaves the keyboard with the pictures"
    assert int(window.session.settings.value("grid/photos")) == page.grid.side
    again = type(page)(window.session)
    qtbot.addWidget(again)
    assert again.grid.side == page.grid.side != FIRST_SIDE


def test_what_is_under_the_pointer_stays_there_when_pictures_grow(page) -> None:
    page.grid.set_side(128)
    bar = page.grid.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    middle = page.grid.viewport().rect().center()
    row = page.grid.indexAt(middle).row()
    before = page.grid.visualRect(page.model.index(row, 0)).y()
    turn_wheel(page.grid.viewport(), 1, CTRL)
    assert abs(page.grid.visualRect(page.model.index(row, 0)).y() - before) <= 1


# ---------------------------------------------------------------- years
def test_the_years_stand_at_the_edge_and_a_click_goes_there(page) -> None:
    assert [mark.text for mark in page.scrubber.marks()] == [*map(str, YEARS)]
    assert page.scrubber.isVisible()
    mark = page.scrubber.marks()[2]
    QTest.mouseClick(page.scrubber, LEFT, NONE, QPoint(20, page.scrubber.y_of(mark)))
    assert year_in_sight(page) == "2011"
    assert page.grid.currentIndex().row() == 20
    assert page.grid.selected_rows() in ([], [0])


def test_a_drag_along_the_years_scrolls_and_says_where(page) -> None:
    scrubber = page.scrubber
    QTest.mousePress(scrubber, LEFT, NONE, QPoint(20, 2))
    QTest.mouseMove(scrubber, QPoint(20, scrubber.height() // 2))
    middle = page.grid.verticalScrollBar().value()
    assert 0.4 < middle / page.grid.verticalScrollBar().maximum() < 0.6
    assert scrubber.bubble.isVisible()
    assert scrubber.bubble.text() in ("June 2011", "June 2006")
    QTest.mouseRelease(scrubber, LEFT, NONE, QPoint(20, scrubber.height() // 2))


def test_keys_go_from_year_to_year(qtbot, page) -> None:
    seen = []
    for _step in range(3):
        qtbot.keyClick(page.grid, Qt.Key.Key_PageDown, CTRL)
        seen.append(year_in_sight(page))
    qtbot.keyClick(page.grid, Qt.Key.Key_PageUp, CTRL)
    assert [*seen, year_in_sight(page)] == ["2016", "2011", "2006", "2011"]
    page.grid.verticalScrollBar().setValue(page.grid.verticalScrollBar().value() + 60)
    qtbot.keyClick(page.grid, Qt.Key.Key_PageUp, CTRL)
    assert page.grid.currentIndex().row() == 20, "first to where this year begins"


def test_where_all_is_in_sight_or_of_one_year_there_are_no_years_at_the_edge(window, page, dated, settled) -> None:
    page.grid.set_side(72)
    window.resize(1600, 1600)
    QApplication.processEvents()
    assert not page.scrubber.isVisible()
    window.resize(700, 600)
    page.grid.set_side(288)
    assert page.scrubber.isVisible()
    window.session.go("photos", PhotoFilter(since=date(2011, 1, 1), until=date(2011, 12, 31)))
    settled(window)
    assert page.grid.verticalScrollBar().maximum() > 0
    assert not page.scrubber.isVisible()


def test_a_persons_page_has_its_years_too(qtbot, window, penny) -> None:
    penny.grid.set_side(216)
    window.resize(700, 600)
    QApplication.processEvents()
    assert [mark.text for mark in penny.scrubber.marks()] == ["2020", "2005"]
    qtbot.keyClick(penny.grid, Qt.Key.Key_PageDown, CTRL)
    first = [section.first for section in penny.grid.sections][1]
    assert penny.grid.currentIndex().row() == first


# ---------------------------------------------------------------- to a date
@pytest.mark.parametrize(
    ("typed", "row", "said"),
    [
        ("2011", 20, ""),
        ("June 2006", 30, ""),
        ("2016-06-15", 10, ""),
        ("May 2007", 30, "Nothing is of May 2007."),
        ("1999", 50, "Nothing is of 1999."),
        ("1970", 51, "Nothing is of 1970."),
    ],
)
def test_ctrl_shift_d_goes_to_a_date(qtbot, window, page, settled, typed: str, row: int, said: str) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_D, CTRL | SHIFT)
    sheet = window.open_sheet(GoToDateSheet)
    qtbot.keyClicks(sheet.date, typed)
    qtbot.keyClick(sheet.date, Qt.Key.Key_Return)
    settled(window)
    assert page.grid.currentIndex().row() == row
    assert window.open_sheet() is None
    assert page.grid.hasFocus()
    assert window.toast.text().startswith(said)


def test_what_is_no_date_is_refused_and_stays(qtbot, window, page) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_D, CTRL | SHIFT)
    sheet = window.open_sheet(GoToDateSheet)
    qtbot.keyClicks(sheet.date, "grandmother")
    qtbot.keyClick(sheet.date, Qt.Key.Key_Return)
    assert "That is no date." in sheet.problem.text()
    assert sheet.date.text() == "grandmother"


@pytest.mark.parametrize("place", ["people", "failed"])
def test_from_elsewhere_it_goes_to_all_photos(qtbot, window, page, settled, place: str) -> None:
    shown = PhotoFilter(state=PhotoState.FAILED)
    window.session.go("people") if place == "people" else window.session.go("photos", shown)
    settled(window)
    qtbot.keyClick(window, Qt.Key.Key_D, CTRL | SHIFT)
    qtbot.keyClicks(window.open_sheet(GoToDateSheet).date, "2011")
    qtbot.keyClick(window.open_sheet(GoToDateSheet).date, Qt.Key.Key_Return)
    settled(window)
    assert window.page is page
    assert page.bar.filter == PhotoFilter()
    assert page.grid.currentIndex().row() == 20


def test_on_a_persons_page_it_goes_to_her_faces_of_that_time(qtbot, window, penny, settled) -> None:
    penny.header.order.button("fit").click()
    settled(window)
    wanted = penny.model.face_rows()[0].taken_at
    dated_rows = [row for row in penny.model.face_rows() if row.taken_at]
    oldest = min(row.taken_at for row in dated_rows)
    qtbot.keyClick(penny.grid, Qt.Key.Key_D, CTRL | SHIFT)
    qtbot.keyClicks(window.open_sheet(GoToDateSheet).date, oldest[:4])
    qtbot.keyClick(window.open_sheet(GoToDateSheet).date, Qt.Key.Key_Return)
    settled(window)
    row = penny.model.face_row(penny.grid.currentIndex().row())
    assert row.taken_at == oldest, wanted


def test_the_search_field_reads_months_by_their_names(qtbot, window, page) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "June 2011")
    (hit,) = [hit for hit in found(window) if hit.icon == "calendar"]
    assert hit.place.item == PhotoFilter(since=date(2011, 6, 1), until=date(2011, 6, 30))


# ---------------------------------------------------------------- what the camera wrote
FACTS = CameraFacts(
    "Canon EOS 5D", "EF50mm f/1.8", 1 / 250, 2.8, 400, 50, 75, False, "", Position(48.858333, -2.294444, 35.4)
)


def said_by(panel: QWidget) -> dict[str, str]:
    """Each text with the one below it."""
    texts = [shown.text() for shown in panel.findChildren(QLabel) if shown.isVisible()]
    return dict(pairwise(texts))


def test_a_key_says_what_the_camera_wrote(qtbot, window, page, settled, monkeypatch, dated) -> None:
    monkeypatch.setattr(
        window.session.helper, "camera_facts", lambda photo: FACTS if photo.id == dated[0] else CameraFacts()
    )
    window.session.go("photo", PhotoTarget(dated[0]))
    settled(window)
    shown = window.page
    qtbot.keyClick(shown.stage, Qt.Key.Key_I, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "Camera" in said_by(shown.details))
    texts = said_by(shown.details)
    assert texts["Camera"] == "Canon EOS 5D"
    assert texts["Exposure"] == "1/250 s  ·  f/2.8  ·  ISO 400"
    assert texts["Focal length"] == "50 mm (as 75 mm on film)"
    assert texts["Place"] == "48° 51′ 30″ north, 2° 17′ 40″ west, 35 m above the sea"
    qtbot.mouseClick(shown.details.copy_place, LEFT)
    assert QGuiApplication.clipboard().text() == "48.858333, -2.294444"
    qtbot.keyClick(shown.stage, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: "Camera" not in said_by(shown.details))
    assert shown.details.copy_place.isHidden()
    qtbot.keyClick(shown.stage, Qt.Key.Key_I, CTRL)
    assert shown.why.isVisible() and not shown.details.isVisible()
    qtbot.mouseClick(shown.camera, LEFT)
    assert shown.details.isVisible() and not shown.why.isVisible()
    qtbot.keyClick(shown.stage, Qt.Key.Key_I, CTRL | SHIFT)
    assert not shown.details.isVisible()


def test_of_a_photo_whose_file_ends_early_that_is_said(window) -> None:
    photo = next(photos.all_photos(window.session.library.catalog))
    said = [dict(camera_lines(replace(photo, ends_early=ends), CameraFacts()))["File"] for ends in (True, False)]
    assert said == ["ends early: a part of the picture is missing", ""]


def test_exposures_and_places_in_words() -> None:
    assert exposure_in_words(CameraFacts(exposure_s=2.5)) == "2.5 s"
    assert exposure_in_words(CameraFacts(f_number=8.0, iso=100)) == "f/8  ·  ISO 100"
    assert exposure_in_words(CameraFacts()) == ""
    assert place_in_words(Position(-0.5, 179.99999)) == "0° 30′ 0″ south, 180° 0′ 0″ east"


# ---------------------------------------------------------------- the whole screen, back and forward
def test_a_photo_has_the_whole_screen_to_itself(qtbot, window, page, settled, dated) -> None:
    window.session.go("photo", PhotoTarget(dated[0]))
    settled(window)
    qtbot.keyClick(window.page.stage, Qt.Key.Key_F11)
    assert window.isFullScreen()
    QApplication.processEvents()
    assert not window.sidebar.isVisible()
    assert not window.search.isVisible()
    assert window.page.stage.height() >= window.height() - 2
    qtbot.keyClick(window.page.stage, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window.page.data.photo.id == dated[1])
    qtbot.keyClick(window, Qt.Key.Key_4, CTRL)
    assert window.isFullScreen()
    assert window.sidebar.isVisible() and window.search.isVisible()
    window.go_back()
    assert not window.sidebar.isVisible()
    qtbot.keyClick(window.page.stage, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert window.sidebar.isVisible()
    assert window.trail.here.page == "photo", "Esc goes one step"


def test_a_sidebar_that_was_hidden_stays_so(qtbot, window, page, settled, dated) -> None:
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    window.session.go("photo", PhotoTarget(dated[0]))
    settled(window)
    for _twice in range(2):
        qtbot.keyClick(window.page.stage, Qt.Key.Key_F11)
    assert not window.sidebar.isVisible()
    assert window.search.isVisible()


def test_fingers_that_swipe_go_back_and_forward(window, page) -> None:
    window.session.go("people")
    handle = window.windowHandle()
    make_gesture(handle, GESTURE.SwipeNativeGesture, 180.0, 3)
    assert window.trail.here.page == "photos"
    make_gesture(handle, GESTURE.SwipeNativeGesture, 0.0, 3)
    assert window.trail.here.page == "people"
    for sideways, upwards, lands in ((-50, 0, "photos"), (10, 5, "photos"), (60, 80, "photos"), (50, -3, "people")):
        make_gesture(handle, GESTURE.BeginNativeGesture, 0.0, 3)
        for _step in range(3):
            make_gesture(handle, GESTURE.PanNativeGesture, 0.0, 3, QPointF(sideways, upwards))
        make_gesture(handle, GESTURE.EndNativeGesture, 0.0, 3)
        assert window.trail.here.page == lands, (sideways, upwards)


def test_two_fingers_zoom_a_photo(qtbot, window, page, settled, dated) -> None:
    window.session.go("photo", PhotoTarget(dated[0]))
    settled(window)
    stage = window.page.stage
    qtbot.waitUntil(lambda: stage.has_picture)
    fitted = stage.view.scale
    make_gesture(stage, GESTURE.ZoomNativeGesture, 0.5)
    assert stage.view.scale == pytest.approx(1.5 * fitted)
    make_gesture(stage, GESTURE.SmartZoomNativeGesture)
    assert stage.view.is_fit
    make_gesture(stage, GESTURE.SmartZoomNativeGesture)
    assert stage.view.scale == pytest.approx(max(1.0 / stage.devicePixelRatioF(), 2 * fitted))
