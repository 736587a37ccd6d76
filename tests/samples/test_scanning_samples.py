"""`faceorg scan --samples`: a copy in the library, made once, scanned like any folder, deleted with the library."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from faceorg import paths
from faceorg.errors import InvalidInput, LibraryProblem, NotFound
from faceorg.library.scanning.inventory import usable_folders
from faceorg.library.scanning.samples import NOT_PHOTOS, copy_samples
from faceorg.messages.codes import ProblemCode
from tests.problems import refused


def facts_of(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of every file below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


def faceorg(library: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "faceorg", *arguments, "--library", str(library)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_samples_are_scanned_from_a_copy_once(sample_photos: Path, tmp_path: Path) -> None:
    shipped = facts_of(sample_photos)
    library = tmp_path / "library"
    first = faceorg(library, "scan", "--samples")
    photos = len([path for path in shipped if path.suffix not in NOT_PHOTOS])
    assert f"{photos} photos: {photos} analysed, 0 unchanged, 0 failed" in first
    assert f"{photos} photos: 0 analysed, {photos} unchanged" in faceorg(library, "scan", "--samples")
    assert f"{photos} photos: 0 analysed, {photos} unchanged" in faceorg(library, "scan")
    assert "samples" not in faceorg(library, "check")
    assert facts_of(sample_photos) == shipped
    faceorg(library, "wipe", "--yes")
    assert not (library / "samples").exists()
    assert facts_of(sample_photos) == shipped


def test_the_copy_has_a_time_that_dates_no_photo_and_is_the_owners_alone(sample_photos: Path, tmp_path: Path) -> None:
    own = copy_samples(tmp_path)
    copied, shipped = facts_of(own), facts_of(sample_photos)
    sizes = {path: size for path, (size, _time) in shipped.items() if path.suffix not in NOT_PHOTOS}
    assert {path: size for path, (size, _time) in copied.items()} == sizes
    assert {time for _size, time in copied.values()} == {0}
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in [own, *own.rglob("*")]} == {0}


def test_what_was_written_into_the_copy_stays(tmp_path: Path) -> None:
    changed = next(copy_samples(tmp_path).rglob("*.JPG"))
    changed.write_bytes(b"with a name in it")
    copy_samples(tmp_path)
    assert changed.read_bytes() == b"with a name in it"


def test_an_installation_without_samples_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "samples_dir", lambda: tmp_path / "none")
    with refused(NotFound, ProblemCode.NO_SAMPLES):
        copy_samples(tmp_path / "library")


def test_of_the_librarys_folder_only_the_samples_can_be_scanned(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    assert usable_folders([copy_samples(tmp_path)], tmp_path) == [(tmp_path / "samples").resolve()]
    for own in (tmp_path, tmp_path / "backups", tmp_path / "samples" / "2016"):
        with refused(InvalidInput, ProblemCode.FOLDER_OF_THE_LIBRARY):
            usable_folders([own], tmp_path)


@pytest.mark.parametrize("link", ["samples", "samples/2016"])
def test_the_copies_never_come_among_somebodys_own_photos(sample_photos: Path, tmp_path: Path, link: str) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (tmp_path / "library" / link).parent.mkdir(parents=True)
    (tmp_path / "library" / link).symlink_to(own)
    with refused(LibraryProblem, ProblemCode.SAMPLES_NOT_COPIED):
        copy_samples(tmp_path / "library")
    assert list(own.iterdir()) == []
