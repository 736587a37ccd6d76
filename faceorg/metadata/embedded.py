"""A photo file -> how it is stored (size, orientation) and the XMP inside it, without decoding its pixels.

Pillow and pillow-heif, which faceorg needs anyway, hand out the XMP block of JPEG, PNG, WebP, TIFF, HEIC and AVIF;
rawpy knows the size of RAW photos, and for these the XMP packet is searched by its markers, as the XMP specification
(part 3, 1.3.2 "packet scanning") provides for formats a program does not know.
"""

from __future__ import annotations

import contextlib
import io
import mmap
import os
import struct
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.errors import NotFound
from faceorg.exif import ExifFacts, exif_of_picture, libraw_moment, orientation_of_flip, valid_orientation
from faceorg.formats import (
    HEAD_BYTES,
    DecoderTurn,
    PhotoFormat,
    decoder_turn,
    is_raw_tiff,
    is_turned_by_decoder,
    sniff_format,
)
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message, in_its_words, known_reason, reason_of
from faceorg.metadata.packet import path_in_words
from faceorg.metadata.regions import Frame
from faceorg.metadata.xml_tree import MAX_XML_BYTES

if TYPE_CHECKING:
    from PIL import Image

# Pillow's names of the formats that `decoder_turn` tells apart; the others are told like a JPEG.
_FORMATS = {"TIFF": PhotoFormat.TIFF, "JXL": PhotoFormat.JPEG_XL, "HEIF": PhotoFormat.HEIF}
_WIDTH_TAG, _HEIGHT_TAG = 0x0100, 0x0101
_EXTENSION_MARK = b"http://ns.adobe.com/xmp/extension/\0"
# 32 bytes GUID, then full length and offset as 32 bit numbers (XMP specification part 3, 1.1.3.1).
_EXTENSION_HEADER = struct.Struct(">32sII")


@dataclass(frozen=True)
class Embedded:
    """frame : None where the picture cannot be opened (`failure` says why); format : Pillow's name of it, or "RAW"
    exif : its EXIF dates; iptc_created : IPTC's date of creation with its time, as written
    """

    frame: Frame | None
    format: str | None
    xmp: bytes | None = None
    extended_xmp: bytes | None = None
    failure: Message | None = None
    exif: ExifFacts = field(default_factory=ExifFacts)
    iptc_created: str | None = None


def read_embedded(photo: Path) -> Embedded:
    """Read size, orientation and XMP of a photo. Raises NotFound where there is no such file."""
    if not os.path.isfile(photo):
        raise NotFound(ProblemCode.NO_SUCH_PHOTO, file=path_in_words(photo))
    if _is_raw(photo) and (raw := _raw(photo)) is not None:
        return raw
    _register_heif()
    from PIL import Image

    # Pillow warns about every oddity of a broken photo; `failure` says what matters.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    try:
        with Image.open(photo) as image:
            return _of_image(photo, image)
    except Exception as error:  # Pillow raises a dozen types on broken files; each means the same to us
        return Embedded(
            None, None, _scanned(photo), failure=known_reason(error) or in_its_words(f"{type(error).__name__}: {error}")
        )


@dataclass(frozen=True)
class EmbeddedTexts:
    """xmp : the packet as it is; iptc_created : as in `Embedded`"""

    xmp: bytes | None = None
    iptc_created: str | None = None


def embedded_in(data: bytes) -> EmbeddedTexts:
    """Find XMP and IPTC in a photo's bytes, for whoever may open no file; what is broken has none."""
    _register_heif()
    from PIL import Image

    warnings.filterwarnings("ignore", module=r"PIL\.")
    try:
        with Image.open(io.BytesIO(data)) as image:
            xmp = image.info.get("xmp")
            return EmbeddedTexts(bytes(xmp) if xmp else _packet_in(data), _iptc_created(image))
    except Exception:  # as in read_embedded; RAW photos are none of Pillow's
        return EmbeddedTexts(_packet_in(data))


def _is_raw(photo: Path) -> bool:
    """Whether the content is a camera's RAW, as it is when the photo is decoded; the name says nothing."""
    try:
        with photo.open("rb") as file:
            kind = sniff_format(file.read(HEAD_BYTES))
            if kind is not PhotoFormat.TIFF:
                return kind is PhotoFormat.RAW
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return is_raw_tiff(content)
    except OSError:  # said by what opens it next
        return False


def _is_turned(photo: Path) -> bool:
    with photo.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return is_turned_by_decoder(PhotoFormat.HEIF, content)


def _register_heif() -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    with contextlib.suppress(ImportError):  # the extra `jxl`
        import pillow_jxl  # noqa: F401 (importing it registers it)


def _of_image(photo: Path, image: Image.Image) -> Embedded:
    if image.format == "PNG" and _png_has_late_metadata(photo):
        image.load()  # Pillow sees what stands behind the pixels only after decoding them
    facts = exif_of_picture(image)
    xmp = image.info.get("xmp")
    extended = _extended_xmp(image) if image.format in ("JPEG", "MPO") else None
    return Embedded(
        _frame(photo, image, facts),
        image.format,
        bytes(xmp) if xmp else None,
        extended,
        exif=facts,
        iptc_created=_iptc_created(image),
    )


