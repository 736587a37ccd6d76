"""EMBEDDINGS + TRUE NAMES -> FIGURES: how well a pack and our rules tell people apart, as the field measures it.

Verification (1:1), clustering, identification in the open set and calibration. What a user would pay is measured in
`simulated_user`. All figures are shares, 0-1. In `truth`, equal numbers are one person.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import PersonId, Thresholds
from faceorg.matching.grouping.clustering import ALONE
from faceorg.matching.learning.calibration import UNMOVED, Calibration, pair_odds
from faceorg.matching.neighbours.similarity import BLOCK_ROWS, Ids, Vectors, blocks, unit_rows
from faceorg.matching.recognition.gallery import Days, EnrolledPerson, Gallery

# Similarities are counted in bins of 1e-4; beyond so many faces, an evenly spaced sample of them is compared.
_BINS = 20_000
_MOST_FACES = 20_000
FALSE_ACCEPT_RATES = (1e-2, 1e-3, 1e-4)
RELIABILITY_BINS = 10


@dataclass(frozen=True)
class PairCounts:
    """How many pairs lie in each bin of similarity; `edges` are the bins' lower ends.

    same : weighted so that every face counts once, however many pairs its person has; different : plain counts
    """

    edges: NDArray[np.float64]
    same: NDArray[np.float64]
    different: NDArray[np.float64]


@dataclass(frozen=True)
class VerificationFigures:
    """accuracy : the best mean of true accepts and true rejects over all thresholds, reached at `threshold`

    tar : true accept rate by false accept rate ("1e-3"); at : the similarity for each; roc : (false, true accept rate)
    """

    accuracy: float
    threshold: float
    tar: dict[str, float]
    at: dict[str, float]
    roc: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class PrecisionRecall:
    precision: float
    recall: float

    @property
    def f(self) -> float:
        """Harmonic mean of precision and recall; 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class ClusteringScore:
    """bcubed : mean over faces of the purity of its group and the share of its person in it (Bagga & Baldwin 1998)

    bcubed_min3 : the same mean over the faces of people with three faces or more (groups unchanged)
    pairwise : over pairs of faces that are together, and that should be
    mixed_share : share of the groups of two faces or more that hold more than one person; groups : how many those are
    """

    bcubed: PrecisionRecall
    bcubed_min3: PrecisionRecall
    pairwise: PrecisionRecall
    mixed_share: float
    groups: int


@dataclass(frozen=True)
class OpenSet:
    """Half of the people are enrolled with `exemplars` faces each; their other faces and all strangers are probes.

    rate : share of enrolled people's probes whose most similar person is the right one and similar enough, by the
        share of strangers' probes that are similar enough to anybody ("1e-2")
    """

    exemplars: int
    people: int
    rate: dict[str, float]


@dataclass(frozen=True)
class Reliability:
    """ece : expected calibration error, the mean gap between claimed and true share, weighted by the pairs in each bin

    bins : (mean claimed probability, true share, share of pairs) for each bin that holds any
    """

    ece: float
    bins: tuple[tuple[float, float, float], ...]


def pair_counts(
    embeddings: NDArray[np.floating], truth: ArrayLike, *, moments: ArrayLike | None = None, apart: float = 0.0
) -> PairCounts:
    """Count all pairs of faces by similarity, or those alone that lie `apart` in time.

    embeddings : float (n, dim); truth : int (n,)
    moments : float (n,), when each was taken, in the unit of `apart`, NaN where unknown
    """
    people = _as_numbers(truth)
    vectors = unit_rows(embeddings)
    when = np.zeros(len(vectors)) if moments is None else np.asarray(moments, np.float64)
    if len(vectors) > _MOST_FACES:
        sample = np.linspace(0, len(vectors) - 1, _MOST_FACES).round().astype(np.int64)
        vectors, people, when = vectors[sample], people[sample], when[sample]
    weight = 1 / np.maximum(np.bincount(people) - 1, 1)
    same, different = np.zeros(_BINS), np.zeros(_BINS)
    for part in blocks(len(vectors), BLOCK_ROWS):
        near = vectors[part] @ vectors[part.start :].T
        bins = np.clip(((near + 1) * (_BINS / 2)).astype(np.int32), 0, _BINS - 1)
        later = np.arange(near.shape[1]) > np.arange(near.shape[0])[:, None]  # each pair once
        later &= np.abs(when[part][:, None] - when[part.start :]) >= apart
        equal = people[part][:, None] == people[part.start :]
        weights = np.broadcast_to(weight[people[part]][:, None], near.shape)
        same += np.bincount(bins[later & equal], weights[later & equal], _BINS)
        different += np.bincount(bins[later & ~equal], minlength=_BINS)
    return PairCounts(np.linspace(-1, 1, _BINS, endpoint=False), same, different)


