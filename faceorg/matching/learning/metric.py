"""CONFIRMED FACES -> A METRIC OF THIS LIBRARY: what tells these people apart, learned from the user's own answers.

A linear map in front of the pack's embeddings, in two steps. First the directions in which one person's faces differ
most are shrunk a little (within-class covariance normalisation, Hatch et al. 2006): age, light and cameras of this
library, which is worth something for everybody, seen or not. Then the map is moved on until each confirmed face is
clearly more similar to the rest of its own person than to anybody else, with a pull back: by the loss (`losses`) that
proves best on faces held out, as a rule softmax over the people with an additive margin. It looks at whom a face could
be mistaken for, so that most of the work goes into the look-alikes: what two sisters have in common is shrunk, what
differs between them is stretched.

It is adopted only if faces it was not trained on are told apart better by it, by more than chance would do, while
people it was not trained on are told apart no worse; and it is switched off by not using it: embeddings in the
catalogue stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import Thresholds
from faceorg.matching.learning import losses
from faceorg.matching.learning.losses import LOSSES, LossName
from faceorg.matching.neighbours.similarity import Ids, Vectors, unit_rows
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message

VERSION = 4
# A handful: below this many people with LEAST_FACES confirmed faces each there is nothing to check the metric on.
LEAST_PEOPLE, LEAST_FACES = 4, 4
# How many times the mean variance within people is added to that of each direction before it is made even. At 3
# look-alikes never seen lose on lfw, together with the second step; at 30 hardly anything changes.
CAUTION = 10.0
# The pulls back that are tried, the weakest first. What is gained on held-out faces of lfw and of the age set is flat
# around them (on seed 0 of packaging/bench/metric_gain.py; its figures are those of other seeds). The weaker ones learn
# more by heart: they are taken only where people that were never seen gain, too, as with children who grow up.
BOLD_PULLS, PULLS = (30.0, 60.0), (120.0, 240.0)
# Gradient descent with momentum on a gradient of fixed length: 60 steps of half the length end where these do.
STEPS, STEP_LENGTH, MOMENTUM = 30, 4e-3, 0.9
# A person with thousands of faces teaches no more than one with this many; so many faces in all take some seconds.
TAUGHT_BY_A_PERSON, MOST_FACES = 40, 2000
# Losses are compared on so many faces at most: pairs and triplets of 2000 take half a minute each.
CHOSEN_ON = 800
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
    loss : by which it was learned; version : of the method; one of another version is learned anew
    """

    matrix: NDArray[np.float32]
    scale: float
    people: int
    faces: int
    before: float
    after: float
    loss: LossName = LossName.ADDITIVE_MARGIN
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
            loss = best_loss(vectors, owners, pull)
            if loss is not LossName.ADDITIVE_MARGIN:  # chosen on some of the faces: it must hold on all of them
                other, other_unseen = _checked(vectors, owners, pull, loss)
                if other.ahead_of(seen) > 0 and _proves_itself(other, other_unseen, bold=pull in BOLD_PULLS):
                    seen, unseen = other, other_unseen
                else:
                    loss = LossName.ADDITIVE_MARGIN
            after = seen.before + seen.accepted
            matrix = fit(vectors, owners, pull, loss)
            # Half the way: strangers shrink most where most of them are, and names are given at the far end.
            scale = (1 + unseen.scale) / 2
            return LearnedMetric(matrix, scale, len(counts), len(owners), seen.before, after, loss)
    return None


def best_loss(vectors: Vectors, people: Ids, pull: float) -> LossName:
    """Return the loss that tells look-alikes furthest apart on faces held out: additive margin, unless another one
    leads it by more than chance would do and proves itself as well.

    vectors : float32 (n, dim), L2-normalised rows of people with two faces or more, those of one beside each other
    """
    vectors, people = _teaching_faces(vectors, people, CHOSEN_ON)
    usual, _unseen = _checked(vectors, people, pull)
    best, lead = LossName.ADDITIVE_MARGIN, _SURE
    for loss in LossName:
        if loss is not LossName.ADDITIVE_MARGIN:
            seen, unseen = _checked(vectors, people, pull, loss)
            ahead = seen.ahead_of(usual)
            if ahead > lead and _proves_itself(seen, unseen, bold=pull in BOLD_PULLS):
                best, lead = loss, ahead
    return best


