"""THE LOSSES OF THE FIELD, side by side: what each finds wrong with how faces lie, and which way is better.

A loss looks at the mapped faces of several people and returns one number and its gradient; `of_map` carries that
gradient back to the linear map in front of the pack's embeddings. So every loss can teach the same map, and a library
takes the one that its held-out faces prove best (`metric.learn_metric`; packaging/bench/metric_gain.py compares them).

In all of them, x are the mapped faces, float (n, dim); own, int (n,), is the person of each row, 0, 1, ..., rising, and
each person has two faces or more. On unit rows the squared distance of two faces is 2 - 2 cosine, so distance and
cosine rank alike there; they differ only on rows of different lengths, which none of them sees but `logistic`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from faceorg.matching.neighbours.similarity import Ids

Rows = NDArray[np.floating]
# Sharpness of the softmax, and margins: of the cosine, of the angle in radians, of distances between unit rows. What is
# gained on held-out faces is flat around the first two (seed 0 of packaging/bench/metric_gain.py).
SHARPNESS, MARGIN, ANGLE = 16.0, 0.3, 0.3
# Distances at which faces of one person are near enough, and of two people far enough: cosines of .68 and .28.
NEAR_ENOUGH, FAR_ENOUGH = 0.8, 1.2
TRIPLET_MARGIN = 0.2  # of squared distances, as in FaceNet
# How free the logistic curve is of its pull to a slope of 0 (scikit-learn's C), which only ends it where a line parts
# the pairs and there is no best one.
_FREE = 1e8
_TINY = 1e-6
_LEVELS = 4096  # distances at which pairs are counted


class LossName(StrEnum):
    """additive margin is the one that libraries learned by before there was a choice"""

    ADDITIVE_MARGIN = "additive margin"
    CONTRASTIVE = "contrastive"
    TRIPLET_SEMI_HARD = "triplet, semi-hard"
    TRIPLET_HARD = "triplet, hard"
    N_PAIR = "N-pair"
    COSFACE = "CosFace"
    ARCFACE = "ArcFace"
    LOGISTIC = "logistic"


@dataclass(frozen=True)
class Loss:
    """value : (x, own) -> the mean loss and its gradient with respect to x, float (n, dim)
    on_unit_rows : whether x are brought to length one before"""

    value: Callable[[Rows, Ids], tuple[float, Rows]]
    on_unit_rows: bool = True


def of_map(loss: Loss, vectors: Rows, own: Ids, change: Rows) -> tuple[float, Rows]:
    """Return the loss of faces under the map 1 + change, and its gradient with respect to change, float (dim, dim).

    vectors : float (n, dim), the faces before it
    """
    raw = vectors + vectors @ change
    if not loss.on_unit_rows:
        value, by_row = loss.value(raw, own)
        return value, vectors.T @ by_row
    unit, lengths = _unit(raw)
    value, by_row = loss.value(unit, own)
    return value, vectors.T @ (_tangent(by_row, unit) / lengths)


def _unit(rows: Rows) -> tuple[Rows, Rows]:
    """Return rows of length one, and the lengths they had, float (n, 1)."""
    lengths: Rows = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY)
    return rows / lengths, lengths


def _tangent(gradient: Rows, unit: Rows) -> Rows:
    """What of a gradient is left where rows keep their length."""
    tangent: Rows = gradient - (gradient * unit).sum(axis=1, keepdims=True) * unit
    return tangent


def _votes(own: Ids, dtype: np.dtype[np.floating]) -> Rows:
    """How much each face counts, float (n,), 1 in all: between a vote a person and a vote a face."""
    weights = (1 / np.sqrt(np.bincount(own)))[own].astype(dtype)
    votes: Rows = weights / weights.sum()
    return votes


def _starts(own: Ids) -> Ids:
    """The first row of each person."""
    starts: Ids = np.r_[0, np.cumsum(np.bincount(own))[:-1]]
    return starts


def _means_of(x: Rows, own: Ids) -> tuple[Rows, Rows]:
    """Return the mean of each person's faces, float (people, dim), unit rows, and how long their sum is."""
    return _unit(np.add.reduceat(x, _starts(own), axis=0))


