"""A photo's bytes -> upright RGB pixels with size, format and capture date: the one door through which photos are read.

Hostile and broken files are the normal case in a library of 500,000: every failure leaves here as PhotoProblem with one
sentence. Nothing is ever written to a photo.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from faceorg.boxes import ShownAs
from faceorg.errors import PhotoProblem
from faceorg.formats import HEAD_BYTES, PhotoFormat, is_raw_tiff, sniff_format
from faceorg.images import heif, jpeg, pillow, raw, tiff
from faceorg.images.orient import SIDEWAYS, make_upright, show_as
from faceorg.images.raster import MAX_PIXELS, Raster
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message, in_its_words

# Bytes of one photo file that are read at all: beyond this lie disk images and whole-slide scans, not photos.
MAX_FILE_BYTES = 1 << 30
# Of a decoder's own words; libheif can fill a page.
MAX_REASON_CHARS = 120

# Formats that hold pages or moving pictures, as Pillow reads them.
_OF_MANY_FRAMES = (PhotoFormat.TIFF, PhotoFormat.GIF, PhotoFormat.WEBP, PhotoFormat.PNG, PhotoFormat.AVIF)

_Decoder = Callable[[bytes, int | None], Raster]


@dataclass(frozen=True)
class DecodedImage:
    """One photo, upright.

    pixels : uint8 (h, w, 3), RGB, C-contiguous; scaled down by a power of two where the decoder does that cheaply,
        never enlarged
    full_width, full_height : pixels of the whole upright photo
    format : what the content is
    taken_at : local time without zone from EXIF, None when EXIF has no usable date
    date_is_original : that is when it was taken, and not when it was scanned or changed
    says_orientation : whoever made it wrote how it lies; of most scans nobody did
    profile : ICC, of the colours of the pixels; None: sRGB, or nobody knows
    orientation : the EXIF orientation that was undone here, 1-8; 1 where the format's decoder does it (TIFF, HEIF)
    ends_early : the file ends before the picture does; what is missing is grey or coarse
    """

    pixels: NDArray[np.uint8]
    full_width: int
    full_height: int
    format: PhotoFormat
    taken_at: datetime | None
    date_is_original: bool
    orientation: int
    profile: bytes | None = None
    says_orientation: bool = False
    ends_early: bool = False

    @property
    def scale(self) -> float:
        """Pixels here for one pixel of the full photo, 0-1."""
        return float(self.pixels.shape[1] / self.full_width)

    def shown(self, shown: ShownAs) -> DecodedImage:
        """The same photo mirrored and turned, as its sidecar or the user has it."""
        wide, high = self.full_width, self.full_height
        if shown.quarters % 2:
            wide, high = high, wide
        return replace(self, pixels=show_as(self.pixels, shown), full_width=wide, full_height=high)


def decode_photo(
    source: bytes | Path, *, target_px: int | None = None, name: str | None = None, frame: int = 0
) -> DecodedImage:
    """Decode one photo upright.

    source : the file's bytes, or its path
    target_px : the long side that is needed: JPEG and RAW previews come scaled down, but no smaller than this; None
        asks for every pixel
    name : what to call the photo in the sentence of a failure; a path's own name by default
    frame : which frame or page; 0 stands for the first that is not blank

    Raises PhotoProblem when the photo cannot be read.
    """
    if isinstance(source, Path):
        name = name or source.name
        source = read_photo_file(source)
    name = name or "The picture"
    kind = sniff_format(source[:HEAD_BYTES])
    if kind is None:
        raise PhotoProblem(ProblemCode.NOT_A_PICTURE, file=name)
    return _upright(_decode(source, kind, target_px, name, frame), kind)


def later_frames(data: bytes) -> list[int]:
    """A few frames or pages of a photo behind the first one, evenly spread; none where there is but one."""
    kind = sniff_format(data[:HEAD_BYTES])
    if kind not in _OF_MANY_FRAMES:
        return []
    try:
        with pillow.open_header(data, kind) as picture:
            return pillow.later_frames(picture)
    except Exception:  # as in _decode: what Pillow does not open has no pages that it could show
        return []


def read_photo_file(path: Path) -> bytes:
    """Read a photo's bytes. Raises PhotoProblem when it cannot be opened or is no file of reasonable size."""
    try:
        with open(path, "rb") as file:
            return read_open_photo(file, path.name)
    except OSError as error:
        raise PhotoProblem(ProblemCode.PHOTO_CANNOT_BE_OPENED, file=path.name, why=error) from error


