"""One photo's pixels to its faces with embeddings: the one door of this room, used by worker processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import Box, Detection, FaceObservation, ModelPack
from faceorg.vision.alignment import aligned_crop
from faceorg.vision.candidates import Candidates
from faceorg.vision.detector import Detector
from faceorg.vision.embedder import Embedder
from faceorg.vision.quality import measure_quality

Pixels = NDArray[np.uint8]
PixelSource = Callable[[], Pixels]


class Analyzer:
    """A pack ready to look at photos.

    pixels are uint8 (h, w, 3) RGB, upright; boxes and landmarks go in and out as fractions of them. A photo may come
    reduced, with a `crop_pixels` function that fetches the full pixels: it is called only when a face is small enough
    for its crop to gain by them.
    """

    def __init__(self, pack: ModelPack, *, device: str = "auto", threads: int = 1) -> None:
        """Open both networks. Raises PackProblem (a file cannot be loaded) or InvalidInput (no such device)."""
        self.pack = pack
        self._detector = Detector(pack, device=device, threads=threads)
        self._embedder = Embedder(pack, device=device, threads=threads)

    def detect(self, pixels: Pixels) -> list[Detection]:
        """Find the faces of a photo, best score first."""
        return _detections(self._detector.detect(pixels), pixels)

    def observe(
        self, pixels: Pixels, detections: Sequence[Detection], crop_pixels: PixelSource | None = None
    ) -> list[FaceObservation]:
        """Measure and embed known detections, in their order."""
        crops = []
        sharpest = pixels
        for detection in detections:
            crops.append(aligned_crop(sharpest, _in_pixels(detection, sharpest), self._embedder.side_px))
        embeddings = self._embedder.embed(crops)
        return [
            FaceObservation(
                detection,
                measure_quality(crop, _in_pixels(detection, pixels), _size_px(detection.box, pixels), detection.score),
                embedding,
            )
            for detection, crop, embedding in zip(detections, crops, embeddings, strict=True)
        ]

    def analyze(self, pixels: Pixels, crop_pixels: PixelSource | None = None) -> list[FaceObservation]:
        """Find, measure and embed the faces of a photo."""
        return self.observe(pixels, self.detect(pixels), crop_pixels)

    def embed_boxes(
        self, pixels: Pixels, boxes: Sequence[Box], crop_pixels: PixelSource | None = None
    ) -> list[FaceObservation]:
        """Measure and embed faces whose boxes are known, in their order."""
        detections = []
        for box in boxes:
            landmarks = np.array([[0.3, 0.4], [0.7, 0.4], [0.5, 0.6], [0.35, 0.8], [0.65, 0.8]], np.float32)
            points = np.array([box.x, box.y], np.float32) + landmarks * np.array([box.width, box.height], np.float32)
            detections.append(Detection(box, points.astype(np.float32), 0.0))
        return self.observe(pixels, detections, crop_pixels)


def _detections(found: Candidates, pixels: Pixels) -> list[Detection]:
    size = np.array(pixels.shape[1::-1], np.float32)
    corners = np.clip(found.boxes.reshape(-1, 2, 2) / size, 0, 1).astype(float)
    landmarks = found.landmarks / size
    return [
        Detection(Box(*low, *(high - low)), points, float(score))
        for (low, high), points, score in zip(corners, landmarks, found.scores, strict=True)
    ]


def _in_pixels(detection: Detection, pixels: Pixels) -> NDArray[np.float32]:
    scaled: NDArray[np.float32] = detection.landmarks * np.array(pixels.shape[1::-1], np.float32)
    return scaled


def _size_px(box: Box, pixels: Pixels) -> float:
    return float(np.sqrt(box.width * pixels.shape[1] * box.height * pixels.shape[0]))
