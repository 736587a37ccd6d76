"""FACE IDS AND EMBEDDINGS -> NEAREST FACES: the search index of one library and one model pack.

Exact search (one matrix product) while the library is small; beyond, short codes (`codes`) name candidates and their
exact cosine decides. Vectors lie in one memory-mapped float32 file; see [Note: Index files] in store.py. A row is never
reused: a removed face leaves a hole (id -1) until the next build, so that row numbers stay true.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import FaceId, Match
from faceorg.matching.neighbours import store
from faceorg.matching.neighbours.codes import Codes
from faceorg.matching.neighbours.similarity import (
    BLOCK_COLUMNS,
    Ids,
    Vectors,
    blocks,
    top_matches,
    top_matches_of_few,
    unit_rows,
)
from faceorg.matching.neighbours.store import IndexManifest, StoredFile
from faceorg.messages.codes import TaskCode
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

# One exact query over this many faces takes 3 ms on one core (bench/LIMITS.md: 6.5 ms per 100,000).
EXACT_LIMIT = 50_000
# Rows that have no code yet are searched exactly; this many cost about 1 ms, and saves stay cheap till then.
UNCOVERED_LIMIT = 20_000
# Candidates that codes name for each match wanted, and at least: packaging/bench/scale.py shows the share found.
_CANDIDATES_A_MATCH, _LEAST_CANDIDATES = 10, 2_500
_BUILD_CHUNK = 20_000  # faces between two looks at the cancel token: less than a second
_HOLE = -1


class FaceIndex:
    """Search over the embeddings of one pack. Create with `build` or `open`; safe to use from several threads."""

    def __init__(self, folder: Path, manifest: IndexManifest, ids: Ids, exact_limit: int) -> None:
        self._folder, self._manifest, self._exact_limit = folder, manifest, exact_limit
        self._ids = ids
        self._stored = self._map_vectors()
        self._unsaved: Vectors = np.empty((0, manifest.dim), np.float32)
        self._codes: Codes | None = None
        self._rows_by_id: tuple[Ids, Ids] | None = None
        self._lock = threading.RLock()

    @classmethod
    def open(
        cls, folder: Path, *, pack_id: str, dim: int, generation: int, exact_limit: int = EXACT_LIMIT
    ) -> FaceIndex | None:
        """Return the saved index, or None where it is missing, stale, damaged or of another pack: then `build` it."""
        manifest = store.read_manifest(folder)
        if manifest is None or (manifest.pack_id, manifest.dim, manifest.generation) != (pack_id, dim, generation):
            return None
        files = [manifest.vectors, manifest.ids] + ([manifest.codes] if manifest.codes else [])
        sizes = (manifest.rows * dim * 4, manifest.rows * 8)
        if (manifest.vectors.size_bytes, manifest.ids.size_bytes) != sizes or manifest.code_rows > manifest.rows:
            return None
        if not all(store.is_intact(folder, file) for file in files):
            return None
        ids = np.fromfile(folder / manifest.ids.name, np.int64)
        return cls(folder, manifest, ids, exact_limit)

    @classmethod
    def build(
        cls,
        folder: Path,
        *,
        pack_id: str,
        dim: int,
        ids: Ids,
        vectors: NDArray[np.floating],
        generation: int,
        progress: ProgressSink = no_progress,
        cancel: CancelToken | None = None,
        exact_limit: int = EXACT_LIMIT,
    ) -> FaceIndex:
        """Make the index anew and save it; what the folder held before stays valid until the last step.

        ids : int64 (n,), distinct, >= 0; vectors : float (n, dim), any length, normalised here
        Raises Cancelled; OSError where the folder cannot be written.
        """
        store.make_folder(folder)
        empty = StoredFile(f"vectors-{secrets.token_hex(4)}.f32", 0, 0)
        store.append_vectors(folder, empty, np.empty((0, dim), np.float32))
        manifest = IndexManifest(store.FORMAT, pack_id, dim, generation, 0, 0, empty, StoredFile("", 0, 0), None)
        index = cls(folder, manifest, np.empty(0, np.int64), exact_limit)
        for part in blocks(len(ids), BLOCK_COLUMNS * 4):
            index.add(ids[part], vectors[part])
            index._flush_vectors()
        index.save(generation, progress=progress, cancel=cancel)
        return index

    @property
    def generation(self) -> int:
        """The generation this index was saved with."""
        return self._manifest.generation

    @property
    def dim(self) -> int:
        return self._manifest.dim

    @property
    def face_ids(self) -> Ids:
        """The faces in the index, int64 (n,), in the order they were added."""
        with self._lock:
            live: Ids = self._ids[self._ids != _HOLE]
            return live

    def __len__(self) -> int:
        return int(np.count_nonzero(self._ids != _HOLE))

    def __contains__(self, face_id: int) -> bool:
        with self._lock:
            return bool(self._rows(np.array([face_id], np.int64))[0] >= 0)

    def add(self, ids: Ids, vectors: NDArray[np.floating]) -> None:
        """Add faces; one that is there already gets its new vector. Not on disk before `save`.

        ids : int64 (n,), distinct, >= 0; vectors : float (n, dim)
        """
        ids = np.asarray(ids, np.int64)
        if vectors.shape != (len(ids), self.dim):
            raise ValueError(f"{len(ids)} faces need vectors of shape ({len(ids)}, {self.dim}), got {vectors.shape}")
        if len(ids) and (ids.min() < 0 or len(np.unique(ids)) != len(ids)):
            raise ValueError("face ids must be distinct and not negative")
        with self._lock:
            self.remove(ids)
            self._unsaved = np.concatenate([self._unsaved, unit_rows(vectors)])
            self._ids = np.concatenate([self._ids, ids])
            self._rows_by_id = None

    def remove(self, ids: Ids) -> None:
        """Take faces out; ids that are not there are left alone. Not on disk before `save`."""
        with self._lock:
            rows = self._rows(np.asarray(ids, np.int64))
            if (rows >= 0).any():
                self._ids = self._ids.copy()  # readers may hold the old array
                self._ids[rows[rows >= 0]] = _HOLE
                self._rows_by_id = None

    def present(self, ids: Ids) -> Ids:
        """Return those of these ids that are in the index, in the order asked."""
        ids = np.asarray(ids, np.int64)
        with self._lock:
            there: Ids = ids[self._rows(ids) >= 0]
            return there

    def vectors_of(self, ids: Ids) -> Vectors:
        """Return float32 (n, dim), L2-normalised, in the order asked. Raises KeyError for a face that is not there."""
        with self._lock:
            rows = self._rows(np.asarray(ids, np.int64))
            if (rows < 0).any():
                raise KeyError(f"faces {np.asarray(ids)[rows < 0][:5].tolist()} are not in the index")
            return self._vectors_at(rows)

    def search(self, vectors: NDArray[np.floating], k: int, min_similarity: float = -1.0) -> list[list[Match]]:
        """Return for each query its k most similar faces with similarity >= min_similarity, best first.

        vectors : float (n_queries, dim), any length. A face in the index finds itself.
        """
        queries = unit_rows(np.atleast_2d(vectors))
        with self._lock:
            count = len(self._ids)
            codes = self._loaded_codes() if count > self._exact_limit else None
            covered = 0 if codes is None else len(codes)
            answers: list[list[tuple[int, float]]] = [[] for _ in queries]
            if codes is not None:
                answers = self._by_codes(codes, queries, k, min_similarity)
            for start, rows in self._uncovered(covered):
                exact = self._exact(queries, rows, start, k, min_similarity)
                for answer, (found, near) in zip(answers, exact, strict=True):
                    answer += zip(self._ids[found].tolist(), near.tolist(), strict=True)
        return [_best(answer, k, min_similarity) for answer in answers]

    def save(self, generation: int, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None) -> None:
        """Write what changed and stamp it with the catalogue's generation. Raises Cancelled, OSError."""
        with self._lock:
            self._flush_vectors()
            ids = store.write_file(self._folder, f"ids-{secrets.token_hex(4)}.i64", self._ids.tobytes())
            codes, code_rows = self._manifest.codes, self._manifest.code_rows
            if len(self._ids) > self._exact_limit and len(self._ids) - code_rows > UNCOVERED_LIMIT:
                added = self._extend_codes(progress, cancel)
                codes = store.write_by(self._folder, f"codes-{secrets.token_hex(4)}.codes", added.write)
                code_rows = len(added)
            old = self._manifest
            self._manifest = IndexManifest(
                store.FORMAT, old.pack_id, old.dim, generation, len(self._ids), code_rows, old.vectors, ids, codes
            )
            store.write_manifest(self._folder, self._manifest)

    # -- vectors ---------------------------------------------------------------------------------------------------

    def _map_vectors(self) -> Vectors:
        rows = self._manifest.vectors.size_bytes // (4 * self._manifest.dim)
        if not rows:  # an empty file cannot be mapped
            return np.empty((0, self._manifest.dim), np.float32)
        path = self._folder / self._manifest.vectors.name
        return np.memmap(path, np.float32, "r", shape=(rows, self._manifest.dim))

    def _flush_vectors(self) -> None:
        if len(self._unsaved):
            grown = store.append_vectors(self._folder, self._manifest.vectors, self._unsaved)
            fields = {**vars(self._manifest), "vectors": grown}
            self._manifest = IndexManifest(**fields)
            self._stored, self._unsaved = self._map_vectors(), self._unsaved[:0]

    def _vectors_at(self, rows: Ids) -> Vectors:
        answer = np.empty((len(rows), self.dim), np.float32)
        on_disk = rows < len(self._stored)
        answer[on_disk] = self._stored[rows[on_disk]]
        answer[~on_disk] = self._unsaved[rows[~on_disk] - len(self._stored)]
        return answer

    def _rows(self, ids: Ids) -> Ids:
        """Rows of ids, -1 where absent."""
        if self._rows_by_id is None:
            order = np.argsort(self._ids, kind="stable")
            self._rows_by_id = self._ids[order], order
        known, order = self._rows_by_id
        if not len(known):
            return np.full(len(ids), _HOLE, np.int64)
        at = np.minimum(np.searchsorted(known, ids), len(known) - 1)
        return np.where((known[at] == ids) & (ids >= 0), order[at], _HOLE)

    # -- search ----------------------------------------------------------------------------------------------------

    def _uncovered(self, covered: int) -> list[tuple[int, Vectors]]:
        """The rows from `covered` on, as (first row, vectors) of what lies on disk and of what does not yet."""
        split = len(self._stored)
        parts = [(covered, self._stored[covered:]), (max(covered, split), self._unsaved[max(0, covered - split) :])]
        return [part for part in parts if len(part[1])]

    def _exact(
        self, queries: Vectors, vectors: Vectors, start: int, k: int, floor: float
    ) -> list[tuple[Ids, NDArray[np.float32]]]:
        holes = int(np.count_nonzero(self._ids[start : start + len(vectors)] == _HOLE))
        answers = []
        for rows, near in top_matches(queries, vectors, k + holes, floor):
            live = self._ids[start + rows] != _HOLE
            answers.append((start + rows[live], near[live]))
        return answers

    def _loaded_codes(self) -> Codes | None:
        """The codes, read at the first search of a large library; None where there are none yet."""
        if self._codes is None and self._manifest.codes is not None:
            self._codes = Codes.read(self._folder / self._manifest.codes.name)
        return self._codes

    def _by_codes(self, codes: Codes, queries: Vectors, k: int, floor: float) -> list[list[tuple[int, float]]]:
        """The best of the candidates that the codes name, by exact cosine, without faces that are no longer there."""
        wanted = max(_LEAST_CANDIDATES, _CANDIDATES_A_MATCH * k)
        answers = []
        for query, rows in zip(queries, codes.candidates(queries, wanted), strict=True):
            more = wanted
            while np.count_nonzero(live := self._ids[rows] != _HOLE) < wanted // 2 and more < len(codes):
                more *= 2
                rows = codes.candidates(query[None], more)[0]
            rows = rows[live]
            best, near = top_matches_of_few(query, self._vectors_at(rows), k, floor)
            answers.append(list(zip(self._ids[rows[best]].tolist(), near.tolist(), strict=True)))
        return answers

    def _extend_codes(self, progress: ProgressSink, cancel: CancelToken | None) -> Codes:
        codes = self._loaded_codes()
        if codes is None:
            codes = Codes.train(self._stored)
        count = len(self._ids)
        meter = ProgressMeter(TaskCode.INDEXING_FACES, count - len(codes), progress)
        while len(codes) < count:
            if cancel:
                cancel.raise_if_cancelled()
            rows = np.arange(len(codes), min(len(codes) + _BUILD_CHUNK, count))
            codes.add(self._vectors_at(rows))
            meter.step(len(rows))
        self._codes = codes
        return codes


def _best(found: Sequence[tuple[int, float]], k: int, floor: float) -> list[Match]:
    ranked = sorted((pair for pair in found if pair[1] >= floor), key=lambda pair: (-pair[1], pair[0]))[:k]
    return [Match(FaceId(face_id), similarity) for face_id, similarity in ranked]
