"""Folders for what passes lie where everybody's do: only what faceorg left for its own user is cleared away there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from faceorg import passing
from faceorg.passing import PassingFolder, abandoned_folders

needs_users = pytest.mark.skipif(os.name == "nt", reason="Windows has such a place for each user")


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """The system's folder for passing files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def killed(place) -> Path:
    """The folder of a process that ended without clearing away."""
    code = "import os; from faceorg.passing import PassingFolder as P; folder = P(); print(folder.path, flush=True); "
    code += "os.abort()"
    environment = os.environ | {"TMPDIR": str(place)}
    ran = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    folder = Path(ran.stdout.strip())
    (folder / "vectors.f32").write_bytes(b"faces")
    return folder


def an_old_one(place: Path, *files: str, name: str = "faceorg-index-ab0_9xyz", mode: int = 0o700) -> Path:
    """A folder as releases before made them, not changed for years."""
    folder = place / name
    folder.mkdir(mode=mode)
    for file in files:
        (folder / file).write_text("mine")
    os.utime(folder, (0, 0))
    return folder


def test_what_a_killed_process_left_is_found_and_what_a_running_one_uses_is_not(place, killed):
    running = PassingFolder()
    assert list(abandoned_folders()) == [killed]
    running.close()
    assert list(abandoned_folders()) == [killed] and not running.path.exists()


@needs_users
def test_nothing_of_another_users_is_looked_into(place, killed, monkeypatch):
    an_old_one(place, "manifest.json")
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    looked_into = []
    monkeypatch.setattr(passing, "open_own", lambda path, flags: looked_into.append(path) or os.open(path, flags))
    assert list(abandoned_folders()) == [] and looked_into == []


@needs_users
def test_a_folder_is_closed_to_other_users_whatever_their_habits(place):
    before = os.umask(0)
    try:
        folder = PassingFolder()
    finally:
        os.umask(before)
    assert folder.path.stat().st_mode & 0o077 == 0
    folder.close()


@needs_users
def test_no_link_is_followed_nor_taken_away(place, killed, tmp_path_factory):
    """Anybody may lay one there, to the folder of a process that was killed elsewhere, or to a home."""
    home = tmp_path_factory.mktemp("home")
    shutil.move(killed, home / "there")
    link = place / "faceorg-passing-abcdefgh"
    link.symlink_to(home / "there")
    assert list(abandoned_folders()) == []
    folder = place / "faceorg-passing-bcdefghi"
    folder.mkdir(mode=0o700)
    (folder / "in-use.lock").symlink_to(home / "there" / "in-use.lock")
    assert list(abandoned_folders()) == []


@pytest.mark.parametrize("name", ["faceorg-passing-notes", "faceorg-index-of-my-thesis", "faceorg-reading-list"])
def test_a_folder_of_the_users_own_with_such_a_name_stays(place, name):
    an_old_one(place, "thesis.txt", name=name)
    assert list(abandoned_folders()) == []


@pytest.mark.parametrize(
    ("files", "mode"),
    [
        pytest.param(("manifest.json", "thesis.txt"), 0o700, id="with a file of the user's own"),
        pytest.param(("holiday.jpg",), 0o755, id="open to others"),
    ],
)
@needs_users
def test_of_folders_without_a_lock_goes_only_what_releases_before_made(place, files, mode):
    an_old_one(place, *files, mode=mode)
    made = an_old_one(place, "manifest.json", "vectors.f32", name="faceorg-index-zz0_9xyz")
    young = an_old_one(place, "manifest.json", name="faceorg-reading-yy0_9xyz")
    os.utime(young)
    assert list(abandoned_folders()) == [made]


def test_where_no_lock_tells_only_an_old_folder_is_left_behind(place, killed, monkeypatch):
    def knows_no_locks(_stream):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(passing, "try_lock", knows_no_locks)
    running = PassingFolder()
    os.utime(killed, (0, 0))
    assert list(abandoned_folders()) == [killed]
    running.close()


def test_a_folder_that_somebody_clears_away_while_it_is_made_is_made_again(place, monkeypatch):
    answers = iter([False, True])
    monkeypatch.setattr(passing, "try_lock", lambda _stream: next(answers))
    folder = PassingFolder()
    assert len(list(place.iterdir())) == 2 and folder.path.is_dir()
    folder.close()
