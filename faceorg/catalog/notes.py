"""Small remembered values of a library, by key: what was postponed, what was last looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeVar

from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.rows import value_of

T = TypeVar("T")


def grouping_key(what: str, pack_id: str, identity: int) -> str:
    """Return the key under which library.recognising.grouping remembers how far it came.

    what : "seq" or "full"; identity : of the embeddings file
    """
    return f"grouping.{what}.{pack_id}.{identity}"


def move_grouping_notes(connection: sqlite3.Connection, before: int, now: int) -> None:
    """Keep how far grouping came with every pack, while the embeddings file goes from one identity to another."""
    connection.execute(
        "UPDATE main.meta SET key = substr(key, 1, length(key) - length(?1)) || ?2 "
        "WHERE key LIKE 'grouping.%' AND substr(key, -length(?1)) = ?1",
        (f".{before}", f".{now}"),
    )


def note(catalog: Catalog, key: str) -> str | None:
    row = catalog.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def note_as(catalog: Catalog, key: str, read: Callable[[str], T]) -> T | None:
    """Return what `read` makes of a value, None where none is remembered.

    Raises LibraryDamaged, naming it, where it cannot.
    """
    text = note(catalog, key)
    return None if text is None else value_of("meta", key, lambda: read(text))


def take_note(catalog: Catalog, key: str, value: str | None) -> None:
    """Remember a value; None forgets it."""
    with catalog.atomic() as connection:
        if value is None:
            connection.execute("DELETE FROM meta WHERE key = ?", (key,))
        else:
            connection.execute(
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )
