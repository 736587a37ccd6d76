"""Light rows for views: what a grid of faces needs of each, and the few counts a sidebar shows; nothing unpainted.

Faces of photos whose file is gone are no part of them: see [Note: Deleted photos].

Full `Face` values carry landmarks and six numbers of quality; a page of 10,000 faces needs five words of each.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from faceorg.catalog.pictures.presence import HERE
from faceorg.catalog.storage.batches import in_turns, of_ids
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.rows import row_of
from faceorg.domain import ClusterId, FaceId, FaceRow, PeopleCounts, PersonId, PhotoId

_ROW = (
    "SELECT f.id, f.photo_id, COALESCE(a.person_id, t.person_id), a.face_id IS NULL AND t.face_id IS NOT NULL, "
    "p.taken_at, f.quality FROM faces f JOIN photos p ON p.id = f.photo_id "
    "LEFT JOIN assignments a ON a.face_id = f.id LEFT JOIN automatic t ON t.face_id = f.id "
    f"WHERE f.gone = 0 AND (f.drawn = 0 OR f.id IN (SELECT face_id FROM face_boxes)) AND {HERE} "
)


def of_person(catalog: Catalog, person_id: PersonId) -> list[FaceRow]:
    """Return a person's faces, newest photo first, undated ones last."""
    rows = catalog.connection.execute(
        _ROW + "AND f.id IN (SELECT face_id FROM assignments WHERE person_id = :p "
        "UNION SELECT face_id FROM automatic WHERE person_id = :p) ORDER BY p.taken_at DESC, f.id DESC",
        {"p": person_id},
    )
    return [_face_row(row) for row in in_turns(rows)]


def of_faces(catalog: Catalog, face_ids: Iterable[FaceId]) -> list[FaceRow]:
    """Return these faces in the order of the ids; ids that are not to be seen are left out."""
    return of_ids(catalog, _ROW + "AND f.id IN ({ids})", face_ids, _face_row)


def of_cluster(catalog: Catalog, cluster_id: ClusterId) -> list[FaceRow]:
    """Return the unnamed, not ignored faces of a cluster, best first."""
    rows = catalog.connection.execute(
        _ROW + "AND f.id IN (SELECT face_id FROM cluster_faces WHERE cluster_id = ?) "
        "AND a.face_id IS NULL AND t.face_id IS NULL AND f.id NOT IN (SELECT face_id FROM ignored) "
        "AND f.id NOT IN (SELECT face_id FROM stack_faces) ORDER BY f.quality DESC, f.id",
        (cluster_id,),
    )
    return [_face_row(row) for row in rows]


def alone(catalog: Catalog) -> list[FaceRow]:
    """Return the unnamed, not ignored faces that no group of two and more has, best first."""
    rows = catalog.connection.execute(
        f"WITH free AS ({_ROW} AND a.face_id IS NULL AND t.face_id IS NULL "
        "  AND f.id NOT IN (SELECT face_id FROM ignored) AND f.id NOT IN (SELECT face_id FROM stack_faces)) "
        "SELECT * FROM free WHERE id NOT IN (SELECT c.face_id FROM cluster_faces c WHERE c.cluster_id IN ("
        "  SELECT g.cluster_id FROM cluster_faces g JOIN free s ON s.id = g.face_id "
        "  GROUP BY g.cluster_id HAVING count(*) > 1)) ORDER BY quality DESC, id"
    )
    return [_face_row(row) for row in in_turns(rows)]


def put_aside(catalog: Catalog) -> list[FaceRow]:
    """Return the ignored faces, newest photo first."""
    rows = catalog.connection.execute(
        _ROW + "AND f.id IN (SELECT face_id FROM ignored) AND f.id NOT IN (SELECT face_id FROM stack_faces) "
        "ORDER BY p.taken_at DESC, f.id DESC"
    )
    return [_face_row(row) for row in in_turns(rows)]


def likely_people(catalog: Catalog, face_ids: Iterable[FaceId]) -> list[PersonId]:
    """Return up to three people that are suggested for these faces, the one suggested most first."""
    wanted = list(face_ids)[:500]
    rows = catalog.connection.execute(
        f"SELECT person_id FROM suggestions WHERE face_id IN ({','.join('?' * len(wanted))}) "
        "GROUP BY person_id ORDER BY sum(probability) DESC, person_id LIMIT 3",
        wanted,
    )
    return [PersonId(row[0]) for row in rows]


def counts(catalog: Catalog) -> PeopleCounts:
    is_seen = f"JOIN faces f ON f.id = a.face_id WHERE a.person_id = p.id AND f.gone = 0 AND {HERE}"
    row = catalog.connection.execute(
        "SELECT (SELECT count(*) FROM people p WHERE p.hidden = 0 AND (EXISTS (SELECT 1 FROM assignments a "
        f"  {is_seen} AND (f.drawn = 0 OR f.id IN (SELECT face_id FROM face_boxes))) "
        f"  OR EXISTS (SELECT 1 FROM automatic a {is_seen}))), (SELECT count(*) FROM ("
        f"  SELECT 1 FROM cluster_faces c JOIN faces f ON f.id = c.face_id WHERE f.gone = 0 AND {HERE} "
        "  AND NOT EXISTS (SELECT 1 FROM assignments a WHERE a.face_id = c.face_id) "
        "  AND NOT EXISTS (SELECT 1 FROM automatic t WHERE t.face_id = c.face_id) "
        "  AND NOT EXISTS (SELECT 1 FROM ignored i WHERE i.face_id = c.face_id) "
        "  AND NOT EXISTS (SELECT 1 FROM stack_faces s WHERE s.face_id = c.face_id) "
        "  AND (f.drawn = 0 OR EXISTS (SELECT 1 FROM face_boxes b WHERE b.face_id = c.face_id)) "
        "  GROUP BY c.cluster_id HAVING count(*) > 1))"
    ).fetchone()
    return PeopleCounts(*row)


@row_of("faces")
def _face_row(row: sqlite3.Row) -> FaceRow:
    return FaceRow(
        FaceId(row[0]), PhotoId(row[1]), PersonId(row[2]) if row[2] is not None else None, bool(row[3]), row[4], row[5]
    )
