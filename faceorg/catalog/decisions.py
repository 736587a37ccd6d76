"""Everything decided about faces in one pass: what an export carries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from faceorg.boxes import Box, ShownAs
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.rows import values_of
from faceorg.domain import FaceId, IgnoreReason, PersonId


@dataclass(frozen=True)
class DecidedFace:
    """One face with all that was decided about it.

    content_hash : SHA-256 of its photo; of a face that is gone, as the photo was then
    box : where it is, as placed by the user, else as observed, in the photo as its file says it is upright, whatever
        turn the user gave it; moved : the user set the box
    group : (group, split) of a part that was split off without a name
    """

    face_id: FaceId
    content_hash: str
    box: Box
    person_id: PersonId | None
    rejected: tuple[PersonId, ...]
    ignored: IgnoreReason | None
    drawn: bool
    moved: bool
    group: tuple[int, int] | None


def decided_faces(catalog: Catalog) -> Iterator[DecidedFace]:
    """Yield every face about which something was decided, in the order of their ids."""
    rows = catalog.connection.execute(
        "SELECT f.id, COALESCE(CASE f.gone WHEN 1 THEN f.seen_in END, p.content_hash) AS content_hash, "
        "b.x, b.y, b.width, b.height, a.person_id, i.reason, f.drawn, b.placed AS moved, "
        "g.group_id, g.split_id, "
        "CASE WHEN f.gone = 0 OR f.seen_in IS p.content_hash THEN p.turned ELSE 0 END AS turned, "
        "p.mirrored AND (f.gone = 0 OR f.seen_in IS p.content_hash) AS mirrored, "
        "(SELECT group_concat(r.person_id) FROM rejections r WHERE r.face_id = f.id) AS rejected "
        "FROM faces f JOIN photos p ON p.id = f.photo_id JOIN face_places b ON b.face_id = f.id "
        "LEFT JOIN assignments a ON a.face_id = f.id LEFT JOIN ignored i ON i.face_id = f.id "
        "LEFT JOIN groups g ON g.face_id = f.id "
        "WHERE p.content_hash IS NOT NULL AND (f.drawn = 0 OR b.placed) AND (a.face_id IS NOT NULL "
        "OR i.face_id IS NOT NULL OR b.placed OR g.face_id IS NOT NULL "
        "OR f.id IN (SELECT face_id FROM rejections)) ORDER BY f.id"
    )
    yield from values_of("faces", rows, _decided_face)


def _decided_face(row: sqlite3.Row) -> DecidedFace:
    return DecidedFace(
        face_id=FaceId(row["id"]),
        content_hash=row["content_hash"],
        box=ShownAs(row["turned"], bool(row["mirrored"])).in_file(Box(row["x"], row["y"], row["width"], row["height"])),
        person_id=PersonId(row["person_id"]) if row["person_id"] is not None else None,
        rejected=tuple(sorted(PersonId(int(part)) for part in (row["rejected"] or "").split(",") if part)),
        ignored=IgnoreReason(row["reason"]) if row["reason"] else None,
        drawn=bool(row["drawn"]),
        moved=bool(row["moved"]),
        group=(row["group_id"], row["split_id"]) if row["group_id"] is not None else None,
    )
