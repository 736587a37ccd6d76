"""A backup that cannot be made costs the backup and nothing else: the library opens, closes, and nobody locks it."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from faceorg.catalog import clusters, people
from faceorg.catalog.storage import connection as connections
from faceorg.catalog.storage.faults import CATALOG_FILE
from faceorg.errors import DiskFull, LibraryProblem
from faceorg.library import maintenance
from faceorg.library.opening import backups
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message
from tests.problems import refused
from tests.systems import open_paths, refuse_flushing_what_is_read

OLD = Path(__file__).parents[2] / "catalog" / "old_catalogue_3.sqlite"


@pytest.fixture
def named(family):
    """A library with a name in it, closed, with a backup of yesterday that makes another one due."""
    edits.name_cluster(family.library, clusters.clusters(family.library.catalog)[0].id, "Anna")
    family.library.close()
    for file in backups.backups(family.library.folder):
        os.utime(file, (0, 0))
    return family.library.folder


def no_flushing(patch):
    def refuse(_descriptor):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    patch.setattr(os, "fsync", refuse)


def no_room(patch):
    """A disk on which nothing is begun any more: what is there can be written to."""
    real = os.open

    def full(path, flags, *rest, **options):
        if flags & os.O_CREAT and not os.path.exists(path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        return real(path, flags, *rest, **options)

    patch.setattr(os, "open", full)


def no_room_for_the_copy(patch):
    """A disk that is full while SQLite copies."""

    class Full(sqlite3.Connection):
        def execute(self, *_said):
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

    real = sqlite3.connect
    patch.setattr(
        connections.sqlite3,
        "connect",
        lambda at, **options: real(at, **({} if options or at == ":memory:" else {"factory": Full}), **options),
    )


def no_rights(patch):
    real = os.mkdir

    def refuse(path, *rest, **options):
        if os.path.basename(path) == "backups":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        real(path, *rest, **options)

    patch.setattr(os, "mkdir", refuse)


FAULTS = [no_flushing, no_room, no_room_for_the_copy, no_rights]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_backup_that_fails_keeps_no_library_shut_and_leaves_no_lock(named, monkeypatch, fault):
    if fault is no_rights:
        shutil.rmtree(named / "backups")
    told: list[Message] = []
    with monkeypatch.context() as patch:
        fault(patch)
        with open_library(named, tell=told.append) as opened:
            person = people.people(opened.catalog)[0]
            edits.rename_person(opened, person.id, "Anna Keller")
    assert {message.code for message in told} == {FindingCode.NO_BACKUP_MADE}
    assert len(told) == 1, "met at the opening, which it was due at, and again at the end: said once"
    with open_library(named, tell=told.append) as again:  # nobody holds the lock
        assert [person.name for person in people.people(again.catalog)] == ["Anna Keller"]
    assert len(told) == 1, "and one is made now"


@pytest.mark.parametrize("fault", [no_room, no_rights])
def test_who_asks_for_a_backup_is_told_why_there_is_none(named, monkeypatch, fault):
    with open_library(named) as opened:
        shutil.rmtree(named / "backups")
        fault(monkeypatch)
        with pytest.raises(LibraryProblem) as caught:
            backups.back_up(opened)
        monkeypatch.undo()
    assert caught.value.code in (ProblemCode.DISK_FULL, ProblemCode.LIBRARY_NOT_WRITABLE)


@pytest.mark.skipif(os.name == "nt", reason="pipes are elsewhere there, and links need a right")
@pytest.mark.parametrize(
    "put",
    [
        pytest.param(lambda place: place.mkdir(), id="a folder"),
        pytest.param(lambda place: place.symlink_to("nowhere"), id="a link to nothing"),
        pytest.param(lambda place: place.symlink_to("/dev/zero"), id="a link to a device"),
        pytest.param(os.mkfifo, id="a pipe"),
    ],
)
def test_what_only_has_the_name_of_a_backup_keeps_none_from_being_made(named, put):
    """One with a later name than all others, and one whose name is no time."""
    put(named / "backups" / "catalog-2026-12-31-235959.sqlite")
    put(named / "backups" / "catalog-2nd.sqlite")
    before = len(backups.backups(named))
    told: list[Message] = []
    with open_library(named, tell=told.append) as opened:
        edits.rename_person(opened, people.people(opened.catalog)[0].id, "Anna Keller")
    assert told == [] and len(backups.backups(named)) > before
    assert maintenance_finds_nothing(named)


def maintenance_finds_nothing(folder: Path) -> bool:
    with open_library(folder) as opened:
        codes = {finding.message.code for finding in maintenance.check(opened).findings}
    return codes <= {FindingCode.LINK_IN_LIBRARY, FindingCode.READABLE_BY_OTHERS}


CLOSED = """
import ctypes, sys
libc = ctypes.CDLL(None)
# Root has all rights whatever the files say; without its capabilities it has those of the files' owner.
libc.prctl(28, 3, 0, 0, 0)
header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
libc.capset(header, nothing)
from faceorg.__main__ import main
sys.argv = ["faceorg", *sys.argv[1:]]
sys.exit(main())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="capabilities")
@pytest.mark.parametrize("mode", [0o000, 0o444])
@pytest.mark.parametrize("place", ["backups", "index", "."])
@pytest.mark.parametrize("verb", [("check",), ("check", "--restore", "--yes"), ("wipe", "--yes")])
def test_a_closed_place_ends_no_verb_in_a_traceback(named, own_cache, place, mode, verb):
    closed = named / place.format(newest=backups.backups(named)[0].name)
    if not closed.exists():
        closed.mkdir(parents=True)
    closed.chmod(mode)
    command = [sys.executable, "-c", CLOSED, *verb, "--library", str(named)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert "Traceback" not in ran.stderr and ran.returncode in (0, 1, 2), ran.stderr
    if os.path.lexists(closed):
        closed.chmod(0o700)
    if verb[0] == "wipe" and place != ".":
        assert not (named / CATALOG_FILE).exists() and not (named / "backups").exists()
    elif verb[0] != "wipe":
        if place == "backups":
            assert ran.returncode == 1 and f"{closed} may not be read" in ran.stdout + ran.stderr, ran
        with open_library(named, edit=False) as opened:
            assert [person.name for person in people.people(opened.catalog)] == ["Anna"]


@pytest.fixture
def away(tmp_path):
    """A folder of the user's own, for `backups` to lead to."""
    away = tmp_path / "away"
    away.mkdir()
    return away


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_no_backup_is_written_where_a_link_leads(named, away):
    shutil.rmtree(named / "backups")
    (named / "backups").symlink_to(away)
    told: list[Message] = []
    with open_library(named, tell=told.append) as opened:
        edits.rename_person(opened, people.people(opened.catalog)[0].id, "Anna Keller")
        with refused(LibraryProblem, ProblemCode.BACKUPS_FOLDER_IS_A_LINK, folder="backups"):
            backups.back_up(opened)
        found = [finding.message for finding in maintenance.check(opened).findings]
    assert {message.code for message in told} == {FindingCode.NO_BACKUP_MADE}
    assert ProblemCode.BACKUPS_FOLDER_IS_A_LINK in {message.code for message in found}
    assert list(away.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_nor_the_copy_of_an_old_library(tmp_path, away):
    folder = tmp_path / "library"
    folder.mkdir()
    shutil.copyfile(OLD, folder / CATALOG_FILE)
    (folder / "backups").symlink_to(away)
    told: list[Message] = []
    with open_library(folder, tell=told.append) as opened:
        assert people.people(opened.catalog)
    assert FindingCode.NO_BACKUP_MADE in {message.code for message in told} and list(away.iterdir()) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_an_old_library_opens_without_the_copy_of_what_it_was(tmp_path, monkeypatch, fault):
    folder = tmp_path / "library"
    folder.mkdir()
    shutil.copyfile(OLD, folder / CATALOG_FILE)
    for file in ("embeddings.sqlite", "thumbnails.sqlite", "library.lock"):
        (folder / file).touch()
    told: list[Message] = []
    with monkeypatch.context() as patch:
        fault(patch)
        with open_library(folder, tell=told.append) as opened:
            assert people.people(opened.catalog)
    assert FindingCode.NO_BACKUP_MADE in {message.code for message in told}
    with open_library(folder):
        pass


def test_an_old_copy_that_cannot_be_deleted_is_no_failure(named, monkeypatch):
    monkeypatch.setattr(backups, "KEPT_BACKUPS", 1)

    def refuse(path, *_rest, **_options):
        raise PermissionError(errno.EACCES, "used by another process", str(path))

    told: list[Message] = []
    with open_library(named, tell=told.append) as opened:
        before = backups.backups(named)
        with monkeypatch.context() as patch:
            patch.setattr(os, "unlink", refuse)
            made = backups.back_up(opened)
        assert made in backups.backups(named)
        assert set(before) <= set(backups.backups(named))
    assert told == []


def test_only_files_that_were_opened_for_writing_are_flushed(family, monkeypatch):
    """Windows refuses the others, which made the second opening of a library fail there."""
    flushed = refuse_flushing_what_is_read(monkeypatch)
    folder = family.library.folder
    edits.name_cluster(family.library, clusters.clusters(family.library.catalog)[0].id, "Anna")
    family.library.close()
    assert flushed
    told: list[Message] = []
    with open_library(folder, tell=told.append) as again:
        backups.back_up(again)
        assert [person.name for person in people.people(again.catalog)] == ["Anna"]
    assert told == []


def test_a_library_whose_settings_do_not_read_is_closed_again(named):
    settings = named / "settings.toml"
    kept = settings.read_bytes()
    settings.write_text("= nonsense")
    with refused(LibraryProblem, ProblemCode.SETTINGS_CANNOT_BE_READ):
        open_library(named)
    assert not [path for path in open_paths() if path.startswith(str(named)) and path.endswith(".sqlite")]
    settings.write_bytes(kept)
    open_library(named).close()


def test_what_cannot_be_listed_for_cleaning_up_is_opened_all_the_same(named, monkeypatch):
    from faceorg.library.opening import library as libraries

    def refuse(_folder):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(libraries, "remove_leftovers", refuse)
    open_library(named).close()
    open_library(named).close()


def test_a_full_disk_is_named_in_what_is_told(named, monkeypatch):
    told: list[Message] = []
    with monkeypatch.context() as patch:
        no_room_for_the_copy(patch)
        open_library(named, tell=told.append).close()
    assert told[0].fields["why"] == DiskFull(ProblemCode.DISK_FULL, folder=named).message
