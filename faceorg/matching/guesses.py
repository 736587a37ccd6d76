"""A FACE OR A GROUP AND ITS NEAREST PERSON -> ODDS that it is that person: the chance behind every "is this Anna?".

One rule for all who ask: identification of the faces of a library, and the simulated user of an evaluation. How similar
the face is to the person, how far the next person is behind, and how good the picture is; a person known from few faces
is less well known. Answers move what is said (`calibration.refined` over these odds).

[Note: Groups that may be somebody named] A group without a name is mostly a stranger in one library, and a named child
grown up in another: 27 % of the age set's groups that are not somebody's largest are somebody who has a larger one,
none of lfw's are. How much the evidence weighs is the same, the prior is estimated from the groups themselves (as in
`evidence`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import Thresholds
from faceorg.matching.evidence import prior_log_odds
from faceorg.matching.pieces import FEW_FACES, USUAL_RUNNER_UP
from faceorg.matching.similarity import decade

# Logistic regression of "its nearest person is right" on faces that no group took, on one half of the people of lfw,
# its hard copy and the age set; similarity and lead in decades. A good picture of a person would be much nearer than a
# poor one, so at the same similarity a *good* face is more likely a stranger. packaging/bench/fit_constants.py fits
# them again.
PER_DECADE, PER_LEAD, PER_QUALITY, AT_MATCH = 1.57, 0.39, -3.91, 0.08

# The same for groups, when everybody has the name of his largest group: by similarity, lead and the logarithm of the
# group's faces; a constant without the prior (see the note).
GROUP_PER_DECADE, GROUP_PER_LEAD, GROUP_PER_FOLD, GROUP_AT_MATCH = 1.16, 1.61, 0.53, -0.73


def few_faces(thresholds: Thresholds, faces: ArrayLike) -> NDArray[np.float64]:
    """Return what is taken from a similarity because one side is known from so many faces only."""
    return np.asarray(FEW_FACES * decade(thresholds) / np.maximum(np.asarray(faces, np.float64), 1), np.float64)


def guess_odds(
    thresholds: Thresholds, similarity: ArrayLike, lead: ArrayLike, quality: ArrayLike
) -> NDArray[np.float64]:
    """Return the natural logarithm of the odds that a face is its nearest person.

    similarity : to that person, less `few_faces` of both; lead : over the next person; quality : of the face, 0-1
    """
    near, unit = np.asarray(similarity, np.float64), decade(thresholds)
    ahead = np.minimum(lead, near - USUAL_RUNNER_UP * thresholds.match) / unit
    odds: NDArray[np.float64] = PER_DECADE * (near - thresholds.match) / unit + PER_LEAD * ahead
    return odds + PER_QUALITY * np.asarray(quality, np.float64) + AT_MATCH


def group_odds(thresholds: Thresholds, similarity: ArrayLike, lead: ArrayLike, faces: ArrayLike) -> NDArray[np.float64]:
    """Return the natural logarithm of the odds that each group without a name is its nearest person.

    similarity : mean over the group's faces, to that person, less `few_faces` of both; lead : over the next person;
        faces : of the group. All groups of a library together: they tell the prior.
    """
    near, unit = np.asarray(similarity, np.float64), decade(thresholds)
    ahead = np.minimum(lead, near - USUAL_RUNNER_UP * thresholds.match) / unit
    ratio = GROUP_PER_DECADE * (near - thresholds.match) / unit + GROUP_PER_LEAD * ahead + GROUP_AT_MATCH
    ratio = ratio + GROUP_PER_FOLD * np.log(np.asarray(faces, np.float64))
    odds: NDArray[np.float64] = ratio + prior_log_odds(ratio)
    return odds
