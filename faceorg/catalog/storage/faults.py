"""What SQLite and the operating system say of a library's files -> LibraryProblems that name the file and the remedy.

The connections of a catalogue speak so by themselves (`Connection`): no query can forget to translate.

[Note: Whose damage] SQLite does not say which of the attached files is damaged. Advice to put a backup of the catalogue
back would cost decisions where a derived file could simply be made again, so a query that read one of those is held
against the catalogue: if that passes SQLite's quick check, the derived file is the damaged one.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from faceorg.errors import DiskFull, LibraryDamaged, LibraryProblem, LibraryReadOnly
from faceorg.files.sqlite_files import with_beside
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message

CATALOG_FILE = "catalog.sqlite"
EMBEDDINGS_FILE = "embeddings.sqlite"
THUMBNAILS_FILE = "thumbnails.sqlite"
# The derived files, by the name they are attached under.
DERIVED_FILES = {"emb": EMBEDDINGS_FILE, "thumbs": THUMBNAILS_FILE}


# What a query may raise. The second: SQLite's own words quote a damaged file, and Python cannot read them.
SQLITE_ERRORS = (sqlite3.DatabaseError, UnicodeDecodeError)
# Rows that a loop over a query reads ahead.
_ROWS_AT_ONCE = 64
# With less room than this an error of the disk is a full disk: SQLite's file beside a database begins with 32 KiB.
_LEAST_ROOM_BYTES = 65_536


class Cursor(sqlite3.Cursor):
    """Raises LibraryProblem for the world's faults, while a query begins and while its rows are read."""

    connection: Connection  # what made it
    _sql = ""

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        self._sql = sql
        try:
            super().execute(sql, parameters)
        except SQLITE_ERRORS as error:
            raise self.connection.said(error, sql) from error
        return self

    def executemany(self, sql: str, parameters: Any, /) -> Cursor:
        self._sql = sql
        try:
            super().executemany(sql, parameters)
        except SQLITE_ERRORS as error:
            raise self.connection.said(error, sql) from error
        return self

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]  # a generator: rows cost no Python call each
        try:
            while rows := super().fetchmany(_ROWS_AT_ONCE):
                yield from rows
        except SQLITE_ERRORS as error:
            raise self.connection.said(error, self._sql) from error

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except SQLITE_ERRORS as error:
            raise self.connection.said(error, self._sql) from error

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except SQLITE_ERRORS as error:
            raise self.connection.said(error, self._sql) from error

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except SQLITE_ERRORS as error:
            raise self.connection.said(error, self._sql) from error


class Connection(sqlite3.Connection):
    """A connection to a library's files. folder : where they lie, set by whoever opens it."""

    folder: Path

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        return self.cursor(Cursor).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> Cursor:
        return self.cursor(Cursor).executemany(sql, parameters)

    def said(self, error: Exception, sql: str) -> BaseException:
        """Return the problem that SQLite's error means; the error itself where it is nobody's fault but ours."""
        if is_damage(error) or (_is_bare(error) and self._lacks_tables()):
            return damage(self.folder, self._damaged_file(sql))
        return translated(error, self.folder) or error

    def _damaged_file(self, sql: str) -> str:
        """Return the name of the file whose damage this query met [Note: Whose damage]."""
        read = [name for alias, name in DERIVED_FILES.items() if f"{alias}." in sql]
        if read and self._catalog_is_sound():
            return read[0]
        return CATALOG_FILE

    def _catalog_is_sound(self) -> bool:
        try:
            return bool(super().execute("PRAGMA main.quick_check(1)").fetchone()[0] == "ok")
        except SQLITE_ERRORS:
            return False

    def _lacks_tables(self) -> bool:
        """Whether a query failed because the catalogue is not made as it should be."""
        from faceorg.catalog.storage import schema

        try:
            cursor = sqlite3.Connection.cursor(self)
            return bool(schema.lacking(cursor, schema.version_of(cursor)))
        except SQLITE_ERRORS:
            return True


def damage(folder: Path, file: str) -> LibraryDamaged:
    """Return the problem of a damaged file: what is derived is made again, of the catalogue there is a backup."""
    if file == CATALOG_FILE:
        return LibraryDamaged(ProblemCode.CATALOG_DAMAGED, folder=folder)
    return LibraryDamaged(ProblemCode.DERIVED_FILE_DAMAGED, folder=folder, file=file)


def is_damage(error: Exception) -> bool:
    """Whether an error of SQLite's means that what is in a file makes no sense."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # Python's own: a text that is no UTF-8
        return type(error) in (sqlite3.OperationalError, UnicodeDecodeError)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _is_bare(error: Exception) -> bool:
    """Whether SQLite could not make sense of a query, as when a table is not there."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR


