"""JPEG bytes -> pixels, scaled while decoding: nine photos of ten come through here.

libjpeg-turbo through simplejpeg is the fastest decoder at hand (12 MP on one thread: full 38 ms, half 27 ms, of which
Huffman decoding alone is 20; cv2.imread 63 ms, Pillow 120 ms). What it does not take goes to Pillow.
"""

from __future__ import annotations

import math
from dataclasses import replace

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
# Markers of frame headers (ITU-T T.81, table B.1), and those of the sequential and progressive DCT with Huffman codes.
_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_USUAL_FRAMES = frozenset((0xC0, 0xC1, 0xC2))
# Of libjpeg's messages (JWRN_JPEG_EOF), and the marker that it misses then.
_ENDS_EARLY = "Premature end of JPEG file"
_END = b"\xff\xd9"
_TRUNCATED = "truncated"  # Pillow's word for the same
_TURBO_COLORS = frozenset(("YCbCr", "Gray", "RGB"))


def decode(data: bytes, target_px: int | None) -> Raster:
    """Decode a JPEG; scaled by 1/2, 1/4 or 1/8 when its long side stays at least target_px."""
    import simplejpeg

    try:
        height, width, colors, _sampling = simplejpeg.decode_jpeg_header(data, strict=False)
    except (ValueError, KeyError):  # unusual headers and samplings, which Pillow may still understand
        return _by_pillow(data, target_px)
    check_size(width, height, MAX_JPEG_PIXELS)
    factor = scale_factor(width, height, target_px)
    check_size(width // factor, height // factor, MAX_PIXELS)
    if colors not in _TURBO_COLORS:  # CMYK
        return _by_pillow(data, target_px)
    facts, profile = _header_facts(data)
    try:
        pixels, ends_early = _turbo(data, width, height, factor)
    except ValueError:  # simplejpeg holds some of libjpeg's warnings for errors: every viewer shows these pictures
        return _by_pillow(data, target_px)
    return Raster(
        pixels,
        width,
        height,
        facts.orientation,
        facts.taken_at,
        date_is_original=facts.is_original,
        profile=profile,
        says_orientation=facts.says_orientation,
        ends_early=ends_early,
    )


def scale_factor(width: int, height: int, target_px: int | None) -> int:
    """The largest power of two up to 8 by which the long side can be divided and stay at least target_px."""
    if target_px is None:
        return 1
    return next((factor for factor in _FACTORS if max(width, height) // factor >= target_px), 1)


def _turbo(data: bytes, width: int, height: int, factor: int) -> tuple[NDArray[np.uint8], bool]:
    """Decode by libjpeg-turbo; also return whether the file ends before the picture does."""
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
        return pixels, _ENDS_EARLY in str(error) and not _is_whole(data + _END, wanted)
    return pixels, False


def _is_whole(data: bytes, wanted: dict[str, int]) -> bool:
    """Whether libjpeg has nothing to say against a picture: of some files no more than the mark of the end is lost."""
    import simplejpeg

    try:
        simplejpeg.decode_jpeg(data, strict=True, **wanted)
    except ValueError:
        return False
    return True


def _by_pillow(data: bytes, target_px: int | None) -> Raster:
    """Decode what libjpeg-turbo's wrapper refuses: rare headers and samplings, and whatever libjpeg only warns about.

    Raises PhotoProblem for a JPEG that is sound and of a kind that no usual decoder reads.
    """
    try:
        return pillow.decode(data, target_px, PhotoFormat.JPEG)
    except Exception as error:
        if (bits := _rare_bits(data)) is not None:
            raise PhotoProblem(ProblemCode.PICTURE_OF_RARE_KIND, bits=bits) from error
        if _TRUNCATED not in str(error):
            raise
        shown = pillow.decode(data + _END, target_px, PhotoFormat.JPEG)  # then it takes what libjpeg fills in
        if _shown_share(shown.pixels) < MIN_SHOWN_SHARE:
            raise PhotoProblem(ProblemCode.PICTURE_CUT_OFF) from error
        return replace(shown, ends_early=True)


def _rare_bits(data: bytes) -> int | None:
    """Bits a sample of a lossless, hierarchical or 12 bit JPEG, by its first frame header; None for a usual one."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAME_MARKERS:
            bits = data[at + 4]
            return bits if bits != 8 or marker not in _USUAL_FRAMES else None
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _shown_share(pixels: NDArray[np.uint8]) -> float:
    """Share of a picture that is not the even grey with which libjpeg fills the rest after a cut."""
    return float(np.mean((pixels != pixels[-1, -1]).any(axis=2)))


def _header_facts(data: bytes) -> tuple[ExifFacts, bytes | None]:
    """Find EXIF and the ICC profile by Pillow's header reader (0.2 ms; no pixels are touched)."""
    try:
        with pillow.open_header(data, PhotoFormat.JPEG) as header:
            block, profile = header.info.get("exif"), pillow.profile_of(header)
    except Exception:  # the pixels may be fine although Pillow stumbles over a metadata segment
        return ExifFacts(), None
    return read_exif(block), profile
