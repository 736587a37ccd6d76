"""Measure time and memory of grouping, index and search as libraries grow, on synthetic ones.

    python packaging/bench/scale.py 10000 100000 1000000 --table scale.tsv --index FOLDER --exact
    python packaging/bench/scale_picture.py scale.tsv scale.svg scale.md

Each size and each part (grouping, index) runs in a process of its own, so that its peak memory is its own; the peak
includes the library itself (1 KB a face). Prints one line a step and, with --table, adds it to a file. `--exact` also
tells which share the index finds of the same person's faces that exact search finds among the best 100: of all of them,
and of those above the match threshold; and of all neighbours above it, strangers included.
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
from synthetic import Synthetic, make_synthetic

from faceorg.domain import Thresholds
from faceorg.matching.evaluation.measures import clustering_score
from faceorg.matching.grouping.clustering import cluster_faces
from faceorg.matching.grouping.incremental import KnownGroups, place_new_faces, weight_of
from faceorg.matching.neighbours.index import FaceIndex
from faceorg.matching.neighbours.similarity import blocks, top_matches, unit_rows

THRESHOLDS = Thresholds(match=0.262, strict=0.329, cluster=0.32)
NEW_FACES, QUERIES, NEIGHBOURS = 100, 500, 100
PARTS = ("grouping", "index")


class Clock:
    """Wall and processor time since it was made, and the line that tells them."""

    def __init__(self, faces: int, table: Path | None) -> None:
        self._faces, self._table = faces, table
        self.start()

    def start(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def tell(self, step: str, more: str = "") -> None:
        wall_s, cpu_s = time.perf_counter() - self._wall, time.process_time() - self._cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(
            f"{self._faces:>9,} {step:9s} {wall_s:9.3f} s {cpu_s:9.3f} s CPU  peak {peak:5.2f} GiB  {more}", flush=True
        )
        if self._table:
            with self._table.open("a", encoding="utf-8") as file:
                file.write(f"{self._faces}\t{step}\t{wall_s:.4f}\t{cpu_s:.4f}\t{peak:.3f}\t{more}\n")
        self.start()


def measure_grouping(library: Synthetic, clock: Clock, strictness: list[float]) -> None:
    for dial in strictness:
        clock.start()
        labels = cluster_faces(library.embeddings, thresholds=THRESHOLDS, quality=library.quality, strictness=dial)
        score = clustering_score(labels, library.labels)
        clock.tell("grouping", f"strictness {dial} BCubed F {score.bcubed.f:.4f} mixed {score.mixed_share:.4f}")
    new = np.zeros(len(labels), bool)
    new[np.linspace(0, len(labels) - 1, NEW_FACES).astype(np.int64)] = True
    known = _known(library, labels, new)
    clock.start()
    placed = place_new_faces(
        unit_rows(library.embeddings[new]), known, thresholds=THRESHOLDS, quality=library.quality[new]
    )
    as_before = (placed.group_ids == labels[new]).mean()
    clock.tell("100 new", f"beside {len(known.ids):,} groups, {as_before:.2f} go where the full run put them")


def _known(library: Synthetic, labels: np.ndarray, new: np.ndarray) -> KnownGroups:
    own = np.where(labels < 0, labels.max() + 1 + np.arange(len(labels)), labels)[~new]
    ids, place = np.unique(own, return_inverse=True)
    weights = weight_of(library.quality[~new])
    sums, old = np.zeros((len(ids), library.embeddings.shape[1]), np.float32), np.flatnonzero(~new)
    order = np.argsort(place, kind="stable")
    for part in blocks(len(order), 100_000):
        rows = order[part]
        groups, starts = np.unique(place[rows], return_index=True)
        weighted = unit_rows(library.embeddings[old[rows]]) * weights[rows, None]
        sums[groups] += np.add.reduceat(weighted, starts, axis=0)
    none: frozenset[int] = frozenset()
    total = np.bincount(place, weights).astype(np.float32)
    return KnownGroups(ids, sums, total, np.bincount(place), [none] * len(ids))


def measure_index(library: Synthetic, clock: Clock, folder: Path, exact: bool) -> None:
    faces, dim = library.embeddings.shape
    clock.start()
    FaceIndex.build(
        folder, pack_id="synthetic", dim=dim, ids=np.arange(faces), vectors=library.embeddings, generation=1
    )
    clock.tell("index", f"{sum(p.stat().st_size for p in folder.iterdir()) / 2**20:,.0f} MiB on disk")
    index = FaceIndex.open(folder, pack_id="synthetic", dim=dim, generation=1)
    clock.tell("open")
    assert index is not None
    rows = np.linspace(0, faces - 1, QUERIES).astype(np.int64)
    asked = unit_rows(library.embeddings[rows])
    index.search(asked[:1], NEIGHBOURS)
    times, found = [], []
    clock.start()
    for query in asked:
        begun = time.perf_counter(), time.process_time()
        found.append({match.face_id for match in index.search(query, NEIGHBOURS)[0]})
        times.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
    median, p99 = np.median(times, axis=0) * 1e3, np.quantile(times, 0.99, axis=0) * 1e3
    told = f"median {median[0]:.2f} ms ({median[1]:.2f} CPU), p99 {p99[0]:.2f} ms ({p99[1]:.2f} CPU)"
    if exact:
        own, near, anybody = _shares_found(library, rows, found)
        told += f", same person {own:.4f}, above the match threshold {near:.4f}, anybody above it {anybody:.4f}"
    clock.tell("search", told)
    new, fresh = faces + np.arange(NEW_FACES), unit_rows(library.embeddings[rows[:NEW_FACES]] + np.float16(0.02))
    clock.start()
    index.add(new, fresh)
    index.extend()
    index.save(2)
    clock.tell("100 in", "added to the graph and saved")
    again = [{match.face_id for match in matches} for matches in index.search(fresh, NEIGHBOURS)]
    assert all(face in seen for face, seen in zip(new.tolist(), again, strict=True)), "a new face is not found"
    shutil.rmtree(folder)


def _shares_found(library: Synthetic, asked: np.ndarray, found: list[set[int]]) -> tuple[float, float, float]:
    """Of the NEIGHBOURS nearest by exact search: shares found of the asked one's faces, of those above the match
    threshold, and of everybody's above it. asked : rows of the library, int64 (n,)"""
    queries = unit_rows(library.embeddings[asked])
    near: list[list[tuple[float, int]]] = [[] for _ in asked]
    for part in blocks(len(library.embeddings), 50_000):
        best = top_matches(queries, unit_rows(library.embeddings[part]), NEIGHBOURS, -1.0)
        for query, (rows, similarities) in enumerate(best):
            near[query] += zip((-similarities).tolist(), (rows + part.start).tolist(), strict=True)
    counts = np.zeros((3, 2), np.int64)  # own, own above, anybody above: there, found
    for row, pairs, seen in zip(asked.tolist(), near, found, strict=True):
        for distance, other in sorted(pairs)[:NEIGHBOURS]:
            own, above = library.labels[other] == library.labels[row] and other != row, -distance >= THRESHOLDS.match
            for kind, counted in enumerate((own, own and above, above)):
                counts[kind] += counted, counted and other in seen
    shares = counts[:, 1] / np.maximum(counts[:, 0], 1)
    return float(shares[0]), float(shares[1]), float(shares[2])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faces", type=int, nargs="+")
    parser.add_argument("--index", type=Path, help="folder for the index; without it grouping alone is measured")
    parser.add_argument("--table", type=Path, help="a file to add the lines to, tab-separated")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--exact", action="store_true")
    parser.add_argument("--strictness", type=float, nargs="+", default=[0.5])
    asked = parser.parse_args()
    parts = [asked.only] if asked.only else [part for part in PARTS if part == "grouping" or asked.index]
    if len(asked.faces) * len(parts) > 1:
        others = [argument for argument in sys.argv[1:] if argument not in map(str, asked.faces)]
        for faces in asked.faces:
            for part in parts:
                subprocess.run([sys.executable, __file__, str(faces), *others, "--only", part], check=True)
        return
    library, clock = make_synthetic(asked.faces[0]), Clock(asked.faces[0], asked.table)
    if parts == ["grouping"]:
        measure_grouping(library, clock, asked.strictness)
    else:
        measure_index(library, clock, asked.index, asked.exact)


if __name__ == "__main__":
    main()
