"""TIFF bytes -> pixels, also as scanners write them: 16 bits a channel, white at zero, 12 bits in 16, planes apart.

Pillow reads the usual ones. What it refuses or, without a word, reads wrongly (16 bit planes come out as noise) is read
by OpenCV's libtiff, and where that does so, too, by tifffile; what none of them reads is refused by name.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from faceorg.errors import PhotoProblem
from faceorg.exif import ExifFacts, exif_of_picture
from faceorg.formats import PhotoFormat, tiff_tags
from faceorg.images import pillow
from faceorg.images.raster import Raster, check_size
from faceorg.messages.codes import ProblemCode

_WIDTH, _HEIGHT, _BITS, _PHOTOMETRIC, _SAMPLES, _PLANAR = 256, 257, 258, 262, 277, 284
_WHITE_IS_ZERO, _PLANES_APART = 0, 2


def decode(data: bytes, target_px: int | None) -> Raster:
    """Decode the first page that is not blank."""
    tags = tiff_tags(data)
    bits, samples = _largest(tags.get(_BITS, (1,))), tags.get(_SAMPLES, (1,))[0]
    if bits > 8 and samples >= 3:
        planes_apart = tags.get(_PLANAR, (1,))[0] == _PLANES_APART
        return _by_tifffile(data, tags) if planes_apart else _by_opencv(data, tags)
    try:
        found = pillow.decode(data, target_px, PhotoFormat.TIFF)
    except Exception:
        if not _is_whole(tags):
            raise
        return _by_opencv(data, tags)
    if bits > 8 and tags.get(_PHOTOMETRIC, (1,))[0] == _WHITE_IS_ZERO:  # of 8 bits, Pillow turns it round itself
        pixels = np.subtract(255, found.pixels, dtype=np.uint8)
        found = Raster(
            pixels,
            found.full_width,
            found.full_height,
            found.orientation,
            found.taken_at,
            date_is_original=found.date_is_original,
        )
    return found


def _largest(values: tuple[int, ...]) -> int:
    return max(values, default=1)


def _is_whole(tags: dict[int, tuple[int, ...]]) -> bool:
    """Whether the first directory reads: the file says what it is, so that it is rare rather than damaged."""
    return {_WIDTH, _HEIGHT, _PHOTOMETRIC} <= tags.keys()


def _by_opencv(data: bytes, tags: dict[int, tuple[int, ...]]) -> Raster:
    import cv2

    check_size(tags.get(_WIDTH, (0,))[0], tags.get(_HEIGHT, (0,))[0])
    facts = _facts(data)
    try:
        values = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error as error:
        raise PhotoProblem(ProblemCode.PICTURE_OF_RARE_KIND, bits=_largest(tags.get(_BITS, (1,)))) from error
    if values is None or 0 in values.shape:
        raise PhotoProblem(ProblemCode.PICTURE_OF_RARE_KIND, bits=_largest(tags.get(_BITS, (1,))))
    pixels = _rgb(values)
    high, wide = pixels.shape[:2]
    return Raster(pixels, wide, high, facts.orientation, facts.taken_at, date_is_original=facts.is_original)


def _by_tifffile(data: bytes, tags: dict[int, tuple[int, ...]]) -> Raster:
    """Decode planes of 16 bits, which OpenCV reads wrongly, too."""
    import io

    import tifffile

    check_size(tags.get(_WIDTH, (0,))[0], tags.get(_HEIGHT, (0,))[0])
    facts = _facts(data)
    try:
        with tifffile.TiffFile(io.BytesIO(data)) as file:
            planes = file.pages[0].asarray()
    except Exception as error:  # a compression that needs more libraries, or damage
        raise PhotoProblem(ProblemCode.PICTURE_OF_RARE_KIND, bits=_largest(tags.get(_BITS, (1,)))) from error
    if planes.ndim != 3 or planes.shape[0] < 3:
        raise PhotoProblem(ProblemCode.PICTURE_WITH_ODD_CHANNELS, count=int(planes.shape[0]))
    pixels = np.ascontiguousarray(pillow.as_bytes(np.moveaxis(planes[:3], 0, 2)))
    high, wide = pixels.shape[:2]
    return Raster(pixels, wide, high, facts.orientation, facts.taken_at, date_is_original=facts.is_original)


def _rgb(values: NDArray[np.generic]) -> NDArray[np.uint8]:
    """OpenCV's grey, BGR or BGRA of any depth -> uint8 (h, w, 3) RGB."""
    if values.ndim == 2:
        values = np.repeat(values[:, :, None], 3, axis=2)
    return np.ascontiguousarray(pillow.as_bytes(values[:, :, :3])[:, :, ::-1])


def _facts(data: bytes) -> ExifFacts:
    try:
        with pillow.open_header(data, PhotoFormat.TIFF) as header:
            return exif_of_picture(header)
    except Exception:  # a kind that Pillow does not even open
        return ExifFacts()
