"""A FACE OR A GROUP AND ITS NEAREST PERSON -> ODDS that it is that person: the chance behind every "is this Anna?".

One rule for all who ask: identification of the faces of a library, and the simulated user of an evaluation. How similar
the face is to the person, how near others come, and how good the picture is; a person known from few faces is less well
known. Answers move what is said (`calibration.refined` over these odds).

[Note: Groups that may be somebody named] A group without a name is mostly a stranger in one library, and a named child
grown up in another: 28 % of the age set's groups that are not somebody's largest are somebody who has a larger one,
none of lfw's are. How much the evidence weighs is the same, the prior is estimated from the groups themselves (as in
`evidence`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import Thresholds
from faceorg.matching.grouping.evidence import FEW_FACES, USUAL_RUNNER_UP, prior_log_odds
from faceorg.matching.neighbours.similarity import decade

# Logistic regression of "its nearest person is right" on faces that no group took, on one half of the people of lfw,
# its hard copy and the age set; similarity and crowd in decades. A good picture of a person would be much nearer than a
# poor one, so at the same similarity a *good* face is more likely a stranger. packaging/bench/fit_constants.py fits
# them again. (With the lead over the next person beside the crowd, the lead is worth nothing.)
PER_DECADE, PER_CROWD, PER_QUALITY, AT_MATCH = 2.24, -1.22, -4.11, -0.56
# The same for groups, when everybody has the name of his largest group; a constant without the prior (see the note).
GROUP_PER_DECADE, GROUP_PER_CROWD, GROUP_PER_QUALITY, GROUP_AT_MATCH = 2.54, -2.17, -1.46, -0.52
# The prior share of groups that are somebody named, and as how many groups' word it counts: of those that are not
# somebody's largest it is none of lfw's, 2 % of its hard copies' and 28 % of the age set's (dev halves). Twice the
# weight or half the share cost the same there, a share of 0.1 up to 1 % more.
_USUAL_SHARE, _ITS_WEIGHT = 0.03, 30.0
# People after the nearest one who are its crowd.
CROWD = 9


def few_faces(thresholds: Thresholds, faces: ArrayLike) -> NDArray[np.float64]:
    """Return what is taken from a similarity because one side is known from so many faces only."""
    return np.asarray(FEW_FACES * decade(thresholds) / np.maximum(np.asarray(faces, np.float64), 1), np.float64)


def crowd_of(near: NDArray[np.floating], place: ArrayLike, thresholds: Thresholds) -> NDArray[np.float64]:
    """Return how similar others are to each face, float64 (n,): the mean of the next CROWD people, near ones most.

    near : float (n, people), of each face to everybody; place : int (n,), whom each is asked to be. Nobody there counts
    as somebody at USUAL_RUNNER_UP. The mean is of e to the power of decades, as odds are: one that is as near as the
    nearest weighs more than eight who are far.
    """
    least, unit = USUAL_RUNNER_UP * thresholds.match, decade(thresholds)
    others = np.full((len(near), max(near.shape[1], CROWD + 1)), least)
    others[:, : near.shape[1]] = np.maximum(near, least)
    others[np.arange(len(near)), np.asarray(place, np.int64)] = least - 1  # itself comes after all others
    nearest = -np.partition(-others, CROWD - 1, axis=1)[:, :CROWD]
    crowd: NDArray[np.float64] = unit * np.log(np.exp(nearest / unit).mean(axis=1))
    return crowd


def evidence_of_guesses(
    thresholds: Thresholds, similarity: ArrayLike, crowd: ArrayLike, quality: ArrayLike
) -> NDArray[np.float64]:
    """Return what the odds weigh: similarity and crowd in decades, and quality, float64 (n, 3)."""
    near, beside = (np.asarray(one, np.float64) - thresholds.match for one in (similarity, crowd))
    return np.stack([near / decade(thresholds), beside / decade(thresholds), np.asarray(quality, np.float64)], axis=1)


def guess_odds(
    thresholds: Thresholds, similarity: ArrayLike, crowd: ArrayLike, quality: ArrayLike
) -> NDArray[np.float64]:
    """Return the natural logarithm of the odds that a face is its nearest person.

    similarity : to that person, less `few_faces` of both; crowd : see crowd_of; quality : of the face, 0-1
    """
    weights = np.array([PER_DECADE, PER_CROWD, PER_QUALITY])
    odds: NDArray[np.float64] = evidence_of_guesses(thresholds, similarity, crowd, quality) @ weights + AT_MATCH
    return odds


def group_odds(
    thresholds: Thresholds, similarity: ArrayLike, crowd: ArrayLike, quality: ArrayLike
) -> NDArray[np.float64]:
    """Return the natural logarithm of the odds that each group without a name is its nearest person.

    The same as guess_odds takes, means over the group's faces. All groups of a library together: they tell the prior.
    """
    weights = np.array([GROUP_PER_DECADE, GROUP_PER_CROWD, GROUP_PER_QUALITY])
    ratio = evidence_of_guesses(thresholds, similarity, crowd, quality) @ weights + GROUP_AT_MATCH
    odds: NDArray[np.float64] = ratio + prior_log_odds(ratio, _USUAL_SHARE, _ITS_WEIGHT)
    return odds
