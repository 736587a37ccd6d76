"""A photo of any size to candidate faces: which scales are looked at, and how what they find is put together.

[Note: Scales] A photo is never enlarged, and SCRFD is never shown a large face at a fine scale: it loses them (of 300
faces filling the picture 300 were found at 320 pixels, 7 at 480 and none at 640; small faces in crowds need 1280). So:

- 640 pixels of the long side, always;
- 192, always, for detectors that lose large faces: costs 9 % of the first, adds faces larger than a fifth of the photo;
- 1280, where the first pass half saw something small (scores between `weak_limit` and `score_limit`) that a closer look
  confirms, or many such things: a crowd or people in the distance. In landscapes of 2400 x 1800 with people of 10 to 40
  pixels at 640 this ran for 4 to 16 % of the photos and found 97.5 to 99.1 % of the faces, the first pass alone 83 to
  98 %, two passes everywhere 98.5 to 99.1 % at 2.7 to 3.8 times the cost (packaging/bench/detection_scales.py).

Landmarks of small faces are better from the finer scale, those of large ones from the coarser: by similarity to the
embedding from a large picture, faces of 14, 18, 24, 32, 48 pixels at 640 reach 0.82, 0.88, 0.93, 0.96, 0.96 by the
first pass and 0.92, 0.94, 0.96, 0.97, 0.93 by the second. Hence REFINE_PX. Faces that both the first pass and that at
192 see take the mean of their landmarks: with the starter pack, on 1,618 portraits of LFW's training half, TAR at FAR
1e-3 rises from 95.9 to 96.2 %, enlarged to faces of 280 pixels at 640 from 94.0 to 95.0 %; SCRFD-500M loses nothing.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import ModelPack
from faceorg.vision.candidates import Candidates, added, averaged, joined, no_candidates, overlaps, suppressed
from faceorg.vision.detector_networks import DetectorNetwork, open_detector_network

Pixels = NDArray[np.uint8]

# Long sides of the three passes, pixels [Note: Scales].
COARSE_PX = 640
TINY_PX = 192
FINE_PX = 1280
# The finer pass must be worth its four times the cost: below this long side it would see hardly more than the first.
FINE_FROM_PX = 800
# Faces below this size, in pixels at COARSE_PX, take their landmarks from a finer look [Note: Scales].
REFINE_PX = 24
# What the first pass half sees counts as a distant face only below this size, in pixels at COARSE_PX.
DISTANT_PX = 64
# So few hints are checked in windows, at a tenth of the first pass each, before the finer pass is run: most of them are
# no faces, and checking them halves the cost of detection [Note: Scales].
CHECKED_HINTS = 3
# Faces from the tiny pass are believed from this share of the long side on; smaller ones the first pass sees better.
LARGE_SHARE = 0.2
# The most that linear interpolation alone reduces a picture by: 12 megapixels decoded by half to COARSE_PX is 3.1.
LINEAR_RATIO = 3.5
# Network inputs are multiples of the largest stride.
STRIDE_PX = 32
# Tiles of a network with a fixed input overlap by a face of DISTANT_PX at twice the scale, so that none is cut in two.
TILE_OVERLAP_PX = 2 * DISTANT_PX
# Longer than this times its short side a photo is a panorama and is looked at in parts, too, each this times its short
# side long, or COARSE_PX. Screens of phones (20:9) are no panoramas.
LONG_SHAPE, PART_SHAPE = 2.5, 4 / 3
# A look around a known box: the window's side in sides of the box, and the face's size in it, pixels.
WINDOW_SIDES = 3.0
WINDOW_FACE_PX = 64
# What is seen there is the known face from this overlap on: hand-drawn boxes and those of other programs take in hair
# and chin, up to four times the area of a detector's box.
KNOWN_BOX_IOU = 0.2


class Detector:
    """The detector of a pack over whole photos."""

    def __init__(self, pack: ModelPack, *, device: str = "auto", threads: int = 1) -> None:
        """Open the network; raises PackProblem or InvalidInput as open_network does."""
        self.network = open_detector_network(pack, device=device, threads=threads)

    def detect(self, pixels: Pixels) -> Candidates:
        """Find the faces of a photo, uint8 (h, w, 3) RGB; boxes and landmarks in its pixels, best score first."""
        if 0 in pixels.shape[:2]:
            return no_candidates()
        found = self._detect(pixels)
        if max(pixels.shape[:2]) > max(LONG_SHAPE * min(pixels.shape[:2]), COARSE_PX):
            found = _best_first(added(found, self._in_parts(pixels), self.network.iou_limit))
        return found

    def _in_parts(self, pixels: Pixels) -> Candidates:
        """The faces of a panorama, part by part: reduced as a whole, only those as high as itself would be seen.

        No part is shorter than what one look takes in unreduced: a strip four pixels high would have twenty thousand.
        """
        high, wide = pixels.shape[:2]
        side = max(round(min(high, wide) * PART_SHAPE), COARSE_PX)
        overlap = min(high, wide) // 2
        found = []
        for top in tile_starts(high, side, overlap):
            for left in tile_starts(wide, side, overlap):
                part = np.ascontiguousarray(pixels[top : top + side, left : left + side])
                seen = self._detect(part).moved(left, top)
                found.append(seen.chosen(~_cut(seen, (left, top, left + side, top + side), pixels.shape)))
        return suppressed(joined(found), self.network.iou_limit)

    def _detect(self, pixels: Pixels) -> Candidates:
        pixels = halvable(pixels, COARSE_PX)
        long_side = max(pixels.shape[:2])
        coarse_scale = min(1.0, COARSE_PX / long_side)
        small = reduced(pixels, COARSE_PX)  # the tiny pass is made from it too: reducing costs as much as looking
        across, down = pixels.shape[1] / small.shape[1], pixels.shape[0] / small.shape[0]
        seen = self.look(small, COARSE_PX, self.network.weak_limit).scaled(across, down)
        certain = seen.scores >= self.network.score_limit
        found = seen.chosen(certain)
        if self.network.loses_large_faces and long_side > TINY_PX:
            tiny = self.look(small, TINY_PX).scaled(across, down)
            tiny = tiny.chosen(tiny.sizes() >= LARGE_SHARE * long_side)
            found = added(averaged(found, tiny), tiny, self.network.iou_limit)
        if long_side < FINE_FROM_PX:
            return _best_first(found)
        hints = seen.chosen(~certain & (seen.sizes() * coarse_scale < DISTANT_PX))
        if self._has_distant_faces(pixels, hints):
            fine = self.look(pixels, FINE_PX)
            large = found.sizes() * coarse_scale >= REFINE_PX
            refined = added(found.chosen(large), fine, self.network.iou_limit)
            found = added(refined, found.chosen(~large), self.network.iou_limit)
        else:
            found = self._refined(pixels, found, coarse_scale)
        return _best_first(found)

    def look(self, pixels: Pixels, long_side_px: int, score_limit: float | None = None) -> Candidates:
        """One pass with the long side reduced to at most that many pixels; suppressed, in pixels of the photo."""
        if 0 in pixels.shape[:2]:
            return no_candidates()
        small = reduced(pixels, long_side_px)
        found = _find(self.network, small, score_limit or self.network.score_limit)
        across, down = pixels.shape[1] / small.shape[1], pixels.shape[0] / small.shape[0]
        return suppressed(found, self.network.iou_limit).scaled(across, down)

    def look_around(self, pixels: Pixels, box: NDArray[np.float32]) -> Candidates:
        """The candidate that overlaps a known box (4,) most, seen in a window around it; empty when none does.

        Candidates are believed from `weak_limit` on: that there is a face is known, where exactly is asked.
        """
        side = max(float(np.sqrt(max(np.prod(box[2:] - box[:2]), 1.0))), 4.0)
        centre = (box[:2] + box[2:]) / 2
        low = np.maximum(centre - side * WINDOW_SIDES / 2, 0).astype(int)
        high = np.minimum(centre + side * WINDOW_SIDES / 2, pixels.shape[1::-1]).astype(int)
        window = pixels[low[1] : high[1], low[0] : high[0]]
        if 0 in window.shape:
            return no_candidates()
        wanted_px = math.ceil(max(window.shape[:2]) * min(1.0, WINDOW_FACE_PX / side))
        seen = self.look(window, wanted_px, self.network.weak_limit).moved(float(low[0]), float(low[1]))
        if not len(seen):
            return seen
        overlap = overlaps(box, seen.boxes)
        best = int(overlap.argmax())
        return seen.chosen(np.array([best], np.intp)) if overlap[best] >= KNOWN_BOX_IOU else no_candidates()

    def _has_distant_faces(self, pixels: Pixels, hints: Candidates) -> bool:
        """Whether the finer pass is worth its cost: many hints, or one that a closer look confirms."""
        if len(hints) > CHECKED_HINTS:
            return True
        return any(not self._is_unsure(self.look_around(pixels, box)) for box in hints.boxes)

    def _is_unsure(self, seen: Candidates) -> bool:
        return not len(seen) or seen.scores[0] < self.network.score_limit

    def _refined(self, pixels: Pixels, found: Candidates, coarse_scale: float) -> Candidates:
        """Look again at each small face in a window of its own; a face that is not seen again stays as it was."""
        small = np.flatnonzero(found.sizes() * coarse_scale < REFINE_PX)
        closer = [self.look_around(pixels, found.boxes[place]) for place in small]
        again = joined([found.chosen(small[i : i + 1]) if self._is_unsure(s) else s for i, s in enumerate(closer)])
        others = found.chosen(np.setdiff1d(np.arange(len(found)), small))
        return suppressed(joined([others, again]), self.network.iou_limit)


def _best_first(found: Candidates) -> Candidates:
    return found.chosen(np.argsort(-found.scores, kind="stable"))


def _find(network: DetectorNetwork, picture: Pixels, score_limit: float) -> Candidates:
    """Show a network a picture: whole where it takes any size, in overlapping tiles where its input is fixed."""
    if network.fixed_side is None:
        return network.find(_canvas(picture, _padded(picture.shape[0]), _padded(picture.shape[1])), score_limit)
    height, width = network.fixed_side
    found = []
    for top in tile_starts(picture.shape[0], height):
        for left in tile_starts(picture.shape[1], width):
            tile = picture[top : top + height, left : left + width]
            seen = network.find(_canvas(tile, height, width), score_limit).moved(left, top)
            found.append(seen.chosen(~_cut(seen, (left, top, left + width, top + height), picture.shape)))
    return joined(found)


def _cut(seen: Candidates, tile: tuple[int, int, int, int], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """bool (n,): touches a border that the tile shares with another one, which sees that face whole."""
    left, top, right, bottom = tile
    low = (seen.boxes[:, :2] < (left + 1, top + 1)) & np.array([left > 0, top > 0])
    high = (seen.boxes[:, 2:] > (right - 1, bottom - 1)) & np.array([right < shape[1], bottom < shape[0]])
    cut: NDArray[np.bool_] = (low | high).any(axis=1)
    return cut


def _canvas(picture: Pixels, height: int, width: int) -> Pixels:
    """The picture at the top left of a black canvas, as insightface letterboxes."""
    if picture.shape[:2] == (height, width):
        return picture
    canvas = np.zeros((height, width, 3), np.uint8)
    canvas[: picture.shape[0], : picture.shape[1]] = picture
    return canvas


def tile_starts(length: int, tile: int, overlap: int = TILE_OVERLAP_PX) -> list[int]:
    """Where tiles begin that cover a side, each overlapping the next by `overlap` (less than `tile`) or more."""
    if length <= tile:
        return [0]
    count = math.ceil((length - overlap) / (tile - overlap))
    return [round(place * (length - tile) / (count - 1)) for place in range(count)]


def _padded(side: int) -> int:
    return math.ceil(side / STRIDE_PX) * STRIDE_PX


def halvable(pixels: Pixels, long_side_px: int) -> Pixels:
    """The picture without the last few rows and columns that keep `reduced` from halving it exactly; a view.

    Left out here and not there: whoever calls both takes the places of what is found from the picture that was halved.
    """
    halvings = math.ceil(max(0.0, math.log2(max(pixels.shape[:2]) / (LINEAR_RATIO * long_side_px))))
    step = 1 << halvings
    high, wide = (side // step * step or side for side in pixels.shape[:2])
    return pixels[:high, :wide]


def reduced(pixels: Pixels, long_side_px: int) -> Pixels:
    """The picture with its long side at most that many pixels: far ones halved exactly, then linear; never enlarged.

    An area filter at exactly 1/2 costs 0.5 ms where one at any other ratio costs 7 (see `halvable`). From LINEAR_RATIO
    down linear alone finds the same faces, and lands nearer to insightface, which is linear from any size: mean cosine
    of embeddings on 12 megapixel photos with grain 0.993 against 0.990. Both are nearer to the clean picture than
    insightface's (0.986 against 0.981), whose landmarks shake with the grain.
    """
    import cv2

    while max(pixels.shape[:2]) > LINEAR_RATIO * long_side_px:
        half = (max(pixels.shape[1] // 2, 1), max(pixels.shape[0] // 2, 1))
        pixels = cv2.resize(pixels, half, interpolation=cv2.INTER_AREA)
    scale = long_side_px / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    size = (max(round(pixels.shape[1] * scale), 1), max(round(pixels.shape[0] * scale), 1))
    small: Pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR)
    return small
