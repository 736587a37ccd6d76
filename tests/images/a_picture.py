"""Pictures whose every corner is known, stored under any EXIF orientation."""

from __future__ import annotations

import io
from collections.abc import Iterable

import numpy as np
from PIL import Image

# Upright: red and green above, blue and white below; 48 wide, 32 high.
RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 200, 30), (30, 30, 220), (240, 240, 240)
WIDTH, HEIGHT = 48, 32
# How an upright picture has to be turned to be stored under an orientation (the inverse of what a reader does).
_STORE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def upright_picture(scale: int = 1) -> Image.Image:
    pixels = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    pixels[: HEIGHT // 2, : WIDTH // 2], pixels[: HEIGHT // 2, WIDTH // 2 :] = RED, GREEN
    pixels[HEIGHT // 2 :, : WIDTH // 2], pixels[HEIGHT // 2 :, WIDTH // 2 :] = BLUE, WHITE
    return Image.fromarray(pixels.repeat(scale, 0).repeat(scale, 1))


def stored_as(picture: Image.Image, orientation: int) -> Image.Image:
    return picture if orientation == 1 else picture.transpose(_STORE[orientation])


def exif_block(
    orientation: int = 1, taken: str | None = None, digitized: str | None = None, changed: str | None = None
) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    inner = {tag: value for tag, value in ((0x9003, taken), (0x9004, digitized)) if value is not None}
    if inner:
        exif.get_ifd(0x8769).update(inner)
    if changed is not None:
        exif[0x0132] = changed
    return exif.tobytes()


def encoded(picture: Image.Image, kind: str, **options) -> bytes:
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def corners(pixels: np.ndarray) -> list[tuple[int, ...]]:
    """The colours in the middle of the four quarters: top left, top right, bottom left, bottom right."""
    high, wide = pixels.shape[:2]
    rows, columns = (high // 4, high * 3 // 4), (wide // 4, wide * 3 // 4)
    return [tuple(int(value) for value in pixels[row, column]) for row in rows for column in columns]


def alike(some: Iterable[tuple[int, ...]], others: Iterable[tuple[int, ...]], tolerance: int = 40) -> bool:
    """Whether colours agree as far as lossy formats keep them."""
    return all(
        abs(a - b) <= tolerance
        for one, other in zip(some, others, strict=True)
        for a, b in zip(one, other, strict=True)
    )
