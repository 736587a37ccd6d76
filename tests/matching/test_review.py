"""Questions in the order of what they settle, a user who pays for each, a metric that has to prove itself."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceorg.domain import Thresholds
from faceorg.matching.evaluation.simulated_user import User, answer_group, plain_review_cost, review_cost
from faceorg.matching.learning.metric import LEAST_PEOPLE, fit, learn_metric
from faceorg.matching.questions import (
    LONGEST_STRIP,
    PlannedKind,
    not_this,
    ranked,
    same_person,
    strips,
    suggestions,
    who_is_this,
)
from faceorg.settings import Grouping
from tests.made.embeddings import DIM, many_people

THRESHOLDS = Thresholds(match=0.26, strict=0.33, cluster=0.32)


def test_the_question_that_settles_most_comes_first() -> None:
    large = who_is_this(1, range(20), [1.0] * 20, 0.9)
    pair = who_is_this(2, [30, 31], [1.0, 1.0], 0.9)
    strip = suggestions([40, 41, 42], [5, 5, 6], [0.9, 0.9, 0.9])
    doubt = not_this(5, 50, 0.5)
    one = same_person((1, 2), (20, 4), 0.5)
    assert strip is not None
    assert [q.kind for q in ranked([doubt, pair, one, strip, large])] == [
        PlannedKind.NAME_GROUP,
        PlannedKind.IS_THIS,
        PlannedKind.SAME_PERSON,
        PlannedKind.NAME_GROUP,
        PlannedKind.NOT_THIS,
    ]


def test_a_strip_is_surest_first_and_ends_before_the_unlikely() -> None:
    strip = suggestions([7, 8, 9, 10], [1, 1, 2, 1], [0.95, 0.97, 0.9, 0.1])
    assert strip is not None
    assert strip.faces == (8, 7, 9) and strip.subjects == (1, 1, 2)
    assert strip.actions == pytest.approx(1 + 0.03 + 0.05 + 0.1)


def test_a_strip_has_an_end_and_nothing_makes_no_strip() -> None:
    strip = suggestions(np.arange(100), np.ones(100, int), np.full(100, 0.99))
    assert strip is not None and len(strip.faces) == LONGEST_STRIP
    assert suggestions([], [], []) is None


def test_many_suggestions_of_one_person_are_a_strip_alone_the_others_share_one() -> None:
    found = strips(np.arange(40), [1] * 30 + [2] * 5 + [3] * 5, [0.99] * 40)
    assert [set(strip.subjects) for strip in found] == [{2, 3}, {1}, {1}]
    assert [len(strip.faces) for strip in found] == [10, LONGEST_STRIP, 6]
    assert strips([], [], []) == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.floats(0.01, 1)), max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_questions_does_not_depend_on_the_order_they_come_in(
    made: list[tuple[int, float]], random: object
) -> None:
    questions = [who_is_this(number, [number], [1.0], known) for number, known in made]
    shuffled = list(questions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranked(shuffled) == ranked(questions)


def test_plain_review_counts_every_action() -> None:
    # Groups: {a a a b}: name, one wrong face off; {c}: alone; {d d}: a stranger dismissed; b b b apart: named.
    truth = ["a", "a", "a", "b", "d", "d", "b", "b", "b"]
    labels = np.array([0, 0, 0, 0, 2, 2, 1, 1, 1])
    cost = plain_review_cost(labels, truth)
    assert dict(cost.by_kind) == {"name group": 2, "wrong face": 1, "dismiss": 1, "single face": 1}
    assert cost.actions == 5 and cost.per_person == 2.5
    assert cost.curve[-1] == (5, 1.0) and cost.name_precision == 1


def test_well_separated_people_cost_one_action_each() -> None:
    embeddings, truth = many_people([10] * 6, spread=0.4)
    cost = review_cost(embeddings, truth, THRESHOLDS)
    assert cost.per_person == 1 and cost.name_precision == 1
    assert dict(cost.by_kind) == {"name group": 6}


def test_review_ends_with_the_target_named_and_repeats_exactly() -> None:
    embeddings, truth = many_people([8, 6, 5, 4, 3, 3, 2, 2, 1, 1], spread=1.2)
    cost = review_cost(embeddings, truth, THRESHOLDS)
    assert cost.curve[-1][1] >= 0.95
    assert [share for _, share in cost.curve] == sorted(share for _, share in cost.curve)
    assert review_cost(embeddings, truth, THRESHOLDS) == cost


def test_our_user_is_asked_about_the_same_groups_as_the_window_shows() -> None:
    assert inspect.signature(review_cost).parameters["strictness"].default == Grouping().strictness


def test_strangers_groups_are_dismissed_at_the_same_price_as_by_the_rivals_user() -> None:
    # Twelve passers-by with two photos each, and two people with four: nobody is passed by for nothing.
    embeddings, truth = many_people([4, 4] + [2] * 12, spread=0.3)
    ours = dict(review_cost(embeddings, truth, THRESHOLDS).by_kind)
    assert ours == {"name group": 2}  # larger groups first, and then he is content
    plain = dict(plain_review_cost(np.repeat(np.arange(14), [4, 4] + [2] * 12), truth).by_kind)
    assert plain == ours


def test_a_wrong_face_of_somebody_known_is_named_where_it_is_seen_and_costs_one_action() -> None:
    truth = np.array([0, 0, 0, 1, 2, 1, 1])  # four faces of a group: three of one, one of another known; a stranger
    group = np.arange(5)
    ours, rivals = (User(truth, np.ones(7, np.float32)) for _ in range(2))
    assert answer_group(ours, group, apart=True) == answer_group(rivals, group, apart=False) == 0
    assert ours.by_kind == {"name group": 1, "single face": 1, "wrong face": 1}
    assert rivals.by_kind == {"name group": 1, "wrong face": 2}
    assert ours.names.tolist() == [0, 0, 0, 1, -1, -1, -1]
    assert rivals.names.tolist() == [0, 0, 0, -1, -1, -1, -1]


def test_single_faces_are_named_in_the_order_in_which_they_are_shown_best_pictures_first() -> None:
    user = User(np.zeros(4, np.int64), np.array([0.2, 0.9, 0.5, 0.9], np.float32))
    assert [user.name_first_missed() for _ in range(4)] == [1, 3, 2, 0]
    assert user.actions == 4


def test_a_face_that_no_question_reaches_costs_an_action_of_its_own() -> None:
    embeddings, truth = many_people([6] * 5, spread=0.3)
    lost = np.arange(0, 30, 6)
    embeddings[lost] = many_people([1] * 5, seed=7)[0]  # one face of each person is like nobody
    cost = dict(review_cost(embeddings, truth, THRESHOLDS).by_kind)
    assert cost == {"name group": 5, "single face": 4}  # 29 of 30 faces are 95 %


def a_family_that_differs_by_light(people: int, faces: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """People whose pictures vary mostly along eight directions that have nothing to do with who they are."""
    rng = np.random.default_rng(seed)
    truth = np.repeat(np.arange(people), faces)
    light = np.linalg.qr(rng.normal(size=(DIM, 8)))[0].T
    who = rng.normal(size=(people, DIM))
    rows = who[truth] + 0.3 * rng.normal(size=(len(truth), DIM)) + 3.0 * rng.normal(size=(len(truth), 8)) @ light
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), truth


def test_a_metric_that_helps_people_it_never_saw_is_adopted_and_says_so() -> None:
    embeddings, truth = a_family_that_differs_by_light(40, 8)
    seen = truth < 25
    metric = learn_metric(embeddings[seen], truth[seen])
    assert metric is not None and metric.after > metric.before
    assert "25 people" in str(metric.explanation())

    def separation(vectors: np.ndarray) -> float:
        near, same = vectors @ vectors.T, truth[~seen][:, None] == truth[~seen]
        return float(near[same].mean() - near[~same].mean()) / float(near[~same].std())

    assert separation(metric.apply(embeddings[~seen])) > 1.2 * separation(embeddings[~seen])


def test_before_anything_else_the_metric_shrinks_what_varies_within_people_and_nothing_else() -> None:
    embeddings, truth = a_family_that_differs_by_light(40, 8)
    light = np.linalg.qr(np.random.default_rng(0).normal(size=(DIM, 8)))[0].T  # as it was made
    map_ = fit(embeddings, truth, pull=1e6)  # the second step is held back
    others = np.linalg.svd(light)[2][8:]
    kept, kept_others = (np.linalg.norm(directions @ map_, axis=1) for directions in (light, others))
    assert kept.max() < 0.85 < 0.95 < kept_others.min()


def test_a_metric_with_nothing_to_learn_or_too_few_people_stays_off() -> None:
    embeddings, truth = many_people([6] * 30, spread=0.5)
    assert learn_metric(embeddings, truth) is None
    few, owners = a_family_that_differs_by_light(LEAST_PEOPLE - 1, 8)
    assert learn_metric(few, owners) is None
    assert learn_metric(np.empty((0, DIM), np.float32), np.empty(0, int)) is None


def test_the_metric_does_not_depend_on_the_order_of_the_faces() -> None:
    embeddings, truth = a_family_that_differs_by_light(20, 6)
    order = np.random.default_rng(1).permutation(len(truth))
    one, other = learn_metric(embeddings, truth), learn_metric(embeddings[order], truth[order])
    assert one is not None and other is not None
    np.testing.assert_allclose(one.matrix, other.matrix, atol=1e-4)
