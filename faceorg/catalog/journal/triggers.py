"""The triggers of decided tables: they record every row before and after for the journal, and guard what it misses.

A write to a decided table outside an open edit is refused by the database itself.
"""

from __future__ import annotations

import sqlite3

# Decided tables and their columns; the first ones are the key.
DECIDED_TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "people": (("id",), ("name", "cover_face_id", "hidden", "born_on")),
    "assignments": (("face_id",), ("person_id", "origin")),
    "rejections": (("face_id", "person_id"), ()),
    "separations": (("person_a", "person_b"), ()),
    "ignored": (("face_id",), ("reason",)),
    "groups": (("face_id",), ("group_id", "split_id")),
    "face_boxes": (("face_id",), ("x", "y", "width", "height")),
    "photo_dates": (("photo_id",), ("first", "last")),
    "photo_turns": (("picture", "orientation"), ("quarters",)),
    "other_pictures": (("photo_id", "other_id"), ()),
    "favourites": (("person_id",), ()),
}
# Of a face f: whether the user has said anything about it. Each table answers from its index; of a UNION of them SQLite
# would list every decision of the library first, for each photo anew.
DECIDED = "({})".format(
    " OR ".join(
        f"f.id IN (SELECT face_id FROM {table})" for table, (key, _rest) in DECIDED_TABLES.items() if "face_id" in key
    )
)


def create_triggers(connection: sqlite3.Connection) -> None:
    """(Re)make the recording and guarding triggers of every decided table; one that a later migration brings waits."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    for table, (key, rest) in DECIDED_TABLES.items():
        if table not in there:
            continue
        old, new = row_as_json("OLD", key + rest), row_as_json("NEW", key + rest)
        for event, before, after in (("INSERT", "NULL", new), ("UPDATE", old, new), ("DELETE", old, "NULL")):
            name = f"{table}_{event.lower()}"
            connection.execute(f"DROP TRIGGER IF EXISTS {name}_recorded")
            connection.execute(f"DROP TRIGGER IF EXISTS {name}_guarded")
            connection.execute(
                f"CREATE TRIGGER {name}_recorded AFTER {event} ON {table} "
                "WHEN (SELECT mode FROM journal_state) = 'edit' BEGIN "
                "INSERT INTO edit_rows (edit_id, tbl, before, after) "
                f"VALUES ((SELECT edit_id FROM journal_state), '{table}', {before}, {after}); END"
            )
            connection.execute(
                f"CREATE TRIGGER {name}_guarded BEFORE {event} ON {table} "
                "WHEN (SELECT mode FROM journal_state) = 'closed' BEGIN "
                f"SELECT RAISE(ABORT, 'a decided row of {table} changes only inside journal.edit()'); END"
            )


def row_as_json(row: str, columns: tuple[str, ...]) -> str:
    return "json_object(" + ", ".join(f"'{column}', {row}.{column}" for column in columns) + ")"