def verification(counts: PairCounts) -> VerificationFigures:
    """Return verification figures; rates of nothing are 0."""
    tar = np.cumsum(counts.same[::-1])[::-1] / max(counts.same.sum(), 1e-12)
    far = np.cumsum(counts.different[::-1])[::-1] / max(counts.different.sum(), 1e-12)
    balanced = (tar + 1 - far) / 2
    best = int(np.argmax(balanced))
    rates, at = {}, {}
    for rate in FALSE_ACCEPT_RATES:
        first = min(int(np.searchsorted(-far, -rate)), _BINS - 1)  # far falls along the bins
        rates[_name(rate)], at[_name(rate)] = float(tar[first]), float(counts.edges[first])
    curve = [min(int(np.searchsorted(-far, -rate)), _BINS - 1) for rate in np.logspace(-6, 0, 121)]
    roc = tuple((float(far[place]), float(tar[place])) for place in curve)
    return VerificationFigures(float(balanced[best]), float(counts.edges[best]), rates, at, roc)


def reliability(counts: PairCounts, calibration: Calibration) -> Reliability:
    """Return how true a calibration's probabilities are over as many pairs of one person as of two (even odds)."""
    claimed = calibration.probability(counts.edges + 1 / _BINS)
    same = counts.same / max(counts.same.sum(), 1e-12) / 2
    weight = same + counts.different / max(counts.different.sum(), 1e-12) / 2
    places = np.minimum((claimed * RELIABILITY_BINS).astype(np.int64), RELIABILITY_BINS - 1)
    total = np.bincount(places, weight, RELIABILITY_BINS)
    held = total > 0
    mean = np.bincount(places, weight * claimed, RELIABILITY_BINS)[held] / total[held]
    true = np.bincount(places, same, RELIABILITY_BINS)[held] / total[held]
    bins = tuple(zip(mean.tolist(), true.tolist(), total[held].tolist(), strict=True))
    return Reliability(float((np.abs(mean - true) * total[held]).sum()), bins)


def reliability_by_quality(
    embeddings: NDArray[np.floating], truth: ArrayLike, thresholds: Thresholds, quality: ArrayLike
) -> Reliability:
    """Return how true the probabilities of pairs are where the quality of the faces is known, as `reliability`.

    embeddings : float (n, dim); truth : int (n,); quality : float (n,), 0-1
    """
    people, vectors, good = _as_numbers(truth), unit_rows(embeddings), np.asarray(quality, np.float32)
    if len(vectors) > _MOST_FACES:
        sample = np.linspace(0, len(vectors) - 1, _MOST_FACES).round().astype(np.int64)
        vectors, people, good = vectors[sample], people[sample], good[sample]
    weight = 1 / np.maximum(np.bincount(people) - 1, 1)
    shares, sums = np.zeros((2, RELIABILITY_BINS)), np.zeros((2, RELIABILITY_BINS))
    for part in blocks(len(vectors), BLOCK_ROWS):
        later = np.arange(len(vectors)) > np.arange(part.start, part.stop)[:, None]  # each pair once
        one, other = np.nonzero(later)
        one += part.start
        near = (vectors[part] @ vectors.T)[later]
        claimed = UNMOVED.probability(pair_odds(thresholds, near, np.minimum(good[one], good[other])))
        places = np.minimum((claimed * RELIABILITY_BINS).astype(np.int64), RELIABILITY_BINS - 1)
        equal = people[one] == people[other]
        for kind, chosen, weights in ((0, equal, weight[people[one]]), (1, ~equal, np.ones(len(one)))):
            shares[kind] += np.bincount(places[chosen], weights[chosen], RELIABILITY_BINS)
            sums[kind] += np.bincount(places[chosen], (weights * claimed)[chosen], RELIABILITY_BINS)
    halves = 2 * np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
    same, total, said = shares[0] / halves[0], (shares / halves).sum(axis=0), (sums / halves).sum(axis=0)
    held = total > 0
    rows = np.stack([said[held] / total[held], same[held] / total[held], total[held]], axis=1)
    bins = tuple((float(mean), float(true), float(share)) for mean, true, share in rows)
    return Reliability(float(np.abs(said - same).sum()), bins)


