"""ONE PERSON'S FACES -> SUB-GROUPS: who may be hiding in there, looser or tighter at the turn of one dial.

The same rules as for the whole library, on one person's faces and against a stricter threshold: a person that has to
be split was put together because two people are alike, so what was enough there is not enough here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import Thresholds
from faceorg.matching.grouping.clustering import ALONE, cluster_faces
from faceorg.matching.neighbours.similarity import Ids, decade


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
    Two faces of one photo never share a group: that is what makes two people show at once.
    """
    labels = cluster_faces(
        embeddings,
        thresholds=stricter(thresholds),
        strictness=strictness,
        quality=quality,
        photo_ids=photo_ids,
        face_ids=face_ids,
    )
    names = np.arange(len(labels)) if face_ids is None else np.asarray(face_ids)
    groups = [np.flatnonzero(labels == label) for label in range(int(labels.max(initial=ALONE)) + 1)]
    alone = np.flatnonzero(labels == ALONE)
    return groups + [np.array([row]) for row in alone[np.argsort(names[alone], kind="stable")]]


def stricter(thresholds: Thresholds) -> Thresholds:
    """Return thresholds one decade of false accepts further up."""
    unit = decade(thresholds)
    return Thresholds(thresholds.match + unit, thresholds.strict + unit, thresholds.cluster + unit)
