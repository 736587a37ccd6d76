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
from contextlib import ExitStack, contextmanager
from pathlib import Path

from faceorg.catalog import migrations
from faceorg.catalog.storage import derived_files, lost, places, reading
from faceorg.catalog.storage.faults import (
    CATALOG_FILE,
    DERIVED_FILES,
    Connection,
    disk_faults,
    sqlite_faults,
)
from faceorg.domain import EditId
from faceorg.errors import LibraryDamaged, LibraryProblem, LibraryReadOnly, NotFound
from faceorg.files import atomic
from faceorg.files.plain_files import open_own
from faceorg.files.rights import close_to_others
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message

# Long enough for the window's reader to outwait a scan's commit, short enough to notice a stuck process.
BUSY_TIMEOUT_S = 20.0
CACHE_KIB = 32768


class Catalog:
    """All connections to one library's SQLite files.

    Threads may share it: each gets its own connection; writers take turns through `atomic()`.
    """

    def __init__(self, folder: Path, *, read_only: bool = False, shared: bool = False) -> None:
        """Open, create and migrate the catalogue of `folder`.

        shared : another process has it open for editing, too: derived files that are damaged stay as they are
        notes : what opening found and did about derived files, for its user

        Raises
        ------
        NotFound : read_only and there is no catalogue
        LibraryTooNew, LibraryDamaged, LibraryReadOnly, DiskFull
        """
        self.folder = folder
        self.read_only = read_only
        self.notes: tuple[Message, ...] = ()
        self._local = threading.local()
        self._all: list[Connection] = []
        self._all_lock = threading.Lock()
        self._write_lock = threading.RLock()
        self._reading: reading.ReadOnlyFiles | None = None
        places.refuse_what_is_no_file(folder)
        lost.refuse(folder)
        if not read_only:
            places.refuse_what_leads_elsewhere(folder)
        if read_only and not os.path.isfile(folder / CATALOG_FILE):
            raise NotFound(ProblemCode.NO_LIBRARY, folder=folder)
        anew: list[str] = []
        try:
            if read_only:
                self._reading = reading.ReadOnlyFiles(folder)
                self.notes = tuple(self._reading.left_out)
            elif not shared:
                anew = self._drop_unusable()
            if not read_only:
                self._create_files()
            with self.translated():
                migrations.migrate(self.connection, backup=self._backup_before_migration, read_only=read_only)
            if "thumbs" in anew and "emb" not in anew:
                self._look_again()
        except BaseException:
            self.close()
            raise

    @property
    def connection(self) -> Connection:
        """This thread's connection."""
        found: Connection | None = getattr(self._local, "connection", None)
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
    def atomic(self) -> Iterator[Connection]:
        """Run writes as one transaction (BEGIN IMMEDIATE), nested ones as savepoints; any exception rolls back.

        Raises LibraryReadOnly.
        """
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
        with sqlite_faults(self.folder):
            yield

    def close(self) -> None:
        """Close every thread's connection. No thread may use the catalogue afterwards."""
        with self._all_lock, ExitStack() as each:  # one that does not close keeps none of the others open
            if self._reading is not None:
                each.callback(self._reading.close)
            for connection in self._all:
                each.callback(connection.close)
            self._all.clear()
        self._local = threading.local()

    def checkpoint(self) -> None:
        """Move the write-ahead log into the catalogue's file, which closing would do anyway: a copy made afterwards is
        then newer than the file."""
        with self.translated():
            self.connection.execute("PRAGMA main.wal_checkpoint(TRUNCATE)")

    def backup_to(self, target: Path) -> None:
        """Write a consistent copy of the precious file to `target`, if it is sound.

        Raises LibraryDamaged where it is not: what is at `target` stays.
        """
        from faceorg.catalog.storage import soundness

        with disk_faults(self.folder), self.translated(), atomic.replacing(target) as new:
            soundness.copy_open(self.connection, Path(new.name))
            if (fault := soundness.fault_of(Path(new.name))) is not None:
                raise LibraryDamaged(ProblemCode.BACKUP_REFUSED, folder=self.folder, why=fault)

    def _backup_before_migration(self, version: int) -> None:
        """Keep a copy of an old catalogue. One that cannot be made is told of, and keeps nobody from the library: the
        migration is one transaction, and the daily backups are there. A damaged catalogue is not migrated."""
        try:
            with disk_faults(self.folder):
                backups = lost.made_backups_folder(self.folder)
            self.backup_to(backups / f"catalog-before-version-{version}.sqlite")
        except LibraryDamaged:
            raise
        except LibraryProblem as problem:
            self.notes += (Message(FindingCode.NO_BACKUP_MADE, why=problem),)

    def _drop_unusable(self) -> list[str]:
        """Drop derived files that cannot be opened; return the aliases of those that are new now."""
        anew = []
        for alias, name in DERIVED_FILES.items():
            file = self.folder / name
            with disk_faults(self.folder):
                links = derived_files.take_links_away(self.folder, alias)
            self.notes += tuple(Message(FindingCode.DERIVED_LINK_DROPPED, file=link) for link in links)
            if not derived_files.is_usable(self.folder, alias):
                if os.path.exists(file):
                    with disk_faults(self.folder):
                        derived_files.drop(self.folder, alias)
                    self.notes += (Message(FindingCode.DERIVED_FILE_DROPPED, file=file),)
                anew.append(alias)
        return anew

    def _look_again(self) -> None:
        """Have every photo looked at again by the next scan: faces without a small picture get one only there."""
        with self.atomic() as connection:
            connection.execute("DELETE FROM emb.analyzed")

    def _create_files(self) -> None:
        with disk_faults(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not os.path.exists(self.folder / CATALOG_FILE):
                close_to_others(self.folder)  # a folder that was there before it became a library
            for name in (CATALOG_FILE, *DERIVED_FILES.values()):
                # SQLite gives its -wal and -shm files the rights of the main file, so creating it 0600 is enough.
                os.close(open_own(self.folder / name, os.O_CREAT | os.O_RDWR))

    def _connect(self) -> Connection:
        with self.translated():
            if self._reading is not None:
                return self._connect_read_only(self._reading)
            # "rw": where the folder was moved away meanwhile, a thread that comes later makes no empty catalogue there.
            connection = _sqlite((self.folder / CATALOG_FILE).as_uri() + "?mode=rw", self.folder)
            migrations.refuse_strangers(connection)
            for alias, name in DERIVED_FILES.items():
                connection.execute(f"ATTACH ? AS {alias}", ((self.folder / name).as_uri() + "?mode=rw",))
            _set_up(connection)
            for alias, synchronous in (("main", "FULL"), ("emb", "NORMAL"), ("thumbs", "OFF")):
                # Decisions must survive a power cut (FULL); what can be remade need not wait for the disk.
                if alias in derived_files.PAGE_BYTES:
                    connection.execute(f"PRAGMA {alias}.page_size = {derived_files.PAGE_BYTES[alias]}")
                connection.execute(f"PRAGMA {alias}.journal_mode = WAL")
                connection.execute(f"PRAGMA {alias}.synchronous = {synchronous}")
            migrations.create_derived_tables(connection)
            return connection

    def _connect_read_only(self, files: reading.ReadOnlyFiles) -> Connection:
        connection = _sqlite(files.uris["main"], self.folder)
        for alias in DERIVED_FILES:
            connection.execute(f"ATTACH ? AS {alias}", (files.uris.get(alias, ":memory:"),))
        _set_up(connection)
        if any(alias not in files.uris for alias in DERIVED_FILES):
            migrations.create_derived_tables(connection, [alias for alias in DERIVED_FILES if alias not in files.uris])
        return connection


def _sqlite(uri: str, folder: Path) -> Connection:
    # check_same_thread is off only so that close() may close other threads' connections.
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
        factory=Connection,
    )
    connection.folder = folder
    connection.row_factory = sqlite3.Row
    return connection


def _set_up(connection: Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def roll_back(connection: sqlite3.Connection, *, nested: bool = False) -> None:
    """Undo an open transaction or savepoint. On a full disk SQLite may have done so already."""
    if connection.in_transaction:
        connection.execute("ROLLBACK TO nested" if nested else "ROLLBACK")
        if nested:
            connection.execute("RELEASE nested")
