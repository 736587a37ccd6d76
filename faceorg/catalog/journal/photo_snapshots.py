"""A photo's faces before an edit that places boxes in it -> put back when that edit is undone.

[Note: A moved box and its undo] The analysis after such an edit overwrites what was observed: the face that was moved
gets the picture and the embedding of its new place, and what the detector finds at the old place becomes a face of its
own. Undoing the edit alone would leave the name on a picture of the background and the real face without one. So the
edit takes a snapshot of what was observed and derived of its photo, and undo puts it back whole; a photo whose file
changed meanwhile is only looked at again.
"""

from __future__ import annotations

import json
import sqlite3

from faceorg.catalog.notes import grouping_key
from faceorg.domain import EditId, PhotoId

_OBSERVED = "x, y, width, height, landmarks, score, quality, size_px, sharpness, yaw, pitch, roll, gone"


def take(connection: sqlite3.Connection, edit_id: EditId, photo_id: PhotoId) -> None:
    """Remember a photo as it is before the first change of an edit; of a second change in one edit nothing is kept."""
    marks = connection.execute("SELECT pack_id, content_hash FROM emb.analyzed WHERE photo_id = ?", (photo_id,))
    taken = connection.execute(
        "INSERT OR IGNORE INTO photos_before (edit_id, photo_id, content_hash, analyzed, beside, mirrored) "
        "SELECT ?, id, content_hash, ?, beside, mirrored FROM photos WHERE id = ?",
        (edit_id, json.dumps({row[0]: row[1] for row in marks}), photo_id),
    )
    if not taken.rowcount:
        return
    connection.execute(
        f"INSERT INTO faces_before (edit_id, face_id, {_OBSERVED}, thumbnail) "
        f"SELECT ?, f.id, {_OBSERVED}, t.jpeg FROM faces f "
        "LEFT JOIN thumbs.thumbnails t ON t.face_id = f.id WHERE f.photo_id = ?",
        (edit_id, photo_id),
    )
    connection.execute(
        "INSERT INTO embeddings_before (edit_id, face_id, pack_id, vector) SELECT ?, e.face_id, e.pack_id, e.vector "
        "FROM emb.embeddings e JOIN faces f ON f.id = e.face_id WHERE f.photo_id = ?",
        (edit_id, photo_id),
    )


def photos_of_edit(connection: sqlite3.Connection, edit_id: EditId) -> set[PhotoId]:
    """Return the photos that an edit placed boxes in."""
    rows = connection.execute("SELECT photo_id FROM photos_before WHERE edit_id = ?", (edit_id,))
    return {PhotoId(row[0]) for row in rows}


def look_again(connection: sqlite3.Connection, edit_id: EditId) -> None:
    """Have the photos of an edit analysed again, with any pack: it was done again."""
    connection.execute(
        "DELETE FROM emb.analyzed WHERE photo_id IN (SELECT photo_id FROM photos_before WHERE edit_id = ?)", (edit_id,)
    )


def put_back(connection: sqlite3.Connection, edit_id: EditId) -> None:
    """Put back the photos of an edit that was undone. Embeddings that are put back count as grouped if all were."""
    newest = _newest(connection)
    for row in connection.execute("SELECT * FROM photos_before WHERE edit_id = ?", (edit_id,)).fetchall():
        photo = connection.execute(
            "SELECT content_hash, beside, mirrored FROM photos WHERE id = ?", (row["photo_id"],)
        ).fetchone()
        connection.execute("DELETE FROM emb.analyzed WHERE photo_id = ?", (row["photo_id"],))
        if photo is None or any(photo[part] != row[part] for part in ("content_hash", "beside", "mirrored")):
            continue  # another picture lies there now, or its sidecar has it shown otherwise: it is looked at again
        _put_back_faces(connection, edit_id, PhotoId(row["photo_id"]))
        connection.execute("UPDATE photos SET looked_at_turned = turned WHERE id = ?", (row["photo_id"],))
        connection.executemany(
            "INSERT INTO emb.analyzed (photo_id, pack_id, content_hash) VALUES (?, ?, ?)",
            [(row["photo_id"], pack_id, content) for pack_id, content in _packs(row["analyzed"]).items()],
        )
    identity = connection.execute("PRAGMA emb.user_version").fetchone()[0]
    for pack_id, seq in _newest(connection).items():
        connection.execute(
            "UPDATE meta SET value = ? WHERE key = ? AND value = ?",
            (str(seq), grouping_key("seq", pack_id, identity), str(newest.get(pack_id, 0))),
        )


def _packs(text: str) -> dict[str, str]:
    """Return with which packs a photo was analysed; with none where that does not read any more: it is done again."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {pack_id: content for pack_id, content in found.items() if isinstance(content, str)}


def _newest(connection: sqlite3.Connection) -> dict[str, int]:
    """The newest embedding of each pack."""
    return {row[0]: row[1] for row in connection.execute("SELECT pack_id, max(seq) FROM emb.embeddings GROUP BY 1")}


def _put_back_faces(connection: sqlite3.Connection, edit_id: EditId, photo_id: PhotoId) -> None:
    own = "(SELECT face_id FROM faces_before WHERE edit_id = :edit)"
    values = {"edit": edit_id, "photo": photo_id}
    connection.execute(
        f"UPDATE faces SET ({_OBSERVED}) = (SELECT {_OBSERVED} FROM faces_before b "
        f"WHERE b.edit_id = :edit AND b.face_id = faces.id) WHERE photo_id = :photo AND id IN {own}",
        values,
    )
    # Found by the analysis since: the row stays, the journal may speak of it, but it is not in the photo any more.
    connection.execute(
        f"UPDATE faces SET gone = 1 WHERE photo_id = :photo AND drawn = 0 AND gone = 0 AND id NOT IN {own}", values
    )
    before = "(SELECT {what} FROM {table} b WHERE b.edit_id = :edit AND b.face_id = {face})"
    connection.execute(
        f"DELETE FROM emb.embeddings WHERE face_id IN {own} AND (face_id, pack_id) NOT IN "
        "(SELECT face_id, pack_id FROM embeddings_before WHERE edit_id = :edit)",
        values,
    )
    connection.execute(
        "INSERT OR REPLACE INTO emb.embeddings (face_id, pack_id, vector) "
        "SELECT face_id, pack_id, vector FROM embeddings_before b WHERE b.edit_id = :edit AND NOT EXISTS "
        "(SELECT 1 FROM emb.embeddings e WHERE (e.face_id, e.pack_id, e.vector) = (b.face_id, b.pack_id, b.vector))",
        values,
    )
    connection.execute(
        f"DELETE FROM thumbs.thumbnails WHERE face_id IN {own} AND "
        + before.format(what="b.thumbnail", table="faces_before", face="thumbnails.face_id")
        + " IS NULL",
        values,
    )
    connection.execute(
        "INSERT OR REPLACE INTO thumbs.thumbnails (face_id, jpeg) "
        "SELECT face_id, thumbnail FROM faces_before WHERE edit_id = :edit AND thumbnail IS NOT NULL",
        values,
    )
