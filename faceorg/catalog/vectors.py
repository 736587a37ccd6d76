"""Embeddings by face and pack, and face thumbnails: derived, in files of their own.

Embeddings are stored as float16 (1 KiB for 512 dimensions; the cosine error stays below 5e-4) and returned as
L2-normalised float32 rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from faceorg.boxes import Box
from faceorg.catalog.migrations import new_identity
from faceorg.catalog.notes import move_grouping_notes
from faceorg.catalog.storage.batches import rows_of
from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import FaceId
from faceorg.files.sealed_jpeg import is_whole

if TYPE_CHECKING:
    import sqlite3

    import numpy as np
    from numpy.typing import NDArray


# How far the length of a stored vector may be from one: ten times what rounding to float16 costs.
NORM_TOLERANCE = 0.01
# Embeddings that are read at once where all are looked through: 20 MB of 512 dimensions.
_ROWS_A_LOT = 20_000
# Tables of small pictures, with their keys.
_PICTURES = {"thumbnails": "face_id", "photo_previews": "photo_id"}


@dataclass(frozen=True)
class EmbeddingBatch:
    """face_ids : int64 (n,); vectors : float32 (n, dim), L2-normalised rows; last_seq : newest write contained."""

    face_ids: NDArray[np.int64]
    vectors: NDArray[np.float32]
    last_seq: int


@dataclass(frozen=True, slots=True)
class PortraitPlace:
    """Where a face is. box : in its photo; width, height : of that, in pixels as it is shown"""

    face_id: FaceId
    box: Box
    width: int
    height: int


def embeddings_after(catalog: Catalog, pack_id: str, seq: int = 0) -> EmbeddingBatch:
    """Return the embeddings of one pack written after `seq` (0: all), each face once, in the order of writing."""
    rows = catalog.connection.execute(
        "SELECT face_id, vector, seq FROM emb.embeddings WHERE pack_id = ? AND seq > ? ORDER BY seq", (pack_id, seq)
    ).fetchall()
    return _batch(rows, seq)


def faces_embedded_after(catalog: Catalog, pack_id: str, seq: int) -> list[FaceId]:
    """Return the faces whose embedding was written after `seq`, without reading the embeddings."""
    rows = catalog.connection.execute(
        "SELECT DISTINCT face_id FROM emb.embeddings WHERE pack_id = ? AND seq > ? ORDER BY face_id", (pack_id, seq)
    )
    return [FaceId(row[0]) for row in rows]


def embeddings_of(catalog: Catalog, pack_id: str, face_ids: Sequence[FaceId]) -> EmbeddingBatch:
    """Return the embeddings of these faces, in their order; faces without one are left out."""
    query = "SELECT face_id, vector, seq FROM emb.embeddings WHERE pack_id = ? AND face_id IN ({ids})"
    found = {row[0]: row for row in rows_of(catalog, query, face_ids, (pack_id,))}
    return _batch([found[face_id] for face_id in face_ids if face_id in found], 0)


def newest_seq(catalog: Catalog, pack_id: str) -> int:
    """Return the sequence number of the newest embedding of a pack, 0 if it has none."""
    found = catalog.connection.execute("SELECT max(seq) FROM emb.embeddings WHERE pack_id = ?", (pack_id,)).fetchone()[
        0
    ]
    return int(found or 0)


def identity(catalog: Catalog) -> int:
    """Return the random number this embeddings file was made with: tells it from one that took its place."""
    return int(catalog.connection.execute("PRAGMA emb.user_version").fetchone()[0])


def change_identity(connection: sqlite3.Connection) -> None:
    """Give the embeddings file another identity, because embeddings were deleted: an index that holds them, in whatever
    process it is open, is then made anew. How far grouping came is remembered under the new one."""
    before = int(connection.execute("PRAGMA emb.user_version").fetchone()[0])
    now = before
    while now == before:
        now = new_identity()
    connection.execute(f"PRAGMA emb.user_version = {now}")
    move_grouping_notes(connection, before, now)


def analyzed_counts(catalog: Catalog) -> dict[str, int]:
    """Return how many photos have been analysed with each pack."""
    rows = catalog.connection.execute("SELECT pack_id, count(*) FROM emb.analyzed GROUP BY pack_id")
    return {str(row[0]): int(row[1]) for row in rows}


def forget_photo(catalog: Catalog, photo_id: int) -> None:
    """Have one photo analysed again, with any pack."""
    with catalog.atomic() as connection:
        connection.execute("DELETE FROM emb.analyzed WHERE photo_id = ?", (photo_id,))


def forget_pack(catalog: Catalog, pack_id: str) -> None:
    """Delete all embeddings of a pack, so that every photo waits for it."""
    with catalog.atomic() as connection:
        for table in ("emb.analyzed", "emb.embeddings"):
            connection.execute(f"DELETE FROM {table} WHERE pack_id = ?", (pack_id,))
        change_identity(connection)


def forget_photos(catalog: Catalog, photo_ids: Sequence[int]) -> None:
    """Delete what was derived from these photos: embeddings of every pack and thumbnails."""
    with catalog.atomic() as connection:
        for photo_id in photo_ids:
            connection.execute("DELETE FROM emb.analyzed WHERE photo_id = ?", (photo_id,))
            for table in ("emb.embeddings", "thumbs.thumbnails"):
                connection.execute(
                    f"DELETE FROM {table} WHERE face_id IN (SELECT id FROM main.faces WHERE photo_id = ?)", (photo_id,)
                )
        change_identity(connection)


def count_embeddings(catalog: Catalog, pack_id: str) -> int:
    row = catalog.connection.execute("SELECT count(*) FROM emb.embeddings WHERE pack_id = ?", (pack_id,)).fetchone()
    return int(row[0])


def faces_without_embedding(catalog: Catalog, pack_id: str) -> list[FaceId]:
    """Return seen faces of analysed photos that lack an embedding of this pack."""
    rows = catalog.connection.execute(
        "SELECT f.id FROM seen_faces f JOIN photos p ON p.id = f.photo_id "
        "LEFT JOIN emb.embeddings e ON e.face_id = f.id AND e.pack_id = ? "
        "WHERE e.face_id IS NULL AND p.state = 'analyzed' ORDER BY f.id",
        (pack_id,),
    )
    return [FaceId(row[0]) for row in rows]


def drop_unreferenced(catalog: Catalog) -> int:
    """Delete what was derived of faces and photos that no catalogue row knows (a power cut can leave some)."""
    with catalog.atomic() as connection:
        dropped = connection.execute("DELETE FROM emb.embeddings WHERE face_id NOT IN (SELECT id FROM faces)").rowcount
        connection.execute("DELETE FROM thumbs.thumbnails WHERE face_id NOT IN (SELECT id FROM faces)")
        for table in ("emb.analyzed", "thumbs.photo_previews", "thumbs.photo_signatures"):
            connection.execute(f"DELETE FROM {table} WHERE photo_id NOT IN (SELECT id FROM photos)")
        if dropped:
            change_identity(connection)
    return dropped


def good_portraits(catalog: Catalog, pack_id: str, least_quality: float, least_px: float) -> list[PortraitPlace]:
    """Return the faces that are good and large enough and have a crop and an embedding of this pack, by their ids."""
    rows = catalog.connection.execute(
        "SELECT f.id, f.x, f.y, f.width, f.height, p.width, p.height FROM seen_faces f "
        "JOIN photos p ON p.id = f.photo_id JOIN emb.embeddings e ON e.face_id = f.id AND e.pack_id = ? "
        "JOIN thumbs.thumbnails t ON t.face_id = f.id WHERE f.quality >= ? AND f.size_px >= ? AND f.drawn = 0 "
        "AND f.id NOT IN (SELECT face_id FROM stack_faces) ORDER BY f.id",
        (pack_id, least_quality, least_px),
    )
    return [PortraitPlace(FaceId(row[0]), Box(*row[1:5]), row[5], row[6]) for row in rows]


def thumbnail(catalog: Catalog, face_id: FaceId) -> bytes | None:
    """Return the JPEG crop of one face, None if there is none yet, or it is damaged."""
    row = catalog.connection.execute("SELECT jpeg FROM thumbs.thumbnails WHERE face_id = ?", (face_id,)).fetchone()
    return row[0] if row and is_whole(row[0]) else None


def _batch(rows: Sequence[Sequence[object]], seq: int) -> EmbeddingBatch:
    import numpy as np

    if not rows:
        return EmbeddingBatch(np.empty(0, np.int64), np.empty((0, 0), np.float32), seq)
    vectors, usable = _read_vectors([cast(bytes, row[1]) for row in rows])
    ids = np.fromiter((row[0] for row in rows), np.int64, len(rows))[usable]
    return EmbeddingBatch(ids, vectors, max(int(row[2]) for row in rows))  # type: ignore[call-overload]


def _read_vectors(blobs: Sequence[bytes]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return (vectors, usable): float32 unit rows of the blobs that can be used, and which those are.

    One that is damaged would be near to everything or nothing: its face has no embedding, as `check` says.
    """
    import numpy as np

    (size, _count), *others = Counter(map(len, blobs)).most_common()
    usable = np.ones(len(blobs), np.bool_)
    if others or size % 2 or not size:
        usable = np.fromiter((len(blob) == size and size % 2 == 0 and size > 0 for blob in blobs), np.bool_, len(blobs))
        blobs = [blob for blob, good in zip(blobs, usable, strict=True) if good]
    if not blobs:
        return np.empty((0, 0), np.float32), usable
    vectors = np.frombuffer(b"".join(blobs), np.float16).reshape(len(blobs), -1).astype(np.float32)
    norms = np.linalg.norm(vectors, axis=1)
    unit = np.abs(norms - 1.0) < NORM_TOLERANCE  # false for NaN, too
    if not unit.all():
        usable[usable] = unit
        vectors, norms = vectors[unit], norms[unit]
    vectors /= norms[:, None]
    return vectors, usable


