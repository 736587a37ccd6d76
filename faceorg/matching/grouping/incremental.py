"""NEW FACES + GROUPS THAT EXIST -> WHERE THE NEW ONES GO: a hundred new photos cost in proportion to themselves.

The same rules as a full run (`clustering`), on the new faces and the groups near them, each such group standing as one
row with all its weight. Groups that exist keep their faces and are never joined to each other here, so that a page
does not reshuffle while photos come in; the next full run may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import WEAK_QUALITY, Thresholds
from faceorg.matching.grouping.clustering import (
    ALONE,
    EVIDENCE,
    LEAST_WEIGHT,
    NEIGHBOURS,
    select_edges,
    shift_of,
    threshold_of,
)
from faceorg.matching.grouping.evidence import GRADED, UNGRADED
from faceorg.matching.grouping.linkage import Facts, Linkage
from faceorg.matching.grouping.pieces import join_pieces, least_similarity
from faceorg.matching.neighbours.graph import Edges, undirected
from faceorg.matching.neighbours.nearest import NearestOfEach
from faceorg.matching.neighbours.similarity import BLOCK_COLUMNS, BLOCK_ROWS, Ids, Vectors, blocks, decade, unit_rows
from faceorg.progress import CancelToken

# A photo that every known group is said to be in: one person is once in a photo, so no two known groups are joined.
_EVERY_KNOWN_GROUP = -1


@dataclass(frozen=True)
class KnownGroups:
    """Groups made earlier; only those near the new faces need to be given (FaceIndex.search finds them).

    ids : int64 (g,); sums : float32 (g, dim), of unit rows times weight_of(quality); weights : float32 (g,), summed
    faces : int64 (g,), how many; photos : for each group the photos its faces are in
    A face that is alone is a group of one.
    """

    ids: Ids
    sums: Vectors
    weights: NDArray[np.float32]
    faces: Ids
    photos: Sequence[frozenset[int]]


@dataclass(frozen=True)
class Placement:
    """Where new faces went.

    group_ids : int64 (n,), the known group each joined, ALONE where none
    new_groups : rows of new faces that form a group among themselves, largest first
    """

    group_ids: Ids
    new_groups: tuple[Ids, ...]


def weight_of(quality: ArrayLike) -> NDArray[np.float32]:
    """Return how much faces count in a group's sum, float32 (n,); quality : 0-1."""
    return np.clip(np.asarray(quality, np.float32), LEAST_WEIGHT, 1)


def place_new_faces(
    embeddings: NDArray[np.floating],
    known: KnownGroups,
    *,
    thresholds: Thresholds,
    quality: ArrayLike | None = None,
    photo_ids: ArrayLike | None = None,
    strictness: float = 0.5,
    face_ids: ArrayLike | None = None,
    cancel: CancelToken | None = None,
) -> Placement:
    """Let each new face join a known group, a new one, or stay alone.

    embeddings : float (n, dim); quality : float (n,), 0-1; photo_ids : int >= 0 (n,)
    face_ids : int (n,), make the result independent of the order of rows

    Raises Cancelled.
    """
    count, groups = len(embeddings), len(known.ids)
    order = np.arange(count) if face_ids is None else np.argsort(np.asarray(face_ids), kind="stable")
    photos = (np.arange(count) if photo_ids is None else np.asarray(photo_ids, np.int64))[order]
    good = np.ones(count, np.float32) if quality is None else np.asarray(quality, np.float32)[order]
    vectors = unit_rows(embeddings[order])
    floor = least_similarity(thresholds, count + groups)
    known, edges = _near_groups(vectors, known, floor)
    linkage = _linkage(vectors, good, photos, known, decade(thresholds))
    weak = np.concatenate([good < WEAK_QUALITY, np.zeros(len(known.ids), bool)])
    threshold = threshold_of(thresholds, strictness)
    close = edges.similarities >= threshold
    linkage.join(select_edges(edges, close & ~weak[edges.left] & ~weak[edges.right]), threshold, cancel)
    unit = decade(thresholds)
    weights = UNGRADED if quality is None else GRADED
    stricter = shift_of(strictness)
    join_pieces(linkage, edges, weak, match=thresholds.match, unit=unit, stricter=stricter, weights=weights)
    return _placement(linkage.labels(), known.ids, order)


def _near_groups(vectors: Vectors, known: KnownGroups, floor: float) -> tuple[KnownGroups, Edges]:
    """The groups that a new face has an edge to, and the edges: rows of new faces first, then those groups.

    Nothing else is touched: the price is one product of the new faces and the groups' means.
    """
    count, every = len(vectors), len(vectors) + len(known.ids)
    nearest, rows = NearestOfEach(every, NEIGHBOURS, floor), np.arange(every)
    for part in blocks(count, BLOCK_ROWS):
        nearest.offer(rows[part], rows[:count], vectors[part] @ vectors.T)
    for other in blocks(len(known.ids), BLOCK_COLUMNS):
        sums = known.sums[other]
        # The products are divided by the lengths, which is less work than the sums where new faces are few.
        lengths = np.maximum(np.sqrt(np.einsum("ij,ij->i", sums, sums)), 1e-12)
        for part in blocks(count, BLOCK_ROWS):
            nearest.offer(rows[part], rows[count:][other], vectors[part] @ sums.T / lengths)
    left, right, similarities = nearest.pairs()
    near = np.unique(right[right >= count])
    right = np.where(right < count, right, count + np.searchsorted(near, right))
    near -= count
    photos = [known.photos[row] for row in near.tolist()]
    chosen = KnownGroups(known.ids[near], known.sums[near], known.weights[near], known.faces[near], photos)
    return chosen, undirected(left, right, similarities)


def _linkage(vectors: Vectors, quality: NDArray[np.float32], photos: Ids, known: KnownGroups, unit: float) -> Linkage:
    count = len(vectors)
    means = known.sums / known.weights[:, None]
    every = np.full(len(known.ids), _EVERY_KNOWN_GROUP, np.int64)
    nothing = np.empty((0, 2), np.int64)
    facts = Facts(nothing, nothing, np.concatenate([photos, every]))
    weights = np.concatenate([weight_of(quality), known.weights])
    linkage = Linkage(np.concatenate([vectors, means]), weights, facts, EVIDENCE * unit)
    for row, (faces, seen_in) in enumerate(zip(known.faces.tolist(), known.photos, strict=True)):
        linkage.stand_for(count + row, faces, seen_in)
    return linkage


def _placement(groups: Ids, known_ids: Ids, order: Ids) -> Placement:
    count = len(order)
    ids = np.full(count, ALONE, np.int64)
    for row, group in enumerate(groups[count:].tolist()):
        ids[order[groups[:count] == group]] = known_ids[row]
    fresh: dict[int, list[int]] = {}
    for row in np.flatnonzero(ids[order] == ALONE).tolist():
        fresh.setdefault(int(groups[row]), []).append(row)
    found = sorted((rows for rows in fresh.values() if len(rows) > 1), key=lambda rows: (-len(rows), rows[0]))
    return Placement(ids, tuple(order[rows] for rows in found))
