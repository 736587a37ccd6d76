"""Camera RAW bytes -> pixels of the embedded preview, by LibRaw: the picture the camera itself would show.

Developing the sensor data costs a second a photo and finds the same faces; it happens only where no usable preview is.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from faceorg.errors import PhotoProblem
from faceorg.exif import ExifFacts, libraw_moment, orientation_of_flip, read_exif
from faceorg.formats import PhotoFormat, tiff_tags
from faceorg.images import jpeg, tiff
from faceorg.images.raster import Raster, check_size
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A preview smaller than this (long side, pixels) is an icon: faces in a group would be lost.
MIN_PREVIEW_PX = 1000
# Places in a container that begin as a JPEG does and are looked at; some cameras keep five previews.
MOST_PREVIEWS = 64
_JPEG_START, _HEADER_BYTES = b"\xff\xd8\xff", 1 << 17
_DNG_VERSION = 50706


def decode(data: bytes, target_px: int | None) -> Raster:
    """Decode a RAW photo by its embedded preview; a TIFF that LibRaw does not know is read as a plain TIFF.

    Cameras are newer than LibRaw: of a container that it does not know (CR3, DNG) the largest preview is searched for.
    """
    import rawpy

    is_tiff = data[:4] in (b"II*\x00", b"MM\x00*")
    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            return _from_raw(raw, data, target_px)
    except rawpy.LibRawError as error:
        if not is_tiff or _DNG_VERSION in tiff_tags(data):
            found = _largest_preview(data, target_px)
            if found is not None:
                return found
        if is_tiff and isinstance(error, rawpy.LibRawFileUnsupportedError):
            return tiff.decode(data, target_px)
        raise


def _from_raw(raw: Any, data: bytes, target_px: int | None) -> Raster:
    import rawpy

    try:
        preview = raw.extract_thumb()
    except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError):
        return _developed(raw, _facts(raw, data))
    if preview.format is rawpy.ThumbFormat.JPEG:
        found = jpeg.decode(preview.data, target_px)
        return _of_preview(raw, data, found)
    pixels: NDArray[np.uint8] = preview.data
    if pixels.ndim != 3:
        return _developed(raw, _facts(raw, data))
    return _of_preview(raw, data, Raster(pixels[:, :, :3], pixels.shape[1], pixels.shape[0]))


def _of_preview(raw: Any, data: bytes, preview: Raster) -> Raster:
    """The preview with the RAW's own date and orientation; the developed picture where the preview is an icon."""
    facts = _facts(raw, data)
    if max(preview.full_width, preview.full_height) < MIN_PREVIEW_PX < max(raw.sizes.width, raw.sizes.height):
        return _developed(raw, facts)
    orientation = preview.orientation
    if orientation == 1 and _lies_as_sensor(raw, preview):
        orientation = orientation_of_flip(raw.sizes.flip)
    return Raster(
        preview.pixels,
        preview.full_width,
        preview.full_height,
        orientation,
        facts.taken_at or preview.taken_at,
        PhotoFormat.RAW,
        facts.is_original if facts.taken_at else preview.date_is_original,
        preview.profile,
        says_orientation=True,
    )


def _largest_preview(data: bytes, target_px: int | None) -> Raster | None:
    """The largest whole JPEG within a container, as its own orientation or the container's says; None: only icons."""
    import simplejpeg

    best, best_area, at = -1, 0, data.find(_JPEG_START)
    for _tried in range(MOST_PREVIEWS):
        if at < 0:
            break
        try:
            height, width, *_rest = simplejpeg.decode_jpeg_header(data[at : at + _HEADER_BYTES], strict=False)
            if max(width, height) >= MIN_PREVIEW_PX and width * height > best_area:
                best, best_area = at, width * height
        except (ValueError, KeyError):  # sensor data in a lossless JPEG, or chance
            pass
        at = data.find(_JPEG_START, at + len(_JPEG_START))
    if best < 0:
        return None
    preview = jpeg.decode(data[best:], target_px)
    # CR3 keeps a TIFF directory for each part of EXIF (Canon's CMT1 is the first).
    container = data.find(b"CMT1")
    facts = read_exif(data[container + 4 : container + 4 + _HEADER_BYTES] if container >= 0 else data)
    return replace(
        preview,
        orientation=preview.orientation if preview.orientation != 1 else facts.orientation,
        taken_at=preview.taken_at or facts.taken_at,
        date_is_original=preview.date_is_original if preview.taken_at else facts.is_original,
        format=PhotoFormat.RAW,
        says_orientation=True,
    )


def _lies_as_sensor(raw: Any, preview: Raster) -> bool:
    """Whether a preview without orientation of its own lies as the sensor does (a few cameras store it upright)."""
    sizes = raw.sizes
    sensor_is_wide = bool(sizes.raw_width >= sizes.raw_height)
    return sizes.flip == 3 or sensor_is_wide == (preview.full_width >= preview.full_height)


def _developed(raw: Any, facts: ExifFacts) -> Raster:
    """Develop the sensor data at half size; LibRaw turns the result upright."""
    check_size(raw.sizes.width, raw.sizes.height)
    pixels = raw.postprocess(use_camera_wb=True, half_size=True, output_bps=8)
    if pixels.ndim != 3 or pixels.shape[2] != 3:
        raise PhotoProblem(ProblemCode.RAW_WITHOUT_COLOURS)
    high, wide = pixels.shape[:2]
    return Raster(
        pixels,
        wide,
        high,
        taken_at=facts.taken_at,
        format=PhotoFormat.RAW,
        date_is_original=facts.is_original,
        says_orientation=True,
    )


def _facts(raw: Any, data: bytes) -> ExifFacts:
    """The capture date: from the TIFF structure most RAW files are, else LibRaw's (CR3, RAF)."""
    # ORF and RW2 are TIFF under another magic number; Pillow wants the usual one.
    head = {b"II": b"II*\x00", b"MM": b"MM\x00*"}.get(data[:2])
    facts = read_exif(head + data[4:]) if head else ExifFacts()
    if facts.taken_at is not None:
        return facts
    taken_at = libraw_moment(raw.other.timestamp)
    return ExifFacts(facts.orientation, taken_at, is_original=taken_at is not None)
