"""Decided rows as they are <-> as the journal recorded them last: to SQLite, a flipped bit in a name is no fault.

Every decided row was written by an edit, whose row of the journal says how it was left. So what is there must be what
the last edit in force left, or what was there before the first one that was undone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from faceorg.catalog.journal import journal_rows
from faceorg.catalog.journal.triggers import DECIDED_TABLES, row_as_json

Key = tuple[object, ...]


def tables_that_differ(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the decided tables with rows that are not as they were recorded, and how many each has.

    A table of which a row of the journal does not read is left out: nobody knows what that row said.
    """
    recorded, unknown = _recorded(connection)
    differing: dict[str, int] = {}
    for table in DECIDED_TABLES:
        if table not in unknown:
            there, expected = dict(_there(connection, table)), recorded[table]
            wrong = sum(not _is_same(there.get(key), expected.get(key)) for key in {*there, *expected})
            if wrong:
                differing[table] = wrong
    return differing


def _recorded(connection: sqlite3.Connection) -> tuple[dict[str, dict[Key, str | None]], set[str]]:
    """Return what each table must hold, as JSON by key (None: no row), and the tables of which that is not known."""
    left: dict[str, dict[Key, str | None]] = {table: {} for table in DECIDED_TABLES}
    taken_back: set[tuple[str, Key]] = set()
    unknown: set[str] = set()
    rows = connection.execute(
        "SELECT r.tbl, r.before, r.after, e.undone FROM edit_rows r JOIN edits e ON e.id = r.edit_id "
        "ORDER BY r.edit_id, r.id"
    )
    for row in rows:
        try:
            found = journal_rows.read_row(row)
        except journal_rows.BrokenRow:
            unknown |= {row["tbl"]} & DECIDED_TABLES.keys() or DECIDED_TABLES.keys()
            continue
        for side in (found.before, found.after):
            if side is not None:
                key = tuple(side[column] for column in DECIDED_TABLES[found.table][0])
                if not row["undone"]:
                    left[found.table][key] = row["after"] if side is found.after else None
                elif (found.table, key) not in taken_back:
                    taken_back.add((found.table, key))
                    left[found.table][key] = row["before"] if side is found.before else None
    return left, unknown


def _there(connection: sqlite3.Connection, table: str) -> Iterator[tuple[Key, str]]:
    key, rest = DECIDED_TABLES[table]
    query = f"SELECT {row_as_json(table, key + rest)}, {', '.join(key)} FROM {table}"
    for row in connection.execute(query):
        yield tuple(row)[1:], str(row[0])


def _is_same(one: str | None, other: str | None) -> bool:
    if one == other or one is None or other is None:
        return one == other
    return bool(json.loads(one) == json.loads(other))  # columns in another order, by an earlier version
