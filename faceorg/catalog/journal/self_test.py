"""Do the triggers of the decided tables do their work: each is set off by a write that is taken back at once."""

from __future__ import annotations

import sqlite3

from faceorg.catalog.journal.triggers import DECIDED_TABLES
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.faults import Connection

# A row for each table that its checks let in, of numbers that no row has.
_ROWS: dict[str, tuple[object, ...]] = {
    "people": (-1, "", None, 0, None),
    "assignments": (-1, -1, "user"),
    "rejections": (-1, -1),
    "separations": (-2, -1),
    "ignored": (-1, "stranger"),
    "groups": (-1, -1, -1),
    "face_boxes": (-1, 0.0, 0.0, 1.0, 1.0),
    "photo_dates": (-1, "2001-02-03T00:00:00", "2001-02-03T23:59:59"),
    "photo_turns": ("no picture", 1, 0),
    "other_pictures": (-2, -1),
    "favourites": (-1,),
}


class _TakenBack(Exception):
    """Ends the transaction of the test without a trace."""


def tables_without_journal(catalog: Catalog) -> list[str]:
    """Return the decided tables where a write is not recorded, or is let through outside of an edit."""
    found: list[str] = []
    try:
        with catalog.atomic() as connection:
            connection.execute("PRAGMA defer_foreign_keys = ON")
            found = [
                table for table in DECIDED_TABLES if not (_records(connection, table) and _guards(connection, table))
            ]
            raise _TakenBack
    except _TakenBack:
        return found


def _records(connection: Connection, table: str) -> bool:
    edit = connection.execute("INSERT INTO edits (kind, facts, made_at) VALUES ('other', '{}', '')").lastrowid
    connection.execute("UPDATE journal_state SET mode = 'edit', edit_id = ?", (edit,))
    for statement, values in _writes(table):
        connection.execute(statement, values)
    count = connection.execute("SELECT count(*) FROM edit_rows WHERE edit_id = ? AND tbl = ?", (edit, table))
    return bool(count.fetchone()[0] == len(_writes(table)))


def _guards(connection: Connection, table: str) -> bool:
    insert, update, delete = _writes(table)
    connection.execute("UPDATE journal_state SET mode = 'closed', edit_id = NULL")
    refused = [_is_refused(connection, *insert)]
    connection.execute("UPDATE journal_state SET mode = 'replay'")
    connection.execute(*insert)
    connection.execute("UPDATE journal_state SET mode = 'closed'")
    refused += [_is_refused(connection, *update), _is_refused(connection, *delete)]
    connection.execute("UPDATE journal_state SET mode = 'replay'")
    connection.execute(*delete)
    return all(refused)


def _is_refused(connection: Connection, statement: str, values: tuple[object, ...]) -> bool:
    try:
        connection.execute(statement, values)
    except sqlite3.IntegrityError:
        return True
    return False


def _writes(table: str) -> list[tuple[str, tuple[object, ...]]]:
    key, rest = DECIDED_TABLES[table]
    values = _ROWS[table]
    where = " AND ".join(f"{column} = ?" for column in key)
    marks = ", ".join("?" * len(values))
    return [
        (f"INSERT OR IGNORE INTO {table} ({', '.join(key + rest)}) VALUES ({marks})", values),
        (f"UPDATE {table} SET {key[0]} = {key[0]} WHERE {where}", values[: len(key)]),
        (f"DELETE FROM {table} WHERE {where}", values[: len(key)]),
    ]
