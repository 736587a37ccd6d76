"""FACES LEFT ALONE + GROUPS -> WHO JOINS WHOM: the last step of [Note: How faces are grouped].

A face that founded no group is mostly a stranger, and sometimes a poor picture of somebody. What tells them apart: how
near the nearest group is, how far behind the next one follows, and the quality of the face. A good picture of a person
would be much nearer than a poor one, so at the same similarity a *good* face is more likely a stranger.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from faceorg.matching.linkage import Linkage
from faceorg.matching.similarity import BLOCK_COLUMNS, BLOCK_ROWS, Ids, Vectors, blocks, unit_rows

# Logistic regression of "its nearest group is its person" on the faces left alone, on one half of the people of lfw,
# its hard copy and the age set (packaging/bench/grouping_lfw.py --fit). Similarity and lead in decades.
PER_DECADE, PER_DECADE_OF_LEAD, PER_QUALITY, AT_MATCH = 1.17, 0.9, -2.4, -1.4
# A group's similarity counts less the fewer faces it has: this many decades for a group of one, half for two, ...
FEW_FACES = 1.5
# What joining takes. In BCubed and in clicks a wrong face costs about what a right one gains; the rest is caution.
LEAST_PROBABILITY = 0.65
# Whatever the similarity, a face between two groups (a lead below this many decades) belongs to neither.
LEAST_LEAD = 0.3
# With few groups there is hardly a runner-up; the lead is then over this share of `match`, where the nearest of many
# strangers usually lies.
USUAL_RUNNER_UP = 0.5


def attach_alone(
    linkage: Linkage,
    vectors: Vectors,
    quality: NDArray[np.float32],
    *,
    match: float,
    unit: float,
    stricter: float = 0.0,
) -> None:
    """Let each face that is alone join the group of two or more that is probably its person, surest first.

    vectors : float32 (n, dim) unit rows; quality : float32 (n,), 0-1
    match : the pack's; unit : its decade of false accepts; stricter : decades added to what joining takes
    """
    alone = np.array(sorted(rows[0] for rows in linkage.members.values() if len(rows) == 1), np.int64)
    groups = np.array(sorted(group for group, rows in linkage.members.items() if len(rows) > 1), np.int64)
    if not len(alone) or not len(groups):
        return
    sizes = np.array([len(linkage.members[group]) for group in groups.tolist()], np.float32)
    nearest, similarity, lead = _nearest_groups(vectors[alone], linkage.sums[groups], sizes, FEW_FACES * unit)
    lead = np.minimum(lead, similarity - USUAL_RUNNER_UP * match)
    odds = PER_DECADE * ((similarity - match) / unit - stricter) + PER_DECADE_OF_LEAD * lead / unit
    odds += PER_QUALITY * quality[alone] + AT_MATCH
    odds[lead < LEAST_LEAD * unit] = -np.inf
    needed = np.log(LEAST_PROBABILITY / (1 - LEAST_PROBABILITY))
    for at in np.lexsort((alone, -odds)).tolist():
        if odds[at] < needed:
            break
        group = linkage.group_of(int(groups[nearest[at]]))
        if linkage.allowed(int(alone[at]), group):
            linkage.merge(group, int(alone[at]))


def _nearest_groups(
    faces: Vectors, sums: Vectors, sizes: NDArray[np.float32], few_faces: float
) -> tuple[Ids, NDArray[np.float32], NDArray[np.float32]]:
    """For each face: the place of its nearest group, its similarity to that group's mean, its lead over the next."""
    nearest = np.zeros(len(faces), np.int64)
    best, second = np.full(len(faces), -1, np.float32), np.full(len(faces), -1, np.float32)
    for columns in blocks(len(sums), BLOCK_COLUMNS):
        means, discount = unit_rows(sums[columns]), np.float32(few_faces) / sizes[columns]
        for rows in blocks(len(faces), BLOCK_ROWS):
            near = faces[rows] @ means.T - discount
            place = near.argmax(axis=1)
            top = near[np.arange(len(near)), place]
            near[np.arange(len(near)), place] = -1
            second[rows] = np.maximum(np.maximum(second[rows], near.max(axis=1)), np.minimum(best[rows], top))
            better = top > best[rows]
            nearest[rows][better] = columns.start + place[better]
            best[rows] = np.maximum(best[rows], top)
    return nearest, best, best - second
