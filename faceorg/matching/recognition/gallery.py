"""CONFIRMED FACES -> GALLERY: the people we know, ready to be compared with any face.

A person is several exemplars, never one mean alone: the nearest exemplars find the same pose or the same party, the
mean of an era is steadier. How similar a person is to a face is half of each. Some exemplars and not the nearest alone:
among many one is near by chance (see `likeness`). An era is a stretch of life: a mean over childhood and old age
resembles nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceorg.dates import DAYS_A_YEAR
from faceorg.domain import PersonId
from faceorg.matching.neighbours.similarity import Ids, Vectors, unit_rows

# Exemplars kept per person: enough for every pose and age; a person with 10,000 faces costs no more than one with 64.
MAX_EXEMPLARS = 64
# Exemplars that are looked at, of half of those that a person has. On the dev half of lfw's hard copy naming everybody
# takes 1.95, 1.85 actions a person with 1 and 3, and of people known by three photos 0.825 and 0.833 are found at FAR
# 1e-2 (age set: 0.853 and 0.829; three of three photos: 1.83, 0.825 and 0.832).
NEAREST = 3
# A new era starts once age has grown by half, at least this many years: faces change fast early and slowly later.
ERA_YEARS, ERA_GROWTH = 6.0, 1.5

Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class EnrolledPerson:
    """A person as identification knows them.

    face_ids : int64 (m,), confirmed faces; embeddings : float (m, dim)
    taken_on : datetime64[D] (m,), NaT where unknown; None where nothing is known
    born_on : datetime64[D], None where unknown
    """

    person_id: PersonId
    face_ids: Ids
    embeddings: NDArray[np.floating]
    taken_on: Days | None = None
    born_on: np.datetime64 | None = None


@dataclass(frozen=True)
class _Portrait:
    """One person as a gallery compares them.

    exemplars : float32 (k, dim), of exemplar_faces; eras : float32 (e, dim); mean : float32 (1, dim); all unit rows
    """

    person_id: PersonId
    born_on: np.datetime64
    exemplar_faces: Ids
    exemplars: Vectors
    eras: Vectors
    mean: Vectors


class Gallery:
    """People in the order of their ids, each with at least one exemplar. Never changes: `renewed` returns another."""

    def __init__(self, people: Sequence[EnrolledPerson], dim: int) -> None:
        self._hang([_portrait(person) for person in people if len(person.face_ids)], dim)

    def renewed(self, changed: Collection[PersonId], people: Sequence[EnrolledPerson]) -> Gallery:
        """Return the gallery in which everybody in `changed` is known by `people` alone, and nobody else has changed.

        Equal to the gallery that is made of all people anew. Costs a copy of this one and the work for those people.
        """
        gone = set(changed)
        kept = [portrait for portrait in self._portraits() if portrait.person_id not in gone]
        fresh = object.__new__(Gallery)
        fresh._hang([*kept, *(_portrait(person) for person in people if len(person.face_ids))], self._dim)
        return fresh

    def _hang(self, portraits: list[_Portrait], dim: int) -> None:
        portraits.sort(key=lambda portrait: portrait.person_id)
        self._dim = dim
        empty = np.empty((0, dim), np.float32)
        self.person_ids: list[PersonId] = [portrait.person_id for portrait in portraits]
        self.born_on = np.array([portrait.born_on for portrait in portraits], "datetime64[D]")
        self.exemplars: Vectors = np.concatenate([empty, *(portrait.exemplars for portrait in portraits)])
        self.exemplar_faces: Ids = np.concatenate([np.empty(0, np.int64), *(p.exemplar_faces for p in portraits)])
        self.eras: Vectors = np.concatenate([empty, *(portrait.eras for portrait in portraits)])
        self.means: Vectors = np.concatenate([empty, *(portrait.mean for portrait in portraits)])
        self._exemplar_starts = _starts([len(portrait.exemplar_faces) for portrait in portraits])
        self._era_starts = _starts([len(portrait.eras) for portrait in portraits])

    def _portraits(self) -> Iterator[_Portrait]:
        """The people one by one; what they hold are views of this gallery."""
        for at, person_id in enumerate(self.person_ids):
            own = self.exemplars_of(at)
            eras = self.eras[self.eras_of(at)]
            faces, rows = self.exemplar_faces[own], self.exemplars[own]
            yield _Portrait(person_id, self.born_on[at], faces, rows, eras, self.means[at : at + 1])

    @property
    def size_bytes(self) -> int:
        """What this holds in memory."""
        return self.exemplars.nbytes + self.exemplar_faces.nbytes + self.eras.nbytes + self.means.nbytes

    def __len__(self) -> int:
        return len(self.person_ids)

    def similarities(self, embeddings: Vectors) -> NDArray[np.float32]:
        """Return how similar each face is to each person, float32 (n, people).

        embeddings : float32 (n, dim), L2-normalised rows
        """
        if not self.person_ids:
            return np.empty((len(embeddings), 0), np.float32)
        era = np.maximum.reduceat(self.eras @ embeddings.T, self._era_starts, axis=0)
        return np.ascontiguousarray(likeness(self.exemplars @ embeddings.T, self._exemplar_starts, era).T)

    def face_counts(self) -> Ids:
        """How many exemplars each person has, int64 (people,)."""
        return np.diff(np.append(self._exemplar_starts, len(self.exemplars)))

    def faces_of(self, person_id: PersonId) -> Ids:
        """The faces that are a person's exemplars, none of somebody who is not in the gallery."""
        at = bisect_left(self.person_ids, person_id)
        known = at < len(self) and self.person_ids[at] == person_id
        return self.exemplar_faces[self.exemplars_of(at)] if known else np.empty(0, np.int64)

    def exemplars_of(self, at: int) -> slice:
        """Where the exemplars of the at-th person lie."""
        end = len(self.exemplars) if at + 1 == len(self) else int(self._exemplar_starts[at + 1])
        return slice(int(self._exemplar_starts[at]), end)

    def eras_of(self, at: int) -> slice:
        """Where the eras of the at-th person lie."""
        end = len(self.eras) if at + 1 == len(self) else int(self._era_starts[at + 1])
        return slice(int(self._era_starts[at]), end)


