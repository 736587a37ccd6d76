"""Photos that no scan comes by: kept with all that was decided about them, shown apart, forgotten when somebody asks.

[Note: Deleted photos] A file may only be away: moved by hand, on its way back from a backup. So its photo stays, with
faces, names and embeddings (which go on telling people apart), and is whole again when the file is back. But nobody
wants to count or be asked about what was deleted: what is listed and counted leaves them out (`presence.HERE`).
Forgetting them is for good: rows, embeddings and pictures go, and so does what the journal says of these faces, so that
no undo brings back half of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from faceorg.catalog.pictures import copies, turns
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.paths import text_to_path
from faceorg.catalog.storage.rows import values_of
from faceorg.domain import MissingPhoto, PhotoId

# Tables that forgetting deletes from last: all others point to them.
_PHOTOS_AND_FACES = ("photos", "faces")


def missing_photos(catalog: Catalog) -> list[MissingPhoto]:
    """Return them by their paths."""
    rows = catalog.connection.execute(
        "SELECT p.id, p.path, count(s.id), "
        "  (SELECT json_group_array(w.name) FROM seen_faces n JOIN assignments a ON a.face_id = n.id "
        "   JOIN people w ON w.id = a.person_id WHERE n.photo_id = p.id ORDER BY n.x) "
        "FROM photos p LEFT JOIN seen_faces s ON s.photo_id = p.id WHERE p.state = 'missing' "
        "GROUP BY p.id ORDER BY p.path"
    )
    return list(values_of("photos", rows, _missing_photo))


def _missing_photo(row: sqlite3.Row) -> MissingPhoto:
    photo_id, path, faces, names = tuple(row)
    # A photo whose place another file took has its number behind its name: see photos.give_up_places.
    own = str(path).removesuffix(f"?{photo_id}")
    return MissingPhoto(PhotoId(photo_id), text_to_path(own), own != path, int(faces), _names(names))


def _names(text: str) -> tuple[str, ...]:
    import json

    return tuple(dict.fromkeys(json.loads(text)))


def forget(catalog: Catalog, photo_ids: Sequence[PhotoId]) -> tuple[int, int]:
    """Delete photos that are missing, with their faces and all that anybody said of them; others are left alone.

    Whether their files are gone is the caller's to find out. Returns how many photos and faces went.
    """
    with catalog.atomic() as connection:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS going_photos (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS going_faces (id INTEGER PRIMARY KEY)")
        connection.execute("DELETE FROM going_photos")
        connection.execute("DELETE FROM going_faces")
        connection.executemany(
            "INSERT OR IGNORE INTO going_photos SELECT id FROM main.photos WHERE id = ? AND state = 'missing'",
            [(photo_id,) for photo_id in photo_ids],
        )
        going = [PhotoId(row[0]) for row in connection.execute("SELECT id FROM going_photos")]
        copies.stand_in(catalog, going)
        faces = connection.execute(
            "INSERT INTO going_faces SELECT id FROM main.faces WHERE photo_id IN (SELECT id FROM going_photos)"
        ).rowcount
        connection.execute("PRAGMA defer_foreign_keys = ON")
        # Neither refused by the guards of decided tables nor recorded: what the journal knows of them goes, too.
        connection.execute("UPDATE journal_state SET mode = 'replay', edit_id = NULL, follows = NULL")
        _delete_what_is_said_of(connection)
        _purge_journal(connection)
        connection.execute("DELETE FROM main.faces WHERE id IN (SELECT id FROM going_faces)")
        if faces:
            from faceorg.catalog.vectors import change_identity

            change_identity(connection)
        photos = connection.execute("DELETE FROM main.photos WHERE id IN (SELECT id FROM going_photos)").rowcount
        turns.forget_unused(connection)
        connection.execute("UPDATE journal_state SET mode = 'closed'")
    return photos, faces


def _delete_what_is_said_of(connection: sqlite3.Connection) -> None:
    """Delete rows about the faces and photos from every table that names one, whatever tables there are."""
    connection.execute(
        "UPDATE main.people SET cover_face_id = NULL WHERE cover_face_id IN (SELECT id FROM going_faces)"
    )
    for schema, table, column in tables_with(connection, ("face_id", "photo_id", "of_photo", "other_id")):
        going = "going_faces" if column == "face_id" else "going_photos"
        connection.execute(f"DELETE FROM {schema}.{table} WHERE {column} IN (SELECT id FROM {going})")
    connection.execute("DELETE FROM main.clusters WHERE id NOT IN (SELECT cluster_id FROM main.cluster_faces)")


def tables_with(connection: sqlite3.Connection, columns: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return (schema, table, column) for every table of the catalogue and its derived files with one of the columns."""
    found = []
    for schema in ("main", "emb", "thumbs"):
        tables = connection.execute(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table'").fetchall()
        for (table,) in [tuple(row) for row in tables]:
            own = {row[1] for row in connection.execute(f"PRAGMA {schema}.table_info({table})")}
            found += [
                (schema, table, column)
                for column in columns
                if column in own and not (schema == "main" and table in _PHOTOS_AND_FACES)
            ]
    return found


def _purge_journal(connection: sqlite3.Connection) -> None:
    """Take the faces out of the journal; an edit that was about nothing else goes with them."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS touched_edits (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM touched_edits")
    for side in ("before", "after"):
        about_them = (
            f"json_valid({side}) AND (json_extract({side}, '$.face_id') IN (SELECT id FROM going_faces) "
            f"OR json_extract({side}, '$.photo_id') IN (SELECT id FROM going_photos) "
            f"OR json_extract({side}, '$.other_id') IN (SELECT id FROM going_photos))"
        )
        connection.execute(f"INSERT OR IGNORE INTO touched_edits SELECT edit_id FROM edit_rows WHERE {about_them}")
        for table in ("edit_rows", "derived_rows"):
            connection.execute(f"DELETE FROM {table} WHERE {about_them}")
        connection.execute(
            f"UPDATE edit_rows SET {side} = json_set({side}, '$.cover_face_id', NULL) WHERE tbl = 'people' "
            f"AND json_valid({side}) AND json_extract({side}, '$.cover_face_id') IN (SELECT id FROM going_faces)"
        )
    connection.execute(
        "DELETE FROM edits WHERE id IN (SELECT id FROM touched_edits) AND id NOT IN (SELECT edit_id FROM edit_rows)"
    )
