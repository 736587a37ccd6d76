"""All photos: by months, narrowed by filters, those that could not be read with their reasons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from faceorg.catalog import photo_search, photos
from faceorg.domain import PhotoState
from faceorg.gui.filter_bar import DayField
from faceorg.gui.models.photos_model import PhotosModel
from faceorg.library import people as verbs
from faceorg.library.search import PhotoFilter, timeline


@pytest.fixture
def page(qtbot, window):
    window.session.go("photos")
    qtbot.waitUntil(lambda: window.page.model.rowCount() > 0)
    return window.page


@pytest.fixture
def penny(library, person_of):
    """Penny, named; how many photos show her alone."""
    own = person_of("penny")
    return verbs.name_faces(library, own, "Penny").person_id, own


def test_the_model_keeps_qts_rules(library) -> None:
    model = PhotosModel(library)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(timeline(library, PhotoFilter()))
    assert model.rowCount() == 52
    assert "," in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_every_photo_is_shown_and_gets_its_picture(qtbot, window, page) -> None:
    assert page.model.rowCount() == 52
    first = page.model.photo_id(0)
    qtbot.waitUntil(lambda: window.session.previews.pixmap(first, 160) is not None, timeout=10_000)
    window.session.keep_previews()
    rows = window.session.library.catalog.connection.execute("SELECT count(*) FROM thumbs.photo_previews").fetchone()
    assert rows[0] > 0


def test_a_person_is_added_by_typing_and_taken_out_with_delete(qtbot, window, page, penny) -> None:
    window.session.everyone.reload()
    qtbot.waitUntil(lambda: window.session.everyone.name(penny[0]) == "Penny")
    qtbot.keyClick(page.grid, Qt.Key.Key_P)
    qtbot.keyClicks(page.bar.person, "pen")
    qtbot.keyClick(page.bar.person, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 52)
    assert page.bar.filter.all_of == (penny[0],)
    assert [chip.text() for chip in page.bar.chips()] == ["with Penny"]
    qtbot.keyClick(page.bar.chips()[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.rowCount() == 52)


def test_without_and_only_change_what_is_shown(qtbot, window, page, penny) -> None:
    window.session.everyone.reload()
    qtbot.waitUntil(lambda: window.session.everyone.name(penny[0]) == "Penny")
    window.session.go("photos", PhotoFilter(all_of=(penny[0],)))
    qtbot.waitUntil(lambda: page.model.rowCount() < 52)
    with_her = page.model.rowCount()
    menu = page.bar.chips()[0].menu()
    next(action for action in menu.actions() if action.text().startswith("Without")).trigger()
    qtbot.waitUntil(lambda: page.model.rowCount() == 52 - with_her)
    assert page.bar.only.isHidden()
    window.go_back()
    qtbot.waitUntil(lambda: page.model.rowCount() == with_her)
    qtbot.mouseClick(page.bar.only, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.bar.filter.only and 0 < page.model.rowCount() <= with_her)


def test_a_year_is_a_filter_and_nonsense_is_marked(qtbot, window, page) -> None:
    field: DayField = page.bar.since
    qtbot.keyClick(page.grid, Qt.Key.Key_T)
    qtbot.keyClicks(field, "1850-13")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("wrong") is True and page.bar.filter.since is None
    field.clear()
    qtbot.keyClicks(field, "1999")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.bar.filter.since == date(1999, 1, 1)
    assert field.text() == "1999"


def test_filters_that_fit_nothing_say_so_and_are_cleared_by_one_key(qtbot, window, page) -> None:
    window.session.go("photos", PhotoFilter(until=date(1900, 1, 1)))
    qtbot.waitUntil(lambda: page._none.isVisible())
    qtbot.keyClick(page, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.grid.isVisible() and page.model.rowCount() == 52)


def test_what_could_not_be_read_is_listed_with_reasons_and_tried_again(qtbot, window, page, tmp_path: Path) -> None:
    catalog = window.session.library.catalog
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"not a picture")
    photos.add_pending(catalog, [(broken, 13, 1)])
    row = photos.photo_at(catalog, broken)
    assert row is not None
    photos.mark_failed(catalog, row.id, "broken.jpg is no picture.")
    qtbot.keyClick(page.grid, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: page.failed.isVisible())
    assert page.failed.reasons() == ["broken.jpg is no picture."]
    jobs = []
    window.session.runner.job_started.connect(jobs.append)
    qtbot.mouseClick(page.failed.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [job.key for job in jobs] == ["analyze"])
    qtbot.waitUntil(lambda: window.session.runner.current_job is None, timeout=60_000)
    qtbot.waitUntil(lambda: photos.photo(catalog, row.id).state is PhotoState.FAILED)
    assert "format" in (photos.photo(catalog, row.id).failure or "")


def test_enter_opens_a_photo_and_escape_comes_back(qtbot, window, page) -> None:
    page.take_focus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.trail.here.page == "photo")
    qtbot.keyClick(window.page, Qt.Key.Key_Escape)
    assert window.trail.here.page == "photos"


def test_the_timeline_puts_every_photo_in_its_month(library) -> None:
    found = timeline(library, PhotoFilter())
    assert found.months[0].first == 0
    assert [month.first for month in found.months] == sorted({month.first for month in found.months})
    for month, following in zip(found.months, [*found.months[1:], None], strict=True):
        last = following.first if following else len(found.photo_ids)
        for photo in photos.photos(library.catalog, found.photo_ids[month.first : last]):
            assert (photo.taken_at.year, photo.taken_at.month) == (month.year, month.month)


def test_neighbours_walk_through_the_whole_timeline(library) -> None:
    order = list(timeline(library, PhotoFilter()).photo_ids)
    for at, photo_id in enumerate(order):
        newer, older = photo_search.neighbours(library.catalog, photo_id)
        assert newer == (order[at - 1] if at else None)
        assert older == (order[at + 1] if at + 1 < len(order) else None)
