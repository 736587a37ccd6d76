"""FACES WITHOUT NAMES -> HOW A PACK BEHAVES HERE: where its strangers end, and what bad pictures do to its embeddings.

A pack that nobody has measured comes with careful guesses instead of thresholds. Every library can measure it:

- two faces of one photo are two people, and how similar they are tells where strangers end;
- good faces that were spoilt on purpose (`images.spoiling`) and embedded again tell in which directions bad pictures
  move an embedding, and how to read from one which share of its similarity to a good picture it has kept.

What few faces tell is drawn towards what was believed before, by how many they are. All of it is robust against what a
library holds besides: mirrors and collages that show a person twice, people who appear in thousands of photos.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.domain import Thresholds
from faceorg.matching.neighbours.similarity import Vectors, unit_rows

Floats = NDArray[np.float32]

# Strangers' similarities fall about as a bell does, a little slower. In spreads (see `Strangers`) above their middle
# one pair in a thousand lies at 3.39, 3.35 and 3.60, one in ten thousand at 4.36, 4.26 and 4.38 with edgeface_xs,
# mobilefacenet_y1 and the starter (held half of lfw's people). Groups of two and more are one at `strict`, too.
MATCH_SPREADS, STRICT_SPREADS = 3.4, 4.3
# The upper quantile that tells the spread: above it are the pairs that are no strangers; 1.645 is its place in a bell.
_UPPER, _UPPER_SPREADS = 0.95, 1.645
# Thresholds move by no more than this share of what was believed before, whatever a library says.
MOST_MOVED = 0.25
# How much the belief counts that nothing but the measured quality tells anything. Among 3, 10 and 30 the correlations
# with what faces have kept differ by 0.02 at most (three packs, 100 and 200 faces, other ones to check on).
CLARITY_RIDGE = 5.0


@dataclass(frozen=True)
class Strangers:
    """Where the similarities of strangers lie. middle : their median; spread : of the upper side, as of a bell."""

    middle: float
    spread: float
    pairs: int

    @classmethod
    def among(cls, similarities: ArrayLike) -> Strangers:
        """similarities : float (n,), n > 0, of pairs that are strangers but for a few"""
        near = np.asarray(similarities, np.float64)
        middle, upper = np.quantile(near, (0.5, _UPPER))
        return cls(float(middle), float(upper - middle) / _UPPER_SPREADS, len(near))


def thresholds_among(strangers: Strangers, usual: Thresholds, its_weight: float) -> Thresholds:
    """Return the thresholds that suit these strangers.

    usual : what was believed before, as so many pairs' word (its_weight)
    """
    share = strangers.pairs / (strangers.pairs + its_weight)
    found = [strangers.middle + spreads * strangers.spread for spreads in (MATCH_SPREADS, STRICT_SPREADS)]
    match, strict = (
        old + float(np.clip(new - old, -MOST_MOVED * old, MOST_MOVED * old))
        for new, old in zip(found, (usual.match, usual.strict), strict=True)
    )
    return Thresholds(
        usual.match + share * (match - usual.match),
        usual.strict + share * (strict - usual.strict),
        usual.cluster + share * (strict - usual.cluster),
    )


def picture_directions(spoilt: Vectors, good: Vectors, count: int) -> Vectors:
    """Return the directions in which spoiling moves embeddings most, float32 (count, dim), orthonormal rows.

    spoilt, good : float32 (n, dim), unit rows: each spoilt face and the same face as it was
    """
    directions = np.linalg.svd((spoilt - good).astype(np.float64), full_matrices=False)[2][:count]
    return np.ascontiguousarray(directions, np.float32)


def without(embeddings: Vectors, directions: Vectors) -> Vectors:
    """Return embeddings less their parts along orthonormal rows, float32 (n, dim), unit rows."""
    if not len(directions) or not len(embeddings):
        return embeddings
    return unit_rows(embeddings - (embeddings @ directions.T) @ directions)


@dataclass(frozen=True)
class Clarity:
    """The share of similarity that a face has kept, as its embedding and the measured quality tell it.

    by_embedding : float32 (dim,); by_quality, constant : float
    """

    by_embedding: Floats
    by_quality: float
    constant: float

    def of(self, embeddings: Vectors, quality: ArrayLike) -> Floats:
        """Return it for each face, float32 (n,), 0-1. embeddings : unit rows; quality : float (n,), 0-1, measured"""
        kept = embeddings @ self.by_embedding + self.by_quality * np.asarray(quality, np.float32) + self.constant
        return np.clip(kept, 0, 1).astype(np.float32)


def fit_clarity(embeddings: Vectors, quality: ArrayLike, kept: ArrayLike) -> Clarity:
    """Return what tells best which share of their similarity faces have kept.

    embeddings : float32 (n, dim), unit rows; quality : float (n,), measured; kept : float (n,), what they have kept
    Ridge regression of what the measured quality gets wrong: with few faces, that quality stays as it is.
    """
    measured = np.asarray(quality, np.float64)
    parts = np.column_stack([embeddings.astype(np.float64), measured])
    wrong = np.asarray(kept, np.float64) - measured
    middle, level = parts.mean(axis=0), wrong.mean()
    centred = parts - middle
    weights = np.linalg.solve(centred.T @ centred + CLARITY_RIDGE * np.eye(parts.shape[1]), centred.T @ (wrong - level))
    constant = float(level - middle @ weights)
    return Clarity(weights[:-1].astype(np.float32), 1 + float(weights[-1]), constant)
