"""Turns embeddings and names into the figures of the field: accuracy, TAR at FAR, thresholds, BCubed F."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAIRS = 6000  # as many as LFW's own protocol has, half of them of one person


@dataclass(frozen=True)
class Verification:
    """accuracy : of ten folds, each at the best similarity of the other nine; spread : their standard deviation;
    tar : share of same-person pairs at the similarity where one pair of strangers in a thousand passes."""

    accuracy: float
    spread: float
    tar: float

    def __str__(self) -> str:
        return f"accuracy {self.accuracy:.2%} +- {self.spread:.2%}, TAR {self.tar:.2%} at FAR 1e-3"


def verify(embeddings: NDArray[np.float32], names: list[str], seed: int = 0, pairs: int = PAIRS) -> Verification:
    """Measure one-to-one verification: accuracy on random pairs, TAR on all pairs of strangers.

    embeddings : float32 (n, dim), L2-normalised rows
    names : the person of each row
    """
    same, different = pair_similarities(embeddings, names)
    random = np.random.default_rng(seed)
    chosen = np.concatenate(
        [random.choice(same, pairs // 2, replace=len(same) < pairs // 2), random.choice(different, pairs // 2)]
    )
    truth = np.arange(pairs) < pairs // 2
    folds = random.permutation(pairs) % 10
    accuracies = []
    for fold in range(10):
        limit = _best_limit(chosen[folds != fold], truth[folds != fold])
        accuracies.append(float(((chosen[folds == fold] >= limit) == truth[folds == fold]).mean()))
    tar = float((same >= threshold_at(different, 1e-3)).mean())
    return Verification(float(np.mean(accuracies)), float(np.std(accuracies)), tar)


def pair_similarities(embeddings: NDArray[np.float32], names: list[str], most_per_person: int = 20):
    """Return (same, different) similarities of all pairs; nobody counts with more than most_per_person photos."""
    rows = _capped(names, most_per_person)
    similarities = embeddings[rows] @ embeddings[rows].T
    _, person = np.unique(np.array(names)[rows], return_inverse=True)
    upper = np.triu_indices(len(rows), 1)
    is_same = person[upper[0]] == person[upper[1]]
    values = similarities[upper]
    return values[is_same], values[~is_same]


def threshold_at(different: NDArray[np.float32], false_accepts: float) -> float:
    """Return the similarity that this share of the pairs of strangers reaches."""
    return float(np.quantile(different, 1 - false_accepts))


def bcubed_f(clusters: NDArray[np.int64], names: list[str]) -> float:
    """Return the BCubed F measure, 0-1 (Bagga and Baldwin 1998)."""
    _, person = np.unique(names, return_inverse=True)
    _, cluster = np.unique(clusters, return_inverse=True)
    table = np.zeros((cluster.max() + 1, person.max() + 1))
    np.add.at(table, (cluster, person), 1)
    precision = float((table**2 / table.sum(1, keepdims=True)).sum() / len(names))
    recall = float((table**2 / table.sum(0, keepdims=True)).sum() / len(names))
    return 2 * precision * recall / (precision + recall)


def average_linkage(embeddings: NDArray[np.float32], cluster_threshold: float) -> NDArray[np.int64]:
    """Return the cluster of each row: groups whose average similarity reaches the threshold are joined."""
    from sklearn.cluster import AgglomerativeClustering

    distances = 1 - embeddings @ embeddings.T
    method = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - cluster_threshold
    )
    return method.fit_predict(np.maximum(distances, 0))


def _capped(names: list[str], most: int) -> list[int]:
    seen: dict[str, int] = {}
    rows = []
    for row, name in enumerate(names):
        seen[name] = seen.get(name, 0) + 1
        if seen[name] <= most:
            rows.append(row)
    return rows


def _best_limit(similarities: NDArray[np.float32], truth: NDArray[np.bool_]) -> float:
    order = np.argsort(similarities)
    passed = np.cumsum(~truth[order]) + truth.sum() - np.cumsum(truth[order])
    best = int(np.argmax(passed))
    return float(similarities[order][min(best + 1, len(order) - 1)])
