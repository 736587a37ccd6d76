"""The first bytes of a file -> which picture format it is, if any: photos are told by content, never by their name.

The name still helps twice: files that are obviously something else (videos, sidecars) are not even opened, and a file
that calls itself a picture without being one is reported instead of ignored.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import StrEnum
from importlib.util import find_spec
from mmap import mmap
from pathlib import Path

from faceorg.errors import PhotoProblem
from faceorg.messages.codes import ProblemCode

# Every magic number below lies within this many bytes; ISO media files list their brands here too.
HEAD_BYTES = 64


class PhotoFormat(StrEnum):
    """What the first bytes say. TIFF also stands for the many RAW kinds that begin as TIFF (NEF, ARW, DNG, PEF...)."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    TIFF = "tiff"
    GIF = "gif"
    BMP = "bmp"
    HEIF = "heif"
    AVIF = "avif"
    RAW = "raw"
    JPEG2000 = "jpeg2000"
    PSD = "psd"
    JPEG_XL = "jpegxl"
    VIDEO = "video"  # of whatever kind: see looks_like_video


class DecoderTurn(StrEnum):
    """Whether a format's decoder hands out the picture turned already.

    NEVER : the pixels come as stored, and the orientation in EXIF is still to be undone
    BY_EXIF : the decoder undoes the orientation that stands in the file
    BY_CODE : the coded picture says itself how it lies, the decoder obeys, and EXIF holds a copy that no longer counts
    BY_CONTAINER : as BY_CODE where the file's container says how it lies, as NEVER where it does not
    """

    NEVER = "never"
    BY_EXIF = "by_exif"
    BY_CODE = "by_code"
    BY_CONTAINER = "by_container"


# What is not listed comes as stored: JPEG, PNG, WebP, AVIF (its irot and imir are told as an orientation). Of a RAW it
# depends on which of its pictures is taken, of a TIFF that Pillow cannot read on what reads it instead: images/raw.py
# and images/tiff.py say that themselves.
_DECODER_TURNS = {
    PhotoFormat.TIFF: DecoderTurn.BY_EXIF,  # Pillow turns it while it loads the pixels
    PhotoFormat.JPEG_XL: DecoderTurn.BY_CODE,  # libjxl; ISO/IEC 18181-2, 9.3 calls EXIF's orientation a copy
    PhotoFormat.HEIF: DecoderTurn.BY_CONTAINER,  # libheif obeys irot and imir, and leaves EXIF alone
}

_MAGIC: tuple[tuple[bytes, PhotoFormat], ...] = (
    (b"\xff\xd8\xff", PhotoFormat.JPEG),
    (b"\x89PNG\r\n\x1a\n", PhotoFormat.PNG),
    (b"GIF87a", PhotoFormat.GIF),
    (b"GIF89a", PhotoFormat.GIF),
    (b"FUJIFILMCCD-RAW", PhotoFormat.RAW),  # RAF
    (b"IIRO", PhotoFormat.RAW),  # ORF
    (b"IIRS", PhotoFormat.RAW),
    (b"MMOR", PhotoFormat.RAW),
    (b"IIU\x00", PhotoFormat.RAW),  # RW2
    (b"II\x1a\x00\x00\x00HEAPCCDR", PhotoFormat.RAW),  # CRW
    (b"FOVb", PhotoFormat.RAW),  # X3F
    (b"\x00MRM", PhotoFormat.RAW),  # MRW
    (b"II*\x00", PhotoFormat.TIFF),
    (b"MM\x00*", PhotoFormat.TIFF),
    (b"II+\x00", PhotoFormat.TIFF),  # BigTIFF
    (b"MM\x00+", PhotoFormat.TIFF),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", PhotoFormat.JPEG2000),
    (b"\xff\x4f\xff\x51", PhotoFormat.JPEG2000),
    (b"8BPS\x00", PhotoFormat.PSD),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", PhotoFormat.JPEG_XL),
    (b"\xff\x0a", PhotoFormat.JPEG_XL),
)
_AVIF_BRANDS = frozenset((b"avif", b"avis"))
_HEIF_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"))
# "BM" alone also begins many a text; a bitmap says the size of its second header at byte 14 (12 OS/2 ... 124 V5). Sizes
# that no standard has are shown by OpenCV, and no text has three zero bytes there.
_BMP_HEADER_BYTES = range(12, 256)
# Tags of TIFF and values of its "photometric interpretation" that tell a RAW from a picture.
_DNG_VERSION, _SUB_IFDS, _MAKE, _PHOTOMETRIC = 50706, 330, 271, 262
_COLOR_FILTER_ARRAY, _LINEAR_RAW = 32803, 34892

