"""Upright pixels -> small pictures: the square JPEG crop of a face that grids show, and a photo fitted to a window."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from faceorg.boxes import Box
from faceorg.files.sealed_jpeg import sealed
from faceorg.images.colours import to_srgb

# Side of a stored face crop: a grid cell of 96 px on a screen with two pixels a point; 5-8 kB each.
THUMBNAIL_PX = 192
# Room around the box on each side, as a share of its longer side: hair, chin and some surroundings help people to
# recognise people.
MARGIN = 0.35
# Below this the blocks of JPEG show in skin; above it files grow and nobody sees why.
JPEG_QUALITY = 82


def face_thumbnail(pixels: NDArray[np.uint8], box: Box, profile: bytes | None = None) -> bytes:
    """Cut the square around a face and encode it as JPEG.

    pixels : uint8 (h, w, 3) RGB, upright; profile : ICC, of their colours
    The result is THUMBNAIL_PX wide; a face with fewer pixels stays as small as it is (never enlarged).
    """
    import simplejpeg

    crop = to_srgb(fit_within(square_around(pixels, box), THUMBNAIL_PX), profile)
    data: bytes = simplejpeg.encode_jpeg(np.ascontiguousarray(crop), quality=JPEG_QUALITY)
    return sealed(data)


def square_around(pixels: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The square around a box with its margin, moved into the photo where it would stick out: a view, (n, n, 3)."""
    high, wide = pixels.shape[:2]
    wanted = max(box.width * wide, box.height * high) * (1 + 2 * MARGIN)
    side = int(min(max(round(wanted), 1), wide, high))
    left = _inside((box.x + box.width / 2) * wide - side / 2, wide - side)
    top = _inside((box.y + box.height / 2) * high - side / 2, high - side)
    return pixels[top : top + side, left : left + side]


def _inside(start: float, last: int) -> int:
    return min(max(round(start), 0), last)


def fit_within(pixels: NDArray[np.uint8], long_side_px: int) -> NDArray[np.uint8]:
    """Reduce a picture so that its long side is at most long_side_px; a smaller one is returned as it is."""
    if max(pixels.shape[:2]) <= long_side_px:
        return pixels
    import cv2

    while max(pixels.shape[:2]) >= 2 * long_side_px:
        # Exactly by half, the area filter is ten times as fast as by any other ratio, 1021 to 510 too: an odd row or
        # column is left out. Below half, linear looks as good.
        wide, high = max(1, pixels.shape[1] // 2), max(1, pixels.shape[0] // 2)
        pixels = cv2.resize(pixels[: 2 * high, : 2 * wide], (wide, high), interpolation=cv2.INTER_AREA)
    high, wide = pixels.shape[:2]
    scale = long_side_px / max(high, wide)
    size = max(1, round(wide * scale)), max(1, round(high * scale))
    small: NDArray[np.uint8] = cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR)
    return small
