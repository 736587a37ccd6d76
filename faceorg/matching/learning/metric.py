"""CONFIRMED FACES -> A METRIC OF THIS LIBRARY: what tells these people apart, learned from the user's own answers.

A linear map in front of the pack's embeddings, in two steps. First the directions in which one person's faces differ
most are shrunk a little (within-class covariance normalisation, Hatch et al. 2006): age, light and cameras of this
library, which is worth something for everybody, seen or not. Then the map is moved on until each confirmed face is
clearly more similar to the rest of its own person than to anybody else: softmax over the people with an additive margin
(AM-Softmax, Wang et al. 2018), each person being the mean of the *other* faces that were confirmed (prototypes, Snell
et al. 2017), with a pull back. The loss looks at whom a face could be mistaken for, so that most of the work goes into
the look-alikes: what two sisters have in common is shrunk, what differs between them is stretched.

It is adopted only if faces it was not trained on are told apart better by it, by more than chance would do, while
people it was not trained on are told apart no worse; and it is switched off by not using it: embeddings in the
catalogue stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import Thresholds
from faceorg.matching.neighbours.similarity import Ids, Vectors, unit_rows
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message

VERSION = 3
# A handful: below this many people with LEAST_FACES confirmed faces each there is nothing to check the metric on.
LEAST_PEOPLE, LEAST_FACES = 4, 4
# How many times the mean variance within people is added to that of each direction before it is made even. At 3
# look-alikes never seen lose on lfw, together with the second step; at 30 hardly anything changes.
CAUTION = 10.0
# Sharpness of the softmax and margin, in units of similarity, and the pulls back that are tried, the weakest first.
# What is gained on held-out faces of lfw and of the age set is flat around them (on seed 0 of
# packaging/bench/metric_gain.py; its figures are those of other seeds). The weaker ones learn more by heart: they are
# taken only where people that were never seen gain, too, as with children who grow up.
SHARPNESS, MARGIN, BOLD_PULLS, PULLS = 16.0, 0.3, (30.0, 60.0), (120.0, 240.0)
# Gradient descent with momentum on a gradient of fixed length: 60 steps of half the length end where these do.
STEPS, STEP_LENGTH, MOMENTUM = 30, 4e-3, 0.9
# A person with thousands of faces teaches no more than one with this many; so many faces in all take some seconds.
FACES_A_PERSON, MOST_FACES = 40, 2000
# The people most like each person, from whom it must be told on faces held out.
LOOK_ALIKES = 3
# A quarter of each person's faces, and a quarter of the people, are held out in turn.
_FOLDS = 4
_FALSE_ACCEPTS, _USUAL_FALSE_ACCEPTS = 1e-3, 1e-2
# Adopted when look-alikes are further apart by so many standard errors, and people it never saw keep nearly all of
# their lead (true accepts saturate in easy libraries; the lead shows before them what is going on). At a twentieth of
# the lead their true accepts are as before (packaging/bench/metric_gain.py), and a family of siblings gets its metric;
# at a fortieth it did not in one of three.
_SURE, _HARMLESS = 2.0, 0.05
_TINY = 1e-6


@dataclass(frozen=True)
class LearnedMetric:
    """A linear map of embeddings.

    matrix : float32 (dim, dim), to be multiplied from the right
    scale : how similar strangers may be after the map over before: thresholds move by it
    people, faces : it was learned from; before, after : true accept rate at FAR 1e-3 among look-alikes, on
        faces held out
    version : of the method; one of another version is learned anew
    """

    matrix: NDArray[np.float32]
    scale: float
    people: int
    faces: int
    before: float
    after: float
    version: int = VERSION

    def apply(self, embeddings: NDArray[np.floating]) -> Vectors:
        """Return the mapped embeddings, float32 (n, dim), L2-normalised rows."""
        return unit_rows(unit_rows(embeddings) @ self.matrix)

    def thresholds(self, pack: Thresholds) -> Thresholds:
        """Return the pack's thresholds as they are after the map."""
        return Thresholds(pack.match * self.scale, pack.strict * self.scale, pack.cluster * self.scale)

    def explanation(self) -> Message:
        """Say what was learned; small gains with one digit more."""
        code = FindingCode.LEARNED if self.after - self.before >= 0.01 else FindingCode.LEARNED_A_LITTLE
        return Message(code, faces=self.faces, people=self.people, before=self.before, after=self.after)


