"""Row numbers -> vectors of an index: most lie in a memory-mapped file, the newest wait in memory for the next save."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from faceorg.matching.neighbours import store
from faceorg.matching.neighbours.fair_lock import FairLock
from faceorg.matching.neighbours.similarity import Ids, Vectors
from faceorg.matching.neighbours.store import StoredFile


class VectorFile:
    """Vectors float32 (n, dim), L2-normalised, by row. Threads may share it; one at a time may flush.

    file : what lies on disk, see [Note: Index files]; waiting : the vectors that do not
    """

    def __init__(self, folder: Path, file: StoredFile, dim: int, lock: FairLock) -> None:
        self._folder, self._dim, self._lock = folder, dim, lock
        self.file = file
        self._stored = self._map()
        self.waiting: Vectors = np.empty((0, dim), np.float32)

    def append(self, vectors: Vectors) -> None:
        with self._lock:
            self.waiting = np.concatenate([self.waiting, vectors])

    def flush(self, waiting: Vectors) -> None:
        """Put vectors on disk, the first of those that wait."""
        if len(waiting):
            self.file = store.append_vectors(self._folder, self.file, waiting)
            with self._lock:
                self._stored, self.waiting = self._map(), self.waiting[len(waiting) :]

    def at(self, rows: Ids) -> Vectors:
        answer = np.empty((len(rows), self._dim), np.float32)
        with self._lock:
            on_disk = rows < len(self._stored)
            answer[on_disk] = self._stored[rows[on_disk]]
            answer[~on_disk] = self.waiting[rows[~on_disk] - len(self._stored)]
        return answer

    def behind(self, row: int) -> list[tuple[int, Vectors]]:
        """The rows from `row` on, as (first row, vectors) of what lies on disk and of what does not yet."""
        with self._lock:
            split = len(self._stored)
            parts = [(row, self._stored[row:]), (max(row, split), self.waiting[max(0, row - split) :])]
        return [part for part in parts if len(part[1])]

    def _map(self) -> Vectors:
        rows = self.file.size_bytes // (4 * self._dim)
        if not rows:  # an empty file cannot be mapped
            return np.empty((0, self._dim), np.float32)
        return np.memmap(self._folder / self.file.name, np.float32, "r", shape=(rows, self._dim))
