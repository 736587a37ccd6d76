"""GROUPS WITHOUT A NAME + GALLERY -> WHO EACH GROUP MAY BE, as a whole: ten faces say more than the best of them.

A group is as similar to a person as its faces are on average. What is known of any of its faces (a rejection, somebody
confirmed in its photo, a birth after it was taken) is known of the group. At most a suggestion: only single faces are
ever given to a person without asking (`identification`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import PersonId, Thresholds
from faceorg.matching.learning.calibration import UNMOVED
from faceorg.matching.neighbours.similarity import Ids, unit_rows
from faceorg.matching.recognition.gallery import Gallery
from faceorg.matching.recognition.guesses import crowd_of, few_faces, group_odds

# Faces compared with everybody at a time.
_BLOCK = 4096


@dataclass(frozen=True)
class GroupGuess:
    """The most similar person that no fact excludes; similarity and margin as in Identification, probability 0-1."""

    group: int
    person_id: PersonId
    similarity: float
    margin: float
    probability: float


def guess_groups(
    gallery: Gallery,
    embeddings: NDArray[np.floating],
    groups: Ids,
    thresholds: Thresholds,
    *,
    quality: ArrayLike | None = None,
    barred: Iterable[tuple[int, int]] = (),
) -> list[GroupGuess]:
    """Return one guess for each group that may be somebody, in the order of the groups.

    embeddings : float (n, dim); groups : int64 (n,), rising: the group of each face
    quality : float (n,), 0-1, None means all good; barred : (group, person id) that cannot be
    """
    if not len(groups) or not len(gallery):
        return []
    numbers, starts, sizes = np.unique(groups, return_index=True, return_counts=True)
    excluded: dict[int, list[int]] = {}
    place_of = {int(person): at for at, person in enumerate(gallery.person_ids)}
    for group, person in barred:
        if person in place_of:
            excluded.setdefault(int(group), []).append(place_of[person])
    known = few_faces(thresholds, gallery.face_counts())
    best, next_best, place = np.empty(len(numbers)), np.empty(len(numbers)), np.empty(len(numbers), np.int64)
    crowd, good = np.empty(len(numbers)), np.ones(len(groups)) if quality is None else np.asarray(quality, np.float64)
    for part in _whole_groups(starts):
        begin, end = int(starts[part.start]), int(starts[part.stop]) if part.stop < len(starts) else len(groups)
        near = np.add.reduceat(gallery.similarities(unit_rows(embeddings[begin:end])), starts[part] - begin, axis=0)
        near = near.astype(np.float64) / sizes[part][:, None] - known
        for row, number in enumerate(numbers[part].tolist()):
            near[row, excluded.get(number, [])] = -np.inf
        rows = np.arange(len(near))
        place[part] = near.argmax(axis=1)
        best[part] = near[rows, place[part]]
        crowd[part] = crowd_of(near, place[part], thresholds)
        near[rows, place[part]] = -np.inf
        next_best[part] = near.max(axis=1)
    some = np.isfinite(best)  # not so where nobody is left
    good = np.add.reduceat(good, starts)[some] / sizes[some]
    numbers, sizes, place, best, crowd = numbers[some], sizes[some], place[some], best[some], crowd[some]
    lead = best - np.maximum(next_best[some], best - 2)
    best = best - few_faces(thresholds, sizes)
    # What answers made of the odds of single faces says nothing of groups, which have a prior of their own.
    chances = UNMOVED.probability(group_odds(thresholds, best, crowd, good))
    return [
        GroupGuess(int(number), gallery.person_ids[at], float(near), float(ahead), float(chance))
        for number, at, near, ahead, chance in zip(numbers, place, best, lead, chances, strict=True)
    ]


def _whole_groups(starts: Ids) -> Iterable[slice]:
    """Cut the groups into runs of about _BLOCK faces."""
    begin = 0
    while begin < len(starts):
        end = int(np.searchsorted(starts, starts[begin] + _BLOCK, side="left"))
        end = max(end, begin + 1)
        yield slice(begin, end)
        begin = end
