"""EMBEDDINGS -> NEAREST-NEIGHBOUR GRAPH OF A LARGE LIBRARY: compare each face with the cells it is near, not with all.

Faces are parted into cells around centres (spherical k-means on a sample); each face is compared exactly with the
faces of its PROBES nearest cells. All faces that probe a cell are multiplied with it at once, so the work is dense
matrix products, a few per cent of all pairs. Repeatable: seeds are evenly spaced rows, nothing is drawn by chance.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from faceorg.matching.similarity import BLOCK_ROWS, Ids, Vectors, blocks, top_of_each_row, unit_rows
from faceorg.progress import CancelToken, ProgressMeter

FACES_A_CELL = 400
# Cells each face is compared with; see packaging/bench/scale.py for the share of neighbours found.
PROBES = 48
_SAMPLE_A_CELL, _KMEANS_ROUNDS = 20, 5
# Pairs collected before they are thinned out to the best k of each face: about 600 MB.
_BUFFER_PAIRS = 20_000_000

Pairs = tuple[Ids, Ids, NDArray[np.float32]]


def nearest_pairs_by_cells(
    vectors: Vectors, *, k: int, floor: float, meter: ProgressMeter, cancel: CancelToken | None
) -> Pairs:
    """Return directed pairs (row, neighbour, similarity): the k nearest of each row, as far as its cells hold them.

    vectors : float32 (n, dim), L2-normalised rows
    """
    centres = _centres(vectors)
    probes = _probes(vectors, centres, min(PROBES, len(centres)))
    kept: Pairs = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))
    bar = np.full(len(vectors), floor, np.float32)
    buffer, held = [kept], 0
    for members, queries in _cells(probes, len(centres)):
        if cancel:
            cancel.raise_if_cancelled()
        own = vectors[members]
        for part in blocks(len(queries), BLOCK_ROWS * 4):
            asked = queries[part]
            near = vectors[asked] @ own.T
            row, column = np.nonzero(near >= bar[asked][:, None])
            buffer.append((asked[row], members[column], near[row, column]))
            held += len(row)
        if held > _BUFFER_PAIRS:
            kept = _thinned(buffer, k)
            _raise_bar(bar, kept, k)
            buffer, held = [kept], 0
        meter.step(len(members))
    return _thinned(buffer, k)


def _thinned(buffer: list[Pairs], k: int) -> Pairs:
    rows, columns, near = (np.concatenate(parts) for parts in zip(*buffer, strict=True))
    return top_of_each_row(rows, columns, near, k)


def _raise_bar(bar: NDArray[np.float32], kept: Pairs, k: int) -> None:
    """A row that has its k neighbours only looks at nearer ones from now on."""
    rows, starts, counts = np.unique(kept[0], return_index=True, return_counts=True)
    full = counts >= k
    bar[rows[full]] = kept[2][starts[full] + k - 1]


def _cells(probes: NDArray[np.int32], count: int) -> Iterator[tuple[Ids, Ids]]:
    """Yield (faces that lie in the cell, faces that are compared with it) for each cell."""
    own = np.argsort(probes[:, 0], kind="stable")
    own_ends = np.searchsorted(probes[own, 0], np.arange(count + 1))
    flat = probes.ravel()
    asking = np.argsort(flat, kind="stable")
    ends = np.searchsorted(flat[asking], np.arange(count + 1))
    for cell in range(count):
        members = own[own_ends[cell] : own_ends[cell + 1]]
        queries = np.sort(asking[ends[cell] : ends[cell + 1]] // probes.shape[1])
        yield members, queries


def _centres(vectors: Vectors) -> Vectors:
    count = max(1, len(vectors) // FACES_A_CELL)
    sample = vectors[np.linspace(0, len(vectors) - 1, min(len(vectors), count * _SAMPLE_A_CELL)).astype(np.int64)]
    centres = sample[np.linspace(0, len(sample) - 1, count).astype(np.int64)]
    for _ in range(_KMEANS_ROUNDS):
        nearest = _probes(sample, centres, 1)[:, 0]
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, sample)
        filled = np.bincount(nearest, minlength=count) > 0
        centres = np.where(filled[:, None], unit_rows(sums), centres)
    return centres


def _probes(vectors: Vectors, centres: Vectors, probes: int) -> NDArray[np.int32]:
    """The nearest centres of each row, int32 (n, probes), the nearest first."""
    answer = np.empty((len(vectors), probes), np.int32)
    for part in blocks(len(vectors), BLOCK_ROWS * 4):
        near = vectors[part] @ centres.T
        if probes < len(centres):
            places = np.argpartition(-near, probes, axis=1)[:, :probes]
        else:
            places = np.broadcast_to(np.arange(probes), near.shape)
        order = np.argsort(-np.take_along_axis(near, places, axis=1), axis=1, kind="stable")
        answer[part] = np.take_along_axis(places, order, axis=1)
    return answer
