"""A slideshow by key and mouse: of a person, a selection, a filter; its pace is kept, and it ends where it was."""

from __future__ import annotations

from itertools import cycle

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import Month, PhotoFilter, Timeline
from faceorg.edits import EVERYTHING
from faceorg.gui.slides import pace
from faceorg.gui.slides.keys import KEYS
from faceorg.gui.slides.slide_show import SlideShow
from faceorg.library.views.story_views import oldest_first

LEFT = Qt.MouseButton.LeftButton


def running(qtbot, window) -> SlideShow:
    """The show that was begun, with its first picture."""
    qtbot.waitUntil(lambda: bool(window.findChildren(SlideShow)))
    show = window.findChildren(SlideShow)[0]
    qtbot.waitUntil(lambda: show.slide is not None)
    return show


def ended(qtbot, window) -> None:
    qtbot.waitUntil(lambda: not window.findChildren(SlideShow))


def turn_wheel(show: SlideShow, eighths: int) -> None:
    """Turn the wheel over the show, in eighths of a degree."""
    centre = QPointF(show.rect().center())
    wheel = QWheelEvent(
        centre, show.mapToGlobal(centre), QPoint(), QPoint(0, eighths), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(show, wheel)


@pytest.fixture
def page(qtbot, window, settled):
    window.session.go("photos")
    qtbot.waitUntil(lambda: window.page.model.rowCount() > 10)
    settled(window)
    return window.page


@pytest.fixture
def show(qtbot, window, page):
    """A show of three photos that waits."""
    page.grid.select_rows([2, 4, 6])
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_F9)
    found = running(qtbot, window)
    qtbot.keyClick(found, Qt.Key.Key_Space)
    assert found.is_paused
    yield found
    if window.findChildren(SlideShow):
        found.close()


def test_a_timeline_is_told_from_its_oldest_photo_on_undated_ones_last() -> None:
    months = (Month(2019, 7, 0), Month(2004, 1, 2), Month(None, None, 3))
    assert oldest_first(Timeline([10, 11, 12, 13, 14], months)) == [12, 11, 10, 13, 14]


def test_f9_shows_the_selected_photos_over_the_whole_screen(qtbot, window, page, show) -> None:
    chosen = page.model.photo_ids([2, 4, 6])
    assert show.isFullScreen() and show.photo_id == chosen[0]
    for wanted in (chosen[1], chosen[2], chosen[0]):  # after the last comes the first
        qtbot.keyClick(show, Qt.Key.Key_Right)
        assert show.photo_id == wanted
    qtbot.keyClick(show, Qt.Key.Key_Left)
    assert show.photo_id == chosen[2]
    qtbot.keyClick(show, Qt.Key.Key_Home)
    assert show.photo_id == chosen[0]
    qtbot.keyClick(show, Qt.Key.Key_End)
    assert show.photo_id == chosen[2]


def test_without_a_selection_it_is_all_of_them_from_the_one_in_hand_on(qtbot, window, page) -> None:
    page.grid.clearSelection()
    place = page.grid.visualRect(page.model.index(3, 0)).center()
    qtbot.mouseClick(page.grid.viewport(), LEFT, pos=place)
    qtbot.keyClick(page.grid, Qt.Key.Key_F9)
    found = running(qtbot, window)
    assert found.photo_id == page.model.photo_id(3)
    qtbot.keyClick(found, Qt.Key.Key_End)
    assert found.photo_id == page.model.photo_id(page.model.rowCount() - 1)
    qtbot.keyClick(found, Qt.Key.Key_Escape)
    ended(qtbot, window)


def test_of_a_person_it_begins_with_the_oldest(qtbot, window, known, person_of) -> None:
    penny = people.people_named(known.catalog, "Penny")[0].id
    hers = {faces.face(known.catalog, face_id).photo_id for face_id in person_of("penny")}
    with known.catalog.atomic() as connection:
        oldest = max(hers)
        connection.execute("UPDATE photos SET taken_at = '1971-02-03T00:00:00' WHERE id = ?", (oldest,))
    window.session.go("person", penny)
    qtbot.waitUntil(lambda: window.page.model.rowCount() > 0)
    qtbot.keyClick(window.page.grid, Qt.Key.Key_F9)
    found = running(qtbot, window)
    assert found.photo_id == oldest
    found.close()


