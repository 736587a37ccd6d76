"""Face rows: what a scan saw (observed), and faces as the user sees them (with person, cluster and decided boxes)."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from faceorg.boxes import Box
from faceorg.catalog.pictures import photo_dates, stack_finding
from faceorg.catalog.pictures.presence import HERE
from faceorg.catalog.pictures.stack_finding import Signature
from faceorg.catalog.storage.batches import of_ids, rows_of
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.rows import row_of
from faceorg.dates import Dated
from faceorg.domain import (
    AssignedBy,
    ClusterId,
    Face,
    FaceId,
    FaceObservation,
    IgnoreReason,
    PersonId,
    PhotoId,
    Quality,
)
from faceorg.errors import NotFound
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SEEN = (
    "id, photo_id, x, y, width, height, landmarks, score, quality, size_px, sharpness, yaw, pitch, roll, drawn, "
    "person_id, assigned_by, cluster_id, ignored"
)


@dataclass(frozen=True)
class AnalyzedPhoto:
    """What an analysis found out about one photo.

    dated : when it was taken, None where nothing says it
    image_hash : of the picture without its metadata, None where it was not made; orientation : that was undone, 1-8
    mirrored : by its sidecar, left to right, as the last of that
    turned : quarters clockwise by which it was turned then; beside : by which its sidecar turns it; lies : by how many
        it should be turned, for all that its faces tell; None where that was not asked
    frame : the frame or page that was looked at, 0: the first
    signature : by which pictures like it are found, None where it was not made
    duration_ms, moments_ms : of a video, ends_early : see `Photo`
    """

    photo_id: PhotoId
    content_hash: str
    width: int
    height: int
    dated: Dated | None
    image_hash: str | None = None
    orientation: int = 1
    turned: int = 0
    beside: int | None = 0
    lies: int | None = None
    frame: int = 0
    signature: Signature | None = None
    duration_ms: int = 0
    moments_ms: tuple[int, ...] = ()
    mirrored: bool = False
    ends_early: bool = False


def save_analysis(
    catalog: Catalog,
    pack_id: str,
    photo: AnalyzedPhoto,
    observations: Sequence[tuple[FaceId | None, FaceObservation]],
    gone: Iterable[FaceId],
) -> list[FaceId]:
    """Write one photo's analysis; return the ids of its observations, in order.

    observations : each with the known face it was matched to, or None for a new one
    gone : known faces of this photo that are no longer in it
    """
    with catalog.atomic() as connection:
        # Whether it still is a copy of another photo is found out afterwards: see copies.find_copies.
        connection.execute("UPDATE faces SET covered = 0 WHERE photo_id = ? AND covered = 1", (photo.photo_id,))
        connection.executemany(
            "UPDATE faces SET gone = 1, seen_in = (SELECT content_hash FROM photos WHERE id = photo_id) WHERE id = ?",
            [(face_id,) for face_id in gone],
        )
        connection.execute(
            "UPDATE photos SET state = 'analyzed', failure = NULL, content_hash = ?1, width = ?2, height = ?3, "
            "image_hash = ?4, orientation = ?5, turned = ?7, looked_at_turned = ?7, lies = COALESCE(?8, lies), "
            "beside = COALESCE(?9, beside), frame = ?10, duration_ms = ?11, moments_ms = ?12, mirrored = ?13, "
            "ends_early = ?14 WHERE id = ?6",
            (
                photo.content_hash, photo.width, photo.height, photo.image_hash, photo.orientation, photo.photo_id,
                photo.turned, photo.lies, photo.beside, photo.frame, photo.duration_ms,
                ",".join(map(str, photo.moments_ms)), int(photo.mirrored), int(photo.ends_early),
            ),
        )  # fmt: skip
        photo_dates.found(catalog, [(photo.photo_id, photo.dated)])
        if photo.signature is not None:
            stack_finding.save_signatures(catalog, [(photo.photo_id, photo.signature)])
        ids = [_save_face(connection, photo.photo_id, face_id, seen) for face_id, seen in observations]
        for face_id, (_known, seen) in zip(ids, observations, strict=True):
            _save_derived(connection, pack_id, face_id, seen)
        connection.execute(
            "INSERT OR REPLACE INTO emb.analyzed (photo_id, pack_id, content_hash) VALUES (?, ?, ?)",
            (photo.photo_id, pack_id, photo.content_hash),
        )
    return ids


def _save_face(
    connection: sqlite3.Connection, photo_id: PhotoId, known: FaceId | None, seen: FaceObservation
) -> FaceId:
    box, quality = seen.detection.box, seen.quality
    values = (
        box.x, box.y, box.width, box.height, _landmarks_blob(seen.detection.landmarks), seen.detection.score,
        quality.value, quality.size_px, quality.sharpness, quality.yaw, quality.pitch, quality.roll,
    )  # fmt: skip
    if known is not None:
        connection.execute(
            "UPDATE faces SET x = ?, y = ?, width = ?, height = ?, landmarks = ?, score = ?, quality = ?, size_px = ?, "
            "sharpness = ?, yaw = ?, pitch = ?, roll = ?, gone = 0, covered = 0, seen_in = NULL WHERE id = ?",
            (*values, known),
        )
        return known
    return insert_face(connection, photo_id, values, drawn=False)


def insert_face(connection: sqlite3.Connection, photo_id: PhotoId, values: Sequence[object], *, drawn: bool) -> FaceId:
    """Insert a face row; values are box, landmarks, score and the six numbers of its quality."""
    cursor = connection.execute(
        "INSERT INTO faces (photo_id, x, y, width, height, landmarks, score, quality, size_px, sharpness, yaw, pitch, "
        "roll, drawn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (photo_id, *values, int(drawn)),
    )
    return FaceId(int(cursor.lastrowid or 0))


def _save_derived(connection: sqlite3.Connection, pack_id: str, face_id: FaceId, seen: FaceObservation) -> None:
    import numpy as np

    if seen.embedding is not None:
        # The same vector again is not written: it would count as a new face, to be grouped anew.
        connection.execute(
            "INSERT OR REPLACE INTO emb.embeddings (face_id, pack_id, vector) SELECT ?1, ?2, ?3 WHERE NOT EXISTS "
            "(SELECT 1 FROM emb.embeddings WHERE face_id = ?1 AND pack_id = ?2 AND vector = ?3)",
            (face_id, pack_id, seen.embedding.astype(np.float16).tobytes()),
        )
    if seen.thumbnail is not None:
        connection.execute(
            "INSERT OR REPLACE INTO thumbs.thumbnails (face_id, jpeg) VALUES (?, ?)", (face_id, seen.thumbnail)
        )


def _landmarks_blob(landmarks: NDArray[np.float32] | None) -> bytes | None:
    return None if landmarks is None else landmarks.astype("float32").tobytes()


def known_faces(catalog: Catalog, photo_id: PhotoId, *, gone: bool = False, seen_in: str | None = None) -> list[Face]:
    """Return the faces a photo is known to have (or, `gone`, once had), to be matched to a new analysis.

    seen_in : of those that are gone, only the ones seen last in the photo when it had this content
    `drawn` is true here for every face whose box the user placed, whether drawn or moved.
    """
    rows = catalog.connection.execute(
        "SELECT f.id, f.photo_id, w.x, w.y, w.width, w.height, f.landmarks, f.score, f.quality, f.size_px, "
        "f.sharpness, f.yaw, f.pitch, f.roll, w.placed AS drawn, NULL person_id, NULL assigned_by, NULL cluster_id, "
        "NULL ignored FROM faces f JOIN face_places w ON w.face_id = f.id "
        "WHERE f.photo_id = ?1 AND f.gone = ?2 AND (f.drawn = 0 OR w.placed) AND (?3 IS NULL OR f.seen_in = ?3) "
        "ORDER BY f.id",
        (photo_id, int(gone), seen_in),
    )
    return [face_of_row(row) for row in rows]


def face(catalog: Catalog, face_id: FaceId) -> Face:
    """Return one face. Raises NotFound."""
    for found in faces(catalog, [face_id]):
        return found
    raise NotFound(ProblemCode.FACE_GONE, face_id=face_id)


def faces(catalog: Catalog, face_ids: Iterable[FaceId]) -> list[Face]:
    """Return faces in the order of the ids; ids that are not to be seen are left out."""
    return of_ids(catalog, f"SELECT {_SEEN} FROM seen_faces WHERE id IN ({{ids}})", face_ids, face_of_row)


def qualities(catalog: Catalog, face_ids: Sequence[FaceId]) -> dict[FaceId, float]:
    """Return the quality of each of these faces, 0-1."""
    rows = rows_of(catalog, "SELECT id, quality FROM faces WHERE id IN ({ids})", face_ids)
    return {FaceId(row[0]): float(row[1]) for row in rows}


def faces_of_photo(catalog: Catalog, photo_id: PhotoId) -> list[Face]:
    """Return the faces that a photo shows, from the left; of a copy those of the photo that counts [Note: Copies]."""
    rows = catalog.connection.execute(
        f"SELECT {_SEEN} FROM seen_faces WHERE photo_id = "
        "COALESCE((SELECT of_photo FROM copies WHERE photo_id = ?1), ?1) ORDER BY x, id",
        (photo_id,),
    )
    return [face_of_row(row) for row in rows]


def faces_of_photos(catalog: Catalog, photo_ids: Sequence[int]) -> list[tuple[int, FaceId]]:
    """Return (photo, face) for every face that these photos show."""
    rows = rows_of(catalog, "SELECT photo_id, id FROM faces WHERE gone = 0 AND photo_id IN ({ids})", photo_ids)
    return [(int(row[0]), FaceId(row[1])) for row in rows]


def faces_of_person(catalog: Catalog, person_id: PersonId, *, missing: bool = True) -> list[Face]:
    """Return a person's faces, confirmed and automatic, in the order of their ids.

    missing : also those in photos whose file is gone, see [Note: Deleted photos]
    """
    here = "" if missing else f"AND {HERE}"
    rows = catalog.connection.execute(
        f"SELECT {_SEEN} FROM seen_faces f WHERE id IN (SELECT face_id FROM assignments WHERE person_id = :p "
        f"UNION SELECT face_id FROM automatic WHERE person_id = :p) {here} ORDER BY id",
        {"p": person_id},
    )
    return [face_of_row(row) for row in rows]


def faces_of_cluster(catalog: Catalog, cluster_id: ClusterId) -> list[Face]:
    """Return the unnamed, not ignored faces of a cluster, best first."""
    rows = catalog.connection.execute(
        f"SELECT {_SEEN} FROM seen_faces WHERE id IN (SELECT face_id FROM cluster_faces WHERE cluster_id = ?) "
        "AND person_id IS NULL AND ignored IS NULL ORDER BY quality DESC, id",
        (cluster_id,),
    )
    return [face_of_row(row) for row in rows]


def all_faces(catalog: Catalog, *, unassigned: bool = False) -> list[Face]:
    """Return every face that can be looked at, or every one of these without a person."""
    where = "AND person_id IS NULL AND ignored IS NULL" if unassigned else ""
    rows = catalog.connection.execute(f"SELECT {_SEEN} FROM seen_faces f WHERE {HERE} {where} ORDER BY id")
    return [face_of_row(row) for row in rows]


def seen_of(catalog: Catalog, face_ids: Sequence[FaceId]) -> set[FaceId]:
    """Return those of these ids that are faces to be seen (not gone, removed, "not a face", nor in a deleted photo)."""
    query = f"SELECT id FROM seen_faces f WHERE id IN ({{ids}}) AND ignored IS NOT 'not_a_face' AND {HERE}"
    return {FaceId(row[0]) for row in rows_of(catalog, query, face_ids)}


def in_missing_photos(catalog: Catalog) -> set[FaceId]:
    """Return the faces that cannot be looked at because no scan comes by their photo, see [Note: Deleted photos]."""
    rows = catalog.connection.execute(
        "SELECT f.id FROM photos p JOIN faces f ON f.photo_id = p.id WHERE p.state = 'missing' AND f.gone = 0"
    )
    return {FaceId(row[0]) for row in rows}


def count_faces(catalog: Catalog) -> int:
    """Return how many faces can be looked at, that of several pictures of a stack once."""
    query = f"SELECT count(*) FROM seen_faces f WHERE {HERE} AND f.id NOT IN (SELECT face_id FROM stack_faces)"
    return int(catalog.connection.execute(query).fetchone()[0])


@row_of("faces")
def face_of_row(row: sqlite3.Row) -> Face:
    """Return a face from a row with the columns of `seen_faces`."""
    return Face(
        id=FaceId(row["id"]),
        photo_id=PhotoId(row["photo_id"]),
        box=Box(row["x"], row["y"], row["width"], row["height"]),
        landmarks=_landmarks(row["landmarks"]),
        score=row["score"],
        quality=Quality(row["quality"], row["size_px"], row["sharpness"], row["yaw"], row["pitch"], row["roll"]),
        cluster_id=ClusterId(row["cluster_id"]) if row["cluster_id"] is not None else None,
        person_id=PersonId(row["person_id"]) if row["person_id"] is not None else None,
        assigned_by=AssignedBy(row["assigned_by"]) if row["assigned_by"] else None,
        ignored=IgnoreReason(row["ignored"]) if row["ignored"] else None,
        drawn=bool(row["drawn"]),
    )


def _landmarks(blob: bytes | None) -> NDArray[np.float32] | None:
    if blob is None:
        return None
    import numpy as np

    return np.frombuffer(blob, np.float32).reshape(5, 2)


@dataclass(frozen=True)
class FaceColumns:
    """Faces as columns, for work over the whole library: building a Face for each of 300,000 takes seconds.

    face_ids, photo_ids : int64 (n,); quality : float32 (n,), 0-1; taken_on : datetime64[D] (n,), the last
        day on which it can have been, NaT where only its file's time says any
    person_ids : int64 (n,), -1 where nobody (only here, where an array cannot hold None)
    """

    face_ids: NDArray[np.int64]
    photo_ids: NDArray[np.int64]
    quality: NDArray[np.float32]
    taken_on: NDArray[np.datetime64]
    person_ids: NDArray[np.int64]

    def at(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> FaceColumns:
        """Return some of the rows."""
        return FaceColumns(
            self.face_ids[rows], self.photo_ids[rows], self.quality[rows], self.taken_on[rows], self.person_ids[rows]
        )


def undecided_faces(catalog: Catalog, among: Iterable[FaceId] | None = None) -> FaceColumns:
    """Return the seen faces that nobody has named or ignored; person_ids are those of automatic assignments.

    Of a face that is in several pictures of a stack, only the one that stands for it [Note: Stacks].

    among : only these, at a cost that follows their number; None means all
    """
    query = (
        f"SELECT f.id, f.photo_id, f.quality, {photo_dates.PROVEN_DAY}, COALESCE(t.person_id, -1) FROM faces f "
        "JOIN photos p ON p.id = f.photo_id LEFT JOIN automatic t ON t.face_id = f.id "
        "LEFT JOIN assignments a ON a.face_id = f.id LEFT JOIN ignored i ON i.face_id = f.id "
        "LEFT JOIN face_boxes b ON b.face_id = f.id "
        "WHERE f.gone = 0 AND a.face_id IS NULL AND i.face_id IS NULL AND (f.drawn = 0 OR b.face_id IS NOT NULL) "
        "AND f.id NOT IN (SELECT face_id FROM stack_faces) "
    )
    if among is None:
        return _columns(catalog.connection.execute(query + "ORDER BY f.id").fetchall())
    return _columns(list(rows_of(catalog, query + "AND f.id IN ({ids}) ORDER BY f.id", sorted(among))))


def confirmed_faces(catalog: Catalog, best_of_each: int, of: Collection[PersonId] | None = None) -> FaceColumns:
    """Return the confirmed faces, of each person at most so many, the best ones by quality, in the order of their ids.

    of : only these people's, at a cost that follows their faces; None means everybody's
    """
    query = (
        "SELECT id, photo_id, quality, day, person_id FROM ("
        f"SELECT f.id, f.photo_id, f.quality, {photo_dates.PROVEN_DAY} AS day, a.person_id, "
        "row_number() OVER (PARTITION BY a.person_id ORDER BY f.quality DESC, f.id) AS place "
        "FROM assignments a JOIN faces f ON f.id = a.face_id JOIN photos p ON p.id = f.photo_id "
        "WHERE f.gone = 0 AND f.id NOT IN (SELECT face_id FROM stack_faces) {whose}) WHERE place <= {most} ORDER BY id"
    ).replace("{most}", str(int(best_of_each)))
    if of is None:
        return _columns(catalog.connection.execute(query.replace("{whose}", "")).fetchall())
    found = _columns(list(rows_of(catalog, query.replace("{whose}", "AND a.person_id IN ({ids})"), sorted(of))))
    return found.at(found.face_ids.argsort(kind="stable"))


def confirmed_of_person(catalog: Catalog, person_id: PersonId, limit: int) -> list[FaceId]:
    """Return the best confirmed faces of a person that can be looked at, at most so many."""
    rows = catalog.connection.execute(
        "SELECT f.id FROM assignments a JOIN faces f ON f.id = a.face_id "
        f"WHERE a.person_id = ? AND f.gone = 0 AND {HERE} ORDER BY f.quality DESC, f.id LIMIT ?",
        (person_id, limit),
    )
    return [FaceId(row[0]) for row in rows]


def taken_on(catalog: Catalog, face_id: FaceId) -> NDArray[np.datetime64]:
    """Return the last day on which one face can have been photographed, datetime64[D] (1,), NaT where unknown."""
    import numpy as np

    row = catalog.connection.execute(
        f"SELECT {photo_dates.PROVEN_DAY} FROM faces f JOIN photos p ON p.id = f.photo_id WHERE f.id = ?", (face_id,)
    ).fetchone()
    return np.array([row[0][:10] if row and row[0] else "NaT"], "datetime64[D]")


def confirmed_places(catalog: Catalog, photo_ids: Sequence[int] | None = None) -> list[tuple[int, int]]:
    """Return (photo, person) for every confirmed face: who is in which photo already.

    photo_ids : of these photos only, at a cost that follows their number; None means all
    """
    query = (
        "SELECT DISTINCT f.photo_id, a.person_id FROM assignments a JOIN faces f ON f.id = a.face_id WHERE f.gone = 0"
    )
    if photo_ids is None:
        return [(int(row[0]), int(row[1])) for row in catalog.connection.execute(query)]
    found = rows_of(catalog, query + " AND f.photo_id IN ({ids})", photo_ids)
    return [(int(row[0]), int(row[1])) for row in found]


def _columns(rows: Sequence[sqlite3.Row]) -> FaceColumns:
    import numpy as np

    count = len(rows)
    return FaceColumns(
        np.fromiter((row[0] for row in rows), np.int64, count),
        np.fromiter((row[1] for row in rows), np.int64, count),
        np.fromiter((row[2] for row in rows), np.float32, count),
        np.array([row[3][:10] if row[3] else "NaT" for row in rows], "datetime64[D]"),
        np.fromiter((row[4] for row in rows), np.int64, count),
    )
