"""NAMED FACES -> CHANCES: who each face of a library is, kept up to date answer by answer.

`identification` answers one batch of faces against a finished gallery; this keeps the whole table of faces and named
people while names are being given, so that each answer costs one column. Used where the library is held in memory:
the simulated user, and reviews of up to some ten thousand faces.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import Thresholds
from faceorg.matching.grouping.evidence import FEW_FACES
from faceorg.matching.learning.calibration import UNMOVED, refined
from faceorg.matching.neighbours.similarity import Ids, Vectors, decade, unit_rows
from faceorg.matching.questions import LEAST_CHANCE, LEAST_CHANCE_OF_A_GROUP
from faceorg.matching.recognition.gallery import likeness
from faceorg.matching.recognition.guesses import crowd_of, few_faces, group_odds, guess_odds
from faceorg.matching.recognition.identification import RUNNER_UP_MARGIN, STRANGERS_ASSIGNED, accept_similarity

# Confirmed faces from which on they say how alike the people of this library are.
_ENOUGH_CONFIRMED = 50


class Recognition:
    """A table of faces by named people, float32; people are numbers given by the caller."""

    def __init__(self, vectors: Vectors, quality: NDArray[np.float32], photos: Ids, thresholds: Thresholds) -> None:
        self.vectors, self.quality, self.photos, self.thresholds = vectors, quality, photos, thresholds
        self._people: list[int] = []
        self._near = np.empty((len(vectors), 0), np.float32)
        self._refused: dict[int, set[int]] = {}
        self._log_odds: list[float] = []
        self._said: list[bool] = []
        self._odds_now = np.full(len(vectors), -np.inf)
        self._alone = np.ones(len(vectors), bool)
        self._curve = UNMOVED

    def learn(self, person: int, rows: Ids) -> None:
        """Take `rows` as all the confirmed faces of a person (gallery.likeness)."""
        if person not in self._people:
            self._people.append(person)
            self._near = np.concatenate([self._near, np.empty((len(self.vectors), 1), np.float32)], axis=1)
        own = self.vectors[rows]
        mean = unit_rows(own.mean(axis=0, keepdims=True))[0]
        few = np.float32(few_faces(self.thresholds, len(rows)))
        near = likeness(own @ self.vectors.T, np.zeros(1, np.int64), (self.vectors @ mean)[None])[0] - few
        near[list(self._refused.get(person, ()))] = -1
        self._near[:, self._people.index(person)] = near

    def refuse(self, rows: Ids, person: int) -> None:
        """Remember that these faces are not this person."""
        self._refused.setdefault(person, set()).update(rows.tolist())
        if person in self._people:
            self._near[rows, self._people.index(person)] = -1

    def heard(self, rows: Ids, said: NDArray[np.bool_]) -> None:
        """Refine the chances of single faces by what the user said of them.

        Those of groups have a prior of their own (guesses.group_odds): a few groups that are not somebody's second one
        would take the suggestions of faces away that are right.
        """
        alone = self._alone[rows]
        self._log_odds += self._odds_now[rows[alone]].tolist()
        self._said += said[alone].tolist()
        self._curve = refined(UNMOVED, self._log_odds, self._said)

    def nearest(self, items: list[Ids]) -> tuple[Ids, NDArray[np.float32], NDArray[np.float64]]:
        """Return the nearest person of each item, how similar they are, and its crowd (guesses.crowd_of).

        items : rows of single faces and of groups; a group is as similar to a person as its faces are on average
        """
        sizes = np.array([len(item) for item in items])
        sums = np.add.reduceat(self._near[np.concatenate(items)], np.cumsum(sizes) - sizes, axis=0)
        near = (sums / sizes[:, None]).astype(np.float32)
        place = near.argmax(axis=1)
        best = near[np.arange(len(near)), place]
        return np.array(self._people, np.int64)[place], best, crowd_of(near, place, self.thresholds)

    def suggested(self, items: list[Ids], named: float = 1.0) -> tuple[Ids, Ids, NDArray[np.float64], Ids]:
        """Return (face, person, chance, item) for the faces of items whose nearest person is worth a suggestion.

        items : rows of single faces and of groups; a group is compared as a whole and shares one chance
        named : share of the people who have a name, above 0: see questions.chance_while_naming
        """
        if not self._people or not items:
            return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64)
        sizes = np.array([len(item) for item in items])
        rows = np.concatenate(items)
        whom, near, crowd = self.nearest(items)
        best = near - few_faces(self.thresholds, sizes)
        quality = np.add.reduceat(self.quality[rows], np.cumsum(sizes) - sizes) / sizes
        by_item = guess_odds(self.thresholds, best, crowd, quality) + np.log(named)
        self._odds_now[rows], self._alone[rows] = np.repeat(by_item, sizes), np.repeat(sizes == 1, sizes)
        by_item = self._curve.probability(by_item)
        if (groups := sizes > 1).any():
            odds = group_odds(self.thresholds, best[groups], crowd[groups], quality[groups])
            by_item[groups] = UNMOVED.probability(odds)
        chances = np.repeat(by_item, sizes)
        worth = np.repeat(by_item >= np.where(groups, LEAST_CHANCE_OF_A_GROUP, LEAST_CHANCE), sizes)
        of_item = np.repeat(np.arange(len(items)), sizes)[worth]
        return rows[worth], whom[of_item], chances[worth], of_item

    def clear(self, rows: Ids, names: Ids) -> tuple[Ids, Ids]:
        """Return the faces among `rows` whose person is beyond doubt, and that person.

        names : int64 (n,), the names given: nobody is twice in a photo
        """
        if not self._people or not len(rows):
            return rows[:0], rows[:0]
        place, best, lead = _best(self._near[rows])
        unit = decade(self.thresholds)
        sure = (best >= self._accepted(names)) & (lead >= RUNNER_UP_MARGIN * unit)
        taken = set(zip(self.photos[names >= 0].tolist(), names[names >= 0].tolist(), strict=True))
        kept, people = [], []
        for at in np.argsort(-best, kind="stable").tolist():
            person = self._people[int(place[at])]
            if sure[at] and (int(self.photos[rows[at]]), person) not in taken:
                taken.add((int(self.photos[rows[at]]), person))
                kept.append(int(rows[at]))
                people.append(person)
        return np.array(kept, np.int64), np.array(people, np.int64)

    def _accepted(self, names: Ids) -> float:
        """The similarity beyond doubt: what the pack says, and more where this library's people are more alike.

        Every confirmed face shows how similar a *wrong* person can look here; all but STRANGERS_ASSIGNED must be below.
        """
        level = accept_similarity(self.thresholds, len(self._people)) - FEW_FACES * decade(self.thresholds) / 2
        own = np.searchsorted(np.sort(self._people), names)
        known = np.flatnonzero(names >= 0)
        if len(self._people) < 2 or len(known) < _ENOUGH_CONFIRMED:
            return level
        columns = np.argsort(self._people)[own[known]]
        wrong = self._near[known]
        wrong[np.arange(len(known)), columns] = -1
        return max(level, float(np.quantile(wrong.max(axis=1), 1 - STRANGERS_ASSIGNED)))


def _best(near: NDArray[np.float32]) -> tuple[Ids, NDArray[np.float32], NDArray[np.float32]]:
    """For each row its nearest column, the similarity there, and its lead over the next (2 with no next)."""
    near = near.copy()
    rows = np.arange(len(near))
    place = near.argmax(axis=1)
    best = near[rows, place]
    near[rows, place] = -np.inf
    second = np.maximum(near.max(axis=1), best - 2)
    return place, best, best - second
