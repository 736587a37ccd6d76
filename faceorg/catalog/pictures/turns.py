"""How the user had pictures turned (decided) -> photos, faces and small pictures that lie that way.

[Note: Turns] A turn is said of a picture, not of a photo: of its hash together with the EXIF orientation that is undone
first. So all copies of a scan are turned with it, wherever they lie and whatever is written beside the picture; and a
file that another program has really turned since, by its pixels or by its orientation, is another picture, of which
nothing is said. All boxes of a photo are in the picture as it is shown, and turn with it (`follow_turns`); what is read
from files, or written into them, is turned back (`names_in_files`, `exports`). As long as the user has said nothing,
what a sidecar says counts. A sidecar may have the picture mirrored, too, which nobody can say here: that is part of the
orientation of which a turn is said, and `photos.mirrored` tells that the file knows nothing of it.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from faceorg.boxes import Box, ShownAs, mirrored_too
from faceorg.catalog.storage.batches import rows_of
from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import PhotoId, PictureTurn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Of a photo p: what is said of its picture; NULL where nothing is.
_SAID = (
    "COALESCE((SELECT t.quarters FROM photo_turns t WHERE t.picture = p.image_hash AND t.orientation = p.orientation), "
    "(SELECT t.quarters FROM photo_turns t WHERE t.picture = p.content_hash AND t.orientation = p.orientation))"
)
# A condition on photos (p): it seems to lie on its side, nobody has said how it lies, and it is no copy of another one.
LYING = f"p.lies > 0 AND p.state = 'analyzed' AND p.id NOT IN (SELECT photo_id FROM copies) AND {_SAID} IS NULL"
# Less than this is rounding between two boxes that are one: journals keep fifteen digits.
_ROUNDING = 1e-9
# As of `images.thumbnails`: these are made anew by the analysis that follows.
_JPEG_QUALITY = 82


def turn_of(catalog: Catalog, photo_id: PhotoId) -> PictureTurn | None:
    """Return what is said of a photo's picture as it was analysed last."""
    row = catalog.connection.execute(
        f"SELECT COALESCE(p.image_hash, p.content_hash), p.orientation, {_SAID} FROM photos p WHERE p.id = ?",
        (photo_id,),
    ).fetchone()
    return None if row is None or row[2] is None else PictureTurn(*row)


def quarters_of(catalog: Catalog, hashes: Iterable[str | None], orientation: int) -> int | None:
    """Return how a picture with one of these hashes was turned, the first that is known; None: nothing is said."""
    for picture in hashes:
        row = catalog.connection.execute(
            "SELECT quarters FROM photo_turns WHERE picture = ? AND orientation = ?", (picture, orientation)
        ).fetchone()
        if row is not None:
            return int(row[0])
    return None


def shown_by_sidecars(catalog: Catalog, photo_ids: Sequence[PhotoId]) -> dict[PhotoId, ShownAs]:
    """Return how sidecars have these analysed photos shown, those left out of which the user has spoken."""
    query = (
        "SELECT p.id, p.beside, p.mirrored FROM photos p "
        f"WHERE p.state = 'analyzed' AND {_SAID} IS NULL AND p.id IN ({{ids}})"
    )
    return {PhotoId(row[0]): ShownAs(int(row[1]), bool(row[2])) for row in rows_of(catalog, query, photo_ids)}


def photos_shown_by_sidecars(catalog: Catalog) -> list[PhotoId]:
    """Return the analysed photos that a sidecar turns or mirrors."""
    rows = catalog.connection.execute(
        "SELECT id FROM photos WHERE (beside <> 0 OR mirrored = 1) AND state = 'analyzed' ORDER BY id"
    )
    return [PhotoId(row[0]) for row in rows]


def seems_to_lie(catalog: Catalog, photo_id: PhotoId) -> bool:
    """Whether a photo seems to lie on its side, and nobody has said how it lies."""
    row = catalog.connection.execute(f"SELECT 1 FROM photos p WHERE p.id = ? AND {LYING}", (photo_id,)).fetchone()
    return row is not None


