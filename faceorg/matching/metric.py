"""CONFIRMED FACES -> A METRIC OF THIS LIBRARY: what tells these people apart, learned from the user's own answers.

A linear map in front of the pack's embeddings: within-class covariance normalisation (Hatch, Kajarekar and Stolcke,
Interspeech 2006). Directions in which one person's confirmed faces differ from each other (age, light, that one old
camera) are shrunk, so that what remains is who it is. With little data it is pulled towards doing nothing.

It is adopted only if people it was not trained on are told apart better by it, by more than chance would do, and
switched off by not using it: embeddings in the catalogue stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import Thresholds
from faceorg.matching.similarity import Ids, Vectors, unit_rows

VERSION = 1
# Below this many people with two confirmed faces or more there is nothing to check the metric on.
LEAST_PEOPLE = 8
# How strongly the within-person covariance is pulled towards the identity: the best of 0.3, 0.5, 0.7 and 0.9 on one
# half of the people of the age set, learned from the other (packaging/bench/fit_constants.py).
SHRINKAGE = 0.7
_FOLDS = 4
_FALSE_ACCEPTS = 1e-3
# A person with thousands of faces teaches no more than one with this many.
_FACES_A_PERSON = 50
# Adopted when the gain in true accepts over the folds exceeds this many standard errors, and this much.
_SURE, _WORTH = 1.0, 0.005


@dataclass(frozen=True)
class LearnedMetric:
    """A linear map of embeddings.

    matrix : float32 (dim, dim), symmetric
    scale : spread of strangers' similarities after the map over before: thresholds move by it
    people, faces : it was learned from; before, after : true accept rate at FAR 1e-3 on people it had not seen
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

    def explanation(self) -> str:
        """One line for the user."""
        return (
            f"Learned from {self.faces} confirmed faces of {self.people} people: on people it had not seen it "
            f"recognises {self.after:.1%} instead of {self.before:.1%} at one false accept in a thousand."
        )


def learn_metric(
    embeddings: NDArray[np.floating], people: ArrayLike, *, strangers: NDArray[np.floating] | None = None
) -> LearnedMetric | None:
    """Return the metric, or None where it does not help or cannot be checked.

    embeddings : float (n, dim) of confirmed faces; people : int (n,), whose they are
    strangers : float (m, dim), other faces of the library: more impostors to check against
    The result depends on the set of faces, not on chance.
    """
    vectors, owners = _teaching_faces(unit_rows(embeddings), np.asarray(people, np.int64))
    known = np.unique(owners)
    if len(known) < LEAST_PEOPLE:
        return None
    others = unit_rows(strangers) if strangers is not None else vectors[:0]
    folds = np.arange(len(known)) % _FOLDS
    gains, scales, befores = [], [], []
    for fold in range(_FOLDS):
        held = np.isin(owners, known[folds == fold])
        matrix = _normalisation(vectors[~held], owners[~held])
        before, spread = _true_accepts(vectors[held], owners[held], np.concatenate([vectors[~held], others]))
        mapped = unit_rows(np.concatenate([vectors[held], vectors[~held], others]) @ matrix)
        after, spread_after = _true_accepts(mapped[: held.sum()], owners[held], mapped[held.sum() :])
        gains.append(after - before)
        befores.append(before)
        scales.append(spread_after / spread if spread > 0 else 1.0)
    gain, error = float(np.mean(gains)), float(np.std(gains, ddof=1) / np.sqrt(_FOLDS))
    if gain < _WORTH or gain < _SURE * error:
        return None
    matrix = _normalisation(vectors, owners)
    before = float(np.mean(befores))
    return LearnedMetric(matrix, float(np.mean(scales)), len(known), len(owners), before, before + gain)


def _teaching_faces(vectors: Vectors, people: Ids) -> tuple[Vectors, Ids]:
    """Faces of people with two or more, at most _FACES_A_PERSON each, in an order that depends on nothing but them."""
    order = np.lexsort((*vectors[:, :3].T, people))
    vectors, people = vectors[order], people[order]
    _, starts, counts = np.unique(people, return_index=True, return_counts=True)
    kept = []
    for start, count in zip(starts.tolist(), counts.tolist(), strict=True):
        if count > 1:
            spread = np.linspace(0, count - 1, min(count, _FACES_A_PERSON)).round().astype(np.int64)
            kept.append(start + spread)
    rows = np.concatenate(kept) if kept else np.empty(0, np.int64)
    return vectors[rows], people[rows]


def _normalisation(vectors: Vectors, people: Ids) -> NDArray[np.float32]:
    """The inverse square root of the shrunk within-person covariance, float32 (dim, dim)."""
    _, numbers, counts = np.unique(people, return_inverse=True, return_counts=True)
    means = np.zeros((len(counts), vectors.shape[1]))
    np.add.at(means, numbers, vectors)
    means /= counts[:, None]
    spread = (vectors - means[numbers]) * np.sqrt(counts / (counts - 1))[numbers][:, None]
    covariance = spread.T @ spread / len(spread)
    level = np.trace(covariance) / len(covariance)
    covariance = (1 - SHRINKAGE) * covariance + SHRINKAGE * level * np.eye(len(covariance))
    values, directions = np.linalg.eigh(covariance / level)
    matrix: NDArray[np.float32] = ((directions / np.sqrt(values)) @ directions.T).astype(np.float32)
    return matrix


def _true_accepts(vectors: Vectors, people: Ids, others: Vectors) -> tuple[float, float]:
    """True accept rate at _FALSE_ACCEPTS over the pairs of these people and with others; spread of false pairs."""
    near = vectors @ vectors.T
    same = people[:, None] == people[None]
    different = np.concatenate([near[~same], (vectors @ others.T).ravel()])
    allowed = int(_FALSE_ACCEPTS * len(different))
    level = float(-np.partition(-different, allowed)[allowed]) if len(different) else 0.0
    genuine = near[same & ~np.eye(len(near), dtype=bool)]
    return float((genuine >= level).mean()), float(different.std()) if len(different) else 0.0
