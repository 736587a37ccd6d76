"""The rivals of rivals.py on libraries too large for a table of all pairs: the same rules, on nearest neighbours.

    python packaging/bench/large_rivals.py 100000 --settings 0.32 0.36 0.40 0.44 0.48

Each face's NEIGHBOURS nearest faces stand for all that are near it. Where that would decide otherwise, all are asked
(Immich) or it is kinder to the rule: DBSCAN and Chinese whispers see fewer of the far pairs that chain people together.
HDBSCAN gets the graph of each face's HDBSCAN_NEIGHBOURS nearest, however far (it needs the density around each, of five
faces); its setting is the least faces of a group. Complete linkage joins only groups all of whose pairs are known.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray
from rivals import Labels, singles_apart
from synthetic import make_synthetic

from faceorg.domain import Thresholds
from faceorg.matching.evaluation.measures import clustering_score
from faceorg.matching.grouping.clustering import cluster_faces
from faceorg.matching.grouping.linkage import Facts, Linkage
from faceorg.matching.neighbours.graph import Edges, nearest_edges
from faceorg.matching.neighbours.similarity import Vectors, narrow_rows

THRESHOLDS = Thresholds(match=0.262, strict=0.329, cluster=0.32)
NEIGHBOURS, HDBSCAN_NEIGHBOURS = 64, 16
SMALLEST_GROUPS = (2, 3, 5)  # HDBSCAN's settings; LibrePhotos' is 5
WHISPERS = 20  # rounds at most


class Near:
    """For each face its neighbours and how similar they are, the nearest first; `of` tells where a face's lie."""

    def __init__(self, rows: Vectors, edges: Edges, similarity: float) -> None:
        kept = edges.similarities >= similarity
        left, right, near = edges.left[kept], edges.right[kept], edges.similarities[kept]
        ends, others = np.concatenate([left, right]), np.concatenate([right, left])
        both = np.concatenate([near, near])
        order = np.lexsort((-both, ends))
        self.rows, self.edges = rows, Edges(left, right, near)
        self.ends, self.others, self.near = ends[order], others[order], both[order]
        self.starts = np.searchsorted(self.ends, np.arange(len(rows) + 1))
        self.counts = np.diff(self.starts)

    def of(self, row: int) -> slice:
        return slice(self.starts[row], self.starts[row + 1])


def dbscan(near: Near, faces: int) -> Labels:
    """Cores are joined; any other face goes to its nearest core."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    count = len(near.rows)
    core = near.counts + 1 >= faces  # a face counts itself
    joined = core[near.edges.left] & core[near.edges.right]
    left, right = near.edges.left[joined], near.edges.right[joined]
    parts = connected_components(coo_matrix((np.ones(len(left)), (left, right)), (count, count)), directed=False)[1]
    labels = np.where(core, parts, -1).astype(np.int64)
    border = ~core[near.ends] & core[near.others]
    rows, first = np.unique(near.ends[border], return_index=True)  # the nearest core comes first
    labels[rows] = parts[near.others[border][first]]
    return singles_apart(np.unique(labels, return_inverse=True)[1] - bool((labels < 0).any()))


def immich(near: Near, similarity: float, neighbours: int = 3) -> Labels:
    """Faces come one by one; a face with enough neighbours founds a person, any other takes its nearest one's."""
    labels = np.full(len(near.rows), -1, np.int64)
    founded = 0
    for deferred in (False, True):
        for row in np.flatnonzero((labels < 0) & (near.counts > 0)).tolist():
            known = labels[near.others[near.of(row)]]
            matched = known[known >= 0]
            if not len(matched) and len(known) >= NEIGHBOURS:  # there may be some beyond its nearest
                placed = np.flatnonzero(labels >= 0)
                similar = near.rows[placed] @ near.rows[row]
                if len(placed) and similar.max() >= similarity:
                    matched = labels[placed[[similar.argmax()]]]
            if len(matched):
                labels[row] = matched[0]
            elif near.counts[row] + 1 >= neighbours and not deferred:
                labels[row], founded = founded, founded + 1
    return singles_apart(labels)


def chinese_whispers(near: Near) -> Labels:
    labels, rng = np.arange(len(near.rows)), np.random.default_rng(0)
    linked = np.flatnonzero(near.counts)
    for _ in range(WHISPERS):
        changed = False
        for row in rng.permutation(linked).tolist():
            own = near.of(row)
            votes: dict[int, float] = {}
            for label, weight in zip(labels[near.others[own]].tolist(), near.near[own].tolist(), strict=True):
                votes[label] = votes.get(label, 0.0) + weight
            best = max(votes, key=lambda label: (votes[label], -label))
            changed, labels[row] = changed or best != labels[row], best
        if not changed:
            break
    return singles_apart(np.unique(labels, return_inverse=True)[1].astype(np.int64))


def average_linkage(near: Near, similarity: float) -> Labels:
    """Two groups with this average similarity have a pair that reaches it, so that walking such pairs is enough."""
    nothing, count = np.empty((0, 2), np.int64), len(near.rows)
    linkage = Linkage(near.rows, np.ones(count, np.float32), Facts(nothing, nothing, np.arange(count)), evidence=0.0)
    linkage.join(near.edges, similarity)
    return singles_apart(np.unique(linkage.labels(), return_inverse=True)[1].astype(np.int64))


