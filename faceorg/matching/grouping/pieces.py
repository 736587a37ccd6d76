"""EVIDENCE -> PIECES JOINED: the last step of [Note: How faces are grouped].

Each piece joins its nearest one where the odds (`evidence`) say so, surest first. A piece between two others is left to
the user, weak faces never found a group with each other, and no fact is broken.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import Thresholds
from faceorg.matching.grouping.evidence import (
    GRADED,
    Nearest,
    Weights,
    log_likelihood_ratio,
    nearest_pieces,
    prior_log_odds,
)
from faceorg.matching.grouping.linkage import Linkage
from faceorg.matching.neighbours.graph import Edges
from faceorg.matching.neighbours.similarity import Ids, decade

# Faces less similar than this share of `match` need not be compared: no lead makes up for it.
LEAST_SIMILARITY = 0.6
# In larger libraries more strangers come that near: this many decades more for each factor of ten above so many faces.
_LARGE_LIBRARY, _DECADES_A_TENFOLD = 10_000, 1.0
# What joining takes for a single face, times its faces for a larger piece. At 0.6 BCubed F is a little higher (dev half
# of lfw's hard copy: 0.846 instead of 0.843), but a quarter more groups mix people (0.15 instead of 0.12 of them there,
# 0.08 instead of 0.06 on ages), and naming everybody takes the same actions a person from 0.6 to 0.7.
LEAST_CHANCE_TO_JOIN = 0.65
# Whatever the odds, a weak face between two others (a lead below this many decades) is left to the user: it is near to
# many. So is a single face that has somebody else so much nearer. With 1.0 and 0.1 BCubed F was 0.837 instead of 0.843,
# with as many mixed groups.
WEAK_LEAD, LEAST_LEAD = 0.5, -0.3
_MAX_ROUNDS = 6


def join_pieces(
    linkage: Linkage,
    edges: Edges,
    weak: NDArray[np.bool_],
    *,
    match: float,
    unit: float,
    stricter: float = 0.0,
    weights: Weights = GRADED,
) -> None:
    """Join pieces that are probably one person, surest first, again and again until none is left.

    edges : between faces that are similar at all (LEAST_SIMILARITY x match)
    weak : bool (n,), faces that may join a group but not found one with each other
    match : the pack's; unit : its decade of false accepts; stricter : decades (of lead) added to what joining takes
    """
    caution = np.log(LEAST_CHANCE_TO_JOIN / (1 - LEAST_CHANCE_TO_JOIN)) + stricter
    prior: float | None = None
    for _ in range(_MAX_ROUNDS):
        pieces = np.array(sorted(linkage.members), np.int64)
        near = nearest_pieces(linkage, edges, pieces, match=match, unit=unit)
        ratios = log_likelihood_ratio(near, weights)
        # Of the first round: among pieces that were refused once, the prior would fall with every round, though those
        # whose nearest piece has grown since are as likely as before.
        prior = prior_log_odds(ratios) if prior is None else prior
        if not _join_round(linkage, pieces, near, ratios + prior - caution, weak):
            return


def _join_round(
    linkage: Linkage, pieces: Ids, near: Nearest, surplus: NDArray[np.float64], weak: NDArray[np.bool_]
) -> bool:
    """Join each piece with its nearest where the odds suffice; whether any was joined."""
    sizes = linkage.faces[pieces]
    frail = weak[pieces] & (sizes == 1)
    surplus = np.where(near.place < 0, -np.inf, surplus - np.log(np.minimum(sizes, sizes[near.place])))
    gone = set[int]()
    for at in np.lexsort((pieces, -surplus)).tolist():
        other = int(near.place[at])
        if surplus[at] < 0:
            break
        undecided = near.lead[at] < _least_lead(frail[at])
        undecided |= sizes[other] == 1 and near.back[at] < _least_lead(frail[other])
        if undecided or at in gone or other in gone or (frail[at] and frail[other]):
            continue
        a, b = linkage.group_of(int(pieces[at])), linkage.group_of(int(pieces[other]))
        if linkage.allowed(a, b):
            linkage.merge(a, b)
            # The smaller has chosen. The larger is hardly another for it, so that others may still choose it.
            gone.add(at if sizes[at] <= sizes[other] else other)
    return bool(gone)


def _least_lead(weak: bool) -> float:
    return WEAK_LEAD if weak else LEAST_LEAD


def least_similarity(thresholds: Thresholds, faces: int) -> float:
    """Return the similarity below which two faces of a library of so many need not be compared."""
    tenfolds = np.log10(max(faces / _LARGE_LIBRARY, 1.0))
    return LEAST_SIMILARITY * thresholds.match + float(_DECADES_A_TENFOLD * tenfolds) * decade(thresholds)
