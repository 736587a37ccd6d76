"""Decided rows of faces -> the edits that said them, so that the same can be said of later copies as a part of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from faceorg.catalog.journal import journal_rows
from faceorg.catalog.journal.journal_rows import JournalRow
from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import EditId, FaceId, PhotoId

Said = tuple[str, FaceId, int | None]


@dataclass(frozen=True)
class Sayings:
    """What the journal knows of some faces. A key is (table, face, the person of a rejection, else None).

    by : the newest edit in force that left a row; origins : of assignments, who said so
    newest : the newest edit that touched a row, undone ones too
    """

    by: dict[Said, EditId] = field(default_factory=dict)
    newest: dict[Said, EditId] = field(default_factory=dict)
    origins: dict[FaceId, str] = field(default_factory=dict)


def sayings_of(catalog: Catalog, face_ids: Collection[FaceId]) -> Sayings:
    """Read the whole journal once for what was said of these faces; rows that do not read are left out."""
    found = Sayings()
    tables = ("assignments", "ignored", "rejections", "face_boxes")
    for edit_id, undone, read in _rows_about(catalog, tables, "face_id", face_ids):
        side = read.after or read.before or {}
        face_id = FaceId(side["face_id"])
        key = (read.table, face_id, side["person_id"] if read.table == "rejections" else None)
        found.newest[key] = edit_id
        if undone:
            continue
        found.by.pop(key, None)
        if read.after is not None:
            found.by[key] = edit_id
            if read.table == "assignments":
                found.origins[face_id] = str(read.after["origin"])
    return found


def dates_of(catalog: Catalog, photo_ids: Collection[PhotoId]) -> tuple[dict[PhotoId, EditId], dict[PhotoId, EditId]]:
    """Read for what was said of the dates of these photos: (by, newest) as of `Sayings`, by photo."""
    by: dict[PhotoId, EditId] = {}
    newest: dict[PhotoId, EditId] = {}
    for edit_id, undone, read in _rows_about(catalog, ("photo_dates",), "photo_id", photo_ids):
        photo_id = PhotoId((read.after or read.before or {})["photo_id"])
        newest[photo_id] = edit_id
        if not undone:
            by.pop(photo_id, None)
            if read.after is not None:
                by[photo_id] = edit_id
    return by, newest


def _rows_about(
    catalog: Catalog, tables: Sequence[str], key: str, ids: Collection[int]
) -> Iterator[tuple[EditId, bool, JournalRow]]:
    """Yield (edit, whether it is undone, row) of every row of these tables that is about one of the ids, as they came;
    rows that do not read are left out. key : the column of the ids"""
    rows = catalog.connection.execute(
        "SELECT r.edit_id, r.tbl, r.before, r.after, e.undone FROM edit_rows r JOIN edits e ON e.id = r.edit_id "
        f"WHERE r.tbl IN ({','.join('?' * len(tables))}) AND json_valid(COALESCE(r.after, r.before)) "
        "AND json_extract(COALESCE(r.after, r.before), ?) IN (SELECT value FROM json_each(?)) "
        "ORDER BY r.edit_id, r.id",
        (*tables, f"$.{key}", json.dumps(sorted(ids))),
    )
    for row in rows:
        with suppress(journal_rows.BrokenRow):
            yield EditId(row["edit_id"]), bool(row["undone"]), journal_rows.read_row(row)


@contextmanager
def part_of(catalog: Catalog, edit_id: EditId) -> Iterator[sqlite3.Connection]:
    """Write decided rows as a part of an edit that was made before and is in force: undo takes them back with it.

    What they overrule among derived rows is not recorded as following from it: that was derived of the edit itself.
    """
    with catalog.atomic() as connection:
        connection.execute("UPDATE journal_state SET mode = 'edit', edit_id = ?, follows = NULL", (edit_id,))
        yield connection
        connection.execute("UPDATE journal_state SET mode = 'closed', edit_id = NULL, follows = NULL")