def complete_linkage(near: Near) -> Labels:
    """Join the two groups whose least similar pair is most similar, as long as every pair of theirs is near."""
    members = {row: 1 for row in range(len(near.rows))}
    least: dict[int, dict[int, tuple[float, int]]] = {}  # of group and group: the least similarity, the known pairs
    for one, other, similarity in zip(
        near.edges.left.tolist(), near.edges.right.tolist(), near.edges.similarities.tolist(), strict=True
    ):
        least.setdefault(one, {})[other] = least.setdefault(other, {})[one] = (similarity, 1)
    heap = [(-similarity, one, other) for one, own in least.items() for other, (similarity, _) in own.items()]
    heapify(heap)
    group_of, parent = len(near.rows), {}
    while heap:
        _, one, other = heappop(heap)
        if one not in members or other not in members:
            continue
        new, group_of = group_of, group_of + 1
        members[new] = members.pop(one) + members.pop(other)
        parent[one] = parent[other] = new
        mine, theirs = least.pop(one), least.pop(other)
        shared = (mine.keys() & theirs.keys()) - {one, other}
        least[new] = {}
        for group in mine.keys() | theirs.keys():
            for gone in (one, other):
                least.get(group, {}).pop(gone, None)
        for group in shared & members.keys():
            pairs = (min(mine[group][0], theirs[group][0]), mine[group][1] + theirs[group][1])
            if pairs[1] == members[new] * members[group]:
                least[new][group] = least[group][new] = pairs
                heappush(heap, (-pairs[0], new, group))
    labels = np.arange(len(near.rows))
    for row in labels.tolist():
        while labels[row] in parent:
            labels[row] = parent[int(labels[row])]
    return singles_apart(np.unique(labels, return_inverse=True)[1].astype(np.int64))


def hdbscan(rows: Vectors, smallest: int) -> Labels:
    """HDBSCAN over the nearest neighbours; parts of the graph without a link are far from each other."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components
    from sklearn.cluster import HDBSCAN

    edges = nearest_edges(rows, k=HDBSCAN_NEIGHBOURS, floor=-1.0)
    size = (len(rows),) * 2
    far = np.maximum(1 - edges.similarities.astype(np.float64), 1e-6)
    parts = connected_components(coo_matrix((far, (edges.left, edges.right)), size), directed=False)[1]
    firsts = np.unique(parts, return_index=True)[1]
    left = np.concatenate([edges.left, np.zeros(len(firsts) - 1, np.int64)])
    right = np.concatenate([edges.right, firsts[1:]])
    far = np.concatenate([far, np.full(len(firsts) - 1, 2.0)])
    graph = coo_matrix((np.tile(far, 2), (np.append(left, right), np.append(right, left))), size).tocsr()
    found = HDBSCAN(
        min_cluster_size=smallest, min_samples=min(smallest, 5), metric="precomputed", copy=True
    ).fit_predict(graph)
    return singles_apart(found.astype(np.int64))


RULES: dict[str, tuple[float, Callable[[Near, float], Labels]]] = {
    "Evaluation Studio (DBSCAN, 2 faces)": (0.48, lambda near, _: dbscan(near, 2)),
    "Immich": (0.50, immich),
    "PhotoPrism-like (DBSCAN, core 5)": (0.46, lambda near, _: dbscan(near, 5)),
    "Chinese whispers": (0.40, lambda near, _: chinese_whispers(near)),
    "average linkage": (0.32, average_linkage),
    "complete linkage": (0.50, lambda near, _: complete_linkage(near)),
}


def line(name: str, labels: Labels, truth: NDArray[np.int64], cpu_s: float) -> None:
    score = clustering_score(labels, truth)
    print(
        f"{name:44s} BCubed F {score.bcubed.f:.4f} (P {score.bcubed.precision:.4f} R {score.bcubed.recall:.4f}) "
        f"mixed {score.mixed_share:.4f} of {score.groups}  {cpu_s:.1f} s CPU",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faces", type=int)
    parser.add_argument("--settings", type=float, nargs="+", default=[0.36, 0.40, 0.44, 0.48, 0.52, 0.56])
    parser.add_argument("--strictness", type=float, nargs="*", default=[0.0, 0.25, 0.5, 0.75, 1.0])
    parser.add_argument("--rules", nargs="+", choices=list(RULES), default=list(RULES))
    parser.add_argument("--hdbscan", action="store_true", help="measure HDBSCAN too: minutes")
    asked = parser.parse_args()
    library = make_synthetic(asked.faces)
    for dial in asked.strictness:
        begun = time.process_time()
        labels = cluster_faces(library.embeddings, thresholds=THRESHOLDS, quality=library.quality, strictness=dial)
        line(f"faceorg, strictness {dial}", labels, library.labels, time.process_time() - begun)
    rows = narrow_rows(library.embeddings, np.arange(asked.faces))
    begun = time.process_time()
    edges = nearest_edges(rows, k=NEIGHBOURS, floor=min(asked.settings))
    print(f"the rivals' neighbours: {len(edges):,} pairs, {time.process_time() - begun:.1f} s CPU", flush=True)
    for smallest in SMALLEST_GROUPS if asked.hdbscan else ():
        begun = time.process_time()
        labels = hdbscan(rows, smallest)
        line(f"LibrePhotos (HDBSCAN) {smallest}", labels, library.labels, time.process_time() - begun)
    for setting in asked.settings:
        near = Near(rows, edges, setting)
        for name in asked.rules:
            begun = time.process_time()
            labels = RULES[name][1](near, setting)
            line(f"{name} {setting}", labels, library.labels, time.process_time() - begun)


if __name__ == "__main__":
    main()