# ---------------------------------------------------------------- softmax over people
def additive_margin(x: Rows, own: Ids, held: Rows | None = None) -> tuple[float, Rows]:
    """Softmax over people with a margin of the cosine (AM-Softmax, Wang et al. 2018), each person being the mean of the
    *other* faces of it (prototypes, Snell et al. 2017).

    held : those means of the others, float (n, dim), unit rows; made of x where not given. The gradient takes them
        as given either way: a face is drawn towards its person, not its person towards the face; that learns less
        by heart.
    """
    at = np.arange(len(own))
    means, sizes = _means_of(x, own)
    rest = others_of(x, own) if held is None else held
    odds = x @ means.T
    odds[at, own] = np.einsum("ij,ij->i", x, rest) - np.asarray(MARGIN, x.dtype)
    value, by_odds = _cross_entropy(odds, own, _votes(own, x.dtype))
    towards_own = by_odds[at, own][:, None]
    by_odds[at, own] = 0
    return value, by_odds @ means + towards_own * rest + (_tangent(by_odds.T @ x, means) / sizes)[own]


def others_of(x: Rows, own: Ids) -> Rows:
    """Return for each face the mean of its person's other faces, float (n, dim), unit rows."""
    return _unit(np.add.reduceat(x, _starts(own), axis=0)[own] - x)[0]


def cosface(x: Rows, own: Ids) -> tuple[float, Rows]:
    """Large margin cosine loss (CosFace, Wang et al. 2018, eq. 4): the cosine with the own person less a margin. The
    weight of a person is the mean of all its faces, this one included."""
    return _over_means(x, own, lambda cosine: (cosine - MARGIN, np.ones_like(cosine)))


def arcface(x: Rows, own: Ids) -> tuple[float, Rows]:
    """Additive angular margin loss (ArcFace, Deng et al. 2019, eq. 3): cos(angle + margin) for the own person; beyond
    the angle at which that would rise again, a line goes on (as its authors' code does)."""

    def moved(cosine: Rows) -> tuple[Rows, Rows]:
        cosine = np.clip(cosine, -1 + _TINY, 1 - _TINY)
        sine = np.sqrt(1 - cosine**2)
        inside = cosine > np.cos(np.pi - ANGLE)
        value = np.where(inside, cosine * np.cos(ANGLE) - sine * np.sin(ANGLE), cosine - ANGLE * np.sin(ANGLE))
        slope = np.where(inside, np.cos(ANGLE) + cosine / sine * np.sin(ANGLE), 1.0)
        return value.astype(cosine.dtype), slope.astype(cosine.dtype)

    return _over_means(x, own, moved)


def _over_means(x: Rows, own: Ids, moved: Callable[[Rows], tuple[Rows, Rows]]) -> tuple[float, Rows]:
    """Softmax over the means of people; moved : cosine with the own mean -> (what counts instead, its derivative)"""
    at = np.arange(len(own))
    means, sizes = _means_of(x, own)
    odds = x @ means.T
    odds[at, own], slope = moved(odds[at, own])
    value, by_odds = _cross_entropy(odds, own, _votes(own, x.dtype))
    by_odds[at, own] *= slope
    return value, by_odds @ means + (_tangent(by_odds.T @ x, means) / sizes)[own]


def n_pair(x: Rows, own: Ids) -> tuple[float, Rows]:
    """Multi-class N-pair loss (Sohn 2016, eq. 7): each face against one other face of its person and one face of every
    other person, which turns from face to face."""
    counts, starts = np.bincount(own), _starts(own)
    places, votes = np.arange(len(own)) - starts[own], _votes(own, x.dtype)
    value, gradient = 0.0, np.zeros_like(x)
    for place in range(int(counts.max())):
        asked = np.flatnonzero(places == place)
        shown = starts + (place + 1) % counts  # of each person one; of the own one another than the one asked
        part, by_odds = _cross_entropy(x[asked] @ x[shown].T, own[asked], votes[asked])
        value += part
        gradient[asked] += by_odds @ x[shown]
        gradient[shown] += by_odds.T @ x[asked]
    return value, gradient


