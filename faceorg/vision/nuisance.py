"""EMBEDDINGS -> THE SAME WITHOUT WHAT THEY SAY OF AGE AND BAD PICTURES: a child comes to look like the adult it became.

Photos of one person differ from each other in few ways that are the same for everybody: growing up, blur, dim light.
The directions of an embedder in which such photos differ most are taken off (nuisance attribute projection: Solomonoff,
Campbell and Boardman, ICASSP 2005). They belong to the embedder, as its thresholds do, and are fitted by
packaging/bench/fit_pack.py on one half of the people (see there). For edgeface_xs true accepts at FAR
1e-3 rise from 0.44 to 0.55 on people decades apart and from 0.63 to 0.65 on spoilt photos; clean portraits stay at
0.99 (held halves).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceorg.errors import PackProblem
from faceorg.files.broken import BROKEN_ARRAYS
from faceorg.messages.codes import ProblemCode

Floats = NDArray[np.float32]


def without_nuisance(embeddings: Floats, file: Path | None) -> Floats:
    """Return the embeddings without their parts along the directions in `file`; as they are where there is none.

    embeddings : float32 (n, dim); the result has rows of length 1. Doing it twice changes nothing, and comparing a
        face that went through this with one that did not gives nearly the same similarity.

    Raises PackProblem when the file cannot be read or is of embeddings of another length.
    """
    if file is None:
        return embeddings
    directions = _directions(file)
    if directions.shape[1] != embeddings.shape[1]:
        raise PackProblem(
            ProblemCode.DIRECTIONS_OF_OTHER_LENGTH, file=file, have=directions.shape[1], length=embeddings.shape[1]
        )
    left = embeddings - (embeddings @ directions.T) @ directions
    lengths = np.linalg.norm(left, axis=1, keepdims=True)
    unit: Floats = (left / np.maximum(lengths, np.float32(1e-12))).astype(np.float32)
    return unit


@lru_cache(maxsize=4)
def _directions(file: Path) -> Floats:
    """float32 (directions, dim), orthonormal rows, once a process."""
    try:
        rows = np.load(file, allow_pickle=False).astype(np.float64)
        # Half precision bends right angles by 1e-3; only exact ones make a projection.
        return np.linalg.qr(rows.T)[0].T.astype(np.float32)
    except BROKEN_ARRAYS as error:  # numpy.linalg.LinAlgError is a ValueError
        raise PackProblem(ProblemCode.OWN_FILE_CANNOT_BE_READ, file=file, why=error) from error
