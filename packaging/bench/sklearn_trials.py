"""scikit-learn's engines beside our own, on people whom nothing was fitted to: which to keep (README.md here).

    python packaging/bench/sklearn_trials.py ../shared/labelled/ages.edgeface_xs.npz

cells       centres for the nearest-neighbour graph: KMeans; share of the neighbours above the match threshold whose
            cells meet, on a synthetic library, and processor seconds
outliers    faces of a look-alike put into a person: LocalOutlierFactor; mean area under the ROC curve, and how often
            the face that fits least is a wrong one
sub-groups  two people merged by mistake, taken apart: AgglomerativeClustering (kept) and our own rules;
            BCubed F, each at the dial that suits the other half of the people best
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from grouping_lfw import half_of
from sklearn.cluster import KMeans
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import LocalOutlierFactor
from synthetic import make_synthetic

from faceorg.domain import Thresholds
from faceorg.matching.evaluation.measures import clustering_score
from faceorg.matching.grouping.splitting import parts_by_rules, sub_groups
from faceorg.matching.neighbours import cells
from faceorg.matching.neighbours.similarity import Ids, Vectors, narrow_rows, unit_rows
from faceorg.matching.recognition.outliers import fit_of_faces

THRESHOLDS = Thresholds(match=0.262, strict=0.329, cluster=0.32)  # edgeface_xs
SYNTHETIC_FACES, QUERIES, NEIGHBOURS = 60_000, 1_500, 20
LOOK_ALIKES = 20  # the most similar faces of others, from whom the wrong ones are drawn
DIALS = np.linspace(0, 1, 11)


def spherical_kmeans(vectors: Vectors, rounds: int = 5) -> Vectors:
    """What parted large libraries before: k-means whose centres are brought back to length 1 each round."""
    count = max(1, len(vectors) // cells.FACES_A_CELL)
    sample = vectors[np.linspace(0, len(vectors) - 1, min(len(vectors), count * 20)).astype(np.int64)]
    centres = sample[np.linspace(0, len(sample) - 1, count).astype(np.int64)]
    for _ in range(rounds):
        nearest = (sample @ centres.T).argmax(axis=1)
        order = np.argsort(nearest, kind="stable")
        filled, starts = np.unique(nearest[order], return_index=True)
        centres[filled] = unit_rows(np.add.reduceat(sample[order], starts, axis=0))
    return centres


def sklearn_kmeans(vectors: Vectors, rounds: int = 5) -> Vectors:
    count = max(1, len(vectors) // cells.FACES_A_CELL)
    sample = vectors[np.linspace(0, len(vectors) - 1, min(len(vectors), count * 20)).astype(np.int64)]
    seeds = sample[np.linspace(0, len(sample) - 1, count).astype(np.int64)]
    return unit_rows(KMeans(count, init=seeds, n_init=1, max_iter=rounds).fit(sample).cluster_centers_)


def try_cells() -> None:
    library = make_synthetic(SYNTHETIC_FACES)
    vectors = narrow_rows(library.embeddings, np.arange(SYNTHETIC_FACES))
    asked = np.linspace(0, SYNTHETIC_FACES - 1, QUERIES).astype(np.int64)
    near = vectors[asked] @ vectors.T
    near[np.arange(QUERIES), asked] = -1
    nearest = np.argpartition(-near, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    above = np.take_along_axis(near, nearest, axis=1) >= THRESHOLDS.match
    for name, centres_of in (("ours", spherical_kmeans), ("KMeans", sklearn_kmeans)):
        begun = time.process_time()
        centres = centres_of(vectors)
        passed = time.process_time() - begun
        similar = vectors @ centres.T
        own = similar.argmax(axis=1)
        least = np.partition(similar, -cells.PROBES, axis=1)[:, -cells.PROBES]
        rows = np.repeat(asked[:, None], NEIGHBOURS, axis=1)
        meets = (similar[rows, own[nearest]] >= least[rows]) | (similar[nearest, own[rows]] >= least[nearest])
        print(f"cells       {name:24s} {meets[above].mean():.4f} of the neighbours, {passed:.2f} s", flush=True)


def people_with_wrong_faces(vectors: Vectors, owners: np.ndarray) -> Iterator[tuple[Vectors, np.ndarray]]:
    """Each person with three faces or more, with one and with two faces of look-alikes: (rows, bool: wrong)."""
    random = np.random.default_rng(1)
    names, counts = np.unique(owners, return_counts=True)
    for name in names[counts >= 3]:
        own = np.flatnonzero(owners == name)
        near = vectors @ vectors[own].mean(axis=0)
        near[own] = -2
        for wrong in (1, 2):
            strangers = random.choice(np.argsort(-near)[:LOOK_ALIKES], wrong, replace=False)
            yield vectors[np.concatenate([own, strangers])], np.repeat([False, True], [len(own), wrong])


def try_outliers(vectors: Vectors, owners: np.ndarray) -> None:
    def by_lof(neighbours: int) -> Callable[[Vectors], np.ndarray]:
        def fit(rows: Vectors) -> np.ndarray:
            few = min(neighbours, len(rows) - 1)
            return LocalOutlierFactor(few, metric="cosine").fit(rows).negative_outlier_factor_

        return fit

    ways = {"ours": fit_of_faces} | {f"LocalOutlierFactor {k}": by_lof(k) for k in (2, 3, 5)}
    for name, fit in ways.items():
        areas, first = [], []
        for rows, wrong in people_with_wrong_faces(vectors, owners):
            fits = fit(rows)
            areas.append(roc_auc_score(wrong, -fits))
            first.append(wrong[fits.argmin()])
        print(
            f"outliers    {name:24s} area {np.mean(areas):.4f}, least fitting is wrong {np.mean(first):.4f}", flush=True
        )


def merged_pairs(vectors: Vectors, owners: np.ndarray) -> list[tuple[Vectors, np.ndarray]]:
    """Pairs of look-alikes as one person: (rows, their true owners)."""
    names, counts = np.unique(owners, return_counts=True)
    able = names[counts >= 3]
    means = unit_rows(np.stack([vectors[owners == name].mean(axis=0) for name in able]))
    near = means @ means.T
    np.fill_diagonal(near, -2)
    pairs = {tuple(sorted((at, int(near[at].argmax())))) for at in range(len(able))}
    rows = [np.flatnonzero(np.isin(owners, able[list(pair)])) for pair in sorted(pairs)]
    return [(vectors[one], owners[one]) for one in rows]


def labels_of(groups: list[Ids], count: int) -> Ids:
    labels = np.empty(count, np.int64)
    for label, group in enumerate(groups):
        labels[group] = label
    return labels


def try_sub_groups(halves: list[tuple[Vectors, np.ndarray]]) -> None:
    def ours(rows: Vectors, dial: float) -> Ids:
        return labels_of(parts_by_rules(rows, thresholds=THRESHOLDS, strictness=dial), len(rows))

    def agglomerative(rows: Vectors, dial: float) -> Ids:
        return labels_of(sub_groups(rows, thresholds=THRESHOLDS, strictness=dial), len(rows))

    def score(way: Callable[[Vectors, float], Ids], pairs: list[tuple[Vectors, np.ndarray]], dial: float) -> float:
        return float(
            np.mean(
                [
                    clustering_score(way(rows, dial), np.unique(own, return_inverse=True)[1]).bcubed.f
                    for rows, own in pairs
                ]
            )
        )

    dev, held = (merged_pairs(*half) for half in halves)
    for name, way in (("ours", ours), ("AgglomerativeClustering", agglomerative)):
        dial = max(DIALS, key=lambda dial, way=way: score(way, dev, dial))
        print(f"sub-groups  {name:24s} F {score(way, held, dial):.4f} at {dial:.1f}, {len(held)} pairs", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="embeddings and labels of people, .npz")
    arrays = np.load(parser.parse_args().file)
    vectors, owners = unit_rows(arrays["embeddings"]), arrays["labels"]
    halves = [(vectors[part], owners[part]) for part in (half_of(owners, "dev"), half_of(owners, "held"))]
    warnings.simplefilter("ignore")  # people with three faces have few neighbours
    try_outliers(*halves[1])
    try_sub_groups(halves)
    try_cells()


if __name__ == "__main__":
    main()
