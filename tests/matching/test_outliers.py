"""Doubts about people: the wrong face is found first, two people in one person show, one in two people too."""

from __future__ import annotations

import numpy as np

from faceorg.domain import PersonId, Thresholds
from faceorg.matching.grouping.splitting import sub_groups
from faceorg.matching.recognition.contradictions import TwiceInPhoto, seem_one, seems_two, twice_in_a_photo
from faceorg.matching.recognition.gallery import EnrolledPerson
from faceorg.matching.recognition.outliers import fit_of_faces

THRESHOLDS = Thresholds(match=0.26, strict=0.33, cluster=0.32)
DIM = 64


def made_up(person: int, count: int, seed: int = 0) -> np.ndarray:
    centre = np.random.default_rng(500 + person).normal(size=DIM) / np.sqrt(DIM)
    rows = centre + 0.6 * np.random.default_rng([seed, person]).normal(size=(count, DIM)) / np.sqrt(DIM)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def a_person(person: int, rows: np.ndarray) -> EnrolledPerson:
    return EnrolledPerson(PersonId(person), np.arange(len(rows)) + 100 * person, rows)


def test_wrong_faces_come_first_even_as_a_clique() -> None:
    faces = np.concatenate([made_up(1, 20), made_up(2, 1), made_up(3, 4)])
    assert sorted(np.argsort(fit_of_faces(faces))[:5].tolist()) == [20, 21, 22, 23, 24]


def test_fit_does_not_depend_on_the_order_of_faces() -> None:
    faces = np.concatenate([made_up(1, 20), made_up(2, 3)])
    order = np.random.default_rng(0).permutation(23)
    fit = fit_of_faces(faces, face_ids=np.arange(23))
    assert fit_of_faces(faces[order], face_ids=order).tolist() == fit[order].tolist()


def test_a_single_face_fits_and_no_faces_are_no_problem() -> None:
    assert fit_of_faces(made_up(1, 1)).tolist() == [1.0]
    assert fit_of_faces(np.empty((0, DIM), np.float32)).tolist() == []


def test_sub_groups_part_two_people_and_strictness_only_adds_groups() -> None:
    faces = np.concatenate([made_up(1, 12), made_up(2, 7), made_up(3, 1)])
    groups = sub_groups(faces, thresholds=THRESHOLDS)
    assert [group.tolist() for group in groups] == [list(range(12)), list(range(12, 19)), [19]]
    sizes = [len(sub_groups(faces, thresholds=THRESHOLDS, strictness=dial)) for dial in (0.0, 0.5, 1.0)]
    assert sizes == sorted(sizes)


def test_faces_of_one_photo_are_in_different_sub_groups_whatever_the_dial() -> None:
    faces = made_up(1, 12)
    for dial in (0.0, 0.5, 1.0):
        groups = sub_groups(faces, thresholds=THRESHOLDS, strictness=dial, photo_ids=[0, 0, *range(1, 11)])
        assert not any({0, 1} <= set(group.tolist()) for group in groups)


def test_sub_groups_do_not_depend_on_the_order_of_faces() -> None:
    faces, names = np.concatenate([made_up(1, 12), made_up(2, 7)]), np.arange(19) * 3
    order = np.random.default_rng(0).permutation(19)
    turned = sub_groups(faces[order], thresholds=THRESHOLDS, face_ids=names[order])
    plain = sub_groups(faces, thresholds=THRESHOLDS, face_ids=names)
    assert [sorted(order[group].tolist()) for group in turned] == [group.tolist() for group in plain]


def test_a_person_of_thousands_is_parted_too(monkeypatch) -> None:
    monkeypatch.setattr("faceorg.matching.grouping.splitting.MOST_BY_AVERAGE", 10)
    groups = sub_groups(np.concatenate([made_up(1, 12), made_up(2, 7)]), thresholds=THRESHOLDS)
    assert [len(group) for group in groups] == [12, 7]


def test_a_person_made_of_two_is_noticed_and_one_with_an_outlier_is_not() -> None:
    two = seems_two(a_person(1, np.concatenate([made_up(1, 12), made_up(2, 7)])), THRESHOLDS)
    assert two is not None
    assert two.faces == tuple(range(100, 112)) and two.others == tuple(range(112, 119))
    assert seems_two(a_person(1, np.concatenate([made_up(1, 12), made_up(2, 1)])), THRESHOLDS) is None


def test_two_people_who_are_one_are_noticed_unless_told_or_seen_apart() -> None:
    people = [a_person(1, made_up(1, 5)), a_person(2, made_up(2, 5)), a_person(3, made_up(1, 5, seed=4))]
    (doubt,) = seem_one(people, THRESHOLDS)
    assert (doubt.person_a, doubt.person_b) == (1, 3) and doubt.probability > 0.9
    assert seem_one(people, THRESHOLDS, separations=[(3, 1)]) == []
    assert seem_one(people, THRESHOLDS, shared_photos=[(1, 3)]) == []


def test_a_person_twice_in_one_photo_is_listed_with_their_faces() -> None:
    doubts = twice_in_a_photo(np.array([5, 6, 7, 8]), np.array([1, 1, 1, 2]), np.array([9, 9, 4, 9]))
    assert doubts == [TwiceInPhoto(1, 9, (5, 6))]  # type: ignore[arg-type]
    assert twice_in_a_photo(*[np.empty(0, np.int64)] * 3) == []
