"""Pieces of one person find each other by their leads, and the share that belongs together is read off the pieces."""

from __future__ import annotations

import numpy as np
import pytest

from faceorg.domain import Thresholds
from faceorg.matching.grouping.evidence import UNGRADED, Nearest, log_likelihood_ratio, nearest_pieces, prior_log_odds
from faceorg.matching.grouping.linkage import Facts, Linkage
from faceorg.matching.grouping.pieces import join_pieces, least_similarity
from faceorg.matching.neighbours.graph import nearest_edges
from faceorg.matching.recognition.table import Recognition

THRESHOLDS = Thresholds(match=0.26, strict=0.33, cluster=0.32)
UNIT = 0.065
NO_PAIRS = np.empty((0, 2), np.int64)


def planar(degrees: list[float]) -> np.ndarray:
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def a_linkage(rows: np.ndarray, cannot_link: np.ndarray = NO_PAIRS) -> Linkage:
    facts = Facts(NO_PAIRS, cannot_link, np.arange(len(rows)))
    return Linkage(rows, np.ones(len(rows), np.float32), facts, evidence=0.0)


def near(
    similarity: float, lead: float, back: float, crowd: float = -1.0, quality: tuple[float, float] = (1.0, 1.0)
) -> Nearest:
    numbers = (similarity, lead, back, crowd, 0.0, 0.0, *quality)
    return Nearest(np.array([0]), *(np.array([value]) for value in numbers))


def evidence(similarity: float, lead: float, back: float) -> float:
    return float(log_likelihood_ratio(near(similarity, lead, back))[0])


def test_more_similarity_and_larger_leads_are_more_evidence() -> None:
    assert evidence(1, 1, 1) < evidence(2, 1, 1) < evidence(2, 2, 1) < evidence(2, 2, 3)
    assert evidence(1, 9, 9) == evidence(1, 4, 4)  # beyond that a lead proves no more


def test_the_same_similarity_says_more_of_a_poor_face_and_less_in_a_crowd() -> None:
    def ratio(one: Nearest) -> float:
        return float(log_likelihood_ratio(one)[0])

    good, poor = near(1, 1, 1), near(1, 1, 1, quality=(0.4, 1.0))
    assert ratio(poor) > ratio(good) + 1
    assert ratio(near(1, 1, 1, crowd=0.0)) < ratio(good)
    assert float(log_likelihood_ratio(good, UNGRADED)[0]) != ratio(good)  # unknown quality has weights of its own


def test_what_a_poor_picture_keeps_falls_faster_than_its_quality() -> None:
    rows = planar([0, 20, 90, 110])
    edges = nearest_edges(rows, k=3, floor=-1.0)
    facts = Facts(NO_PAIRS, NO_PAIRS, np.arange(4))
    linkage = Linkage(rows, np.array([1.0, 0.8, 0.5, 1.0], np.float32), facts, evidence=0.0)
    found = nearest_pieces(linkage, edges, np.arange(4), match=0.26, unit=UNIT)
    np.testing.assert_allclose(found.clear, [1.0, 0.512, 0.125, 1.0], atol=1e-6)
    np.testing.assert_allclose(found.other, [0.512, 1.0, 1.0, 0.125], atol=1e-6)


def test_the_prior_follows_how_many_pieces_have_a_partner() -> None:
    strangers = 2.0 + prior_log_odds(np.array([-6.0] * 500 + [2.0] * 5))
    family = 2.0 + prior_log_odds(np.array([-6.0] * 50 + [3.0] * 50 + [2.0] * 5))
    assert strangers < 0 < family


def test_a_rival_that_is_nearer_to_the_partner_is_none() -> None:
    # 0 is nearest to 1; 2 is almost 1 (another part of the same person), 3 is somebody else.
    rows = planar([0, 40, 44, 110])
    edges = nearest_edges(rows, k=5, floor=-1.0)
    found = nearest_pieces(a_linkage(rows), edges, np.arange(4), match=0.26, unit=UNIT)
    assert found.place[0] == 1
    to_next = (np.cos(np.radians(40)) - np.cos(np.radians(110))) / UNIT
    assert found.lead[0] > min(to_next, 8)


