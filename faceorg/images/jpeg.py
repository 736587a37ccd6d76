"""JPEG bytes -> pixels, scaled while decoding: nine photos of ten come through here.

libjpeg-turbo through simplejpeg is the fastest decoder at hand (12 MP on one thread: full 38 ms, half 27 ms, of which
Huffman decoding alone is 20; cv2.imread 63 ms, Pillow 120 ms). What it does not take goes to Pillow.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from faceorg.errors import PhotoProblem
from faceorg.exif import ExifFacts, read_exif
from faceorg.formats import PhotoFormat
from faceorg.images import pillow
from faceorg.images.raster import MAX_JPEG_PIXELS, MAX_PIXELS, Raster, check_size
from faceorg.messages.codes import ProblemCode

# libjpeg-turbo has fast paths for these factors only; 3/8 of a photo costs more than half of it.
_FACTORS = (8, 4, 2)
# Less than this share of a cut photo is nothing to find a face in.
MIN_SHOWN_SHARE = 0.01
# The even grey with which libjpeg fills what it does not find.
FILL = 128
_TURBO_COLORS = frozenset(("YCbCr", "Gray", "RGB"))


def decode(data: bytes, target_px: int | None) -> Raster:
    """Decode a JPEG; scaled by 1/2, 1/4 or 1/8 when its long side stays at least target_px."""
    import simplejpeg

    try:
        height, width, colors, _sampling = simplejpeg.decode_jpeg_header(data, strict=False)
    except (ValueError, KeyError):  # unusual headers and samplings, which Pillow may still understand
        return pillow.decode(data, target_px, PhotoFormat.JPEG)
    check_size(width, height, MAX_JPEG_PIXELS)
    factor = scale_factor(width, height, target_px)
    check_size(width // factor, height // factor, MAX_PIXELS)
    if colors not in _TURBO_COLORS:  # CMYK
        return pillow.decode(data, target_px, PhotoFormat.JPEG)
    facts = _exif_facts(data)
    pixels = _turbo(data, width, height, factor)
    return Raster(pixels, width, height, facts.orientation, facts.taken_at, date_is_original=facts.is_original)


def scale_factor(width: int, height: int, target_px: int | None) -> int:
    """The largest power of two up to 8 by which the long side can be divided and stay at least target_px."""
    if target_px is None:
        return 1
    return next((factor for factor in _FACTORS if max(width, height) // factor >= target_px), 1)


def _turbo(data: bytes, width: int, height: int, factor: int) -> NDArray[np.uint8]:
    import simplejpeg

    wanted = {"min_width": math.ceil(width / factor), "min_height": math.ceil(height / factor)} if factor > 1 else {}
    pixels: NDArray[np.uint8]
    try:
        pixels = simplejpeg.decode_jpeg(data, strict=True, **wanted)
    except ValueError as error:
        # Damaged in a way libjpeg can step over: the rows before a cut or between damages are still a photo. Where it
        # cannot, it leaves the buffer as it was, so that is given: in a new one the pixels of other photos would lie.
        buffer = np.full(math.ceil(width / factor) * math.ceil(height / factor) * 3, FILL, np.uint8)
        pixels = simplejpeg.decode_jpeg(data, strict=False, buffer=buffer, **wanted)
        if _shown_share(pixels) < MIN_SHOWN_SHARE:
            raise PhotoProblem(ProblemCode.PICTURE_CUT_OFF) from error
    return pixels


def _shown_share(pixels: NDArray[np.uint8]) -> float:
    """Share of a picture that is not the even grey with which libjpeg fills the rest after a cut."""
    return float(np.mean((pixels != pixels[-1, -1]).any(axis=2)))


def _exif_facts(data: bytes) -> ExifFacts:
    """Find the EXIF segment by Pillow's header reader (0.2 ms; no pixels are touched)."""
    try:
        with pillow.open_header(data, PhotoFormat.JPEG) as header:
            block = header.info.get("exif")
    except Exception:  # the pixels may be fine although Pillow stumbles over a metadata segment
        return ExifFacts()
    return read_exif(block)
