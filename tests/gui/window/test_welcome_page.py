"""The first start: folders are chosen or dropped, the pack and its licence are shown, people appear while it scans."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton

from faceorg.catalog import clusters
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoState
from faceorg.gui.app import open_first_page
from faceorg.gui.look.theme import Theme
from faceorg.gui.pages.photos.months import month_sections
from faceorg.gui.session.session import Session
from faceorg.gui.window.main_window import MainWindow
from faceorg.library.scanning import batch_writer, folders, ingest
from faceorg.progress import Progress


@pytest.fixture
def page(qtbot, empty_window, main_pack, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FACEORG_PACKS", str(main_pack.parent))
    empty_window.activateWindow()
    empty_window.session.go("welcome")
    return empty_window.page


@pytest.fixture
def few_photos(still_photos: Path, tmp_path: Path) -> Path:
    """Ten stills of two people."""
    folder = tmp_path / "Pictures"
    folder.mkdir()
    for name in ("raj", "penny"):
        shutil.copytree(still_photos / name, folder / name)
    return folder


@pytest.fixture
def drop(page, drop_files):
    """drop(folder): from a file manager, on the dashed field."""
    return lambda *folders: drop_files(page.drop, list(folders))


def test_the_pack_and_its_licence_are_shown_before_anything_starts(qtbot, page) -> None:
    qtbot.waitUntil(lambda: page.pack.line.text() != "")
    assert "use" in page.pack.line.text().lower()
    assert not page.start.isEnabled()


def test_a_folder_is_chosen_in_the_systems_dialog(qtbot, page, few_photos, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(few_photos))
    qtbot.mouseClick(page.choose, Qt.MouseButton.LeftButton)
    assert page.folders() == [few_photos]
    assert page.start.isEnabled()


def test_a_folder_that_was_chosen_can_be_left_out_again(qtbot, page, drop, few_photos, tmp_path: Path) -> None:
    other = tmp_path / "Other"
    other.mkdir()
    assert drop(few_photos, other)
    assert page.folders() == [few_photos, other]
    for folder in (few_photos, other):
        leave = next(made for made in page.findChildren(QToolButton) if made.accessibleName() == f"Leave out {folder}")
        qtbot.mouseClick(leave, Qt.MouseButton.LeftButton)
    assert page.folders() == []
    assert not page.start.isEnabled()


@pytest.mark.both_helpers
def test_dropping_a_folder_and_start_scans_it_and_groups_appear(qtbot, empty_window, page, drop, few_photos) -> None:
    catalog = empty_window.session.library.catalog
    assert drop(few_photos)
    with qtbot.waitSignal(empty_window.session.runner.job_ended, timeout=180000) as ended:
        qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(empty_window.job_bar.isVisible)
    assert ended.args[1] is True
    assert sum(1 for _ in photos.all_photos(catalog)) == 10
    assert sorted(len(group.face_ids) for group in clusters.clusters(catalog, min_faces=2)) == [5, 5]
    qtbot.waitUntil(lambda: empty_window.sidebar.entries["unnamed"].count == "2")
    assert not empty_window.job_bar.isVisible()


@pytest.mark.parametrize("how", ["F5", "the notice"])
def test_a_scan_that_is_stopped_keeps_what_it_found_and_goes_on_later(
    qtbot, empty_window, page, drop, few_photos, how: str
) -> None:
    runner = empty_window.session.runner
    assert drop(few_photos)
    with qtbot.waitSignal(runner.job_ended, timeout=180000) as ended:
        qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
        assert empty_window.job_bar.cancel_button.toolTip() == "Stop; what is done stays"
        qtbot.mouseClick(empty_window.job_bar.cancel_button, Qt.MouseButton.LeftButton)
    assert ended.args[1] is False
    qtbot.waitUntil(lambda: empty_window.toast.text() == "Stopped: Looking for photos. What is done stays.")
    assert empty_window.toast.more.text() == "Go on"
    with qtbot.waitSignal(runner.job_ended, timeout=180000) as ended:
        if how == "F5":
            qtbot.keyClick(empty_window, Qt.Key.Key_F5)
        else:
            qtbot.mouseClick(empty_window.toast.more, Qt.MouseButton.LeftButton)
    assert ended.args[1] is True
    assert len(clusters.clusters(empty_window.session.library.catalog, min_faces=2)) == 2


@pytest.mark.by_the_clock("the scan of a few photos has to last, as one of many thousand does")
def test_people_appear_while_the_scan_runs(qtbot, empty_window, page, drop, still_photos: Path, monkeypatch) -> None:
    """Fifty stills would be looked at in two seconds; half a second for every fourth makes it a scan to wait for."""
    commit = ingest.BatchWriter.commit
    monkeypatch.setattr(ingest.BatchWriter, "commit", lambda *given: time.sleep(0.5) or commit(*given))
    monkeypatch.setattr(batch_writer, "COMMIT_PHOTOS", 4)
    monkeypatch.setattr(ingest, "FIRST_GROUPING_S", 0.3)  # of a scan that takes longer: 8 s
    monkeypatch.setattr(ingest, "GROUPING_SHARE", 1.0)
    session = empty_window.session
    assert drop(still_photos)
    with qtbot.waitSignal(session.runner.job_ended, timeout=120_000):
        qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
        assert empty_window.trail.here.page == "unnamed"  # where a new user goes on: type who they are
        qtbot.waitUntil(lambda: empty_window.page.model.rowCount() > 0)
        assert session.runner.current_job is not None
        assert photos.counts_by_state(session.library.catalog)[PhotoState.PENDING] > 0
    qtbot.waitUntil(lambda: empty_window.page.model.rowCount() == 8)


@pytest.mark.by_the_clock("that nothing happens any more is seen only by waiting")
def test_a_scan_is_paused_and_goes_on_by_the_buttons_of_the_bar(
    qtbot, empty_window, page, drop, still_photos: Path
) -> None:
    bar, runner = empty_window.job_bar, empty_window.session.runner
    heard: list[Progress] = []
    runner.job_progressed.connect(heard.append)
    assert drop(still_photos)
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    began = time.monotonic()
    qtbot.waitUntil(lambda: any(report.total == 52 and report.done for report in heard))
    qtbot.mouseClick(bar.pause_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.details.text() == "paused")
    assert runner.is_paused and bar.pause_button.accessibleName() == "Continue"
    catalog = empty_window.session.library.catalog
    qtbot.wait(max(1000, round(1000 * (time.monotonic() - began))))  # what was in flight arrives
    stood = photos.counts_by_state(catalog)[PhotoState.ANALYZED]
    qtbot.wait(600)
    assert photos.counts_by_state(catalog)[PhotoState.ANALYZED] == stood < 52
    with qtbot.waitSignal(runner.job_ended, timeout=120_000) as ended:
        qtbot.mouseClick(bar.pause_button, Qt.MouseButton.LeftButton)
    assert ended.args[1] is True
    assert photos.counts_by_state(catalog)[PhotoState.ANALYZED] == 52


def test_closing_while_it_scans_asks_nothing_and_the_next_start_goes_on(
    qtbot, qapp, empty_window, page, drop, still_photos: Path, ini
) -> None:
    session = empty_window.session
    library = session.library
    assert drop(still_photos)
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: photos.counts_by_state(library.catalog)[PhotoState.ANALYZED] > 5)
    qtbot.keyClick(empty_window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not empty_window.isVisible())
    assert QApplication.activeModalWidget() is None
    done = photos.counts_by_state(library.catalog)[PhotoState.ANALYZED]
    assert 5 < done <= 52
    again = MainWindow(Session(library, Theme(qapp, ini), ini))
    qtbot.addWidget(again)
    open_first_page(again, None)
    again.show()
    with qtbot.waitSignal(again.session.runner.job_ended, timeout=120_000) as ended:
        qtbot.keyClick(again, Qt.Key.Key_F5)
    assert ended.args[1] is True
    assert photos.counts_by_state(library.catalog)[PhotoState.ANALYZED] == 52
    again.close()


def test_a_folder_named_at_the_start_is_scanned_at_once(
    qtbot, empty_window, few_photos, main_pack, monkeypatch
) -> None:
    """`faceorg FOLDER`."""
    monkeypatch.setenv("FACEORG_PACKS", str(main_pack.parent))
    with qtbot.waitSignal(empty_window.session.runner.job_ended, timeout=60_000):
        open_first_page(empty_window, few_photos)
        assert empty_window.trail.here.page == "people"
        qtbot.waitUntil(empty_window.job_bar.isVisible)
    assert [root.path for root in photos.roots(empty_window.session.library.catalog)] == [few_photos.resolve()]


def test_somebody_new_is_welcomed(empty_window) -> None:
    open_first_page(empty_window, None)
    assert empty_window.trail.here.page == "welcome"


def test_whoever_left_out_every_folder_is_somebody_known(empty_window, tmp_path) -> None:
    library = empty_window.session.library
    photos.add_root(library.catalog, tmp_path)
    folders.leave_out(library, tmp_path)
    open_first_page(empty_window, None)
    assert empty_window.trail.here.page == "people"


def test_sample_photos_can_be_tried_without_any_of_ones_own(qtbot, empty_window, sample_truth) -> None:
    """With the starter pack: in every clone, without ../shared."""
    session = empty_window.session
    session.go("welcome")
    page = empty_window.page
    assert page.samples.text() == "Try it with sample photos"
    with qtbot.waitSignal(session.runner.job_ended, timeout=120_000) as ended:
        qtbot.mouseClick(page.samples, Qt.MouseButton.LeftButton)
        assert empty_window.trail.here.page == "unnamed"
    assert ended.args[1] is True
    catalog = session.library.catalog
    found = {photo.path.name for photo in photos.all_photos(catalog)}
    assert found == {photo.file.name for photo in sample_truth}
    assert all(photo.path.is_relative_to(session.library.folder / "samples") for photo in photos.all_photos(catalog))
    session.go("photos")
    model = empty_window.page.model
    qtbot.waitUntil(lambda: model.rowCount() > 0 and session.runner.is_idle)
    no_date = next(section.first for section in month_sections(model.timeline) if section.title == "No date")
    undated = {photos.photo(catalog, model.photo_id(row)).path.name for row in range(no_date, model.rowCount())}
    assert undated == {"scan0001.jpg", "scan0002.jpg", "scan0003.jpg"}, "in no month of the installation"
    assert len(clusters.clusters(catalog, min_faces=2)) >= 5
    session.go("welcome")
    assert not empty_window.page.samples.isVisible()
    assert not empty_window.page.verb("samples").isVisible()


def test_the_sample_photos_are_in_the_menu_of_the_page_too(qtbot, page) -> None:
    verb = page.verb("samples")
    assert verb.text() == "Try it with sample photos" and verb.isVisible() and page.samples.isVisible()
