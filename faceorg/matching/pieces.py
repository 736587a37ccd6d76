"""PIECES -> WHICH TWO ARE ONE PERSON: the last step of [Note: How faces are grouped].

After average linkage a person may lie in pieces: a childhood, a blurred party, a lone face. How similar two pieces are
says little then, because the similarity of strangers differs from library to library and from face to face. What says
most is the *lead*: by how much a piece is nearer to its nearest piece than to the next, and whether that is mutual.

[Note: How many pieces belong] The evidence of similarity and leads weighs the same in every library we measured
(portraits, blurred phone photos, childhood to old age: constants -0.81, -0.83, -0.96); what differs is how many pieces
have a partner at all, 1 % to 31 %. That prior is estimated from the pieces themselves by expectation maximisation
(Saerens, Latinne and Decaestecker, Neural Computation 2002), so that one rule suits a library of strangers and an
album of one family.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceorg.matching.graph import nearest_edges
from faceorg.matching.linkage import Linkage
from faceorg.matching.similarity import Ids, Vectors, unit_rows
from faceorg.progress import CancelToken

Numbers = NDArray[np.float64]

# Logistic regression on the pieces of one half of the people of lfw, its hard copy and the age set, with a prior for
# each set (packaging/bench/grouping_lfw.py --fit). Everything in decades of false accepts (similarity.decade).
PER_DECADE, PER_LEAD, PER_RETURN, PER_BOTH, EVEN = 0.51, 1.3, 1.29, -1.09, -0.87
# Leads beyond these prove no more (or, negative, no less).
MOST_LEAD, LEAST_RETURN = 4.0, -1.5
# A piece of n faces is taken to be this many decades / n less similar: single faces are near to many by chance.
FEW_FACES = 0.75
# With few pieces there is hardly a runner-up: it is taken to be at least this share of `match` away from 0, where the
# nearest of many strangers usually lies.
USUAL_RUNNER_UP = 0.5
# What joining takes for a single face. A right join saves the user one action, a wrong one costs a click for each face
# of the smaller piece: even odds for one face, times the faces for more. The rest is caution.
LEAST_CHANCE = 0.7
# Whatever the similarity, a piece between two others (a lead below this many decades) is left to the user.
# Weak faces are near to many, so they need more.
LEAST_LEAD, WEAK_LEAD = 0.3, 1.0
# The prior share of pieces with a partner, and as how many pieces' word it counts.
_USUAL_SHARE, _ITS_WEIGHT = 0.1, 10.0
_EM_ROUNDS = 200
_NEAREST = 8  # pieces looked at by similarity alone before few faces are taken into account
_MAX_ROUNDS = 4


@dataclass(frozen=True)
class Nearest:
    """For each piece its nearest piece and the evidence, in decades of false accepts.

    place : int64 (n,), -1 with no other piece; similarity : above `match`
    lead : over the piece's next nearest; back : over the nearest other piece of that nearest one, negative if that
        one has somebody nearer
    """

    place: Ids
    similarity: Numbers
    lead: Numbers
    back: Numbers


def join_pieces(
    linkage: Linkage,
    weak: NDArray[np.bool_],
    *,
    match: float,
    unit: float,
    stricter: float = 0.0,
    cancel: CancelToken | None = None,
) -> None:
    """Join pieces that are probably one person, surest first, again and again until none is left.

    weak : bool (n,), faces that may join a group but not found one with each other
    match : the pack's; unit : its decade of false accepts; stricter : decades (of lead) added to what joining takes
    """
    caution = np.log(LEAST_CHANCE / (1 - LEAST_CHANCE)) + stricter
    for _ in range(_MAX_ROUNDS):
        pieces = np.array(sorted(linkage.members), np.int64)
        sizes = linkage.faces[pieces]
        frail = weak[pieces] & (sizes == 1)
        near = nearest_pieces(unit_rows(linkage.sums[pieces]), sizes, match=match, unit=unit, cancel=cancel)
        odds = posterior_log_odds(log_likelihood_ratio(near))
        surplus = odds - caution - np.log(np.minimum(sizes, sizes[near.place]))
        joined, moved = 0, set[int]()
        for at in np.lexsort((pieces, -surplus)).tolist():
            other = int(near.place[at])
            if surplus[at] < 0 or other < 0:
                break
            undecided = near.lead[at] < _least_lead(frail[at])
            undecided |= sizes[other] == 1 and near.back[at] < _least_lead(frail[other])
            if undecided or {at, other} & moved or (frail[at] and frail[other]):
                continue
            if linkage.allowed(int(pieces[at]), int(pieces[other])):
                linkage.merge(int(pieces[at]), int(pieces[other]))
                moved |= {at, other}
                joined += 1
        if not joined:
            return


def _least_lead(weak: bool) -> float:
    return WEAK_LEAD if weak else LEAST_LEAD


def log_likelihood_ratio(near: Nearest) -> Numbers:
    """Return the logarithm of how much likelier this evidence is for one person than for two, float64 (n,)."""
    lead = np.minimum(near.lead, MOST_LEAD)
    back = np.clip(near.back, LEAST_RETURN, MOST_LEAD)
    both = np.minimum(lead, back)
    ratio: Numbers = PER_DECADE * near.similarity + PER_LEAD * lead + PER_RETURN * back + PER_BOTH * both + EVEN
    return ratio


def posterior_log_odds(ratios: Numbers) -> Numbers:
    """Add the prior that the pieces themselves suggest; see [Note: How many pieces belong]."""
    share = _USUAL_SHARE
    for _ in range(_EM_ROUNDS):
        chances = 1 / (1 + np.exp(-np.clip(ratios + np.log(share / (1 - share)), -500, 500)))
        share = float((chances.sum() + _USUAL_SHARE * _ITS_WEIGHT) / (len(ratios) + _ITS_WEIGHT))
    odds: Numbers = ratios + np.log(share / (1 - share))
    return odds


def nearest_pieces(
    means: Vectors, sizes: NDArray[np.integer], *, match: float, unit: float, cancel: CancelToken | None = None
) -> Nearest:
    """Find each piece's nearest piece.

    means : float32 (n, dim), L2-normalised; sizes : int (n,), faces of each piece
    """
    count = len(means)
    edges = nearest_edges(means, k=_NEAREST, floor=USUAL_RUNNER_UP * match, cancel=cancel)
    rows = np.concatenate([edges.left, edges.right])
    others = np.concatenate([edges.right, edges.left])
    near = np.concatenate([edges.similarities, edges.similarities]).astype(np.float64)
    near -= FEW_FACES * unit * (1 / sizes[rows] + 1 / sizes[others])
    order = np.lexsort((others, -near, rows))
    rows, others, near = rows[order], others[order], near[order]
    place = np.full(count, -1, np.int64)
    best, second = np.full(count, -1.0), np.full(count, -1.0)
    found, starts, counts = np.unique(rows, return_index=True, return_counts=True)
    place[found], best[found] = others[starts], near[starts]
    with_next = counts > 1
    second[found[with_next]] = near[starts[with_next] + 1]
    rival = np.where(place[place] == np.arange(count), second[place], best[place])  # of my nearest, without me
    least = USUAL_RUNNER_UP * match
    return Nearest(
        place,
        (best - match) / unit,
        (best - np.maximum(second, least)) / unit,
        (best - np.maximum(rival, least)) / unit,
    )
