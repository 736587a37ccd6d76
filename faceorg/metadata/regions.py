"""Face regions as every program stores them -> one list of regions in fractions of the upright photo.

[Note: Stored and upright] Region standards speak of the photo as stored (MWG guidelines 2.0, 5.4: "Region metadata is
applied to the stored image"); detectors and people see it upright, with EXIF Orientation applied. Inside faceorg
every box is upright; the eight transforms below are used once when reading and once, inverted, when writing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from faceorg.boxes import Box
from faceorg.messages.message import Message

# Two boxes of different standards that overlap this much outline the same face: programs round differently, and some
# store a square (ACDSee's ALYArea) where others store a rectangle. With equal names, less is enough.
SAME_OUTLINE_IOU = 0.5
SAME_NAME_IOU = 0.2


class RegionKind(StrEnum):
    """MWG region types; OTHER is a type of somebody's own, kept but never imported as a face."""

    FACE = "Face"
    PET = "Pet"
    FOCUS = "Focus"
    BARCODE = "BarCode"
    OTHER = "Other"


class Scheme(StrEnum):
    """Where a region was written. Lightroom writes MWG; digiKam writes MWG and MP and keeps a database."""

    MWG = "mwg"
    MICROSOFT = "mp"
    IPTC = "iptc"
    ACDSEE = "acdsee"
    PICASA = "picasa"
    DIGIKAM = "digikam"


@dataclass(frozen=True, slots=True)
class Region:
    """One outlined face (or pet, focus point, ...) of a photo.

    name : None for an outline nobody has named
    box : fractions of the upright photo
    schemes : every standard that holds this face, the most trusted first
    other_names : what less trusted standards call the same face
    aside : somebody put this face aside in another program
    guessed : the name is a program's guess that nobody confirmed
    """

    name: str | None
    box: Box
    kind: RegionKind = RegionKind.FACE
    schemes: tuple[Scheme, ...] = (Scheme.MWG,)
    other_names: tuple[str, ...] = ()
    aside: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """How a photo is stored: width and height in pixels before EXIF orientation (1-8) is applied."""

    width: int
    height: int
    orientation: int

    @property
    def upright_size(self) -> tuple[int, int]:
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)


@dataclass(frozen=True)
class PhotoRegions:
    """Everything the metadata of one photo says about who is where.

    people : names given to the whole photo, without a box (PersonInImage, People/... tags)
    applied_to : width and height the MWG regions were made for, pixels; None where the file does not say
    of_another_shape : some of the regions were made for a picture of another shape: a crop, or another photo's sidecar
    sidecar_orientation : what a sidecar says of how the photo is turned (1-8); None where it says nothing
    sources : the files that were read and said something
    problems : one for each part that could not be used
    """

    photo: Path
    frame: Frame
    regions: tuple[Region, ...] = ()
    people: tuple[str, ...] = ()
    applied_to: tuple[int, int] | None = None
    of_another_shape: bool = False
    sidecar_orientation: int | None = None
    sources: tuple[Path, ...] = ()
    problems: tuple[Message, ...] = ()


# EXIF Orientation -> where a point of the stored photo lies in the upright one (EXIF 2.32, tag 0x0112).
_POINT_TO_UPRIGHT: dict[int, Callable[[float, float], tuple[float, float]]] = {
    1: lambda x, y: (x, y),
    2: lambda x, y: (1 - x, y),
    3: lambda x, y: (1 - x, 1 - y),
    4: lambda x, y: (x, 1 - y),
    5: lambda x, y: (y, x),
    6: lambda x, y: (1 - y, x),
    7: lambda x, y: (1 - y, 1 - x),
    8: lambda x, y: (y, 1 - x),
}
# The two quarter turns undo each other; every other orientation undoes itself.
_INVERSE = {6: 8, 8: 6}


def to_upright(box: Box, orientation: int) -> Box:
    """Turn a box of the stored photo into one of the upright photo."""
    turn = _POINT_TO_UPRIGHT[orientation]
    (x1, y1), (x2, y2) = turn(box.x, box.y), turn(box.x + box.width, box.y + box.height)
    return Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


def to_stored(box: Box, orientation: int) -> Box:
    """Turn a box of the upright photo into one of the stored photo."""
    return to_upright(box, _INVERSE.get(orientation, orientation))


def clipped(box: Box) -> Box | None:
    """Cut a box to the photo; None where nothing is left or a number is not finite."""
    if not all(map(math.isfinite, (box.x, box.y, box.width, box.height))):
        return None
    left, top = max(0.0, box.x), max(0.0, box.y)
    right, bottom = min(1.0, box.x + box.width), min(1.0, box.y + box.height)
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None


def merge_schemes(lists: Iterable[Sequence[Region]]) -> tuple[Region, ...]:
    """Join what several standards say: the same face in several of them is one region, named by the first.

    Regions within one list are different faces even where they overlap, unless equal in every respect.
    """
    merged: list[Region] = []
    for regions in lists:
        known, taken = list(enumerate(merged)), set[int]()
        for region in dict.fromkeys(regions):
            match = _best_match(region, [(at, other) for at, other in known if at not in taken])
            if match is None:
                merged.append(region)
            else:
                taken.add(match)
                merged[match] = _joined(merged[match], region)
    return tuple(merged)


def _best_match(region: Region, candidates: Iterable[tuple[int, Region]]) -> int | None:
    """Index of the candidate that outlines the same thing, an equal name before a larger overlap."""
    best, best_rank = None, (False, 0.0)
    for at, other in candidates:
        same_name = region.name is not None and same_text(region.name, other.name or "")
        overlap = region.box.iou(other.box)
        enough = overlap >= (SAME_NAME_IOU if same_name else SAME_OUTLINE_IOU)
        if enough and region.kind == other.kind and (same_name, overlap) > best_rank:
            best, best_rank = at, (same_name, overlap)
    return best


def _joined(first: Region, second: Region) -> Region:
    if first.guessed and second.name and not second.guessed:
        first = replace(first, name=None, guessed=False)  # what somebody said goes before what any program guesses
    name = first.name or second.name
    guessed = first.guessed if first.name else second.guessed
    others = dict.fromkeys(first.other_names)
    if second.name and name and not same_text(second.name, name):
        others[second.name] = None
    schemes = tuple(dict.fromkeys(first.schemes + second.schemes))
    aside = name is None and (first.aside or second.aside)
    return replace(first, name=name, schemes=schemes, other_names=tuple(others), aside=aside, guessed=guessed)


def same_text(one: str, other: str) -> bool:
    """Equal names as people read them: Unicode forms and surrounding or doubled blanks do not matter."""
    return plain_name(one) == plain_name(other)


def plain_name(name: str) -> str:
    """A name in Unicode form C with single blanks: the form in which names are compared."""
    import unicodedata

    return " ".join(unicodedata.normalize("NFC", name).split())
