"""What a library's faces have in common is taken off, per level of quality, and never what one person looks like."""

from __future__ import annotations

import numpy as np

from faceorg.matching.grouping.centre import centre_of

DIM = 64


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def strangers_of_whom_half_are_blurred(count: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(count, DIM))
    quality = np.where(np.arange(count) % 2, 0.3, 1.0).astype(np.float32)
    return unit(rows + 5.0 * (quality < 1)[:, None] * np.eye(1, DIM)), quality


def mean_similarity(rows: np.ndarray) -> float:
    near = rows @ rows.T
    return float((near.sum() - len(rows)) / (len(rows) * (len(rows) - 1)))


def test_blurred_strangers_stop_resembling_each_other() -> None:
    rows, quality = strangers_of_whom_half_are_blurred(2000)
    centred = centre_of(rows, quality, np.arange(2000)).centred(rows, np.arange(2000))
    blurred = quality < 1
    assert mean_similarity(rows[blurred]) > 0.25
    assert abs(mean_similarity(centred[blurred])) < 0.02
    assert np.allclose(np.linalg.norm(centred, axis=1), 1, atol=1e-5)


def test_a_person_with_many_faces_is_not_what_everybody_shares() -> None:
    rng = np.random.default_rng(1)
    person = rng.normal(size=DIM)
    rows = unit(np.concatenate([person + 0.5 * rng.normal(size=(500, DIM)), rng.normal(size=(100, DIM))]))
    groups = np.concatenate([np.zeros(500, np.int64), np.arange(500, 600)])
    centred = centre_of(rows, np.ones(600, np.float32), groups).centred(rows, np.arange(500))
    assert mean_similarity(centred) > mean_similarity(rows[:500]) - 0.01


def test_similarities_and_sums_are_those_of_the_centred_faces() -> None:
    rows, quality = strangers_of_whom_half_are_blurred(60)
    groups = np.arange(60) // 2 * 2
    centre = centre_of(rows, quality, groups)
    centred = centre.centred(rows, np.arange(60))
    near = centre.similarities(rows, np.array([0, 5]), np.array([1, 50]))
    np.testing.assert_allclose(near, [centred[0] @ centred[1], centred[5] @ centred[50]], atol=1e-6)
    sums = np.ones_like(rows)
    centre.sum_up(rows, np.full(60, 0.5, np.float32), groups, into=sums)
    np.testing.assert_allclose(sums[4], (centred[4] + centred[5]) / 2, atol=1e-6)
    assert not sums[5].any()
