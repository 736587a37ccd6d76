"""How the files of a library are opened that is only read, wherever it lies: also on a disk that is full or read-only.

A database in WAL mode wants a file beside it (-shm) even from its readers. Where that cannot be made, one whose log is
empty is read as it lies (`immutable`: nobody can be writing there); one whose log holds commits is read from a copy.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog.storage import derived_files, places
from faceorg.catalog.storage.faults import CATALOG_FILE, DERIVED_FILES, SQLITE_ERRORS, disk_faults
from faceorg.errors import LibraryProblem
from faceorg.files.sqlite_files import log_of
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message

if TYPE_CHECKING:
    from faceorg.passing import PassingFolder

# What SQLite says where it cannot make its file beside the database.
_NO_PLACE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


class ReadOnlyFiles:
    """uris : how to open each file that can be, by alias ("main", "emb", "thumbs"); left_out : which derived files
    cannot, and what to do about it."""

    def __init__(self, folder: Path) -> None:
        self._copies: PassingFolder | None = None
        self.uris = {"main": self._uri(folder / CATALOG_FILE)}
        self.left_out: list[Message] = []
        for alias, name in DERIVED_FILES.items():
            if os.path.exists(folder / name) and (fault := self._take_in(folder / name, alias)) is not None:
                self.left_out.append(fault)

    def close(self) -> None:
        """Remove copies. No connection may be open any more."""
        if self._copies is not None:
            self._copies.close()

    def _take_in(self, file: Path, alias: str) -> Message | None:
        """Add a derived file to `uris`; return why it cannot be."""
        if (found := places.no_file_among(file)) is not None:  # SQLite would wait for a pipe for ever
            is_anybodys = os.path.isdir(found) and any(found.iterdir())
            if is_anybodys:  # the one thing that no rebuild takes away
                return Message(ProblemCode.DERIVED_FILE_IN_THE_WAY, file=found)
            return Message(FindingCode.DERIVED_FILE_LEFT_OUT, file=file)
        try:
            uri = self._uri(file)
            if not derived_files.is_usable(file.parent, alias, uri):
                return Message(FindingCode.DERIVED_FILE_LEFT_OUT, file=file)
        except LibraryProblem as problem:
            return problem.message
        self.uris[alias] = uri
        return None

    def _uri(self, file: Path) -> str:
        plain = file.as_uri() + "?mode=ro"
        if opens(plain):
            return plain
        if not _has_log(file):
            return file.as_uri() + "?immutable=1"
        return self._copy_of(file).as_uri() + "?mode=ro"

    def _copy_of(self, file: Path) -> Path:
        if self._copies is None:
            from faceorg.passing import PassingFolder

            self._copies = PassingFolder()
        copy = self._copies.path / file.name
        with disk_faults(copy.parent):
            shutil.copyfile(file, copy)
            shutil.copyfile(log_of(file), log_of(copy))
        return copy


def opens(uri: str) -> bool:
    """Whether SQLite finds place for what it needs beside a file; a damaged one is for others to tell."""
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except SQLITE_ERRORS as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NO_PLACE
    return True


def _has_log(file: Path) -> bool:
    log = log_of(file)
    return os.path.isfile(log) and log.stat().st_size > 0
