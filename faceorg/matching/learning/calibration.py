"""SIMILARITY -> PROBABILITY: a number that holds, for a pack at first and for this very library later.

A logistic curve over the similarity. A pack's thresholds place it: `match` (FAR 1e-3) and `strict` (FAR 1e-4) say where
strangers end and, by their distance, how fast their tail falls. Two good pictures of one person are more alike than a
poor one and a good one, so that where the quality is known, the same similarity says less for the good ones.

The user's confirmed and rejected faces then move and tilt the curve, against a prior that keeps a handful of answers
from overturning what thousands of pairs taught (Platt scaling with a Gaussian prior on both parameters).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import Thresholds
from faceorg.matching.neighbours.similarity import decade

# The curve of a pack in decades (similarity.decade), for one genuine pair to one pair of strangers. Fitted on the pairs
# of one half of the people of the hard lfw set (packaging/bench/fit_constants.py).
CENTRE = -1.97
WIDTH = 0.63
# The same where the quality (0-1) of the poorer picture is known: logarithm of the odds at `match`, and how it rises a
# decade. Fitted on the pairs of one half of the people of lfw, its hard copy and the age set by the same command. On
# the other half it errs by 0.023, 0.020 and 0.068 (expected calibration error).
AT_MATCH, AT_MATCH_PER_QUALITY = 4.88, -2.91
PER_DECADE, PER_DECADE_PER_QUALITY = 1.26, 0.66
# How far the user's answers usually lie from the pack's curve: standard deviations of the prior on shift (in units)
# and on the logarithm of the slope. With 1 for the shift one unlucky strip of suggestions ends all others (1 % more
# actions on the dev halves of two hard copies of lfw); hundreds of answers outweigh either.
_SHIFT_PRIOR, _SLOPE_PRIOR = 0.3, 0.2
_NEWTON_STEPS = 25


@dataclass(frozen=True)
class Calibration:
    """P(same person) = 1 / (1 + exp(-slope * (similarity - centre))).

    centre : the similarity of even odds; slope : > 0; answers : confirmed and rejected faces it was refined with
    """

    centre: float
    slope: float
    answers: int = 0

    def probability(self, similarities: ArrayLike) -> NDArray[np.float64]:
        """Return P(same person) for each similarity, 0-1, rising with it."""
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(self.odds(similarities), -700, 700)))
        return chances

    def among(self, people: int) -> Calibration:
        """Return the curve for the most similar of so many people instead of one pair: so many chances to be wrong.

        By Bayes' rule with as many wrong answers as people, the odds fall by that factor.
        """
        return Calibration(self.centre + float(np.log(max(people, 1))) / self.slope, self.slope, self.answers)

    def then(self, moved: Calibration) -> Calibration:
        """Return this curve with its log odds moved by another, refined one."""
        return Calibration(self.centre + moved.centre / self.slope, self.slope * moved.slope, moved.answers)

    def odds(self, similarities: ArrayLike) -> NDArray[np.float64]:
        """Return the natural logarithm of the odds for each similarity."""
        odds: NDArray[np.float64] = self.slope * (np.asarray(similarities, np.float64) - self.centre)
        return odds


# A curve over log odds that no answers have moved: what is said is what was computed.
UNMOVED = Calibration(0.0, 1.0)


def calibration_of(thresholds: Thresholds, quality: float | None = None) -> Calibration:
    """Return the curve of a pack that no answers have refined yet.

    quality : of the poorer of two pictures, 0-1; None where unknown
    """
    unit = decade(thresholds)
    if quality is None:
        return Calibration(thresholds.match + CENTRE * unit, 1 / (WIDTH * unit))
    steep = PER_DECADE + PER_DECADE_PER_QUALITY * quality
    return Calibration(thresholds.match - unit * (AT_MATCH + AT_MATCH_PER_QUALITY * quality) / steep, steep / unit)


def pair_odds(thresholds: Thresholds, similarities: ArrayLike, quality: ArrayLike) -> NDArray[np.float64]:
    """Return the natural logarithm of the odds that each pair is one person, for as many true pairs as false ones.

    similarities : float (n,); quality : float (n,), of the poorer picture of each pair
    """
    good = np.asarray(quality, np.float64)
    decades = (np.asarray(similarities, np.float64) - thresholds.match) / decade(thresholds)
    odds: NDArray[np.float64] = AT_MATCH + AT_MATCH_PER_QUALITY * good
    return odds + (PER_DECADE + PER_DECADE_PER_QUALITY * good) * decades


def refined(base: Calibration, similarities: ArrayLike, same: ArrayLike) -> Calibration:
    """Return the curve after answers: the most probable shift and slope given the answers and the prior.

    similarities : float (n,), as shown to the user; same : bool (n,), what the user said. No answers change nothing.
    """
    x = base.slope * (np.asarray(similarities, np.float64) - base.centre)
    y = np.asarray(same, np.float64)
    if not len(x):
        return base
    # odds = exp(tilt) * x + shift; in these terms `base` is (0, 0) and one unit of similarity is base.slope * unit wide
    shift_variance = (_SHIFT_PRIOR / WIDTH) ** 2
    prior = np.array([1 / _SLOPE_PRIOR**2, 1 / shift_variance])
    state = np.zeros(2)
    for _ in range(_NEWTON_STEPS):
        steep = np.exp(state[0]) * x
        chances = 1 / (1 + np.exp(-np.clip(steep + state[1], -700, 700)))
        slopes = np.stack([steep, np.ones_like(x)])
        gradient = slopes @ (chances - y) + prior * state
        curvature = (slopes * (chances * (1 - chances))) @ slopes.T + np.diag(prior)  # Gauss-Newton: always positive
        state = state - np.clip(np.linalg.solve(curvature, gradient), -1, 1)
    slope = base.slope * float(np.exp(state[0]))
    return Calibration(base.centre - float(state[1]) / slope, slope, base.answers + len(x))
