"""How the files of a library are opened that is only read, wherever it lies: also on a disk that is full or read-only.

A database in WAL mode wants a file beside it (-shm) even from its readers. Where that cannot be made, one whose log is
empty is read as it lies (`immutable`: nobody can be writing there); one whose log holds commits is read from a copy.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from faceorg.catalog.storage import derived_files
from faceorg.catalog.storage.faults import CATALOG_FILE, DERIVED_FILES, SQLITE_ERRORS, disk_faults
from faceorg.passing import PassingFolder

# What SQLite says where it cannot make its file beside the database.
_NO_PLACE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


class ReadOnlyFiles:
    """uris : how to open each file that can be, by alias ("main", "emb", "thumbs"); left_out : names of derived files
    that are damaged."""

    def __init__(self, folder: Path) -> None:
        self._copies: PassingFolder | None = None
        self.uris = {"main": self._uri(folder / CATALOG_FILE)}
        self.left_out: list[str] = []
        for alias, name in DERIVED_FILES.items():
            if not (folder / name).exists():
                continue
            if derived_files.no_file_among(folder / name) is None:  # SQLite would wait for a FIFO for ever
                uri = self._uri(folder / name)
                if derived_files.is_usable(folder, alias, uri):
                    self.uris[alias] = uri
                    continue
            self.left_out.append(name)

    def close(self) -> None:
        """Remove copies. No connection may be open any more."""
        if self._copies is not None:
            self._copies.close()

    def _uri(self, file: Path) -> str:
        plain = file.as_uri() + "?mode=ro"
        if opens(plain):
            return plain
        if not _has_log(file):
            return file.as_uri() + "?immutable=1"
        return self._copy_of(file).as_uri() + "?mode=ro"

    def _copy_of(self, file: Path) -> Path:
        if self._copies is None:
            self._copies = PassingFolder()
        copy = self._copies.path / file.name
        with disk_faults(copy.parent):
            for suffix in ("", "-wal"):
                shutil.copyfile(file.with_name(file.name + suffix), copy.with_name(copy.name + suffix))
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
    log = file.with_name(file.name + "-wal")
    return log.is_file() and log.stat().st_size > 0