def clustering_score(labels: Ids, truth: ArrayLike) -> ClusteringScore:
    """Compare clusters with true people.

    labels : int (n,), ALONE faces are groups of one; truth : int (n,)
    """
    people, groups = _as_numbers(truth), _as_numbers(_alone_apart(labels))
    both = _as_numbers(groups * (people.max(initial=0) + 1) + people)
    in_both, in_group, of_person = np.bincount(both), np.bincount(groups), np.bincount(people)
    precision, recall = in_both[both] / in_group[groups], in_both[both] / of_person[people]
    pairs = [float((sizes * (sizes - 1)).sum()) for sizes in (in_both, in_group, of_person)]
    people_of_group = np.bincount(np.unique(np.stack([groups, people]), axis=1)[0])
    real = in_group >= 2
    return ClusteringScore(
        _mean_of(precision, recall, np.ones(len(people), bool)),
        _mean_of(precision, recall, of_person[people] >= 3),
        PrecisionRecall(_share(pairs[0], pairs[1]), _share(pairs[0], pairs[2])),
        _share(float((people_of_group[real] > 1).sum()), float(real.sum())) if real.any() else 0.0,
        int(real.sum()),
    )


def open_set(
    embeddings: NDArray[np.floating],
    truth: ArrayLike,
    *,
    exemplars: int,
    taken_on: Days | None = None,
) -> OpenSet | None:
    """Enrol half of the people who have more than `exemplars` faces; None with fewer than two such people.

    taken_on : datetime64[D] (n,), NaT where unknown: people are known by the eras of their lives; None where unknown
    """
    people, vectors = _as_numbers(truth), unit_rows(embeddings)
    rng = np.random.default_rng(0)  # the same half each time
    able = rng.permutation(np.flatnonzero(np.bincount(people) > exemplars))
    enrolled = np.sort(able[: (len(able) + 1) // 2])
    if len(able) < 2:
        return None
    shuffled = rng.permutation(len(people))
    chosen = [shuffled[people[shuffled] == person][:exemplars] for person in enrolled]
    gallery = Gallery(
        [
            EnrolledPerson(PersonId(int(p)), rows, vectors[rows], None if taken_on is None else taken_on[rows])
            for p, rows in zip(enrolled, chosen, strict=True)
        ],
        vectors.shape[1],
    )
    known = np.isin(people, enrolled)
    known[np.concatenate(chosen)] = False
    best, who = _best_person(gallery, vectors[known])
    strangers = np.sort(_best_person(gallery, vectors[~np.isin(people, enrolled)])[0])[::-1]
    right = who == people[known]
    rates = {}
    for rate in (1e-1, 1e-2, 1e-3):
        bar = strangers[min(int(rate * len(strangers)), len(strangers) - 1)] if len(strangers) else -1.0
        rates[_name(rate)] = float((right & (best > bar)).mean()) if len(best) else 0.0
    return OpenSet(exemplars, len(enrolled), rates)


def _best_person(gallery: Gallery, vectors: Vectors) -> tuple[NDArray[np.float32], Ids]:
    best, who = [np.empty(0, np.float32)], [np.empty(0, np.int64)]
    for part in blocks(len(vectors), BLOCK_ROWS):
        near = gallery.similarities(vectors[part])
        best.append(near.max(axis=1))
        who.append(np.array(gallery.person_ids, np.int64)[near.argmax(axis=1)])
    return np.concatenate(best), np.concatenate(who)


def _as_numbers(values: ArrayLike) -> Ids:
    numbers: Ids = np.unique(np.asarray(values), return_inverse=True)[1].reshape(-1).astype(np.int64)
    return numbers


def _alone_apart(labels: Ids) -> Ids:
    """Give every ALONE face a label of its own."""
    own = labels.max(initial=0) + 1 + np.arange(len(labels))
    apart: Ids = np.where(labels == ALONE, own, labels)
    return apart


def _mean_of(precision: NDArray[np.float64], recall: NDArray[np.float64], chosen: NDArray[np.bool_]) -> PrecisionRecall:
    if not chosen.any():
        return PrecisionRecall(1.0, 1.0)
    return PrecisionRecall(float(precision[chosen].mean()), float(recall[chosen].mean()))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _name(rate: float) -> str:
    return f"1e{round(np.log10(rate))}"
