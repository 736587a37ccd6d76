"""EMBEDDINGS -> SIMILARITIES: unit rows and their cosine products, in blocks that bound memory.

Everything in this room compares faces by *similarity*: the cosine of two embeddings, -1 to 1, higher is closer.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import Thresholds

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]

# Rows x columns of one block of a similarity matrix: 32 MB of float32, about what a second-level cache streams well.
BLOCK_ROWS = 1024
BLOCK_COLUMNS = 8192

_TINY = np.float32(1e-12)
# Finding the dimensions in use looks at so many rows; with fewer it would not pay.
_SPAN_SAMPLE = 4096
# Share of a row's squared length that may lie outside them: similarities then change by no more than this.
_NEGLIGIBLE = 1e-5
# Fewer dimensions pay if at least so many can be left out.
_WORTH_NARROWING = 0.25


def decade(thresholds: Thresholds) -> float:
    """Return about how much similarity divides false accepts by ten: the unit of this room's constants.

    Similarities of strangers are centred on 0 with tails a little heavier than Gaussian, so that the step from FAR 1e-3
    to 1e-4 is about a quarter of the way to 1e-3 (edgeface_xs: 0.067 of 0.262). Taken from `match` alone because the
    `strict` of many packs is a cautious guess.
    """
    return thresholds.match / 4


def unit_rows(vectors: NDArray[np.floating]) -> Vectors:
    """Return rows scaled to length 1 as contiguous float32; a row of zeros (or of no finite length) becomes zeros.

    vectors : float (n, dim)
    """
    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    if not np.isfinite(rows).all():
        rows = np.where(np.isfinite(rows).all(axis=1, keepdims=True), rows, np.float32(0))
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    scaled: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > _TINY)
    return scaled


def narrow_rows(embeddings: NDArray[np.floating], order: Ids) -> Vectors:
    """Return unit rows, in this order, in only as many dimensions as they fill: similarities stay what they are.

    A pack may write more numbers than it knows of a face (edgeface_xs: 192 free ones of 512); leaving the others out
    saves that share of all time and memory. embeddings : float (n, dim), any length; order : int64 (m,), rows
    """
    basis = _narrow_basis(embeddings, order)
    if basis is None:
        return unit_rows(embeddings[order])
    rows = np.empty((len(order), basis.shape[1]), np.float32)
    for part in blocks(len(order), BLOCK_COLUMNS):
        wide = unit_rows(embeddings[order[part]])
        rows[part] = wide @ basis
        lost = np.einsum("ij,ij->i", wide, wide) - np.einsum("ij,ij->i", rows[part], rows[part])
        if lost.max() > _NEGLIGIBLE:  # a face unlike all that the basis was taken from
            return unit_rows(embeddings[order])
    return rows


def _narrow_basis(embeddings: NDArray[np.floating], order: Ids) -> Vectors | None:
    """The directions that rows fill, (dim, fewer), None where looking for them or leaving the others out is no gain."""
    if len(order) < _SPAN_SAMPLE:
        return None
    sample = order[np.linspace(0, len(order) - 1, _SPAN_SAMPLE).astype(np.int64)]
    basis = directions_in_use(unit_rows(embeddings[sample]))
    return basis if basis.shape[1] <= (1 - _WORTH_NARROWING) * len(basis) else None


def directions_in_use(sample: Vectors) -> Vectors:
    """Return orthonormal directions, float32 (dim, 2 or more), that hold these rows but for rounding, fullest last."""
    exact = sample.astype(np.float64)  # rounding would look like energy in empty directions
    energies, directions = np.linalg.eigh(exact.T @ exact)  # rising
    empty = int(np.count_nonzero(np.cumsum(np.maximum(energies, 0)) < _NEGLIGIBLE / 10 * energies.sum()))
    return np.ascontiguousarray(directions[:, min(empty, len(directions) - 2) :], np.float32)


def blocks(count: int, size: int) -> Iterator[slice]:
    """Yield the slices that cut range(count) into pieces of at most `size`."""
    for start in range(0, count, size):
        yield slice(start, min(start + size, count))


def pair_similarities(vectors: Vectors, left: Ids, right: Ids) -> NDArray[np.float32]:
    """Return the similarity of row left[i] to row right[i] for each i, in bounded memory.

    vectors : float32 (n, dim), L2-normalised rows
    """
    answer = np.empty(len(left), np.float32)
    for part in blocks(len(left), BLOCK_COLUMNS):
        answer[part] = np.einsum("ij,ij->i", vectors[left[part]], vectors[right[part]])
    return answer


def top_matches(queries: Vectors, vectors: Vectors, k: int, floor: float) -> list[tuple[Ids, NDArray[np.float32]]]:
    """Return for each query the rows of its k best matches with similarity >= floor, best first (ties: lower row).

    queries : float32 (n_queries, dim), vectors : float32 (n, dim), both L2-normalised
    """
    found: list[tuple[Ids, NDArray[np.float32]]] = []
    for part in blocks(len(queries), max(1, BLOCK_ROWS * BLOCK_COLUMNS // max(1, len(vectors)))):
        for row in queries[part] @ vectors.T:
            found.append(_best(row, k, floor))
    return found


def top_matches_of_few(
    query: NDArray[np.float32], vectors: Vectors, k: int, floor: float
) -> tuple[Ids, NDArray[np.float32]]:
    """Return what `top_matches` returns for one query, float32 (dim,), and some thousand vectors.

    Without BLAS, whose threads wait for each other longer than the work takes: 0.3 instead of 20 ms at p99 with the
    processors busy, and 0.2 instead of 0.04 ms in the median.
    """
    return _best(np.einsum("ij,j->i", vectors, query), k, floor)


def _best(similarities: NDArray[np.float32], k: int, floor: float) -> tuple[Ids, NDArray[np.float32]]:
    rows = np.flatnonzero(similarities >= floor)
    if len(rows) > k:
        least = np.partition(similarities[rows], len(rows) - k)[len(rows) - k]
        rows = rows[similarities[rows] >= least]
    order = np.lexsort((rows, -similarities[rows]))[:k]
    return rows[order].astype(np.int64), similarities[rows[order]]
