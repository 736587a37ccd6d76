"""EMBEDDINGS -> HOW MUCH OF A FACE THEY STILL HOLD: what blur, darkness and a hidden mouth did, as the embedder saw it.

[Note: What an embedding tells of its picture] An embedder that sees little of a face writes something else than it
writes of clear ones, the same for everybody. A small network (dim -> 32 -> 1, fitted by packaging/bench/fit_pack.py
to embeddings of spoilt photos) reads from it which share of its similarity to a good photo a face has kept: what
`Quality.value` means, without looking at the picture. It sees what five landmarks and a measure of sharpness
cannot (dark, covered, noisy), they see what it cannot, so where both are known both count. On the spoilt photos of
people never used, the correlation with the similarity that was really kept is 0.44 for what is measured, 0.64 for the
embedding alone and 0.68 for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceorg.errors import PackProblem, Unusable
from faceorg.files.broken import BROKEN_ARRAYS
from faceorg.messages.codes import ProblemCode, ReasonCode

Floats = NDArray[np.float32]

# Rows of another embedder's, or invented ones, have more than this share of their squared length where this one's have
# none; then nothing is known of them.
_NEGLIGIBLE = 1e-3


@dataclass(frozen=True)
class _Reader:
    """The arrays of a file: see packaging/bench/fit_clarity.py.

    unused : float32 (k, dim), orthonormal directions that the embedder never fills; k may be 0
    hidden, hidden_bias : float32 (dim, 32), (32,); out, out_bias : float32 (32,), ()
    mix : float32 (4,), what embedding, measured quality, their product and 1 count where both are known
    """

    unused: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats
    mix: Floats


def clarity_of(embeddings: Floats, file: Path | None, measured: Floats | None = None) -> Floats | None:
    """Return the share of similarity that each face keeps, float32 (n,), 0-1; `measured` where there is no file.

    embeddings : float32 (n, dim), unit rows as the embedder gives them, nothing taken off (nuisance)
    measured : float32 (n,), 0-1, what the picture itself says of the quality; None where nobody has looked
    None is returned where nothing is known at all: no file and nothing measured, or embeddings of something else.

    Raises PackProblem when the file cannot be read or is of embeddings of another length.
    """
    if file is None or not len(embeddings):
        return measured
    reader = _reader(file)
    if reader.hidden.shape[0] != embeddings.shape[1]:
        raise PackProblem(
            ProblemCode.DIRECTIONS_OF_OTHER_LENGTH, file=file, have=reader.hidden.shape[0], length=embeddings.shape[1]
        )
    if float(np.mean(np.square(embeddings @ reader.unused.T).sum(axis=1))) > _NEGLIGIBLE:
        return measured
    seen = np.maximum(embeddings @ reader.hidden + reader.hidden_bias, 0) @ reader.out + reader.out_bias
    if measured is not None:
        parts = np.stack([seen, measured, seen * measured, np.ones_like(seen)], axis=1)
        seen = parts @ reader.mix
    kept: Floats = np.clip(seen, 0, 1).astype(np.float32)
    return kept


@lru_cache(maxsize=4)
def _reader(file: Path) -> _Reader:
    """The arrays of a file, once a process."""
    try:
        with np.load(file, allow_pickle=False) as arrays:
            reader = _Reader(**{name: arrays[name].astype(np.float32) for name in _Reader.__dataclass_fields__})
        dim, width = reader.hidden.shape
        fits = reader.unused.shape[1:] == (dim,) and reader.out.shape == (width,) and reader.mix.shape == (4,)
        if not fits:
            raise Unusable(ReasonCode.ARRAYS_DO_NOT_FIT_EACH_OTHER)
    except BROKEN_ARRAYS as error:
        raise PackProblem(ProblemCode.OWN_FILE_CANNOT_BE_READ, file=file, why=error) from error
    return reader
