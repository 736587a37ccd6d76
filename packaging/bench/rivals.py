"""How other programs group faces: our own short implementations of their published rules, for comparison.

From the public descriptions: Evaluation Studio's DBSCAN (two faces, similarity 0.48), Immich's rule (core with three
neighbours at 0.5, else the person of the nearest matched face), PhotoPrism-like DBSCAN (core of five), LibrePhotos'
HDBSCAN, Chinese whispers, average and complete linkage. Each takes unit rows and one setting (a similarity, for
HDBSCAN a minimum size) and returns labels with -1 for faces alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]
Rows = NDArray[np.float32]


def _distances(rows: Rows) -> NDArray[np.float64]:
    return np.clip(1 - rows @ rows.T, 0, 2).astype(np.float64)


def singles_apart(labels: Labels) -> Labels:
    counts = np.bincount(labels[labels >= 0], minlength=1)
    return np.where((labels >= 0) & (counts[np.maximum(labels, 0)] > 1), labels, -1)


def dbscan(rows: Rows, similarity: float, faces: int) -> Labels:
    from sklearn.cluster import DBSCAN

    found = DBSCAN(eps=1 - similarity, min_samples=faces, metric="precomputed").fit_predict(_distances(rows))
    return singles_apart(found.astype(np.int64))


def immich(rows: Rows, similarity: float, neighbours: int = 3) -> Labels:
    """Faces come one by one; a face with enough neighbours founds a person, any other takes its nearest one's."""
    near = rows @ rows.T
    labels = np.full(len(rows), -1, np.int64)
    for deferred in (False, True):
        for row in range(len(rows)):
            if labels[row] >= 0:
                continue
            close = np.flatnonzero(near[row] >= similarity)
            matched = close[labels[close] >= 0]
            if len(matched):
                labels[row] = labels[matched[np.argmax(near[row, matched])]]
            elif len(close) >= neighbours and not deferred:
                labels[row] = labels.max() + 1
    return singles_apart(labels)


def hdbscan(rows: Rows, smallest: float) -> Labels:
    from sklearn.cluster import HDBSCAN

    found = HDBSCAN(min_cluster_size=int(smallest), metric="precomputed", copy=True).fit_predict(_distances(rows))
    return found.astype(np.int64)


def chinese_whispers(rows: Rows, similarity: float, rounds: int = 20) -> Labels:
    near = rows @ rows.T
    np.fill_diagonal(near, -1)
    edges = [(np.flatnonzero(row >= similarity), row) for row in near]
    labels, rng = np.arange(len(rows)), np.random.default_rng(0)
    for _ in range(rounds):
        for at in rng.permutation(len(rows)):
            others, row = edges[at]
            if len(others):
                names, places = np.unique(labels[others], return_inverse=True)
                labels[at] = names[np.argmax(np.bincount(places, row[others]))]
    return singles_apart(np.unique(labels, return_inverse=True)[1].astype(np.int64))


def linkage(rows: Rows, similarity: float, method: str) -> Labels:
    from scipy.cluster.hierarchy import fcluster
    from scipy.cluster.hierarchy import linkage as tree_of
    from scipy.spatial.distance import squareform

    distances = _distances(rows)
    np.fill_diagonal(distances, 0)
    tree = tree_of(squareform(distances, checks=False), method)
    return singles_apart(fcluster(tree, 1 - similarity, "distance").astype(np.int64))


@dataclass(frozen=True)
class Rival:
    """published : the setting its makers ship; tried : settings among which its best is looked for, with hindsight."""

    name: str
    group: Callable[[Rows, float], Labels]
    published: float
    tried: tuple[float, ...]


_LADDER = (0.24, 0.28, 0.32, 0.36, 0.40, 0.44, 0.48, 0.52)
RIVALS = (
    Rival("Evaluation Studio (DBSCAN, 2 faces)", lambda rows, s: dbscan(rows, s, 2), 0.48, _LADDER),
    Rival("Immich", immich, 0.50, _LADDER),
    Rival("PhotoPrism-like (DBSCAN, core 5)", lambda rows, s: dbscan(rows, s, 5), 0.46, _LADDER),
    Rival("LibrePhotos (HDBSCAN)", hdbscan, 5, (2, 3, 5)),
    Rival("Chinese whispers", chinese_whispers, 0.40, _LADDER),
    Rival("average linkage", lambda rows, s: linkage(rows, s, "average"), 0.32, _LADDER),
    Rival("complete linkage", lambda rows, s: linkage(rows, s, "complete"), 0.50, (0.08, 0.12, 0.16, 0.20, *_LADDER)),
)
