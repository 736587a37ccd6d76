"""A library -> which photos are still to be looked at: what a closed window, a kill or another pack left undone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoId
from faceorg.errors import LibraryProblem
from faceorg.images import cloud
from faceorg.library.opening.library import Library
from faceorg.library.recognising import packs


def photos_waiting(library: Library) -> int:
    """Return how many photos wait for the pack in use and can be looked at now; none without a usable pack.

    Photos on a disk that is away, or in the cloud, wait for that, and for nothing else: they are not asked for at every
    start.
    """
    try:
        pack_id = packs.pack_in_use(library).id
    except LibraryProblem:  # told where somebody asks for something
        return 0
    here = [root.path for root in photos.roots(library.catalog) if os.path.isdir(root.path)]
    if not cloud.is_offered():
        return photos.count_to_analyze(library.catalog, pack_id, here)
    waiting = [
        one for one in photos.to_analyze(library.catalog, pack_id) if any(one[1].is_relative_to(root) for root in here)
    ]
    return len(to_open(library, waiting))


def to_open(library: Library, waiting: Sequence[tuple[PhotoId, Path]]) -> Sequence[tuple[PhotoId, Path]]:
    """Leave out photos whose content lies in the cloud, unless the user wants it fetched; a stub cannot be opened."""
    if not cloud.is_offered():
        return waiting
    stays = cloud.has_stub if library.settings.scan.from_cloud else cloud.lies_in_cloud
    return [(photo_id, path) for photo_id, path in waiting if not stays(path)]


def left_in_cloud(library: Library, pack_id: str) -> int:
    """Return how many photos that wait for a pack were not opened."""
    if not cloud.is_offered():
        return 0
    waiting = photos.to_analyze(library.catalog, pack_id)
    return len(waiting) - len(to_open(library, waiting))
