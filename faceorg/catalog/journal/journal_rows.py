"""A row of the journal, as it was kept -> written back, and what is done about one that cannot be.

[Note: A broken row] Disks damage rows, and undo must not stop for ever at one of them. So a step whose rows do not all
read, or do not fit into the catalogue any more, is refused as a whole, with how many there are; asked again with
`skip`, it is taken back without them, and what then refers to somebody who is not there goes as well.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from faceorg.catalog.journal.triggers import DECIDED_TABLES
from faceorg.catalog.storage.batches import in_portions
from faceorg.errors import LibraryProblem
from faceorg.messages.codes import ProblemCode


class BrokenRow(Exception):
    """A row of the journal that cannot have been written by its triggers."""


@dataclass(frozen=True)
class JournalRow:
    """A row of a decided table before and after an edit; None: there was none."""

    table: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def read_row(row: sqlite3.Row) -> JournalRow:
    """Read a row of `edit_rows`. Raises BrokenRow."""
    table = row["tbl"]
    if table not in DECIDED_TABLES:
        raise BrokenRow
    found = JournalRow(table, _side(table, row["before"]), _side(table, row["after"]))
    if found.before is None and found.after is None:
        raise BrokenRow
    return found


def _side(table: str, text: str | None) -> Mapping[str, Any] | None:
    if text is None:
        return None
    try:
        values = json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise BrokenRow from error
    key, rest = DECIDED_TABLES[table]
    if not isinstance(values, dict) or set(values) != {*key, *rest}:
        raise BrokenRow
    if not all(value is None or isinstance(value, str | int | float) for value in values.values()):
        raise BrokenRow
    return values


def write_back(connection: sqlite3.Connection, rows: Iterable[sqlite3.Row], *, undo: bool, skip: bool) -> None:
    """Write rows of one edit as they were before it (undo) or after it. skip : leave broken ones out

    Raises LibraryProblem, unless skip, when there is a broken one; the caller's transaction takes the others back.
    """
    broken = 0
    for row in in_portions(rows):
        try:
            found = read_row(row)
            old, new = (found.after, found.before) if undo else (found.before, found.after)
            _write(connection, found.table, old, new)
        except (BrokenRow, sqlite3.IntegrityError, OverflowError):  # SQLite takes back a statement that fails
            broken += 1
    if broken and not skip:
        raise LibraryProblem(ProblemCode.EDIT_ROWS_BROKEN, count=broken)
    if skip:
        _drop_what_leads_nowhere(connection)


def _drop_what_leads_nowhere(connection: sqlite3.Connection) -> None:
    """Delete decided rows about a face or person that is not there, and covers that are no faces."""
    for table, (key, _rest) in DECIDED_TABLES.items():
        for link in connection.execute(f"PRAGMA main.foreign_key_list({table})").fetchall():
            column = link["from"]
            lost = f"{column} IS NOT NULL AND {column} NOT IN (SELECT id FROM {link['table']})"
            if table == "people" and column not in key:
                connection.execute(f"UPDATE people SET {column} = NULL WHERE {lost}")
            else:
                connection.execute(f"DELETE FROM {table} WHERE {lost}")


def _write(
    connection: sqlite3.Connection, table: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> None:
    key, rest = DECIDED_TABLES[table]
    if old is not None and new is None:
        where = " AND ".join(f"{column} = :{column}" for column in key)
        connection.execute(f"DELETE FROM {table} WHERE {where}", old)
    elif new is not None:
        columns = key + rest
        updates = ", ".join(f"{column} = excluded.{column}" for column in rest)
        # An upsert, not INSERT OR REPLACE: REPLACE deletes first, and deleting a person cascades to derived rows.
        connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(':' + c for c in columns)}) "
            f"ON CONFLICT ({', '.join(key)}) DO " + (f"UPDATE SET {updates}" if rest else "NOTHING"),
            new,
        )
