"""Faces -> how good their pictures are for recognising: as the scan measured them, and as their embeddings tell here.

The scan's number is kept with the face. What `measured` adds depends on this library, so it is worked out where faces
are compared, and stored nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.catalog import faces
from faceorg.domain import FaceId
from faceorg.library.recognising import measured
from faceorg.library.recognising.vectors import space_of

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library


def clearness(library: Library, embeddings: NDArray[np.float32], quality: ArrayLike) -> NDArray[np.float32]:
    """Return the quality that counts where faces are compared, float32 (n,), 0-1.

    embeddings : float32 (n, dim), unit rows of the pack in use; quality : float (n,), what the scan measured
    """
    good = np.asarray(quality, np.float32)
    found = measured.measured_of(library, space_of(library).pack_id)
    if found is None or found.clarity is None or not len(good):
        return good
    return found.clarity.of(embeddings, good)


def clearness_of(library: Library, face_ids: Sequence[FaceId]) -> dict[FaceId, float]:
    """Return it for each of these faces; for one without an embedding, what the scan measured."""
    known = faces.qualities(library.catalog, face_ids)
    ids, embeddings = space_of(library).vectors_of(face_ids)
    there = [FaceId(one) for one in ids.tolist()]
    good = clearness(library, embeddings, [known.get(one, 1.0) for one in there])
    return known | dict(zip(there, good.tolist(), strict=True))
