"""Measure time and memory of grouping, index and search as libraries grow, on synthetic ones.

    python packaging/bench/scale.py 10000 100000 1000000 --index FOLDER

Each size runs in a process of its own, so that its peak memory is its own. Prints one line a step. `--exact` also
prints which share of the neighbours above the match threshold the index finds (against exact search).
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from synthetic import make_synthetic

from faceorg.domain import Thresholds
from faceorg.matching.clustering import cluster_faces
from faceorg.matching.evaluation import clustering_score
from faceorg.matching.incremental import KnownGroups, place_new_faces, weight_of
from faceorg.matching.index import FaceIndex
from faceorg.matching.similarity import top_matches, unit_rows

THRESHOLDS = Thresholds(match=0.262, strict=0.329, cluster=0.32)
NEW_FACES, QUERIES, NEIGHBOURS = 100, 500, 100


def report(faces: int, step: str, started: float, more: str = "") -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{faces:>9,} {step:10s} {time.perf_counter() - started:9.3f} s  peak {peak:5.2f} GiB  {more}", flush=True)


def group(faces: int, strictness: list[float]) -> None:
    library = make_synthetic(faces)
    started = time.perf_counter()
    rows = unit_rows(library.embeddings)
    report(faces, "load", started)
    for dial in strictness:
        started = time.perf_counter()
        labels = cluster_faces(rows, thresholds=THRESHOLDS, quality=library.quality, strictness=dial)
        score = clustering_score(labels, library.labels)
        report(
            faces, "grouping", started, f"strictness {dial} BCubed F {score.bcubed.f:.4f} mixed {score.mixed_share:.4f}"
        )
    new = np.arange(faces) >= faces - NEW_FACES
    known = _known(rows, library.quality, labels, new)
    started = time.perf_counter()
    place_new_faces(rows[new], known, thresholds=THRESHOLDS, quality=library.quality[new])
    report(faces, "100 new", started, f"beside {len(known.ids):,} groups")


def _known(rows: np.ndarray, quality: np.ndarray, labels: np.ndarray, new: np.ndarray) -> KnownGroups:
    own = np.where(labels < 0, labels.max() + 1 + np.arange(len(labels)), labels)[~new]
    ids, place = np.unique(own, return_inverse=True)
    weights = weight_of(quality[~new])
    sums = np.zeros((len(ids), rows.shape[1]), np.float32)
    np.add.at(sums, place, rows[~new] * weights[:, None])
    none: frozenset[int] = frozenset()
    total = np.bincount(place, weights).astype(np.float32)
    return KnownGroups(ids, sums, total, np.bincount(place), [none] * len(ids))


def search(faces: int, folder: Path, exact: bool) -> None:
    library = make_synthetic(faces)
    started = time.perf_counter()
    index = FaceIndex.build(
        folder, pack_id="synthetic", dim=library.embeddings.shape[1], ids=np.arange(faces),
        vectors=library.embeddings, generation=1,
    )  # fmt: skip
    report(faces, "index", started, f"{sum(p.stat().st_size for p in folder.iterdir()) / 2**20:,.0f} MiB on disk")
    started = time.perf_counter()
    FaceIndex.open(folder, pack_id="synthetic", dim=library.embeddings.shape[1], generation=1)
    report(faces, "open", started)
    asked = unit_rows(library.embeddings[np.linspace(0, faces - 1, QUERIES).astype(np.int64)])
    times, found = [], []
    for query in asked:
        begun = time.perf_counter()
        found.append(index.search(query, NEIGHBOURS, THRESHOLDS.match)[0])
        times.append(time.perf_counter() - begun)
    report(
        faces, "search", started, f"median {np.median(times) * 1e3:.2f} ms, p99 {np.quantile(times, 0.99) * 1e3:.2f} ms"
    )
    if exact:
        right = [
            set(rows.tolist())
            for rows, _ in top_matches(asked, unit_rows(library.embeddings), NEIGHBOURS, THRESHOLDS.match)
        ]
        hits = sum(len(near & {match.face_id for match in matches}) for near, matches in zip(right, found, strict=True))
        print(f"{faces:>9,} found {hits / sum(map(len, right)):.4f} of the neighbours above the match threshold")
    shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faces", type=int, nargs="+")
    parser.add_argument("--index", type=Path, help="folder for the index; without it grouping alone is measured")
    parser.add_argument("--no-grouping", action="store_true")
    parser.add_argument("--exact", action="store_true")
    parser.add_argument("--strictness", type=float, nargs="+", default=[0.5])
    asked = parser.parse_args()
    if len(asked.faces) > 1:
        others = [argument for argument in sys.argv[1:] if argument not in map(str, asked.faces)]
        for faces in asked.faces:
            subprocess.run([sys.executable, __file__, str(faces), *others], check=True)
        return
    if not asked.no_grouping:
        group(asked.faces[0], asked.strictness)
    if asked.index:
        search(asked.faces[0], asked.index, asked.exact)


if __name__ == "__main__":
    main()
