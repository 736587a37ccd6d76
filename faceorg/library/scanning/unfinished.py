"""A library -> how many photos are still to be looked at: what a closed window, a kill or another pack left undone."""

from __future__ import annotations

import os

from faceorg.catalog import photos
from faceorg.errors import LibraryProblem
from faceorg.library.opening.library import Library
from faceorg.library.recognising import packs


def photos_waiting(library: Library) -> int:
    """Return how many photos wait for the pack in use and can be looked at now; none without a usable pack.

    Photos on a disk that is away wait for that, and for nothing else: they are not asked for at every start.
    """
    try:
        pack_id = packs.pack_in_use(library).id
    except LibraryProblem:  # told where somebody asks for something
        return 0
    waiting = photos.to_analyze(library.catalog, pack_id)
    here = tuple(str(root.path) + os.sep for root in photos.roots(library.catalog) if waiting and root.path.is_dir())
    return sum(str(path).startswith(here) for _photo_id, path in waiting)
