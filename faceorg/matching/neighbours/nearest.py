"""SIMILARITIES, BLOCK BY BLOCK -> THE k NEAREST OF EACH ROW: what is worth keeping of a matrix nobody could hold.

A pair is kept as one 64-bit key: row, then how far from similar, then column. Sorting keys groups the pairs by row with
the nearest first, at a fifth of the time of sorting three arrays by one another and in 8 bytes a pair. Once a row has
its k, only nearer ones pass its bar, so that a person with ten thousand faces does not fill the memory.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from faceorg.matching.neighbours.similarity import Ids

# Pairs collected before they are thinned out to the best k of each row: about 240 MB of keys.
BUFFER_PAIRS = 30_000_000
# Steps of similarity in a key: 2^24 over -1 to 1 are as fine as float32. Beyond a million rows the numbers of rows and
# columns need more of the 64 bits (four million: 2^20, 0.000002).
_MOST_BITS = 24

Pairs = tuple[Ids, Ids, NDArray[np.float32]]
PairKeys = NDArray[np.uint64]


class NearestOfEach:
    """Collects pairs (row, column, similarity) and keeps the k most similar of each row, of those >= floor."""

    def __init__(self, count: int, k: int, floor: float, bar: NDArray[np.float32] | None = None) -> None:
        """count : rows, and columns; a row is never its own neighbour; bar : what is asked of each row, not `floor`"""
        self._k = k
        self._place_bits = max(1, int(count - 1).bit_length())
        self._near_bits = min(_MOST_BITS, 64 - 2 * self._place_bits)
        self.bar = np.full(count, floor, np.float32) if bar is None else bar.copy()  # what a row's pair must reach
        self._kept: PairKeys = np.empty(0, np.uint64)
        self._buffer: list[PairKeys] = []
        self._held = 0

    def offer(self, rows: Ids, columns: Ids, near: NDArray[np.float32]) -> None:
        """Take note of a block of similarities. near : float32 (n rows, n columns)."""
        hits = np.flatnonzero(near >= self.bar[rows][:, None])
        at, column = np.divmod(hits, len(columns))
        row, column = rows[at], columns[column]
        others = row != column
        self.offer_keys(self._keys(row[others], column[others], near.ravel()[hits[others]]))

    def offer_keys(self, keys: PairKeys) -> None:
        """Take note of pairs that another one of the same rows has kept."""
        self._buffer.append(keys)
        self._held += len(keys)
        if self._held > max(BUFFER_PAIRS, len(self._kept)):
            self._thin_out()

    def pairs(self) -> Pairs:
        """Return rows, columns and similarities, in order of rows and falling similarity."""
        keys = self.keys()
        return self._rows(keys), self._columns(keys), self._nears(keys)

    def keys(self) -> PairKeys:
        """Return what is kept, sorted."""
        self._thin_out()
        return self._kept

    def makes_sense(self, keys: PairKeys) -> bool:
        """Whether these can be keys of another one of the same rows."""
        most = len(self.bar)
        return bool(np.all(self._rows(keys) < most) and np.all(self._columns(keys) < most))

    def _thin_out(self) -> None:
        keys = np.concatenate([self._kept, *self._buffer])
        self._buffer, self._held = [], 0
        keys.sort()
        rows = self._rows(keys)
        kept = np.ones(len(keys), bool)
        kept[self._k :] = rows[self._k :] != rows[: -self._k]  # fewer than k of this row came before
        kth = kept.copy()
        kth[: self._k - 1] = False
        kth[self._k - 1 :] &= rows[self._k - 1 :] == rows[: max(0, len(rows) - self._k + 1)]
        self.bar[rows[kth]] = self._nears(keys[kth])
        self._kept = keys[kept]

    def _keys(self, rows: Ids, columns: Ids, near: NDArray[np.float32]) -> PairKeys:
        steps = (1 << self._near_bits) - 1
        far = np.clip((1 - near.astype(np.float64)) * (steps / 2), 0, steps).astype(np.int64)
        keys = (((rows << self._near_bits) | far) << self._place_bits) | columns
        return keys.astype(np.uint64)

    def _rows(self, keys: PairKeys) -> Ids:
        return (keys >> np.uint64(self._near_bits + self._place_bits)).astype(np.int64)

    def _columns(self, keys: PairKeys) -> Ids:
        return (keys & np.uint64((1 << self._place_bits) - 1)).astype(np.int64)

    def _nears(self, keys: PairKeys) -> NDArray[np.float32]:
        steps = (1 << self._near_bits) - 1
        far = (keys >> np.uint64(self._place_bits)) & np.uint64(steps)
        return (1 - far.astype(np.float64) * (2 / steps)).astype(np.float32)
