"""All photos: by months, narrowed by filters, those that could not be read with their reasons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoFilter, PhotoState
from faceorg.edits import EVERYTHING
from faceorg.gui.pages.photos.filter_bar import DayField
from faceorg.gui.pages.photos.photos_model import PhotosModel
from faceorg.gui.sheets.leave_out import LeaveOutSheet
from faceorg.gui.sheets.really import ReallySheet
from faceorg.gui.window import sidebar
from faceorg.library.people import edits as verbs
from faceorg.library.scanning import exclusions
from faceorg.library.views import photo_views
from faceorg.library.views.photo_views import timeline
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message
from tests.gui.mouse import second_click


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


@pytest.mark.both_helpers
def test_every_photo_is_shown_and_gets_its_picture(qtbot, window, page) -> None:
    assert page.model.rowCount() == 52
    first = page.model.photo_id(0)
    qtbot.waitUntil(lambda: window.session.previews.pixmap(first, 160) is not None)
    count = "SELECT count(*) FROM thumbs.photo_previews"

    def kept() -> int:
        window.session.keep_previews()  # what another thread is writing just now comes a moment later
        return window.session.library.catalog.connection.execute(count).fetchone()[0]

    qtbot.waitUntil(lambda: kept() > 0)


def test_a_person_is_added_by_typing_and_taken_out_with_delete(qtbot, window, page, penny) -> None:
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: window.session.people_cache.name(penny[0]) == "Penny")
    qtbot.keyClick(page.grid, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.bar.person, "pen")
    qtbot.keyClick(page.bar.person, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 52)
    assert page.bar.filter.all_of == (penny[0],)
    assert [chip.text() for chip in page.bar.chips] == ["with Penny"]
    qtbot.keyClick(page.bar.chips[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.rowCount() == 52)


def test_a_persons_chip_has_a_cross_that_takes_it_out(qtbot, window, page, penny) -> None:
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: window.session.people_cache.name(penny[0]) == "Penny")
    add_person(qtbot, page, "pen")
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 52)
    qtbot.mouseClick(page.bar.chips[0].cross, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 52 and not page.bar.chips)


def photos_with(library, person_id) -> set[int]:
    return {face.photo_id for face in faces.faces_of_person(library.catalog, person_id)}


def shown(page) -> set[int]:
    return {int(page.model.photo_id(row)) for row in range(page.model.rowCount())}


def add_person(qtbot, page, typed: str) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.bar.person, typed)
    qtbot.keyClick(page.bar.person, Qt.Key.Key_Return)


def test_two_people_are_together_or_either_as_their_chips_say(
    qtbot, window, page, library, penny, person_of, choose
) -> None:
    """And: both in one photo. Or: either of them."""
    group = max(photos.all_photos(library.catalog), key=lambda it: len(faces.faces_of_photo(library.catalog, it.id)))
    other = next(face for face in faces.faces_of_photo(library.catalog, group.id) if face.person_id is None)
    leonard = verbs.name_faces(library, [*person_of("leonard"), other.id], "Leonard").person_id
    howard = verbs.name_faces(library, person_of("howard"), "Howard").person_id
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 3)
    add_person(qtbot, page, "leonard")
    qtbot.waitUntil(lambda: shown(page) == photos_with(library, leonard))
    add_person(qtbot, page, "howard")
    both = photos_with(library, leonard) & photos_with(library, howard)
    qtbot.waitUntil(lambda: page.bar.filter.all_of == (leonard, howard))
    qtbot.waitUntil(lambda: shown(page) == both or page.no_match.isVisible())
    for _ in (leonard, howard):
        chip = next(chip for chip in page.bar.chips if chip.text().startswith("with "))
        choose(lambda chip=chip: qtbot.mouseClick(chip, Qt.MouseButton.LeftButton), chip.text()[5:] + " or others")
    qtbot.waitUntil(lambda: page.bar.filter.any_of == (leonard, howard))
    qtbot.waitUntil(lambda: shown(page) == photos_with(library, leonard) | photos_with(library, howard))
    assert [chip.text() for chip in page.bar.chips] == ["either Leonard", "or Howard"]
    chip = page.bar.chips[0]
    choose(lambda: qtbot.mouseClick(chip, Qt.MouseButton.LeftButton), "Take out")
    qtbot.waitUntil(lambda: shown(page) == photos_with(library, howard))


def test_without_and_only_change_what_is_shown(qtbot, window, page, penny, choose) -> None:
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: window.session.people_cache.name(penny[0]) == "Penny")
    add_person(qtbot, page, "penny")
    qtbot.waitUntil(lambda: page.model.rowCount() < 52)
    with_her = page.model.rowCount()
    chip = page.bar.chips[0]
    choose(lambda: qtbot.mouseClick(chip, Qt.MouseButton.LeftButton), "Without Penny")
    qtbot.waitUntil(lambda: page.model.rowCount() == 52 - with_her)
    assert page.bar.only.isHidden()
    window.go_back()
    qtbot.waitUntil(lambda: page.model.rowCount() == with_her)
    qtbot.mouseClick(page.bar.only, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.bar.filter.only and 0 < page.model.rowCount() <= with_her)
    catalog = window.session.library.catalog
    alone = {
        photo
        for photo in photos_with(window.session.library, penny[0])
        if len(faces.faces_of_photo(catalog, photo)) == 1
    }
    assert shown(page) == alone


def test_a_folder_is_chosen_from_the_menu(qtbot, page, still_photos, choose, monkeypatch) -> None:
    folder = still_photos
    choose(lambda: qtbot.mouseClick(page.bar.folder, Qt.MouseButton.LeftButton), str(folder))
    qtbot.waitUntil(lambda: page.bar.filter.folder == folder and page.model.rowCount() == 52)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder / "sheldon"))
    choose(lambda: qtbot.mouseClick(page.bar.folder, Qt.MouseButton.LeftButton), "Another folder")
    qtbot.waitUntil(lambda: page.bar.folder.text() == "sheldon" and page.model.rowCount() == 5)
    choose(lambda: qtbot.mouseClick(page.bar.folder, Qt.MouseButton.LeftButton), "Any folder")
    qtbot.waitUntil(lambda: page.model.rowCount() == 52)


def test_faces_without_a_name_are_a_filter(qtbot, page, library, person_of, window) -> None:
    verbs.name_faces(library, person_of("raj"), "Raj")
    page.take_focus()
    qtbot.keyClick(page.grid, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    named = {faces.face(library.catalog, face_id).photo_id for face_id in person_of("raj")}
    qtbot.waitUntil(lambda: page.bar.filter.unnamed and 0 < page.model.rowCount() < 52)
    assert not shown(page) & named
    qtbot.mouseClick(page.bar.unnamed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 52)


def test_enter_in_a_filter_is_the_filters_and_opens_no_photo(qtbot, window, page) -> None:
    """Enter opens the photo in hand, but not while a date is typed or a switch has the keyboard."""
    page.take_focus()
    page.bar.unnamed.setFocus()
    qtbot.keyClick(page.bar.unnamed, Qt.Key.Key_Return)
    assert window.trail.here.page == "photos" and page.bar.filter.unnamed
    qtbot.keyClick(page.bar.unnamed, Qt.Key.Key_Return)
    page.bar.since.setFocus()
    qtbot.keyClicks(page.bar.since, "1999")
    qtbot.keyClick(page.bar.since, Qt.Key.Key_Return)
    assert window.trail.here.page == "photos" and page.bar.filter.since == date(1999, 1, 1)
    qtbot.keyClicks(page.bar.since, "x")
    qtbot.keyClick(page.bar.since, Qt.Key.Key_Escape)
    assert page.bar.since.text() == "1999" and page.grid.hasFocus()
    assert window.trail.here.page == "photos"


def test_a_last_day_is_a_filter_and_is_taken_out_when_emptied(qtbot, page) -> None:
    field = page.bar.until
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field, "1899-02")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.bar.filter.until == date(1899, 2, 28)
    qtbot.waitUntil(page.no_match.isVisible)  # the stills are younger
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.bar.filter.until is None and page.model.rowCount() == 52)


def test_photos_grow_and_shrink_by_keys(qtbot, page) -> None:
    page.take_focus()
    before = page.grid.tile_size.width
    qtbot.keyClick(page.grid, Qt.Key.Key_Plus)
    assert page.grid.tile_size.width > before
    qtbot.keyClick(page.grid, Qt.Key.Key_Minus)
    assert page.grid.tile_size.width == before


def test_a_double_click_opens_a_photo_among_those_shown(qtbot, window, page, penny) -> None:
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: window.session.people_cache.name(penny[0]) == "Penny")
    add_person(qtbot, page, "penny")
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 52)
    order = [page.model.photo_id(row) for row in range(page.model.rowCount())]
    place = page.grid.visualRect(page.model.index(0, 0)).center()
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    second_click(page.grid.viewport(), place)
    assert window.trail.here.page == "photo" and window.trail.here.item.among == tuple(order)
    qtbot.waitUntil(lambda: window.page.data is not None and window.page.data.older == order[1])


def test_a_year_is_a_filter_and_nonsense_is_marked(qtbot, window, page) -> None:
    field: DayField = page.bar.since
    qtbot.keyClick(page.grid, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
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
    qtbot.waitUntil(lambda: page.no_match.isVisible())
    qtbot.keyClick(page, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.grid.isVisible() and page.model.rowCount() == 52)


def test_what_could_not_be_read_is_listed_with_reasons_and_tried_again(qtbot, window, page, tmp_path: Path) -> None:
    catalog = window.session.library.catalog
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"not a picture")
    photos.add_pending(catalog, [(broken, 13, 1)])
    row = photos.photo_at(catalog, broken)
    assert row is not None
    photos.mark_failed(catalog, row.id, Message(ProblemCode.PHOTO_CANNOT_BE_READ, file="broken.jpg"))
    qtbot.keyClick(page.grid, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.failed.isVisible())
    assert [line.detail for line in page.failed.list.lines()] == ["broken.jpg cannot be read."]
    jobs = []
    window.session.runner.job_started.connect(jobs.append)
    qtbot.mouseClick(page.failed.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [job.key for job in jobs] == ["analyze"])
    qtbot.waitUntil(lambda: window.session.runner.current_job is None, timeout=60_000)
    qtbot.waitUntil(lambda: photos.photo(catalog, row.id).state is PhotoState.FAILED)
    failure = photos.photo(catalog, row.id).failure
    assert failure is not None and failure.code is ProblemCode.NOT_A_PICTURE


def test_enter_opens_a_photo_and_escape_comes_back(qtbot, window, page) -> None:
    page.take_focus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.trail.here.page == "photo")
    qtbot.keyClick(window.page, Qt.Key.Key_Escape)
    assert window.trail.here.page == "photos"


def test_a_right_click_on_a_photo_opens_it_or_shows_its_file(page, right_click) -> None:
    assert right_click(page.grid, 1) == [
        "Open", "Date of the photos…", "Turn to the right", "Turn to the left", "Not this folder…",
        "Copy to a folder…", "Copy", "Open in the default program", "Show in the file manager",
    ]  # fmt: skip
    assert page.grid.currentIndex().row() == 1


def test_deleted_photos_are_apart_and_forgotten_after_a_question(qtbot, window, library, page, penny) -> None:
    person_id, own = penny
    gone = [faces.face(library.catalog, own[0]).photo_id, faces.face(library.catalog, own[1]).photo_id]
    there = faces.face(library.catalog, own[2]).photo_id
    for photo in photos.photos(library.catalog, gone):  # as if their files had been deleted
        nowhere = photo.path.with_name(f"deleted {photo.path.name}")
        photos.mark_returned(library.catalog, [(photo.id, nowhere, photo.size_bytes, photo.mtime_ns)])
    photos.mark_missing(library.catalog, [*gone, there])
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: page.model.rowCount() == 49)
    cached = window.session.people_cache
    qtbot.waitUntil(lambda: cached.get(person_id) is not None and cached.get(person_id).faces == len(own) - 3)
    assert sidebar.count(library).by_page["photos"] == 49
    qtbot.keyClick(page.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.deleted.isVisible)
    assert sorted(line.detail for line in page.deleted.list.lines()) == ["Penny", "Penny", "there again · Penny"]
    assert (page.deleted.forget.isVisible(), page.deleted.forget_left_out.isVisible()) == (True, False)
    qtbot.mouseClick(page.deleted.forget, Qt.MouseButton.LeftButton)
    (sheet,) = window.findChildren(ReallySheet)
    qtbot.mouseClick(sheet.no, Qt.MouseButton.LeftButton)
    assert photo_views.counts_by_state(library)[PhotoState.MISSING] == 3
    qtbot.mouseClick(page.deleted.forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(sheet.isVisible() for sheet in window.findChildren(ReallySheet)))
    (sheet,) = [sheet for sheet in window.findChildren(ReallySheet) if sheet.isVisible()]
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: photo_views.counts_by_state(library)[PhotoState.MISSING] == 1)
    qtbot.waitUntil(lambda: len(page.deleted.list.lines()) == 1)
    assert faces.faces(library.catalog, own[:2]) == []
    assert faces.faces(library.catalog, [own[2]]) != []
    assert not page.deleted.forget.isVisible()
    assert cached.get(person_id).faces == len(own) - 3


def test_what_is_left_out_is_forgotten_by_a_button_of_its_own(qtbot, window, library, page, penny) -> None:
    _person_id, own = penny
    folder = photos.photo(library.catalog, faces.face(library.catalog, own[0]).photo_id).path.parent
    exclusions.exclude(library, str(folder))
    window.session.broadcast(EVERYTHING)
    qtbot.keyClick(page.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.deleted.list.lines()) == len(own))
    assert {line.detail for line in page.deleted.list.lines()} == {"left out · Penny"}
    assert (page.deleted.forget.isVisible(), page.deleted.forget_left_out.isVisible()) == (False, True)
    qtbot.mouseClick(page.deleted.forget_left_out, Qt.MouseButton.LeftButton)
    (sheet,) = window.findChildren(ReallySheet)
    qtbot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.no_match.isVisible)
    assert photo_views.counts_by_state(library)[PhotoState.MISSING] == 0
    assert faces.faces(library.catalog, own) == []
    _undo_takes_nothing_back(qtbot, window, library, "Penny")


def _undo_takes_nothing_back(qtbot, window, library, name: str) -> None:
    """Press Ctrl+Z: what was done last is no edit, and the one before is not taken back instead."""
    qtbot.keyClick(QApplication.focusWidget() or window.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.toast.isVisible() and window.toast.text().startswith("Undo "))
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert name in [person.name for person in people.people(library.catalog)]
    assert window.toast.more.text().startswith("Undo “")


def test_undo_after_a_folder_was_left_out_takes_it_in_again_and_no_name_back(
    qtbot, window, library, page, penny
) -> None:
    page.grid.setCurrentIndex(page.model.index(0, 0))
    qtbot.keyClick(page.grid, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), LeaveOutSheet))
    assert window.open_sheet().no.hasFocus()
    qtbot.mouseClick(window.open_sheet().keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: library.settings.scan.exclude != ())
    qtbot.waitUntil(lambda: window.toast.more.text() == "Take it in again")
    qtbot.keyClick(QApplication.focusWidget() or window.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: library.settings.scan.exclude == () and window.session.runner.is_idle)
    qtbot.waitUntil(lambda: page.model.rowCount() == 52)
    assert "Penny" in [person.name for person in people.people(library.catalog)]


def test_a_folder_is_left_out_from_a_photo_and_taken_in_again_in_settings(qtbot, window, library, page) -> None:
    row = next(
        row for row in range(52) if photos.photo(library.catalog, page.model.photo_id(row)).path.parent.name == "penny"
    )
    folder = photos.photo(library.catalog, page.model.photo_id(row)).path.parent
    here = len(photo_views.find_photos(library, PhotoFilter(folder=folder)))
    page.grid.setCurrentIndex(page.model.index(row, 0))
    page.findChild(QAction, "leave_out").trigger()
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), LeaveOutSheet))
    qtbot.mouseClick(window.open_sheet().keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 52 - here)
    assert library.settings.scan.exclude == (str(folder),)
    window.session.go("settings")
    taken_in = f"Take {folder} in again"
    qtbot.waitUntil(lambda: any(b.accessibleName() == taken_in for b in window.page.findChildren(QToolButton)))
    (again,) = [b for b in window.page.findChildren(QToolButton) if b.accessibleName() == taken_in]
    again.click()
    qtbot.waitUntil(lambda: library.settings.scan.exclude == () and window.session.runner.is_idle)
    assert len(photo_views.find_photos(library, PhotoFilter(folder=folder))) == here
