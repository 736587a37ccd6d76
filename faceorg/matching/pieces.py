"""PIECES -> WHICH TWO ARE ONE PERSON: the last step of [Note: How faces are grouped].

After average linkage a person may lie in pieces: a childhood, a blurred party, a lone face. How similar two pieces are
says little then, because the similarity of strangers differs from library to library and from face to face. What says
most is the *lead*: by how much a piece is nearer to its nearest piece than to the next, and whether that is mutual.

[Note: How many pieces belong] The evidence of similarity and leads weighs the same in every library we measured
(portraits, blurred phone photos, childhood to old age: constants -2.25, -2.01, -2.14); what differs is how many pieces
have a partner at all, 1 % to 31 %. That prior is estimated from the pieces themselves by expectation maximisation
(Saerens, Latinne and Decaestecker, Neural Computation 2002), so that one rule suits a library of strangers and an
album of one family.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import Thresholds
from faceorg.matching.graph import Edges
from faceorg.matching.linkage import Linkage
from faceorg.matching.similarity import Ids, decade, pair_similarities, unit_rows

Numbers = NDArray[np.float64]

# Logistic regression on the pieces of one half of the people of lfw, its hard copy and the age set, with a prior for
# each set (packaging/bench/fit_constants.py). Everything in decades of false accepts (similarity.decade).
PER_DECADE, PER_LEAD, PER_RETURN, PER_BOTH, EVEN = 0.5, 1.68, 1.66, -1.56, -2.13
# Leads beyond these prove no more (or, negative, no less).
MOST_LEAD, LEAST_RETURN = 4.0, -1.5
# A piece of n faces is taken to be this many decades / n less similar: single faces are near to many by chance.
FEW_FACES = 0.38
# With few pieces there is hardly a runner-up: it is taken to be at least this share of `match` away from 0, where the
# nearest of many strangers usually lies.
USUAL_RUNNER_UP = 0.5
# Faces less similar than this share of `match` need not be compared: no lead makes up for it.
LEAST_SIMILARITY = 0.6
# In larger libraries more strangers come that near: this many decades more for each factor of ten above so many faces.
_LARGE_LIBRARY, _DECADES_A_TENFOLD = 10_000, 1.0
# What joining takes for a single face, times its faces for a larger piece. Even odds would save the most actions (a
# wrong join costs a click for each face, a right one saves an action), but a group that mixes people is what users
# forgive least: with EVIDENCE of clustering.py this keeps mixed groups of all lfw at 1.7 % (2.4 % at 0.6), of which
# 1.2 % are one person under two labels; BCubed F 0.9943 (0.9954 at 0.6; packaging/bench/library_quality.py).
LEAST_CHANCE = 0.85
# Whatever the similarity, a piece between two others (a lead below this many decades) is left to the user.
# Weak faces are near to many, so they need more.
LEAST_LEAD, WEAK_LEAD = 0.3, 1.0
# The prior share of pieces with a partner, and as how many pieces' word it counts.
_USUAL_SHARE, _ITS_WEIGHT = 0.1, 10.0
_EM_ROUNDS = 200
_MAX_ROUNDS = 6
_RIVALS = 8  # nearest pieces among which a rival is looked for


@dataclass(frozen=True)
class Nearest:
    """For each piece its nearest piece and the evidence, in decades of false accepts.

    place : int64 (n,), -1 with no other piece; similarity : above `match`
    lead : over the piece's next nearest rival; back : over the nearest one's own next rival, negative if that one has
        somebody nearer
    """

    place: Ids
    similarity: Numbers
    lead: Numbers
    back: Numbers


def join_pieces(
    linkage: Linkage,
    edges: Edges,
    weak: NDArray[np.bool_],
    *,
    match: float,
    unit: float,
    stricter: float = 0.0,
) -> None:
    """Join pieces that are probably one person, surest first, again and again until none is left.

    edges : between faces that are similar at all (LEAST_SIMILARITY x match)
    weak : bool (n,), faces that may join a group but not found one with each other
    match : the pack's; unit : its decade of false accepts; stricter : decades (of lead) added to what joining takes
    """
    caution = np.log(LEAST_CHANCE / (1 - LEAST_CHANCE)) + stricter
    for _ in range(_MAX_ROUNDS):
        pieces = np.array(sorted(linkage.members), np.int64)
        sizes = linkage.faces[pieces]
        frail = weak[pieces] & (sizes == 1)
        near = nearest_pieces(linkage, edges, pieces, match=match, unit=unit)
        odds = posterior_log_odds(log_likelihood_ratio(near))
        surplus = odds - caution - np.log(np.minimum(sizes, sizes[near.place]))
        gone = set[int]()
        for at in np.lexsort((pieces, -surplus)).tolist():
            other = int(near.place[at])
            if surplus[at] < 0 or other < 0:
                break
            undecided = near.lead[at] < _least_lead(frail[at])
            undecided |= sizes[other] == 1 and near.back[at] < _least_lead(frail[other])
            if undecided or at in gone or other in gone or (frail[at] and frail[other]):
                continue
            if linkage.allowed(linkage.group_of(int(pieces[at])), linkage.group_of(int(pieces[other]))):
                linkage.merge(linkage.group_of(int(pieces[at])), linkage.group_of(int(pieces[other])))
                gone.add(at)  # it has chosen; others may still choose what it joined
        if not gone:
            return


def _least_lead(weak: bool) -> float:
    return WEAK_LEAD if weak else LEAST_LEAD


def least_similarity(thresholds: Thresholds, faces: int) -> float:
    """Return the similarity below which two faces of a library of so many need not be compared."""
    tenfolds = np.log10(max(faces / _LARGE_LIBRARY, 1.0))
    return LEAST_SIMILARITY * thresholds.match + float(_DECADES_A_TENFOLD * tenfolds) * decade(thresholds)


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


def nearest_pieces(linkage: Linkage, edges: Edges, pieces: Ids, *, match: float, unit: float) -> Nearest:
    """Find each piece's nearest piece among those it has an edge to.

    Two pieces are as similar as half their nearest pair of faces (somebody at the same party) and half their means.
    """
    place_of = np.full(int(linkage.labels().max(initial=0)) + 1, -1, np.int64)
    place_of[pieces] = np.arange(len(pieces))
    groups = linkage.labels()
    left, right = place_of[groups[edges.left]], place_of[groups[edges.right]]
    rows, others, nearest_pair = _best_of_pairs(left, right, edges.similarities)
    means = unit_rows(linkage.sums[pieces])
    near = (nearest_pair + pair_similarities(means, rows, others)).astype(np.float64) / 2
    near -= FEW_FACES * unit * (1 / linkage.faces[pieces][rows] + 1 / linkage.faces[pieces][others])
    rows, others, near = np.concatenate([rows, others]), np.concatenate([others, rows]), np.concatenate([near, near])
    order = np.lexsort((others, -near, rows))
    return _evidence(rows[order], others[order], near[order], len(pieces), match, unit)


def _best_of_pairs(left: Ids, right: Ids, similarities: NDArray[np.float32]) -> tuple[Ids, Ids, NDArray[np.float32]]:
    """Each pair of different places once, with its highest similarity."""
    low, high = np.minimum(left, right), np.maximum(left, right)
    apart = low != high
    low, high, similarities = low[apart], high[apart], similarities[apart]
    order = np.lexsort((-similarities, high, low))
    low, high, similarities = low[order], high[order], similarities[order]
    first = np.ones(len(low), bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    return low[first], high[first], similarities[first]


def _evidence(rows: Ids, others: Ids, near: Numbers, count: int, match: float, unit: float) -> Nearest:
    """From (piece, other piece, similarity) in order of piece and falling similarity to the evidence of each piece."""
    ranked, similar = np.full((count, _RIVALS), -1, np.int64), np.full((count, _RIVALS), -1.0)
    starts = np.unique(rows, return_index=True)[1]
    rank = np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
    top = rank < _RIVALS
    ranked[rows[top], rank[top]], similar[rows[top], rank[top]] = others[top], near[top]
    by_pair = np.argsort(rows * count + others)
    keys, values = (rows * count + others)[by_pair], near[by_pair]
    place, best = ranked[:, 0], similar[:, 0]
    itself = np.arange(count)
    least = USUAL_RUNNER_UP * match
    second = _rival(ranked, similar, place, keys, values)
    rival = _rival(ranked[place], similar[place], itself, keys, values)
    return Nearest(
        place,
        (best - match) / unit,
        (best - np.maximum(second, least)) / unit,
        (best - np.maximum(rival, least)) / unit,
    )


def _rival(ranked: Ids, similar: Numbers, partner: Ids, keys: Ids, values: Numbers) -> Numbers:
    """For each piece the similarity of the next one that competes with its partner, -1 without any.

    ranked, similar : (n, _RIVALS), the nearest pieces of each. One that is nearer to the partner than to the piece is
    probably another part of the same person, and no rival.
    """
    count = len(ranked)
    answer, open_ = np.full(count, -1.0), np.ones(count, bool)
    for rank in range(_RIVALS):
        other = ranked[:, rank]
        key = partner * count + other
        at = np.minimum(np.searchsorted(keys, key), len(keys) - 1) if len(keys) else np.zeros(count, np.int64)
        known = len(keys) > 0 and keys[at] == key
        to_partner = np.where(known, values[at] if len(keys) else -1.0, -1.0)
        competes = open_ & (other >= 0) & (other != partner) & (to_partner < similar[:, rank])
        answer[competes] = similar[competes, rank]
        open_ &= ~competes
    return answer
