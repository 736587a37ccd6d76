"""ONE PERSON'S FACES -> SUB-GROUPS: who may be hiding in there, looser or tighter at the turn of one dial.

Average linkage (scikit-learn's AgglomerativeClustering): two heaps of faces become one while their faces are on average
alike enough. Against the rules of the whole library, which have to be sure before they join, it takes people who were
merged by mistake apart better where age has drawn one person's faces apart (packaging/bench/sklearn_trials.py).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import Thresholds
from faceorg.matching.grouping.clustering import ALONE, cluster_faces
from faceorg.matching.neighbours.similarity import Ids, decade, unit_rows

# Average similarity at which heaps are joined, in units of the pack's match threshold, at both ends of the dial. On the
# dev half of the ages 0.6 parts people best, among synthetic siblings 1.0 to 1.4 do.
LOOSEST, TIGHTEST = 0.3, 1.9
# All pairs of so many faces take 0.3 s and 70 MB; larger people are parted by the rules of the whole library.
MOST_BY_AVERAGE = 3_000
# A distance that no average outweighs.
_APART = 1e9


def sub_groups(
    embeddings: NDArray[np.floating],
    *,
    thresholds: Thresholds,
    strictness: float = 0.5,
    quality: ArrayLike | None = None,
    photo_ids: ArrayLike | None = None,
    face_ids: ArrayLike | None = None,
) -> list[Ids]:
    """Return the rows of each sub-group, largest first; faces that suit nobody are groups of one at the end.

    embeddings : float (n, dim) of one person; strictness : 0 (few groups) to 1 (many)
    quality : float (n,), 0-1, counts for large people only
    Two faces of one photo never share a group: that is what makes two people show at once.
    """
    if not 2 <= len(embeddings) <= MOST_BY_AVERAGE:
        return parts_by_rules(
            embeddings,
            thresholds=thresholds,
            strictness=strictness,
            quality=quality,
            photo_ids=photo_ids,
            face_ids=face_ids,
        )
    from sklearn.cluster import AgglomerativeClustering  # a second to import

    names = np.arange(len(embeddings)) if face_ids is None else np.asarray(face_ids)
    order = np.argsort(names, kind="stable")  # so that the order of rows means nothing
    vectors = unit_rows(embeddings[order])
    distances = 1.0 - (vectors @ vectors.T).astype(np.float64)
    if photo_ids is not None:
        photos = np.asarray(photo_ids)[order]
        distances[photos[:, None] == photos[None]] = _APART
    np.fill_diagonal(distances, 0)
    joined = thresholds.match * (LOOSEST + (TIGHTEST - LOOSEST) * strictness)
    linkage = AgglomerativeClustering(None, metric="precomputed", linkage="average", distance_threshold=1 - joined)
    labels = linkage.fit_predict(distances)
    groups = [np.sort(order[labels == label]) for label in range(labels.max() + 1)]
    return sorted(groups, key=lambda rows: (-len(rows), names[rows].min()))


def parts_by_rules(
    embeddings: NDArray[np.floating],
    *,
    thresholds: Thresholds,
    strictness: float = 0.5,
    quality: ArrayLike | None = None,
    photo_ids: ArrayLike | None = None,
    face_ids: ArrayLike | None = None,
) -> list[Ids]:
    """Return the sub-groups that the rules of the whole library make of one person, surer than `sub_groups`.

    Against a stricter threshold: a person that has to be split was put together because two people are alike, so what
    was enough there is not enough here. Arguments and answer are those of `sub_groups`.
    """
    labels = cluster_faces(
        embeddings,
        thresholds=_stricter(thresholds),
        strictness=strictness,
        quality=quality,
        photo_ids=photo_ids,
        face_ids=face_ids,
    )
    names = np.arange(len(labels)) if face_ids is None else np.asarray(face_ids)
    groups = [np.flatnonzero(labels == label) for label in range(int(labels.max(initial=ALONE)) + 1)]
    alone = np.flatnonzero(labels == ALONE)
    return groups + [np.array([row]) for row in alone[np.argsort(names[alone], kind="stable")]]


def _stricter(thresholds: Thresholds) -> Thresholds:
    """Return thresholds one decade of false accepts further up."""
    unit = decade(thresholds)
    return Thresholds(thresholds.match + unit, thresholds.strict + unit, thresholds.cluster + unit)