def all_turns_said(catalog: Catalog) -> list[tuple[str, int]]:
    """Return (content hash, quarters) of every photo of whose picture something is said, in the order of their ids."""
    rows = catalog.connection.execute(
        f"SELECT p.content_hash, {_SAID} FROM photos p WHERE {_SAID} IS NOT NULL AND p.content_hash IS NOT NULL "
        "ORDER BY p.id"
    )
    return [(str(row[0]), int(row[1])) for row in rows]


def photos_turned_with(catalog: Catalog, photo_id: PhotoId) -> list[PhotoId]:
    """Return the photos that turn together with one, itself among them, in the order of their ids."""
    rows = catalog.connection.execute(
        "SELECT o.id FROM photos p JOIN photos o ON o.orientation = p.orientation "
        "AND (o.image_hash = p.image_hash OR o.content_hash = p.content_hash) WHERE p.id = ? ORDER BY o.id",
        (photo_id,),
    )
    return [PhotoId(row[0]) for row in rows]


def photos_of_pictures(catalog: Catalog, pictures: Iterable[str]) -> set[PhotoId]:
    """Return the photos of which a turn of one of these pictures is said."""
    query = "SELECT id FROM photos WHERE image_hash = ?1 OR content_hash = ?1"
    return {PhotoId(row[0]) for picture in pictures for row in catalog.connection.execute(query, (picture,))}


# ---------------------------------------------------------------- writes, inside journal.edit
def say_turn(connection: sqlite3.Connection, photo_id: PhotoId, quarters: int) -> None:
    """Say how a photo's picture is to be turned, 0-3 quarters; what shows it follows, boxes the user placed as well."""
    row = connection.execute(
        "SELECT image_hash, content_hash, orientation FROM photos WHERE id = ?", (photo_id,)
    ).fetchone()
    image_hash, content_hash, orientation = tuple(row)
    picture = image_hash or content_hash
    if image_hash is not None:  # said when its picture had not been hashed yet
        connection.execute("DELETE FROM photo_turns WHERE picture = ? AND orientation = ?", (content_hash, orientation))
    connection.execute(
        "INSERT INTO photo_turns (picture, orientation, quarters) VALUES (?, ?, ?) "
        "ON CONFLICT (picture, orientation) DO UPDATE SET quarters = excluded.quarters",
        (picture, orientation, quarters),
    )
    for other, by in _to_be_turned(connection, [picture]):
        _turn_placed_boxes(connection, other, by)
    follow_turns(connection, [picture])


def _turn_placed_boxes(connection: sqlite3.Connection, photo_id: int, by: int) -> None:
    """Where the user placed faces is decided: the turn takes it along, and undo brings it back."""
    rows = connection.execute(
        "SELECT b.face_id, b.x, b.y, b.width, b.height FROM face_boxes b JOIN faces f ON f.id = b.face_id "
        "WHERE f.photo_id = ?",
        (photo_id,),
    ).fetchall()
    for face_id, *corners in rows:
        connection.execute(
            "UPDATE face_boxes SET x = ?, y = ?, width = ?, height = ? WHERE face_id = ?",
            (*_corners(Box(*corners).turned(by)), face_id),
        )


# ---------------------------------------------------------------- what follows: observed and derived
def follow_edit(connection: sqlite3.Connection, edit_id: int) -> None:
    """Have the photos follow what an edit that was undone or done again says of their pictures."""
    rows = connection.execute(
        "SELECT DISTINCT json_extract(COALESCE(after, before), '$.picture') FROM edit_rows "
        "WHERE edit_id = ? AND tbl = 'photo_turns' AND json_valid(COALESCE(after, before))",
        (edit_id,),
    ).fetchall()
    follow_turns(connection, [row[0] for row in rows])


