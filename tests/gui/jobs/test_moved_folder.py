"""A folder that was moved: the window asks whether it was, and a click on the one that is away tells where it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu

from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoFilter
from faceorg.edits import EVERYTHING
from faceorg.gui.jobs import scanning
from faceorg.gui.window.sidebar import NavButton
from faceorg.library.scanning import ingest
from faceorg.library.views import photo_views


@pytest.fixture
def trip(library, still_photos: Path, tmp_path: Path) -> Path:
    """A scanned folder of two photos, of which one was deleted and the folder renamed since; its new place."""
    folder = tmp_path / "trip"
    folder.mkdir()
    for name in ("happy.jpg", "rehearsal.jpg"):
        source = still_photos / name
        shutil.copy(source if source.is_file() else next(still_photos.glob("*.jpg")), folder / name)
        (folder / name).write_bytes((folder / name).read_bytes() + name.encode())
    ingest.scan(library, [folder], workers=1)
    (folder / "rehearsal.jpg").unlink()
    return folder.rename(tmp_path / "Norway")


def folders(library) -> set[str]:
    return {folder.name for folder in photo_views.scanned_folders(library)}


def test_the_window_asks_whether_a_folder_was_moved_and_lets_its_photos_follow(qtbot, window, library, trip) -> None:
    scanning.scan(window.session, [trip])
    qtbot.waitUntil(lambda: window.toast.isVisible() and window.toast.more.text() == "It was moved", timeout=30_000)
    assert f"its photos were found in {trip.name}." in window.toast.text()
    assert folders(library) == {"bbt", "trip", "Norway"}
    qtbot.mouseClick(window.toast.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: folders(library) == {"bbt", "Norway"})

    def found() -> dict[str, str]:
        wanted = photo_views.find_photos(library, PhotoFilter(folder=trip))
        return {photo.path.name: photo.path.parent.name for photo in photo_views.known_photos(library, wanted)}

    # Once the scan there, which begins after the photos followed, has missed the deleted one.
    qtbot.waitUntil(lambda: found() == {"happy.jpg": "Norway"}, timeout=30_000)
    assert photos.photo_at(library.catalog, trip / "rehearsal.jpg") is not None  # deleted, and still of this folder


def test_a_folder_that_is_away_can_be_pointed_out(qtbot, window, library, trip, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(trip))
    window.session.broadcast(EVERYTHING)

    def away() -> list[NavButton]:
        return [entry for entry in window.sidebar.findChildren(NavButton) if entry.count == "away"]

    qtbot.waitUntil(lambda: [entry.text() for entry in away()] == ["trip"])
    qtbot.mouseClick(away()[0], Qt.MouseButton.LeftButton)
    menu = next(menu for menu in window.sidebar.findChildren(QMenu) if menu.isVisible())
    menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: folders(library) == {"bbt", "Norway"}, timeout=30_000)
    menu.close()
    qtbot.waitUntil(lambda: window.session.runner.current_job is None, timeout=30_000)
