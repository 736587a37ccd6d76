"""Clusters, automatic assignments and suggestions: derived rows, replaced by grouping, never by the user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from faceorg.catalog.journal import derived_journal
from faceorg.catalog.pictures.presence import HERE
from faceorg.catalog.storage.batches import in_turns, rows_of
from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import Cluster, ClusterId, Derived, FaceId, PackId, PersonId, PhotoId
from faceorg.errors import NotFound
from faceorg.messages.codes import ProblemCode


def clusters(catalog: Catalog, *, min_faces: int = 1, limit: int | None = None) -> list[Cluster]:
    """Return the groups of unnamed, not ignored faces, largest first, best faces first; of two as large, the one with
    the better face: among single faces, blurred passers-by come last."""
    rows = catalog.connection.execute(
        "SELECT c.id, c.pack_id, group_concat(f.id) AS ids FROM clusters c JOIN ("
        "  SELECT cf.cluster_id, f.id, f.quality FROM cluster_faces cf JOIN faces f ON f.id = cf.face_id "
        "  LEFT JOIN assignments a ON a.face_id = f.id LEFT JOIN automatic t ON t.face_id = f.id "
        "  LEFT JOIN ignored i ON i.face_id = f.id "
        "  WHERE f.gone = 0 AND a.face_id IS NULL AND t.face_id IS NULL AND i.face_id IS NULL "
        "  AND f.id NOT IN (SELECT face_id FROM stack_faces) "
        f"  AND (f.drawn = 0 OR f.id IN (SELECT face_id FROM face_boxes)) AND {HERE} ORDER BY f.quality DESC, f.id"
        ") f ON f.cluster_id = c.id GROUP BY c.id HAVING count(*) >= ? "
        "ORDER BY count(*) DESC, max(f.quality) DESC, c.id LIMIT ?",
        (min_faces, -1 if limit is None else limit),
    )
    return [
        Cluster(
            ClusterId(row["id"]), PackId(row["pack_id"]), tuple(FaceId(int(face)) for face in row["ids"].split(","))
        )
        for row in in_turns(rows)
    ]


def faces_together(
    catalog: Catalog, least_quality: float, most_faces: int
) -> list[tuple[PhotoId, FaceId, PersonId | None, ClusterId | None]]:
    """Return the good faces that share a photo with other ones, photo by photo, with whom each is taken for and its
    group; crowds of more than most_faces are left out, and of a stack all but one photo."""
    good = (
        "WITH good AS (SELECT id, photo_id, person_id, cluster_id FROM seen_faces "
        "WHERE quality >= ? AND drawn = 0 AND id NOT IN (SELECT face_id FROM stack_faces)) "
    )
    rows = catalog.connection.execute(
        good + "SELECT photo_id, id, person_id, cluster_id FROM good WHERE photo_id IN "
        "(SELECT photo_id FROM good GROUP BY photo_id HAVING count(*) BETWEEN 2 AND ?) ORDER BY photo_id, id",
        (least_quality, most_faces),
    )
    return [
        (PhotoId(row[0]), FaceId(row[1]), row[2] and PersonId(row[2]), row[3] and ClusterId(row[3]))
        for row in in_turns(rows)
    ]


def cluster_exists(catalog: Catalog, cluster_id: ClusterId) -> bool:
    return catalog.connection.execute("SELECT 1 FROM clusters WHERE id = ?", (cluster_id,)).fetchone() is not None


def require_cluster(catalog: Catalog, cluster_id: ClusterId) -> None:
    """Raise NotFound unless there is such a cluster."""
    if not cluster_exists(catalog, cluster_id):
        raise NotFound(ProblemCode.NO_SUCH_GROUP, group_id=cluster_id)


def membership_of(catalog: Catalog, face_ids: Sequence[FaceId]) -> dict[FaceId, ClusterId]:
    """Return the clusters of these faces; faces in none are left out."""
    rows = rows_of(catalog, "SELECT face_id, cluster_id FROM cluster_faces WHERE face_id IN ({ids})", face_ids)
    return {FaceId(row[0]): ClusterId(row[1]) for row in rows}


def unnamed_members(catalog: Catalog, cluster_ids: Iterable[ClusterId]) -> list[FaceId]:
    """Return the faces of these clusters that nobody has named or ignored, in the order of their ids."""
    found: list[FaceId] = []
    for cluster_id in cluster_ids:
        rows = catalog.connection.execute(
            "SELECT c.face_id FROM cluster_faces c JOIN faces f ON f.id = c.face_id "
            "LEFT JOIN assignments a ON a.face_id = f.id LEFT JOIN automatic t ON t.face_id = f.id "
            "LEFT JOIN ignored i ON i.face_id = f.id WHERE c.cluster_id = ? AND f.gone = 0 "
            "AND a.face_id IS NULL AND t.face_id IS NULL AND i.face_id IS NULL",
            (cluster_id,),
        )
        found += [FaceId(row[0]) for row in rows]
    return sorted(found)


def replace_clusters(
    catalog: Catalog,
    pack_id: str,
    among: Iterable[FaceId],
    members: Mapping[ClusterId, Sequence[FaceId]],
    new: Sequence[Sequence[FaceId]],
) -> list[ClusterId]:
    """Write how the faces in `among` are grouped now and return the ids of the new clusters; other rows stay.

    members : clusters that go on under their id; new : groups that get a new one
    """
    with derived_journal.writing(catalog) as connection:
        ids = [_new_cluster(catalog, pack_id) for _ in new]
        wanted = {face: cluster for cluster, faces in members.items() for face in faces}
        wanted |= {face: cluster for cluster, faces in zip(ids, new, strict=True) for face in faces}
        # Only what differs is written, and by an upsert (REPLACE deletes without a trigger): see derived_journal.
        gone = [(face_id,) for face_id in among if face_id not in wanted]
        connection.executemany("DELETE FROM cluster_faces WHERE face_id = ?", gone)
        connection.executemany(
            "INSERT INTO cluster_faces (face_id, cluster_id) VALUES (?, ?) ON CONFLICT (face_id) "
            "DO UPDATE SET cluster_id = excluded.cluster_id WHERE cluster_id <> excluded.cluster_id",
            wanted.items(),
        )
        connection.execute("UPDATE clusters SET pack_id = ? WHERE pack_id <> ?", (pack_id, pack_id))
        connection.execute("DELETE FROM clusters WHERE id NOT IN (SELECT cluster_id FROM cluster_faces)")
    return ids


def _new_cluster(catalog: Catalog, pack_id: str) -> ClusterId:
    cursor = catalog.connection.execute("INSERT INTO clusters (pack_id) VALUES (?)", (pack_id,))
    return ClusterId(int(cursor.lastrowid or 0))


def replace_derived(
    catalog: Catalog, table: str, rows: Iterable[Derived], *, only: Iterable[FaceId] | None = None
) -> None:
    """Replace the rows of `automatic` or `suggestions`: all of them, or those of the faces in `only`.

    Rows that contradict a decision made meanwhile are left out, so a slow grouping can never overrule an edit.
    """
    assert table in ("automatic", "suggestions")
    new = {row.face_id: row for row in rows}
    with derived_journal.writing(catalog) as connection:
        # Only what differs is written, and by an upsert (REPLACE deletes without a trigger): see derived_journal.
        if only is None:
            there = connection.execute(f"SELECT face_id FROM {table}").fetchall()
            gone = [(row[0],) for row in there if row[0] not in new]
        else:
            gone = [(face_id,) for face_id in only if face_id not in new]
        connection.executemany(f"DELETE FROM {table} WHERE face_id = ?", gone)
        others = [(row.face_id, row.person_id) for row in new.values()]
        connection.executemany(f"DELETE FROM {table} WHERE face_id = ? AND person_id <> ?", others)
        connection.executemany(
            f"INSERT INTO {table} (face_id, person_id, similarity, margin, probability) "
            "SELECT ?1, ?2, ?3, ?4, ?5 "
            "WHERE EXISTS (SELECT 1 FROM people WHERE id = ?2) "
            "AND NOT EXISTS (SELECT 1 FROM assignments WHERE face_id = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM ignored WHERE face_id = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM rejections WHERE face_id = ?1 AND person_id = ?2) "
            "ON CONFLICT (face_id) DO UPDATE SET person_id = excluded.person_id, similarity = excluded.similarity, "
            "margin = excluded.margin, probability = excluded.probability WHERE (person_id, similarity, margin, "
            "probability) IS NOT (excluded.person_id, excluded.similarity, excluded.margin, excluded.probability)",
            [(row.face_id, row.person_id, row.similarity, row.margin, row.probability) for row in new.values()],
        )


def derived(catalog: Catalog, table: str, person_id: PersonId | None = None, *, missing: bool = False) -> list[Derived]:
    """Return automatic assignments or suggestions, of one person or all, surest first.

    missing : also those of faces whose photo is gone, see [Note: Deleted photos]
    """
    assert table in ("automatic", "suggestions")
    here = "" if missing else f"JOIN faces f ON f.id = face_id AND {HERE}"
    where, values = ("WHERE person_id = ?", (person_id,)) if person_id is not None else ("", ())
    rows = catalog.connection.execute(
        "SELECT face_id, person_id, similarity, margin, probability "
        f"FROM {table} {here} {where} "
        "ORDER BY probability DESC, similarity DESC, face_id",
        values,
    )
    return [Derived(FaceId(row[0]), PersonId(row[1]), row[2], row[3], row[4]) for row in rows]


def drop_all(catalog: Catalog) -> None:
    """Delete everything that was derived of embeddings and decisions."""
    with catalog.atomic() as connection:
        for table in ("cluster_faces", "clusters", "automatic", "suggestions", "stack_faces", "stacks"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT OR IGNORE INTO stacks_due (photo_id) SELECT id FROM photos WHERE state = 'analyzed'")
