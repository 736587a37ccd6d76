"""What is kept of a similarity matrix that comes in blocks: the k nearest of each row, nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceorg.matching.neighbours import nearest as neighbours
from faceorg.matching.neighbours.nearest import NearestOfEach


def nearest(near: np.ndarray, k: int, floor: float, block: int) -> dict[int, list[int]]:
    collected = NearestOfEach(len(near), k, floor)
    every = np.arange(len(near))
    for start in range(0, len(near), block):
        part = slice(start, start + block)
        collected.offer(every[part], every, near[part])
    rows, columns, _ = collected.pairs()
    return {row: columns[rows == row].tolist() for row in range(len(near))}


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 40), st.integers(1, 6), st.sampled_from([-1.0, 0.0, 0.4]), st.integers(1, 9), st.integers(0, 99))
def test_each_row_keeps_its_k_nearest_in_order(count: int, k: int, floor: float, block: int, seed: int) -> None:
    near = np.random.default_rng(seed).permutation(count * count).reshape(count, count) / count**2 * 2 - 1
    near = near.astype(np.float32)
    found = nearest(near, k, floor, block)
    for row in range(count):
        order = [int(other) for other in np.argsort(-near[row]) if other != row and near[row, other] >= floor]
        assert found[row] == order[:k]


def test_a_small_buffer_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    near = np.random.default_rng(1).uniform(-1, 1, (200, 200)).astype(np.float32)
    whole = nearest(near, 5, -1.0, 50)
    monkeypatch.setattr(neighbours, "BUFFER_PAIRS", 100)
    assert nearest(near, 5, -1.0, 3) == whole


def test_similarities_come_back_as_they_were() -> None:
    near = np.array([[1.0, 0.25], [-1.0, 1.0]], np.float32)
    collected = NearestOfEach(2, 1, -1.0)
    collected.offer(np.arange(2), np.arange(2), near)
    rows, columns, found = collected.pairs()
    assert (rows.tolist(), columns.tolist()) == ([0, 1], [1, 0])
    np.testing.assert_allclose(found, [0.25, -1.0], atol=1e-6)
