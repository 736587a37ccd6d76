"""What the scales of the detector find and cost: the figures of [Note: Scales] in faceorg/vision/detector.py.

    FACEORG_PACKS=../shared/models python packaging/bench/detection_scales.py ../shared [--pack edgeface_xs]

Group photos and portraits are pasted into larger landscapes, so that their faces are 10 to 40 pixels high at 640; true
faces are those that the photo shows at its own size. Compared: the first pass alone, the rule of `Detector.detect`, and
the finer pass for every photo. Cost is in pixels shown to the network, 1 for one pass at 640 x 480.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from faceorg.vision.candidates import Candidates, joined, overlaps, suppressed
from faceorg.vision.detector import COARSE_PX, FINE_FROM_PX, FINE_PX, Detector
from faceorg.vision.packs.installed import load_pack

Pixels = NDArray[np.uint8]
PEOPLE = ("photos/digikam", "photos/photoprism/face", "photos/dlib_faces", "photos/ageitgey", "labelled/bbt")
LANDSCAPES = ("photos/exif_orientation/Landscape_1.jpg", "photos/exif_samples/jpg/gps", "photos/immich/metadata")
CANVAS = (2400, 1800)
SHARES = (1.0, 0.6, 0.4, 0.25)  # of the canvas that the pasted photo takes; 1 is the photo itself
SURE_SCORE = 0.55  # a true face is seen at least this surely at its own size
SAME_FACE_IOU, OTHER_FACE_IOU = 0.4, 0.3


class Meter:
    """Counts the pixels that the network is shown."""

    def __init__(self, detector: Detector) -> None:
        self.passes, self.fine = 0.0, False
        self._find = detector._network.find
        detector._network.find = self.find  # type: ignore[method-assign]

    def find(self, canvas: Pixels, score_limit: float) -> Candidates:
        self.passes += canvas.shape[0] * canvas.shape[1] / (640 * 480)
        self.fine |= max(canvas.shape[:2]) > COARSE_PX
        return self._find(canvas, score_limit)

    def take(self) -> tuple[float, bool]:
        taken = self.passes, self.fine
        self.passes, self.fine = 0.0, False
        return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--pack", default="edgeface_xs")
    options = parser.parse_args()
    detector = Detector(load_pack(options.pack), device="cpu")
    meter = Meter(detector)
    ways = {
        "first pass": lambda photo: detector.look(photo, COARSE_PX),
        "rule": detector.detect,
        "two passes": lambda photo: joined([detector.look(photo, COARSE_PX), detector.look(photo, FINE_PX)]),
    }
    empty = [scene for scene in pictures(options.shared, LANDSCAPES) if not len(true_faces(detector, scene, 0.2))]
    people = pictures(options.shared, PEOPLE)
    for share in SHARES:
        scenes = [scene for photo in people if (scene := placed(detector, photo, share, empty)) is not None]
        print(f"share {share}: {len(scenes)} photos, {sum(len(true) for _, true in scenes)} faces")
        for name, way in ways.items():
            print(f"  {name:10} {measured(scenes, way, meter)}")


def pictures(shared: Path, places: tuple[str, ...]) -> list[Pixels]:
    """Every different JPEG below these places, RGB."""
    files = sorted({file for place in places for file in [shared / place, *(shared / place).rglob("*.jp*g")]})
    different = {file.stat().st_size: file for file in reversed(files) if file.is_file()}
    read = [cv2.imread(str(file)) for file in sorted(different.values())]
    return [np.ascontiguousarray(pixels[..., ::-1]) for pixels in read if pixels is not None]


def true_faces(detector: Detector, photo: Pixels, score: float = SURE_SCORE) -> Candidates:
    seen = [detector.look(photo, side, score) for side in (COARSE_PX, FINE_PX)]
    return suppressed(joined(seen), SAME_FACE_IOU)


def placed(
    detector: Detector, photo: Pixels, share: float, landscapes: list[Pixels]
) -> tuple[Pixels, Candidates] | None:
    """A scene and its true faces; None where there are none, or the photo would have to be enlarged."""
    true = true_faces(detector, photo)
    if not len(true):
        return None
    if share == 1:
        return (photo, true) if max(photo.shape[:2]) >= FINE_FROM_PX else None
    scale = min(CANVAS[0] * share / photo.shape[1], CANVAS[1] * share / photo.shape[0])
    if scale > 1.5:
        return None
    draw = random.Random(photo.size)
    scene = cv2.resize(draw.choice(landscapes), CANVAS)
    small = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    left, top = draw.randint(0, CANVAS[0] - small.shape[1]), draw.randint(0, CANVAS[1] - small.shape[0])
    scene[top : top + small.shape[0], left : left + small.shape[1]] = small
    return scene, true.scaled(scale, scale).moved(left, top)


def measured(scenes: list[tuple[Pixels, Candidates]], way, meter: Meter) -> str:
    found = others = fine = 0
    cost = 0.0
    for scene, true in scenes:
        meter.take()
        seen = way(scene)
        passes, was_fine = meter.take()
        cost, fine = cost + passes, fine + was_fine
        found += sum(len(seen) > 0 and overlaps(box, seen.boxes).max() >= SAME_FACE_IOU for box in true.boxes)
        others += sum(overlaps(box, true.boxes).max() < OTHER_FACE_IOU for box in seen.boxes)
    faces = sum(len(true) for _, true in scenes)
    return (
        f"found {found / faces:.3f}, others {others}, cost {cost / len(scenes):.2f}, "
        f"finer pass for {fine / len(scenes):.2f} of the photos"
    )


if __name__ == "__main__":
    main()
