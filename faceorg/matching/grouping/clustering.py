"""EMBEDDINGS + FACTS -> CLUSTERS: which faces are one person, before anybody has named them.

[Note: How faces are grouped]
1. The exact graph of nearest neighbours says which faces are worth comparing.
2. Good faces grow into groups by average linkage, closest first (`linkage`): tight cores come first by themselves, and
   later joins rest on many pairs. Small groups must be closer than large ones, because they prove less; a poor face
   counts as less than one.
3. Groups are compared with groups again until nothing changes: the graph of faces alone would cut a person with
   thousands of faces into pieces whose nearest neighbours all lie inside their own piece.
4. What all pictures of a quality share is taken off (`centre`), and what is left in pieces, single faces above all,
   joins where the odds are for it (`evidence`, `pieces`). Weak faces (tiny, blurred, turned away) come in only here:
   they never found a group and never bridge two.
What the user decided, and that one person is once in a photo, no step may break. The result does not depend on the
order of the input.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import WEAK_QUALITY, Thresholds
from faceorg.matching.grouping.centre import centre_of
from faceorg.matching.grouping.evidence import GRADED, UNGRADED, Weights
from faceorg.matching.grouping.linkage import Facts, Linkage
from faceorg.matching.grouping.pieces import join_pieces, least_similarity
from faceorg.matching.neighbours.cells import CompareCells
from faceorg.matching.neighbours.graph import Edges, nearest_edges
from faceorg.matching.neighbours.similarity import Ids, Vectors, decade, narrow_rows, unit_rows
from faceorg.progress import CancelToken, ProgressSink, no_progress

ALONE = -1

# Neighbours kept per face. More help only people with hundreds of faces, whom step 3 puts together anyway.
NEIGHBOURS = 32
# In decades of false accepts (similarity.decade). Chosen on one half of the people of lfw and of its hard copy, among
# 24 combinations, for the largest BCubed F with at most 1 % of lfw's groups mixed (packaging/bench/grouping_lfw.py;
# with all that came later 0.4 % there, and 16 % on the hard copy).
LARGE_GROUPS = -0.3  # two large groups are one at this distance from the pack's `cluster`
EVIDENCE = 2.6  # the premium that two single faces pay over two large groups
DIAL = 1.5  # how far strictness 0 and 1 lie from 0.5
# What the poorest face counts (1 for the best).
LEAST_WEIGHT = 0.3

_CORE_SIZE = 3  # groups of at least this many faces are compared with each other again in step 3
_MAX_ROUNDS = 5


def cluster_faces(
    embeddings: NDArray[np.floating],
    *,
    thresholds: Thresholds,
    quality: ArrayLike | None = None,
    photo_ids: ArrayLike | None = None,
    must_link: ArrayLike | None = None,
    cannot_link: ArrayLike | None = None,
    strictness: float = 0.5,
    face_ids: ArrayLike | None = None,
    compare: CompareCells | None = None,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> Ids:
    """Return the cluster of each face, int64 (n,): 0 is the largest, ALONE is a face that suits nobody.

    embeddings : float (n, dim), any length
    quality : float (n,), 0-1; absent means all good
    photo_ids : int (n,); absent means every face has a photo of its own
    must_link, cannot_link : int (m, 2), pairs of rows that are one person, and two people
    strictness : 0 (fewer, larger groups) to 1 (more, surer ones)
    face_ids : int (n,), distinct: what makes the result independent of the order of rows; absent means the row number
    compare : what compares the faces of a large library; this process where it is None

    Raises InvalidInput where the links contradict each other, Cancelled.
    """
    count = len(embeddings)
    names = np.arange(count) if face_ids is None else np.asarray(face_ids, np.int64)
    order = np.argsort(names, kind="stable")
    place = np.empty(count, np.int64)
    place[order] = np.arange(count)
    photos = np.arange(count) if photo_ids is None else np.asarray(photo_ids, np.int64)
    facts = Facts(place[_pairs(must_link)], place[_pairs(cannot_link)], photos[order])
    good = np.ones(count, np.float32) if quality is None else np.asarray(quality, np.float32)[order]
    weights = UNGRADED if quality is None else GRADED
    vectors = narrow_rows(embeddings, order)
    found = find_cores(vectors, good, facts, thresholds, strictness, progress, cancel, compare)
    groups = _group(found, thresholds, strictness, weights)
    return _numbered(groups)[place]


def _pairs(pairs: ArrayLike | None) -> Ids:
    return np.asarray([] if pairs is None else pairs, np.int64).reshape(-1, 2)


@dataclass(frozen=True)
class Cores:
    """What steps 1 to 3 found and step 4 goes on with: groups of centred faces, the edges between them, weak faces."""

    linkage: Linkage
    edges: Edges
    weak: NDArray[np.bool_]


def find_cores(
    vectors: Vectors,
    quality: NDArray[np.float32],
    facts: Facts,
    thresholds: Thresholds,
    strictness: float,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
    compare: CompareCells | None = None,
) -> Cores:
    """Return the groups that average linkage finds, ready for their pieces to be joined.

    vectors : float32 (n, dim) unit rows; quality : float32 (n,), 0-1
    """
    unit = decade(thresholds)
    threshold = threshold_of(thresholds, strictness)
    counts = np.clip(quality, LEAST_WEIGHT, 1)
    linkage = Linkage(vectors, counts, facts, EVIDENCE * unit)
    floor = least_similarity(thresholds, len(vectors))
    edges = nearest_edges(vectors, k=NEIGHBOURS, floor=floor, compare=compare, progress=progress, cancel=cancel)
    weak = quality < WEAK_QUALITY
    close = edges.similarities >= threshold
    linkage.join(select_edges(edges, close & ~weak[edges.left] & ~weak[edges.right]), threshold, cancel)
    _join_groups(linkage, threshold, cancel)
    groups = linkage.labels()
    centre = centre_of(vectors, quality, groups)
    centre.sum_up(vectors, counts, groups, into=linkage.sums)
    edges = select_edges(edges, groups[edges.left] != groups[edges.right])
    near = centre.similarities(vectors, edges.left, edges.right)
    return Cores(linkage, select_edges(Edges(edges.left, edges.right, near), near >= floor), weak)


def _group(found: Cores, thresholds: Thresholds, strictness: float, weights: Weights) -> Ids:
    join_pieces(
        found.linkage,
        found.edges,
        found.weak,
        match=thresholds.match,
        unit=decade(thresholds),
        stricter=shift_of(strictness),
        weights=weights,
    )
    return found.linkage.labels()


def shift_of(strictness: float) -> float:
    """Return by how many decades a strictness (0-1) raises what joining takes; 0 at 0.5."""
    return DIAL * 2 * (min(max(strictness, 0.0), 1.0) - 0.5)


def threshold_of(thresholds: Thresholds, strictness: float) -> float:
    """Return the average similarity at which two large groups are one."""
    return thresholds.cluster + (LARGE_GROUPS + shift_of(strictness)) * decade(thresholds)


def select_edges(edges: Edges, chosen: NDArray[np.bool_]) -> Edges:
    return Edges(edges.left[chosen], edges.right[chosen], edges.similarities[chosen])


def _join_groups(linkage: Linkage, threshold: float, cancel: CancelToken | None) -> None:
    """Step 3: compare the groups by their centres, join, and again until nothing changes."""
    for _ in range(_MAX_ROUNDS):
        cores = np.array(sorted(g for g, rows in linkage.members.items() if len(rows) >= _CORE_SIZE), np.int64)
        found = nearest_edges(unit_rows(linkage.sums[cores]), k=NEIGHBOURS, floor=threshold, cancel=cancel)
        before = len(linkage.members)
        linkage.join(Edges(cores[found.left], cores[found.right], found.similarities), threshold, cancel)
        if len(linkage.members) == before:
            return


def _numbered(groups: Ids) -> Ids:
    """Number groups by falling size (ties: the one with the first row), ALONE for groups of one."""
    _, first, inverse, sizes = np.unique(groups, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes), np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    labels: Ids = np.where(sizes[inverse] > 1, rank[inverse], ALONE)
    return labels
