"""Faces that a photo has or once had, as a new analysis must know them; and decisions whose face left its picture."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from faceorg.boxes import Box
from faceorg.catalog.faces import face_of_row
from faceorg.catalog.journal.triggers import DECIDED
from faceorg.catalog.storage.batches import rows_of
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.rows import values_of
from faceorg.domain import Face, FaceId, IgnoreReason, LeftBehind, PersonId, PhotoId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class RememberedFace:
    """A face with where and when it was seen last.

    gone : not in the photo as it was analysed last
    seen_in : content hash in which a face that is gone was seen last, None where that is not known
    decided_box : where the user placed it, in the picture as it was then; None where the user did not
    is_decided : the user has said something about it
    """

    face: Face
    gone: bool
    seen_in: str | None
    decided_box: Box | None
    is_decided: bool = False

    @property
    def places(self) -> tuple[Box, ...]:
        """The boxes of a face that the user placed: where it is now, and where it was placed; else none."""
        if self.decided_box is None:
            return ()
        return tuple(dict.fromkeys((self.face.box, self.decided_box)))


def remembered_faces(catalog: Catalog, photo_id: PhotoId) -> list[RememberedFace]:
    """Return every face that a photo has or had, in the order of their ids; drawn ones that were removed are not."""
    rows = catalog.connection.execute(
        "SELECT f.id, f.photo_id, w.x, w.y, w.width, w.height, f.landmarks, f.score, f.quality, f.size_px, "
        "f.sharpness, f.yaw, f.pitch, f.roll, w.placed AS drawn, NULL person_id, NULL assigned_by, NULL cluster_id, "
        f"NULL ignored, f.gone, f.seen_in, {DECIDED} AS is_decided, "
        "b.x AS own_x, b.y AS own_y, b.width AS own_width, b.height AS own_height "
        "FROM faces f JOIN face_places w ON w.face_id = f.id LEFT JOIN face_boxes b ON b.face_id = f.id "
        "WHERE f.photo_id = ? AND (f.drawn = 0 OR w.placed) ORDER BY f.id",
        (photo_id,),
    )
    return [
        RememberedFace(
            face_of_row(row),
            bool(row["gone"]),
            row["seen_in"],
            Box(row["own_x"], row["own_y"], row["own_width"], row["own_height"]) if row["drawn"] else None,
            bool(row["is_decided"]),
        )
        for row in rows
    ]


def looks_of(
    catalog: Catalog, pack_id: str, face_ids: Sequence[FaceId]
) -> tuple[dict[FaceId, NDArray[np.float32]], dict[FaceId, bytes]]:
    """Return what these faces look like, as far as it is kept: embeddings of a pack, and thumbnails."""
    from faceorg.catalog import vectors

    batch = vectors.embeddings_of(catalog, pack_id, face_ids)
    known = {FaceId(int(face_id)): vector for face_id, vector in zip(batch.face_ids, batch.vectors, strict=True)}
    rows = rows_of(catalog, "SELECT face_id, jpeg FROM thumbs.thumbnails WHERE face_id IN ({ids})", face_ids)
    return known, {FaceId(row[0]): row[1] for row in rows}


@dataclass(frozen=True)
class FollowedBox:
    """A box that the user placed, and where that is in the picture as it is now."""

    face_id: FaceId
    placed: Box
    now: Box


def follow_boxes(catalog: Catalog, followed: Iterable[FollowedBox]) -> None:
    """Note where boxes that the user placed are now; of no effect on a box that was placed elsewhere meanwhile."""
    with catalog.atomic() as connection:
        for one in followed:
            connection.execute("DELETE FROM followed_boxes WHERE face_id = ?", (one.face_id,))
            if one.now != one.placed:
                corners = [corner for box in (one.placed, one.now) for corner in (box.x, box.y, box.width, box.height)]
                connection.execute(
                    "INSERT INTO followed_boxes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (one.face_id, *corners)
                )


def left_behind(catalog: Catalog, photo_id: PhotoId) -> list[LeftBehind]:
    """Return the decisions about faces that a photo showed before it was changed, in the order of the faces' ids."""
    rows = catalog.connection.execute(
        "SELECT f.id, a.person_id, i.reason, b.face_id IS NOT NULL AS drawn, "
        "(SELECT group_concat(r.person_id) FROM rejections r WHERE r.face_id = f.id) AS rejected "
        "FROM faces f LEFT JOIN assignments a ON a.face_id = f.id LEFT JOIN ignored i ON i.face_id = f.id "
        "LEFT JOIN face_boxes b ON b.face_id = f.id WHERE f.photo_id = ? AND f.gone = 1 AND f.covered = 0 "
        "AND (f.drawn = 0 OR b.face_id IS NOT NULL) AND (a.face_id IS NOT NULL OR i.face_id IS NOT NULL "
        "OR b.face_id IS NOT NULL OR f.id IN (SELECT face_id FROM rejections)) ORDER BY f.id",
        (photo_id,),
    )
    return list(values_of("faces", rows, _left_behind))


def _left_behind(row: sqlite3.Row) -> LeftBehind:
    return LeftBehind(
        FaceId(row["id"]),
        PersonId(row["person_id"]) if row["person_id"] is not None else None,
        tuple(sorted(PersonId(int(part)) for part in (row["rejected"] or "").split(",") if part)),
        IgnoreReason(row["reason"]) if row["reason"] else None,
        bool(row["drawn"]),
    )
