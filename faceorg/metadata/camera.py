"""A photo's header -> what the camera wrote beside the picture: itself, the lens, the exposure, the place.

To be looked at, and nothing is decided by it; so whatever is not readable is simply not said. The tags and their units
are those of Exif 3.0 (CIPA DC-008), sections 4.6.5 to 4.6.7.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.exif import EXIF_IFD

if TYPE_CHECKING:
    from PIL import Image

_GPS_IFD = 0x8825
_MAKE, _MODEL, _SOFTWARE = 0x010F, 0x0110, 0x0131
_EXPOSURE_TIME, _F_NUMBER, _ISO, _FLASH = 0x829A, 0x829D, 0x8827, 0x9209
_FOCAL_LENGTH, _FOCAL_LENGTH_35, _LENS_MAKE, _LENS_MODEL = 0x920A, 0xA405, 0xA433, 0xA434
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE, _ALTITUDE_REF, _ALTITUDE = 1, 2, 3, 4, 5, 6
# Longer ones are no names.
_MOST_CHARS = 80


@dataclass(frozen=True)
class Position:
    """latitude, longitude : degrees, north and east positive; altitude_m : above the sea, None where it is not said"""

    latitude: float
    longitude: float
    altitude_m: float | None = None


@dataclass(frozen=True)
class CameraFacts:
    """What is said; "" and None for what is not.

    exposure_s : seconds; f_number : of the aperture; focal_mm, focal_35_mm : millimetres, and what it would be on film
    flash : whether it fired
    """

    camera: str = ""
    lens: str = ""
    exposure_s: float | None = None
    f_number: float | None = None
    iso: int | None = None
    focal_mm: float | None = None
    focal_35_mm: float | None = None
    flash: bool | None = None
    software: str = ""
    place: Position | None = None


def read_camera(photo: Path) -> CameraFacts:
    """Read it from a file whose pixels were decoded before without harm; nothing where nothing can be read."""
    import pillow_heif
    from PIL import Image

    pillow_heif.register_heif_opener()
    # Pillow warns of every damaged entry; the readable ones are wanted all the same.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    try:
        with Image.open(photo) as picture:
            return _facts_of(_exif_of(picture))
    except Exception:  # Pillow raises nearly anything on broken files; each means that nothing is said
        return CameraFacts()


def _exif_of(picture: Image.Image) -> Image.Exif:
    from PIL import Image

    if picture.format == "TIFF":  # is its own EXIF
        return picture.getexif()
    exif = Image.Exif()
    if block := picture.info.get("exif"):
        exif.load(block)
    return exif


def _facts_of(exif: Image.Exif) -> CameraFacts:
    inner = _ifd(exif, EXIF_IFD)
    flash = _number(inner.get(_FLASH))
    iso = _number(inner.get(_ISO))
    return CameraFacts(
        _of_maker(_text(exif.get(_MAKE)), _text(exif.get(_MODEL))),
        _of_maker(_text(inner.get(_LENS_MAKE)), _text(inner.get(_LENS_MODEL))),
        _positive(inner.get(_EXPOSURE_TIME)),
        _positive(inner.get(_F_NUMBER)),
        round(iso) if iso is not None and iso > 0 else None,
        _positive(inner.get(_FOCAL_LENGTH)),
        _positive(inner.get(_FOCAL_LENGTH_35)),
        bool(int(flash) & 1) if flash is not None else None,
        _text(exif.get(_SOFTWARE)),
        _place(_ifd(exif, _GPS_IFD)),
    )


def _ifd(exif: Image.Exif, tag: int) -> dict[int, object]:
    try:
        return dict(exif.get_ifd(tag))
    except Exception:  # as in read_camera
        return {}


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    said = "".join(letter for letter in str(value) if letter.isprintable()) if isinstance(value, str) else ""
    return " ".join(said.split())[:_MOST_CHARS]


def _of_maker(make: str, model: str) -> str:
    """ "Canon", "Canon EOS 5D" -> "Canon EOS 5D": many makers say who they are in the model, too."""
    first = make.split(" ")[0].casefold()
    return model if not make or model.casefold().startswith(first) else f"{make} {model}".strip()


def _number(value: object) -> float | None:
    """A number of any of EXIF's kinds; the first of several; None for what is none, or was divided by zero."""
    if isinstance(value, tuple | list):
        value = value[0] if value else None
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _positive(value: object) -> float | None:
    number = _number(value)
    return number if number is not None and number > 0 else None


def _place(gps: Mapping[int, object]) -> Position | None:
    latitude = _degrees(gps.get(_LATITUDE), gps.get(_LATITUDE_REF), "S", 90)
    longitude = _degrees(gps.get(_LONGITUDE), gps.get(_LONGITUDE_REF), "W", 180)
    if latitude is None or longitude is None or (latitude, longitude) == (0.0, 0.0):
        return None  # zero and zero is what receivers write that have not found themselves
    altitude = _number(gps.get(_ALTITUDE))
    below = gps.get(_ALTITUDE_REF) in (1, b"\x01")
    return Position(latitude, longitude, -altitude if altitude is not None and below else altitude)


def _degrees(value: object, ref: object, negative: str, most: int) -> float | None:
    """Degrees, minutes and seconds -> degrees; None where a part of it is missing or impossible."""
    if not isinstance(value, tuple | list) or len(value) != 3:
        return None
    degrees, minutes, seconds = (_number(part) for part in value)
    if degrees is None or minutes is None:
        return None
    found = degrees + minutes / 60 + (seconds or 0.0) / 3600
    if not 0 <= found <= most:
        return None
    return -found if _text(ref).upper().startswith(negative) else found
