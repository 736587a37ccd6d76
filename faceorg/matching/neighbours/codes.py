"""EMBEDDINGS -> SHORT CODES: a first look at every face of a large library in a few milliseconds.

Two dimensions of an embedding share a code of four bits (product quantisation: Jegou, Douze and Schmid, TPAMI 2011), so
that a million faces take 96 MB at most, and faiss compares a query with all of them from registers (Andre, Kermarrec
and Le Scouarnec, VLDB 2015). Codes are off by about 0.025 in similarity: whoever asks takes more candidates than are
wanted and scores those exactly. Unlike a graph or cells this misses nobody for being far from the others: in a large
library most faces above the match threshold are strangers to each other.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceorg.matching.neighbours.similarity import Ids, Vectors, directions_in_use, unit_rows

# Dimensions that get a code, those with the most energy first: packs of 512 numbers fill about 200.
MOST_DIMENSIONS = 192
_BITS = 4  # what faiss looks up in registers
_TRAINED_ON = 20_000  # faces; 16 centres a code need no more


class Codes:
    """Codes of rows 0, 1, 2, ... in the order they were added. Several threads may search, one alone may add."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def train(cls, vectors: NDArray[np.floating]) -> Codes:
        """Learn codes that suit such vectors, float (n, dim); adds none of them."""
        faiss = _faiss()
        sample = unit_rows(vectors[np.linspace(0, len(vectors) - 1, min(len(vectors), _TRAINED_ON)).astype(np.int64)])
        turn = _turn(sample)
        transform = faiss.LinearTransform(turn.shape[1], turn.shape[0], False)
        faiss.copy_array_to_vector(turn.ravel(), transform.A)
        transform.is_trained = True
        coder = faiss.IndexPQFastScan(turn.shape[0], turn.shape[0] // 2, _BITS, faiss.METRIC_INNER_PRODUCT)
        index = faiss.IndexPreTransform(transform, coder)
        index.train(sample)
        return cls(index)

    @classmethod
    def read(cls, path: Path) -> Codes:
        """Read what `write` wrote. The file must be known to be intact: faiss believes what it reads."""
        return cls(_faiss().read_index(str(path)))

    def write(self, path: Path) -> None:
        _faiss().write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, vectors: Vectors) -> None:
        """vectors : float32 (n, dim), L2-normalised rows"""
        self._index.add(np.ascontiguousarray(vectors))

    def candidates(self, queries: Vectors, count: int) -> list[Ids]:
        """Return for each query, float32 (n_queries, dim), the rows with the nearest codes: at most `count`, rising."""
        found = self._index.search(np.ascontiguousarray(queries), min(count, len(self)))[1]
        return [np.sort(rows[rows >= 0]) for rows in found]


def _faiss() -> Any:
    """faiss with one thread: a query takes 5 ms then, and 12 ms (22 of processor time) if two threads wait for each
    other over it; building is no slower."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss


def _turn(sample: Vectors) -> Vectors:
    """The matrix (fewer, dim) to the dimensions that get codes, turned so that all of them hold about as much.

    Turned at random (with a seed), because codes of one size suit dimensions of one importance.
    """
    directions = directions_in_use(sample)[:, -MOST_DIMENSIONS:]
    even = directions.shape[1] // 2 * 2
    random = np.linalg.qr(np.random.default_rng(0).normal(size=(even, even)))[0]
    return np.ascontiguousarray((directions[:, -even:] @ random).T, np.float32)
