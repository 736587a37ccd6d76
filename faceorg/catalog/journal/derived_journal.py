"""What follows from an edit by itself -> kept with the edit, so that taking the edit back takes that back, too.

[Note: Taken back means taken back] After an edit, automatic assignments, suggestions and groups are brought up to date
with its help, often by another process and some seconds later. Judging faces again after an undo would not bring back
what stood there before: groups depend on the order in which faces came, rows may be older than what was learned last.
So triggers record every derived row that an edit overrules or that is written while it is followed up, and undo puts
these back. A row that something else has changed since (a scan, another grouping) is left alone, and then faces are
judged again as after any edit.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from faceorg.catalog.journal.derived_triggers import DERIVED_TABLES, derived_row_as_json
from faceorg.catalog.storage.batches import in_portions, in_turns
from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import EditId

# Edits whose consequences are kept: undo further back judges faces again.
EDITS_KEPT = 100


class EditTakenBack(Exception):
    """The edit that is followed up was undone meanwhile: nothing follows from it any more."""


@contextmanager
def writing(catalog: Catalog) -> Iterator[sqlite3.Connection]:
    """Write derived rows in one transaction; inside `following` they are recorded as consequences of that edit.

    Raises EditTakenBack when that edit was undone meanwhile: nothing is written then.
    """
    with catalog.atomic() as connection:
        edit_id = catalog.followed_edit
        if edit_id is None:
            yield connection
            return
        row = connection.execute("SELECT undone FROM edits WHERE id = ?", (edit_id,)).fetchone()
        if row is None or row["undone"]:
            raise EditTakenBack
        # Inside another edit (verbs may be built from verbs) all of it follows from that one.
        inside = connection.execute("SELECT follows FROM journal_state").fetchone()[0]
        connection.execute("UPDATE journal_state SET follows = ?", (inside or edit_id,))
        yield connection
        connection.execute("UPDATE journal_state SET follows = ?", (inside,))


@contextmanager
def following(catalog: Catalog, edit_id: EditId | None) -> Iterator[None]:
    """Record what this thread derives inside as following from an edit; None: from none."""
    before, catalog.followed_edit = catalog.followed_edit, edit_id
    try:
        yield
    finally:
        catalog.followed_edit = before


@contextmanager
def following_whole(catalog: Catalog, edit_id: EditId | None) -> Iterator[None]:
    """As `following`, for an edit that had photos analysed: their embeddings are no strangers to it afterwards.

    An edit that is undone meanwhile ends what is inside: there is nothing left to follow.
    """
    with suppress(EditTakenBack), following(catalog, edit_id):
        yield
        if edit_id is not None:
            with writing(catalog) as connection:
                note_embeddings(connection, edit_id)


def forget_old(connection: sqlite3.Connection, newest: EditId) -> None:
    """Drop the consequences of edits before the newest EDITS_KEPT, and their snapshots of photos."""
    for table in ("derived_rows", "photos_before", "faces_before", "embeddings_before"):
        connection.execute(f"DELETE FROM {table} WHERE edit_id <= ?", (newest - EDITS_KEPT,))


@dataclass(frozen=True)
class Consequence:
    """A derived row that changed with an edit. before, after : as JSON, None: no row; kept : it is still as `after`"""

    table: str
    key: int
    before: str | None
    after: str | None
    kept: bool


def consequences(connection: sqlite3.Connection, edit_id: EditId) -> list[Consequence]:
    """Return what followed from an edit, row by row, looked at before anything of it is taken back."""
    rows = connection.execute("SELECT tbl, before, after FROM derived_rows WHERE edit_id = ? ORDER BY id", (edit_id,))
    first: dict[tuple[str, int], str | None] = {}
    last: dict[tuple[str, int], str | None] = {}
    unreadable: list[Consequence] = []
    for row in in_turns(rows):
        place = _place_of(row)
        if place is None:  # damaged: that it is not as it was left has faces judged again
            unreadable.append(Consequence(row["tbl"], 0, None, None, kept=False))
            continue
        first.setdefault(place, row["before"])
        last[place] = row["after"]
    return unreadable + [
        Consequence(*place, before, last[place], _now(connection, *place) == last[place])
        for place, before in in_portions(first.items())
        if before != last[place]
    ]


def _place_of(row: sqlite3.Row) -> tuple[str, int] | None:
    """Return the table and key of a derived row, None where what was kept of it does not read."""
    if row["tbl"] not in DERIVED_TABLES:
        return None
    key, rest = DERIVED_TABLES[row["tbl"]]
    sides = [text for text in (row["before"], row["after"]) if text is not None]
    try:
        values = [json.loads(text) for text in sides]
    except (ValueError, RecursionError):
        return None
    whole = all(isinstance(side, dict) and set(side) == {key, *rest} for side in values)
    if not values or not whole or not all(type(side[key]) is int for side in values):
        return None
    return row["tbl"], values[0][key]


def take_back(connection: sqlite3.Connection, edit_id: EditId, followed: Sequence[Consequence]) -> bool:
    """Put back what stood there before an edit; its decided rows were put back already.

    Returns whether all is as it was: nothing was changed by anybody else since, and no face came in between.
    """
    ours = [row for row in followed if row.kept]
    groups = [row for row in ours if row.table == "clusters"]
    for row in groups:  # there before their members come
        if row.before is not None:
            _put(connection, row.table, row.before)
    for row in in_portions(ours):
        if row.table != "clusters":
            key, _rest = DERIVED_TABLES[row.table]
            connection.execute(f"DELETE FROM {row.table} WHERE {key} = ?", (row.key,))
            if row.before is not None:
                _put(connection, row.table, row.before)
    for row in groups:
        if row.before is None:
            connection.execute(
                "DELETE FROM clusters WHERE id = ? AND id NOT IN (SELECT cluster_id FROM cluster_faces)", (row.key,)
            )
    connection.execute("DELETE FROM derived_rows WHERE edit_id = ?", (edit_id,))
    return len(ours) == len(followed) and not _embedded_since(connection, edit_id)


def note_embeddings(connection: sqlite3.Connection, edit_id: EditId) -> None:
    """Note with an edit which embeddings there are: one that comes later is judged with its help."""
    connection.execute("UPDATE edits SET embedded = ? WHERE id = ?", (_newest_embedding(connection), edit_id))


def _newest_embedding(connection: sqlite3.Connection) -> int:
    """The number of the newest embedding of any pack, 0 where there is none."""
    return int(connection.execute("SELECT COALESCE(max(seq), 0) FROM emb.embeddings").fetchone()[0])


def _embedded_since(connection: sqlite3.Connection, edit_id: EditId) -> bool:
    then = connection.execute("SELECT embedded FROM edits WHERE id = ?", (edit_id,)).fetchone()[0]
    return then is None or int(then) != _newest_embedding(connection)


def _now(connection: sqlite3.Connection, table: str, value: int) -> str | None:
    key, rest = DERIVED_TABLES[table]
    columns = derived_row_as_json(table, (key, *rest))
    row = connection.execute(f"SELECT {columns} FROM {table} WHERE {key} = ?", (value,)).fetchone()
    return None if row is None else str(row[0])


def _put(connection: sqlite3.Connection, table: str, row: str) -> None:
    """Insert a row, unless what it refers to (a cluster, a person) is gone or a decision speaks against it."""
    key, rest = DERIVED_TABLES[table]
    columns = (key, *rest)
    where = ""
    if table == "cluster_faces":
        where = " WHERE EXISTS (SELECT 1 FROM clusters WHERE id = :cluster_id)"
    elif table in ("automatic", "suggestions"):
        where = (
            " WHERE EXISTS (SELECT 1 FROM people WHERE id = :person_id)"
            " AND NOT EXISTS (SELECT 1 FROM assignments WHERE face_id = :face_id)"
            " AND NOT EXISTS (SELECT 1 FROM ignored WHERE face_id = :face_id)"
            " AND NOT EXISTS (SELECT 1 FROM rejections WHERE face_id = :face_id AND person_id = :person_id)"
        )
    values = ", ".join(f":{column}" for column in columns)
    connection.execute(f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) SELECT {values}{where}", json.loads(row))