def _cross_entropy(odds: Rows, right: Ids, votes: Rows) -> tuple[float, Rows]:
    """Softmax cross-entropy of SHARPNESS x odds, float (n, people), per unit of sharpness; its gradient by odds."""
    scaled = np.asarray(SHARPNESS, odds.dtype) * (odds - odds.max(axis=1, keepdims=True))
    shares = np.exp(scaled)
    totals = shares.sum(axis=1, keepdims=True)
    at = np.arange(len(right))
    value = float((votes * (np.log(totals[:, 0]) - scaled[at, right])).sum())
    shares = shares / totals
    shares[at, right] -= 1
    return value, shares * (votes * np.asarray(SHARPNESS, odds.dtype))[:, None]


# ---------------------------------------------------------------- pairs and triplets
def contrastive(x: Rows, own: Ids) -> tuple[float, Rows]:
    """Contrastive loss with a margin on both branches (Hadsell, Chopra and LeCun 2006, eq. 4; the second margin as in
    Lin et al. 2017): one person's faces further apart than NEAR_ENOUGH, two people's nearer than FAR_ENOUGH. Both
    branches count alike."""
    same, other = _kinds(own)
    distance = np.sqrt(np.maximum(2 - 2 * (x @ x.T), _TINY))
    too_far = np.where(same, np.maximum(distance - NEAR_ENOUGH, 0), 0)
    too_near = np.where(other, np.maximum(FAR_ENOUGH - distance, 0), 0)
    pairs = max(int(same.sum()), 1), max(int(other.sum()), 1)
    value = float(np.square(too_far).sum() / pairs[0] + np.square(too_near).sum() / pairs[1]) / 2
    by_cosine = -(too_far / pairs[0] - too_near / pairs[1]) / distance
    return value, _by_rows(by_cosine, x)


def triplet_semi_hard(x: Rows, own: Ids) -> tuple[float, Rows]:
    """Triplet loss (FaceNet, Schroff et al. 2015, eq. 2) over every pair of one person, with the most similar stranger
    that is less similar than the pair, if any is (semi-hard), else the least similar one."""
    cosine, starts, counts = x @ x.T, _starts(own), np.bincount(own)
    triplets = []
    for anchor, person in enumerate(own.tolist()):
        mine = np.arange(starts[person], starts[person] + counts[person])
        strangers = np.r_[0 : starts[person], starts[person] + counts[person] : len(own)]
        if not len(strangers):
            continue
        rising = strangers[np.argsort(cosine[anchor, strangers], kind="stable")]
        below = np.searchsorted(cosine[anchor, rising], cosine[anchor, mine], side="left") - 1
        chosen = rising[np.maximum(below, 0)]
        triplets.append(np.stack([np.full(len(mine), anchor), mine, chosen], axis=1)[mine != anchor])
    return _over_triplets(x, cosine, np.concatenate(triplets) if triplets else np.empty((0, 3), np.int64))


def triplet_hard(x: Rows, own: Ids) -> tuple[float, Rows]:
    """Triplet loss as above with each face's least similar face of its person and its most similar stranger (FaceNet's
    hard examples; over all faces at once as Hermans et al. 2017)."""
    same, other = _kinds(own)
    cosine = x @ x.T
    if not other.any():
        return 0.0, np.zeros_like(x)
    farthest = np.where(same, cosine, np.inf).argmin(axis=1)
    nearest = np.where(other, cosine, -np.inf).argmax(axis=1)
    return _over_triplets(x, cosine, np.stack([np.arange(len(own)), farthest, nearest], axis=1))


def _over_triplets(x: Rows, cosine: Rows, triplets: Ids) -> tuple[float, Rows]:
    """triplets : rows of (a face, one of its person, a stranger), int64 (m, 3)"""
    if not len(triplets):
        return 0.0, np.zeros_like(x)
    face, own, stranger = triplets.T
    wrong = 2 * (cosine[face, stranger] - cosine[face, own]) + np.asarray(TRIPLET_MARGIN, x.dtype)
    counted = wrong > 0
    by_cosine = np.zeros_like(cosine)
    each = np.asarray(2 / len(triplets), x.dtype)
    np.add.at(by_cosine, (face[counted], stranger[counted]), each)
    np.subtract.at(by_cosine, (face[counted], own[counted]), each)
    return float(np.maximum(wrong, 0).mean()), _by_rows(by_cosine, x)


