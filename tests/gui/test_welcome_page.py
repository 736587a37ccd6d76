"""The first start: folders are chosen or dropped, the pack and its licence are shown, people appear while it scans."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from faceorg.catalog import clusters, photos


@pytest.fixture
def page(qtbot, empty_window, shared, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FACEORG_PACKS", str(shared / "models"))
    empty_window.activateWindow()
    empty_window.session.go("welcome")
    return empty_window.page


@pytest.fixture
def few_photos(shared: Path, tmp_path: Path) -> Path:
    """Ten stills of two people."""
    folder = tmp_path / "Pictures"
    folder.mkdir()
    for name in ("raj", "penny"):
        shutil.copytree(shared / "labelled" / "bbt" / name, folder / name)
    return folder


def drop(page, folder: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    page.drop.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )


def test_the_pack_and_its_licence_are_shown_before_anything_starts(qtbot, page) -> None:
    qtbot.waitUntil(lambda: page._pack.text() != "")
    assert "use" in page._pack.text().lower()
    assert not page.start.isEnabled()


def test_a_folder_is_chosen_in_the_systems_dialog(qtbot, page, few_photos, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(few_photos))
    qtbot.mouseClick(page.choose, Qt.MouseButton.LeftButton)
    assert page.folders() == [few_photos]
    assert page.start.isEnabled()


def test_a_folder_that_was_chosen_can_be_left_out_again(page, few_photos) -> None:
    drop(page, few_photos)
    page._remove(few_photos)
    assert page.folders() == []
    assert not page.start.isEnabled()


def test_dropping_a_folder_and_start_scans_it_and_groups_appear(qtbot, empty_window, page, few_photos) -> None:
    catalog = empty_window.session.library.catalog
    drop(page, few_photos)
    with qtbot.waitSignal(empty_window.session.runner.job_ended, timeout=60000) as ended:
        qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(empty_window.job_bar.isVisible)
    assert ended.args[1] is True
    assert sum(1 for _ in photos.all_photos(catalog)) == 10
    assert sorted(len(group.face_ids) for group in clusters.clusters(catalog, min_faces=2)) == [5, 5]
    qtbot.waitUntil(lambda: empty_window.sidebar.entries["unnamed"].count == "2")
    assert not empty_window.job_bar.isVisible()


def test_a_scan_that_is_stopped_keeps_what_it_found_and_goes_on_later(qtbot, empty_window, page, few_photos) -> None:
    runner = empty_window.session.runner
    drop(page, few_photos)
    with qtbot.waitSignal(runner.job_ended, timeout=60000) as ended:
        qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(empty_window.job_bar.cancel_button, Qt.MouseButton.LeftButton)
    assert ended.args[1] is False
    with qtbot.waitSignal(runner.job_ended, timeout=60000) as ended:
        qtbot.keyClick(empty_window, Qt.Key.Key_F5)
    assert ended.args[1] is True
    assert len(clusters.clusters(empty_window.session.library.catalog, min_faces=2)) == 2
