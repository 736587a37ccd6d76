"""Where something is in a picture, and how the picture is shown: turned, mirrored, and where the box is then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Number = TypeVar("Number", np.float32, np.float64)

# Boxes of one face in one picture overlap by this much.
SAME_PLACE_IOU = 0.5
# Boxes of one face by two detectors, or in two forms of a picture, overlap by this much: most by 0.6 and more, those of
# neighbours in a crowd by less than 0.2.
SAME_FACE_IOU = 0.4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle as fractions 0-1 of the photo as it is shown: upright by EXIF, and turned as the user says.

    x, y : its left and its top
    """

    x: float
    y: float
    width: float
    height: float

    def iou(self, other: Box) -> float:
        """Intersection over union, 0-1."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        if wide <= 0 or high <= 0:
            return 0.0
        both = wide * high
        return both / (self.width * self.height + other.width * other.height - both)

    def turned(self, quarters: int) -> Box:
        """Where it is once its picture was turned clockwise by so many quarters; less than 0: to the left."""
        box = self
        for _quarter in range(quarters % 4):
            box = Box(max(0.0, 1 - box.y - box.height), box.x, box.height, box.width)
        return box

    def mirrored(self) -> Box:
        """Where it is once its picture was mirrored, left to right."""
        return Box(max(0.0, 1 - self.x - self.width), self.y, self.width, self.height)


@dataclass(frozen=True, slots=True)
class ShownAs:
    """How a picture is shown, once what its file says of its orientation was undone: mirrored (left to right), then
    turned clockwise by so many quarters, 0-3."""

    quarters: int = 0
    mirrored: bool = False

    def from_file(self, box: Box) -> Box:
        """Where a box of the picture as its file shows it is in the picture as it is shown here."""
        return (box.mirrored() if self.mirrored else box).turned(self.quarters)

    def in_file(self, box: Box) -> Box:
        """Where a box of the picture as it is shown here is in the picture as its file shows it."""
        back = box.turned(-self.quarters)
        return back.mirrored() if self.mirrored else back

    def after(self, before: ShownAs) -> ShownAs:
        """What makes a picture that is shown as `before` be shown like this."""
        if self.mirrored == before.mirrored:
            return ShownAs((self.quarters - before.quarters) % 4)
        return ShownAs((self.quarters + before.quarters) % 4, mirrored=True)


# As the file says itself.
AS_FILED = ShownAs()


def mirrored_too(orientation: int) -> int:
    """Return the EXIF orientation (1-8) that is undone by undoing this one, and mirroring the picture left to right."""
    return orientation + 1 if orientation % 2 else orientation - 1


def corners(boxes: Sequence[Box]) -> NDArray[np.float64]:
    """Return boxes as left, top, right, bottom, float64 (n, 4)."""
    import numpy as np

    values = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in boxes]
    return np.array(values, np.float64).reshape(-1, 4)


def overlap_shares(ours: NDArray[Number], theirs: NDArray[Number]) -> NDArray[Number]:
    """Return the intersection over union of each pair of boxes, (n, m), 0-1, as `Box.iou` does of one.

    ours, theirs : (n, 4) and (m, 4), left, top, right, bottom, in fractions or in pixels; one without any area overlaps
        with nothing
    """
    import numpy as np

    # A coordinate at a time: along an axis of two, numpy takes several times as long.
    wide, high = (
        np.maximum(
            np.minimum(ours[:, None, end], theirs[:, end]) - np.maximum(ours[:, None, start], theirs[:, start]), 0
        )
        for start, end in ((0, 2), (1, 3))
    )
    both = wide * high
    our_areas, their_areas = (
        np.maximum(own[:, 2] - own[:, 0], 0) * np.maximum(own[:, 3] - own[:, 1], 0) for own in (ours, theirs)
    )
    whole = our_areas[:, None] + their_areas - both
    shares: NDArray[Number] = np.divide(both, whole, out=np.zeros_like(both), where=both > 0)
    return shares