# Names under which people keep pictures: one of these with unknown content is a damaged photo, not some other file.
PICTURE_SUFFIXES = frozenset(
    """
    .jpg .jpeg .jpe .jfif .mpo .png .apng .webp .tif .tiff .gif .bmp .dib .heic .heif .hif .avif .jxl .jp2 .j2k .jpx
    .psd .cr2 .cr3 .crw .nef .nrw .arw .srf .sr2 .dng .orf .rw2 .raf .pef .srw .x3f .mrw .3fr .erf .kdc .dcr .iiq
    .rwl .raw .fff .mef .mos
    """.split()  # noqa: SIM905 (a list would take a line each)
)
# Never worth opening: what commonly lies beside photos by the thousand.
OTHER_SUFFIXES = frozenset(
    """
    .xmp .xml .aae .json .txt .md .html .htm .csv .log .ini .db .db-wal .db-shm .sqlite .dtd .lrcat .lrprev .lrv .thm
    .mp3 .m4a .wav .flac .ogg .aac .opus
    .zip .gz .bz2 .xz .7z .rar .tar .pdf .doc .docx .xls .xlsx .ppt .pptx .odt .svg .exe .dll .so .iso .py .js .css
    .gpx .kml .srt .pp3 .dop .cos .on1 .ico .part .crdownload .tmp .lnk .url
    """.split()  # noqa: SIM905 (a list would take a line each)
)

