"""A photo of any size to candidate faces: which scales are looked at, how the photo is laid into the network's input.

[Note: Scales] A photo is never enlarged: SCRFD loses large faces on enlarged input (of 187 portraits 177 were found at
640, 128 at 1280, 105 at 1600). The first pass looks at 640 pixels of the long side; larger photos that look like crowds
get a second, finer pass, and both are merged.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import ModelPack
from faceorg.vision.candidates import Candidates, joined, no_candidates, suppressed
from faceorg.vision.detector_networks import DetectorNetwork, open_detector_network

Pixels = NDArray[np.uint8]

# Long side of the first pass, pixels: what the detectors were trained and measured at.
COARSE_PX = 640
# Long side of the second pass, pixels: faces a quarter of the size found by the first.
FINE_PX = 1280
# Network inputs are multiples of the largest stride.
STRIDE_PX = 32


class Detector:
    """The detector of a pack over whole photos."""

    def __init__(self, pack: ModelPack, *, device: str = "auto", threads: int = 1) -> None:
        """Open the network; raises PackProblem or InvalidInput as open_network does."""
        self._network = open_detector_network(pack, device=device, threads=threads)

    def detect(self, pixels: Pixels) -> Candidates:
        """Find the faces of a photo, uint8 (h, w, 3) RGB; boxes and landmarks in its pixels, best score first."""
        found = self.look(pixels, COARSE_PX)
        if max(pixels.shape[:2]) > COARSE_PX * 1.25 and _is_crowd(found):
            found = joined([found, self.look(pixels, FINE_PX)])
        return suppressed(found, self._network.iou_limit)

    def look(self, pixels: Pixels, long_side_px: int) -> Candidates:
        """One pass with the long side reduced to at most that many pixels; suppressed, in pixels of the photo."""
        height, width = pixels.shape[:2]
        if height == 0 or width == 0:
            return no_candidates()
        small = reduced(pixels, long_side_px)
        found = _find(self._network, small)
        return suppressed(found, self._network.iou_limit).moved(height / small.shape[0])


def _is_crowd(found: Candidates) -> bool:
    return len(found) >= 3


def _find(network: DetectorNetwork, small: Pixels) -> Candidates:
    height, width = network.fixed_side or (_padded(small.shape[0]), _padded(small.shape[1]))
    canvas = np.zeros((height, width, 3), np.uint8)
    canvas[: small.shape[0], : small.shape[1]] = small
    return network.find(canvas, network.score_limit)


def _padded(side: int) -> int:
    return math.ceil(side / STRIDE_PX) * STRIDE_PX


def reduced(pixels: Pixels, long_side_px: int) -> Pixels:
    """The picture with its long side at most that many pixels: halved exactly, then linear; never enlarged."""
    import cv2

    while max(pixels.shape[:2]) >= 2 * long_side_px:
        # An area filter at exactly 1/2 costs 0.5 ms where one at any other ratio costs 7.
        pixels = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    scale = long_side_px / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    size = (max(round(pixels.shape[1] * scale), 1), max(round(pixels.shape[0] * scale), 1))
    small: Pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR)
    return small
