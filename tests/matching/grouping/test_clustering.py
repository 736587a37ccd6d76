"""Laws of clustering: facts are never broken, the order of the input never matters, and people come out whole."""

from __future__ import annotations

from functools import partial

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from faceorg.domain import Thresholds
from faceorg.errors import InvalidInput
from faceorg.matching.grouping.clustering import ALONE, cluster_faces
from faceorg.messages.codes import ProblemCode
from tests.made.embeddings import DIM, many_people
from tests.problems import refused

THRESHOLDS = Thresholds(match=0.26, strict=0.33, cluster=0.32)
some_people = partial(many_people, spread=0.65)


def same_groups(a: np.ndarray, b: np.ndarray) -> bool:
    """Whether two labelings are the same partition (ALONE faces are groups of one)."""

    def groups(labels: np.ndarray) -> set[frozenset[int]]:
        found: dict[int, set[int]] = {}
        for row, label in enumerate(labels.tolist()):
            found.setdefault(label if label != ALONE else -2 - row, set()).add(row)
        return {frozenset(rows) for rows in found.values()}

    return groups(a) == groups(b)


def test_people_come_out_whole_and_strangers_stay_alone() -> None:
    embeddings, _ = some_people([12, 8, 5, 1, 1, 1])
    labels = cluster_faces(embeddings, thresholds=THRESHOLDS)
    assert labels.tolist() == [0] * 12 + [1] * 8 + [2] * 5 + [ALONE] * 3


def test_nothing_gives_nothing_and_one_face_is_alone() -> None:
    assert cluster_faces(np.empty((0, DIM), np.float32), thresholds=THRESHOLDS).tolist() == []
    assert cluster_faces(some_people([1])[0], thresholds=THRESHOLDS).tolist() == [ALONE]


def test_two_faces_of_one_photo_are_two_people() -> None:
    embeddings, _ = some_people([2])
    assert cluster_faces(embeddings, thresholds=THRESHOLDS).tolist() == [0, 0]
    assert cluster_faces(embeddings, thresholds=THRESHOLDS, photo_ids=[7, 7]).tolist() == [ALONE, ALONE]


def test_a_must_link_joins_strangers_even_within_one_photo() -> None:
    embeddings, _ = some_people([1, 1, 1])
    labels = cluster_faces(embeddings, thresholds=THRESHOLDS, photo_ids=[7, 7, 8], must_link=[(0, 1), (1, 2)])
    assert labels.tolist() == [0, 0, 0]


def test_weak_faces_never_found_a_group_but_join_one() -> None:
    embeddings, _ = some_people([4, 3], spread=0.5)
    quality = [1, 1, 1, 0.05, 0.05, 0.05, 0.05]
    labels = cluster_faces(embeddings, thresholds=THRESHOLDS, quality=quality)
    assert labels.tolist() == [0, 0, 0, 0, ALONE, ALONE, ALONE]


def test_a_weak_face_does_not_bridge_two_people() -> None:
    embeddings, _ = some_people([6, 6], spread=0.4)
    bridge = embeddings.mean(axis=0, keepdims=True)
    both = np.concatenate([embeddings, bridge / np.linalg.norm(bridge)])
    labels = cluster_faces(both, thresholds=THRESHOLDS, quality=[1.0] * 12 + [0.05])
    assert labels.tolist() == [0] * 6 + [1] * 6 + [ALONE]


def test_stricter_means_no_fewer_groups_of_a_person() -> None:
    embeddings, truth = some_people([30] * 4, spread=1.1)
    pieces = [
        len(set(cluster_faces(embeddings, thresholds=THRESHOLDS, strictness=dial)[truth == 0].tolist()))
        for dial in (0.0, 0.5, 1.0)
    ]
    assert pieces == sorted(pieces)


def test_contradicting_links_are_refused() -> None:
    embeddings, _ = some_people([3])
    with refused(InvalidInput, ProblemCode.CONTRADICTING_LINKS):
        cluster_faces(embeddings, thresholds=THRESHOLDS, must_link=[(0, 1), (1, 2)], cannot_link=[(0, 2)])


@st.composite
def libraries(draw: st.DrawFn) -> dict[str, np.ndarray]:
    """A small library with facts that do not contradict each other: they follow a made-up truth of their own."""
    faces = draw(st.lists(st.integers(1, 6), min_size=1, max_size=6))
    embeddings, truth = some_people(faces, seed=draw(st.integers(0, 10_000)), spread=draw(st.sampled_from([0.4, 0.9])))
    count = len(truth)
    decided = np.array(draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)))
    pair = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda p: p[0] != p[1])
    pairs = np.array(draw(st.lists(pair, max_size=15)) if count > 1 else [], np.int64).reshape(-1, 2)
    same = decided[pairs[:, 0]] == decided[pairs[:, 1]]
    return {
        "embeddings": embeddings,
        "must_link": pairs[same],
        "cannot_link": pairs[~same],
        "photo_ids": np.array(draw(st.lists(st.integers(0, 9), min_size=count, max_size=count))),
        "quality": np.array(draw(st.lists(st.sampled_from([0.05, 0.5, 1.0]), min_size=count, max_size=count))),
    }


def must_linked(count: int, must_link: np.ndarray) -> np.ndarray:
    """The transitive closure of must-links as bool (count, count)."""
    reach = np.eye(count, dtype=bool)
    reach[must_link[:, 0], must_link[:, 1]] = reach[must_link[:, 1], must_link[:, 0]] = True
    for _ in range(count):
        reach = (reach.astype(np.int64) @ reach.astype(np.int64)) > 0
    return reach


@settings(deadline=None, max_examples=60)
@given(libraries(), st.sampled_from([0.0, 0.5, 1.0]))
def test_no_fact_is_ever_broken(library: dict[str, np.ndarray], strictness: float) -> None:
    labels = cluster_faces(**library, thresholds=THRESHOLDS, strictness=strictness)
    together = (labels[:, None] == labels[None]) & (labels[:, None] != ALONE) | np.eye(len(labels), dtype=bool)
    linked = must_linked(len(labels), library["must_link"])
    assert together[linked].all()
    assert not together[library["cannot_link"][:, 0], library["cannot_link"][:, 1]].any()
    same_photo = (library["photo_ids"][:, None] == library["photo_ids"][None]) & ~linked
    assert not (together & same_photo).any()


@settings(deadline=None, max_examples=25)
@given(libraries(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_matters(library: dict[str, np.ndarray], random: object) -> None:
    count = len(library["embeddings"])
    face_ids = np.arange(count) * 3 + 5
    labels = cluster_faces(**library, thresholds=THRESHOLDS, face_ids=face_ids)
    order = np.arange(count)
    random.shuffle(order)  # type: ignore[attr-defined]
    place = np.argsort(order)
    shuffled = cluster_faces(
        library["embeddings"][order],
        must_link=place[library["must_link"]],
        cannot_link=place[library["cannot_link"]],
        photo_ids=library["photo_ids"][order],
        quality=library["quality"][order],
        thresholds=THRESHOLDS,
        face_ids=face_ids[order],
    )
    assert shuffled.tolist() == labels[order].tolist()
    assert same_groups(shuffled, labels[order])