def test_the_mouse_goes_on_and_back_and_brings_up_the_bar(qtbot, page, show) -> None:
    chosen = page.model.photo_ids([2, 4, 6])
    assert not show.bar.isVisible()
    places = cycle((QPoint(40, 40), QPoint(60, 60)))

    def is_told_of_the_mouse() -> bool:
        """Move to and fro: offscreen a move is lost while another window has just gone."""
        QTest.mouseMove(show.windowHandle(), next(places))  # of the show, whichever window lies above it
        return show.bar.isVisible()

    qtbot.waitUntil(is_told_of_the_mouse)
    qtbot.mouseClick(show, LEFT, pos=QPoint(50, 50))
    assert show.photo_id == chosen[1]
    for turned, wanted in ((120, chosen[0]), (-120, chosen[1])):
        turn_wheel(show, turned)
        assert show.photo_id == wanted
    qtbot.mouseClick(show.pause, LEFT)
    assert not show.is_paused


def test_it_goes_on_by_itself(qtbot, window, page, monkeypatch) -> None:
    monkeypatch.setattr(pace, "seconds", lambda _settings: 0)
    page.grid.select_rows([1, 2])
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_F9)
    found = running(qtbot, window)
    first, second = page.model.photo_ids([1, 2])
    qtbot.waitUntil(lambda: found.photo_id == second)
    qtbot.waitUntil(lambda: found.photo_id == first)
    found.close()


def test_the_pace_is_kept_and_settings_says_it(qtbot, window, show) -> None:
    before = pace.seconds(window.session.settings)
    qtbot.keyClick(show, Qt.Key.Key_Plus)
    longer = pace.seconds(window.session.settings)
    assert longer > before and str(longer) in show.pace.text()
    for _ in range(20):
        qtbot.keyClick(show, Qt.Key.Key_Minus)
    assert pace.seconds(window.session.settings) == pace.SECONDS[0]
    qtbot.keyClick(show, Qt.Key.Key_Escape)
    window.session.go("settings")
    choice = window.page.slides
    assert choice.currentData() == pace.SECONDS[0]
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert pace.seconds(window.session.settings) == pace.SECONDS[1]


def test_a_setting_that_is_nonsense_is_the_usual_one(window) -> None:
    for said in ("soon", "7", "-3", "1000000"):
        window.session.settings.setValue("slides/seconds", said)
        assert pace.seconds(window.session.settings) == pace.USUAL


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F9])
def test_it_ends_with_the_photo_seen_last_in_hand(qtbot, window, page, show, key) -> None:
    qtbot.keyClick(show, Qt.Key.Key_Right)
    seen = show.photo_id
    qtbot.keyClick(show, key)
    ended(qtbot, window)
    assert page.grid.identity(page.grid.currentIndex()) == seen


def test_it_leaves_the_selection_as_it_was(qtbot, window, page, show) -> None:
    """Whoever chose photos, and looked at them, chose them for something."""
    qtbot.keyClick(show, Qt.Key.Key_Right)
    qtbot.keyClick(show, Qt.Key.Key_Escape)
    ended(qtbot, window)
    assert page.grid.selected_rows() == [2, 4, 6]
    assert page.grid.currentIndex().row() == 4
    assert page.selection.isVisible()


def test_the_photo_seen_last_is_not_in_hand_again_after_somebody_went_on(qtbot, window, page, show, settled) -> None:
    """Rows read anew, for a date that was given say, had brought the keyboard back to the photo of the show."""
    qtbot.keyClick(show, Qt.Key.Key_Escape)
    ended(qtbot, window)
    place = page.grid.visualRect(page.model.index(8, 0)).center()
    qtbot.mouseClick(page.grid.viewport(), LEFT, pos=place)
    chosen = page.model.photo_id(8)
    window.session.broadcast(EVERYTHING)
    settled(window)
    assert page.model.photo_ids(page.grid.selected_rows()) == [chosen]
    assert page.grid.identity(page.grid.currentIndex()) == chosen


