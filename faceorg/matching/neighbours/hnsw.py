"""EMBEDDINGS -> A GRAPH OF NEIGHBOURS: a first look into a large library whose cost hardly grows with its faces.

Hierarchical navigable small worlds (Malkov and Yashunin, TPAMI 2020), by hnswlib: each face is linked to some dozens of
others, near ones and a few far ones, and a search walks from face to face towards the query. It names candidates; their
exact cosine, by whoever asks, decides.

[Note: What the graph misses]
Of the same person's faces it finds nearly all, for those lie in one well linked heap. What it misses are strangers who
come out just above the match threshold: in a large library each face has hundreds of them, in all directions, and a
walk ends before it has seen them all. That is no harm to a search, which shows the best first and strangers last. What
counts strangers (grouping, calibration, how crowded a library is) compares all faces and never asks the graph.

[Note: Bursts are one node]
Faces that are nearly the same picture (bursts, copies) would be linked to each other and to nothing else, and become an
island that no walk reaches (hnswlib issues 341 and 352). So a face that is nearly one that is there becomes a member of
its node, and is named with it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceorg.matching.neighbours.similarity import Ids, Vectors, directions_in_use

# Links a node, and how many candidates are weighed for them: 0.996 of a person's faces are found (bench/LIMITS.md).
LINKS, WEIGHED = 32, 200
# The graph stands on so many directions, those with the most energy; the exact cosine of all dimensions decides.
MOST_DIMENSIONS = 256
# Above this similarity two faces are one picture twice: nine degrees, where the match threshold is 70.
SAME_PICTURE = 0.985
# A graph in which more of the nodes stand for nobody is made anew.
MOST_DEAD_SHARE = 0.3
SAMPLE = 20_000  # faces from which directions are learned
_SEED = 7
_NOBODY = -1


class Graph:
    """A graph over rows 0, 1, 2, ... of a file of vectors. Several threads may search, one alone may change it.

    A row is a node, or the member of another row's node. len(graph) : rows it has taken in, those left out included
    """

    def __init__(self, index: Any, directions: Vectors, node_of: Ids, dead: set[int]) -> None:
        """node_of : for each row its node, -1 where it was left out; dead : nodes that stand for nobody any more"""
        self._index, self._directions, self._node_of, self._dead = index, directions, node_of, dead
        others = np.flatnonzero((node_of != _NOBODY) & (node_of != np.arange(len(node_of))))
        self._members: dict[int, list[int]] = {}
        for row in others.tolist():
            self._members.setdefault(int(node_of[row]), []).append(row)

    @classmethod
    def empty(cls, sample: Vectors) -> Graph:
        """Return a graph without nodes that suits such vectors, float32 (n, dim), L2-normalised: SAMPLE are enough."""
        directions = directions_in_use(sample)[:, -MOST_DIMENSIONS:]
        index = _hnswlib().Index(space="cosine", dim=directions.shape[1])
        index.init_index(max_elements=1024, ef_construction=WEIGHED, M=LINKS, random_seed=_SEED)
        return cls(index, np.ascontiguousarray(directions), np.empty(0, np.int64), set())

    @classmethod
    def read(cls, graph_file: Path, nodes_file: Path) -> Graph:
        """Read what `write` and `nodes` gave. Both must be known to be intact: hnswlib believes what it reads."""
        with np.load(nodes_file) as arrays:
            directions, node_of, dead = arrays["directions"], arrays["node_of"], arrays["dead"]
        index = _hnswlib().Index(space="cosine", dim=directions.shape[1])
        index.load_index(str(graph_file))
        return cls(index, directions, node_of, set(dead.tolist()))

    def write(self, path: Path) -> None:
        self._index.save_index(str(path))

    def nodes(self) -> bytes:
        """Return what belongs to the graph and is not in hnswlib's file."""
        file = io.BytesIO()
        np.savez(file, directions=self._directions, node_of=self._node_of, dead=np.array(sorted(self._dead), np.int64))
        return file.getvalue()

    def __len__(self) -> int:
        return len(self._node_of)

    @property
    def dead_share(self) -> float:
        """Share of the nodes that stand for nobody any more, 0 to 1."""
        return len(self._dead) / max(1, self._count())

    def add(self, vectors: Vectors, live: NDArray[np.bool_], vectors_at: Callable[[Ids], Vectors]) -> None:
        """Take in the next rows.

        vectors : float32 (n, dim), L2-normalised; live : bool (n,), rows that are not are left out;
        vectors_at : gives the vectors of rows, int64 (m,)
        """
        first = len(self._node_of)
        at = np.flatnonzero(live)
        node_of = np.full(len(vectors), _NOBODY, np.int64)
        node_of[at] = self._nodes_that_show_them(vectors[at], vectors_at)
        node_of[at] = _one_of_each(vectors[at], node_of[at], first + at)
        new = np.flatnonzero(node_of == first + np.arange(len(vectors)))
        needed = self._count() + len(new)
        if needed > self._index.get_max_elements():
            self._index.resize_index(max(needed, self._index.get_max_elements() * 5 // 4))
        if len(new):
            self._index.add_items(vectors[new] @ self._directions, first + new, num_threads=os.cpu_count() or 1)
        self._node_of = np.concatenate([self._node_of, node_of])
        for row in np.flatnonzero((node_of != _NOBODY) & (node_of != first + np.arange(len(vectors)))).tolist():
            self._members.setdefault(int(node_of[row]), []).append(first + row)

    def leave_out(self, rows: Ids, is_live: Callable[[Ids], NDArray[np.bool_]]) -> None:
        """Take note that rows, int64 (n,), show nobody any more; a node goes when none of its rows do."""
        nodes = np.unique(self._node_of[rows[rows < len(self._node_of)]])
        for node in nodes[nodes != _NOBODY].tolist():
            shown = np.array([node, *self._members.get(node, [])], np.int64)
            if node not in self._dead and not is_live(shown).any():
                self._index.mark_deleted(node)
                self._dead.add(node)

    def candidates(self, queries: Vectors, count: int) -> list[Ids] | None:
        """Return for each query, float32 (n, dim), rows near to it, some `count` of them, rising.

        None where the graph cannot name so many: whoever asks then compares all.
        """
        wanted = min(count, self._count() - len(self._dead))
        if wanted < 1:
            return None
        self._index.set_ef(count)
        try:
            found, _distances = self._index.knn_query(queries @ self._directions, k=wanted, num_threads=1)
        except RuntimeError:  # what hnswlib raises where walks end too early
            return None
        return [self._rows_of(nodes.astype(np.int64)) for nodes in found]

    def _count(self) -> int:
        return int(self._index.get_current_count())

    def _rows_of(self, nodes: Ids) -> Ids:
        more = [row for node in nodes.tolist() if node in self._members for row in self._members[node]]
        return np.sort(np.concatenate([nodes, np.array(more, np.int64)]))

    def _nodes_that_show_them(self, vectors: Vectors, vectors_at: Callable[[Ids], Vectors]) -> Ids:
        """For each vector the living node that is nearly the same, else -1."""
        nodes = np.full(len(vectors), _NOBODY, np.int64)
        if not len(vectors) or self._count() == len(self._dead):
            return nodes
        self._index.set_ef(LINKS)
        try:
            found = self._index.knn_query(vectors @ self._directions, k=1, num_threads=os.cpu_count() or 1)[0]
        except RuntimeError:
            return nodes
        nearest = found[:, 0].astype(np.int64)
        same = np.einsum("ij,ij->i", vectors, vectors_at(nearest)) >= SAME_PICTURE
        nodes[same] = nearest[same]
        return nodes


def _one_of_each(vectors: Vectors, node_of: Ids, rows: Ids) -> Ids:
    """Give each row without a node an earlier row of these that is nearly the same, or itself, as its node."""
    nodes = node_of.copy()
    new = np.flatnonzero(nodes == _NOBODY)
    same = vectors[new] @ vectors[new].T >= SAME_PICTURE
    for at, row in enumerate(new.tolist()):
        earlier = new[np.flatnonzero(same[at, :at])]
        earlier = earlier[nodes[earlier] == rows[earlier]]
        nodes[row] = rows[earlier[0]] if len(earlier) else rows[row]
    return nodes


def _hnswlib() -> Any:
    import hnswlib

    return hnswlib
