"""A PERSON'S FACES -> THE ONES THAT FIT LEAST: where a wrong face in a person is most likely to be found.

A face fits a person as well as it suits the faces most like it: its average similarity to its nearest few. A second
look at the robust rest (the better-fitting half) breaks ties in favour of what most of the person looks like, so that
a clique of wrong faces, each with its own kind nearby, still stands out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.matching.neighbours.similarity import BLOCK_ROWS, Vectors, blocks, unit_rows

NEAREST = 5  # faces that vouch for a face; fewer in small groups
# Faces each face is compared with: beyond that an evenly spaced sample of the person, which bounds memory and time.
_SAMPLE = 2048


def fit_of_faces(
    embeddings: NDArray[np.floating], *, quality: ArrayLike | None = None, face_ids: ArrayLike | None = None
) -> NDArray[np.float32]:
    """Return how well each face fits the others, float32 (n,): a similarity, lower fits less; 1 for a face on its own.

    embeddings : float (n, dim) of one person or cluster
    quality : float (n,), 0-1: poor faces vouch less for others; absent means all good
    face_ids : int (n,): make the result independent of the order of rows
    """
    count = len(embeddings)
    if count < 2:
        return np.ones(count, np.float32)
    order = np.arange(count) if face_ids is None else np.argsort(np.asarray(face_ids), kind="stable")
    weights = np.ones(count, np.float32) if quality is None else np.asarray(quality, np.float32)[order].clip(0.1, 1)
    vectors = unit_rows(embeddings[order])
    near = _nearest(vectors)
    core = near >= np.median(near)
    centre = unit_rows((vectors[core] * weights[core, None]).sum(axis=0, keepdims=True))[0]
    fit = np.empty(count, np.float32)
    fit[order] = (near + vectors @ centre) / 2
    return fit


def _nearest(vectors: Vectors) -> NDArray[np.float32]:
    """Average similarity of each face to its nearest others."""
    sample = np.unique(np.linspace(0, len(vectors) - 1, min(len(vectors), _SAMPLE)).round().astype(np.int64))
    k = min(NEAREST, len(sample) - 1)
    answer = np.empty(len(vectors), np.float32)
    for part in blocks(len(vectors), BLOCK_ROWS):
        near = vectors[part] @ vectors[sample].T
        near[np.arange(part.start, part.stop)[:, None] == sample] = -1  # itself
        answer[part] = np.partition(near, -k, axis=1)[:, -k:].mean(axis=1)
    return answer
