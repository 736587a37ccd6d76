"""Similarities as probabilities: rising, placed by the pack, moved by answers but not by a handful overturned."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceorg.domain import Thresholds
from faceorg.matching.learning.calibration import Calibration, calibration_of, refined

THRESHOLDS = Thresholds(match=0.26, strict=0.33, cluster=0.32)


def test_a_packs_curve_is_sure_far_from_its_thresholds() -> None:
    curve = calibration_of(THRESHOLDS)
    assert curve.probability([0.0, 0.7]).tolist() == pytest.approx([0, 1], abs=0.06)
    assert curve.probability(curve.centre) == 0.5


def test_the_same_similarity_says_less_among_many_people() -> None:
    curve = calibration_of(THRESHOLDS)
    assert curve.among(1) == curve
    odds = [p / (1 - p) for p in (float(c.probability(0.35)) for c in (curve, curve.among(10)))]
    assert odds[0] / odds[1] == pytest.approx(10)


def test_many_answers_teach_a_librarys_own_curve() -> None:
    truth = Calibration(centre=0.35, slope=25)
    rng = np.random.default_rng(0)
    similarities = rng.uniform(0, 0.7, 3000)
    same = rng.random(3000) < truth.probability(similarities)
    learned = refined(calibration_of(THRESHOLDS), similarities, same)
    assert learned.centre == pytest.approx(0.35, abs=0.02)
    assert learned.slope == pytest.approx(25, rel=0.2)
    assert learned.answers == 3000


def test_one_surprising_answer_moves_the_curve_only_a_little() -> None:
    base = calibration_of(THRESHOLDS)
    moved = refined(base, [0.5], [False])
    assert base.centre < moved.centre < base.centre + 0.15
    assert refined(base, [], []) == base


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-1, 1), st.booleans()), max_size=40))
def test_any_answers_leave_a_rising_curve(answers: list[tuple[float, bool]]) -> None:
    curve = refined(calibration_of(THRESHOLDS), [s for s, _ in answers], [same for _, same in answers])
    chances = curve.probability(np.linspace(-1, 1, 50))
    assert np.isfinite(chances).all() and (np.diff(chances) >= 0).all()
