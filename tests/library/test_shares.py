"""Libraries on shares without locks, and on disks that were full when they were made."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from faceorg.catalog import photos
from faceorg.catalog.storage.connection import CATALOG_FILE
from faceorg.errors import LibraryLocked, LibraryProblem, LibraryReadOnly
from faceorg.library.opening.open_library import open_library
from faceorg.messages.codes import ProblemCode
from tests.problems import refused

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="flock is the locks of other systems")


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
def test_a_share_without_locks_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    import fcntl

    def no_locks(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with refused(LibraryProblem, ProblemCode.NO_LOCKS_HERE, folder="library"):
        open_library(tmp_path / "library")


def test_a_lock_that_somebody_has_names_the_holder(tmp_path: Path) -> None:
    with open_library(tmp_path / "library", program="the first"), refused(LibraryLocked, ProblemCode.LIBRARY_LOCKED):
        open_library(tmp_path / "library")


def test_a_library_that_was_begun_on_a_full_disk_is_no_older_one(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / CATALOG_FILE).touch()  # as far as a full disk lets it come
    with refused(LibraryReadOnly, ProblemCode.LIBRARY_NEVER_FINISHED):
        open_library(folder, edit=False)
    with open_library(folder) as opened:  # there is room again
        assert photos.roots(opened.catalog) == []
    with open_library(folder, edit=False) as opened:
        assert list(photos.all_photos(opened.catalog)) == []
