"""The embeddings of the pack in use as one searchable space: the index file, kept in step with the catalogue.

The catalogue numbers every embedding it writes (`seq`); the index remembers the newest one it holds and reads on from
there. An index that is missing, damaged, of another pack or of other embeddings is built again, never believed.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceorg.catalog import faces
from faceorg.catalog import vectors as embeddings
from faceorg.catalog.storage.faults import disk_faults
from faceorg.domain import FaceId, Match
from faceorg.library.opening.index_files import INDEX_FOLDER, drop_index, folder_name, manifest_file
from faceorg.library.opening.index_place import index_folder
from faceorg.library.opening.library import Library
from faceorg.library.recognising import measured, packs
from faceorg.matching.neighbours import store
from faceorg.matching.neighbours.index import FaceIndex
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message
from faceorg.passing import PassingFolder
from faceorg.progress import CancelToken, ProgressSink, no_progress

# A generation is the random identity of embeddings.sqlite in the upper bits and the newest seq in the lower ones.
SEQ_BITS = 40
# Faces asked for beyond k, so that faces no longer to be seen can be left out of the answer.
SPARE_MATCHES = 16
# Faces that the graph takes in between two groupings of a scan: a few seconds.
GROWN_AT_ONCE = 2_000


def space_of(library: Library) -> VectorSpace:
    """Return the embeddings of the pack in use with their index, up to date with the catalogue."""
    space = library.kept(VectorSpace)
    changed = space.measured != measured.measurement_in_use(library, space.pack_id)
    if changed or space.chosen_pack != library.settings.analysis.pack:
        library.forget(VectorSpace)
        space = library.kept(VectorSpace)
    space.catch_up()
    return space


def forget_space(library: Library) -> None:
    """Have the index opened anew at its next use."""
    library.forget(VectorSpace)


def delete_index(library: Library) -> None:
    """Delete the index, with what was learned from answers: it is made again at its next use."""
    forget_space(library)  # first: Windows deletes no file that is mapped
    drop_index(library.folder / INDEX_FOLDER)


class VectorSpace:
    """Search over all seen faces of one library in the pack in use. Threads may share it.

    chosen_pack : what the settings said when it was made; another pack has another space
    measured : what was measured of the pack then [Note: What was measured]; by something else, vectors are others
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._catalog = library.catalog
        self.chosen_pack = library.settings.analysis.pack
        self.pack_id = packs.pack_id(library)
        found = measured.measured_of(library, self.pack_id)
        self.measured = 0 if found is None else found.version
        self._directions = None if found is None else found.directions
        inner = folder_name(self.pack_id)
        self._folder = index_folder(library, inner, [manifest_file(self.pack_id)]) / inner
        self._temporary: PassingFolder | None = None
        self._index: FaceIndex | None = None
        self._identity, self._seq = 0, 0  # of the embeddings that the index holds

    def catch_up(self, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None) -> None:
        """Take in the embeddings written since the last look; build the index where there is no sound one.

        One that holds embeddings which were deleted since, maybe by another process, is none: the identity is new then.
        """
        identity = embeddings.identity(self._catalog) ^ self.measured
        if identity != self._identity:
            self._index, self._identity, self._seq = None, identity, 0
        newest = embeddings.newest_seq(self._catalog, self.pack_id)
        if self._index is None:
            self._index = self._open(newest)
        if self._index is None and newest:
            self._build(progress, cancel)
        elif self._index is not None and newest > self._seq:
            batch = embeddings.embeddings_after(self._catalog, self.pack_id, self._seq)
            self._index.add(batch.face_ids, self.as_compared(batch.vectors))
            self._seq = newest

    def grow_graph(self, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None) -> None:
        """Have the graph of a large library take in some faces it lacks; `save` takes in all. Raises Cancelled."""
        if self._index is not None and self._library.edits:
            self._index.extend(GROWN_AT_ONCE, progress=progress, cancel=cancel)

    def save(self, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None) -> None:
        """Write the index beside the catalogue (only the process that edits does)."""
        self.catch_up(progress=progress, cancel=cancel)
        if self._index is not None and self._library.edits and self._index.generation != self._generation(self._seq):
            with disk_faults(self._library.folder):
                self._index.save(self._generation(self._seq), progress=progress, cancel=cancel)

    def rebuild(self, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None) -> None:
        """Drop the index and make it again from the catalogue."""
        self._index = None
        drop_index(self._folder)
        if embeddings.newest_seq(self._catalog, self.pack_id):
            self._build(progress, cancel, graph=True)

    def __len__(self) -> int:
        return 0 if self._index is None else len(self._index)

    @property
    def index(self) -> object:
        """What hands the vectors out: another object once it was opened or built anew, None where there is none."""
        return self._index

    def ids(self) -> NDArray[np.int64]:
        """Return the faces that have an embedding, int64 (n,)."""
        return np.empty(0, np.int64) if self._index is None else self._index.face_ids

    def report(self) -> Message | None:
        """Return what there is to say of the index, with the share that a sample of searches finds; None without one.

        Compares the sample with exact search: some seconds for a million faces.
        """
        if self._index is None:
            return None
        facts = self._index.facts
        mib = max(1, round(facts.size_bytes / 2**20))
        if not facts.graph_rows:
            return Message(FindingCode.INDEX_SEARCHED_EXACTLY, faces=facts.faces, mib=mib)
        found = f"{100 * self._index.share_found():.1f}"
        made_s = max(1, round(facts.graph_s))
        return Message(FindingCode.INDEX_SEARCHED_BY_GRAPH, faces=facts.faces, mib=mib, made_s=made_s, found=found)

    def vectors_of(
        self, face_ids: Sequence[FaceId] | NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return (ids, vectors): the asked faces that have an embedding, in the order asked; float32 unit rows."""
        if self._index is None or len(face_ids) == 0:
            return np.empty(0, np.int64), np.empty((0, 0), np.float32)
        present = self._index.present(np.asarray(face_ids, np.int64))
        return present, self._index.vectors_of(present)

    def as_compared(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return embeddings as the pack gives them as they are compared here, float32 (n, dim), unit rows: without what
        was found to tell of bad pictures. Those that went through it stay as they are."""
        from faceorg.matching.learning.measuring import without

        return vectors if self._directions is None else without(vectors, self._directions)

    def search(self, vector: NDArray[np.float32], k: int, min_similarity: float = -1.0) -> list[Match]:
        """Return the k most similar seen faces, best first. vector : float32 (dim,)."""
        if self._index is None:
            return []
        found = self._index.search(self.as_compared(vector[None, :]), k + SPARE_MATCHES, min_similarity)[0]
        seen = faces.seen_of(self._catalog, [match.face_id for match in found])
        return [match for match in found if match.face_id in seen][:k]

    def near(self, vectors: NDArray[np.float32], k: int, min_similarity: float) -> set[FaceId]:
        """Return the faces among the k nearest of any of these vectors, float32 (n, dim)."""
        if self._index is None:
            return set()
        return {match.face_id for found in self._index.search(vectors, k, min_similarity) for match in found}

    def _open(self, newest: int) -> FaceIndex | None:
        # Also False where the folder above is closed, which whoever writes there says.
        manifest = store.read_index_manifest(self._folder) if os.path.isdir(self._folder) else None
        if manifest is None or manifest.generation >> SEQ_BITS != self._identity:
            return None
        seq = manifest.generation & ((1 << SEQ_BITS) - 1)
        if seq > newest:
            return None
        index = FaceIndex.open(
            self._folder,
            pack_id=self.pack_id,
            dim=manifest.dim,
            generation=manifest.generation,
        )
        self._seq = seq if index is not None else 0
        return index

    def _build(self, progress: ProgressSink, cancel: CancelToken | None, *, graph: bool = False) -> None:
        """graph : also that of a large library, minutes of work; else search is exact till the next `save`"""
        batch = embeddings.embeddings_after(self._catalog, self.pack_id)
        with disk_faults(self._library.folder):
            self._index = FaceIndex.build(
                self._writable_folder(),
                pack_id=self.pack_id,
                dim=batch.vectors.shape[1],
                ids=batch.face_ids,
                vectors=self.as_compared(batch.vectors),
                generation=self._generation(batch.last_seq),
                graph=graph,
                progress=progress,
                cancel=cancel,
            )
        self._seq = batch.last_seq

    def _writable_folder(self) -> Path:
        """The library's index folder for the process that edits; a passing one for a reader."""
        if self._library.edits:
            self._folder.parent.mkdir(mode=0o700, exist_ok=True)
            return self._folder
        self._temporary = PassingFolder()
        return self._temporary.path

    def _generation(self, seq: int) -> int:
        return (self._identity << SEQ_BITS) | seq
