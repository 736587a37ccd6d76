"""Do the rows of the journal read: can each edit be shown, taken back and done again."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from faceorg.catalog.journal import edit_facts
from faceorg.catalog.journal.triggers import DECIDED_TABLES
from faceorg.domain import EditId

# JSON types of key columns that are no ids.
_KEY_KINDS = {"picture": "text"}


def unreadable_edits(connection: sqlite3.Connection) -> list[EditId]:
    """Return the edits that cannot be shown or replayed as they were recorded, in order."""
    found = set(_edits_without_facts(connection))
    known = ", ".join(f"'{table}'" for table in DECIDED_TABLES)
    queries = [f"tbl NOT IN ({known}) OR (before IS NULL AND after IS NULL)"]
    for table, (key, rest) in DECIDED_TABLES.items():
        wrong = " OR ".join(
            f"({side} IS NOT NULL AND {_does_not_read(side, key, rest)})" for side in ("before", "after")
        )
        queries.append(f"tbl = '{table}' AND ({wrong})")
    for query in queries:
        found |= {row[0] for row in connection.execute(f"SELECT DISTINCT edit_id FROM edit_rows WHERE {query}")}
    return sorted(EditId(edit_id) for edit_id in found)


def _does_not_read(side: str, key: tuple[str, ...], rest: tuple[str, ...]) -> str:
    """Return the SQL for: this is no JSON object with these columns, the first of them ids or hashes."""
    kinds = {column: _KEY_KINDS.get(column, "integer") for column in key}
    keys = " OR ".join(f"json_type({side}, '$.{column}') IS NOT '{kind}'" for column, kind in kinds.items())
    missing = "".join(f" OR json_type({side}, '$.{column}') IS NULL" for column in rest)
    # CASE, because OR does not promise to look at the left side first, and json_type raises for what is no JSON.
    return f"CASE WHEN NOT json_valid({side}) THEN 1 ELSE json_type({side}) <> 'object' OR {keys}{missing} END"


def _edits_without_facts(connection: sqlite3.Connection) -> list[int]:
    columns = {row[0] for row in connection.execute("SELECT name FROM pragma_table_info('edits')")}
    if "facts" not in columns:  # a catalogue of version 3: its sentences always read
        return []
    wrong = []
    for edit_id, kind, facts, made_at in connection.execute("SELECT id, kind, facts, made_at FROM edits"):
        try:
            edit_facts.read_facts(kind, facts)
            datetime.fromisoformat(made_at)
        except (ValueError, KeyError, TypeError, AttributeError):
            wrong.append(edit_id)
    return wrong