def learn_metric(embeddings: NDArray[np.floating], people: ArrayLike) -> LearnedMetric | None:
    """Return the metric, or None where it does not help or cannot be checked.

    embeddings : float (n, dim) of confirmed faces; people : int (n,), whose they are
    Takes seconds. The result depends on the set of faces, not on chance.
    """
    vectors, owners = _teaching_faces(unit_rows(embeddings), np.asarray(people, np.int64))
    _, counts = np.unique(owners, return_counts=True)
    if (counts >= LEAST_FACES).sum() < LEAST_PEOPLE:
        return None
    for pull in BOLD_PULLS + PULLS:
        seen, unseen = _checked(vectors, owners, pull)
        if _proves_itself(seen, unseen, bold=pull in BOLD_PULLS):
            after = seen.before + seen.accepted
            matrix = fit(vectors, owners, pull)
            # Half the way: strangers shrink most where most of them are, and names are given at the far end.
            scale = (1 + unseen.scale) / 2
            return LearnedMetric(matrix, scale, len(counts), len(owners), seen.before, after)
    return None


def _teaching_faces(vectors: Vectors, people: Ids) -> tuple[Vectors, Ids]:
    """Faces of people with two or more, MOST_FACES at most, in an order that depends on nothing but them."""
    order = np.lexsort((*vectors[:, :3].T, people))
    vectors, people = vectors[order], people[order]
    _, starts, counts = np.unique(people, return_index=True, return_counts=True)
    able = np.flatnonzero(counts > 1)
    able = np.sort(able[np.argsort(-counts[able], kind="stable")[: MOST_FACES // 2]])
    each = max(2, min(FACES_A_PERSON, MOST_FACES // max(len(able), 1)))
    kept = [np.empty(0, np.int64)]
    for start, count in zip(starts[able].tolist(), counts[able].tolist(), strict=True):
        kept.append(start + np.linspace(0, count - 1, min(count, each)).round().astype(np.int64))
    rows = np.concatenate(kept)
    return vectors[rows], people[rows]


# ---------------------------------------------------------------- learning
def fit(vectors: Vectors, people: Ids, pull: float = PULLS[0]) -> NDArray[np.float32]:
    """Return the map that tells these people apart, float32 (dim, dim), to be multiplied from the right.

    vectors : float32 (n, dim), L2-normalised rows; people : int (n,), those with one face only are left out
    pull : back to the first step alone, in units of the mean loss
    """
    _, numbers, counts = np.unique(people, return_inverse=True, return_counts=True)
    rows = np.flatnonzero(counts[numbers] > 1)
    rows = rows[np.argsort(numbers[rows], kind="stable")]
    own = np.unique(numbers[rows], return_inverse=True)[1]
    dim = vectors.shape[1]
    # Few faces span a small space, outside of which the map changes nothing: what is computed there is the same.
    basis = np.linalg.qr(vectors[rows].T)[0] if len(rows) < dim else np.eye(dim, dtype=np.float32)
    evened = _evened(vectors[rows] @ basis, own)
    inside = unit_rows(vectors[rows] @ basis @ evened)
    change = np.zeros((basis.shape[1],) * 2, np.float32)
    moved, speed = np.zeros_like(change), 0.0
    for step in range(1, STEPS + 1):
        gradient = _gradient(inside, own, change, pull / dim)
        moved = MOMENTUM * moved + (1 - MOMENTUM) * gradient
        speed = MOMENTUM * speed + (1 - MOMENTUM) * float(np.square(gradient).sum()) / dim**2
        settled = 1 - MOMENTUM**step  # both running means start at nothing (Adam, Kingma and Ba 2015)
        change -= STEP_LENGTH * (moved / settled) / np.float32(np.sqrt(speed / settled) + 1e-12)
    one = np.eye(len(change), dtype=np.float32)
    matrix = np.eye(dim, dtype=np.float32) + basis @ (evened @ (one + change) - one) @ basis.T
    return np.asarray(matrix, np.float32)


def _evened(vectors: Vectors, own: Ids) -> NDArray[np.float32]:
    """The map that shrinks the directions in which faces of one person differ most, float32 (dim, dim), symmetric.

    own : int (n,), the person of each row, 0.., rising; each person has two faces or more
    (S + c I)^(-1/2), S the covariance within people and c CAUTION times the mean of its eigenvalues that are not 0, so
    scaled that a direction without any spread stays as it is.
    """
    counts = np.bincount(own)
    means = np.add.reduceat(vectors, np.r_[0, np.cumsum(counts)[:-1]], axis=0) / counts[:, None]
    # Unbiased for each person, and between a vote a person and a vote a face, as in the gradient.
    weights = np.sqrt(counts / (counts - 1) / np.sqrt(counts))[own, None]
    spread = (vectors - means[own]) * weights
    variances, directions = np.linalg.eigh((spread.T @ spread).astype(np.float64))
    variances = np.maximum(variances, 0.0)
    usual = variances.sum() / max(int((variances > _TINY * variances.max()).sum()), 1)
    kept = 1 / np.sqrt(1 + variances / max(CAUTION * usual, _TINY))
    evened: NDArray[np.float32] = ((directions * kept) @ directions.T).astype(np.float32)
    return evened


def _gradient(vectors: Vectors, own: Ids, change: NDArray[np.float32], pull: float) -> NDArray[np.float32]:
    """The gradient of the mean loss with its pull, float32 (dim, dim).

    own : int (n,), the person of each row, 0.., rising; pull : times the mean square of the change
    """
    at, counts = np.arange(len(own)), np.bincount(own)
    weights = (1 / np.sqrt(counts))[own].astype(np.float32)  # between a vote a person and a vote a face
    weights *= np.float32(SHARPNESS) / weights.sum()
    raw = vectors + vectors @ change
    lengths = np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), _TINY)
    mapped = raw / lengths
    sums = np.add.reduceat(mapped, np.r_[0, np.cumsum(counts)[:-1]], axis=0)
    sizes = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), _TINY)
    means, others = sums / sizes, sums[own] - mapped
    others /= np.maximum(np.linalg.norm(others, axis=1, keepdims=True), _TINY)
    odds = mapped @ means.T
    odds[at, own] = np.einsum("ij,ij->i", mapped, others) - np.float32(MARGIN)
    wrong = np.exp(np.float32(SHARPNESS) * (odds - odds.max(axis=1, keepdims=True)))
    wrong /= wrong.sum(axis=1, keepdims=True)
    lacking = (wrong[at, own] - 1) * weights
    wrong[at, own] = 0
    wrong *= weights[:, None]
    by_mean = wrong.T @ mapped
    by_mean = (by_mean - (by_mean * means).sum(axis=1, keepdims=True) * means) / sizes
    by_face = wrong @ means + lacking[:, None] * others + by_mean[own]
    by_face = (by_face - (by_face * mapped).sum(axis=1, keepdims=True) * mapped) / lengths
    gradient = vectors.T @ by_face
    both: NDArray[np.float32] = (gradient + gradient.T) / 2 + np.float32(2 * pull) * change
    return both


# ---------------------------------------------------------------- proving
@dataclass(frozen=True)
class _Measured:
    """How well some people are told apart by some embeddings, for each person, float64 (people,).

    accepted : true accept rate at _FALSE_ACCEPTS; lead : of true pairs over false ones, in standard deviations of those
    level : the similarity that _FALSE_ACCEPTS of the false pairs reach
    """

    accepted: NDArray[np.float64]
    lead: NDArray[np.float64]
    level: float


@dataclass(frozen=True)
class _Gain:
    """What a map changes, mean and standard error over people; scale : of the similarities of false pairs."""

    before: float
    accepted: float
    accepted_error: float
    lead_before: float
    lead: float
    lead_error: float
    scale: float

    @staticmethod
    def over(folds: list[tuple[_Measured, _Measured]]) -> _Gain:
        """folds : (without, with) the map; the same people are in each, so the error is that of one fold."""

        def change(part: str) -> tuple[float, float, float]:
            before = [getattr(one, part) for one, _ in folds]
            gains = [getattr(other, part) - old for (_, other), old in zip(folds, before, strict=True)]
            errors = [float(gain.std(ddof=1) / np.sqrt(len(gain))) if len(gain) > 1 else 0.0 for gain in gains]
            return _mean(before), _mean(gains), float(np.mean(errors))

        scales = [other.level / one.level for one, other in folds if one.level > 0 < other.level]
        return _Gain(*change("accepted"), *change("lead"), float(np.mean(scales)) if scales else 1.0)


def _mean(folds: list[NDArray[np.float64]]) -> float:
    return float(np.mean([fold.mean() for fold in folds if len(fold)] or [0.0]))


def _proves_itself(seen: _Gain, unseen: _Gain, *, bold: bool) -> bool:
    better = seen.accepted > 0 and seen.lead > _SURE * seen.lead_error
    noise = max(_HARMLESS * unseen.lead_before, _SURE * unseen.lead_error)
    least = _SURE * unseen.lead_error if bold else -noise
    return better and unseen.accepted >= -unseen.accepted_error and unseen.lead >= least


def _checked(vectors: Vectors, people: Ids, pull: float) -> tuple[_Gain, _Gain]:
    """What a map does for (faces it was not taught, among look-alikes; people it was not taught, among everybody)."""
    numbers, folds = np.unique(people, return_inverse=True)[1], []
    for fold in range(_FOLDS):
        unseen = numbers % _FOLDS == fold
        held = ~unseen & (_places(numbers) % _FOLDS == fold)
        training = np.flatnonzero(~unseen & ~held)
        mapped = unit_rows(vectors @ fit(vectors[training], people[training], pull))
        alike = _look_alikes(vectors[training], numbers[training], int(numbers.max()) + 1)
        parts = (
            (np.flatnonzero(held), training, alike),
            (np.flatnonzero(unseen), np.flatnonzero(~held), np.ones_like(alike)),
        )
        folds.append([tuple(_measured(rows, numbers, *part) for rows in (vectors, mapped)) for part in parts])
    seen, unseen_people = (_Gain.over([fold[kind] for fold in folds]) for kind in (0, 1))  # type: ignore[misc]
    return seen, unseen_people


def _places(numbers: Ids) -> Ids:
    """The place of each face among its person's, 0.., for rows in the order of people."""
    starts = np.r_[0, np.cumsum(np.bincount(numbers))[:-1]]
    places: Ids = np.arange(len(numbers)) - starts[numbers]
    return places


def _look_alikes(vectors: Vectors, people: Ids, count: int) -> NDArray[np.bool_]:
    """bool (count, count): who is among the LOOK_ALIKES most similar to whom, either way round."""
    means = np.zeros((count, vectors.shape[1]), np.float32)
    np.add.at(means, people, vectors)
    means = unit_rows(means)
    near = means @ means.T
    present = np.bincount(people, minlength=count) > 0
    np.fill_diagonal(near, -2)
    near[:, ~present] = -2
    nearest = np.argsort(-near, axis=1, kind="stable")[:, :LOOK_ALIKES]
    most = np.zeros_like(near, bool)
    np.put_along_axis(most, nearest, np.take_along_axis(near, nearest, axis=1) > -2, axis=1)
    most[~present] = False
    either: NDArray[np.bool_] = most | most.T
    return either


def _measured(vectors: Vectors, people: Ids, probes: Ids, others: Ids, rivals: NDArray[np.bool_]) -> _Measured:
    """Compare probes with others; rivals : bool (people, people), whose pairs of faces are the false ones."""
    mine, theirs = people[probes][:, None], people[others][None]
    genuine = (mine == theirs) & (probes[:, None] != others)
    near = vectors[probes] @ vectors[others].T
    false = near[(mine != theirs) & rivals[mine, theirs]]
    level, usual = _level(false, _FALSE_ACCEPTS), _level(false, _USUAL_FALSE_ACCEPTS)
    spread = max(float(false.std()), _TINY) if len(false) else 1.0

    def by_person(values: NDArray[np.floating]) -> NDArray[np.float64]:
        pairs = np.bincount(people[probes], genuine.sum(axis=1), len(rivals))
        sums = np.bincount(people[probes], (genuine * values).sum(axis=1), len(rivals))
        return np.asarray(sums[pairs > 0] / pairs[pairs > 0], np.float64)

    return _Measured(by_person((near >= level).astype(np.float32)), by_person((near - usual) / spread), level)


def _level(false: Vectors, rate: float) -> float:
    """The similarity that this share of false pairs reaches."""
    allowed = int(rate * len(false))
    return float(-np.partition(-false, allowed)[allowed]) if len(false) else 0.0
