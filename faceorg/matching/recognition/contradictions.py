"""PEOPLE -> DOUBTS: people who seem to be one, a person who seems to be two, the same person twice in one photo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from faceorg.domain import FaceId, PersonId, PhotoId, Thresholds
from faceorg.matching.grouping.splitting import parts_by_rules
from faceorg.matching.learning.calibration import Calibration, calibration_of
from faceorg.matching.neighbours.similarity import Ids, unit_rows
from faceorg.matching.recognition.gallery import EnrolledPerson

# A person is said to be two only if the smaller part has at least this many faces and this share of all:
# a few odd faces are outliers, not somebody else.
_LEAST_FACES, _LEAST_SHARE = 3, 0.1


@dataclass(frozen=True)
class SeemOne:
    """Two people who may be one: average similarity of all their pairs, and the probability that they are."""

    person_a: PersonId
    person_b: PersonId
    similarity: float
    probability: float


@dataclass(frozen=True)
class SeemsTwo:
    """A person who may be two: the faces of the two largest sub-groups and their average similarity."""

    person_id: PersonId
    faces: tuple[FaceId, ...]
    others: tuple[FaceId, ...]
    similarity: float


@dataclass(frozen=True)
class TwiceInPhoto:
    """One person who has several faces in one photo."""

    photo_id: PhotoId
    person_id: PersonId
    faces: tuple[FaceId, ...]


def seem_one(
    people: Sequence[EnrolledPerson],
    thresholds: Thresholds,
    *,
    separations: Iterable[tuple[int, int]] = (),
    shared_photos: Iterable[tuple[int, int]] = (),
    calibration: Calibration | None = None,
) -> list[SeemOne]:
    """Return pairs of people whose average similarity reaches the pack's `cluster`, most similar first.

    separations : (person, person) the user told apart; shared_photos : pairs seen together in a photo; both left out
    """
    kept = sorted((person for person in people if len(person.face_ids)), key=lambda person: person.person_id)
    if len(kept) < 2:
        return []
    apart = {frozenset(pair) for pair in (*separations, *shared_photos)}
    curve = (calibration or calibration_of(thresholds)).among(len(kept))
    means = np.stack([unit_rows(person.embeddings).mean(axis=0) for person in kept])
    average = means @ means.T
    found = []
    for a, b in np.argwhere(np.triu(average >= thresholds.cluster, 1)).tolist():
        pair = kept[a].person_id, kept[b].person_id
        if frozenset(pair) not in apart:
            near = float(average[a, b])
            found.append(SeemOne(*pair, near, float(curve.probability(near))))
    return sorted(found, key=lambda doubt: (-doubt.similarity, doubt.person_a, doubt.person_b))


def seems_two(person: EnrolledPerson, thresholds: Thresholds) -> SeemsTwo | None:
    """Return how a person falls into two clearly different parts, or None.

    The two largest sub-groups must each be more than a few outliers, and less alike than two groups of one person.
    """
    # At the loosest setting: only what is two people even then is worth a doubt.
    groups = parts_by_rules(person.embeddings, thresholds=thresholds, strictness=0.0, face_ids=person.face_ids)
    least = max(_LEAST_FACES, _LEAST_SHARE * len(person.face_ids))
    if len(groups) < 2 or len(groups[1]) < least:
        return None
    rows = unit_rows(person.embeddings)
    near = float(rows[groups[0]].mean(axis=0) @ rows[groups[1]].mean(axis=0))
    if near >= thresholds.match:
        return None
    first, second = (tuple(FaceId(int(face)) for face in np.sort(person.face_ids[group])) for group in groups[:2])
    return SeemsTwo(person.person_id, first, second, near)


def twice_in_a_photo(face_ids: Ids, photo_ids: Ids, person_ids: Ids) -> list[TwiceInPhoto]:
    """Return each person with several faces in one photo, by photo and person.

    face_ids, photo_ids, person_ids : int64 (n,), the assigned faces
    """
    order = np.lexsort((face_ids, person_ids, photo_ids))
    faces, photos, people = face_ids[order], photo_ids[order], person_ids[order]
    new = np.r_[True, (photos[1:] != photos[:-1]) | (people[1:] != people[:-1])] if len(faces) else np.empty(0, bool)
    found = []
    for rows in np.split(np.arange(len(faces)), np.flatnonzero(new)[1:]):
        if len(rows) > 1:
            group = tuple(FaceId(int(face)) for face in faces[rows])
            found.append(TwiceInPhoto(PhotoId(int(photos[rows[0]])), PersonId(int(people[rows[0]])), group))
    return found
