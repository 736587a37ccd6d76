"""What blur, size, noise and an unsure detection take from a face's similarity, and what `Quality.value` says of it.

    FACEORG_PACKS=../shared/models python packaging/bench/quality.py ../shared/labelled/lfw

Of each of many people two photos are taken; one is degraded and compared with the other, untouched one. Printed, as a
mean over the packs: the share of similarity that is kept (the curves in faceorg/vision/quality.py are fitted to these
rows) beside the median of `Quality.value`; then the similarity of one person's photos by bins of the value.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from faceorg.domain import Detection, FaceObservation
from faceorg.images.decode import decode_photo
from faceorg.vision.analyzer import Analyzer
from faceorg.vision.packs.installed import load_pack

Pixels = NDArray[np.uint8]
PACKS = ("edgeface_xs", "mobilefacenet_y1")
VALUE_BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)
NOISE = np.random.default_rng(0)


def untouched(photo: Pixels, size_px: float, amount: float) -> Pixels:
    return photo


def blurred(photo: Pixels, size_px: float, amount: float) -> Pixels:
    """Amount is the sigma in pixels of the aligned crop, in which a face is some 90 pixels wide."""
    return cv2.GaussianBlur(photo, (0, 0), amount * size_px / 90)


def shrunk(photo: Pixels, size_px: float, amount: float) -> Pixels:
    """Amount is the size of the face that is left, in pixels; the photo is enlarged again."""
    small = cv2.resize(photo, None, fx=amount / size_px, fy=amount / size_px, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, photo.shape[1::-1], interpolation=cv2.INTER_LINEAR)


def noisy(photo: Pixels, size_px: float, amount: float) -> Pixels:
    return np.clip(photo + NOISE.normal(0, amount, photo.shape), 0, 255).astype(np.uint8)


def shaken(photo: Pixels, size_px: float, amount: float) -> Pixels:
    """Amount is the way of the movement in pixels of the aligned crop, its direction by lot."""
    way, angle = amount * size_px / 90, NOISE.uniform(0, np.pi)
    side = int(way) + 3 | 1
    steps = (side // 2 + np.outer(np.linspace(-way / 2, way / 2, 99), (np.sin(angle), np.cos(angle)))).T
    kernel = np.histogram2d(*steps, bins=side, range=[[-0.5, side - 0.5]] * 2)[0] / 99
    return cv2.filter2D(photo, -1, kernel)


DEGRADATIONS: list[tuple[Callable[[Pixels, float, float], Pixels], float]] = [
    (untouched, 0),
    *((blurred, sigma) for sigma in (1, 1.5, 2, 3, 4, 6)),
    *((shrunk, size) for size in (64, 48, 40, 32, 24, 16, 12, 8)),
    *((noisy, sigma) for sigma in (5, 10, 20)),
    *((shaken, way) for way in (5, 9, 13, 18)),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="one sub-folder a person")
    parser.add_argument("--people", type=int, default=150)
    options = parser.parse_args()
    pairs = photo_pairs(options.folder, options.people)
    tables = [table(Analyzer(load_pack(pack), device="cpu"), pairs) for pack in PACKS]
    print_rows(np.stack([rows.mean(axis=0) for rows in tables]).mean(axis=0), tables[0])
    for pack, rows in zip(PACKS, tables, strict=True):
        print_bins(pack, rows)


def photo_pairs(folder: Path, people: int) -> list[tuple[Pixels, Pixels]]:
    folders = [place for place in sorted(folder.iterdir()) if place.is_dir() and len(list(place.iterdir())) > 1]
    chosen = random.Random(11).sample(folders, min(people, len(folders)))
    files = [random.Random(place.name).sample(sorted(place.iterdir()), 2) for place in chosen]
    return [(decode_photo(one).pixels, decode_photo(two).pixels) for one, two in files]


def table(analyzer: Analyzer, pairs: list[tuple[Pixels, Pixels]]) -> NDArray[np.float64]:
    """float (pairs, degradations, 2): similarity to the other photo, and quality value."""
    rows = []
    for photo, other in pairs:
        face, reference = central(analyzer.analyze(photo)), central(analyzer.analyze(other))
        if face and reference:
            rows.append([degraded(analyzer, photo, face, reference, *how) for how in DEGRADATIONS])
    return np.array(rows)


def central(faces: list[FaceObservation]) -> FaceObservation | None:
    def distance(face: FaceObservation) -> float:
        box = face.detection.box
        return abs(box.x + box.width / 2 - 0.5) + abs(box.y + box.height / 2 - 0.5)

    return min(faces, key=distance, default=None)


def degraded(
    analyzer: Analyzer,
    photo: Pixels,
    face: FaceObservation,
    reference: FaceObservation,
    degrade: Callable[[Pixels, float, float], Pixels],
    amount: float,
) -> tuple[float, float]:
    """Similarity and value of a degraded face, at the landmarks of the untouched one; a shrunk one also as a photo."""
    spoiled = degrade(photo, face.quality.size_px, amount)
    detection = Detection(face.detection.box, face.detection.landmarks, face.detection.score)
    seen = analyzer.observe(spoiled, [detection])[0]
    value = seen.quality.value
    if degrade is shrunk:
        share = amount / face.quality.size_px
        small = cv2.resize(photo, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        value = analyzer.observe(small, [detection])[0].quality.value
    assert seen.embedding is not None and reference.embedding is not None
    return float(seen.embedding @ reference.embedding), value


def print_rows(means: NDArray[np.float64], first: NDArray[np.float64]) -> None:
    values = np.median(first[:, :, 1], axis=0)
    for (degrade, amount), mean, value in zip(DEGRADATIONS, means, values, strict=True):
        kept = mean[0] / means[0, 0]
        print(f"{degrade.__name__:10} {amount:5}: similarity kept {kept:.2f}, median value {value:.2f}")


def print_bins(pack: str, rows: NDArray[np.float64]) -> None:
    similarity, value = rows[:, :, 0].ravel(), rows[:, :, 1].ravel()
    print(f"{pack}: similarity of one person's photos by value of the worse one")
    for low, high in pairwise(VALUE_BINS):
        inside = (value >= low) & (value <= high)
        print(f"  {low:.1f} - {high:.1f}: {similarity[inside].mean():.3f} ({inside.sum()} pairs)")


if __name__ == "__main__":
    main()
