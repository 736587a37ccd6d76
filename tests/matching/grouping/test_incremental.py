"""New faces go where a full run would put them, at the price of themselves, and leave what exists in place."""

from __future__ import annotations

import numpy as np

from faceorg.domain import Thresholds
from faceorg.matching.grouping.clustering import ALONE, cluster_faces
from faceorg.matching.grouping.incremental import KnownGroups, Placement, place_new_faces, weight_of
from tests.made.embeddings import DIM, many_people

THRESHOLDS = Thresholds(match=0.26, strict=0.33, cluster=0.32)


def known_groups(rows: np.ndarray, labels: np.ndarray, photos: dict[int, set[int]] | None = None) -> KnownGroups:
    ids = np.unique(labels)
    members = [np.flatnonzero(labels == group) for group in ids]
    return KnownGroups(
        ids,
        np.stack([rows[own].sum(axis=0) for own in members]) if len(ids) else np.empty((0, DIM), np.float32),
        np.array([weight_of(np.ones(len(own))).sum() for own in members], np.float32),
        np.array([len(own) for own in members], np.int64),
        [frozenset((photos or {}).get(int(group), set())) for group in ids],
    )


def test_new_faces_join_their_groups_form_new_ones_or_stay_alone() -> None:
    rows, truth = many_people([10, 6, 4, 1])
    old = np.zeros(len(rows), bool)
    old[:8] = old[10:14] = True  # two of the first and two of the second person are new, all of the others
    known = known_groups(rows[old], truth[old] + 70)
    placed = place_new_faces(rows[~old], known, thresholds=THRESHOLDS)
    assert placed.group_ids.tolist() == [70, 70, 71, 71] + [ALONE] * 5
    assert [group.tolist() for group in placed.new_groups] == [[4, 5, 6, 7]]


def test_a_lone_old_face_finds_its_second_picture() -> None:
    rows, _ = many_people([2, 5])
    placed = place_new_faces(rows[1:2], known_groups(rows[:1], np.array([9])), thresholds=THRESHOLDS)
    assert placed.group_ids.tolist() == [9]


def test_known_groups_are_never_joined_even_if_a_new_face_suits_both() -> None:
    rows, _ = many_people([9])
    known = known_groups(rows[:8], np.array([1] * 4 + [2] * 4))
    placed = place_new_faces(rows[8:], known, thresholds=THRESHOLDS)
    assert placed.group_ids[0] in (1, 2, ALONE) and placed.new_groups == ()


def test_photos_are_obeyed() -> None:
    rows, _ = many_people([7])
    known = known_groups(rows[:5], np.full(5, 3), photos={3: {11}})
    free = place_new_faces(rows[5:], known, thresholds=THRESHOLDS, photo_ids=[20, 21])
    assert free.group_ids.tolist() == [3, 3]
    in_photo = place_new_faces(rows[5:], known, thresholds=THRESHOLDS, photo_ids=[11, 21])
    assert in_photo.group_ids.tolist() == [ALONE, 3]
    together = place_new_faces(rows[5:], known, thresholds=THRESHOLDS, photo_ids=[20, 20])
    assert sorted(together.group_ids.tolist()) == [ALONE, 3]


def test_nearly_what_a_full_run_gives() -> None:
    rows, truth = many_people([12] * 10 + [1] * 20, spread=0.8)
    new = np.arange(len(rows)) % 6 == 0
    full = cluster_faces(rows, thresholds=THRESHOLDS)
    known = known_groups(rows[~new], np.where(truth < 10, truth, 100 + np.arange(len(rows)))[~new])
    placed = place_new_faces(rows[new], known, thresholds=THRESHOLDS)
    right = placed.group_ids == np.where(truth < 10, truth, ALONE)[new]
    assert right.mean() > 0.95 and (full[truth < 10] != ALONE).mean() > 0.95


def test_the_order_of_new_faces_does_not_matter_and_none_are_no_problem() -> None:
    rows, truth = many_people([10, 6, 4, 1], spread=0.9)
    known = known_groups(rows[::2], truth[::2])
    new, ids = rows[1::2], np.arange(len(rows[1::2])) + 50
    order = np.random.default_rng(3).permutation(len(new))
    one = place_new_faces(new, known, thresholds=THRESHOLDS, face_ids=ids)
    other = place_new_faces(new[order], known, thresholds=THRESHOLDS, face_ids=ids[order])
    assert other.group_ids.tolist() == one.group_ids[order].tolist()
    nothing = place_new_faces(new[:0], known, thresholds=THRESHOLDS)
    assert isinstance(nothing, Placement) and len(nothing.group_ids) == 0
    alone = place_new_faces(new[:1], known_groups(rows[:0], truth[:0]), thresholds=THRESHOLDS)
    assert alone.group_ids.tolist() == [ALONE]
