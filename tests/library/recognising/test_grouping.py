"""Grouping a library: what new photos cost, what they give, and what edits do to the groups around them."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from faceorg.catalog import clusters, faces
from faceorg.catalog.pictures import photos
from faceorg.library.people import edits
from faceorg.library.recognising import grouping
from faceorg.library.scanning.inventory import outermost
from tests.library.conftest import BOXES, vector_of


def groups(studio) -> set[frozenset]:
    return {frozenset(group.face_ids) for group in clusters.clusters(studio.library.catalog, min_faces=2)}


@pytest.fixture
def village(studio):
    """Twelve people in five pictures each, scanned."""
    for take in range(5):
        for who in range(12):
            studio.take(f"{who}/{take}.png", f"villager {who}")
    studio.scan()
    return studio


def test_new_photos_are_grouped_as_a_full_grouping_would(village):
    for who in range(4):
        village.take(f"{who}/new.png", f"villager {who}")
    village.take("twice/1.png", "a newcomer")
    village.take("twice/2.png", "a newcomer")
    village.scan()
    as_they_came = groups(village)
    assert sorted(map(len, as_they_came)) == [2] + [5] * 8 + [6] * 4
    grouping.settle(village.library, full=True)
    assert groups(village) == as_they_came


def test_new_photos_only_cost_the_clusters_they_touch(village, monkeypatch):
    beside = []
    from faceorg.matching.grouping import clustering, incremental

    original = incremental.place_new_faces

    def counting(embeddings, known, **options):
        beside.append((len(embeddings), len(known.ids)))
        return original(embeddings, known, **options)

    monkeypatch.setattr(incremental, "place_new_faces", counting)
    monkeypatch.setattr(clustering, "cluster_faces", None)  # nothing is grouped afresh
    village.take("0/new.png", "villager 0")
    village.scan()
    assert len(beside) == 1
    faces, near = beside[0]
    assert faces == 1 and 1 <= near <= 3  # of 12: its own cluster, and one or two that a stranger's face comes near to
    village.scan()
    assert len(beside) == 1


def test_a_library_that_has_grown_by_a_fifth_is_grouped_afresh(village, monkeypatch):
    from faceorg.matching.grouping import clustering

    afresh = []
    original = clustering.cluster_faces

    def counting(embeddings, **options):
        afresh.append(len(embeddings))
        return original(embeddings, **options)

    monkeypatch.setattr(clustering, "cluster_faces", counting)
    for round_, expected in enumerate(([], [], [75])):
        for who in range(5):
            village.take(f"{who}/later {round_}.png", f"villager {who}")
        village.scan()
        assert afresh == expected


def test_a_lone_face_and_its_second_picture_become_a_cluster(village):
    village.take("guest/1.png", "a guest")
    village.scan()
    before = groups(village)
    village.take("guest/2.png", "a guest")
    village.scan()
    assert sorted(map(len, groups(village) - before)) == [2]
    assert before < groups(village)


def test_clusters_that_take_in_a_face_keep_their_ids(village):
    before = {cluster.id: set(cluster.face_ids) for cluster in clusters.clusters(village.library.catalog)}
    village.take("3/new.png", "villager 3")
    village.scan()
    after = {cluster.id: set(cluster.face_ids) for cluster in clusters.clusters(village.library.catalog)}
    assert after.keys() == before.keys()
    assert sorted(len(after[cluster_id] - before[cluster_id]) for cluster_id in before) == [0] * 11 + [1]
    assert all(before[cluster_id] <= after[cluster_id] for cluster_id in before)


def test_a_dropped_grouping_is_made_again_in_full(village):
    before = groups(village)
    clusters.drop_all(village.library.catalog)
    grouping.start_over(village.library)
    grouping.settle(village.library)
    assert groups(village) == before


def test_faces_of_a_removed_person_are_a_group_again(village):
    group = clusters.clusters(village.library.catalog)[0]
    named = edits.name_cluster(village.library, group.id, "Anna")
    grouping.settle(village.library, full=True)
    gone = edits.delete_person(village.library, named.person_id)
    grouping.after_edit(village.library, gone)
    assert frozenset(group.face_ids) in groups(village)


def test_a_split_without_a_name_shows_two_groups_at_once(village):
    first, second = clusters.clusters(village.library.catalog)[:2]
    mixed = edits.name_faces(village.library, [*first.face_ids, *second.face_ids], "Both")
    parts = grouping.split_preview(village.library, mixed.person_id, 0.5)
    split = edits.split_person(village.library, mixed.person_id, parts)
    grouping.after_edit(village.library, split)
    assert len(parts) == 2
    assert frozenset(parts[1]) in groups(village)


def test_a_split_finds_the_one_wrong_face(village):
    """It suits no sub-group, and is no reason to leave it with the others."""
    first, second = clusters.clusters(village.library.catalog)[:2]
    wrong = second.face_ids[0]
    mixed = edits.name_faces(village.library, [*first.face_ids, wrong], "Both")
    parts = grouping.split_preview(village.library, mixed.person_id, 0.5)
    assert [set(part) for part in parts] == [set(first.face_ids), {wrong}]


def test_the_strictest_split_still_shows_groups(village):
    first, second = clusters.clusters(village.library.catalog)[:2]
    mixed = edits.name_faces(village.library, [*first.face_ids, *second.face_ids], "Both")
    strictest = grouping.split_preview(village.library, mixed.person_id, 1.0)
    assert len(strictest) >= len(grouping.split_preview(village.library, mixed.person_id, 0.5)) == 2


def test_a_face_that_was_split_off_stays_there_when_its_photo_was_edited(village):
    first, second, third = clusters.clusters(village.library.catalog)[:3]
    mixed = edits.name_faces(village.library, [*first.face_ids, *second.face_ids], "Both")
    parts = grouping.split_preview(village.library, mixed.person_id, 0.5)
    grouping.after_edit(village.library, edits.split_person(village.library, mixed.person_id, parts))
    moved = faces.face(village.library.catalog, parts[1][0])
    path = photos.photo(village.library.catalog, moved.photo_id).path
    like_third = faces.face(village.library.catalog, third.face_ids[0])
    looks = photos.photo(village.library.catalog, like_third.photo_id).path.parent.name
    edited = village.take(f"{path.parent.name}/{path.name}", f"villager {looks}")
    # Alike enough to be the same face, embedded anew, and more like somebody else: only what was decided keeps it.
    mixed_looks = 0.8 * vector_of(f"villager {path.parent.name}") + vector_of(f"villager {looks}")
    village.plans[hashlib.sha256(edited.read_bytes()).hexdigest()] = [
        (BOXES[0], mixed_looks / np.linalg.norm(mixed_looks))
    ]
    village.scan()
    assert faces.face(village.library.catalog, moved.id).photo_id == moved.photo_id
    assert any({*parts[1]} <= group for group in groups(village))


def test_roots_inside_other_roots_are_walked_once(tmp_path):
    inner = tmp_path / "a" / "b"
    assert outermost([inner, tmp_path / "a", tmp_path / "c", inner]) == [tmp_path / "a", tmp_path / "c"]


def test_groups_keep_their_ids_and_their_order_when_everything_is_grouped_again(village):
    def page() -> list[tuple[int, frozenset]]:
        return [(cluster.id, frozenset(cluster.face_ids)) for cluster in clusters.clusters(village.library.catalog)]

    before = page()
    grouping.settle(village.library, full=True)
    assert page() == before
    village.take("3/new.png", "villager 3")
    village.scan()
    grouping.settle(village.library, full=True)
    assert {cluster_id for cluster_id, _faces in page()} == {cluster_id for cluster_id, _faces in before}
    grown = dict(page())
    assert all(group <= grown[cluster_id] for cluster_id, group in before)
