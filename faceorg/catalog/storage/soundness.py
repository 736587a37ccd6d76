"""A catalogue's file, open nowhere -> what it holds, and why it cannot be trusted.

What a backup must pass before it is kept, and again before it takes the catalogue's place.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from faceorg.catalog import migrations
from faceorg.catalog.journal.unreadable import unreadable_edits
from faceorg.catalog.storage import places, schema
from faceorg.catalog.storage.faults import SQLITE_ERRORS, said_by_sqlite
from faceorg.messages.codes import ReasonCode
from faceorg.messages.message import Message

# What tells the derived files from another program's; they have no application id.
_TABLES_OF_DERIVED_FILES = {"embeddings", "analyzed", "thumbnails", "photo_previews", "photo_signatures"}


@dataclass(frozen=True)
class CatalogFacts:
    """What a catalogue holds, in a user's words. faces : those to be seen; decisions : edits that are in force."""

    photos: int
    people: int
    faces: int
    decisions: int

    @property
    def is_empty(self) -> bool:
        """Nothing that would be missed."""
        return not (self.photos or self.has_decisions)

    @property
    def has_decisions(self) -> bool:
        return bool(self.people or self.decisions)


def facts_in(connection: sqlite3.Connection) -> CatalogFacts:
    """Count what an open catalogue holds."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM photos), (SELECT count(*) FROM people), (SELECT count(*) FROM seen_faces), "
        "(SELECT count(*) FROM edits WHERE undone = 0)"
    ).fetchone()
    return CatalogFacts(*map(int, row))


def facts_of_file(file: Path) -> CatalogFacts | None:
    """Count what a catalogue's file holds; None where it does not read."""
    if places.no_file_among(file) is not None:
        return None
    try:
        with closing(_open(file)) as connection:
            return facts_in(connection)
    except SQLITE_ERRORS:
        return None


def is_ours(file: Path) -> bool:
    """Whether a file is a catalogue, by its application id."""
    return _id_and_tables(file)[0] == migrations.APPLICATION_ID


def is_anothers(file: Path) -> bool:
    """Whether a file is a sound database of another program: it has tables, and none of ours."""
    application_id, tables = _id_and_tables(file)
    return application_id != migrations.APPLICATION_ID and bool(tables) and not tables & _TABLES_OF_DERIVED_FILES


def _id_and_tables(file: Path) -> tuple[int, set[str]]:
    """Return a database's application id and tables; nothing of what is none, or damaged.

    Opened as one that never changes: no lock is taken, and no log beside it is read, or folded into it.
    """
    if not os.path.isfile(file):
        return 0, set()
    try:
        with closing(sqlite3.connect(file.absolute().as_uri() + "?mode=ro&immutable=1", uri=True)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            return connection.execute("PRAGMA application_id").fetchone()[0], {row[0] for row in tables}
    except SQLITE_ERRORS:
        return 0, set()


def fault_of(file: Path) -> Message | None:
    """Return why a file cannot be used as a catalogue; None: it passes SQLite's full check and has all it must have."""
    if places.no_file_among(file) is not None:
        return Message(ReasonCode.NOT_A_PLAIN_FILE)
    if not os.path.isfile(file) or not file.stat().st_size:
        return Message(ReasonCode.FILE_EMPTY)
    try:
        with closing(_open(file)) as connection:
            return _fault_in(connection)
    except SQLITE_ERRORS:
        return Message(ReasonCode.NOT_A_DATABASE)


def count_unreadable_edits(file: Path) -> int:
    """Return how many entries of a sound file's journal do not read: each costs an undo, and no decision."""
    with closing(_open(file)) as connection:
        return len(unreadable_edits(connection))


def copy_whole(file: Path, target: Path) -> None:
    """Copy a sound file into an empty one, with the commits that still lie in the log beside it."""
    with closing(_open(file)) as connection:
        copy_open(connection, target)


def copy_open(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open catalogue, without the derived files beside it, into an empty file."""
    with closing(sqlite3.connect(target)) as copy:
        connection.backup(copy, name="main")
        copy.execute("PRAGMA journal_mode = DELETE")  # all in the one file, with nothing beside it


def _open(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file.absolute().as_uri() + "?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def _fault_in(connection: sqlite3.Connection) -> Message | None:
    cursor = connection.cursor()
    version = schema.version_of(cursor)
    if cursor.execute("PRAGMA application_id").fetchone()[0] != migrations.APPLICATION_ID or version < 1:
        return Message(ReasonCode.MADE_BY_ANOTHER_PROGRAM)
    if version > migrations.latest_version():
        return Message(ReasonCode.MADE_BY_NEWER_FACEORG)
    text = str(cursor.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if text != "ok":
        return Message(ReasonCode.SQLITE_SAYS, text=said_by_sqlite(text))
    lacking = schema.lacking(cursor, version) or schema.wrong_programs(cursor, version)
    if lacking:
        return Message(ReasonCode.TABLES_MISSING, tables=", ".join(lacking[:3]))
    if cursor.execute("PRAGMA foreign_key_check").fetchone() is not None:
        return Message(ReasonCode.ROWS_WITHOUT_PARTNER)
    modes = [row[0] for row in cursor.execute("SELECT mode FROM journal_state").fetchall()]
    if modes != ["closed"]:
        return Message(ReasonCode.JOURNAL_UNUSABLE)
    facts_in(connection)
    return None