def follow_turns(connection: sqlite3.Connection, pictures: Iterable[str]) -> None:
    """Turn what is known of the photos of these pictures as is said of them, and have them looked at again."""
    for photo_id, by in _to_be_turned(connection, pictures):
        _show_faces(connection, photo_id, ShownAs(by))
        _show_followed_boxes(connection, photo_id, ShownAs(by))
        connection.execute(
            "UPDATE photos SET turned = (turned + ?1) % 4, width = CASE ?1 % 2 WHEN 1 THEN height ELSE width END, "
            "height = CASE ?1 % 2 WHEN 1 THEN width ELSE height END WHERE id = ?2",
            (by, photo_id),
        )
        for table in ("emb.analyzed", "thumbs.photo_signatures"):  # it resembles other pictures now
            connection.execute(f"DELETE FROM {table} WHERE photo_id = ?", (photo_id,))
        connection.execute("INSERT OR IGNORE INTO stacks_due (photo_id) VALUES (?)", (photo_id,))


def follow_sidecar(catalog: Catalog, photo_id: PhotoId, was: ShownAs, now: ShownAs) -> None:
    """Have what is known of a photo be where it is in the picture as its sidecar has it shown now.

    Where the user placed faces is decided, and stays in the picture as it was: what follows is where they are now.
    """
    by = now.after(was)
    with catalog.atomic() as connection:
        connection.execute(
            "INSERT INTO followed_boxes SELECT b.face_id, b.x, b.y, b.width, b.height, b.x, b.y, b.width, b.height "
            "FROM face_boxes b JOIN faces f ON f.id = b.face_id JOIN photos p ON p.id = f.photo_id "
            "WHERE f.photo_id = ? AND (f.gone = 0 OR f.seen_in IS p.content_hash) "
            "AND NOT EXISTS (SELECT 1 FROM followed_boxes m WHERE m.face_id = b.face_id AND "
            "(m.from_x, m.from_y, m.from_width, m.from_height) = (b.x, b.y, b.width, b.height)) "
            "ON CONFLICT (face_id) DO UPDATE SET (from_x, from_y, from_width, from_height, x, y, width, height) = "
            "(excluded.from_x, excluded.from_y, excluded.from_width, excluded.from_height, "
            "excluded.x, excluded.y, excluded.width, excluded.height)",
            (photo_id,),
        )
        _show_faces(connection, photo_id, by)
        _show_followed_boxes(connection, photo_id, by, decided_too=False)
        query = "SELECT orientation, mirrored FROM photos WHERE id = ?"
        orientation, mirrored = connection.execute(query, (photo_id,)).fetchone()
        if bool(mirrored) != now.mirrored:
            orientation = mirrored_too(orientation)
        connection.execute(
            "UPDATE photos SET orientation = ?5, mirrored = ?1, turned = ?2, looked_at_turned = ?2, "
            "beside = ?2, width = CASE ?3 % 2 WHEN 1 THEN height ELSE width END, "
            "height = CASE ?3 % 2 WHEN 1 THEN width ELSE height END WHERE id = ?4",
            (int(now.mirrored), now.quarters, by.quarters, photo_id, orientation),
        )


def _to_be_turned(connection: sqlite3.Connection, pictures: Iterable[str]) -> list[tuple[int, int]]:
    """Return (photo, quarters clockwise) for the photos of these pictures that do not lie as is said."""
    found: dict[int, int] = {}
    for picture in pictures:
        rows = connection.execute(
            f"SELECT p.id, (COALESCE({_SAID}, p.beside) - p.turned + 4) % 4 FROM photos p "
            "WHERE p.image_hash = ?1 OR p.content_hash = ?1",
            (picture,),
        )
        found |= {int(row[0]): int(row[1]) for row in rows}
    return sorted((photo_id, by) for photo_id, by in found.items() if by)


def _show_faces(connection: sqlite3.Connection, photo_id: int, by: ShownAs) -> None:
    """Turn the faces that were seen in the picture as it is; of those seen in another one places say nothing."""
    import numpy as np

    rows = connection.execute(
        "SELECT f.id, f.x, f.y, f.width, f.height, f.landmarks, t.jpeg FROM faces f JOIN photos p ON p.id = f.photo_id "
        "LEFT JOIN thumbs.thumbnails t ON t.face_id = f.id "
        "WHERE f.photo_id = ? AND (f.gone = 0 OR f.seen_in IS p.content_hash)",
        (photo_id,),
    ).fetchall()
    for face_id, x, y, width, height, landmarks, jpeg in rows:
        points = None
        if landmarks is not None:
            points = _shown_points(np.frombuffer(landmarks, np.float32).reshape(-1, 2), by).tobytes()
        connection.execute(
            "UPDATE faces SET x = ?, y = ?, width = ?, height = ?, landmarks = ? WHERE id = ?",
            (*_corners(by.from_file(Box(x, y, width, height))), points, face_id),
        )
        turned = None if jpeg is None else _shown_jpeg(jpeg, by)
        if turned is not None:
            connection.execute("UPDATE thumbs.thumbnails SET jpeg = ? WHERE face_id = ?", (turned, face_id))


