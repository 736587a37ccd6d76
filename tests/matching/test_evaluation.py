"""The figures themselves: small cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from faceorg.matching.evaluation.measures import (
    PairCounts,
    clustering_score,
    open_set,
    pair_counts,
    reliability,
    verification,
)
from faceorg.matching.learning.calibration import Calibration


def on_a_circle(degrees: list[float]) -> np.ndarray:
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_a_perfect_grouping_scores_one_and_mixes_nobody() -> None:
    score = clustering_score(np.array([4, 4, 7, 7, -1]), ["a", "a", "b", "b", "c"])
    assert (score.bcubed.f, score.pairwise.f, score.mixed_share, score.groups) == (1, 1, 0, 2)


def test_bcubed_pairwise_and_mixed_share_worked_out_by_hand() -> None:
    # Groups {a a a b} and {a}, {b b}: a has 4 faces, b has 3.
    score = clustering_score(np.array([0, 0, 0, -1, 0, 1, 1]), ["a", "a", "a", "a", "b", "b", "b"])
    assert score.bcubed.precision == pytest.approx((3 * 3 / 4 + 1 + 1 / 4 + 2) / 7)
    assert score.bcubed.recall == pytest.approx((3 * 3 / 4 + 1 / 4 + 1 / 3 + 2 * 2 / 3) / 7)
    assert score.pairwise.precision == pytest.approx(4 / 7)  # ab 3 pairs wrong, aa 3 and bb 1 right
    assert score.pairwise.recall == pytest.approx(4 / 9)  # of 6 + 3
    assert (score.mixed_share, score.groups) == (0.5, 2)


def test_min3_counts_only_people_with_three_faces() -> None:
    score = clustering_score(np.array([0, 0, 0, 1, 2]), [1, 1, 1, 2, 2])
    assert score.bcubed_min3.f == 1 and score.bcubed.recall == pytest.approx(0.8)


def test_verification_of_people_far_apart_is_perfect() -> None:
    counts = pair_counts(on_a_circle([0, 5, 10, 90, 95]), [1, 1, 1, 2, 2])
    assert counts.different.sum() == 6
    assert counts.same.sum() == pytest.approx(3 * (1 / 2) + 1)  # each face of a person of three is in two pairs
    figures = verification(counts)
    assert figures.accuracy == 1 and figures.tar == {"1e-2": 1, "1e-3": 1, "1e-4": 1}


def test_tar_falls_where_strangers_are_more_alike_than_friends() -> None:
    figures = verification(pair_counts(on_a_circle([0, 60, 10, 70]), [1, 1, 2, 2]))
    assert figures.tar["1e-3"] == 0


def test_a_calibration_that_holds_has_no_error_and_an_overconfident_one_has() -> None:
    edges = np.arange(20_000) * 1e-4 - 1
    curve = Calibration(centre=0.2, slope=10)
    chance = curve.probability(edges + 0.5e-4)
    # Even odds overall: as many same as different pairs, symmetric around the centre.
    window = np.abs(edges - 0.2) <= 0.5
    counts = PairCounts(edges, np.where(window, chance, 0), np.where(window, 1 - chance, 0))
    assert reliability(counts, curve).ece < 1e-3
    assert reliability(counts, Calibration(centre=0.2, slope=100)).ece > 0.1


def test_open_set_finds_enrolled_people_and_needs_two() -> None:
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(8, 64))
    truth = np.repeat(np.arange(8), 5)
    faces = centres[truth] + 0.2 * rng.normal(size=(40, 64))
    result = open_set(faces, truth, exemplars=3)
    assert result is not None and result.people == 4 and result.rate["1e-2"] == 1
    assert open_set(faces, truth, exemplars=5) is None