def unusable(catalog: Catalog) -> list[int]:
    """Return the rows (`seq`) of embeddings of any pack that are not finite, not of length one or of a wrong size."""
    import numpy as np

    found: list[int] = []
    packs = [row[0] for row in catalog.connection.execute("SELECT DISTINCT pack_id FROM emb.embeddings")]
    for pack_id in packs:
        rows = catalog.connection.execute("SELECT seq, vector FROM emb.embeddings WHERE pack_id = ?", (pack_id,))
        for some in _in_lots(rows):
            _vectors, usable = _read_vectors([row[1] for row in some])
            found += [int(some[place][0]) for place in np.flatnonzero(~usable)]
    return found


def drop_unusable(catalog: Catalog) -> None:
    """Delete embeddings that cannot be used, so that their faces wait for new ones."""
    wrong = unusable(catalog)
    with catalog.atomic() as connection:
        connection.executemany("DELETE FROM emb.embeddings WHERE seq = ?", [(seq,) for seq in wrong])
        if wrong:
            change_identity(connection)


def faces_without_thumbnail(catalog: Catalog) -> int:
    """Return how many seen faces of analysed photos have no small picture."""
    row = catalog.connection.execute(
        "SELECT count(*) FROM seen_faces f JOIN photos p ON p.id = f.photo_id WHERE p.state = 'analyzed' "
        "AND f.id NOT IN (SELECT face_id FROM thumbs.thumbnails)"
    ).fetchone()
    return int(row[0])


