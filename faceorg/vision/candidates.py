"""What a detector network finds before anything is decided: boxes, landmarks, scores; and non-maximum suppression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceorg.boxes import overlap_shares

Floats = NDArray[np.float32]

# Share of the smaller box that may lie in a larger one before it counts as a part of it: two people cheek to cheek
# share less than half.
INSIDE_LIMIT = 0.6
# Two looks at one picture mean the same face where their boxes overlap by this much.
SAME_FACE_IOU = 0.5


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

    def moved(self, left: float, top: float) -> Candidates:
        """The same faces in a picture that begins (left, top) pixels before this one."""
        shift = np.array([left, top], np.float32)
        return Candidates(self.boxes + np.tile(shift, 2), self.landmarks + shift, self.scores)

    def scaled(self, across: float, down: float) -> Candidates:
        """The same faces in a picture that many times as wide and high."""
        scale = np.array([across, down], np.float32)
        return Candidates(self.boxes * np.tile(scale, 2), self.landmarks * scale, self.scores)

    def chosen(self, which: NDArray[np.intp] | NDArray[np.bool_]) -> Candidates:
        """Those at these indices, or where the mask is true."""
        return Candidates(self.boxes[which], self.landmarks[which], self.scores[which])

    def sizes(self) -> Floats:
        """float32 (n,): square root of each box's area, pixels."""
        return np.sqrt(_areas(self.boxes))


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
    if len(candidates) < 2:
        return candidates
    order = np.argsort(-candidates.scores, kind="stable")
    kept = []
    while order.size:
        best, rest = order[0], order[1:]
        kept.append(best)
        order = rest[overlaps(candidates.boxes[best], candidates.boxes[rest]) <= iou_limit]
    return candidates.chosen(np.array(kept, np.intp))


def added(kept: Candidates, extra: Candidates, iou_limit: float) -> Candidates:
    """All of `kept`, and of `extra` those that are no second sight of a kept one.

    A second sight overlaps by more than `iou_limit`, or lies mostly inside: at too fine a scale detectors see faces in
    parts of faces.
    """
    fresh = np.ones(len(extra), bool)
    for box in kept.boxes:
        fresh &= overlaps(box, extra.boxes) <= iou_limit
        fresh &= _shared(box, extra.boxes) <= INSIDE_LIMIT
    return joined([kept, extra.chosen(fresh)])


def averaged(kept: Candidates, again: Candidates) -> Candidates:
    """All of `kept`, with the mean of both landmarks where `again` saw the same face: two looks err less than one."""
    landmarks = kept.landmarks.copy()
    for place, box in enumerate(kept.boxes):
        overlap = overlaps(box, again.boxes)
        if overlap.max(initial=0.0) >= SAME_FACE_IOU:
            landmarks[place] = (landmarks[place] + again.landmarks[overlap.argmax()]) / 2
    return Candidates(kept.boxes, landmarks, kept.scores)


def overlaps(box: Floats, boxes: Floats) -> Floats:
    """float32 (n,): intersection over union of one box (4,) with each of boxes (n, 4)."""
    shares: Floats = overlap_shares(box[None], boxes)[0]
    return shares


def _shared(box: Floats, boxes: Floats) -> Floats:
    """float32 (n,): intersection of one box with each of boxes over the smaller area of the two."""
    wide_high = np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])
    both = np.prod(np.maximum(wide_high, 0), axis=1)
    result: Floats = both / np.maximum(np.minimum(_areas(boxes), _areas(box[None])), np.float32(1e-9))
    return result


def _areas(boxes: Floats) -> Floats:
    areas: Floats = np.prod(np.maximum(boxes[:, 2:] - boxes[:, :2], 0), axis=1)
    return areas
