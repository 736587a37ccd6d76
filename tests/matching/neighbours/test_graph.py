"""The neighbour graph: exact where small, by cells where large, the same shape both ways."""

from __future__ import annotations

import numpy as np
import pytest

from faceorg.errors import Cancelled
from faceorg.matching.neighbours import cells, graph, nearest
from faceorg.matching.neighbours.graph import nearest_edges
from faceorg.progress import CancelToken


def crowd(people: int, faces: int, dim: int = 32, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rows = np.repeat(rng.normal(size=(people, dim)), faces, axis=0) + 0.5 * rng.normal(size=(people * faces, dim))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def pairs(edges: graph.Edges) -> set[tuple[int, int]]:
    return set(zip(edges.left.tolist(), edges.right.tolist(), strict=True))


def test_edges_are_the_k_nearest_above_the_floor_either_way() -> None:
    rows = crowd(20, 5)
    near = rows @ rows.T
    np.fill_diagonal(near, -1)
    expected = set()
    for row in range(len(rows)):
        for other in np.argsort(-near[row])[:3]:
            if near[row, other] >= 0.5:
                expected.add((min(row, int(other)), max(row, int(other))))
    edges = nearest_edges(rows, k=3, floor=0.5)
    assert pairs(edges) == expected
    np.testing.assert_allclose(edges.similarities, near[edges.left, edges.right], atol=1e-5)


def test_blocks_do_not_change_the_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = crowd(30, 4)
    whole = nearest_edges(rows, k=4, floor=0.3)
    monkeypatch.setattr(graph, "BLOCK_ROWS", 7)
    monkeypatch.setattr(graph, "BLOCK_COLUMNS", 11)
    assert pairs(nearest_edges(rows, k=4, floor=0.3)) == pairs(whole)


def test_cells_find_nearly_all_neighbours_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = crowd(400, 8)
    exact = pairs(nearest_edges(rows, k=7, floor=0.5))
    monkeypatch.setattr(graph, "EXACT_GRAPH_LIMIT", 100)
    monkeypatch.setattr(cells, "FACES_A_CELL", 50)
    monkeypatch.setattr(cells, "PROBES", 16)
    monkeypatch.setattr(nearest, "BUFFER_PAIRS", 5_000)
    found = nearest_edges(rows, k=7, floor=0.5)
    assert len(pairs(found) & exact) > 0.97 * len(exact)
    near = np.einsum("ij,ij->i", rows[found.left], rows[found.right])
    np.testing.assert_allclose(found.similarities, near, atol=1e-5)
    assert (found.similarities >= 0.5).all() and (found.left < found.right).all()
    assert pairs(nearest_edges(rows, k=7, floor=0.5)) == pairs(found)


def test_no_rows_no_edges_and_a_cancelled_graph_stops() -> None:
    assert len(nearest_edges(np.empty((0, 8), np.float32), k=3, floor=0.0)) == 0
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        nearest_edges(crowd(3, 3), k=3, floor=0.0, cancel=token)
