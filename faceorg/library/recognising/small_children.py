"""A library -> whether many of its faces are small children's, whom a small pack takes for each other.

Told after a scan, while it matters: nobody has named these faces yet, and a birth date comes later still. So the
embeddings are asked, see `vision.small_children`; of a pack for which nobody has fitted that, nothing is said. Two
thousand faces tell a share well enough: no more embeddings are read, however large a library is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from faceorg.catalog import vectors
from faceorg.domain import ModelPack
from faceorg.errors import NotFound, PackProblem
from faceorg.library.recognising import packs
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message
from faceorg.vision.packs.registry import registry
from faceorg.vision.packs.roles import RECOGNITION
from faceorg.vision.small_children import are_small_children

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Faces that are asked: as clear and as large (pixels) as embeddings tell of; at most so many of them.
CLEAR, LEAST_PX, MOST_ASKED = 0.7, 40.0, 2_000
# From how many on, and from which share of the faces on, they are many. Of adults one in a thousand looks like a child,
# of children between eight and twelve a quarter do.
MANY, MANY_SHARE = 20, 0.1


def many_small_children(library: Library) -> Message | None:
    """Say that there are many small children here, and what that means with the pack in use; None where not."""
    try:
        pack = packs.pack_in_use(library)
    except (NotFound, PackProblem):
        return None  # it is gone: whoever needs it says so
    share = share_of_small_children(library, pack)
    return None if share is None else Message(FindingCode.MANY_SMALL_CHILDREN, share=share, pack=pack.name)


def share_of_small_children(library: Library, pack: ModelPack) -> float | None:
    """Return which share of the clear faces are small children's, where they are many; else None."""
    file = registry().small_children.get(pack.sha256s.get(RECOGNITION, ""))
    if file is None:
        return None
    places = vectors.good_portraits(library.catalog, pack.id, CLEAR, LEAST_PX)
    chosen = np.unique(np.linspace(0, len(places) - 1, min(len(places), MOST_ASKED)).astype(int)).tolist()
    batch = vectors.embeddings_of(library.catalog, pack.id, [places[at].face_id for at in chosen])
    found = are_small_children(batch.vectors, file)
    share = float(found.mean()) if len(found) else 0.0
    return share if share >= MANY_SHARE and found.sum() >= MANY else None
