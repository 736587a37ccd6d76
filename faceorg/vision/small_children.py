"""EMBEDDINGS -> WHICH OF THEM ARE FACES OF SMALL CHILDREN: so that a library can say what its pack is bad at, no more.

An embedder that blurs small children into each other knows that they are small children: one direction of its
embeddings tells. It is used to count faces, for one sentence about a library as a whole; of no single face anything is
kept or shown, and nothing is decided by it. Fitted by packaging/starter/small_children.py, whose figures stand in the
pack's model card.
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


def are_small_children(embeddings: Floats, file: Path) -> NDArray[np.bool_]:
    """Return which faces look like those of children up to seven years, bool (n,).

    embeddings : float32 (n, dim), unit rows as the embedder gives them, nothing taken off
    file : float32 (dim + 1,): the direction, and how far along it a small child's face lies at least

    Raises PackProblem when the file cannot be read or is of embeddings of another length.
    """
    numbers = _numbers(file)
    if not len(embeddings):
        return np.zeros(0, np.bool_)
    if len(numbers) != embeddings.shape[1] + 1:
        raise PackProblem(
            ProblemCode.DIRECTIONS_OF_OTHER_LENGTH, file=file, have=len(numbers) - 1, length=embeddings.shape[1]
        )
    found: NDArray[np.bool_] = embeddings @ numbers[:-1] > numbers[-1]
    return found


@lru_cache(maxsize=4)
def _numbers(file: Path) -> Floats:
    """The numbers of a file, once a process."""
    try:
        numbers: Floats = np.load(file, allow_pickle=False).astype(np.float32).reshape(-1)
    except BROKEN_ARRAYS as error:
        raise PackProblem(ProblemCode.OWN_FILE_CANNOT_BE_READ, file=file, why=error) from error
    return numbers