def logistic(x: Rows, own: Ids) -> tuple[float, Rows]:
    """A trained similarity on the difference of two faces (logistic, in the manner of DeepFace, Taigman et al. 2014,
    and of Guillaumin et al. 2009): chance of one person = s(b - a |x - y|^2). a and b are those that fit best at each
    map, so the gradient is that with both held (envelope theorem). Both kinds of pairs count alike; the rows keep their
    lengths."""
    same, other = _kinds(own)
    squares = (x * x).sum(axis=1)
    apart = np.maximum(squares[:, None] + squares[None] - 2 * (x @ x.T), 0)
    weights = np.where(same, 0.5 / max(int(same.sum()), 1), np.where(other, 0.5 / max(int(other.sum()), 1), 0))
    slope, offset = _best_logistic(apart, same, weights)
    odds = np.asarray(offset, x.dtype) - np.asarray(slope, x.dtype) * apart
    value = float((weights * np.logaddexp(0, np.where(same, -odds, odds))).sum())
    by_apart = -slope * weights * (_sigmoid(odds) - same)
    both = (by_apart + by_apart.T).astype(x.dtype)
    return value, 2 * (both.sum(axis=1, keepdims=True) * x - both @ x)


def _best_logistic(apart: Rows, same: NDArray[np.bool_], weights: Rows) -> tuple[float, float]:
    """slope, offset of the logistic curve over squared distances.

    Pairs are counted at _LEVELS distances, each shared by the two next to it: n^2 pairs cost one pass that way.
    """
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    reach = max(float(apart.max()), _TINY)
    place = apart.astype(np.float64) * ((_LEVELS - 1) / reach)
    lower = np.minimum(place.astype(np.int64), _LEVELS - 2)
    upper_share = place - lower

    def counted(kind: NDArray[np.bool_]) -> NDArray[np.float64]:
        at, share, weight = lower[kind], upper_share[kind], weights[kind]
        below = np.bincount(at, weight * (1 - share), _LEVELS)
        return np.asarray(below + np.bincount(at + 1, weight * share, _LEVELS), np.float64)

    level = np.linspace(0, reach, _LEVELS)
    curve = LogisticRegression(C=_FREE, solver="newton-cholesky", tol=1e-10)
    with warnings.catch_warnings():  # of few pairs no curve is the best one; which it takes is as good as any
        warnings.simplefilter("ignore", ConvergenceWarning)
        curve.fit(
            np.concatenate([level, level])[:, None],
            np.repeat([True, False], _LEVELS),
            np.concatenate([counted(same), counted(~same)]),
        )
    return -float(curve.coef_[0, 0]), float(curve.intercept_[0])


def _sigmoid(odds: Rows) -> Rows:
    share: Rows = 1 / (1 + np.exp(-np.clip(odds, -60, 60)))
    return share


def _kinds(own: Ids) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pairs are two faces of one person, and of two people, bool (n, n) each."""
    equal = own[:, None] == own[None]
    same = equal.copy()
    np.fill_diagonal(same, False)
    return same, ~equal


def _by_rows(by_cosine: Rows, x: Rows) -> Rows:
    """The gradient by rows of what depends on their cosines; by_cosine : float (n, n), of ordered pairs"""
    gradient: Rows = (by_cosine + by_cosine.T).astype(x.dtype) @ x
    return gradient


LOSSES: dict[LossName, Loss] = {
    LossName.ADDITIVE_MARGIN: Loss(additive_margin),
    LossName.CONTRASTIVE: Loss(contrastive),
    LossName.TRIPLET_SEMI_HARD: Loss(triplet_semi_hard),
    LossName.TRIPLET_HARD: Loss(triplet_hard),
    LossName.N_PAIR: Loss(n_pair),
    LossName.COSFACE: Loss(cosface),
    LossName.ARCFACE: Loss(arcface),
    LossName.LOGISTIC: Loss(logistic, on_unit_rows=False),
}
