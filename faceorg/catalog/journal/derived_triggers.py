"""The database's own hand on derived tables: what follows from an edit is recorded by triggers, see derived_journal."""

from __future__ import annotations

import sqlite3

# Derived tables with their key and their other columns; clusters before their members.
DERIVED_TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "clusters": ("id", ("pack_id",)),
    "cluster_faces": ("face_id", ("cluster_id",)),
    "automatic": ("face_id", ("person_id", "similarity", "margin", "probability")),
    "suggestions": ("face_id", ("person_id", "similarity", "margin", "probability")),
    "stacks": ("photo_id", ("of_photo",)),
    "stack_faces": ("face_id", ("of_face",)),
}
_REALS = ("similarity", "margin", "probability")


def create_derived_triggers(connection: sqlite3.Connection) -> None:
    """(Re)make the recording triggers of every derived table."""
    for table, (key, rest) in DERIVED_TABLES.items():
        old, new = derived_row_as_json("OLD", (key, *rest)), derived_row_as_json("NEW", (key, *rest))
        for event, before, after in (("INSERT", "NULL", new), ("UPDATE", old, new), ("DELETE", old, "NULL")):
            connection.execute(f"DROP TRIGGER IF EXISTS {table}_{event.lower()}_followed")
            connection.execute(
                f"CREATE TRIGGER {table}_{event.lower()}_followed AFTER {event} ON {table} "
                "WHEN (SELECT follows FROM journal_state) IS NOT NULL BEGIN "
                "INSERT INTO derived_rows (edit_id, tbl, before, after) "
                f"VALUES ((SELECT follows FROM journal_state), '{table}', {before}, {after}); END"
            )


def derived_row_as_json(row: str, columns: tuple[str, ...]) -> str:
    # 17 digits bring every float64 back exactly; json_object alone writes 15.
    values = (f"json(printf('%!.17g', {row}.{c}))" if c in _REALS else f"{row}.{c}" for c in columns)
    return "json_object(" + ", ".join(f"'{c}', {value}" for c, value in zip(columns, values, strict=True)) + ")"
