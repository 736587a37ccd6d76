"""Average linkage in rounds gives what joining the closest pair again and again gives, and never breaks a fact."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceorg.errors import Cancelled
from faceorg.matching.grouping.linkage import Facts, Linkage
from faceorg.matching.neighbours.graph import Edges, nearest_edges
from faceorg.progress import CancelToken

NO_PAIRS = np.empty((0, 2), np.int64)


def some_rows(count: int, seed: int, dim: int = 6) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, dim))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def a_linkage(rows: np.ndarray, cannot_link: np.ndarray = NO_PAIRS, evidence: float = 0.0) -> Linkage:
    facts = Facts(NO_PAIRS, cannot_link, np.arange(len(rows)))
    return Linkage(rows, np.ones(len(rows), np.float32), facts, evidence)


def every_pair(rows: np.ndarray) -> Edges:
    return nearest_edges(rows, k=len(rows), floor=-1.0)


def partition(labels: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in np.unique(labels)}


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 30), st.sampled_from([0.2, 0.5, 0.8]), st.integers(0, 10_000))
def test_rounds_give_the_groups_of_scipys_average_linkage(count: int, threshold: float, seed: int) -> None:
    from scipy.cluster.hierarchy import fcluster
    from scipy.cluster.hierarchy import linkage as tree_of

    rows = some_rows(count, seed)
    found = a_linkage(rows)
    found.join(every_pair(rows), threshold)
    near = rows.astype(np.float64) @ rows.T
    distances = (1 - near)[np.triu_indices(count, 1)]
    expected = fcluster(tree_of(distances, "average"), 1 - threshold, "distance")
    assert partition(found.labels()) == partition(expected)


def test_a_group_whose_closest_is_forbidden_takes_the_next() -> None:
    angles = np.radians([0, 10, 25])
    rows = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    apart = a_linkage(rows, np.array([[0, 1]]))
    apart.join(every_pair(rows), 0.5)
    assert partition(apart.labels()) == {frozenset({0}), frozenset({1, 2})}


def test_small_groups_pay_a_premium_that_large_ones_do_not() -> None:
    rows = np.repeat(np.eye(2, dtype=np.float32), 10, axis=0)
    rows[10:] = [0.8, 0.6]
    single = a_linkage(rows[[0, 10]], evidence=0.3)
    single.join(every_pair(rows[[0, 10]]), 0.7)
    assert len(single.members) == 2
    groups = a_linkage(rows, evidence=0.3)
    groups.join(every_pair(rows), 0.7)
    assert len(groups.members) == 1


def test_many_that_are_closest_to_one_large_group_all_join_it() -> None:
    rng = np.random.default_rng(2)
    rows = np.tile(np.eye(1, 80, dtype=np.float32), (90, 1))
    rows[50:, 0], rows[50:, 40:] = 0.7, np.sqrt(1 - 0.49) * np.eye(40, dtype=np.float32)
    rows = rows[rng.permutation(90)]
    groups = a_linkage(rows)
    groups.join(every_pair(rows), 0.6)
    assert len(groups.members) == 1


def test_joining_can_be_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    rows = some_rows(10, 0)
    with pytest.raises(Cancelled):
        a_linkage(rows).join(every_pair(rows), -1.0, token)
