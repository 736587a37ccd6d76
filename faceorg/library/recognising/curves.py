"""Confirmed and rejected faces -> curves: how chances are to be said in *this* library (see `learning`).

Both are refinements of what the pack says, over its log odds, so that what a user sees before the first answer and
after the thousandth is one and the same rule. Faces are judged by confirmed faces that they are not among.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from faceorg.catalog import faces, people
from faceorg.catalog.faces import FaceColumns
from faceorg.domain import FaceId, IgnoreReason, PersonId
from faceorg.library.recognising import packs
from faceorg.library.recognising.clearness import clearness, clearness_of
from faceorg.library.recognising.vectors import space_of
from faceorg.matching.learning.calibration import UNMOVED, Calibration, pair_odds, refined
from faceorg.matching.recognition.gallery import EnrolledPerson, Gallery
from faceorg.matching.recognition.guesses import crowd_of, few_faces, guess_odds

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Confirmed faces of a person looked at, answers of each kind: enough for two numbers, seconds for any library.
COMPARED_FACES_A_PERSON, MOST_ANSWERS = 16, 1000


def pairs_curve(library: Library) -> Calibration:
    """Return the curve for pairs of faces: confirmed pairs of one person, as many of two, and rejected faces."""
    known, vectors = _confirmed(library)
    if len(np.unique(known.person_ids)) < 2:
        return UNMOVED
    order = np.argsort(known.person_ids, kind="stable")
    one, other = order[:-1], order[1:]
    same = known.person_ids[one] == known.person_ids[other]
    # Each face with its neighbour in its person, and with one half the library further: as many pairs of two people.
    far = order[(np.arange(len(order)) + len(order) // 2) % len(order)]
    different = known.person_ids[order] != known.person_ids[far]
    count = min(int(same.sum()), int(different.sum()))
    left = np.concatenate([_some(one[same], count), _some(order[different], count)])
    right = np.concatenate([_some(other[same], count), _some(far[different], count)])
    quality = np.minimum(known.quality[left], known.quality[right])
    near = np.einsum("ij,ij->i", vectors[left], vectors[right])
    odds = pair_odds(packs.pack_in_use(library).thresholds, near, quality)
    refused = _rejected_pairs(library, known, vectors)
    said = np.repeat([True, False, False], [count, count, len(refused)])
    return refined(UNMOVED, np.concatenate([odds, refused]), said)


def guesses_curve(library: Library) -> Calibration:
    """Return the curve for guesses "this is X": confirmed faces, rejected ones, and strangers who were put aside."""
    known, vectors = _confirmed(library)
    odds: list[NDArray[np.float64]] = []
    said: list[NDArray[np.bool_]] = []
    halves = _halves(known.person_ids)
    for probes, gallery in ((halves == 0, halves == 1), (halves == 1, halves == 0)):
        found, right = _judged(library, known, vectors, np.flatnonzero(probes), np.flatnonzero(gallery))
        odds.append(found)
        said.append(right)
    for face_ids, denied in (_rejected(library), _strangers(library)):
        found = _guessed(library, known, vectors, face_ids, denied)
        odds.append(found)
        said.append(np.zeros(len(found), bool))
    return refined(UNMOVED, np.concatenate(odds), np.concatenate(said))


def _confirmed(library: Library) -> tuple[FaceColumns, NDArray[np.float32]]:
    """Confirmed faces that have an embedding, at most so many of a person, with their embeddings."""
    found = faces.confirmed_faces(library.catalog, COMPARED_FACES_A_PERSON)
    ids, vectors = space_of(library).vectors_of(found.face_ids)
    rows = np.searchsorted(found.face_ids, ids)
    found = found.at(rows)
    return replace(found, quality=clearness(library, vectors, found.quality)), vectors


def _halves(person_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """0 or 1 by turns within each person; -1 for a person with one face."""
    order = np.argsort(person_ids, kind="stable")
    _, numbers, counts = np.unique(person_ids, return_inverse=True, return_counts=True)
    starts = np.r_[0, np.cumsum(counts)[:-1]]
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order)) - starts[numbers[order]]
    return np.where(counts[numbers] > 1, places % 2, -1)


def _gallery(known: FaceColumns, vectors: NDArray[np.float32], rows: NDArray[np.int64]) -> Gallery:
    owners = known.person_ids[rows]
    enrolled = [
        EnrolledPerson(PersonId(person), known.face_ids[own], vectors[own], known.taken_on[own])
        for person in np.unique(owners).tolist()
        if len(own := rows[owners == person])
    ]
    return Gallery(enrolled, vectors.shape[1] if vectors.ndim == 2 else 0)


def _judged(
    library: Library,
    known: FaceColumns,
    vectors: NDArray[np.float32],
    probes: NDArray[np.int64],
    others: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The odds that some of the probes are their nearest person, and whether they are."""
    rows = _some(probes, MOST_ANSWERS // 2)
    gallery = _gallery(known, vectors, others)
    if not len(rows) or len(gallery) < 2:
        return np.empty(0), np.empty(0, bool)
    near = gallery.similarities(vectors[rows])
    nearest = near.argmax(axis=1)
    right = np.array(gallery.person_ids)[nearest] == known.person_ids[rows]
    return _odds(library, gallery, near, nearest, known.quality[rows]), right


def _guessed(
    library: Library,
    known: FaceColumns,
    vectors: NDArray[np.float32],
    face_ids: list[FaceId],
    denied: dict[FaceId, PersonId],
) -> NDArray[np.float64]:
    """The odds that faces are the person who was denied, or their nearest one."""
    ids, embeddings = space_of(library).vectors_of(face_ids)
    gallery = _gallery(known, vectors, np.arange(len(known.face_ids)))
    if not len(ids) or len(gallery) < 2:
        return np.empty(0)
    near = gallery.similarities(embeddings)
    places = {person_id: place for place, person_id in enumerate(gallery.person_ids)}
    asked = [places.get(denied.get(FaceId(int(face_id)), PersonId(-1)), -1) for face_id in ids]
    place = np.where(np.array(asked) >= 0, asked, near.argmax(axis=1))
    quality = clearness_of(library, ids.tolist())
    values = np.array([quality[face_id] for face_id in ids.tolist()])
    return _odds(library, gallery, near, place, values)


def _odds(
    library: Library,
    gallery: Gallery,
    near: NDArray[np.float32],
    place: NDArray[np.int64],
    quality: NDArray[np.floating],
) -> NDArray[np.float64]:
    thresholds, at = packs.pack_in_use(library).thresholds, np.arange(len(near))
    adjusted = near - few_faces(thresholds, gallery.face_counts())
    similarity = adjusted[at, place] - few_faces(thresholds, 1)
    return guess_odds(thresholds, similarity, crowd_of(adjusted, place, thresholds), quality)


def _rejected(library: Library) -> tuple[list[FaceId], dict[FaceId, PersonId]]:
    rows = people.rejections(library.catalog)
    chosen = [rows[place] for place in _some(np.arange(len(rows)), MOST_ANSWERS).tolist()]
    return [row.face_id for row in chosen], {row.face_id: row.person_id for row in chosen}


def _strangers(library: Library) -> tuple[list[FaceId], dict[FaceId, PersonId]]:
    aside = people.ignored(library.catalog).items()
    found = np.array(sorted(face_id for face_id, why in aside if why is IgnoreReason.STRANGER), np.int64)
    return [FaceId(face_id) for face_id in _some(found, MOST_ANSWERS // 2).tolist()], {}


def _rejected_pairs(library: Library, known: FaceColumns, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """The pair odds of each rejected face with the nearest confirmed face of the person it is not."""
    face_ids, denied = _rejected(library)
    ids, embeddings = space_of(library).vectors_of(face_ids)
    quality = clearness_of(library, ids.tolist())
    odds = []
    for face_id, embedding in zip(ids.tolist(), embeddings, strict=True):
        own = np.flatnonzero(known.person_ids == denied[FaceId(face_id)])
        if len(own):
            near = vectors[own] @ embedding
            best = int(near.argmax())
            poorer = min(quality[FaceId(face_id)], float(known.quality[own[best]]))
            odds.append(float(pair_odds(packs.pack_in_use(library).thresholds, near[best], poorer)))
    return np.array(odds)


def _some(rows: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """At most so many of the rows, evenly spaced."""
    if len(rows) <= count:
        return rows
    return rows[np.linspace(0, len(rows) - 1, count).round().astype(np.int64)]
