"""HEIC and HEIF bytes -> pixels, by libheif."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from faceorg.errors import PhotoProblem
from faceorg.exif import read_exif
from faceorg.formats import PhotoFormat, is_turned_by_decoder
from faceorg.images.raster import Raster, check_size
from faceorg.messages.codes import ProblemCode


def decode(data: bytes, _target_px: int | None) -> Raster:
    """Decode the primary picture; what EXIF says of its orientation counts where libheif did not turn it already."""
    import pillow_heif

    pillow_heif.options.DECODE_THREADS = 1  # the worker pool runs one process a core
    container = pillow_heif.open_heif(data, convert_hdr_to_8bit=True)
    picture = container[container.primary_index]
    width, height = picture.size
    check_size(width, height)
    facts = read_exif(picture.info.get("exif"))
    pixels = _rgb(np.asarray(picture))
    orientation = 1 if is_turned_by_decoder(PhotoFormat.HEIF, data) else facts.orientation
    date = facts.taken_at, None, facts.is_original
    profile = picture.info.get("icc_profile") or None
    return Raster(pixels, width, height, orientation, *date, profile, says_orientation=True)


def _rgb(values: NDArray[np.uint8 | np.uint16]) -> NDArray[np.uint8]:
    """(h, w), (h, w, 3) or (h, w, 4), 8 or 16 bit -> uint8 (h, w, 3)."""
    if values.dtype == np.uint16:
        values = values >> np.uint16(8)
    if values.ndim == 2:
        values = values[:, :, None]
    match values.shape[2]:
        case 1 | 2:
            rgb = np.repeat(values[:, :, :1], 3, axis=2)
        case 3 | 4:
            rgb = values[:, :, :3]
        case channels:
            raise PhotoProblem(ProblemCode.PICTURE_WITH_ODD_CHANNELS, count=channels)
    return np.ascontiguousarray(rgb, dtype=np.uint8)
