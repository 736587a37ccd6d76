"""GRAPH + FACTS -> GROUPS: average linkage along the edges of a graph, under must-link and cannot-link.

Two groups are as similar as their faces are on average over all pairs, each face weighted by its quality; because
rows are unit vectors that is one product of two weighted sums, exact at any size. An average over few pairs proves
little, so small groups pay a premium: `evidence` x (1/n_a + 1/n_b) / 2 is taken off. Groups that are each other's
closest are joined, again and again, until no allowed pair reaches the threshold. A chain of look-alikes cannot drag
two people together, as it does under single linkage, because every new member has to suit the whole group.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceorg.errors import InvalidInput
from faceorg.matching.neighbours.graph import Edges
from faceorg.matching.neighbours.similarity import Ids, Vectors, pair_similarities
from faceorg.messages.codes import ProblemCode
from faceorg.progress import CancelToken

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
        self._photos = [{photo} for photo in facts.photos.tolist()]
        self._forbidden: dict[int, set[int]] = {}
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

    def join(self, edges: Edges, threshold: float, cancel: CancelToken | None = None) -> None:
        """Join groups along the edges while their average similarity, less the premium, is >= threshold.

        In rounds: all pairs that are each other's closest are joined at once, then only the pairs of groups that
        changed are measured again. Such pairs may join in any order under average linkage (it is reducible: Bruynooghe
        1977; in rounds: Murtagh, Computer Journal 1983). The premium bends that a little: against closest first of all,
        BCubed F of lfw, its hard copy and the age set moved by less than 0.001 either way.
        Calls add up: earlier groups stay, only the edges of this call are walked. Raises Cancelled.
        """
        left, right = self._pairs(edges.left, edges.right)
        near = self._nearness(left, right)
        while len(chosen := self._closest(left, right, near, threshold)):
            if cancel:
                cancel.raise_if_cancelled()
            changed, refused = self._join_pairs(left, right, chosen)
            stale = changed[left] | changed[right]
            again = self._pairs(left[stale & ~refused], right[stale & ~refused])
            kept = ~(stale | refused)
            left, right = np.concatenate([left[kept], again[0]]), np.concatenate([right[kept], again[1]])
            near = np.concatenate([near[kept], self._nearness(*again)])

    def _pairs(self, left: Ids, right: Ids) -> tuple[Ids, Ids]:
        """The pairs of groups that these rows lie in, the smaller id left, each pair once."""
        left, right = self._group[left], self._group[right]
        apart = left != right
        left, right = left[apart], right[apart]
        keys = np.minimum(left, right) * len(self._group) + np.maximum(left, right)
        keys.sort()  # np.unique hashes: ten times slower on millions of keys
        keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys
        return keys // len(self._group), keys % len(self._group)

    def _nearness(self, left: Ids, right: Ids) -> NDArray[np.float32]:
        """Average similarity of the faces of two groups, less the premium, for each pair."""
        near = pair_similarities(self.sums, left, right) / (self.weights[left] * self.weights[right])
        near -= self._premium * (1 / self.weights[left] + 1 / self.weights[right])
        return near

    def _closest(self, left: Ids, right: Ids, near: NDArray[np.float32], threshold: float) -> Ids:
        """The places of the pairs to join in one round, closest first.

        Those that are each other's closest, and a group's closest that is so much larger that it hardly changes.
        """
        close = np.flatnonzero(near >= threshold)
        best = np.full(len(self._group), -np.inf, np.float32)
        np.maximum.at(best, left[close], near[close])
        np.maximum.at(best, right[close], near[close])
        close = close[(near[close] == best[left[close]]) | (near[close] == best[right[close]])]
        close = close[np.lexsort((right[close], left[close], -near[close]))]
        one, other, rank = left[close], right[close], np.arange(len(close))
        first = np.full(len(self._group), len(close), np.int64)  # the rank of each group's closest pair
        np.minimum.at(first, one, rank)
        np.minimum.at(first, other, rank)
        own, its = first[one] == rank, first[other] == rank
        chosen = own & its
        chosen |= own & (self.faces[other] >= _STEADY * self.faces[one])
        chosen |= its & (self.faces[one] >= _STEADY * self.faces[other])
        found: Ids = close[chosen]
        return found

    def _join_pairs(self, left: Ids, right: Ids, chosen: Ids) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Join the chosen pairs in their order.

        Returns which groups changed, bool (n rows,), and which pairs a fact forbids, bool (n pairs,): facts only grow
        with a group, so those need not be looked at again.
        """
        changed, refused = np.zeros(len(self._group), bool), np.zeros(len(left), bool)
        gone: set[int] = set()
        for place, a, b in zip(chosen.tolist(), left[chosen].tolist(), right[chosen].tolist(), strict=True):
            if a in gone or b in gone:
                continue
            if not self.allowed(a, b):
                refused[place] = True
                continue
            gone.add(b if self.merge(a, b) == a else a)
            changed[a] = changed[b] = True
        return changed, refused

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
        return kept

    def _forbid(self, left: int, right: int) -> None:
        a, b = self.group_of(left), self.group_of(right)
        if a == b:
            raise InvalidInput(ProblemCode.CONTRADICTING_LINKS, left=left, right=right)
        self._forbidden.setdefault(a, set()).add(b)
        self._forbidden.setdefault(b, set()).add(a)
