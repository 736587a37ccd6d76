"""GRAPH + FACTS -> GROUPS: average linkage along the edges of a graph, under must-link and cannot-link.

Two groups are as similar as their faces are on average over all pairs, each face weighted by its quality; because
rows are unit vectors that is one product of two weighted sums, exact at any size. An average over few pairs proves
little, so small groups pay a premium: `evidence` x (1/n_a + 1/n_b) / 2 is taken off. The closest two groups are
joined first, again and again, until no allowed pair reaches the threshold. A chain of look-alikes cannot drag two
people together, as it does under single linkage, because every new member has to suit the whole group.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceorg.errors import InvalidInput
from faceorg.matching.graph import Edges
from faceorg.matching.similarity import Ids, Vectors, pair_similarities

# A group next to more groups than this forgets those that are far below the threshold: keeps the cost of a person with
# thousands of faces linear. The later rounds of `clustering` look at the groups afresh.
_MANY_NEIGHBOURS = 256
_FAR_BELOW = 0.12
# Joining many pairs at a time pays from this many (and from a thousandth of the edges) on.
_WORTH_A_PASS = 50
# A group so many times larger hardly changes when it takes a small one in: all that are closest to it may join at once.
_STEADY = 20


@dataclass(frozen=True)
class Facts:
    """What grouping may not break, by row.

    must_link : int64 (m, 2), pairs that are one person
    cannot_link : int64 (c, 2), pairs that are two people
    photos : int64 (n,), the photo of each face: two faces of one photo are two people unless must-linked
    """

    must_link: Ids
    cannot_link: Ids
    photos: Ids


class Linkage:
    """Groups of rows that only ever grow. A group's id is one of its rows."""

    def __init__(self, vectors: Vectors, weights: NDArray[np.float32], facts: Facts, evidence: float) -> None:
        """vectors : float32 (n, dim) unit rows; weights : float32 (n,) > 0, how much each face counts as evidence."""
        self._premium = np.float32(evidence / 2)
        self.sums = vectors * weights[:, None]
        self.weights = weights.astype(np.float32)
        self.members: dict[int, list[int]] = {row: [row] for row in range(len(vectors))}
        self.faces = np.ones(len(vectors), np.int64)
        self._group = np.arange(len(vectors))
        self._version = np.zeros(len(vectors), np.int64)
        self._photos = [{photo} for photo in facts.photos.tolist()]
        self._forbidden: dict[int, set[int]] = {}
        self._near: dict[int, Ids] = {}
        for left, right in facts.must_link.tolist():
            self.merge(self.group_of(left), self.group_of(right))
        for left, right in facts.cannot_link.tolist():
            self._forbid(left, right)

    def stand_for(self, row: int, faces: int, photos: Iterable[int]) -> None:
        """Let a row stand for a group made earlier: its face count, and the photos that its faces are in.

        Its vector is then the weighted mean of those faces and its weight the sum of theirs.
        """
        self.faces[row] = faces
        self._photos[row] |= set(photos)

    def group_of(self, row: int) -> int:
        return int(self._group[row])

    def labels(self) -> Ids:
        """The group of every row, int64 (n,)."""
        return self._group.copy()

    def allowed(self, a: int, b: int) -> bool:
        """Whether no fact keeps groups a and b apart."""
        return b not in self._forbidden.get(a, ()) and self._photos[a].isdisjoint(self._photos[b])

    def similarities(self, group: int, others: Ids) -> NDArray[np.float32]:
        """Average similarity of the faces of `group` to those of each of `others`, less the premium."""
        products: NDArray[np.float32] = self.sums[others] @ self.sums[group]
        average: NDArray[np.float32] = products / (self.weights[others] * self.weights[group])
        average -= self._premium * (1 / self.weights[others] + 1 / self.weights[group])
        return average

    def join(self, edges: Edges, threshold: float) -> None:
        """Join groups along the edges, closest first, while their average similarity is >= threshold.

        Calls add up: earlier groups stay, only the edges of this call are walked. Each group keeps one entry in the
        heap, for its best partner; an entry whose partner has changed since is made anew when it comes up, so the pair
        that is joined is always the closest there is.
        """
        self._join_mutual(edges, threshold)
        self._near = self._neighbours(edges)
        heap = [entry for group in self._near if (entry := self._best(group, threshold))]
        heapq.heapify(heap)
        while heap:
            _, group, partner, version, partner_version = heapq.heappop(heap)
            if self._version[group] != version:
                continue  # this group has a newer entry, or is gone
            if self._version[partner] == partner_version:
                group = self.merge(group, partner)
            if entry := self._best(group, threshold):
                heapq.heappush(heap, entry)

    def _join_mutual(self, edges: Edges, threshold: float) -> None:
        """Join pairs that are each other's closest, many at a time, while that is worth a pass over the edges.

        Average linkage may join such pairs in any order (it is reducible: Bruynooghe 1977), so this only saves time.
        """
        while len(edges):
            left, right = self._group[edges.left], self._group[edges.right]
            keys = np.unique(np.minimum(left, right) * len(self._group) + np.maximum(left, right))
            left, right = keys // len(self._group), keys % len(self._group)
            left, right = left[left != right], right[left != right]
            near = pair_similarities(self.sums, left, right) / (self.weights[left] * self.weights[right])
            near -= self._premium * (1 / self.weights[left] + 1 / self.weights[right])
            close = np.flatnonzero(near >= threshold)
            order = close[np.lexsort((right[close], left[close], -near[close]))]
            left, right = left[order], right[order]
            first = np.full(len(self._group), len(order), np.int64)  # the place of each group's closest pair
            np.minimum.at(first, left, np.arange(len(order)))
            np.minimum.at(first, right, np.arange(len(order)))
            at = np.arange(len(order))
            chosen = (first[left] == at) & (first[right] == at)  # each other's closest
            chosen |= (first[left] == at) & (self.faces[right] >= _STEADY * self.faces[left])
            chosen |= (first[right] == at) & (self.faces[left] >= _STEADY * self.faces[right])
            if not self._join_pairs(left[chosen].tolist(), right[chosen].tolist(), len(order) // 1000):
                return

    def _join_pairs(self, left: list[int], right: list[int], least: int) -> bool:
        """Join pairs of groups, closest first; whether that were enough for another pass to be worth it."""
        gone: set[int] = set()
        for a, b in zip(left, right, strict=True):
            if a not in gone and b not in gone and self.allowed(a, b):
                gone.add(b if self.merge(a, b) == a else a)
        return len(gone) >= max(_WORTH_A_PASS, least)

    def _neighbours(self, edges: Edges) -> dict[int, Ids]:
        ends = np.concatenate([self._group[edges.left], self._group[edges.right]])
        others = np.concatenate([self._group[edges.right], self._group[edges.left]])
        order = np.lexsort((others, ends))
        ends, others = ends[order], others[order]
        found, starts = np.unique(ends, return_index=True)
        return dict(zip(found.tolist(), np.split(others, starts[1:]), strict=True)) if len(ends) else {}

    def _best(self, group: int, threshold: float) -> tuple[float, int, int, int, int] | None:
        """The heap entry of the group's closest allowed neighbour, None where nobody reaches the threshold."""
        near = np.unique(self._group[self._near.get(group, np.empty(0, np.int64))])
        near = near[near != group]
        similarities = self.similarities(group, near)
        if len(near) > _MANY_NEIGHBOURS:
            kept = similarities >= threshold - _FAR_BELOW
            near, similarities = near[kept], similarities[kept]
        self._near[group] = near
        close = np.flatnonzero(similarities >= threshold)
        for at in close[np.argsort(-similarities[close], kind="stable")].tolist():
            other = int(near[at])
            if self.allowed(group, other):
                versions = int(self._version[group]), int(self._version[other])
                return (-float(similarities[at]), group, other, *versions)
        return None

    def merge(self, a: int, b: int) -> int:
        """Make one group of two, asking no facts; the larger keeps its id. Returns that id."""
        if a == b:
            return a
        kept, gone = (a, b) if (len(self.members[a]), -a) >= (len(self.members[b]), -b) else (b, a)
        moved = self.members.pop(gone)
        self._group[moved] = kept
        self.members[kept] += moved
        self.sums[kept] += self.sums[gone]
        self.weights[kept] += self.weights[gone]
        self.faces[kept] += self.faces[gone]
        self._photos[kept] |= self._photos[gone]
        self._photos[gone] = set()
        for other in self._forbidden.pop(gone, set()):
            self._forbidden[other].discard(gone)
            self._forbidden[other].add(kept)
            self._forbidden.setdefault(kept, set()).add(other)
        if gone in self._near:
            self._near[kept] = np.concatenate([self._near.get(kept, self._near[gone][:0]), self._near.pop(gone)])
        self._version[[kept, gone]] += 1
        return kept

    def _forbid(self, left: int, right: int) -> None:
        a, b = self.group_of(left), self.group_of(right)
        if a == b:
            raise InvalidInput(f"rows {left} and {right} are said to be one person and to be two people")
        self._forbidden.setdefault(a, set()).add(b)
        self._forbidden.setdefault(b, set()).add(a)
