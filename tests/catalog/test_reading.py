"""A library is read wherever it lies: also where SQLite cannot make its file beside a database."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faceorg.catalog import photos
from faceorg.catalog.storage import reading
from faceorg.catalog.storage.connection import Catalog


@pytest.fixture
def no_place(monkeypatch):
    """As on a disk that is full or read-only."""
    monkeypatch.setattr(reading, "opens", lambda _uri: False)


def paths_read(folder: Path) -> list[str]:
    reader = Catalog(folder, read_only=True)
    try:
        return [photo.path.name for photo in photos.all_photos(reader)]
    finally:
        reader.close()


def test_a_library_whose_log_is_empty_is_read_as_it_lies(tmp_path, no_place):
    catalog = Catalog(tmp_path)
    photos.add_pending(catalog, [(Path("/one.jpg"), 1, 1)])
    catalog.close()
    before = sorted(path.name for path in tmp_path.iterdir())
    assert paths_read(tmp_path) == ["one.jpg"]
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_what_is_in_the_log_alone_is_read_too(tmp_path, no_place):
    """As a killed scan leaves it; read as it lies, it would be an answer of yesterday."""
    catalog = Catalog(tmp_path / "library")
    photos.add_pending(catalog, [(Path("/one.jpg"), 1, 1)])
    left = Path(shutil.copytree(tmp_path / "library", tmp_path / "killed"))
    catalog.close()
    assert (left / "catalog.sqlite-wal").stat().st_size > 0
    assert paths_read(left) == ["one.jpg"]


_FULL = """
import os, subprocess, sys
from pathlib import Path
from faceorg.catalog import photos
from faceorg.catalog.storage.connection import Catalog
folder = Path(sys.argv[1])
if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]).returncode:
    sys.exit(77)
catalog = Catalog(folder)
photos.add_pending(catalog, [(Path("/one.jpg"), 1, 1)])
catalog.close()
with open(folder / "filler", "wb", buffering=0) as filler:
    try:
        while True:
            filler.write(b"x" * 512)
    except OSError:
        pass
for options in (None, "remount,ro"):
    if options:
        subprocess.run(["mount", "-o", options, str(folder)], check=True)
    reader = Catalog(folder, read_only=True)
    print([photo.path.name for photo in photos.all_photos(reader)])
    reader.close()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux") or shutil.which("unshare") is None, reason="needs unshare")
def test_a_disk_that_is_full_or_read_only_is_read(tmp_path):
    """On a small disk of its own, in a namespace of its own, where the system offers one."""
    command = ["unshare", "--map-root-user", "--mount", sys.executable, "-c", _FULL, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment)
    if ran.returncode == 77 or "unshare" in ran.stderr:
        pytest.skip("this system lets nobody mount a disk of his own")
    assert ran.stdout.splitlines() == ["['one.jpg']"] * 2, ran.stderr
