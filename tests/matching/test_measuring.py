"""What faces without names tell of a pack, from numbers whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from faceorg.domain import Thresholds
from faceorg.matching.learning.measuring import (
    Strangers,
    fit_clarity,
    picture_directions,
    thresholds_among,
    without,
)
from faceorg.matching.neighbours.similarity import unit_rows

USUAL = Thresholds(0.36, 0.44, 0.44)
DIM, FACES = 64, 2000


def strangers(count: int, spread: float = 0.09, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.01, spread, count)


def test_thresholds_lie_where_one_pair_of_strangers_in_a_thousand_does():
    found = thresholds_among(Strangers.among(strangers(40_000)), USUAL, 100)
    assert found.match == pytest.approx(0.01 + 3.4 * 0.09, abs=0.01)
    assert found.strict == pytest.approx(0.01 + 4.3 * 0.09, abs=0.015)
    assert found.cluster == pytest.approx(found.strict)


def test_mirrors_and_collages_among_the_pairs_make_thresholds_stricter_and_no_laxer():
    clean = thresholds_among(Strangers.among(strangers(20_000)), USUAL, 100)
    doubled = np.concatenate([strangers(20_000), np.full(200, 0.9)])
    found = thresholds_among(Strangers.among(doubled), USUAL, 100)
    assert clean.match <= found.match < clean.match + 0.03


def test_twenty_pairs_leave_the_thresholds_nearly_as_they_were():
    found = thresholds_among(Strangers.among(strangers(20, 0.05)), USUAL, 100)
    assert found.match == pytest.approx(USUAL.match, abs=0.02)


def test_what_the_maker_of_a_pack_measured_outweighs_some_hundred_pairs():
    found = thresholds_among(Strangers.among(strangers(300, 0.05)), USUAL, 2000)
    assert found.match == pytest.approx(USUAL.match, abs=0.015)


def test_where_groups_join_goes_to_strict_as_pairs_come():
    lax = Thresholds(0.34, 0.415, 0.29)
    found = thresholds_among(Strangers.among(strangers(2000)), lax, 2000)
    assert found.cluster == pytest.approx((0.29 + 0.01 + 4.3 * 0.09) / 2, abs=0.02)
    assert found.cluster < found.strict


def test_no_library_moves_a_threshold_by_more_than_a_quarter():
    found = thresholds_among(Strangers.among(strangers(50_000, 0.3)), USUAL, 0)
    assert found.match == pytest.approx(1.25 * USUAL.match)


def faces_and_spoilt(seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Good faces, the same spoilt, the direction in which bad pictures lie, and how far each was moved along it."""
    rng = np.random.default_rng(seed)
    good = unit_rows(rng.normal(size=(FACES, DIM)).astype(np.float32))
    bad = unit_rows(rng.normal(size=(1, DIM)).astype(np.float32))[0]
    harm = rng.uniform(0, 2, FACES).astype(np.float32)
    noise = rng.normal(0, 0.02, (FACES, DIM)).astype(np.float32)
    return good, unit_rows(good + harm[:, None] * bad + noise), bad, harm


def test_the_direction_of_bad_pictures_is_found_and_taken_off():
    good, spoilt, bad, _harm = faces_and_spoilt()
    found = picture_directions(spoilt, good, 1)
    assert abs(float(found[0] @ bad)) > 0.98
    before = np.einsum("ij,ij->i", good, spoilt).mean()
    after = np.einsum("ij,ij->i", without(good, found), without(spoilt, found)).mean()
    assert before < 0.8 < 0.95 < after
    assert np.allclose(without(without(spoilt, found), found), without(spoilt, found), atol=1e-5)


def test_an_embedding_tells_what_the_measured_quality_does_not():
    good, spoilt, _bad, _harm = faces_and_spoilt()
    kept = np.einsum("ij,ij->i", good, spoilt)
    blind = np.full(FACES, 0.9, np.float32)
    half = np.arange(FACES) % 2 == 0
    found = fit_clarity(spoilt[half], blind[half], kept[half]).of(spoilt[~half], blind[~half])
    assert np.corrcoef(found, kept[~half])[0, 1] > 0.85
    assert abs(float(found.mean() - kept[~half].mean())) < 0.03


def test_from_a_few_faces_the_measured_quality_stays_what_counts():
    rng = np.random.default_rng(8)
    rows = unit_rows(rng.normal(size=(8, DIM)).astype(np.float32))
    quality = np.linspace(0.2, 0.9, 8)
    clarity = fit_clarity(rows, quality, quality + rng.normal(0, 0.05, 8))
    others = unit_rows(rng.normal(size=(200, DIM)).astype(np.float32))
    seen = rng.uniform(0.2, 0.9, 200)
    assert float(np.abs(clarity.of(others, seen) - seen).max()) < 0.1
