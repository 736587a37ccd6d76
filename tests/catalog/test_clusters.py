"""Groups without a name in the order in which the user meets them."""

from __future__ import annotations

from faceorg.catalog import clusters


def test_larger_groups_come_first_and_among_equals_those_with_the_best_picture(catalog, face_ids):
    qualities = [0.9, 0.3, 0.2, 0.8, 0.5, 0.4, 0.1, 0.95, 0.6, 0.2, 0.7, 0.1]
    with catalog.atomic() as connection:
        connection.executemany("UPDATE faces SET quality = ? WHERE id = ?", zip(qualities, face_ids, strict=True))
    groups = [face_ids[:2], face_ids[2:4], face_ids[4:7], *([face] for face in face_ids[7:])]
    clusters.replace_clusters(catalog, "pack", face_ids, {}, groups)
    found = [[face_ids.index(face) for face in cluster.face_ids] for cluster in clusters.clusters(catalog)]
    assert found == [[4, 5, 6], [0, 1], [3, 2], [7], [10], [8], [9], [11]]
    assert len(clusters.clusters(catalog, min_faces=2, limit=2)) == 2
