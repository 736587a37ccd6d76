"""The graph names nearly all neighbours, takes them up again from its file, and is not undone by copies."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from faceorg.matching.neighbours.hnsw import Graph


def faces(count: int, dim: int = 64, fills: int = 40, seed: int = 0) -> np.ndarray:
    """Unit rows of `dim` numbers of which `fills` directions are used, as packs write them."""
    random = np.random.default_rng(seed)
    turn = np.linalg.qr(random.normal(size=(dim, fills)))[0]
    rows = (random.normal(size=(count, fills)) @ turn.T).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def graph_of(rows: np.ndarray) -> Graph:
    graph = Graph.empty(rows)
    graph.add(rows, np.ones(len(rows), bool), lambda asked: rows[asked])
    return graph


def test_nearly_all_neighbours_are_among_the_candidates() -> None:
    rows = faces(3_000)
    queries = faces(50, seed=1)
    named = graph_of(rows).candidates(queries, 200)
    assert named is not None
    nearest = np.argsort(-queries @ rows.T, axis=1)[:, :20]
    found = sum(len(np.intersect1d(one, other)) for one, other in zip(nearest, named, strict=True))
    assert found / nearest.size > 0.98


def test_a_graph_read_back_answers_the_same(tmp_path: Path) -> None:
    rows = faces(1_000)
    graph = graph_of(rows)
    graph.leave_out(np.array([5]), lambda shown: shown != 5)
    graph.write(tmp_path / "graph")
    (tmp_path / "nodes.npz").write_bytes(graph.nodes())
    again = Graph.read(tmp_path / "graph", tmp_path / "nodes.npz")
    asked = [graph.candidates(rows[:20], 50), again.candidates(rows[:20], 50)]
    assert asked[0] is not None and asked[1] is not None
    assert [found.tolist() for found in asked[0]] == [found.tolist() for found in asked[1]]
    assert len(again) == 1_000 and again.dead_share == 0.001
    more = faces(10, seed=2)
    again.add(more, np.ones(10, bool), lambda asked: np.concatenate([rows, more])[asked])
    assert len(again) == 1_010


def test_rows_that_are_left_out_are_never_named() -> None:
    rows = faces(500)
    graph = Graph.empty(rows)
    graph.add(rows, np.arange(500) % 2 == 0, lambda asked: rows[asked])
    named = graph.candidates(rows[:10], 250)
    assert named is not None and all((found % 2 == 0).all() for found in named)


def test_an_empty_graph_names_nobody() -> None:
    assert Graph.empty(faces(100)).candidates(faces(1), 10) is None


def test_copies_are_one_node_with_all_its_rows() -> None:
    rows = np.repeat(faces(20), 30, axis=0)
    graph = graph_of(rows)
    named = graph.candidates(rows[60:61], 1)
    assert named is not None and named[0].tolist() == list(range(60, 90))
