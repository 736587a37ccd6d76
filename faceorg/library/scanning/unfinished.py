"""A library -> how many photos are still to be looked at: what a closed window, a kill or another pack left undone."""

from __future__ import annotations

from faceorg.catalog import photos
from faceorg.errors import LibraryProblem
from faceorg.library.opening.library import Library
from faceorg.library.recognising import packs


def photos_waiting(library: Library) -> int:
    """Return how many photos wait for the pack in use; none where there is no pack that could look at them.

    Photos whose files are known to be gone wait for nothing.
    """
    try:
        pack_id = packs.pack_in_use(library).id
    except LibraryProblem:  # told where somebody asks for something
        return 0
    return len(photos.to_analyze(library.catalog, pack_id))