def test_pieces_that_prefer_each_other_join_and_facts_keep_them_apart() -> None:
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(12, 256))
    rows = np.repeat(centres, 2, axis=0) + 0.9 * rng.normal(size=(24, 256))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    edges = nearest_edges(rows, k=8, floor=least_similarity(THRESHOLDS, 24))
    free = a_linkage(rows)
    join_pieces(free, edges, np.zeros(24, bool), match=THRESHOLDS.match, unit=UNIT)
    pairs = {tuple(sorted(rows)) for rows in free.members.values() if len(rows) > 1}
    assert len(pairs) >= 6 and all(a // 2 == b // 2 for a, b in pairs)
    apart = a_linkage(rows, np.array(sorted(pairs)))
    join_pieces(apart, edges, np.zeros(24, bool), match=THRESHOLDS.match, unit=UNIT)
    assert not {tuple(sorted(rows)) for rows in apart.members.values()} & pairs


def test_two_weak_faces_never_join_each_other() -> None:
    rows = np.eye(20, 64, dtype=np.float32)
    rows[1] = rows[0] * 0.8 + np.eye(1, 64, 40, dtype=np.float32)[0] * 0.6
    edges = nearest_edges(rows, k=3, floor=0.1)
    for weak, groups in ((np.zeros(20, bool), 19), (np.ones(20, bool), 20)):
        linkage = a_linkage(rows)
        join_pieces(linkage, edges, weak, match=THRESHOLDS.match, unit=UNIT)
        assert len(linkage.members) == groups


def test_large_libraries_compare_less() -> None:
    assert least_similarity(THRESHOLDS, 100) == least_similarity(THRESHOLDS, 10_000)
    assert least_similarity(THRESHOLDS, 100_000) == pytest.approx(least_similarity(THRESHOLDS, 100) + UNIT)


def test_recognition_suggests_the_nearest_person_and_obeys_refusals() -> None:
    rng = np.random.default_rng(1)
    centres = rng.normal(size=(2, 64))
    rows = np.repeat(centres, 4, axis=0) + 0.7 * rng.normal(size=(8, 64))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    known = Recognition(rows, np.ones(8, np.float32), np.arange(8), THRESHOLDS)
    known.learn(5, np.array([0, 1]))
    known.learn(3, np.array([4, 5]))
    faces, people, chances, items = known.suggested([np.array([2]), np.array([6, 7])])
    assert items.tolist() == [0, 1, 1] and chances[1] == chances[2]
    assert dict(zip(faces.tolist(), people.tolist(), strict=True)) == {2: 5, 6: 3, 7: 3}
    assert (chances > 0.5).all()
    found, owners = known.clear(np.array([2, 3, 6]), np.array([5, 5, -1, -1, 3, 3, -1, -1]))
    assert dict(zip(found.tolist(), owners.tolist(), strict=True)) == {2: 5, 3: 5, 6: 3}
    known.refuse(np.array([2]), 5)
    assert 2 not in known.clear(np.array([2]), np.full(8, -1))[0]


def test_refused_groups_take_no_face_away_and_refused_faces_do() -> None:
    rng = np.random.default_rng(1)
    centres = rng.normal(size=(2, 64))
    rows = np.repeat(centres, 9, axis=0) + 0.9 * rng.normal(size=(18, 64))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    known = Recognition(rows, np.full(18, 0.6, np.float32), np.arange(18), THRESHOLDS)
    known.learn(0, np.arange(2))
    known.learn(1, np.arange(9, 11))
    groups, faces = [np.array([2, 3]), np.array([11, 12])], [np.array([row]) for row in (4, 5, 6, 13, 14)]

    def chances() -> dict[int, float]:
        found, _, said, _ = known.suggested(groups + faces)
        return dict(zip(found.tolist(), said.tolist(), strict=True))

    before = chances()
    known.heard(np.array([2, 11]), np.zeros(2, bool))
    assert chances() == before
    known.heard(np.array([4, 5]), np.zeros(2, bool))
    after = chances()
    assert all(after.get(face, 0) < before[face] for face in (6, 13, 14))
    assert all(after[face] == before[face] for group in groups for face in group.tolist())


def test_recognition_gives_a_person_once_in_a_photo() -> None:
    rows = planar([0, 2, 4, 90])
    known = Recognition(rows, np.ones(4, np.float32), np.array([0, 7, 7, 1]), THRESHOLDS)
    known.learn(0, np.array([0]))
    known.learn(1, np.array([3]))
    found, _ = known.clear(np.array([1, 2]), np.array([0, -1, -1, 1]))
    assert found.tolist() == [1]