def _show_followed_boxes(
    connection: sqlite3.Connection, photo_id: int, by: ShownAs, *, decided_too: bool = True
) -> None:
    """Turn where placed boxes have gone since, and keep each with the box it comes from, however that was rounded.

    decided_too : the boxes that they come from were turned as well
    """
    rows = connection.execute(
        "SELECT m.face_id, m.from_x, m.from_y, m.from_width, m.from_height, m.x, m.y, m.width, m.height, "
        "b.x, b.y, b.width, b.height FROM followed_boxes m JOIN faces f ON f.id = m.face_id "
        "JOIN face_boxes b ON b.face_id = m.face_id WHERE f.photo_id = ?",
        (photo_id,),
    ).fetchall()
    for face_id, *corners in rows:
        placed, now = Box(*corners[:4]), by.from_file(Box(*corners[4:8]))
        placed = by.from_file(placed) if decided_too else placed
        decided = Box(*corners[8:])
        if all(abs(one - other) < _ROUNDING for one, other in zip(_corners(placed), _corners(decided), strict=True)):
            placed = decided
        connection.execute(
            "UPDATE followed_boxes SET (from_x, from_y, from_width, from_height, x, y, width, height) = "
            "(?, ?, ?, ?, ?, ?, ?, ?) WHERE face_id = ?",
            (*_corners(placed), *_corners(now), face_id),
        )


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.width, box.height


def _shown_points(points: NDArray[np.float32], by: ShownAs) -> NDArray[np.float32]:
    """Landmarks, float32 (n, 2), fractions of the picture; which eye is the left one in it is for the detector."""
    import numpy as np

    if by.mirrored:
        points = np.column_stack([1 - points[:, 0], points[:, 1]])
    for _quarter in range(by.quarters % 4):
        points = np.column_stack([1 - points[:, 1], points[:, 0]])
    return points.astype(np.float32)


def _shown_jpeg(jpeg: bytes, by: ShownAs) -> bytes | None:
    """A small picture, turned; None where it does not read: it stays, until the analysis makes it anew."""
    from PIL import Image

    from faceorg.files.sealed_jpeg import sealed

    turns = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
            shown = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if by.mirrored else picture
            shown = shown.transpose(turns[by.quarters]) if by.quarters else shown
            shown.save(out, "JPEG", quality=_JPEG_QUALITY)
    except (OSError, ValueError, SyntaxError):
        return None
    return sealed(out.getvalue())


# ---------------------------------------------------------------- forgetting
def forget_unused(connection: sqlite3.Connection) -> None:
    """Delete what is said of pictures that no photo shows any more, and edits that were about nothing else."""
    shown = (
        "SELECT image_hash FROM photos WHERE image_hash IS NOT NULL "
        "UNION SELECT content_hash FROM photos WHERE content_hash IS NOT NULL"
    )
    connection.execute(f"DELETE FROM photo_turns WHERE picture NOT IN ({shown})")
    about_them = (
        "tbl = 'photo_turns' AND json_valid(COALESCE(after, before)) "
        f"AND json_extract(COALESCE(after, before), '$.picture') NOT IN ({shown})"
    )
    touched = connection.execute(f"SELECT DISTINCT edit_id FROM edit_rows WHERE {about_them}").fetchall()
    connection.execute(f"DELETE FROM edit_rows WHERE {about_them}")
    connection.executemany(
        "DELETE FROM edits WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM edit_rows WHERE edit_id = ?1)",
        [(row[0],) for row in touched],
    )
