"""A block of EXIF bytes, or a photo's header -> orientation and capture date; what is broken means "unknown", never a
failed photo.

Faces are found in pictures (`images`) and read from what other programs wrote (`metadata`): both turn photos by what is
read here, or names would land on the wrong faces.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from faceorg.dates import credible_moment

if TYPE_CHECKING:
    from PIL import Image

ORIENTATION, DATE_TIME, EXIF_IFD = 0x0112, 0x0132, 0x8769
DATE_TIME_ORIGINAL, DATE_TIME_DIGITIZED = 0x9003, 0x9004
_ORIENTATION_OF_FLIP = {0: 1, 3: 3, 5: 8, 6: 6}
_ORIENTATIONS_WRITTEN = frozenset("12345678")
_DATE = re.compile(r"\s*(\d{4})[:\-./](\d{1,2})[:\-./](\d{1,2})[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class ExifFacts:
    """What faceorg reads from EXIF. orientation is 1-8 (1: as stored); taken_at is local time without zone.

    says_orientation : somebody wrote the orientation
    is_original : taken_at is when it was taken, and not when it was scanned or changed
    """

    orientation: int = 1
    taken_at: datetime | None = None
    is_original: bool = False
    says_orientation: bool = False


def read_exif(block: bytes | None) -> ExifFacts:
    """Read the facts from an EXIF block (with or without its "Exif" prefix); defaults for whatever is not readable."""
    if not block:
        return ExifFacts()
    from PIL import Image

    # Pillow warns of every damaged entry; the readable ones are wanted all the same.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    exif = Image.Exif()
    try:
        exif.load(block)
        return _facts_of(exif)
    except Exception:  # Pillow raises nearly anything here: SyntaxError, struct.error, KeyError...
        return ExifFacts()


def exif_of_picture(picture: Image.Image) -> ExifFacts:
    """Read the facts from a photo that Pillow has opened; of a PNG whose EXIF stands behind its pixels, this decodes.

    The orientation of a TIFF is the one by which Pillow itself turns it when its pixels are loaded: ask before that.
    """
    if picture.format not in ("TIFF", "PNG"):
        return read_exif(picture.info.get("exif"))
    try:  # TIFF is its own EXIF, and PNG has two ways to carry it
        return _facts_of(picture.getexif())
    except Exception:  # as in read_exif: damaged metadata is no damaged photo
        return ExifFacts()


def libraw_moment(timestamp: datetime | float | None) -> datetime | None:
    """Return rawpy's `other.timestamp` as the camera's clock showed it; None for none.

    LibRaw reads that clock as if it were this machine's local time, so local time gives the clock back. rawpy hands out
    a local datetime since 0.25, seconds before.
    """
    if isinstance(timestamp, datetime):
        return credible_moment(timestamp.replace(tzinfo=None))
    try:
        return credible_moment(datetime.fromtimestamp(timestamp)) if timestamp and timestamp > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def orientation_of_flip(flip: int) -> int:
    """Return the EXIF orientation for LibRaw's `flip` of a RAW photo."""
    return _ORIENTATION_OF_FLIP.get(flip, 1)


def valid_orientation(value: object) -> int:
    """Return one of the eight orientations; 1 (as stored) for anything else that may stand there."""
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def orientation_written(text: str | None) -> int | None:
    """Return the orientation (1-8) that XMP writes as text; None for whatever else stands there ("12", " ", "left")."""
    digit = (text or "").strip()
    return int(digit) if digit in _ORIENTATIONS_WRITTEN else None


def _facts_of(exif: Image.Exif) -> ExifFacts:
    """Read the facts from Pillow's parsed EXIF; the date of taking wins over digitising over last change."""
    inner = _inner_ifd(exif)
    orientation, is_said = valid_orientation(exif.get(ORIENTATION)), ORIENTATION in exif
    if (taken_at := parse_exif_date(inner.get(DATE_TIME_ORIGINAL))) is not None:
        return ExifFacts(orientation, taken_at, is_original=True, says_orientation=is_said)
    scanned_at = parse_exif_date(inner.get(DATE_TIME_DIGITIZED)) or parse_exif_date(exif.get(DATE_TIME))
    return ExifFacts(orientation, scanned_at, says_orientation=is_said)


def _inner_ifd(exif: Image.Exif) -> dict[int, object]:
    """The sub-directory that holds the capture dates; empty where it is damaged, so that the outer one still counts."""
    try:
        return dict(exif.get_ifd(EXIF_IFD))
    except Exception:  # as in read_exif
        return {}


def parse_exif_date(stamp: object) -> datetime | None:
    """Parse "2013:05:30 12:04:51" and the variants cameras really write; None when it is no date.

    Seconds may be missing or 60 and beyond (they are clamped); zeros, blanks, impossible days, the first days of clocks
    that were never set, and the future are no date.
    """
    if isinstance(stamp, bytes):
        stamp = stamp.decode("ascii", "replace")
    found = _DATE.match(stamp) if isinstance(stamp, str) else None
    if found is None:
        return None
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    try:
        return credible_moment(datetime(year, month, day, hour % 24, minute, min(int(found[6] or 0), 59)))
    except ValueError:
        return None
