"""New faces -> the clusters they join, new clusters, or nobody: at the same price however large the library is.

Only clusters and lone faces near to a new face are looked at, and of a large cluster a sample of its faces. They take
in what belongs to them and are not taken apart or joined with each other here: the next grouping of everything may.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from faceorg.catalog import clusters, faces
from faceorg.domain import ClusterId, FaceId
from faceorg.library.recognising import packs
from faceorg.library.recognising.clearness import clearness
from faceorg.library.recognising.vectors import space_of
from faceorg.progress import CancelToken

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library
    from faceorg.matching.grouping.incremental import KnownGroups, Placement

# Neighbours of a new face that it may belong to, and their rivals.
NEAREST_FACES = 16
# Faces of a cluster that stand for all of it: their mean is within 0.01 of its mean (0.08, what strangers differ by,
# over the root of 64).
SAMPLE = 64


@dataclass(frozen=True)
class _Group:
    """A cluster, or a lone face (cluster_id None). sample : faces that stand for it; count : how many it has"""

    cluster_id: ClusterId | None
    sample: list[FaceId]
    count: int


def place_faces(library: Library, new: Sequence[FaceId], cancel: CancelToken | None = None) -> None:
    """Let each unnamed face of `new` join a cluster, form a new one with others, or stay alone, and write it.

    Those that the user put into a group are not for this: it knows nothing of decisions. Raises Cancelled.
    """
    from faceorg.matching.grouping.incremental import place_new_faces

    undecided = faces.undecided_faces(library.catalog, new)
    ids, embeddings = space_of(library).vectors_of(undecided.face_ids[undecided.person_ids < 0])
    if not len(ids):
        return
    rows = np.searchsorted(undecided.face_ids, ids)
    photo_ids = undecided.photo_ids[rows]
    groups = _groups_near(library, ids, embeddings)
    placed = place_new_faces(
        embeddings,
        _known(library, groups, photo_ids, embeddings.shape[1]),
        thresholds=packs.pack_in_use(library).thresholds,
        quality=clearness(library, embeddings, undecided.quality[rows]),
        photo_ids=photo_ids,
        strictness=library.settings.grouping.strictness,
        face_ids=ids,
        cancel=cancel,
    )
    _write(library, ids, groups, placed)


def _groups_near(library: Library, ids: NDArray[np.int64], embeddings: NDArray[np.float32]) -> list[_Group]:
    """The clusters and lone faces near to the new ones, in the order of their first faces."""
    new = set(ids.tolist())
    near = space_of(library).near(embeddings, NEAREST_FACES, packs.pack_in_use(library).thresholds.match) - new
    member_of = clusters.membership_of(library.catalog, sorted(near))
    found = []
    for cluster_id in sorted(set(member_of.values())):
        members = [face for face in clusters.unnamed_members(library.catalog, [cluster_id]) if face not in new]
        if members:
            spread = np.linspace(0, len(members) - 1, min(SAMPLE, len(members))).astype(np.int64)
            found.append(_Group(cluster_id, [members[at] for at in spread.tolist()], len(members)))
    lone = faces.undecided_faces(library.catalog, near - set(member_of))
    return found + [_Group(None, [FaceId(face)], 1) for face in lone.face_ids[lone.person_ids < 0].tolist()]


def _known(library: Library, groups: Sequence[_Group], new_photos: NDArray[np.int64], dim: int) -> KnownGroups:
    """The groups as matching wants them; the id of a group is its place in the list."""
    from faceorg.matching.grouping.incremental import KnownGroups, weight_of

    seen = faces.undecided_faces(library.catalog, [face_id for group in groups for face_id in group.sample])
    ids, vectors = space_of(library).vectors_of(seen.face_ids)
    weights = weight_of(clearness(library, vectors, seen.quality[np.searchsorted(seen.face_ids, ids)]))
    place_of = {face_id: place for place, group in enumerate(groups) for face_id in group.sample}
    places = np.array([place_of[FaceId(face_id)] for face_id in ids.tolist()], np.int64)
    counts = np.array([group.count for group in groups], np.int64)
    share = (counts / np.maximum(np.bincount(places, minlength=len(groups)), 1)).astype(np.float32)
    sums, totals = np.zeros((len(groups), dim), np.float32), np.zeros(len(groups), np.float32)
    np.add.at(sums, places, vectors.reshape(-1, dim) * weights[:, None])
    np.add.at(totals, places, weights)
    kept = np.flatnonzero(totals > 0)  # one without a vector of this pack is near to nobody
    beside = _photos_of_groups(library, groups, new_photos)
    photos = [frozenset(beside[place]) for place in kept.tolist()]
    return KnownGroups(kept, (sums * share[:, None])[kept], (totals * share)[kept], counts[kept], photos)


def _photos_of_groups(library: Library, groups: Sequence[_Group], photo_ids: NDArray[np.int64]) -> dict[int, set[int]]:
    """Which of these photos each group has a face in already: one person is once in a photo."""
    there = faces.faces_of_photos(library.catalog, np.unique(photo_ids).tolist())
    member_of = clusters.membership_of(library.catalog, [face_id for _, face_id in there])
    place_of_cluster = {group.cluster_id: place for place, group in enumerate(groups) if group.cluster_id is not None}
    place_of_lone = {group.sample[0]: place for place, group in enumerate(groups) if group.cluster_id is None}
    found: dict[int, set[int]] = defaultdict(set)
    for photo_id, face_id in there:
        cluster_id = member_of.get(face_id)
        place = place_of_lone.get(face_id) if cluster_id is None else place_of_cluster.get(cluster_id)
        if place is not None:
            found[place].add(photo_id)
    return found


def _write(library: Library, ids: NDArray[np.int64], groups: Sequence[_Group], placed: Placement) -> None:
    """Clusters that take in faces keep their ids; lone faces that found company become new clusters."""
    joined: dict[int, list[FaceId]] = defaultdict(list)
    for face_id, place in zip(ids.tolist(), placed.group_ids.tolist(), strict=True):
        if place >= 0:
            joined[place].append(FaceId(face_id))
    going_on: dict[ClusterId, list[FaceId]] = {}
    new = [[FaceId(face_id) for face_id in ids[rows].tolist()] for rows in placed.new_groups]
    for place, face_ids in joined.items():
        cluster_id = groups[place].cluster_id
        if cluster_id is None:
            new.append([*groups[place].sample, *face_ids])
        else:
            going_on[cluster_id] = face_ids
    clusters.replace_clusters(
        library.catalog, packs.pack_id(library), [FaceId(face_id) for face_id in ids.tolist()], going_on, new
    )
