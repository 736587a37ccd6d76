"""Make a seeded *hard* copy of a labelled folder: half of each person's photos as phones and old albums give them.

    python packaging/bench/make_hard.py ../shared/labelled/lfw OUT [--seed 1] [--people-limit N]

SOURCE has one sub-folder per person with upright, centred portraits (LFW deep-funneled: 250 x 250, the face about 100
pixels wide around the centre). OUT gets the same tree; the photos left as they are keep their bytes. A hard photo is
shrunk until its face is 20-60 pixels wide and then suffers two of: motion blur, focus blur, noise, low light, tilt,
an occluded mouth, occluded eyes; it is stored as JPEG of quality 30-60.
"""

from __future__ import annotations

import argparse
import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Harm = Callable[[Pixels, float, np.random.Generator], Pixels]

FACE_SHARE = 0.4  # width of the face as a share of the photo's width, for LFW deep-funneled
FACE_PX = (20, 60)
JPEG_QUALITY = (30, 60)


def motion_blur(pixels: Pixels, face_px: float, rng: np.random.Generator) -> Pixels:
    length = max(3, round(face_px * rng.uniform(0.06, 0.15)))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    turn = cv2.getRotationMatrix2D(((length - 1) / 2, (length - 1) / 2), float(rng.uniform(0, 180)), 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return cv2.filter2D(pixels, -1, kernel / max(kernel.sum(), 1e-6))


def focus_blur(pixels: Pixels, face_px: float, rng: np.random.Generator) -> Pixels:
    return cv2.GaussianBlur(pixels, (0, 0), float(face_px * rng.uniform(0.02, 0.05)))


def noise(pixels: Pixels, _face_px: float, rng: np.random.Generator) -> Pixels:
    grain = rng.normal(0, rng.uniform(8, 22), pixels.shape)
    return np.clip(pixels + grain, 0, 255).astype(np.uint8)


def low_light(pixels: Pixels, _face_px: float, rng: np.random.Generator) -> Pixels:
    dark = pixels * rng.uniform(0.15, 0.4) + rng.normal(0, 4, pixels.shape)
    return np.clip(dark, 0, 255).astype(np.uint8)


def tilt(pixels: Pixels, _face_px: float, rng: np.random.Generator) -> Pixels:
    height, width = pixels.shape[:2]
    angle = float(rng.choice([-1, 1]) * rng.uniform(15, 40))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return cv2.warpAffine(pixels, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)


def _cover(pixels: Pixels, top: float, bottom: float, rng: np.random.Generator) -> Pixels:
    height, width = pixels.shape[:2]
    covered = pixels.copy()
    colour = rng.integers(0, 256, 3)
    covered[round(top * height) : round(bottom * height), round(0.33 * width) : round(0.67 * width)] = colour
    return covered


def hide_mouth(pixels: Pixels, _face_px: float, rng: np.random.Generator) -> Pixels:
    return _cover(pixels, 0.56, 0.72, rng)


def hide_eyes(pixels: Pixels, _face_px: float, rng: np.random.Generator) -> Pixels:
    return _cover(pixels, 0.40, 0.49, rng)


# In the order they happen on the way into a camera, so that noise is not blurred away.
HARMS: tuple[Harm, ...] = (hide_mouth, hide_eyes, tilt, motion_blur, focus_blur, low_light, noise)


def harmed(pixels: Pixels, face_px: float, harms: int, rng: np.random.Generator) -> Pixels:
    """Return an upright portrait shrunk until its face has this width, never enlarged, with so many harms by lot."""
    scale = min(1.0, face_px / (FACE_SHARE * pixels.shape[1]))
    pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    for at in sorted(rng.choice(len(HARMS), harms, replace=False)):
        pixels = HARMS[at](pixels, face_px, rng)
    return pixels


def make_hard(pixels: Pixels, rng: np.random.Generator) -> tuple[Pixels, int]:
    """Return the hard version of an upright portrait and the JPEG quality to store it with."""
    pixels = harmed(pixels, float(rng.uniform(*FACE_PX)), 2, rng)
    return pixels, int(rng.integers(JPEG_QUALITY[0], JPEG_QUALITY[1] + 1))


def harden_some(source: Path, seed: int) -> Iterator[tuple[Path, NDArray[np.uint8] | None]]:
    """Yield one person's photos, each with the JPEG bytes of its hard version, or None for those left as they are: half
    of them, rounded at random."""
    rng = np.random.default_rng([seed, zlib.crc32(source.name.encode())])
    photos = sorted(source.glob("*.jpg"))
    count = int(len(photos) / 2 + rng.random() * (len(photos) % 2))
    chosen = {photos[at] for at in rng.permutation(len(photos))[:count]}
    for photo in photos:
        if photo in chosen:
            pixels, quality = make_hard(cv2.imread(str(photo)), rng)
            yield photo, cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        else:
            yield photo, None


def copy_person(source: Path, target: Path, seed: int) -> int:
    """Copy one person's folder, some of it made hard; returns how many photos were."""
    target.mkdir(parents=True, exist_ok=True)
    count = 0
    for photo, hard in harden_some(source, seed):
        if hard is None:
            shutil.copyfile(photo, target / photo.name)
        else:
            (target / photo.name).write_bytes(hard.tobytes())
            count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people-limit", type=int, default=None)
    asked = parser.parse_args()
    people = sorted(path for path in asked.source.iterdir() if path.is_dir())[: asked.people_limit]
    hard = sum(copy_person(person, asked.out / person.name, asked.seed) for person in people)
    print(f"{hard} hard photos of {len(people)} people in {asked.out}")


if __name__ == "__main__":
    main()
