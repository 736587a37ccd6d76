"""Good portraits -> the same, spoilt on purpose: how an embedder takes bad pictures can then be measured without names.

What phones, parties and old albums do to a face: few pixels, a shaken or unfocused lens, little light and its grain, a
hand or a hat before it, hard compression. Spoilt portraits are laid side by side on sheets, so that one picture of a
usual size holds some dozens of faces whose places are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceorg.boxes import Box

Pixels = NDArray[np.uint8]
Harm = Callable[[Pixels, float, np.random.Generator], Pixels]

# A face of so many pixels is left, by lot, the logarithm evenly; and it is stored as JPEG of such a quality.
FACE_PX = (16, 96)
JPEG_QUALITY = (30, 90)
MOST_HARMS = 3
# A sheet of 6 x 5 cells is as large as the pictures that a scan looks at.
CELL_PX, ACROSS, DOWN = 240, 6, 5


@dataclass(frozen=True)
class Portrait:
    """A face with some room around it. pixels : uint8 (n, n, 3); box : its place in them"""

    pixels: Pixels
    box: Box


@dataclass(frozen=True)
class SpoiltSheet:
    """Spoilt portraits side by side.

    pixels : uint8 (h, w, 3); boxes : of the faces, as fractions of it: all portraits in their order, copy after copy
    """

    pixels: Pixels
    boxes: tuple[Box, ...]


def shaken(pixels: Pixels, face_px: float, rng: np.random.Generator) -> Pixels:
    import cv2

    length = max(3, round(face_px * rng.uniform(0.05, 0.18)))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1
    turn = cv2.getRotationMatrix2D(((length - 1) / 2, (length - 1) / 2), float(rng.uniform(0, 180)), 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return np.asarray(cv2.filter2D(pixels, -1, kernel / max(float(kernel.sum()), 1e-6)), np.uint8)


def unfocused(pixels: Pixels, face_px: float, rng: np.random.Generator) -> Pixels:
    import cv2

    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), float(face_px * rng.uniform(0.015, 0.06))), np.uint8)


def grainy(pixels: Pixels, _face_px: float, rng: np.random.Generator) -> Pixels:
    return _as_pixels(pixels + rng.normal(0, rng.uniform(6, 25), pixels.shape))


def dark(pixels: Pixels, _face_px: float, rng: np.random.Generator) -> Pixels:
    return _as_pixels(pixels * rng.uniform(0.12, 0.45) + rng.normal(0, 4, pixels.shape))


def covered(pixels: Pixels, _face_px: float, rng: np.random.Generator) -> Pixels:
    """A band of one colour across the face, somewhere between brows and chin, a sixth to a third of it high."""
    side = pixels.shape[0]
    high = side * rng.uniform(0.1, 0.2)
    top = side * rng.uniform(0.3, 0.75) - high / 2
    left, right = round(side * 0.15), round(side * 0.85)
    changed = pixels.copy()
    changed[round(top) : round(top + high), left:right] = rng.integers(0, 256, 3)
    return changed


# In the order in which they happen on the way into a camera: noise is not blurred.
HARMS: tuple[Harm, ...] = (covered, shaken, unfocused, dark, grainy)


def spoilt(portrait: Portrait, rng: np.random.Generator) -> Pixels:
    """Return a smaller, harmed copy as a JPEG decoder gives it back; its face has the same place as a share of it."""
    import cv2
    import simplejpeg

    has_px = portrait.pixels.shape[0] * max(portrait.box.width, portrait.box.height)
    face_px = min(has_px, float(np.exp(rng.uniform(*np.log(FACE_PX)))))
    side = max(8, round(portrait.pixels.shape[0] * face_px / has_px))
    pixels = np.asarray(cv2.resize(portrait.pixels, (side, side), interpolation=cv2.INTER_AREA), np.uint8)
    for place in sorted(rng.choice(len(HARMS), int(rng.integers(0, MOST_HARMS + 1)), replace=False)):
        pixels = HARMS[place](pixels, face_px, rng)
    coded = simplejpeg.encode_jpeg(np.ascontiguousarray(pixels), quality=int(rng.integers(*JPEG_QUALITY)))
    return np.asarray(simplejpeg.decode_jpeg(coded, fastdct=False), np.uint8)


def sheets(portraits: Sequence[Portrait], copies: int, seed: int) -> Iterator[SpoiltSheet]:
    """Yield so many spoilt copies of each portrait, on sheets. The same portraits and seed give the same sheets."""
    wanted = [number for _copy in range(copies) for number in range(len(portraits))]
    for start in range(0, len(wanted), ACROSS * DOWN):
        numbers = wanted[start : start + ACROSS * DOWN]
        pixels = np.full((DOWN * CELL_PX, ACROSS * CELL_PX, 3), 96, np.uint8)
        boxes = []
        for cell, number in enumerate(numbers):
            picture = spoilt(portraits[number], np.random.default_rng([seed, start + cell]))
            picture = picture[:CELL_PX, :CELL_PX]
            side, box = picture.shape[0], portraits[number].box
            top = (cell // ACROSS) * CELL_PX + (CELL_PX - side) // 2
            left = (cell % ACROSS) * CELL_PX + (CELL_PX - side) // 2
            pixels[top : top + side, left : left + side] = picture
            boxes.append(
                Box(
                    (left + box.x * side) / pixels.shape[1],
                    (top + box.y * side) / pixels.shape[0],
                    box.width * side / pixels.shape[1],
                    box.height * side / pixels.shape[0],
                )
            )
        yield SpoiltSheet(pixels, tuple(boxes))


def _as_pixels(values: NDArray[np.floating]) -> Pixels:
    return np.asarray(np.clip(values, 0, 255), np.uint8)
