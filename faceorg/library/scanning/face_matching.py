"""New detections -> the faces a photo is known to have, so that face ids and decisions outlive every re-analysis.

[Note: Stable face ids] A detection takes the id of the known face it overlaps most (IoU); what is left after that, when
the picture itself was changed (cropped, rotated), is matched by likeness. A known face that is found no more is marked
gone, never deleted: the journal may speak of it, and it gets its id back when it comes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from faceorg.domain import Face, FaceId, FaceObservation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Two boxes of one face by two detectors overlap by 0.6 and more; neighbouring faces of a crowd by less than 0.2.
SAME_FACE_IOU = 0.4


def match_faces(
    known: Sequence[Face],
    observed: Sequence[FaceObservation],
    embeddings: Mapping[FaceId, NDArray[np.float32]],
    min_similarity: float,
) -> list[FaceId | None]:
    """Return for each observation the known face it is, or None for a new one; each known face is given once.

    embeddings : of the known faces, in the observations' pack; empty when only overlap counts (an unchanged photo)
    """
    overlaps = [
        (face.box.iou(seen.detection.box), f, s) for f, face in enumerate(known) for s, seen in enumerate(observed)
    ]
    pairs = _take_best([entry for entry in overlaps if entry[0] >= SAME_FACE_IOU], {}, set())
    alike = [
        (float(embeddings[face.id] @ seen.embedding), f, s)
        for f, face in enumerate(known)
        for s, seen in enumerate(observed)
        if face.id in embeddings and seen.embedding is not None
    ]
    pairs = _take_best([entry for entry in alike if entry[0] >= min_similarity], pairs, set(pairs.values()))
    return [known[pairs[s]].id if s in pairs else None for s in range(len(observed))]


def _take_best(entries: list[tuple[float, int, int]], pairs: dict[int, int], used: set[int]) -> dict[int, int]:
    """Pair greedily, best first; ties go to the older face."""
    for _value, face, seen in sorted(entries, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if face not in used and seen not in pairs:
            pairs[seen] = face
            used.add(face)
    return pairs