VIDEO_SUFFIXES = frozenset(
    ".mp4 .mov .m4v .qt .avi .mkv .webm .mpg .mpeg .vob .mts .m2ts .3gp .3g2 .wmv .asf .flv .ogv .mxf".split()  # noqa: SIM905
)
# What begins a video: Matroska, AVI, MPEG programs and bare streams, Windows Media, Flash, Ogg, MXF; an ISO media file
# (MP4, MOV) names its first box from the fourth byte on, a transport stream begins each packet with the same byte.
_VIDEO_MAGIC = (
    *(b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"0&\xb2u\x8ef\xcf\x11"),
    *(b"FLV\x01", b"OggS", b"\x06\x0e+4"),
)
_VIDEO_BOXES = frozenset((b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"))
_TRANSPORT = 0x47


def can_read_videos() -> bool:
    """Whether videos can be read here: PyAV is an extra of its own."""
    return find_spec("av") is not None


def is_video_name(path: Path) -> bool:
    """Whether a file calls itself a video."""
    return path.suffix.lower() in VIDEO_SUFFIXES


def looks_like_video(head: bytes) -> bool:
    """Whether a file that calls itself a video begins as one. head : its first HEAD_BYTES bytes"""
    if sniff_format(head) is not None:
        return False
    is_avi = head[:4] == b"RIFF" and head[8:11] == b"AVI"
    is_transport = len(head) > 4 and _TRANSPORT in (head[0], head[4])
    return is_avi or is_transport or head.startswith(_VIDEO_MAGIC) or head[4:8] in _VIDEO_BOXES


def sniff_format(head: bytes) -> PhotoFormat | None:
    """Tell a picture's format from its first HEAD_BYTES bytes; None when it is no picture that anyone here reads."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            is_cr2 = kind is PhotoFormat.TIFF and head[8:10] == b"CR"
            return PhotoFormat.RAW if is_cr2 else kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return PhotoFormat.WEBP
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADER_BYTES:
        return PhotoFormat.BMP
    return None


def _iso_media(head: bytes) -> PhotoFormat | None:
    """HEIF, AVIF and CR3 share their container with MP4 videos: the brands tell (ISO/IEC 23008-12, annex B)."""
    if head[8:12] == b"crx ":
        return PhotoFormat.RAW
    end = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, end - 3, 4)}
    if brands & _AVIF_BRANDS:
        return PhotoFormat.AVIF
    return PhotoFormat.HEIF if brands & _HEIF_BRANDS else None


def is_raw_tiff(data: bytes | mmap) -> bool:
    """Whether a TIFF file is really a camera's RAW (NEF, ARW, DNG, PEF...): it is a DNG, holds sensor data, or names
    its camera and keeps pictures in sub-directories. Reads the first directory only."""
    tags = _first_directory(data)
    if _DNG_VERSION in tags or tags.get(_PHOTOMETRIC) in (_COLOR_FILTER_ARRAY, _LINEAR_RAW):
        return True
    return _SUB_IFDS in tags and _MAKE in tags


# Bytes of a value by its type in TIFF: byte, short, long, signed short, signed long.
_TIFF_SIZES = {1: 1, 3: 2, 4: 4, 8: 2, 9: 4}
_TIFF_NUMBERS = {1: "B", 3: "H", 4: "I", 8: "h", 9: "i"}
# Values of one tag that are read: nobody has more channels.
_MOST_VALUES = 64


def tiff_tags(data: bytes | mmap) -> dict[int, tuple[int, ...]]:
    """Tag -> its whole numbers, of a classic TIFF's first directory; what is damaged or no number is left out."""
    order = "<" if data[:2] == b"II" else ">"
    tags: dict[int, tuple[int, ...]] = {}
    try:
        (at,) = struct.unpack_from(order + "I", data, 4)
        (count,) = struct.unpack_from(order + "H", data, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, many = struct.unpack_from(order + "HHI", data, entry)
            if kind in _TIFF_NUMBERS and many <= _MOST_VALUES:
                fits = many * _TIFF_SIZES[kind] <= 4
                place = entry + 8 if fits else struct.unpack_from(order + "I", data, entry + 8)[0]
                tags[tag] = struct.unpack_from(f"{order}{many}{_TIFF_NUMBERS[kind]}", data, place)
    except struct.error:
        pass
    return {tag: values for tag, values in tags.items() if values}


def _first_directory(data: bytes | mmap) -> dict[int, int]:
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


def decoder_turn(kind: PhotoFormat) -> DecoderTurn:
    """Return whether the decoder of a format turns its pictures: the one place that all who turn pictures ask.

    Undoing an orientation twice, or not at all, puts faces and the names of other programs at the wrong places.
    """
    return _DECODER_TURNS.get(kind, DecoderTurn.NEVER)


def is_turned_by_decoder(kind: PhotoFormat, data: bytes | mmap) -> bool:
    """Whether the decoder has turned this very picture, so that no orientation is left to be undone.

    data : the file's bytes, of which only HEIF's header is read
    """
    turn = decoder_turn(kind)
    return is_turned_by_container(data) if turn is DecoderTurn.BY_CONTAINER else turn is not DecoderTurn.NEVER


def is_turned_by_container(data: bytes | mmap) -> bool:
    """Whether a HEIF file itself says how its pictures are turned or mirrored (irot, imir: ISO/IEC 23008-12, 6.5.10).

    Decoders obey that, and an orientation in EXIF is a copy of it then. Where the container says nothing, EXIF counts,
    as in a JPEG. Reads the boxes of the header only.
    """
    properties = _box(data, b"ipco", _box(data, b"iprp", _box(data, b"meta", range(len(data)), head=4)))
    return any(kind in (b"irot", b"imir") for kind, _inside in _boxes(data, properties))


def _box(data: bytes | mmap, wanted: bytes, within: range, head: int = 0) -> range:
    """Where the first box of a kind lies, without its header (and `head` more bytes); empty where there is none."""
    found = (inside for kind, inside in _boxes(data, within) if kind == wanted)
    return next(found, range(0))[head:]


def _boxes(data: bytes | mmap, within: range) -> Iterator[tuple[bytes, range]]:
    """Yield the boxes of an ISO media file by kind, each with where its content lies; ends at the first odd one."""
    at, end = within.start, within.stop
    while at + 8 <= end:
        size, kind = int.from_bytes(data[at : at + 4], "big"), bytes(data[at + 4 : at + 8])
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if size == 0:  # to the end of the file
            size = end - at
        if size < head or at + size > end:
            return
        yield kind, range(at + head, at + size)
        at += size


def format_of_file(path: Path) -> PhotoFormat | None:
    """Tell whether a file is a photo by reading its first bytes; None for files that are something else.

    Raises PhotoProblem for a file that cannot be opened, is empty or is no picture although its name says so.
    """
    suffix = path.suffix.lower()
    if suffix in OTHER_SUFFIXES or suffix in VIDEO_SUFFIXES:
        return None
    try:
        with open(path, "rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        if suffix not in PICTURE_SUFFIXES:
            return None
        raise PhotoProblem(ProblemCode.PHOTO_CANNOT_BE_OPENED, file=path.name, why=error) from error
    kind = sniff_format(head)
    if kind is None and suffix in PICTURE_SUFFIXES:
        raise PhotoProblem(_why_no_picture(head), file=path.name)
    return kind


def is_video(path: Path) -> bool:
    """Whether a file is a video, by its name and its first bytes; not so for one that cannot be opened."""
    if not is_video_name(path):
        return False
    try:
        with open(path, "rb") as file:
            return looks_like_video(file.read(HEAD_BYTES))
    except OSError:
        return False


def _why_no_picture(head: bytes) -> ProblemCode:
    if not head.strip(b"\x00"):
        return ProblemCode.PHOTO_ALL_ZEROS if head else ProblemCode.PHOTO_EMPTY
    return ProblemCode.PICTURE_BY_NAME_ONLY
