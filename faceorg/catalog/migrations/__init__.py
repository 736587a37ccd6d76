"""Numbered SQL files -> the present shape of the catalogue. A released file is never edited.

Where SQL cannot do it, a step in Python follows the file of the same number (STEPS), in the same transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path

from faceorg.catalog.journal.derived_triggers import create_derived_triggers
from faceorg.catalog.journal.triggers import create_triggers
from faceorg.errors import LibraryDamaged, LibraryReadOnly, LibraryTooNew
from faceorg.messages.codes import ProblemCode

# "faco" as a number: marks a SQLite file as ours, so that a foreign database is told from a damaged one.
APPLICATION_ID = 0x6661636F

# Embeddings and thumbnails are derived and in files of their own: they are made, not migrated.
DERIVED_FILES_SQL = """
CREATE TABLE IF NOT EXISTS emb.embeddings (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,  -- grows with every write: the index reads on from the last seq it knows
  face_id INTEGER NOT NULL,
  pack_id TEXT NOT NULL,
  vector BLOB NOT NULL,
  UNIQUE (face_id, pack_id)
) STRICT;
CREATE INDEX IF NOT EXISTS emb.embeddings_by_pack ON embeddings (pack_id, seq);
CREATE TABLE IF NOT EXISTS emb.analyzed (
  photo_id INTEGER NOT NULL,
  pack_id TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  PRIMARY KEY (photo_id, pack_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS thumbs.thumbnails (
  face_id INTEGER PRIMARY KEY,
  jpeg BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS thumbs.photo_previews (
  photo_id INTEGER PRIMARY KEY,
  content_hash TEXT NOT NULL,
  jpeg BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS thumbs.photo_signatures (
  photo_id INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL,
  greys BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS thumbs.signatures_by_hash ON photo_signatures (hash, photo_id);
"""


def _edits_as_data(connection: sqlite3.Connection) -> None:
    from faceorg.catalog.migrations import old_labels  # for old libraries only, and new ones

    old_labels.translate(connection)


STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {4: _edits_as_data}


@cache
def scripts() -> tuple[tuple[int, Path], ...]:
    """All migrations as (version, file), in order."""
    files = sorted(Path(__file__).parent.glob("[0-9]*.sql"))
    return tuple((int(file.name.split("_")[0]), file) for file in files)


def latest_version() -> int:
    return scripts()[-1][0]


def apply_scripts(connection: sqlite3.Connection, after: int, up_to: int | None = None) -> None:
    """Run the scripts and steps that follow version `after`, in the caller's transaction; None: all there are."""
    for number, file in scripts():
        if after < number <= (up_to or latest_version()):
            for statement in split_statements(file.read_text(encoding="utf-8")):
                connection.execute(statement)
            if number in STEPS:
                STEPS[number](connection)
            connection.execute(f"PRAGMA user_version = {number}")


def derived_statements() -> list[str]:
    """Return what makes the tables of the derived files, a statement each."""
    return [statement for statement in DERIVED_FILES_SQL.split(";\n") if statement.strip()]


def new_identity() -> int:
    """Return a random number for a new embeddings file, which an old index will not match."""
    import secrets  # for new libraries only: opening one need not wait for it

    return secrets.randbelow(2**20 - 1) + 1


def create_derived_tables(connection: sqlite3.Connection, aliases: Collection[str] = ("emb", "thumbs")) -> None:
    """Make the tables of the derived files that are attached under these aliases, where they lack."""
    if "emb" in aliases and connection.execute("PRAGMA emb.user_version").fetchone()[0] == 0:
        connection.execute(f"PRAGMA emb.user_version = {new_identity()}")
    for statement in derived_statements():
        if any(f" {alias}." in statement for alias in aliases):
            connection.execute(statement)


def refuse_strangers(connection: sqlite3.Connection) -> None:
    """Look at a catalogue before anything is written into it.

    Raises
    ------
    LibraryTooNew : written by a newer faceorg
    LibraryDamaged : an SQLite file that is not a catalogue of ours
    """
    # In one query: another process may be making the tables of a new library.
    version, tables = connection.execute(
        "SELECT user_version, (SELECT count(*) FROM main.sqlite_schema) FROM pragma_user_version"
    ).fetchone()
    if version and connection.execute("PRAGMA main.application_id").fetchone()[0] != APPLICATION_ID:
        raise LibraryDamaged(ProblemCode.CATALOG_OF_ANOTHER_PROGRAM)
    if version > latest_version():
        raise LibraryTooNew(ProblemCode.LIBRARY_TOO_NEW, found=version, known=latest_version())
    if version == 0 and tables:
        raise LibraryDamaged(ProblemCode.CATALOG_OF_ANOTHER_PROGRAM)


def migrate(connection: sqlite3.Connection, *, backup: Callable[[int], None], read_only: bool) -> None:
    """Bring the catalogue to the latest version, with a backup before an old one is touched.

    Raises as `refuse_strangers`, and LibraryReadOnly for an older one, or one that was never finished, which a reader
    may not bring up to date.
    """
    refuse_strangers(connection)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == latest_version():
        return
    if read_only and version == 0:  # nothing is in it, not even who made it: the disk was full, or a kill came first
        raise LibraryReadOnly(ProblemCode.LIBRARY_NEVER_FINISHED)
    if read_only:
        raise LibraryReadOnly(ProblemCode.LIBRARY_TOO_OLD)
    if version > 0:
        backup(version)
    _apply(connection)


def _apply(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Two processes may open a new library at once: look again under the lock.
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        apply_scripts(connection, after=version)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        create_triggers(connection)
        create_derived_triggers(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk may have ended it already
            connection.execute("ROLLBACK")
        raise


def split_statements(script: str) -> list[str]:
    """Split a script into statements, triggers (with their inner semicolons) kept whole."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return [statement for statement in statements if statement.strip()]
