"""CONFIRMED FACES -> GALLERY: the people we know, ready to be compared with any face.

A person is several exemplars, never one mean alone: the best single exemplar finds the same pose or the same party,
the mean of an era is steadier. A person's similarity to a face is half of each, which was best for 1, 3, 5 and 10
exemplars on the half of lfw and of the age set that constants are chosen on, and needs no other threshold for other
counts. An era is a stretch of life: a mean over childhood and old age resembles nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import PersonId
from faceorg.matching.similarity import Ids, Vectors, unit_rows

# Exemplars kept per person: enough for every pose and age; a person with 10,000 faces costs no more than one with 64.
MAX_EXEMPLARS = 64
# A new era starts once age has grown by half, at least this many years: faces change fast early and slowly later.
ERA_YEARS, ERA_GROWTH = 6.0, 1.5
_DAYS_A_YEAR = 365.25

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


class Gallery:
    """People in the order of their ids, each with at least one exemplar."""

    def __init__(self, people: Sequence[EnrolledPerson], dim: int) -> None:
        kept = sorted((person for person in people if len(person.face_ids)), key=lambda person: person.person_id)
        chosen = [_exemplars(person) for person in kept]
        eras = [_era_means(person) for person in kept]
        self.person_ids: list[PersonId] = [person.person_id for person in kept]
        unknown = np.datetime64("NaT")
        self.born_on = np.array([unknown if p.born_on is None else p.born_on for p in kept], "datetime64[D]")
        self.exemplars: Vectors = np.concatenate([np.empty((0, dim), np.float32), *(rows for rows, _ in chosen)])
        self.exemplar_faces: Ids = np.concatenate([np.empty(0, np.int64), *(faces for _, faces in chosen)])
        self.eras: Vectors = np.concatenate([np.empty((0, dim), np.float32), *eras])
        self._exemplar_starts = _starts([len(faces) for _, faces in chosen])
        self._era_starts = _starts([len(means) for means in eras])
        means: list[NDArray[np.floating]] = [unit_rows(p.embeddings).mean(axis=0, keepdims=True) for p in kept]
        self.means: Vectors = unit_rows(np.concatenate([np.empty((0, dim), np.float32), *means]))

    def __len__(self) -> int:
        return len(self.person_ids)

    def similarities(self, embeddings: Vectors) -> NDArray[np.float32]:
        """Return how similar each face is to each person, float32 (n, people).

        embeddings : float32 (n, dim), L2-normalised rows
        """
        if not self.person_ids:
            return np.empty((len(embeddings), 0), np.float32)
        nearest = np.maximum.reduceat(embeddings @ self.exemplars.T, self._exemplar_starts, axis=1)
        era = np.maximum.reduceat(embeddings @ self.eras.T, self._era_starts, axis=1)
        both: NDArray[np.float32] = (nearest + era) * np.float32(0.5)
        return both

    def face_counts(self) -> Ids:
        """How many exemplars each person has, int64 (people,)."""
        return np.diff(np.append(self._exemplar_starts, len(self.exemplars)))

    def exemplars_of(self, at: int) -> slice:
        """Where the exemplars of the at-th person lie."""
        ends = [*self._exemplar_starts[1:].tolist(), len(self.exemplars)]
        return slice(int(self._exemplar_starts[at]), ends[at])


def _starts(counts: list[int]) -> Ids:
    return np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64) if counts else np.empty(0, np.int64)


def _exemplars(person: EnrolledPerson) -> tuple[Vectors, Ids]:
    """At most MAX_EXEMPLARS faces that span the person: evenly spaced from the most to the least typical."""
    order = np.argsort(person.face_ids, kind="stable")
    rows, faces = unit_rows(person.embeddings)[order], np.asarray(person.face_ids, np.int64)[order]
    if len(faces) > MAX_EXEMPLARS:
        typical = np.argsort(-(rows @ rows.mean(axis=0)), kind="stable")
        spread = typical[np.linspace(0, len(faces) - 1, MAX_EXEMPLARS).round().astype(np.int64)]
        rows, faces = rows[spread], faces[spread]
    return rows, faces


def _era_means(person: EnrolledPerson) -> Vectors:
    """The mean direction of each era; faces without a date count in every era."""
    rows = unit_rows(person.embeddings)
    if person.taken_on is None or np.isnat(person.taken_on).all():
        return unit_rows(rows.mean(axis=0, keepdims=True))
    eras = eras_of(person.taken_on, person.born_on)
    return unit_rows(np.stack([rows[(eras == era) | (eras < 0)].mean(axis=0) for era in range(int(eras.max()) + 1)]))


def eras_of(taken_on: Days, born_on: np.datetime64 | None) -> Ids:
    """Return the era of each face, 0 the earliest, -1 without a date.

    An era ends when ERA_YEARS have passed and, where the birth date is known, age has grown by ERA_GROWTH since.
    """
    days = taken_on.astype("datetime64[D]")
    eras = np.full(len(days), -1, np.int64)
    era, begun = -1, 0.0
    for row in np.argsort(days, kind="stable").tolist():  # NaT sorts last
        if np.isnat(days[row]):
            break
        year = float(days[row].astype(np.int64)) / _DAYS_A_YEAR
        born = begun if born_on is None else float(born_on.astype("datetime64[D]").astype(np.int64)) / _DAYS_A_YEAR
        grown_old = born_on is None or year - born >= ERA_GROWTH * (begun - born)
        if era < 0 or (year - begun >= ERA_YEARS and grown_old):
            era, begun = era + 1, year
        eras[row] = era
    return eras