def test_a_touchpad_steps_once_for_what_a_wheel_turns_in_a_notch(qtbot, page, show) -> None:
    chosen = page.model.photo_ids([2, 4, 6])
    for turned, wanted in ((-40, 0), (-40, 0), (-40, 1), (-60, 1), (60, 1), (60, 0)):
        turn_wheel(show, turned)
        assert show.photo_id == chosen[wanted]


def test_what_cannot_be_shown_is_passed_over_and_nothing_at_all_is_said(qtbot, window, page, library) -> None:
    first, second = page.model.photo_ids([0, 1])
    for photo_id, path in ((first, "/nowhere/a.jpg"), (second, "/nowhere/b.jpg")):
        with library.catalog.atomic() as connection:
            connection.execute("UPDATE photos SET path = ? WHERE id = ?", (path, photo_id))
        assert not photos.photo(library.catalog, photo_id).path.exists()
    page.grid.select_rows([0, 1])
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.toast.text() == "None of these photos can be shown now.")
    ended(qtbot, window)


def test_who_is_in_a_photo_is_written_below_it(qtbot, window, known, person_of) -> None:
    penny = people.people_named(known.catalog, "Penny")[0].id
    window.session.show_slides_of(PhotoFilter(all_of=(penny,)))
    found = running(qtbot, window)
    assert "Penny" in found.slide.people
    qtbot.waitUntil(lambda: "Penny" in found.accessibleDescription())
    found.close()


# ---------------------------------------------------------------- the sheet of keys
def test_the_sheet_of_keys_tells_those_of_a_slideshow(qtbot, window, page) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_Question)
    qtbot.waitUntil(lambda: window.open_sheet() is not None)
    told = [found.text() for found in window.open_sheet().findChildren(QLabel) if found.text()]
    begin = told.index("Wait, or go on")
    assert told[begin - 1] == "Slideshow"
    keys = [
        *("Wait, or go on", "Space", "Next photo", "Right", "PgDown", "Previous photo", "Left", "PgUp"),
        *("First photo", "Home", "Last photo", "End", "Each photo shorter", "-", "Each photo longer", "+"),
        *("Keys", "?", "F1", "End the slideshow", "Esc", "F9"),
    ]
    assert told[begin : begin + len(keys)] == keys


@pytest.mark.parametrize("key", [key for keys in KEYS.values() for key in keys])
def test_every_key_that_is_told_does_something(qtbot, window, show, key: Qt.Key, monkeypatch) -> None:
    done = []
    for name in ("toggle_pause", "_go", "_change_pace", "tell_keys"):
        real = getattr(show, name)
        monkeypatch.setattr(show, name, lambda *given, real=real: (done.append(real), real(*given)))
    closed = []
    show.ended.connect(closed.append)
    qtbot.keyClick(show, key)
    assert done or closed


def test_a_show_that_waits_says_so_on_the_photo(qtbot, show) -> None:
    corner = QRect(show.width() - 120, 0, 120, 120)
    assert show.is_paused
    waiting = show.grab(corner).toImage()
    qtbot.keyClick(show, Qt.Key.Key_Space)
    assert not show.is_paused and show.grab(corner).toImage() != waiting


def test_the_question_mark_tells_the_keys_over_the_photo(qtbot, show) -> None:
    qtbot.keyClick(show, Qt.Key.Key_Question)
    told = [text.text() for text in show.keys.findChildren(QLabel)]
    assert "End the slideshow" in told and "Space" in told
    assert show.rect().contains(show.keys.geometry())
    qtbot.keyClick(show, Qt.Key.Key_Question)
    assert not show.keys.isVisible()