def likeness(near: NDArray[np.float32], starts: Ids, means: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how similar people are to faces: half their nearest exemplars (half of them, NEAREST at most), half means.

    near : float32 (exemplars, faces), those of a person together; starts : int64 (people,), where each person's begin
    means : float32 (people, faces). Returns float32 (people, faces).
    """
    counts = np.diff(np.append(starts, len(near)))
    order = np.argsort(-counts, kind="stable")  # so that all who have a k-th exemplar are the first ones
    best = np.full((NEAREST, *means.shape), np.float32(-np.inf))
    for rank in range(int(counts.max(initial=0))):
        having = int(np.searchsorted(-counts[order], -rank, side="left"))
        left = near[starts[order[:having]] + rank]
        for kept in best[:, :having]:  # each keeps the larger and hands the smaller on
            smaller = np.minimum(kept, left)
            np.maximum(kept, left, out=kept)
            left = smaller
    looked_at = np.minimum((counts[order] + 1) // 2, NEAREST)
    best[np.arange(NEAREST)[:, None] >= looked_at] = 0.0
    found = np.empty_like(means)
    found[order] = best.sum(axis=0) / looked_at[:, None].astype(np.float32)
    found += means
    found *= np.float32(0.5)
    return found


def _starts(counts: list[int]) -> Ids:
    return np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64) if counts else np.empty(0, np.int64)


def _portrait(person: EnrolledPerson) -> _Portrait:
    order = np.argsort(person.face_ids, kind="stable")
    faces, rows = np.asarray(person.face_ids, np.int64)[order], unit_rows(person.embeddings[order])
    taken_on = None if person.taken_on is None else person.taken_on[order]
    born_on = np.datetime64("NaT") if person.born_on is None else person.born_on
    chosen = _exemplars(rows)
    mean = unit_rows(rows.mean(axis=0, keepdims=True))
    eras = _era_means(rows, taken_on, person.born_on)
    return _Portrait(person.person_id, born_on, faces[chosen], rows[chosen], mean if eras is None else eras, mean)


def _exemplars(rows: Vectors) -> Ids:
    """At most MAX_EXEMPLARS rows that span the person: evenly spaced from the most to the least typical."""
    if len(rows) <= MAX_EXEMPLARS:
        return np.arange(len(rows))
    typical = np.argsort(-(rows @ rows.mean(axis=0)), kind="stable")
    spread: Ids = typical[np.linspace(0, len(rows) - 1, MAX_EXEMPLARS).round().astype(np.int64)]
    return spread


def _era_means(rows: Vectors, taken_on: Days | None, born_on: np.datetime64 | None) -> Vectors | None:
    """The mean direction of each era, None where it is all one; faces without a date count in every era."""
    if taken_on is None or np.isnat(taken_on).all():
        return None
    eras = eras_of(taken_on, born_on)
    if (last := int(eras.max())) == 0:
        return None
    return unit_rows(np.stack([rows[(eras == era) | (eras < 0)].mean(axis=0) for era in range(last + 1)]))


def eras_of(taken_on: Days, born_on: np.datetime64 | None) -> Ids:
    """Return the era of each face, 0 the earliest, -1 without a date.

    An era ends when ERA_YEARS have passed and, where the birth date is known, age has grown by ERA_GROWTH since.
    """
    days = taken_on.astype("datetime64[D]")
    eras = np.full(len(days), -1, np.int64)
    order = np.argsort(days, kind="stable")[: len(days) - int(np.isnat(days).sum())]  # NaT sorts last
    years = days[order].astype(np.int64) / DAYS_A_YEAR
    born = None if born_on is None else float(born_on.astype("datetime64[D]").astype(np.int64)) / DAYS_A_YEAR
    era, first = 0, 0
    while first < len(years):
        begun = years[first]
        later = years - begun >= ERA_YEARS
        if born is not None:
            later &= years - born >= ERA_GROWTH * (begun - born)
        end = int(np.argmax(later)) if later.any() else len(years)
        eras[order[first:end]] = era
        era, first = era + 1, end
    return eras
