"""EMBEDDINGS -> NEAREST-NEIGHBOUR GRAPH: which faces are worth comparing at all.

Exact, by blocked matrix products, up to some ten thousand faces; by cells (`cells`) beyond. Both beat asking an HNSW
index for all pairs, and both are repeatable. Only the best k neighbours of each face above a floor are kept, so memory
grows with the number of faces, not with the number of pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceorg.matching.cells import nearest_pairs_by_cells
from faceorg.matching.similarity import BLOCK_COLUMNS, BLOCK_ROWS, Ids, Vectors, blocks
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

# Beyond this many faces the exact graph takes longer than a minute on two cores (0.5 TFLOP a 10,000 squared).
EXACT_GRAPH_LIMIT = 40_000


@dataclass(frozen=True)
class Edges:
    """Undirected edges between rows: left < right, each pair once, sorted by (left, right).

    left, right : int64 (n_edges,); similarities : float32 (n_edges,)
    """

    left: Ids
    right: Ids
    similarities: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.left)


def nearest_edges(
    vectors: Vectors,
    *,
    k: int,
    floor: float,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> Edges:
    """Return each row's edges to its k nearest other rows with similarity >= floor (union of both directions).

    vectors : float32 (n, dim), L2-normalised rows. Raises Cancelled.
    """
    meter = ProgressMeter("Comparing faces", len(vectors), progress)
    if len(vectors) > EXACT_GRAPH_LIMIT:
        return undirected(*nearest_pairs_by_cells(vectors, k=k, floor=floor, meter=meter, cancel=cancel))
    parts = []
    for part in blocks(len(vectors), BLOCK_ROWS):
        if cancel:
            cancel.raise_if_cancelled()
        parts.append(_nearest_of_block(vectors, part, k, floor))
        meter.step(part.stop - part.start)
    return undirected(*(np.concatenate(columns) for columns in zip(*parts, strict=True))) if parts else _no_edges()


def undirected(rows: Ids, columns: Ids, similarities: NDArray[np.float32]) -> Edges:
    """Turn directed pairs (either or both directions) into sorted undirected edges, each once."""
    left, right = np.minimum(rows, columns), np.maximum(rows, columns)
    order = np.lexsort((right, left))
    left, right, similarities = left[order], right[order], similarities[order]
    first = np.ones(len(left), bool)
    first[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    return Edges(left[first], right[first], similarities[first])


def _no_edges() -> Edges:
    return Edges(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))


def _nearest_of_block(vectors: Vectors, part: slice, k: int, floor: float) -> tuple[Ids, Ids, NDArray[np.float32]]:
    """Directed pairs (row, neighbour, similarity) of the rows in `part`."""
    columns, near = [], []
    for other in blocks(len(vectors), BLOCK_COLUMNS):
        product = vectors[part] @ vectors[other].T
        own = np.arange(max(part.start, other.start), min(part.stop, other.stop))
        product[own - part.start, own - other.start] = -2  # a row is not its own neighbour
        places = _largest(product, k)
        columns.append(places + other.start)
        near.append(np.take_along_axis(product, places, axis=1))
    found, similarities = np.concatenate(columns, axis=1), np.concatenate(near, axis=1)
    best = _largest(similarities, k)
    found, similarities = np.take_along_axis(found, best, axis=1), np.take_along_axis(similarities, best, axis=1)
    row, place = np.nonzero(similarities >= floor)
    return row + part.start, found[row, place], similarities[row, place]


def _largest(values: NDArray[np.float32], k: int) -> Ids:
    """The places of the k largest values of each row, in no order."""
    if values.shape[1] <= k:
        return np.broadcast_to(np.arange(values.shape[1]), values.shape)
    places: Ids = np.argpartition(values, -k, axis=1)[:, -k:]
    return places
