"""Who the faces of a scanned library are taken for: birth dates, look-alikes, children, strangers (photos of 2019)."""

from __future__ import annotations

import hashlib
from datetime import date

import numpy as np
import pytest

from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.domain import AssignedBy, FaceId, PersonId
from faceorg.library.people import edits
from faceorg.library.recognising import grouping, judgement
from faceorg.matching.recognition.gallery import EnrolledPerson, Gallery


def person(seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=512)
    return rows / np.linalg.norm(rows)


ANNA, BEA = person(1), person(2)
SISTER = np.sqrt(0.6) * ANNA + np.sqrt(0.4) * person(3)


@pytest.fixture
def shots(studio):
    """shots(name, vector, similarity) -> the face of a picture that is so similar to the vector, once scanned."""

    def shoot(name: str, vector: np.ndarray, similarity: float = 0.8) -> None:
        path = studio.take(f"{name}.png", "x")
        noise = person(int.from_bytes(name.encode()[-4:], "big"))
        noise -= (noise @ vector) * vector / (vector @ vector)
        face = similarity * vector / np.linalg.norm(vector) + np.sqrt(1 - similarity**2) * noise / np.linalg.norm(noise)
        box = studio.plans[hashlib.sha256(path.read_bytes()).hexdigest()][0][0]
        studio.plans[hashlib.sha256(path.read_bytes()).hexdigest()] = [(box, face.astype(np.float32))]

    return shoot


def face_of(library, name: str) -> FaceId:
    found = next(photo.id for photo in photos.all_photos(library.catalog) if photo.path.stem == name)
    return faces.faces_of_photo(library.catalog, found)[0].id


def known_by(library, name: str, *shots: str):
    made = edits.name_faces(library, [face_of(library, shot) for shot in shots], name)
    grouping.after_edit(library, made)
    return made.person_id


def test_a_clear_face_is_given_a_stranger_is_not(studio, shots):
    for name in ("a1", "a2", "a3"):
        shots(name, ANNA)
    shots("stranger", BEA)
    studio.scan()
    anna = known_by(studio.library, "Anna", "a1", "a2")
    given = faces.face(studio.library.catalog, face_of(studio.library, "a3"))
    assert (given.person_id, given.assigned_by) == (anna, AssignedBy.AUTO)
    assert faces.face(studio.library.catalog, face_of(studio.library, "stranger")).person_id is None


def test_the_best_of_several_exemplars_counts_not_their_mean_alone(studio, shots):
    """Two looks of one person that have little in common: a face of either is hers."""
    beard = np.sqrt(0.1) * ANNA + np.sqrt(0.9) * BEA
    for name in ("a1", "a2", "a3"):
        shots(name, ANNA, 0.9)
    for name in ("b1", "b2", "b3"):
        shots(name, beard, 0.9)
    studio.scan()
    anna = known_by(studio.library, "Anna", "a1", "a2", "b1", "b2")
    assert [judgement.why(studio.library, face_of(studio.library, name)).person_id for name in ("a3", "b3")] == [
        anna
    ] * 2


def test_nobody_is_found_before_birth(studio, shots):
    for name in ("a1", "a2", "a3"):
        shots(name, ANNA)
    studio.scan()
    anna = known_by(studio.library, "Anna", "a1", "a2")
    assert faces.face(studio.library.catalog, face_of(studio.library, "a3")).person_id == anna
    grouping.after_edit(studio.library, edits.set_birth_date(studio.library, anna, date(2020, 1, 1)))
    assert faces.face(studio.library.catalog, face_of(studio.library, "a3")).person_id is None
    assert judgement.why(studio.library, face_of(studio.library, "a3")).candidate is None


def test_between_two_sisters_nobody_is_chosen(studio, shots):
    for name in ("a1", "a2"):
        shots(name, ANNA, 0.9)
    for name in ("s1", "s2"):
        shots(name, SISTER, 0.9)
    shots("either", ANNA + SISTER, 0.9)
    shots("surely", ANNA, 0.9)
    studio.scan()
    anna = known_by(studio.library, "Anna", "a1", "a2")
    assert judgement.why(studio.library, face_of(studio.library, "either")).person_id == anna  # alone in the library
    sister = known_by(studio.library, "Her sister", "s1", "s2")
    found = judgement.why(studio.library, face_of(studio.library, "either"))
    assert found.person_id is None and {found.candidate, found.runner_up} == {anna, sister}
    assert judgement.why(studio.library, face_of(studio.library, "surely")).person_id == anna


def test_a_child_is_given_a_face_only_when_it_is_surer(studio, shots):
    for name in ("a1", "a2"):
        shots(name, ANNA, 0.9)
    shots("fair", ANNA, 0.5)
    shots("sure", ANNA, 0.9)
    studio.scan()
    anna = known_by(studio.library, "Anna", "a1", "a2")
    fair, sure = face_of(studio.library, "fair"), face_of(studio.library, "sure")
    assert judgement.why(studio.library, fair).person_id == anna
    edits.set_birth_date(studio.library, anna, date(2015, 1, 1))
    assert judgement.why(studio.library, fair).person_id is None
    assert judgement.why(studio.library, fair).candidate == anna
    assert judgement.why(studio.library, sure).person_id == anna
    edits.set_birth_date(studio.library, anna, date(1990, 1, 1))
    assert judgement.why(studio.library, fair).person_id == anna


def test_a_group_is_nobody_who_was_born_after_one_of_its_faces_was_photographed():
    born = [np.datetime64("2020-01-01"), np.datetime64("NaT"), np.datetime64("2019-07-31")]
    gallery = Gallery(
        [
            EnrolledPerson(PersonId(number), np.array([number]), ANNA[None], None, day)
            for number, day in enumerate(born, start=1)
        ],
        512,
    )
    taken = np.array(["NaT", "2019-07-31", "2021-05-05", "2019-07-30", "NaT"], "datetime64[D]")
    groups = np.array([4, 4, 6, 9, 11])
    assert judgement.too_early(gallery, taken, groups) == {(4, 1), (9, 1), (9, 3)}
    assert judgement.too_early(gallery, taken[:0], groups[:0]) == set()
