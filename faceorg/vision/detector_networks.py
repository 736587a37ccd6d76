"""A picture the size of a network's input to candidate faces: SCRFD and YuNet, decoded in numpy.

Only positions above the score limit are decoded: of 16,800 positions at 640 x 640 a dozen are left, where the wrappers
decode all of them first.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import ModelPack
from faceorg.vision.candidates import Candidates, Floats, joined
from faceorg.vision.packs.onnx_header import read_onnx_header
from faceorg.vision.packs.roles import DETECTION, is_yunet
from faceorg.vision.sessions import Network, open_network

Pixels = NDArray[np.uint8]


class DetectorNetwork(Protocol):
    """What the detector needs of a network.

    score_limit : scores below it are no faces, 0-1
    weak_limit : scores between it and score_limit hint at a face that is too small to see well
    loses_large_faces : whether faces that fill the input go unseen [Note: Scales]
    iou_limit : two boxes that overlap more are one face, 0-1
    fixed_side : (height, width) where the network takes no other size
    """

    score_limit: float
    weak_limit: float
    iou_limit: float
    loses_large_faces: bool
    fixed_side: tuple[int, int] | None

    def find(self, canvas: Pixels, score_limit: float) -> Candidates:
        """Candidates in canvas pixels; canvas is uint8 (h, w, 3) RGB, h and w multiples of 32."""
        ...


def open_detector_network(pack: ModelPack, *, device: str, threads: int) -> DetectorNetwork:
    """Open a pack's detector; raises PackProblem or InvalidInput as open_network does."""
    network = open_network(pack, DETECTION, device=device, threads=threads)
    return Yunet(network) if is_yunet(read_onnx_header(pack.files[DETECTION])) else Scrfd(network)


def as_blob(canvas: Pixels, network: Network, *, bgr: bool = False) -> NDArray[np.generic]:
    """uint8 (h, w, 3) RGB to the network's input (1, 3, h, w); ten times as fast as cv2.dnn.blobFromImage."""
    import cv2

    planes = cv2.split(canvas)
    if bgr:
        planes = planes[::-1]
    if network.takes_bytes:
        return np.stack(planes)[None]
    blob = np.empty((1, 3, *canvas.shape[:2]), np.float32)
    for channel, plane in enumerate(planes):
        blob[0, channel] = plane  # converting first and computing in place is twice as fast as subtracting bytes
    blob -= np.float32(network.mean)
    blob *= np.float32(network.scale)
    return blob


class Scrfd:
    """InsightFace's SCRFD: per stride a score, four distances to the box's sides and five landmark offsets."""

    score_limit = 0.5  # insightface's det_thresh
    weak_limit = 0.2  # [Note: Scales]; 0.1 doubles the second passes and finds nothing more
    loses_large_faces = True
    iou_limit = 0.4  # insightface's nms_thresh

    def __init__(self, network: Network) -> None:
        self._network = network
        self.fixed_side = network.fixed_side
        five_strides = len(network.output_names) == 15
        self._strides = (8, 16, 32, 64, 128) if five_strides else (8, 16, 32)
        self._anchors = 1 if five_strides else 2

    def find(self, canvas: Pixels, score_limit: float) -> Candidates:
        outputs = self._network.run(as_blob(canvas, self._network))
        levels = len(self._strides)
        found = []
        for level, stride in enumerate(self._strides):
            scores = outputs[level].reshape(-1)
            keep = np.flatnonzero(scores >= score_limit)
            if not keep.size:
                continue
            cells = _grid(canvas.shape[0] // stride, canvas.shape[1] // stride, self._anchors)[keep]
            centres = cells * np.float32(stride)
            sides = outputs[levels + level].reshape(-1, 4)[keep] * np.float32(stride)
            points = outputs[2 * levels + level].reshape(-1, 5, 2)[keep] * np.float32(stride)
            boxes = np.hstack([centres - sides[:, :2], centres + sides[:, 2:]])
            found.append(Candidates(boxes, centres[:, None] + points, scores[keep]))
        return joined(found)


class Yunet:
    """OpenCV's YuNet: score = sqrt(class * objectness), box as centre and log size (cv2.FaceDetectorYN's decoding)."""

    # cv2's demo asks 0.9, for a webcam; the same recall as SCRFD on photos is reached lower.
    score_limit = 0.7
    weak_limit = 0.4
    loses_large_faces = False
    iou_limit = 0.3  # cv2.FaceDetectorYN's nms_threshold
    _strides = (8, 16, 32)

    def __init__(self, network: Network) -> None:
        self._network = network
        self.fixed_side = network.fixed_side
        self._at = {name: place for place, name in enumerate(network.output_names)}

    def find(self, canvas: Pixels, score_limit: float) -> Candidates:
        outputs = self._network.run(as_blob(canvas, self._network, bgr=True))
        found = []
        for stride in self._strides:
            of = {kind: outputs[self._at[f"{kind}_{stride}"]][0] for kind in ("cls", "obj", "bbox", "kps")}
            scores = np.sqrt(np.clip(of["cls"], 0, 1) * np.clip(of["obj"], 0, 1)).reshape(-1)
            keep = np.flatnonzero(scores >= score_limit)
            cells = _grid(canvas.shape[0] // stride, canvas.shape[1] // stride, 1)[keep]
            centres = (cells + of["bbox"][keep, :2]) * np.float32(stride)
            half = np.exp(of["bbox"][keep, 2:]) * np.float32(stride / 2)
            points = (cells[:, None] + of["kps"][keep].reshape(-1, 5, 2)) * np.float32(stride)
            found.append(Candidates(np.hstack([centres - half, centres + half]), points, scores[keep]))
        return joined(found)


@lru_cache(maxsize=64)
def _grid(rows: int, columns: int, anchors: int) -> Floats:
    """float32 (rows * columns * anchors, 2): column and row of each output position, anchors of one cell adjacent."""
    row, column = np.indices((rows, columns), np.float32).reshape(2, -1)
    return np.repeat(np.stack([column, row], axis=-1), anchors, axis=0)