def translated(error: Exception, folder: Path) -> LibraryProblem | None:
    """Return what an error that is no damage means; None: a bug, or a constraint that did its work."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(ProblemCode.DISK_FULL, folder=_full_place(folder))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN) and _is_gone(folder):
        return LibraryProblem(ProblemCode.LIBRARY_NOT_USABLE, folder=folder, why=Message(ReasonCode.FILE_NOT_FOUND))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return _closed(folder, _databases(folder))
    if code == sqlite3.SQLITE_IOERR and _is_full(folder):  # no room for the file that SQLite wants beside the database
        return DiskFull(ProblemCode.DISK_FULL, folder=folder)
    if code == sqlite3.SQLITE_IOERR:
        return LibraryProblem(ProblemCode.DISK_ERROR, folder=folder)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryProblem(ProblemCode.LIBRARY_BUSY, folder=folder)
    return None


@contextmanager
def sqlite_faults(folder: Path) -> Iterator[None]:
    """Turn SQLite's words for the world's faults into LibraryProblems about the library in `folder`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        problem = damage(folder, CATALOG_FILE) if is_damage(error) else translated(error, folder)
        if problem is None:
            raise
        raise problem from error


def _is_gone(folder: Path) -> bool:
    """Whether the library is not where it was opened: moved, deleted, or on a disk that was pulled out."""
    try:
        os.lstat(folder / CATALOG_FILE)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def _full_place(folder: Path) -> Path:
    """Return which disk has no room left: the library's, or that on which SQLite sorts (sqlite.org/tempfiles.html)."""
    named = (os.environ.get(name) for name in ("SQLITE_TMPDIR", "TMPDIR", "TEMP"))
    places = [folder, *(Path(place) for place in named if place), *map(Path, ("/var/tmp", "/tmp"))]
    return next((place for place in places if _is_full(place)), folder)


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LEAST_ROOM_BYTES
    except OSError:
        return False


def said_by_sqlite(text: str) -> str:
    """Return what an integrity check found in one line, without its headings ("*** in database main ***")."""
    lines = [line.strip() for line in text.splitlines() if not line.startswith("***")]
    return "; ".join(line for line in lines if line) or text


@contextmanager
def disk_faults(folder: Path) -> Iterator[None]:
    """Turn what the operating system says of the library's folder into LibraryProblems."""
    try:
        yield
    except OSError as error:
        raise _folder_problem(folder, error) from error


def _folder_problem(folder: Path, error: OSError) -> LibraryProblem:
    """Say in one sentence why the library's folder cannot be used."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(ProblemCode.DISK_FULL, folder=folder)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _closed(folder, _way_to(folder, error))
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ELOOP):
        return _in_the_way(folder, error)
    return LibraryProblem(ProblemCode.LIBRARY_NOT_USABLE, folder=folder, why=error)


def _in_the_way(folder: Path, error: OSError) -> LibraryProblem:
    """Name what stands where a folder, or a file, of the library belongs: another library's folder is no help then."""
    if os.path.isdir(folder):
        way = _way_to(folder, error)
        if not way:
            return LibraryProblem(ProblemCode.LIBRARY_NOT_USABLE, folder=folder, why=error)
        taken = next((place for place in way if os.path.lexists(place) and not os.path.isdir(place)), way[-1])
        return LibraryProblem(ProblemCode.PLACE_TAKEN, file=taken)
    if os.path.islink(folder):  # to a disk that is away, as often as not
        return LibraryProblem(ProblemCode.NO_SUCH_FOLDER, folder=folder)
    return LibraryProblem(ProblemCode.FILE_IN_THE_WAY, folder=folder)


def _way_to(folder: Path, error: OSError) -> list[Path]:
    """Return what lies between a library's folder and what an error is about, that last; nothing of one elsewhere."""
    for named in (error.filename2, error.filename):
        if isinstance(named, str | bytes) and folder in (path := Path(os.fsdecode(named))).parents:
            way = [path, *path.parents]
            return way[way.index(folder) - 1 :: -1]
    return []


def _closed(folder: Path, files: Iterable[Path]) -> LibraryReadOnly:
    """files : of which the first that may not be read or written is named; the folder itself where that is what is
    closed, as all of a disk that is read-only, or where all files may be"""
    for file in files if os.access(folder, os.W_OK | os.X_OK) else ():
        needed = os.R_OK | os.W_OK | (os.X_OK if os.path.isdir(file) else 0)
        if os.path.lexists(file) and not os.access(file, needed):
            return LibraryReadOnly(ProblemCode.PLACE_CLOSED, file=file)
    return LibraryReadOnly(ProblemCode.LIBRARY_NOT_WRITABLE, folder=folder)


def _databases(folder: Path) -> Iterator[Path]:
    """Yield where the databases lie, and what SQLite keeps beside them."""
    return (part for name in (CATALOG_FILE, *DERIVED_FILES.values()) for part in with_beside(folder / name))
