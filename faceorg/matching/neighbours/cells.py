"""EMBEDDINGS -> NEAREST-NEIGHBOUR GRAPH OF A LARGE LIBRARY: compare each face with the cells it is near, not with all.

Faces are parted into cells around centres (scikit-learn's k-means on a sample); each face is compared exactly with the
faces of its PROBES nearest cells. All faces that probe a cell are multiplied with it at once, so the work is dense
matrix products, a few per cent of all pairs. Repeatable: seeds are evenly spaced rows, nothing is drawn by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceorg.matching.neighbours.nearest import NearestOfEach, PairKeys, Pairs
from faceorg.matching.neighbours.similarity import BLOCK_COLUMNS, BLOCK_ROWS, Ids, Vectors, blocks, unit_rows
from faceorg.progress import CancelToken, ProgressMeter

FACES_A_CELL = 400
# Cells each face is compared with; see packaging/bench/scale.py for the share of neighbours found.
PROBES = 48
_SAMPLE_A_CELL, _KMEANS_ROUNDS = 20, 5
_ROWS_AT_ONCE = BLOCK_ROWS * 4
# Similarities computed at once, 32 MB: blurred faces resemble each other and may fill one cell by the ten thousand.
_BLOCK_PAIRS = BLOCK_ROWS * BLOCK_COLUMNS
# Two matrix products of one pair may differ by this much.
_ROUNDING = np.float32(1e-6)
_ROW_BITS = 32
_ROW_MASK = (1 << _ROW_BITS) - 1


@dataclass(frozen=True)
class Cells:
    """Which faces lie in which cell, and which faces look there.

    members, askers : int32, the faces cell by cell; member_ends, asker_ends : int64 (cells + 1,), where each cell's
    begin and end
    """

    members: NDArray[np.int32]
    member_ends: Ids
    askers: NDArray[np.int32]
    asker_ends: Ids

    def __len__(self) -> int:
        return len(self.member_ends) - 1

    def between(self, first: int, end: int) -> Iterator[tuple[Ids, Ids]]:
        """Yield (faces that lie in the cell, faces that look there) for each of these cells."""
        for cell in range(first, end):
            members = self.members[self.member_ends[cell] : self.member_ends[cell + 1]]
            askers = self.askers[self.asker_ends[cell] : self.asker_ends[cell + 1]]
            yield members.astype(np.int64), askers.astype(np.int64)


@dataclass(frozen=True)
class CellComparison:
    """Everything that comparing the faces of a large library takes: any of its cells may be compared anywhere.

    bar : float32 (n,), the similarity that a neighbour of each row must have at least; k : how many of each are wanted
    """

    vectors: Vectors
    cells: Cells
    bar: NDArray[np.float32]
    k: int

    def nearest(self, first: int, end: int) -> PairKeys:
        """Return the k nearest of each row among these cells, of those that reach its bar."""
        found = NearestOfEach(len(self.vectors), self.k, 0, self.bar)
        for members, askers in self.cells.between(first, end):
            _compare(found, self.vectors, members, askers)
        return found.keys()

    def faces_in(self, first: int, end: int) -> int:
        """How many faces lie in these cells."""
        return int(self.cells.member_ends[end] - self.cells.member_ends[first])


@dataclass(frozen=True)
class ComparedCells:
    """What was found in some cells, first to before end."""

    first: int
    end: int
    keys: PairKeys


# Compares all cells of a library somewhere, in any order. Raises Cancelled.
CompareCells = Callable[[CellComparison, CancelToken | None], Iterator[ComparedCells]]


def nearest_pairs_by_cells(
    vectors: Vectors,
    *,
    k: int,
    floor: float,
    meter: ProgressMeter,
    cancel: CancelToken | None,
    compare: CompareCells | None = None,
) -> Pairs:
    """Return directed pairs (row, neighbour, similarity): the k nearest of each row, as far as its cells hold them.

    vectors : float32 (n, dim), L2-normalised rows; compare : who multiplies, this process where it is None
    """
    cells = part_into_cells(vectors, PROBES)
    nearest = NearestOfEach(len(vectors), k, floor)
    for members, _ in cells.between(0, len(cells)):
        _raise_bar(nearest, members, vectors[members], k)
    if compare is not None:
        comparison = CellComparison(vectors, cells, nearest.bar.copy(), k)
        for found in compare(comparison, cancel):
            nearest.offer_keys(found.keys)
            meter.step(comparison.faces_in(found.first, found.end))
        return nearest.pairs()
    for members, askers in cells.between(0, len(cells)):
        if cancel:
            cancel.raise_if_cancelled()
        _compare(nearest, vectors, members, askers)
        meter.step(len(members))
    return nearest.pairs()


def _compare(nearest: NearestOfEach, vectors: Vectors, members: Ids, askers: Ids) -> None:
    """Compare those who look into a cell with those who lie there."""
    own = vectors[members]
    for part in blocks(len(askers), _rows_at_once(members)):
        nearest.offer(askers[part], members, vectors[askers[part]] @ own.T)


def _raise_bar(nearest: NearestOfEach, members: Ids, own: Vectors, k: int) -> None:
    """A face that has k neighbours in its own cell only looks for nearer ones."""
    if len(members) <= k + 1:
        return
    for part in blocks(len(members), _rows_at_once(members)):
        near = np.partition(own[part] @ own.T, -k - 1, axis=1)[:, -k - 1]  # it is among them itself
        nearest.bar[members[part]] = np.maximum(nearest.bar[members[part]], near - _ROUNDING)


def _rows_at_once(members: Ids) -> int:
    return max(1, _BLOCK_PAIRS // max(1, len(members)))


def part_into_cells(vectors: Vectors, probes: int) -> Cells:
    """Put each row into the cell with the nearest centre, and let it look into about `probes` nearest cells."""
    centres = _centres(vectors)
    probes = min(probes, len(centres))
    own, looks = np.empty(len(vectors), np.int32), []
    for part in blocks(len(vectors), _ROWS_AT_ONCE):
        near = vectors[part] @ centres.T
        own[part] = near.argmax(axis=1)
        least = np.partition(near, -probes, axis=1)[:, -probes, None]
        row, cell = np.divmod(np.flatnonzero(near >= least), len(centres))
        looks.append((cell << _ROW_BITS) | (row + part.start))
    keys = np.concatenate(looks) if looks else np.empty(0, np.int64)
    del looks
    keys.sort()
    every = np.arange(len(centres) + 1)
    members = np.argsort(own, kind="stable").astype(np.int32)
    asker_ends = np.searchsorted(keys, every << _ROW_BITS)
    return Cells(members, np.searchsorted(own[members], every), (keys & _ROW_MASK).astype(np.int32), asker_ends)


def _centres(vectors: Vectors) -> Vectors:
    """Centres of cells, float32 (cells, dim), L2-normalised rows."""
    count = max(1, len(vectors) // FACES_A_CELL)
    sample = vectors[np.linspace(0, len(vectors) - 1, min(len(vectors), count * _SAMPLE_A_CELL)).astype(np.int64)]
    from sklearn.cluster import KMeans  # a second to import, and only large libraries need it

    seeds = sample[np.linspace(0, len(sample) - 1, count).astype(np.int64)]
    found = KMeans(count, init=seeds, n_init=1, max_iter=_KMEANS_ROUNDS).fit(sample)
    return unit_rows(found.cluster_centers_)