def read_open_photo(file: BinaryIO, name: str) -> bytes:
    """Read the bytes of a photo that is open. Raises OSError, and PhotoProblem where it is too large."""
    try:
        if os.fstat(file.fileno()).st_size > MAX_FILE_BYTES:
            raise PhotoProblem(ProblemCode.PHOTO_FILE_TOO_LARGE, file=name, most=MAX_FILE_BYTES >> 30)
        return file.read()
    except MemoryError as error:
        raise PhotoProblem(ProblemCode.PHOTO_NEEDS_TOO_MUCH_MEMORY, file=name) from error


def _decode(data: bytes, kind: PhotoFormat, target_px: int | None, name: str, frame: int) -> Raster:
    """Run the decoder of a format and turn whatever it raises into one sentence."""
    # Pillow warns on damaged metadata and large pictures; the first is tolerated, the second has a limit of our own.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    try:
        return pillow.decode(data, target_px, kind, frame) if frame else _DECODERS[kind](data, target_px)
    except PhotoProblem as problem:  # the decoders say what is wrong; only this place knows with which file
        raise PhotoProblem(ProblemCode.PHOTO_REFUSED, file=name, what=problem) from problem
    except MemoryError as error:
        raise PhotoProblem(ProblemCode.PHOTO_NEEDS_TOO_MUCH_MEMORY, file=name) from error
    except Exception as error:
        if not frame and (shown := _by_opencv(data)) is not None:
            return shown
        # Decoders raise what they like on broken bytes (Pillow alone a dozen kinds, from OSError to SyntaxError and
        # struct.error): all of it means the same here.
        raise PhotoProblem(ProblemCode.PHOTO_DAMAGED, file=name, kind=kind.value, why=_reason(error)) from error


def _by_opencv(data: bytes) -> Raster | None:
    """What OpenCV makes of a picture that its own decoder gave up; None where it shows nothing, either.

    It steps over damages that others stop at. Metadata are not read: the picture is as stored.
    """
    import cv2

    try:
        found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    except (cv2.error, MemoryError):
        return None
    if found is None or found.shape[0] * found.shape[1] > MAX_PIXELS or found.std() < pillow.BLANK_DEVIATION:
        return None
    return Raster(np.ascontiguousarray(found[:, :, ::-1]), found.shape[1], found.shape[0])


def _reason(error: Exception) -> Message:
    """The decoder's own words on one line; its type where it says nothing."""
    words = _cut(" ".join(str(error).split())).rstrip(".")
    if "cannot identify image file" in words:
        return Message(ReasonCode.HEADER_MAKES_NO_SENSE)
    return in_its_words(words or type(error).__name__)


def _cut(words: str) -> str:
    """Cut what is too long after a word, and before a bracket that would stay open; an ellipsis says so."""
    if len(words) <= MAX_REASON_CHARS:
        return words
    kept = words[:MAX_REASON_CHARS]
    if not words[MAX_REASON_CHARS].isspace() and " " in kept:
        kept = kept[: kept.rindex(" ")]
    opened = kept.rfind("(")
    if opened > kept.rfind(")") and kept[:opened].strip():
        kept = kept[:opened]
    return f"{kept.rstrip(' ,;:.')} …"


def _upright(stored: Raster, kind: PhotoFormat) -> DecodedImage:
    wide, high = stored.full_width, stored.full_height
    if stored.orientation in SIDEWAYS:
        wide, high = high, wide
    pixels = make_upright(stored.pixels, stored.orientation)
    return DecodedImage(
        pixels,
        wide,
        high,
        stored.format or kind,
        stored.taken_at,
        stored.date_is_original,
        stored.orientation,
        stored.profile,
        stored.says_orientation,
        stored.ends_early,
    )


def _decode_tiff(data: bytes, target_px: int | None) -> Raster:
    return raw.decode(data, target_px) if is_raw_tiff(data) else tiff.decode(data, target_px)


def _by_pillow(kind: PhotoFormat) -> _Decoder:
    return lambda data, target_px: pillow.decode(data, target_px, kind)


_DECODERS: dict[PhotoFormat, _Decoder] = {
    **{kind: _by_pillow(kind) for kind in pillow.PLUGINS},
    PhotoFormat.JPEG: jpeg.decode,
    PhotoFormat.TIFF: _decode_tiff,
    PhotoFormat.HEIF: heif.decode,
    PhotoFormat.RAW: raw.decode,
}
