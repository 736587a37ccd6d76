"""What is read and kept to find stacks: tiny grey pictures, when photos were taken, what was said of their faces.

How stacks are found: `library.recognising.stacking`, [Note: Stacks]; the stacks themselves: `stacks`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from faceorg.boxes import Box
from faceorg.catalog.journal.triggers import DECIDED
from faceorg.catalog.storage.batches import rows_of
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.paths import text_to_path
from faceorg.catalog.storage.rows import values_of
from faceorg.domain import FaceId, PhotoId

# A photo that can be in a stack: it is there, and its faces are its own (true copies show those of another one).
_STACKABLE = "p.state = 'analyzed' AND p.id NOT IN (SELECT photo_id FROM copies)"
# When a photo was taken, where somebody wrote the second: files' own times and spans of days prove no burst.
_MOMENT = "CASE WHEN p.found_from <> 'file' AND p.found_at = p.found_until THEN p.found_at END"


@dataclass(frozen=True)
class Signature:
    """A photo as a tiny grey picture. hash : 64 bits, 0 for a picture that has none; greys : its bytes, row by row"""

    hash: int
    greys: bytes


@dataclass(frozen=True)
class StackedFace:
    """A face of a photo that may be stacked, with what the user said of it; part : (split, group)."""

    face_id: FaceId
    box: Box
    quality: float
    found: bool
    person: int | None
    rejected: frozenset[int]
    ignored: str | None
    part: tuple[int, int] | None


@dataclass(frozen=True)
class SignedPhoto:
    """A photo that may be stacked. taken_at : None where the second is not known"""

    photo_id: PhotoId
    width: int
    height: int
    greys: bytes
    taken_at: datetime | None


@dataclass(frozen=True)
class DeletedPhoto:
    """A photo whose file no scan comes by, and of which the user said something. hash : see Signature"""

    photo: SignedPhoto
    path: Path
    hash: int


def save_signatures(catalog: Catalog, made: Iterable[tuple[PhotoId, Signature]]) -> None:
    with catalog.atomic() as connection:
        for photo_id, signature in made:
            connection.execute(
                "INSERT OR REPLACE INTO thumbs.photo_signatures (photo_id, hash, greys) VALUES (?, ?, ?)",
                (photo_id, signature.hash, signature.greys),
            )
            connection.execute("INSERT OR IGNORE INTO stacks_due (photo_id) VALUES (?)", (photo_id,))


def due(catalog: Catalog) -> set[PhotoId]:
    """Return the photos whose stacks are to be looked for: what they show, or what was said of it, may have changed."""
    return {PhotoId(row[0]) for row in catalog.connection.execute("SELECT photo_id FROM stacks_due")}


def put_off(catalog: Catalog, photo_ids: Iterable[PhotoId]) -> None:
    """Have the stacks of these photos be looked for at some other time."""
    with catalog.atomic() as connection:
        connection.executemany(
            "INSERT OR IGNORE INTO stacks_due (photo_id) VALUES (?)", [(photo_id,) for photo_id in photo_ids]
        )


def previews_without_signature(catalog: Catalog) -> list[PhotoId]:
    """Return the photos that have a small picture, made of their content as it is, and no signature."""
    rows = catalog.connection.execute(
        "SELECT v.photo_id FROM thumbs.photo_previews v JOIN photos p ON p.id = v.photo_id "
        "AND p.content_hash = v.content_hash AND p.state = 'analyzed' "
        # The ends of a panorama are cut off its small picture.
        "AND p.width <= 3 * p.height AND p.height <= 3 * p.width "
        "WHERE v.photo_id NOT IN (SELECT photo_id FROM thumbs.photo_signatures) ORDER BY v.photo_id"
    )
    return [PhotoId(row[0]) for row in rows]


def hashes(catalog: Catalog) -> list[tuple[int, int]]:
    """Return (photo, hash) of every photo that has one: read from an index alone."""
    return [tuple(row) for row in catalog.connection.execute("SELECT photo_id, hash FROM thumbs.photo_signatures")]


def moments(catalog: Catalog) -> list[tuple[int, datetime]]:
    """Return (photo, moment) of every photo that was taken at a second that is known."""
    rows = catalog.connection.execute(
        f"SELECT id, moment FROM (SELECT p.id, {_MOMENT} AS moment FROM photos p WHERE p.state = 'analyzed') "
        "WHERE moment IS NOT NULL"
    )
    return list(values_of("photos", rows, lambda row: (int(row[0]), datetime.fromisoformat(row[1]))))


def signed_photos(catalog: Catalog, photo_ids: Sequence[int]) -> list[SignedPhoto]:
    """Return those of these photos that have a signature and may be stacked."""
    rows = rows_of(
        catalog,
        f"SELECT p.id, p.width, p.height, s.greys, {_MOMENT} FROM photos p "
        f"JOIN thumbs.photo_signatures s ON s.photo_id = p.id WHERE {_STACKABLE} AND p.id IN ({{ids}})",
        photo_ids,
    )
    return list(values_of("photos", rows, _signed))


def deleted_photos(catalog: Catalog) -> list[DeletedPhoto]:
    """Return the MISSING photos that have a signature, and of whose faces or date the user said something."""
    rows = catalog.connection.execute(
        "SELECT p.id, p.width, p.height, s.greys, NULL, p.path, s.hash FROM photos p "
        "JOIN thumbs.photo_signatures s ON s.photo_id = p.id WHERE p.state = 'missing' AND ("
        f"EXISTS (SELECT 1 FROM faces f WHERE f.photo_id = p.id AND f.covered = 0 AND {DECIDED}) "
        "OR p.id IN (SELECT photo_id FROM photo_dates)) ORDER BY p.id"
    )
    return list(values_of("photos", rows, lambda row: DeletedPhoto(_signed(row), text_to_path(row[5]), int(row[6]))))


def _signed(row: sqlite3.Row) -> SignedPhoto:
    return SignedPhoto(PhotoId(row[0]), row[1], row[2], row[3], datetime.fromisoformat(row[4]) if row[4] else None)


def faces_in_photos(catalog: Catalog, photo_ids: Sequence[int]) -> dict[PhotoId, list[StackedFace]]:
    """Return the faces of these photos, but what the user said is none."""
    rows = rows_of(
        catalog,
        "SELECT f.photo_id, f.id, w.x, w.y, w.width, w.height, f.quality, f.drawn, a.person_id, i.reason, "
        "g.split_id, g.group_id, (SELECT group_concat(r.person_id) FROM rejections r WHERE r.face_id = f.id) "
        "FROM faces f JOIN face_places w ON w.face_id = f.id LEFT JOIN assignments a ON a.face_id = f.id "
        "LEFT JOIN ignored i ON i.face_id = f.id LEFT JOIN groups g ON g.face_id = f.id "
        "WHERE f.gone = 0 AND (f.drawn = 0 OR w.placed) AND i.reason IS NOT 'not_a_face' "
        "AND f.photo_id IN ({ids}) ORDER BY f.photo_id, f.id",
        photo_ids,
    )
    found: dict[PhotoId, list[StackedFace]] = {}
    for row in rows:
        rejected = frozenset(int(part) for part in (row[12] or "").split(",") if part)
        part = None if row[10] is None else (int(row[10]), int(row[11]))
        face = StackedFace(FaceId(row[1]), Box(*row[2:6]), row[6], not row[7], row[8], rejected, row[9], part)
        found.setdefault(PhotoId(row[0]), []).append(face)
    return found


def no_faces_of(catalog: Catalog, photo_ids: Sequence[int]) -> dict[PhotoId, list[tuple[FaceId, Box]]]:
    """Return what a detector saw in these photos and the user said is no face, and where."""
    rows = rows_of(
        catalog,
        "SELECT f.photo_id, f.id, w.x, w.y, w.width, w.height FROM faces f JOIN face_places w ON w.face_id = f.id "
        "JOIN ignored i ON i.face_id = f.id AND i.reason = 'not_a_face' "
        "WHERE f.gone = 0 AND f.photo_id IN ({ids}) ORDER BY f.photo_id, f.id",
        photo_ids,
    )
    found: dict[PhotoId, list[tuple[FaceId, Box]]] = {}
    for row in rows:
        found.setdefault(PhotoId(row[0]), []).append((FaceId(row[1]), Box(*row[2:6])))
    return found
