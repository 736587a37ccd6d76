"""Groups without a name are compared as wholes, and asked about as wholes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from faceorg.domain import PersonId, Thresholds
from faceorg.matching.questions import (
    CARED_FOR,
    LEAST_NAMED,
    LONGEST_PAGE,
    LONGEST_STRIP,
    SMALL_GROUP,
    PlannedKind,
    chance_while_naming,
    pages,
    share_named,
    strips,
    suggestions,
    who_is_this,
)
from faceorg.matching.recognition.gallery import EnrolledPerson, Gallery
from faceorg.matching.recognition.guesses import crowd_of, group_odds, guess_odds
from faceorg.matching.recognition.whole_groups import guess_groups

THRESHOLDS = Thresholds(match=0.26, strict=0.33, cluster=0.32)
DIM = 512


def faces_of(person: int, count: int, spread: float, seed: int) -> np.ndarray:
    centre = np.random.default_rng(person).normal(size=DIM)
    rows = centre + spread * np.random.default_rng(1000 + seed).normal(size=(count, DIM))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def gallery() -> Gallery:
    known = [EnrolledPerson(PersonId(who), np.arange(4) + 10 * who, faces_of(who, 4, 0.5, who)) for who in range(1, 13)]
    return Gallery(known, DIM)


def test_a_group_is_its_person_and_a_stranger_is_unlikely_to_be_anybody(gallery: Gallery) -> None:
    rows = np.concatenate([faces_of(3, 4, 1.0, 50), faces_of(99, 3, 0.5, 51), faces_of(7, 2, 1.0, 52)])
    found = {guess.group: guess for guess in guess_groups(gallery, rows, np.repeat([5, 6, 8], [4, 3, 2]), THRESHOLDS)}
    assert (found[5].person_id, found[8].person_id) == (3, 7)
    assert found[5].probability > 0.9 and found[8].probability > 0.5 > 0.2 > found[6].probability


def test_who_is_barred_is_not_guessed_and_with_nobody_left_there_is_no_guess(gallery: Gallery) -> None:
    rows, groups = faces_of(3, 4, 1.0, 50), np.zeros(4, np.int64)
    (found,) = guess_groups(gallery, rows, groups, THRESHOLDS, barred=[(0, 3), (1, 4), (0, 777)])
    assert found.person_id != 3 and found.probability < 0.5
    assert guess_groups(gallery, rows, groups, THRESHOLDS, barred=[(0, who) for who in range(1, 13)]) == []
    assert guess_groups(gallery, rows[:0], groups[:0], THRESHOLDS) == []


def test_many_groups_are_guessed_as_few_are(gallery: Gallery) -> None:
    rows = np.concatenate([faces_of(1 + group % 12, 3, 1.0, group) for group in range(2000)])
    found = guess_groups(gallery, rows, np.repeat(np.arange(2000), 3), THRESHOLDS)
    assert [guess.group for guess in found] == list(range(2000))
    assert np.mean([guess.person_id == 1 + guess.group % 12 for guess in found]) > 0.99


def test_where_many_groups_are_somebody_each_is_likelier() -> None:
    one, crowd, good = [0.3], [0.15], [0.9]
    alone = group_odds(THRESHOLDS, one, crowd, good)[0]
    among_kin = group_odds(THRESHOLDS, one + [0.6] * 50, crowd + [0.13] * 50, good * 51)[0]
    among_strangers = group_odds(THRESHOLDS, one + [0.05] * 50, crowd * 51, good * 51)[0]
    assert among_kin > alone > among_strangers


@pytest.mark.parametrize("odds", [guess_odds, group_odds])
def test_near_others_and_a_good_picture_make_a_likeness_prove_less(odds: Callable[..., np.ndarray]) -> None:
    assert (np.diff(odds(THRESHOLDS, [0.2, 0.3, 0.4], [0.15] * 3, [0.6] * 3)) > 0).all()
    assert (np.diff(odds(THRESHOLDS, [0.3] * 3, [0.13, 0.2, 0.25], [0.6] * 3)) < 0).all()
    assert (np.diff(odds(THRESHOLDS, [0.3] * 3, [0.15] * 3, [0.2, 0.6, 1.0])) < 0).all()


def test_one_who_is_as_near_weighs_more_in_a_crowd_than_all_who_are_far() -> None:
    far, least = [0.0] * 12, THRESHOLDS.match / 2
    none, twin = (crowd_of(np.array([[0.5, other, *far]]), [0], THRESHOLDS)[0] for other in (0.0, 0.48))
    assert none == pytest.approx(least) and twin > 0.3
    few = crowd_of(np.array([[0.5, 0.48]]), [0], THRESHOLDS)[0]
    assert few == pytest.approx(twin), "people who are not there count as far ones"
    assert crowd_of(np.array([[0.48, *far, 0.5]]), [13], THRESHOLDS)[0] == pytest.approx(twin)


def test_while_few_have_a_name_a_guess_is_worth_less_and_with_all_named_it_is_what_it_was() -> None:
    chances = np.array([0.1, 0.5, 0.9])
    odds = np.log(chances / (1 - chances))
    for named in (1.0, 0.5, 0.3):
        told = [chance_while_naming(chance, named) for chance in chances.tolist()]
        assert told == pytest.approx(1 / (1 + np.exp(-odds - np.log(named))))
    assert [chance_while_naming(chance, 1.0) for chance in chances.tolist()] == pytest.approx(chances)
    assert chance_while_naming(0.5, 0.5) == pytest.approx(1 / 3)
    assert share_named(8, []) == 1.0 and share_named(0, []) == share_named(1, [2] * 50) == LEAST_NAMED
    assert share_named(8, [2, 2, 3]) == pytest.approx(8 / (8 + 2 * 6 / 9 + 6 / 8))


def test_one_click_takes_a_group_off_so_it_counts_once() -> None:
    alone = suggestions([1, 2, 3, 9], [5] * 4, [0.6, 0.6, 0.6, 0.9])
    together = suggestions([1, 2, 3, 9], [5] * 4, [0.6, 0.6, 0.6, 0.9], tiles=[7, 7, 7, -9])
    assert alone is not None and together is not None
    assert alone.actions == pytest.approx(1 + 3 * 0.4 + 0.1) and alone.tiles == ()
    assert together.actions == pytest.approx(1 + 0.4 + 0.1) and together.settles == pytest.approx(2.7 + CARED_FOR * 0.1)
    assert together.faces == (9, 1, 2, 3) and together.tiles == (-9, 7, 7, 7)


def test_a_group_is_never_cut_by_the_end_of_a_strip() -> None:
    faces = np.arange(1, 61)
    tiles = (faces - 1) // 5
    found = strips(faces, np.ones(60, int), np.full(60, 0.99), tiles)
    assert sorted(face for strip in found for face in strip.faces) == faces.tolist()
    for strip in found:
        assert len(strip.faces) <= LONGEST_STRIP
        assert all(strip.tiles.count(tile) == 5 for tile in strip.tiles)
    large = suggestions(np.arange(40), np.ones(40, int), np.full(40, 0.9), tiles=np.zeros(40, int))
    assert large is not None and len(large.faces) == 40  # a group that is longer than a strip is one all the same


def test_small_groups_share_pages_and_large_ones_do_not() -> None:
    made = [who_is_this(size, range(100 * size, 100 * size + size), [1.0] * size, 0.5) for size in range(2, 9)]
    *large, page = pages(made)
    assert sorted(len(question.faces) for question in large) == [6, 7, 8] and SMALL_GROUP == 5
    assert page.kind is PlannedKind.NAME_GROUPS and list(dict.fromkeys(page.subjects)) == [5, 4, 3, 2]
    assert page.settles == pytest.approx(0.5 * 14) and page.actions == pytest.approx(1 + 0.5 * 4)
    assert pages(made[:1]) == made[:1]
    many = pages(who_is_this(number, [2 * number, 2 * number + 1], [1.0] * 2, 0.6) for number in range(50))
    assert [len(set(question.subjects)) for question in many] == [LONGEST_PAGE, LONGEST_PAGE, 2]
