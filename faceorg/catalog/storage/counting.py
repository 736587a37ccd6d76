"""The numbers that rows get by themselves: never one that another file of the library knows already (see
library.opening.restoring, [Note: Numbers are never given twice])."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog.storage.faults import CATALOG_FILE, EMBEDDINGS_FILE, SQLITE_ERRORS, THUMBNAILS_FILE
from faceorg.catalog.storage.places import no_file_among

if TYPE_CHECKING:
    from faceorg.catalog.storage.connection import Catalog

# A number of a row like this is damage. Counted on behind it, a table would soon take no row any more: SQLite's last
# number is 2^63 - 1, and it says then that the disk is full.
BEYOND_ALL_LIBRARIES = 1 << 48
# What derived files know rows of the catalogue by.
_KNOWN_BY = {
    EMBEDDINGS_FILE: {"faces": ("embeddings", "face_id"), "photos": ("analyzed", "photo_id")},
    THUMBNAILS_FILE: {"faces": ("thumbnails", "face_id"), "photos": ("photo_previews", "photo_id")},
}


def go_on_behind(copy: Path, folder: Path) -> None:
    """Let a copy of a catalogue count on behind every number that the library in `folder` has given so far."""
    given: dict[str, int] = {}
    for file, query in _questions(folder):
        for table, number in _answers(file, query):
            given[table] = max(given.get(table, 0), number)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        for table, number in given.items():
            _count_from(connection, table, number)


def behind_their_tables(catalog: Catalog) -> list[str]:
    """Return the tables whose next number a row has already."""
    tables = [
        row[0]
        for row in catalog.connection.execute("SELECT name FROM main.sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%'")
    ]
    counted = {row[0]: row[1] for row in catalog.connection.execute("SELECT name, seq FROM main.sqlite_sequence")}
    wrong = []
    for table in tables:
        newest = catalog.connection.execute(f"SELECT max(rowid) FROM main.{table}").fetchone()[0]
        if newest is not None and counted.get(table, 0) < newest:
            wrong.append(table)
    return wrong


def mend_counters(catalog: Catalog) -> None:
    """Let every table count on behind its newest row."""
    with catalog.atomic() as connection:
        for table in behind_their_tables(catalog):
            newest = connection.execute(f"SELECT max(rowid) FROM main.{table}").fetchone()[0]
            _count_from(connection, table, newest)


def _count_from(connection: sqlite3.Connection, table: str, number: int) -> None:
    if not connection.execute(
        "UPDATE main.sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1", (table, number)
    ).rowcount:
        connection.execute("INSERT INTO main.sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))


def _questions(folder: Path) -> list[tuple[Path, str]]:
    asked = [(folder / CATALOG_FILE, "SELECT name, seq FROM sqlite_sequence")]
    for name, known in _KNOWN_BY.items():
        for table, (where, column) in known.items():
            asked.append((folder / name, f"SELECT '{table}', max({column}) FROM {where}"))
    return asked


def _answers(file: Path, query: str) -> list[tuple[str, int]]:
    """Return what a file says, nothing where it does not read: it may be what is put aside for its damage."""
    if no_file_among(file) is not None:
        return []
    try:
        with closing(sqlite3.connect(file.as_uri() + "?mode=ro", uri=True)) as connection:
            rows = connection.execute(query).fetchall()
    except SQLITE_ERRORS:
        return []
    return [(str(name), number) for name, number in rows if isinstance(number, int) and number < BEYOND_ALL_LIBRARIES]
