"""EMBEDDINGS -> NEAREST-NEIGHBOUR GRAPH: which faces are worth comparing at all.

Exact, by blocked matrix products, up to some ten thousand faces; by cells (`cells`) beyond. Both beat asking an HNSW
index for all pairs, and both are repeatable. Only the best k neighbours of each face above a floor are kept, so memory
grows with the number of faces, not with the number of pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceorg.matching.neighbours.cells import CompareCells, nearest_pairs_by_cells
from faceorg.matching.neighbours.nearest import NearestOfEach
from faceorg.matching.neighbours.similarity import BLOCK_COLUMNS, BLOCK_ROWS, Ids, Vectors, blocks
from faceorg.messages.codes import TaskCode
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

# Beyond this many faces comparing all with all (0.5 TFLOP for 20,000 of 512 dimensions) takes longer than by cells.
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
    compare: CompareCells | None = None,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> Edges:
    """Return each row's edges to its k nearest other rows with similarity >= floor (union of both directions).

    vectors : float32 (n, dim), L2-normalised rows; compare : what compares them where they are many, see `cells`

    Raises Cancelled.
    """
    meter = ProgressMeter(TaskCode.COMPARING_FACES, len(vectors), progress)
    if len(vectors) > EXACT_GRAPH_LIMIT:
        pairs = nearest_pairs_by_cells(vectors, k=k, floor=floor, meter=meter, cancel=cancel, compare=compare)
        return undirected(*pairs)
    nearest = NearestOfEach(len(vectors), k, floor)
    rows = np.arange(len(vectors))
    for part in blocks(len(vectors), BLOCK_ROWS):
        if cancel:
            cancel.raise_if_cancelled()
        for other in blocks(len(vectors), BLOCK_COLUMNS):
            nearest.offer(rows[part], rows[other], vectors[part] @ vectors[other].T)
        meter.step(part.stop - part.start)
    return undirected(*nearest.pairs())


def undirected(rows: Ids, columns: Ids, similarities: NDArray[np.float32]) -> Edges:
    """Turn directed pairs (either or both directions) into sorted undirected edges, each once."""
    bits = int(max(rows.max(initial=0), columns.max(initial=0))).bit_length()
    keys = (np.minimum(rows, columns) << bits) | np.maximum(rows, columns)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.ones(len(keys), bool)
    first[1:] = keys[1:] != keys[:-1]
    keys = keys[first]
    return Edges(keys >> bits, keys & ((1 << bits) - 1), similarities[order[first]])
