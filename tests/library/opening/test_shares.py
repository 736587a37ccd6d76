"""Libraries on shares without locks, and on disks that were full when they were made."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from faceorg.catalog.pictures import photos
from faceorg.catalog.storage.connection import CATALOG_FILE
from faceorg.catalog.storage.faults import EMBEDDINGS_FILE
from faceorg.errors import LibraryLocked, LibraryProblem, LibraryReadOnly
from faceorg.files.file_lock import only_one
from faceorg.files.plain_files import NotAPlainFile
from faceorg.library import wiping
from faceorg.library.opening import locking
from faceorg.library.opening.open_library import open_library
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import worded
from faceorg.messages.text import Language
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
    who = {"program": "the first", "pid": os.getpid(), "host": locking.host()}
    with (
        open_library(tmp_path / "library", program="the first"),
        refused(LibraryLocked, ProblemCode.LIBRARY_LOCKED, **who) as caught,
    ):
        open_library(tmp_path / "library")
    since = caught.value.fields["since"]
    holder = f"the first (process {os.getpid()} on {locking.host()}, since {since})"
    assert f" is being edited by {holder};" in str(caught.value)


def test_a_window_that_holds_the_lock_is_named_in_the_language_of_the_reader(tmp_path: Path) -> None:
    with (
        open_library(tmp_path / "library", program=locking.WINDOW),
        refused(LibraryLocked, ProblemCode.LIBRARY_LOCKED, program=ReasonCode.WINDOW_OF_FACEORG) as caught,
    ):
        open_library(tmp_path / "library")
    assert " is being edited by the faceorg window (process " in str(caught.value)
    german = worded(caught.value.message, Language.GERMAN)
    assert f" wird gerade von dem Fenster von faceorg (Prozess {os.getpid()} auf {locking.host()}, seit " in german


def linked(lock: Path, victim: Path) -> None:
    lock.symlink_to(victim)


def linked_to_nowhere(lock: Path, victim: Path) -> None:
    lock.symlink_to(victim.parent / "nowhere")


def named_twice(lock: Path, victim: Path) -> None:
    os.link(victim, lock)


def piped(lock: Path, _victim: Path) -> None:
    os.mkfifo(lock)


IN_THE_WAY = [
    (linked, ReasonCode.LEADS_ELSEWHERE),
    (linked_to_nowhere, ReasonCode.LEADS_ELSEWHERE),
    (named_twice, ReasonCode.LEADS_ELSEWHERE),
    (piped, ReasonCode.NOT_A_PLAIN_FILE),
]


@pytest.mark.parametrize(("put", "why"), IN_THE_WAY)
def test_what_stands_in_the_place_of_the_lock_is_never_written_to(tmp_path: Path, put, why) -> None:
    folder, victim = tmp_path / "library", tmp_path / "victim.txt"
    open_library(folder).close()
    victim.write_text("mine")
    (folder / locking.LOCK_FILE).unlink()
    put(folder / locking.LOCK_FILE, victim)
    for edit in (open_library, wiping.wipe):
        with refused(LibraryProblem, ProblemCode.LOCK_FILE_UNUSABLE, file="library.lock", why=why):
            edit(folder)
    assert victim.read_text() == "mine" and not (tmp_path / "nowhere").exists()
    (folder / locking.LOCK_FILE).unlink()
    open_library(folder).close()


def test_a_folder_in_the_place_of_the_lock_is_named(tmp_path: Path) -> None:
    open_library(tmp_path / "library").close()
    (tmp_path / "library" / locking.LOCK_FILE).unlink()
    (tmp_path / "library" / locking.LOCK_FILE).mkdir()
    for edit in (open_library, wiping.wipe):
        with refused(LibraryProblem, ProblemCode.LOCK_FILE_UNUSABLE, file="library.lock"):
            edit(tmp_path / "library")


@pytest.mark.parametrize(("put", "why"), IN_THE_WAY)
def test_nor_in_the_place_of_any_other_lock(tmp_path: Path, put, why) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    put(tmp_path / "one.lock", victim)
    with pytest.raises(NotAPlainFile) as caught, only_one(tmp_path / "one.lock"):
        pass
    assert caught.value.message.code is why and victim.read_text() == "mine"


@pytest.mark.parametrize("text", ["", "no JSON", "[]", "[" * 9_000, '{"program": "faceorg"}'])
def test_a_lock_whose_text_does_not_read_names_nobody(tmp_path: Path, text: str) -> None:
    with open_library(tmp_path / "library"):
        (tmp_path / "library" / locking.LOCK_FILE).write_text(text, encoding="utf-8")
        with refused(LibraryLocked, ProblemCode.LIBRARY_LOCKED_BY_SOMEBODY, folder="library"):
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


def test_a_library_whose_making_ended_among_its_files_never_held_anything(tmp_path: Path) -> None:
    """As a full disk leaves it: headers, and some of the tables. There was no catalogue to be brought back."""
    folder = tmp_path / "library"
    folder.mkdir()
    for name, begun in (
        (CATALOG_FILE, "PRAGMA user_version = 0; VACUUM"),
        (EMBEDDINGS_FILE, "CREATE TABLE analyzed (photo_id INTEGER PRIMARY KEY)"),
    ):
        with closing(sqlite3.connect(folder / name)) as connection:
            connection.executescript(begun)
    with refused(LibraryReadOnly, ProblemCode.LIBRARY_NEVER_FINISHED):
        open_library(folder, edit=False)
    (folder / EMBEDDINGS_FILE).unlink()
    with closing(sqlite3.connect(folder / EMBEDDINGS_FILE)) as connection:
        connection.execute("PRAGMA user_version = 1")
    with open_library(folder) as opened:
        assert photos.roots(opened.catalog) == []