def _frame(photo: Path, image: Image.Image, facts: ExifFacts) -> Frame:
    """How the photo is stored, whatever its decoder turns. What turns a JPEG XL is part of its code: to everybody who
    writes boxes it is stored upright."""
    match decoder_turn(_FORMATS.get(image.format or "", PhotoFormat.JPEG)):
        case DecoderTurn.BY_CONTAINER:
            # pillow-heif reports the orientation in EXIF; the picture is upright already where the container turns it.
            orientation = valid_orientation(image.info.get("original_orientation"))
            is_sideways = orientation >= 5 and _is_turned(photo)
            return Frame(*(image.size[::-1] if is_sideways else image.size), orientation)
        case DecoderTurn.BY_CODE:
            return Frame(*image.size, 1)
        case DecoderTurn.BY_EXIF | DecoderTurn.NEVER:
            return Frame(*_stored_size(image), facts.orientation)


def _iptc_created(image: Image.Image) -> str | None:
    """IPTC-IIM 2:55 and 2:60: "19990304" or "19740000" (some time in 1974), "050607+0100"; of JPEG and TIFF."""
    from PIL import IptcImagePlugin

    if image.format not in ("JPEG", "MPO", "TIFF"):
        return None
    try:
        fields = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]
        raw = [fields.get((2, number)) for number in (55, 60)]
        day, clock = (part.decode("ascii", "replace") if isinstance(part, bytes) else "" for part in raw)
    except Exception:  # damaged metadata, as in read_embedded
        return None
    if len(clock) >= 6 and len(day) == 8:
        return f"{day} {clock[:2]}:{clock[2:4]}:{clock[4:6]}"
    return day or None


def _stored_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as in the file."""
    from PIL import TiffImagePlugin

    if isinstance(image, TiffImagePlugin.TiffImageFile):  # reports the upright size
        return int(image.tag_v2[_WIDTH_TAG]), int(image.tag_v2[_HEIGHT_TAG])
    return image.size


def _extended_xmp(image: Image.Image) -> bytes | None:
    """Join the parts of an XMP block too large for one JPEG segment; None where there are none or one is missing."""
    parts: dict[bytes, dict[int, bytes]] = {}
    total: dict[bytes, int] = {}
    for marker, data in getattr(image, "applist", []):
        if marker == "APP1" and data.startswith(_EXTENSION_MARK):
            start = len(_EXTENSION_MARK)
            guid, full, offset = _EXTENSION_HEADER.unpack_from(data, start)
            parts.setdefault(guid, {})[offset] = data[start + _EXTENSION_HEADER.size :]
            total[guid] = full
    for guid, chunks in parts.items():
        joined = b"".join(chunks[offset] for offset in sorted(chunks))
        if guid in (image.info.get("xmp") or b"") and len(joined) == total[guid]:
            return joined
    return None


def _png_has_late_metadata(photo: Path) -> bool:
    """Whether a text or EXIF chunk stands behind the pixels, where exiftool puts it; reads chunk headers only."""
    with photo.open("rb") as file:
        file.seek(8)
        seen_pixels = False
        while len(header := file.read(8)) == 8:
            length, kind = struct.unpack(">I4s", header)
            if seen_pixels and kind in (b"iTXt", b"eXIf"):
                return True
            seen_pixels |= kind == b"IDAT"
            file.seek(length + 4, 1)
    return False


def _raw(photo: Path) -> Embedded | None:
    """A RAW photo by LibRaw; None for a TIFF that only looks like one."""
    import rawpy

    try:
        with rawpy.imread(str(photo)) as raw:
            sizes, taken_at = raw.sizes, libraw_moment(raw.other.timestamp)
    except rawpy.LibRawFileUnsupportedError:
        return None
    except (rawpy.LibRawError, OSError) as error:
        return Embedded(None, "RAW", _scanned(photo), failure=reason_of(error))
    frame = Frame(sizes.width, sizes.height, orientation_of_flip(sizes.flip))
    return Embedded(frame, "RAW", _scanned(photo), exif=ExifFacts(1, taken_at, is_original=taken_at is not None))


def _scanned(photo: Path) -> bytes | None:
    """Find the last complete XMP packet of a file by its markers."""
    with photo.open("rb") as file:
        if file.seek(0, 2) == 0:
            return None
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return _packet_in(content)


def _packet_in(content: bytes | mmap.mmap) -> bytes | None:
    start = content.rfind(b"<?xpacket begin=")
    end = content.find(b"<?xpacket end=", start) if start >= 0 else -1
    close = content.find(b"?>", end) if end >= 0 else -1
    if close < 0 or close - start > MAX_XML_BYTES:
        return None
    return bytes(content[start : close + 2])