def _teaching_faces(vectors: Vectors, people: Ids, most: int = MOST_FACES) -> tuple[Vectors, Ids]:
    """Faces of people with two or more, `most` at most, in an order that depends on nothing but them.

    Where there are too many people, those with most faces: of one with two faces nothing can be held out.
    """
    order = np.lexsort((*vectors[:, :3].T, people))
    vectors, people = vectors[order], people[order]
    _, starts, counts = np.unique(people, return_index=True, return_counts=True)
    able = np.flatnonzero(counts > 1)
    able = np.sort(able[np.argsort(-counts[able], kind="stable")[: most // LEAST_FACES]])
    each = max(LEAST_FACES, min(TAUGHT_BY_A_PERSON, most // max(len(able), 1)))
    kept = [np.empty(0, np.int64)]
    for start, count in zip(starts[able].tolist(), counts[able].tolist(), strict=True):
        kept.append(start + np.linspace(0, count - 1, min(count, each)).round().astype(np.int64))
    rows = np.concatenate(kept)
    return vectors[rows], people[rows]


# ---------------------------------------------------------------- learning
def fit(
    vectors: Vectors, people: Ids, pull: float = PULLS[0], loss: LossName = LossName.ADDITIVE_MARGIN
) -> NDArray[np.float32]:
    """Return the map that tells these people apart, float32 (dim, dim), to be multiplied from the right.

    vectors : float32 (n, dim), L2-normalised rows; people : int (n,), those with one face only are left out
    pull : back to the first step alone, in units of the mean loss where that is additive margin; of another, in units
        of how steep it begins beside additive margin
    """
    _, numbers, counts = np.unique(people, return_inverse=True, return_counts=True)
    rows = np.flatnonzero(counts[numbers] > 1)
    rows = rows[np.argsort(numbers[rows], kind="stable")]
    own = np.unique(numbers[rows], return_inverse=True)[1]
    dim = vectors.shape[1]
    if not len(rows):  # nobody with two faces: nothing is known of what varies
        return np.eye(dim, dtype=np.float32)
    # Few faces span a small space, outside of which the map changes nothing: what is computed there is the same.
    basis = np.linalg.qr(vectors[rows].T)[0] if len(rows) < dim else np.eye(dim, dtype=np.float32)
    evened = _evened(vectors[rows] @ basis, own)
    inside = unit_rows(vectors[rows] @ basis @ evened)
    change: losses.Rows = np.zeros((basis.shape[1],) * 2, np.float32)
    back = np.float32(2 * pull / dim * _steepness(inside, own, loss))
    moved, speed = np.zeros_like(change), 0.0
    for step in range(1, STEPS + 1):
        _, slope = losses.of_map(LOSSES[loss], inside, own, change)
        gradient = (slope + slope.T) / 2 + back * change
        moved = MOMENTUM * moved + (1 - MOMENTUM) * gradient
        speed = MOMENTUM * speed + (1 - MOMENTUM) * float(np.square(gradient).sum()) / dim**2
        settled = 1 - MOMENTUM**step  # both running means start at nothing (Adam, Kingma and Ba 2015)
        change = change - STEP_LENGTH * (moved / settled) / np.float32(np.sqrt(speed / settled) + 1e-12)
    one = np.eye(len(change), dtype=np.float32)
    matrix = np.eye(dim, dtype=np.float32) + basis @ (evened @ (one + change) - one) @ basis.T
    return np.asarray(matrix, np.float32)


def _steepness(inside: Vectors, own: Ids, loss: LossName) -> float:
    """How long a loss's first gradient is, over that of additive margin."""
    if loss is LossName.ADDITIVE_MARGIN:
        return 1.0
    nothing = np.zeros((inside.shape[1],) * 2, np.float32)
    first, usual = (losses.of_map(LOSSES[one], inside, own, nothing)[1] for one in (loss, LossName.ADDITIVE_MARGIN))
    return float(np.linalg.norm(first) / max(float(np.linalg.norm(usual)), _TINY))


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
    leads_with: tuple[NDArray[np.float64], ...]  # of each person with the map, one array a fold

    def ahead_of(self, other: _Gain) -> float:
        """How many standard errors the lead with this map is greater than with another, over the same people."""
        steps = [mine - theirs for mine, theirs in zip(self.leads_with, other.leads_with, strict=True)]
        error = float(np.mean([step.std(ddof=1) / np.sqrt(len(step)) for step in steps if len(step) > 1] or [np.inf]))
        return _mean(steps) / max(error, _TINY)

    @staticmethod
    def over(folds: list[tuple[_Measured, _Measured]]) -> _Gain:
        """folds : (without, with) the map; the same people are in each, so the error is that of one fold."""

        def change(part: str) -> tuple[float, float, float]:
            before = [getattr(one, part) for one, _ in folds]
            gains = [getattr(other, part) - old for (_, other), old in zip(folds, before, strict=True)]
            errors = [float(gain.std(ddof=1) / np.sqrt(len(gain))) if len(gain) > 1 else 0.0 for gain in gains]
            return _mean(before), _mean(gains), float(np.mean(errors))

        scales = [other.level / one.level for one, other in folds if one.level > 0 < other.level]
        leads = tuple(other.lead for _, other in folds)
        return _Gain(*change("accepted"), *change("lead"), float(np.mean(scales)) if scales else 1.0, leads)


def _mean(folds: list[NDArray[np.float64]]) -> float:
    return float(np.mean([fold.mean() for fold in folds if len(fold)] or [0.0]))


def _proves_itself(seen: _Gain, unseen: _Gain, *, bold: bool) -> bool:
    better = seen.accepted > 0 and seen.lead > _SURE * seen.lead_error
    noise = max(_HARMLESS * unseen.lead_before, _SURE * unseen.lead_error)
    least = _SURE * unseen.lead_error if bold else -noise
    return better and unseen.accepted >= -unseen.accepted_error and unseen.lead >= least


def _checked(
    vectors: Vectors, people: Ids, pull: float, loss: LossName = LossName.ADDITIVE_MARGIN
) -> tuple[_Gain, _Gain]:
    """What a map does for (faces it was not taught, among look-alikes; people it was not taught, among everybody)."""
    numbers, folds = np.unique(people, return_inverse=True)[1], []
    for fold in range(_FOLDS):
        unseen = numbers % _FOLDS == fold
        held = ~unseen & (_places(numbers) % _FOLDS == fold)
        training = np.flatnonzero(~unseen & ~held)
        mapped = unit_rows(vectors @ fit(vectors[training], people[training], pull, loss))
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
