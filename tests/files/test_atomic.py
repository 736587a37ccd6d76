"""Files change in one step: whatever goes wrong, the old file is there, whole, and nothing is left beside it."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from faceorg.files import atomic, sqlite_files
from faceorg.library.opening.open_library import open_library
from faceorg.library.wiping import wipe

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights and links are other things there")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"old")
    atomic.write_bytes(file, b"new")
    assert file.read_bytes() == b"new"
    assert names(tmp_path) == ["settings.toml"]


def test_a_reader_sees_the_old_file_until_the_new_one_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"old")
    with atomic.replacing(file) as new:
        new.write(b"half")
        new.flush()
        assert file.read_bytes() == b"old"
        new.write(b" and half")
    assert file.read_bytes() == b"half and half"


def test_a_file_that_comes_in_pieces_has_its_name_only_once_it_is_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "network.onnx"
    file.write_bytes(b"old")
    atomic.add_piece(file, "1", b"of a run that was killed", is_first=True)
    atomic.add_piece(file, "1", b"half", is_first=True)
    new = atomic.add_piece(file, "1", b" and half", is_first=False)
    assert file.read_bytes() == b"old" and new.read_bytes() == b"half and half"
    flushed = []
    monkeypatch.setattr(os, "fsync", lambda _handle: flushed.append(file.read_bytes()))
    atomic.finish_pieces(new, file)
    assert flushed[0] == b"old"  # the content is flushed first, and then its name
    assert file.read_bytes() == b"half and half" and names(tmp_path) == ["network.onnx"]


def test_what_a_killed_run_left_of_pieces_goes_when_the_next_file_comes(tmp_path: Path) -> None:
    left = atomic.add_piece(tmp_path / "network.onnx", "1", b"half", is_first=True)
    assert atomic.LEFTOVER.fullmatch(left.name), "what is deleted knows it by its name"
    os.utime(left, (0, 0))
    new = atomic.add_piece(tmp_path / "network.onnx", "2", b"half", is_first=True)
    assert names(tmp_path) == [new.name] != [left.name]


def test_what_goes_wrong_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"old")
    with pytest.raises(RuntimeError), atomic.replacing(file) as new:
        new.write(b"half")
        raise RuntimeError("the disk is full")
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["people.csv"]


def test_the_last_check_sees_the_whole_new_file_and_can_still_refuse(tmp_path: Path) -> None:
    file, seen = tmp_path / "photo.xmp", []

    def refuse(new: Path) -> None:
        seen.append(new.read_bytes())
        raise ValueError("changed meanwhile")

    with pytest.raises(ValueError, match="changed meanwhile"), atomic.replacing(file, before=refuse) as new:
        new.write(b"names")
    assert seen == [b"names"]
    assert names(tmp_path) == []


@posix
def test_new_files_are_the_owners_alone_unless_said_otherwise(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        atomic.write_bytes(tmp_path / "own", b"")
        with atomic.replacing(tmp_path / "open", mode=atomic.AS_THE_SYSTEM_SAYS):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "own").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o644


@posix
def test_the_old_files_permissions_are_kept_where_asked(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.touch()
    file.chmod(0o640)
    with atomic.replacing(file, keep_mode=True) as new:
        new.write(b"new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@posix
def test_a_link_that_lies_in_wait_is_never_written_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    monkeypatch.setattr(os, "urandom", lambda count: bytes(count))
    (tmp_path / f".{'00' * 8}{atomic.NEW_SUFFIX}").symlink_to(victim)
    with pytest.raises(FileExistsError):
        atomic.write_bytes(tmp_path / "settings.toml", b"new")
    assert victim.read_bytes() == b"precious"


def test_opening_a_library_clears_what_killed_runs_left(tmp_path: Path) -> None:
    with open_library(tmp_path / "library"):
        pass
    places = [tmp_path / "library", tmp_path / "library" / "backups"]
    for place in places:
        place.mkdir(exist_ok=True)
        leftover = place / f".1{atomic.NEW_SUFFIX}"
        leftover.touch()
        os.utime(leftover, (0, 0))
    with open_library(tmp_path / "library"):
        pass
    assert [name for place in places for name in names(place) if atomic.NEW_SUFFIX in name] == []


def test_wiping_deletes_an_unfinished_copy_of_the_catalogue(own_cache, tmp_path: Path) -> None:
    with open_library(tmp_path / "library"):
        pass
    copy = tmp_path / "library" / f".1{atomic.NEW_SUFFIX}"
    copy.write_bytes(b"faces")
    assert copy in wipe(tmp_path / "library").deleted
    assert not copy.exists()


def test_what_sqlite_keeps_beside_a_database_is_told_by_its_name(tmp_path: Path) -> None:
    """Of a real database in WAL mode: its log and its shared memory lie there while it is open."""
    file = tmp_path / "catalog.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE people (name)")
        there = [path for path in sqlite_files.with_beside(file) if path.exists()]
        assert sorted(path.name for path in there) == names(tmp_path)
        assert sqlite_files.log_of(file) in there and there[0] == file
        assert {sqlite_files.database_of(path) for path in there} == {file}
