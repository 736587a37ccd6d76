"""FACE IDS AND EMBEDDINGS -> NEAREST FACES: the search index of one library and one model pack.

Exact search (one matrix product) while the library is small; beyond, a graph (`hnsw`) names candidates and their exact
cosine decides. Rows that the graph has not taken in yet are compared exactly beside it. Vectors lie in one
memory-mapped float32 file; see [Note: Index files] in store.py. A row is never reused: a removed face leaves a hole
(id -1) until the next build, so that row numbers stay true.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import FaceId, Match
from faceorg.matching.neighbours import store
from faceorg.matching.neighbours.fair_lock import FairLock
from faceorg.matching.neighbours.hnsw import MOST_DEAD_SHARE, SAMPLE, Graph
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
from faceorg.matching.neighbours.vector_file import VectorFile
from faceorg.messages.codes import TaskCode
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

# One exact query over this many faces takes 3 ms on one core (bench/LIMITS.md: 6.5 ms per 100,000).
EXACT_LIMIT = 50_000
# Rows that the graph has not taken in are compared exactly: so many, or this share of all, cost about 1 ms a question.
# As long as there are no more, a save writes no graph: a million faces' file is 0.9 GiB.
UNCOVERED_LIMIT, UNCOVERED_SHARE = 20_000, 0.05
# Candidates that the graph names for each match wanted, and at least: packaging/bench/scale.py shows the share found.
_CANDIDATES_A_MATCH, _LEAST_CANDIDATES = 4, 400
# Faces that a graph takes in at once: a second or two between two looks at the cancel token, and a tenth of one where
# searches wait meanwhile.
_BUILD_CHUNK, _SHARED_CHUNK = 1_000, 64
_HOLE = -1


@dataclass(frozen=True)
class IndexFacts:
    """faces : that can be found; size_bytes : on disk; graph_rows : in the graph, 0 where search is exact;
    graph_s : seconds that went into making it"""

    faces: int
    size_bytes: int
    graph_rows: int
    graph_s: float


class FaceIndex:
    """Search over the embeddings of one pack. Create with `build` or `open`; safe to use from several threads.

    Searches go on while another thread saves it or makes its graph.
    """

    def __init__(self, folder: Path, manifest: IndexManifest, ids: Ids, exact_limit: int) -> None:
        self._folder, self._manifest, self._exact_limit = folder, manifest, exact_limit
        self._ids = ids
        self._graph: Graph | None = None
        self._rows_by_id: tuple[Ids, Ids] | None = None
        self._lock = FairLock()  # held for moments
        self._vectors = VectorFile(folder, manifest.vectors, manifest.dim, self._lock)
        self._growing = threading.Lock()  # held by the thread that makes the graph or saves, minutes at times

    @classmethod
    def open(
        cls, folder: Path, *, pack_id: str, dim: int, generation: int, exact_limit: int = EXACT_LIMIT
    ) -> FaceIndex | None:
        """Return the saved index, or None where it is missing, stale, damaged or of another pack: then `build` it."""
        manifest = store.read_index_manifest(folder)
        if manifest is None or (manifest.pack_id, manifest.dim, manifest.generation) != (pack_id, dim, generation):
            return None
        files = [file for file in (manifest.vectors, manifest.ids, manifest.graph, manifest.nodes) if file]
        sizes = (manifest.rows * dim * 4, manifest.rows * 8)
        if (manifest.vectors.size_bytes, manifest.ids.size_bytes) != sizes or manifest.graph_rows > manifest.rows:
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
        graph: bool = True,
    ) -> FaceIndex:
        """Make the index anew and save it; what the folder held before stays valid until the last step.

        ids : int64 (n,), distinct, >= 0; vectors : float (n, dim), any length, normalised here
        graph : False leaves that of a large library, minutes of work, to the next `save`; search is exact till then
        Raises Cancelled; OSError where the folder cannot be written.
        """
        store.make_folder(folder)
        empty = StoredFile(f"vectors-{secrets.token_hex(4)}.f32", 0, 0)
        store.append_vectors(folder, empty, np.empty((0, dim), np.float32))
        manifest = IndexManifest(
            store.FORMAT, pack_id, dim, generation, 0, 0, 0.0, empty, StoredFile("", 0, 0), None, None
        )
        index = cls(folder, manifest, np.empty(0, np.int64), exact_limit)
        for part in blocks(len(ids), BLOCK_COLUMNS * 4):
            index.add(ids[part], vectors[part])
            index._vectors.flush(index._vectors.waiting)
        index.save(generation, graph=graph, progress=progress, cancel=cancel)
        return index

    @property
    def generation(self) -> int:
        """The generation this index was saved with."""
        return self._manifest.generation

    @property
    def dim(self) -> int:
        return self._manifest.dim

    @property
    def facts(self) -> IndexFacts:
        """What there is to say of it in one line."""
        files = (self._vectors.file, self._manifest.ids, self._manifest.graph, self._manifest.nodes)
        graph_rows = len(self._graph) if self._graph is not None else self._manifest.graph_rows
        size = sum(file.size_bytes for file in files if file)
        return IndexFacts(len(self), size, graph_rows, self._manifest.graph_s)

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

        ids : int64 (n,), distinct, >= 0; vectors : float (n, dim). Raises ValueError for any others
        """
        ids = np.asarray(ids, np.int64)
        if vectors.shape != (len(ids), self.dim):
            raise ValueError(f"{len(ids)} faces need vectors of shape ({len(ids)}, {self.dim}), got {vectors.shape}")
        if len(ids) and (ids.min() < 0 or len(np.unique(ids)) != len(ids)):
            raise ValueError("face ids must be distinct and not negative")
        with self._lock:
            self.remove(ids)
            self._vectors.append(unit_rows(vectors))
            self._ids = np.concatenate([self._ids, ids])
            self._rows_by_id = None

    def remove(self, ids: Ids) -> None:
        """Take faces out; ids that are not there are left alone. Not on disk before `save`."""
        with self._lock:
            rows = self._rows(np.asarray(ids, np.int64))
            rows = rows[rows >= 0]
            if len(rows):
                self._ids = self._ids.copy()  # readers may hold the old array
                self._ids[rows] = _HOLE
                self._rows_by_id = None
                if self._graph is not None:
                    self._graph.leave_out(rows, self._are_live)

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
            return self._vectors.at(rows)

    def search(self, vectors: NDArray[np.floating], k: int, min_similarity: float = -1.0) -> list[list[Match]]:
        """Return for each query its k most similar faces with similarity >= min_similarity, best first.

        vectors : float (n_queries, dim), any length. A face in the index finds itself.
        """
        queries = unit_rows(np.atleast_2d(vectors))
        with self._lock:
            answers: list[list[tuple[int, float]]] = [[] for _ in queries]
            covered = 0
            if len(self._ids) > self._exact_limit and (graph := self._loaded_graph()) is not None:
                named = self._by_graph(graph, queries, k, min_similarity)
                if named is not None:
                    answers, covered = named, len(graph)
            for start, rows in self._vectors.behind(covered):
                exact = self._exact(queries, rows, start, k, min_similarity)
                for answer, (found, near) in zip(answers, exact, strict=True):
                    answer += zip(self._ids[found].tolist(), near.tolist(), strict=True)
        return [_best(answer, k, min_similarity) for answer in answers]

    def extend(
        self, most: int | None = None, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None
    ) -> None:
        """Have the graph of a large library take in the faces it lacks: 1 to 2 ms each. Not on disk before `save`.

        most : no more of them now. Raises Cancelled: what was taken in until then stays, but for a graph that was to
        take the place of one in which many nodes stand for nobody.
        """
        with self._growing:
            self._grow(len(self._ids), most, progress, cancel)

    def share_found(self, *, queries: int = 100, k: int = 20) -> float:
        """Return how many of the k nearest faces, by exact search, searches find: 0 to 1, of queries spread over all.

        A million faces take some seconds.
        """
        live = np.flatnonzero(self._ids != _HOLE)
        if not len(live):
            return 1.0
        asked = live[np.linspace(0, len(live) - 1, min(queries, len(live))).astype(np.int64)]
        vectors = self._vectors.at(asked)
        nearest: list[list[tuple[int, float]]] = [[] for _ in asked]
        for start, rows in self._vectors.behind(0):
            for part in blocks(len(rows), BLOCK_COLUMNS * 4):
                exact = self._exact(vectors, rows[part], start + part.start, k, -1.0)
                for near, (found, similarities) in zip(nearest, exact, strict=True):
                    near += zip(self._ids[found].tolist(), similarities.tolist(), strict=True)
        right = [{match.face_id for match in _best(near, k, -1.0)} for near in nearest]
        found_ones = [{match.face_id for match in answer} for answer in self.search(vectors, k)]
        return sum(len(a & b) for a, b in zip(right, found_ones, strict=True)) / sum(map(len, right))

    def save(
        self,
        generation: int,
        *,
        graph: bool = True,
        progress: ProgressSink = no_progress,
        cancel: CancelToken | None = None,
    ) -> None:
        """Write what changed and stamp it with the catalogue's generation. Raises Cancelled, OSError.

        graph : False leaves the graph as it was written before
        """
        with self._growing:
            with self._lock:
                ids, waiting = self._ids, self._vectors.waiting
            self._vectors.flush(waiting)
            stored_ids = store.write_file(self._folder, f"ids-{secrets.token_hex(4)}.i64", ids.tobytes())
            if graph and self._is_graph_to_be_written(len(ids)):
                self._grow(len(ids), None, progress, cancel)
                self._write_graph()
            self._manifest = replace(
                self._manifest, generation=generation, rows=len(ids), vectors=self._vectors.file, ids=stored_ids
            )
            store.write_manifest(self._folder, self._manifest)

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

    def _exact(
        self, queries: Vectors, vectors: Vectors, start: int, k: int, floor: float
    ) -> list[tuple[Ids, NDArray[np.float32]]]:
        holes = int(np.count_nonzero(self._ids[start : start + len(vectors)] == _HOLE))
        answers = []
        for rows, near in top_matches(queries, vectors, k + holes, floor):
            live = self._ids[start + rows] != _HOLE
            answers.append((start + rows[live], near[live]))
        return answers

    def _by_graph(self, graph: Graph, queries: Vectors, k: int, floor: float) -> list[list[tuple[int, float]]] | None:
        """The best of the candidates that the graph names, by exact cosine; None where it cannot name enough."""
        named = graph.candidates(queries, max(_LEAST_CANDIDATES, _CANDIDATES_A_MATCH * k))
        if named is None:
            return None
        answers = []
        for query, rows in zip(queries, named, strict=True):
            live = rows[self._are_live(rows)]
            best, near = top_matches_of_few(query, self._vectors.at(live), k, floor)
            answers.append(list(zip(self._ids[live[best]].tolist(), near.tolist(), strict=True)))
        return answers

    # -- graph -----------------------------------------------------------------------------------------------------

    def _loaded_graph(self) -> Graph | None:
        """The graph, read at the first search of a large library; None where there is none yet."""
        if self._graph is None and self._manifest.graph is not None and self._manifest.nodes is not None:
            files = self._manifest.graph.name, self._manifest.nodes.name
            self._take_over(Graph.read(*(self._folder / name for name in files)))
        return self._graph

    def _grow(self, end: int, most: int | None, progress: ProgressSink, cancel: CancelToken | None) -> None:
        """Have the graph take in rows up to `end`, of these no more than `most`; by the thread that has `_growing`."""
        if end <= self._exact_limit:
            return
        with self._lock:
            graph = self._loaded_graph()
        anew = graph is None or (most is None and graph.dead_share > MOST_DEAD_SHARE)
        if graph is None or anew:
            graph = Graph.empty(self._sample())
        begun, made_s = time.monotonic(), 0.0 if anew else self._manifest.graph_s
        end = end if most is None else min(end, len(graph) + most)
        meter = ProgressMeter(TaskCode.INDEXING_FACES, end - len(graph), progress)
        try:
            while len(graph) < end:
                if cancel:
                    cancel.raise_if_cancelled()
                rows = np.arange(len(graph), min(len(graph) + (_BUILD_CHUNK if anew else _SHARED_CHUNK), end))
                vectors, live = self._vectors.at(rows), self._are_live(rows)
                with nullcontext() if anew else self._lock:  # nobody searches in one that is being made
                    graph.add(vectors, live, self._vectors.at)
                meter.step(len(rows))
        finally:
            if anew and (self._graph is None or len(graph) == end):
                self._take_over(graph)
            if graph is self._graph:
                self._manifest = replace(self._manifest, graph_s=made_s + time.monotonic() - begun)

    def _take_over(self, graph: Graph) -> None:
        """Let searches use a graph that was read or made. Rows may have been removed since it was begun."""
        with self._lock:
            graph.leave_out(np.flatnonzero(self._ids[: len(graph)] == _HOLE), self._are_live)
            self._graph = graph

    def _is_graph_to_be_written(self, rows: int) -> bool:
        if rows <= self._exact_limit:
            return False
        limit = max(UNCOVERED_LIMIT, UNCOVERED_SHARE * rows) if self._manifest.graph else 0
        return rows - self._manifest.graph_rows > limit or self._is_mostly_dead()

    def _is_mostly_dead(self) -> bool:
        """Whether too many nodes of the graph stand for nobody. It is read for that only where rows are missing."""
        taken_in = self._ids[: self._manifest.graph_rows]
        with self._lock:
            many = np.count_nonzero(taken_in == _HOLE) > MOST_DEAD_SHARE * len(taken_in)
            graph = self._loaded_graph() if many else self._graph
        return graph is not None and graph.dead_share > MOST_DEAD_SHARE

    def _write_graph(self) -> None:
        graph, name = self._graph, secrets.token_hex(4)
        if graph is None:
            return
        nodes = b""

        def write(path: Path) -> None:
            nonlocal nodes
            with self._lock:  # both as they are at one moment; checksum and disk need not be waited for
                graph.write(path)
                nodes = graph.nodes()

        written = store.write_by(self._folder, f"graph-{name}.hnsw", write)
        stored_nodes = store.write_file(self._folder, f"nodes-{name}.npz", nodes)
        self._manifest = replace(self._manifest, graph_rows=len(graph), graph=written, nodes=stored_nodes)

    def _sample(self) -> Vectors:
        """Vectors spread evenly over all, float32 (n, dim)."""
        spread = np.linspace(0, len(self._ids) - 1, min(len(self._ids), SAMPLE)).astype(np.int64)
        return self._vectors.at(spread)

    def _are_live(self, rows: Ids) -> NDArray[np.bool_]:
        live: NDArray[np.bool_] = self._ids[rows] != _HOLE
        return live


def _best(found: Sequence[tuple[int, float]], k: int, floor: float) -> list[Match]:
    ranked = sorted((pair for pair in found if pair[1] >= floor), key=lambda pair: (-pair[1], pair[0]))[:k]
    return [Match(FaceId(face_id), similarity) for face_id, similarity in ranked]
