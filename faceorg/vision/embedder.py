"""Aligned crops to embeddings: ArcFace-type networks, SFace included, in small batches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import ModelPack
from faceorg.errors import PackProblem
from faceorg.messages.codes import ProblemCode
from faceorg.vision.packs.roles import RECOGNITION
from faceorg.vision.sessions import open_network

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]

# On a CPU larger batches gain nothing and cost memory (packaging/bench/LIMITS.md).
BATCH = 8


class Embedder:
    """The recognition network of a pack.

    side_px : the side of the crops it takes
    dim : the length of an embedding
    """

    def __init__(self, pack: ModelPack, *, device: str = "auto", threads: int = 1) -> None:
        """Open the network; raises PackProblem or InvalidInput as open_network does."""
        self._network = open_network(pack, RECOGNITION, device=device, threads=threads)
        if self._network.fixed_side is None:
            raise PackProblem(ProblemCode.EMBEDDER_WITHOUT_FIXED_SIZE, file=pack.files[RECOGNITION])
        self.side_px = self._network.fixed_side[0]
        self.dim = pack.embedding_dim
        self._file = pack.files[RECOGNITION]

    def embed(self, crops: Sequence[Pixels]) -> Floats:
        """float32 (n, dim), L2-normalised rows, of aligned RGB crops uint8 (side_px, side_px, 3)."""
        if not crops:
            return np.empty((0, self.dim), np.float32)
        step = BATCH if self._network.batches else 1
        parts = [self._run(crops[start : start + step]) for start in range(0, len(crops), step)]
        return _normalised(np.concatenate(parts))

    def _run(self, crops: Sequence[Pixels]) -> Floats:
        batch = np.ascontiguousarray(np.stack(crops).transpose(0, 3, 1, 2))
        rows = self._network.run(self._prepared(batch))[0].reshape(len(crops), -1)
        if rows.shape[1] != self.dim:
            raise PackProblem(
                ProblemCode.EMBEDDING_LENGTH_WRONG, file=self._file, found=rows.shape[1], announced=self.dim
            )
        return rows

    def _prepared(self, batch: Pixels) -> NDArray[np.generic]:
        if self._network.takes_bytes:
            return batch
        return (batch - np.float32(self._network.mean)) * np.float32(self._network.scale)


def _normalised(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = (rows / np.maximum(lengths, np.float32(1e-12))).astype(np.float32)
    return unit