def damaged_pictures(catalog: Catalog) -> int:
    """Return how many small pictures, of faces and of photos, are not what was written; reads all of them."""
    return sum(len(_damaged(catalog, table, key)) for table, key in _PICTURES.items())


def drop_damaged_pictures(catalog: Catalog) -> None:
    """Delete the small pictures that are not what was written: they are made again from the photos."""
    with catalog.atomic() as connection:
        for table, key in _PICTURES.items():
            gone = _damaged(catalog, table, key)
            connection.executemany(f"DELETE FROM thumbs.{table} WHERE {key} = ?", [(one,) for one in gone])


def _damaged(catalog: Catalog, table: str, key: str) -> list[int]:
    rows = catalog.connection.execute(f"SELECT {key}, jpeg FROM thumbs.{table}")
    return [row[0] for row in rows if not is_whole(row[1])]


def thumbnails_of_nobody(catalog: Catalog) -> int:
    """Return how many small pictures belong to no face of the catalogue."""
    row = catalog.connection.execute(
        "SELECT count(*) FROM thumbs.thumbnails WHERE face_id NOT IN (SELECT id FROM faces)"
    ).fetchone()
    return int(row[0])


def _in_lots(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rows = iter(rows)
    while some := list(islice(rows, _ROWS_A_LOT)):
        yield some
