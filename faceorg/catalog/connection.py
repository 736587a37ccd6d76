"""The catalogue's files and connections: one SQLite connection a thread, one write lock, owner-only rights.

Three files, so that the precious one stays small enough to be backed up often:

    catalog.sqlite      observed and decided rows, the journal, clusters       precious, backed up
    embeddings.sqlite   embeddings by face and pack, which photos have them    derived, attached as `emb`
    thumbnails.sqlite   face crops as JPEG                                     derived, attached as `thumbs`

[Note: Commits over several files] With WAL a commit is atomic per file only. A photo's state lives in the catalogue
and its mark "analysed with this pack" beside the embeddings; a scan takes every photo on which the two disagree, and
writes rows by id (INSERT OR REPLACE), so a power cut between two files costs a second look at the photos in flight.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faceorg import atomic
from faceorg.catalog import migrations
from faceorg.domain import EditId
from faceorg.errors import DiskFull, LibraryDamaged, LibraryProblem, LibraryReadOnly, NotFound
from faceorg.messages.codes import ProblemCode

CATALOG_FILE = "catalog.sqlite"
EMBEDDINGS_FILE = "embeddings.sqlite"
THUMBNAILS_FILE = "thumbnails.sqlite"
# Long enough for the window's reader to outwait a scan's commit, short enough to notice a stuck process.
BUSY_TIMEOUT_S = 20.0
# 15 float16 embeddings of 512 dimensions fit a 16 KiB page; a 4 KiB page holds three and wastes a quarter.
EMBEDDINGS_PAGE_BYTES = 16384
CACHE_KIB = 32768


class Catalog:
    """All connections to one library's SQLite files.

    Threads may share it: each gets its own connection; writers take turns through `atomic()`.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        """Open, create and migrate the catalogue of `folder`.

        Raises
        ------
        NotFound : read_only and there is no catalogue
        LibraryTooNew, LibraryDamaged, LibraryReadOnly, DiskFull
        """
        self.folder = folder
        self.read_only = read_only
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._all_lock = threading.Lock()
        self._write_lock = threading.RLock()
        if read_only and not (folder / CATALOG_FILE).is_file():
            raise NotFound(ProblemCode.NO_LIBRARY, folder=folder)
        if not read_only:
            self._create_files()
        with self.translated():
            migrations.migrate(self.connection, backup=self._backup_before_migration, read_only=read_only)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._connect()
            self._local.connection = found
            with self._all_lock:
                self._all.append(found)
        return found

    @property
    def followed_edit(self) -> EditId | None:
        """The edit whose consequences this thread is writing (see derived_journal), None: of none."""
        return getattr(self._local, "followed_edit", None)

    @followed_edit.setter
    def followed_edit(self, edit_id: EditId | None) -> None:
        self._local.followed_edit = edit_id

    @contextmanager
    def atomic(self) -> Iterator[sqlite3.Connection]:
        """Run writes as one transaction (BEGIN IMMEDIATE), nested ones as savepoints; any exception rolls back."""
        if self.read_only:
            raise LibraryReadOnly(ProblemCode.LIBRARY_READ_ONLY, folder=self.folder)
        with self._write_lock, self.translated():
            connection = self.connection
            nested = connection.in_transaction
            connection.execute("SAVEPOINT nested" if nested else "BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("RELEASE nested" if nested else "COMMIT")
            except BaseException:
                roll_back(connection, nested=nested)
                raise

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn SQLite's words for the world's faults into LibraryProblems."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            problem = _translate(error, self.folder)
            if problem is None:
                raise
            raise problem from error

    def close(self) -> None:
        """Close every thread's connection. No thread may use the catalogue afterwards."""
        with self._all_lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()

    def checkpoint(self) -> None:
        """Move the write-ahead log into the catalogue's file, which closing would do anyway: a copy made afterwards is
        then newer than the file."""
        with self.translated():
            self.connection.execute("PRAGMA main.wal_checkpoint(TRUNCATE)")

    def backup_to(self, target: Path) -> None:
        """Write a consistent copy of the precious file to `target`."""
        with disk_faults(target.parent), self.translated(), atomic.replacing(target) as new:
            copy = sqlite3.connect(new.name)
            try:
                self.connection.backup(copy, name="main")
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()

    def _backup_before_migration(self, version: int) -> None:
        backups = self.folder / "backups"
        backups.mkdir(mode=0o700, exist_ok=True)
        self.backup_to(backups / f"catalog-before-version-{version}.sqlite")

    def _create_files(self) -> None:
        with disk_faults(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not (self.folder / CATALOG_FILE).exists():
                os.chmod(self.folder, 0o700)  # a folder that was there before it became a library
            for name in (CATALOG_FILE, EMBEDDINGS_FILE, THUMBNAILS_FILE):
                # SQLite gives its -wal and -shm files the rights of the main file, so creating it 0600 is enough.
                os.close(os.open(self.folder / name, os.O_CREAT | os.O_RDWR, 0o600))

    def _connect(self) -> sqlite3.Connection:
        with self.translated():
            if self.read_only:
                return self._connect_read_only()
            return _attach(_sqlite(f"{(self.folder / CATALOG_FILE).as_uri()}"), self.folder, query="")

    def _connect_read_only(self) -> sqlite3.Connection:
        # A WAL database in a folder that cannot be written has no place for its -shm file; `immutable` reads it all
        # the same, and nobody can be writing there.
        query = "?mode=ro" if os.access(self.folder, os.W_OK) else "?immutable=1"
        return _attach(_sqlite((self.folder / CATALOG_FILE).as_uri() + query), self.folder, query=query)


def _sqlite(uri: str) -> sqlite3.Connection:
    # check_same_thread is off only so that close() may close other threads' connections.
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False, cached_statements=512
    )
    connection.row_factory = sqlite3.Row
    return connection


def _attach(connection: sqlite3.Connection, folder: Path, *, query: str) -> sqlite3.Connection:
    for alias, name in (("emb", EMBEDDINGS_FILE), ("thumbs", THUMBNAILS_FILE)):
        if query and not (folder / name).is_file():
            connection.execute(f"ATTACH ':memory:' AS {alias}")
        else:
            connection.execute(f"ATTACH ? AS {alias}", ((folder / name).as_uri() + query,))
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    if not query:
        connection.execute(f"PRAGMA emb.page_size = {EMBEDDINGS_PAGE_BYTES}")
        for alias, synchronous in (("main", "FULL"), ("emb", "NORMAL"), ("thumbs", "OFF")):
            # Decisions must survive a power cut (FULL); what can be remade need not wait for the disk.
            connection.execute(f"PRAGMA {alias}.journal_mode = WAL")
            connection.execute(f"PRAGMA {alias}.synchronous = {synchronous}")
    if not query or _lacks_tables(connection):
        migrations.create_derived_tables(connection)
    return connection


def _lacks_tables(connection: sqlite3.Connection) -> bool:
    return any(
        connection.execute(f"SELECT count(*) FROM {alias}.sqlite_schema").fetchone()[0] == 0
        and connection.execute("SELECT file FROM pragma_database_list WHERE name = ?", (alias,)).fetchone()[0] == ""
        for alias in ("emb", "thumbs")
    )


def roll_back(connection: sqlite3.Connection, *, nested: bool = False) -> None:
    """Undo an open transaction or savepoint. On a full disk SQLite may have done so already."""
    if connection.in_transaction:
        connection.execute("ROLLBACK TO nested" if nested else "ROLLBACK")
        if nested:
            connection.execute("RELEASE nested")


@contextmanager
def disk_faults(folder: Path) -> Iterator[None]:
    """Turn what the operating system says of the library's folder into LibraryProblems."""
    try:
        yield
    except OSError as error:
        raise _folder_problem(folder, error) from error


def _folder_problem(folder: Path, error: OSError) -> LibraryProblem:
    """Say in one sentence why the library's folder cannot be used."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(ProblemCode.DISK_FULL, folder=folder)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return LibraryReadOnly(ProblemCode.LIBRARY_NOT_WRITABLE, folder=folder)
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return LibraryProblem(ProblemCode.FILE_IN_THE_WAY, folder=folder)
    return LibraryProblem(ProblemCode.LIBRARY_NOT_USABLE, folder=folder, why=error)


def _translate(error: sqlite3.DatabaseError, folder: Path) -> LibraryProblem | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(ProblemCode.DISK_FULL, folder=folder)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LibraryDamaged(ProblemCode.CATALOG_DAMAGED, folder=folder)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return LibraryReadOnly(ProblemCode.LIBRARY_NOT_WRITABLE, folder=folder)
    if code == sqlite3.SQLITE_IOERR:
        return LibraryProblem(ProblemCode.DISK_ERROR, folder=folder)
    if code == sqlite3.SQLITE_BUSY:
        return LibraryProblem(ProblemCode.LIBRARY_BUSY, folder=folder)
    return None
