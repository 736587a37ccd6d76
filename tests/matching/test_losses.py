"""Each loss says what its paper says, and its gradient is the one of its value."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from faceorg.matching.learning import losses
from faceorg.matching.learning.losses import LOSSES, Loss, LossName, of_map
from faceorg.matching.learning.metric import PULLS, best_loss, learn_metric

OWN = np.repeat(np.arange(5), [2, 3, 4, 2, 5])
STEP = 1e-5


@pytest.fixture(params=[0, 1, 2])
def faces(request: pytest.FixtureRequest) -> np.ndarray:
    """Faces of five people who are hard to tell apart, float64 unit rows (16, 7)."""
    rng = np.random.default_rng(request.param)
    rows = rng.normal(size=(5, 7))[OWN] + 1.2 * rng.normal(size=(len(OWN), 7))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize("name", LossName)
def test_the_gradient_is_that_of_the_loss(faces, name):
    """Against central differences, in every direction of the map."""
    change = 0.1 * np.random.default_rng(9).normal(size=(7, 7))
    loss = LOSSES[name]
    if name is LossName.ADDITIVE_MARGIN:  # whose own means are held while a face moves
        mapped = faces + faces @ change
        held = losses.others_of(mapped / np.linalg.norm(mapped, axis=1, keepdims=True), OWN)
        loss = Loss(partial(losses.additive_margin, held=held))
    value, gradient = of_map(loss, faces, OWN, change)
    assert value == pytest.approx(of_map(LOSSES[name], faces, OWN, change)[0])
    assert value > 0
    measured = np.zeros_like(change)
    for at in np.ndindex(change.shape):
        nudge = np.zeros_like(change)
        nudge[at] = STEP
        up, down = (of_map(loss, faces, OWN, change + way * nudge)[0] for way in (1, -1))
        measured[at] = (up - down) / (2 * STEP)
    np.testing.assert_allclose(gradient, measured, atol=2e-6, rtol=1e-5)


@pytest.mark.parametrize("name", LossName)
def test_a_step_against_the_gradient_makes_the_loss_smaller(faces, name):
    change = np.zeros((7, 7))
    before, gradient = of_map(LOSSES[name], faces, OWN, change)
    after, _ = of_map(LOSSES[name], faces, OWN, change - 0.01 * gradient / np.linalg.norm(gradient))
    assert after < before


# Two people of two faces each in the plane: the angles between faces are known.
ANGLES = np.radians([0.0, 40.0, 70.0, 120.0])
PLANE = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)
TWO = np.array([0, 0, 1, 1])


def chord(degrees: float) -> float:
    return 2 * np.sin(np.radians(degrees) / 2)


def test_contrastive_counts_what_is_too_far_and_what_is_too_near():
    same = [max(chord(angle) - losses.NEAR_ENOUGH, 0) ** 2 for angle in (40, 50)]
    other = [max(losses.FAR_ENOUGH - chord(angle), 0) ** 2 for angle in (70, 120, 30, 80)]
    right = (np.mean(same) + np.mean(other)) / 2
    assert losses.contrastive(PLANE, TWO)[0] == pytest.approx(right, rel=1e-5)


def test_hard_triplets_take_the_nearest_stranger_and_semi_hard_ones_the_nearest_behind_the_own_face():
    def wrong(own: float, stranger: float) -> float:
        return max(chord(own) ** 2 - chord(stranger) ** 2 + losses.TRIPLET_MARGIN, 0)

    hard = [wrong(40, 70), wrong(40, 30), wrong(50, 30), wrong(50, 80)]
    assert losses.triplet_hard(PLANE, TWO)[0] == pytest.approx(np.mean(hard))
    semi_hard = [wrong(40, 70), wrong(40, 80), wrong(50, 70), wrong(50, 80)]
    assert losses.triplet_semi_hard(PLANE, TWO)[0] == pytest.approx(np.mean(semi_hard))


def test_n_pair_asks_each_face_for_one_other_of_its_person_among_one_of_everybody():
    def asked(own: float, stranger: float) -> float:
        cosines = np.cos(np.radians([own, stranger])) * losses.SHARPNESS
        return float(np.log(1 + np.exp(cosines[1] - cosines[0])))

    right = [asked(40, 120), asked(40, 30), asked(50, 30), asked(50, 120)]
    assert losses.n_pair(PLANE, TWO)[0] == pytest.approx(np.mean(right))


def over_means(margin_of_cosine: float, margin_of_angle: float, own: list[float], stranger: list[float]) -> float:
    cosines = np.cos(np.radians(own) + margin_of_angle) - margin_of_cosine
    return float(np.mean(np.log1p(np.exp(losses.SHARPNESS * (np.cos(np.radians(stranger)) - cosines)))))


def test_cosface_and_arcface_take_their_margin_off_the_cosine_and_the_angle():
    own, stranger = [20.0, 20.0, 25.0, 25.0], [95.0, 55.0, 50.0, 100.0]  # to means at 20 and 95 degrees
    assert losses.cosface(PLANE, TWO)[0] == pytest.approx(over_means(losses.MARGIN, 0, own, stranger))
    assert losses.arcface(PLANE, TWO)[0] == pytest.approx(over_means(0, losses.ANGLE, own, stranger))


def test_additive_margin_compares_with_the_other_faces_of_the_person():
    own, stranger = [40.0, 40.0, 50.0, 50.0], [95.0, 55.0, 50.0, 100.0]
    assert losses.additive_margin(PLANE, TWO)[0] == pytest.approx(over_means(losses.MARGIN, 0, own, stranger))


def test_the_logistic_similarity_is_the_best_curve_over_squared_distances():
    """No other slope and offset gives a smaller loss: moved rows with the same distances show it."""
    rows = np.random.default_rng(4).normal(size=(len(OWN), 7)) + np.random.default_rng(5).normal(size=(5, 7))[OWN]
    value = losses.logistic(rows, OWN)[0]
    assert 0 < value < np.log(2)  # better than a coin
    assert losses.logistic(1.7 * rows, OWN)[0] == pytest.approx(value, rel=1e-4)  # the slope takes the scale up
    assert losses.logistic(rows + 3.0, OWN)[0] == pytest.approx(value, rel=1e-4)  # differences alone count


def test_a_library_changes_its_loss_only_for_one_that_is_proven_better_on_faces_held_out():
    """Where all losses tell people apart alike, additive margin stays."""
    rng = np.random.default_rng(2)
    own = np.repeat(np.arange(12), 8)
    rows = 3 * rng.normal(size=(12, 32))[own] + rng.normal(size=(len(own), 32))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    assert best_loss(rows, own, PULLS[0]) is LossName.ADDITIVE_MARGIN


def test_a_thousand_people_with_few_faces_each_teach_as_well():
    """So many that two faces of each would be too many to look at."""
    rng = np.random.default_rng(3)
    own = np.repeat(np.arange(900), np.r_[[6] * 150, [2] * 750])
    rows = rng.normal(size=(900, 16))[own] + 0.8 * rng.normal(size=(len(own), 16))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    assert best_loss(rows, own, PULLS[0]) in LossName
    pairs = np.repeat(np.arange(900), 2)
    assert learn_metric(rng.normal(size=(1800, 16)).astype(np.float32), pairs) is None  # nothing can be held out
