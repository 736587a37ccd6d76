"""One photo's pixels to its faces with embeddings: the one door of this room, used by worker processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from faceorg.boxes import Box
from faceorg.domain import Detection, FaceObservation, ModelPack
from faceorg.vision.alignment import aligned_crop
from faceorg.vision.candidates import Candidates
from faceorg.vision.clarity import clarity_of
from faceorg.vision.detector import Detector, halvable, reduced
from faceorg.vision.embedder import Embedder
from faceorg.vision.nuisance import without_nuisance
from faceorg.vision.quality import measure_quality

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]
PixelSource = Callable[[], Pixels]

# A face smaller than this in a reduced photo is cut from the full pixels. Cut from fewer, faces of 48, 40, 32 pixels
# lose 3, 4 and 10 % of their similarity [Note: What quality means]; fetching the full pixels doubles the decoding.
FULL_CROP_BELOW_PX = 48
# [Note: Sideways] Of 196 photos and portraits, each turned three ways, 99.6 % of those with a clear face were told to
# lie on their side by these numbers with edgeface_xs, 84 % with the starter pack, 1 % wrongly (starter), and none of
# the photos as they are; packaging/bench/sideways.py. Detectors half see faces that lie: those with a roll beyond
# MOST_ROLL do not count, and below CLEAR_SCORE it is worth looking: up to three times, and only at photos of which no
# camera says how they lie. Each time it is a glance at GLANCE_PX (2 ms), and a look at LOOK_PX (5 ms) only where the
# glance half sees a face: on the same photos that tells as many as looking each time, within 2 %, for half the time.
CLEAR_SCORE, TURNED_SCORE, TURNED_MARGIN = 0.8, 0.7, 0.05
MOST_ROLL = 45.0
GLANCE_PX, GLANCE_SCORE, LOOK_PX = 192, 0.3, 320
# By quarters: cv2.ROTATE_90_CLOCKWISE, ROTATE_180 and ROTATE_90_COUNTERCLOCKWISE, with cv2 not yet loaded.
_CLOCKWISE = {1: 0, 2: 1, 3: 2}
# Where the five landmarks lie in a detector's box, as fractions of it: mean over 300 LFW faces, made symmetric (sd 0.08
# across, 0.03 down). For boxes in which the detector sees no face.
MEAN_LANDMARKS: Floats = np.array(
    [[0.275, 0.392], [0.725, 0.392], [0.5, 0.573], [0.31, 0.739], [0.69, 0.739]], np.float32
)


class Analyzer:
    """A pack ready to look at photos.

    pixels are uint8 (h, w, 3) RGB, upright; boxes and landmarks go in and out as fractions of them. A photo may come
    reduced, with a `crop_pixels` function that fetches its full pixels: it is called only where a face is too small in
    the reduced ones.
    """

    def __init__(self, pack: ModelPack, *, device: str = "auto", threads: int = 1) -> None:
        """Open both networks of a pack.

        device : one of sessions.DEVICES; threads : of onnxruntime, for one photo

        Raises PackProblem (a file cannot be loaded) or InvalidInput (no such device here).
        """
        self.pack = pack
        self.detector = Detector(pack, device=device, threads=threads)
        self.embedder = Embedder(pack, device=device, threads=threads)

    def detect(self, pixels: Pixels) -> list[Detection]:
        """Find the faces of a photo, best score first."""
        return _detections(self.detector.detect(pixels), pixels)

    def observe(
        self, pixels: Pixels, detections: Sequence[Detection], crop_pixels: PixelSource | None = None
    ) -> list[FaceObservation]:
        """Measure and embed known detections, in their order."""
        pictures = _sharpest(pixels, detections, crop_pixels)
        landmarks = [_in_pixels(one, picture) for one, picture in zip(detections, pictures, strict=True)]
        crops = [
            aligned_crop(picture, points, self.embedder.side_px)
            for picture, points in zip(pictures, landmarks, strict=True)
        ]
        measured = [
            measure_quality(crop, points, _size_px(one.box, picture), one.score)
            for one, crop, points, picture in zip(detections, crops, landmarks, pictures, strict=True)
        ]
        as_given = self.embedder.embed(crops)
        values = clarity_of(as_given, self.pack.clarity, np.array([one.value for one in measured], np.float32))
        assert values is not None  # measured at least
        embeddings = without_nuisance(as_given, self.pack.nuisance)
        return [
            FaceObservation(one, replace(quality, value=float(value)), embedding)
            for one, quality, value, embedding in zip(detections, measured, values, embeddings, strict=True)
        ]

    def analyze(self, pixels: Pixels, crop_pixels: PixelSource | None = None) -> list[FaceObservation]:
        """Find, measure and embed the faces of a photo, best detector score first."""
        return self.observe(pixels, self.detect(pixels), crop_pixels)

    def lies(self, pixels: Pixels, seen: Sequence[FaceObservation]) -> int:
        """Return by how many quarters a photo should be turned clockwise, for all that its faces tell; 0: by none.

        seen : the faces that were found in it as it lies
        See [Note: Sideways].
        """
        best = _clearest_upright(seen)
        if best >= CLEAR_SCORE or 0 in pixels.shape[:2]:
            return 0
        small = reduced(halvable(pixels, LOOK_PX), LOOK_PX)
        needed = max(TURNED_SCORE, best + TURNED_MARGIN)
        for turns in ((1, 3), (2,)):
            score, quarters = max((self._score_when_turned(small, quarters), quarters) for quarters in turns)
            if score >= needed:
                return quarters
        return 0

    def is_upright(self, seen: Sequence[FaceObservation]) -> bool:
        """Whether one of these faces says that its photo stands upright. See [Note: Sideways]."""
        return _clearest_upright(seen) >= CLEAR_SCORE

    def _score_when_turned(self, pixels: Pixels, quarters: int) -> float:
        """The score of the clearest face that is upright once a picture was turned; 0 where there is none."""
        import cv2

        turned: Pixels = cv2.rotate(pixels, _CLOCKWISE[quarters])
        # With an input of one size, a glance would cost as much as a look.
        is_free = self.detector.network.fixed_side is None
        if is_free and not len(self.detector.look(turned, GLANCE_PX, GLANCE_SCORE)):
            return 0.0
        found = self.detector.look(turned, LOOK_PX)
        across, down = (found.landmarks[:, 1] - found.landmarks[:, 0]).T
        upright = np.abs(np.degrees(np.arctan2(down, across))) <= MOST_ROLL
        return float(found.scores[upright].max(initial=0.0))

    def embed_boxes(
        self, pixels: Pixels, boxes: Sequence[Box], crop_pixels: PixelSource | None = None
    ) -> list[FaceObservation]:
        """Measure and embed faces whose boxes are known (drawn, or found with another pack), one for each, in order.

        The boxes stay as given. Landmarks come from the detector looking around each box; where it sees no face they
        are guessed from the box, and the score is 0.
        """
        return self.observe(pixels, [self._detection_in(pixels, box) for box in boxes], crop_pixels)

    def _detection_in(self, pixels: Pixels, box: Box) -> Detection:
        size = np.array(pixels.shape[1::-1], np.float32)
        corner, extent = np.array([box.x, box.y], np.float32), np.array([box.width, box.height], np.float32)
        seen = self.detector.look_around(pixels, np.concatenate([corner, corner + extent]) * np.tile(size, 2))
        if len(seen):
            return Detection(box, seen.landmarks[0] / size, float(seen.scores[0]))
        return Detection(box, corner + MEAN_LANDMARKS * extent, 0.0)


def _clearest_upright(seen: Sequence[FaceObservation]) -> float:
    """The best score of the faces that stand upright; 0 where there is none."""
    return max((one.detection.score for one in seen if abs(one.quality.roll) <= MOST_ROLL), default=0.0)


def _detections(found: Candidates, pixels: Pixels) -> list[Detection]:
    """Candidates in pixels as detections in fractions; boxes are cut at the photo's edge."""
    size = np.array(pixels.shape[1::-1], np.float32)
    corners = np.clip(found.boxes.reshape(-1, 2, 2) / size, 0, 1).astype(float)
    return [
        Detection(Box(low[0], low[1], high[0] - low[0], high[1] - low[1]), points / size, float(score))
        for (low, high), points, score in zip(corners.tolist(), found.landmarks, found.scores, strict=True)
    ]


def _sharpest(pixels: Pixels, detections: Sequence[Detection], crop_pixels: PixelSource | None) -> list[Pixels]:
    """The picture that each face is cut from: the full one, fetched once, for those too small in the reduced one."""
    small = [crop_pixels is not None and _size_px(one.box, pixels) < FULL_CROP_BELOW_PX for one in detections]
    full = crop_pixels() if crop_pixels is not None and any(small) else pixels
    return [full if is_small else pixels for is_small in small]


def _in_pixels(detection: Detection, pixels: Pixels) -> Floats:
    scaled: Floats = detection.landmarks * np.array(pixels.shape[1::-1], np.float32)
    return scaled


def _size_px(box: Box, pixels: Pixels) -> float:
    return float(np.sqrt(box.width * pixels.shape[1] * box.height * pixels.shape[0]))
