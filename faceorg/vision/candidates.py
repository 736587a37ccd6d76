"""What a detector network finds before anything is decided: boxes, landmarks, scores; and non-maximum suppression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Candidates:
    """Possible faces in pixels of some picture.

    boxes : float32 (n, 4), left, top, right, bottom
    landmarks : float32 (n, 5, 2)
    scores : float32 (n,), 0-1
    """

    boxes: Floats
    landmarks: Floats
    scores: Floats

    def __len__(self) -> int:
        return len(self.scores)

    def moved(self, scale: float, left: float = 0.0, top: float = 0.0) -> Candidates:
        """The same faces in a picture `scale` times as large, after shifting by (left, top) pixels of this one."""
        shift = np.array([left, top], np.float32)
        boxes = (self.boxes + np.tile(shift, 2)) * np.float32(scale)
        return Candidates(boxes, (self.landmarks + shift) * np.float32(scale), self.scores)

    def chosen(self, which: NDArray[np.intp] | NDArray[np.bool_]) -> Candidates:
        """Those at these indices, or where the mask is true."""
        return Candidates(self.boxes[which], self.landmarks[which], self.scores[which])

    def sizes(self) -> Floats:
        """float32 (n,): square root of each box's area, pixels."""
        wide_high = np.maximum(self.boxes[:, 2:] - self.boxes[:, :2], 0)
        roots: Floats = np.sqrt(wide_high[:, 0] * wide_high[:, 1])
        return roots


def no_candidates() -> Candidates:
    """An empty set."""
    return Candidates(np.empty((0, 4), np.float32), np.empty((0, 5, 2), np.float32), np.empty(0, np.float32))


def joined(parts: Sequence[Candidates]) -> Candidates:
    """Several sets in the same picture as one."""
    if not parts:
        return no_candidates()
    return Candidates(
        np.concatenate([part.boxes for part in parts]),
        np.concatenate([part.landmarks for part in parts]),
        np.concatenate([part.scores for part in parts]),
    )


def suppressed(candidates: Candidates, iou_limit: float) -> Candidates:
    """Greedy non-maximum suppression, best score first: no two left overlap by more than `iou_limit`.

    In numpy, one round a kept face: photos have few, and cv2.dnn.NMSBoxes copies everything into Python lists first.
    """
    order = np.argsort(-candidates.scores, kind="stable")
    kept = []
    while order.size:
        best, rest = order[0], order[1:]
        kept.append(best)
        order = rest[overlaps(candidates.boxes[best], candidates.boxes[rest]) <= iou_limit]
    return candidates.chosen(np.array(kept, np.intp))


def overlaps(box: Floats, boxes: Floats) -> Floats:
    """float32 (n,): intersection over union of one box (4,) with each of boxes (n, 4)."""
    wide_high = np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])
    both = np.prod(np.maximum(wide_high, 0), axis=1)
    areas = np.prod(np.maximum(boxes[:, 2:] - boxes[:, :2], 0), axis=1)
    area = np.prod(np.maximum(box[2:] - box[:2], 0))
    result: Floats = both / np.maximum(areas + area - both, np.float32(1e-9))
    return result
