"""Rows of stacks: which photo stands for which others, which face for which others, and what the user said of both.

What a stack is, and how it is found: `library.recognising.stacking`, [Note: Stacks].
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from faceorg.catalog.journal import derived_journal
from faceorg.catalog.storage.batches import rows_of
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.paths import below
from faceorg.domain import FaceId, PhotoId


def stacks_around(catalog: Catalog, photo_ids: Sequence[int]) -> set[PhotoId]:
    """Return every photo of the stacks that these photos are in, these among them."""
    leads = {
        int(row[0])
        for column in ("photo_id", "of_photo")
        for row in rows_of(catalog, f"SELECT of_photo FROM stacks WHERE {column} IN ({{ids}})", photo_ids)
    }
    members = rows_of(catalog, "SELECT photo_id FROM stacks WHERE of_photo IN ({ids})", sorted(leads))
    return {PhotoId(one) for one in (*photo_ids, *leads, *(int(row[0]) for row in members))}


def lead_photos(catalog: Catalog, photo_ids: Sequence[int]) -> list[PhotoId]:
    """Return those of these photos that stand for a stack."""
    rows = rows_of(catalog, "SELECT DISTINCT of_photo FROM stacks WHERE of_photo IN ({ids})", photo_ids)
    return [PhotoId(row[0]) for row in rows]


def every_photo(catalog: Catalog) -> set[PhotoId]:
    """Return every photo that is in a stack."""
    rows = catalog.connection.execute("SELECT photo_id FROM stacks UNION SELECT of_photo FROM stacks")
    return {PhotoId(row[0]) for row in rows}


def kept_apart(catalog: Catalog, photo_ids: Sequence[int]) -> set[tuple[int, int]]:
    """Return the pairs (smaller id first) of which the user said that they are not one picture."""
    rows = rows_of(catalog, "SELECT photo_id, other_id FROM other_pictures WHERE photo_id IN ({ids})", photo_ids)
    return {(min(row[0], row[1]), max(row[0], row[1])) for row in rows}


def all_kept_apart(catalog: Catalog) -> list[tuple[str, str]]:
    """Return the content hashes of each pair of photos of which the user said that they are not one picture."""
    rows = catalog.connection.execute(
        "SELECT p.content_hash, q.content_hash FROM other_pictures o JOIN photos p ON p.id = o.photo_id "
        "JOIN photos q ON q.id = o.other_id WHERE o.photo_id < o.other_id AND p.content_hash IS NOT NULL "
        "AND q.content_hash IS NOT NULL AND p.content_hash <> q.content_hash ORDER BY o.photo_id, o.other_id"
    )
    return [(row[0], row[1]) for row in rows]


def replace_stacks(
    catalog: Catalog,
    among: Sequence[int],
    photos: Mapping[PhotoId, PhotoId],
    faces: Mapping[FaceId, FaceId],
    done: Iterable[PhotoId],
    apart: Collection[tuple[int, int]] = (),
) -> set[FaceId]:
    """Write which photo and face stands for which others, of all stacks that `among` are in; `done` are due no more.

    apart : the pairs that were kept apart; where the user has told others apart meanwhile, nothing is written

    Returns the faces that another one stands for now, or for which none does any more. What was derived of those that
    are stood for goes: it is that of the face which stands for them.
    """
    with derived_journal.writing(catalog) as connection:
        if kept_apart(catalog, among) - set(apart):
            return set()
        own = [FaceId(row[0]) for row in rows_of(catalog, "SELECT id FROM faces WHERE photo_id IN ({ids})", among)]
        before = rows_of(catalog, "SELECT face_id, of_face FROM stack_faces WHERE face_id IN ({ids})", own)
        known = {FaceId(row[0]): FaceId(row[1]) for row in before}
        connection.executemany("DELETE FROM stacks_due WHERE photo_id = ?", [(photo_id,) for photo_id in done])
        _replace(connection, "stacks", "photo_id", "of_photo", among, photos.items())
        _replace(connection, "stack_faces", "face_id", "of_face", own, faces.items())
        stood_for = [(face_id,) for face_id in faces]
        for table in ("suggestions", "cluster_faces"):
            connection.executemany(f"DELETE FROM {table} WHERE face_id = ?", stood_for)
        connection.execute("DELETE FROM clusters WHERE id NOT IN (SELECT cluster_id FROM cluster_faces)")
    return {face_id for face_id in {*known, *faces} if known.get(face_id) != faces.get(face_id)}


def _replace(
    connection: sqlite3.Connection,
    table: str,
    key: str,
    of: str,
    among: Iterable[int],
    wanted: Iterable[tuple[int, int]],
) -> None:
    """Write only what differs, and by an upsert (REPLACE deletes without a trigger): see derived_journal."""
    rows = list(wanted)
    gone = [(one,) for one in sorted(set(among) - {row[0] for row in rows})]
    connection.executemany(f"DELETE FROM {table} WHERE {key} = ?", gone)
    connection.executemany(
        f"INSERT INTO {table} ({key}, {of}) VALUES (?, ?) ON CONFLICT ({key}) DO UPDATE SET {of} = excluded.{of} "
        f"WHERE {of} <> excluded.{of}",
        rows,
    )


def follow_leads(catalog: Catalog) -> None:
    """Have every face that another one stands for be who that one is: by the user's word, or as a guess.

    Its own guesses are none: it is not asked about. The cost follows the number of stacked faces.
    """
    with derived_journal.writing(catalog) as connection:
        connection.execute(
            f"DELETE FROM automatic WHERE face_id IN (SELECT face_id FROM stack_faces) AND (face_id, person_id) NOT IN "
            f"(SELECT face_id, person_id FROM ({_FOLLOWED}))"
        )
        connection.execute(
            "INSERT INTO automatic (face_id, person_id, similarity, margin, probability) "
            f"SELECT * FROM ({_FOLLOWED}) WHERE true ON CONFLICT (face_id) DO UPDATE SET "
            "similarity = excluded.similarity, margin = excluded.margin, probability = excluded.probability "
            "WHERE (similarity, margin, probability) "
            "IS NOT (excluded.similarity, excluded.margin, excluded.probability)"
        )


# What the user said of a face counts more than what was guessed of the one that stands for it.
_FOLLOWED = (
    "SELECT s.face_id, COALESCE(a.person_id, t.person_id) AS person_id, COALESCE(t.similarity, 1.0), "
    "COALESCE(t.margin, 1.0), COALESCE(t.probability, 1.0) FROM stack_faces s "
    "LEFT JOIN assignments a ON a.face_id = s.of_face LEFT JOIN automatic t ON t.face_id = s.of_face "
    "WHERE COALESCE(a.person_id, t.person_id) IS NOT NULL "
    "AND s.face_id NOT IN (SELECT face_id FROM assignments) AND s.face_id NOT IN (SELECT face_id FROM ignored) "
    "AND (s.face_id, COALESCE(a.person_id, t.person_id)) NOT IN (SELECT face_id, person_id FROM rejections)"
)


def whole(connection: sqlite3.Connection, face_ids: Iterable[FaceId]) -> list[FaceId]:
    """Return these faces with all that are the same face in the other photos of their stacks, each once."""
    query = (
        "WITH lead AS (SELECT COALESCE((SELECT of_face FROM stack_faces WHERE face_id = ?1), ?1) AS id) "
        "SELECT ?1 UNION ALL SELECT id FROM lead UNION ALL "
        "SELECT face_id FROM stack_faces WHERE of_face = (SELECT id FROM lead)"
    )
    return [FaceId(one) for one in _each_once(connection, query, face_ids)]


def whole_pictures(connection: sqlite3.Connection, photo_ids: Iterable[PhotoId]) -> list[PhotoId]:
    """Return these photos with all others of their stacks, true copies among them, each once."""
    query = (
        "WITH own AS (SELECT COALESCE((SELECT of_photo FROM copies WHERE photo_id = ?1), ?1) AS id), "
        "lead AS (SELECT COALESCE((SELECT of_photo FROM stacks WHERE photo_id = own.id), own.id) AS id FROM own), "
        "frames AS (SELECT id FROM lead "
        "UNION ALL SELECT s.photo_id FROM stacks s JOIN lead ON s.of_photo = lead.id) "
        "SELECT ?1 UNION ALL SELECT id FROM frames UNION ALL "
        "SELECT c.photo_id FROM copies c JOIN frames ON c.of_photo = frames.id"
    )
    return [PhotoId(one) for one in _each_once(connection, query, photo_ids)]


def _each_once(connection: sqlite3.Connection, query: str, ids: Iterable[int]) -> list[int]:
    """Return the ids that a query (of the id ?1) gives for each of these, each once, in the order they come."""
    found: dict[int, None] = {}
    for one in ids:
        found.update((int(row[0]), None) for row in connection.execute(query, (one,)).fetchall())
    return list(found)


def leads_of(catalog: Catalog, face_ids: Sequence[FaceId]) -> dict[FaceId, FaceId]:
    """Return the face that stands for each of these that another one stands for; the others are left out."""
    rows = rows_of(catalog, "SELECT face_id, of_face FROM stack_faces WHERE face_id IN ({ids})", face_ids)
    return {FaceId(row[0]): FaceId(row[1]) for row in rows}


def members(catalog: Catalog) -> list[tuple[PhotoId, PhotoId]]:
    """Return (photo, photo that stands for it) of every stacked photo, true copies too, in the order of their ids."""
    rows = catalog.connection.execute("SELECT photo_id, of_photo FROM stacked ORDER BY of_photo, photo_id")
    return [(PhotoId(row[0]), PhotoId(row[1])) for row in rows]


def count_below(catalog: Catalog, folder: Path) -> int:
    """Return how many photos below a folder show nearly the same picture as another one, true copies aside."""
    row = catalog.connection.execute(
        "SELECT count(*) FROM stacks s JOIN photos p ON p.id = s.photo_id WHERE p.path >= ? AND p.path < ?",
        below(folder),
    ).fetchone()
    return int(row[0])


def count_stacked(catalog: Catalog) -> int:
    """Return how many photos that can be seen another one stands for, true copies among them."""
    row = catalog.connection.execute(
        "SELECT count(*) FROM stacked s JOIN photos p ON p.id = s.photo_id WHERE p.state NOT IN ('failed', 'missing')"
    ).fetchone()
    return int(row[0])


def join_faces(connection: sqlite3.Connection, of_face: FaceId, face_ids: Iterable[FaceId]) -> None:
    """Have a face stand for others that are the same one in other pictures of its stack."""
    connection.executemany(
        "INSERT INTO stack_faces (face_id, of_face) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(face_id, of_face) for face_id in face_ids if face_id != of_face],
    )


def say_other_pictures(connection: sqlite3.Connection, photo_id: PhotoId, others: Iterable[PhotoId]) -> None:
    """Inside journal.edit: say that a photo is not the picture that these others are."""
    connection.executemany(
        "INSERT INTO other_pictures (photo_id, other_id) VALUES (?1, ?2), (?2, ?1) ON CONFLICT DO NOTHING",
        [(photo_id, other) for other in others],
    )
