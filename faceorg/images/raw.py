"""Camera RAW bytes -> pixels of the embedded preview, by LibRaw: the picture the camera itself would show.

Developing the sensor data costs a second a photo and finds the same faces; it happens only where no usable preview is.
"""

from __future__ import annotations

import io
import struct
from datetime import datetime
from typing import TYPE_CHECKING, Any

from faceorg.errors import PhotoProblem
from faceorg.exif import ExifFacts, read_exif
from faceorg.formats import PhotoFormat
from faceorg.images import jpeg, pillow
from faceorg.images.raster import Raster, check_size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A preview smaller than this (long side, pixels) is an icon: faces in a group would be lost.
MIN_PREVIEW_PX = 1000
# LibRaw's flip -> EXIF orientation.
_ORIENTATION_OF_FLIP = {0: 1, 3: 3, 5: 8, 6: 6}
_DNG_VERSION, _SUB_IFDS, _MAKE, _PHOTOMETRIC = 50706, 330, 271, 262
_COLOR_FILTER_ARRAY, _LINEAR_RAW = 32803, 34892


def is_raw_tiff(data: bytes) -> bool:
    """Whether a TIFF file is really a camera's RAW (NEF, ARW, DNG, PEF...): it is a DNG, holds sensor data, or names
    its camera and keeps pictures in sub-directories. Reads the first directory only."""
    tags = _first_directory(data)
    if _DNG_VERSION in tags or tags.get(_PHOTOMETRIC) in (_COLOR_FILTER_ARRAY, _LINEAR_RAW):
        return True
    return _SUB_IFDS in tags and _MAKE in tags


def _first_directory(data: bytes) -> dict[int, int]:
    """Tag -> its value field, as an unsigned number, of a classic TIFF's first directory; empty where it is damaged."""
    order = "<" if data[:2] == b"II" else ">"
    try:
        (at,) = struct.unpack_from(order + "I", data, 4)
        (count,) = struct.unpack_from(order + "H", data, at)
        tags = {}
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind = struct.unpack_from(order + "HH", data, entry)
            tags[tag] = struct.unpack_from(order + ("H" if kind == 3 else "I"), data, entry + 8)[0]
        return tags
    except struct.error:
        return {}


def decode(data: bytes, target_px: int | None) -> Raster:
    """Decode a RAW photo by its embedded preview; a TIFF that LibRaw does not know is read as a plain TIFF."""
    import rawpy

    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            return _from_raw(raw, data, target_px)
    except rawpy.LibRawFileUnsupportedError:
        if data[:4] not in (b"II*\x00", b"MM\x00*"):
            raise
        return pillow.decode(data, target_px, PhotoFormat.TIFF)


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
        orientation = _ORIENTATION_OF_FLIP.get(raw.sizes.flip, 1)
    return Raster(
        preview.pixels,
        preview.full_width,
        preview.full_height,
        orientation,
        facts.taken_at or preview.taken_at,
        PhotoFormat.RAW,
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
        raise PhotoProblem("is a RAW photo without colours that faceorg can show.")
    return Raster(pixels, pixels.shape[1], pixels.shape[0], taken_at=facts.taken_at, format=PhotoFormat.RAW)


def _facts(raw: Any, data: bytes) -> ExifFacts:
    """The capture date: from the TIFF structure most RAW files are, else LibRaw's (CR3, RAF)."""
    # ORF and RW2 are TIFF under another magic number; Pillow wants the usual one.
    head = {b"II": b"II*\x00", b"MM": b"MM\x00*"}.get(data[:2])
    facts = read_exif(head + data[4:]) if head else ExifFacts()
    if facts.taken_at is not None:
        return facts
    stamp = int(getattr(raw.other, "timestamp", 0) or 0)
    # LibRaw reads the camera's clock as if it were this machine's local time, so local time gives the clock back.
    return ExifFacts(facts.orientation, datetime.fromtimestamp(stamp) if stamp > 0 else None)
