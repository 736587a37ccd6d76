"""PIECES -> HOW LIKELY EACH IS ONE PERSON WITH ITS NEAREST: similarity, leads, sizes and quality weighed together.

After average linkage a person may lie in pieces: a childhood, a blurred party, a lone face. How similar two pieces are
does not decide by itself. A poor face keeps little of its similarity, so 0.35 may be all that can be had from it, while
two good portraits of one person would be far more alike; strangers' similarities differ from library to library and
from face to face. So it also counts by how much a piece is nearer to its nearest than to the next (its *lead*), or the
other way round (its *return*), how near strangers come to both (their *crowd*), and how much both have proved already.

[Note: How many pieces belong] This evidence weighs the same in every library we measured (portraits, blurred phone
photos, childhood to old age: constants -3.4, -4.0, -3.7); what differs is how many pieces have a partner at all, 3 % to
45 %. That prior is estimated from the pieces themselves by expectation maximisation (Saerens, Latinne and Decaestecker,
Neural Computation 2002), so that one rule suits a library of strangers and an album of one family.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from faceorg.matching.grouping.linkage import Linkage
from faceorg.matching.neighbours.graph import Edges
from faceorg.matching.neighbours.similarity import Ids, pair_similarities, unit_rows

Numbers = NDArray[np.float64]

# Leads beyond these prove no more (or, negative, no less).
MOST_LEAD, LEAST_RETURN = 4.0, -1.5
# A piece of n faces is taken to be this many decades / n less similar: single faces are near to many by chance.
FEW_FACES = 0.38
# With few pieces there is hardly a runner-up: it is taken to be at least this share of `match` away from 0, where the
# nearest of many strangers usually lies.
USUAL_RUNNER_UP = 0.5
# What a face of quality q keeps of its similarity to good pictures of its person falls about as q to this power: 0.60
# at 1, 0.36 at 0.7, 0.20 at 0.3 (hard copy of lfw, dev half); 2 and 4 explain the pieces a little worse, 1 more so.
CLEARNESS = 3.0
# The prior share of pieces with a partner, and as how many pieces' word it counts.
_USUAL_SHARE, _ITS_WEIGHT = 0.1, 10.0
_EM_ROUNDS = 200
_RIVALS = 10  # nearest pieces among which a rival is looked for
_CROWD = slice(2, _RIVALS)  # of those, whoever comes after the nearest and its rival is one of the crowd


@dataclass(frozen=True)
class Nearest:
    """For each piece its nearest piece and the evidence, in decades of false accepts.

    place : int64 (n,), -1 with no other piece; similarity : above `match`
    lead : over the piece's next nearest rival; back : over the nearest one's own next rival, negative if that one has
        somebody nearer
    crowd : above `match`, summed over both pieces, how similar others are to them
    larger, smaller : natural logarithm of the face counts of the two
    clear, other : how clear the pictures of the piece and of its nearest are, 0-1 (see CLEARNESS)
    """

    place: Ids
    similarity: Numbers
    lead: Numbers
    back: Numbers
    crowd: Numbers
    larger: Numbers
    smaller: Numbers
    clear: Numbers
    other: Numbers


@dataclass(frozen=True)
class Weights:
    """Log odds that each part of the evidence is worth.

    lead : the larger of lead and return; clear : the sum of both; good : their product, so that it takes two clear
    pictures; good_in_a_crowd : that product times the crowd; even : the constant
    """

    similarity: float
    lead: float
    larger: float
    smaller: float
    clear: float
    good: float
    good_in_a_crowd: float
    even: float


# Logistic regression on the pieces of one half of the people of lfw, its hard copy and the age set, with a prior for
# each set (packaging/bench/fit_constants.py). Everything in decades of false accepts (similarity.decade). The pack's
# nuisance directions were learned on that half too: with directions from half of it and evidence from the other half,
# a decade of similarity weighs 1.6 instead of 1.9, the rest the same.
GRADED = Weights(2.04, 0.33, larger=0.14, smaller=-0.01, clear=4.44, good=-12.92, good_in_a_crowd=-2.23, even=-3.67)
# The same where nobody has told the quality of the faces (all count as good).
UNGRADED = Weights(1.75, 0.53, larger=0.4, smaller=-0.46, clear=0.0, good=0.0, good_in_a_crowd=-0.7, even=-3.0)


def evidence_of_pieces(near: Nearest) -> Numbers:
    """Return what `Weights` weigh, in its order without `even`, float64 (n, 7)."""
    lead = np.maximum(np.minimum(near.lead, MOST_LEAD), np.clip(near.back, LEAST_RETURN, MOST_LEAD))
    good = near.clear * near.other
    parts = [near.similarity, lead, near.larger, near.smaller, near.clear + near.other, good, good * near.crowd]
    return np.stack(parts, axis=1)


def log_likelihood_ratio(near: Nearest, weights: Weights = GRADED) -> Numbers:
    """Return the logarithm of how much likelier this evidence is for one person than for two, float64 (n,)."""
    *each, even = astuple(weights)
    ratio: Numbers = evidence_of_pieces(near) @ np.array(each) + even
    return ratio


def prior_log_odds(ratios: Numbers, usual_share: float = _USUAL_SHARE, its_weight: float = _ITS_WEIGHT) -> float:
    """Return the prior that the pieces themselves suggest; see [Note: How many pieces belong].

    ratios : of each piece, log_likelihood_ratio; usual_share : what is expected before, with so many pieces' word
    """
    share = usual_share
    for _ in range(_EM_ROUNDS):
        chances = 1 / (1 + np.exp(-np.clip(ratios + np.log(share / (1 - share)), -500, 500)))
        share = float((chances.sum() + usual_share * its_weight) / (len(ratios) + its_weight))
    return float(np.log(share / (1 - share)))


def nearest_pieces(linkage: Linkage, edges: Edges, pieces: Ids, *, match: float, unit: float) -> Nearest:
    """Find each piece's nearest piece among those it has an edge to.

    Two pieces are as similar as half their nearest pair of faces (somebody at the same party) and half their means.
    """
    place_of = np.full(int(linkage.labels().max(initial=0)) + 1, -1, np.int64)
    place_of[pieces] = np.arange(len(pieces))
    groups = linkage.labels()
    left, right = place_of[groups[edges.left]], place_of[groups[edges.right]]
    rows, others, nearest_pair = _best_of_pairs(left, right, edges.similarities)
    sizes = linkage.faces[pieces]
    means = unit_rows(linkage.sums[pieces])
    near = (nearest_pair + pair_similarities(means, rows, others)).astype(np.float64) / 2
    near -= FEW_FACES * unit * (1 / sizes[rows] + 1 / sizes[others])
    rows, others, near = np.concatenate([rows, others]), np.concatenate([others, rows]), np.concatenate([near, near])
    order = np.lexsort((others, -near, rows))
    clear = (linkage.weights[pieces] / sizes).astype(np.float64) ** CLEARNESS
    return _nearest(rows[order], others[order], near[order], np.log(sizes), clear, match, unit)


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


def _nearest(
    rows: Ids, others: Ids, near: Numbers, sizes: Numbers, clear: Numbers, match: float, unit: float
) -> Nearest:
    """From (piece, other piece, similarity) in order of piece and falling similarity to the evidence of each piece."""
    count = len(sizes)
    ranked, similar = np.full((count, _RIVALS), -1, np.int64), np.full((count, _RIVALS), -1.0)
    starts = np.unique(rows, return_index=True)[1]
    rank = np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
    top = rank < _RIVALS
    ranked[rows[top], rank[top]], similar[rows[top], rank[top]] = others[top], near[top]
    by_pair = np.argsort(rows * count + others)
    keys, values = (rows * count + others)[by_pair], near[by_pair]
    place, best = ranked[:, 0], similar[:, 0]
    least = USUAL_RUNNER_UP * match
    second = _rival(ranked, similar, place, keys, values)
    rival = _rival(ranked[place], similar[place], np.arange(count), keys, values)
    crowd = ((np.maximum(similar[:, _CROWD], least) - match) / unit).mean(axis=1)
    return Nearest(
        place,
        (best - match) / unit,
        (best - np.maximum(second, least)) / unit,
        (best - np.maximum(rival, least)) / unit,
        crowd + crowd[place],
        np.maximum(sizes, sizes[place]),
        np.minimum(sizes, sizes[place]),
        clear,
        clear[place],
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
