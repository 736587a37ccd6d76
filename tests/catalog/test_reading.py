"""A library is read wherever it lies: also where SQLite cannot make its file beside a database."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faceorg.catalog.pictures import photos
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
from faceorg.catalog.pictures import photos
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


_READS = """
import sys
from pathlib import Path
from faceorg.catalog.pictures import photos
from faceorg.catalog.storage.connection import Catalog
from faceorg.errors import LibraryProblem
try:
    catalog = Catalog(Path(sys.argv[1]), read_only=sys.argv[2] == "reading")
    print([photo.path.name for photo in photos.all_photos(catalog)], *(note.code for note in catalog.notes))
    catalog.close()
except LibraryProblem as problem:
    print(problem.code)
"""
_NEEDS_PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")


def with_pipe(folder: Path, name: str, how: str) -> str:
    """What opening a catalogue of one photo says where a FIFO lies under `name`, in a process that may hang."""
    catalog = Catalog(folder)
    photos.add_pending(catalog, [(Path("/one.jpg"), 1, 1)])
    catalog.close()
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", _READS, str(folder), how]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    return ran.stdout.strip() or ran.stderr


@_NEEDS_PIPES
@pytest.mark.parametrize("name", ["embeddings.sqlite", "thumbnails.sqlite", "embeddings.sqlite-journal"])
def test_a_pipe_in_the_place_of_what_is_derived_is_left_out_and_not_waited_for(tmp_path, name):
    assert with_pipe(tmp_path, name, "reading") == "['one.jpg'] derived_file_left_out"


@_NEEDS_PIPES
@pytest.mark.parametrize("name", ["embeddings.sqlite", "thumbnails.sqlite-journal"])
def test_whoever_writes_puts_a_new_file_in_the_place_of_such_a_pipe(tmp_path, name):
    assert with_pipe(tmp_path, name, "writing") == "['one.jpg'] derived_file_dropped"


@_NEEDS_PIPES
@pytest.mark.parametrize("how", ["reading", "writing"])
@pytest.mark.parametrize("name", ["catalog.sqlite", "catalog.sqlite-journal", "catalog.sqlite-wal"])
def test_a_pipe_among_the_files_of_the_catalogue_is_named(tmp_path, name, how):
    assert with_pipe(tmp_path, name, how) == "database_is_no_file"


@_NEEDS_PIPES
def test_a_pipe_among_the_backups_is_no_backup(tmp_path):
    os.mkfifo(tmp_path / "catalog-2020-01-01.sqlite")
    code = "import sys; from pathlib import Path\n"
    code += "from faceorg.catalog.storage.soundness import facts_of_file, fault_of\n"
    code += "print(facts_of_file(Path(sys.argv[1])), fault_of(Path(sys.argv[1])).code)"
    command = [sys.executable, "-c", code, str(tmp_path / "catalog-2020-01-01.sqlite")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert ran.stdout.strip() == "None not_a_plain_file", ran.stderr
