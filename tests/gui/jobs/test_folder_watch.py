"""New photos in scanned folders are noticed while the window is open, once they have settled."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from faceorg.gui.jobs.folder_watch import FolderWatch
from faceorg.images.folders import folder_times
from faceorg.library.scanning import ingest, watching


@pytest.fixture
def album(library, still_photos: Path, tmp_path: Path) -> Path:
    """A scanned folder with one photo and an empty folder in it."""
    folder = tmp_path / "album"
    (folder / "later").mkdir(parents=True)
    shutil.copy(still_photos / "happy.jpg", folder)
    _age(folder)
    ingest.scan(library, [folder], workers=1)
    return folder


def _age(folder: Path) -> None:
    """Make folders older than the scan: their times have the grain of a second here and there."""
    for path in (folder, *folder.iterdir()):
        os.utime(path, (1_600_000_000, 1_600_000_000))


def test_nothing_new_is_no_change(library, album: Path) -> None:
    state = watching.folder_state(library)
    assert str(album / "later") in state.times
    assert not watching.has_changed(state, watching.folder_state(library))


def test_a_photo_added_deep_below_is_a_change(library, album: Path) -> None:
    before = watching.folder_state(library)
    (album / "later" / "new.jpg").write_bytes(b"x")
    assert watching.has_changed(before, watching.folder_state(library))


def test_a_folder_that_went_away_is_no_change_until_it_is_back(library, album: Path, tmp_path: Path) -> None:
    before = watching.folder_state(library)
    album.rename(tmp_path / "elsewhere")
    away = watching.folder_state(library)
    assert not watching.has_changed(before, away)
    (tmp_path / "elsewhere").rename(album)
    assert watching.has_changed(away, watching.folder_state(library))


def test_hidden_folders_and_the_librarys_own_are_left_out(tmp_path: Path) -> None:
    for name in ("seen", ".hidden", "@eaDir", "own"):
        (tmp_path / name).mkdir()
    times = folder_times(tmp_path, exclude=[tmp_path / "own"])
    assert sorted(Path(path).name for path in times) == sorted([tmp_path.name, "seen"])


@pytest.mark.both_helpers
def test_the_window_scans_what_was_added(qtbot, window, settled, library, album: Path, still_photos: Path) -> None:
    watch: FolderWatch = window.watchers.folder_watch
    jobs = []
    window.session.runner.job_started.connect(jobs.append)
    watch.look()  # as after a start: what is there is known
    settled(window)
    shutil.copy(still_photos / "sad.jpg", album / "later")
    watch.look()
    settled(window)
    assert jobs == []
    watch.look()
    qtbot.waitUntil(lambda: len(jobs) == 1)
    qtbot.waitUntil(lambda: window.session.runner.current_job is None, timeout=60_000)
    rows = library.catalog.connection.execute("SELECT count(*) FROM photos WHERE path LIKE '%sad.jpg'").fetchone()
    assert rows[0] == 2  # the one in labelled/bbt, and this
    assert window.toast.text().startswith("Looked at 1 photo. The library has ")
