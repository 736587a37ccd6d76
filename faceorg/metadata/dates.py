"""A photo's file and what lies beside it -> when it was taken, and who says so.

[Note: Whom to believe about a date] What the user says here comes first of all (`catalog.pictures.photo_dates`). Then,
each only where nothing before it says a date on which a photo can have been taken:

1. the sidecar (exif:DateTimeOriginal, photoshop:DateCreated): programs correct dates there and leave the photo alone;
2. EXIF DateTimeOriginal, by the camera;
3. the same two XMP properties inside the photo; then IPTC's DateCreated: by a person, mostly of scans
   (MWG guidelines 2.0, 5.2.1 has the order of 2 and 3);
4. Google Takeout's photoTakenTime, which also has the dates that were corrected there;
5. the date in the file's name, by cameras, phones and messengers;
6. EXIF's dates of digitising and of the last change, XMP's of creation: of a scan they say when it was scanned;
7. the file's own time, which copying changes: shown, but no proof of anything.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from faceorg.dates import Dated, DateSource, Span, is_credible, parse_name, parse_written
from faceorg.errors import MetadataProblem, NotFound
from faceorg.exif import ExifFacts
from faceorg.formats import is_video_name
from faceorg.metadata.embedded import embedded_in, read_embedded
from faceorg.metadata.packet import Packet
from faceorg.metadata.readers import belongs_to_another_photo, sidecar_packet, sidecars_of

_ORIGINAL = ("exif:DateTimeOriginal", "photoshop:DateCreated")
_CREATED = ("exif:DateTimeDigitized", "xmp:CreateDate")
# Takeout cuts the name of a JSON file, without its ending, to so many characters.
_TAKEOUT_CHARS = 46
_TAKEOUT_WORDS = ".supplemental-metadata"
# Edited copies share the JSON of their original; the word is in the language of the account.
_EDITED = ("-edited", "-bearbeitet")
# A JSON of Takeout has a few thousand bytes.
_MOST_JSON_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class DatesInside:
    """What a photo itself says: taken : 2 or 3 of the note; later : 6 of it, which what lies beside it goes before."""

    taken: Dated | None = None
    later: Dated | None = None


def dates_inside(data: bytes, exif: ExifFacts) -> DatesInside:
    """Find the dates in a photo's bytes, for whoever may open no file. exif : what its decoder has read already"""
    if exif.is_original and exif.taken_at is not None:
        return DatesInside(Dated(Span.moment(exif.taken_at), DateSource.EXIF))
    said = embedded_in(data)
    return _inside(exif, said.xmp, said.iptc_created)


def date_of(photo: Path, inside: DatesInside | None = None) -> Dated | None:
    """Find when a photo was taken, see [Note: Whom to believe about a date]; None where nothing but its time says it.

    inside : what was found in it already; None: look
    What is broken says nothing, and never raises.
    """
    found_beside = (packet for packet in map(sidecar_packet, sidecars_of(photo)) if packet is not None)
    sidecars = [packet for packet in found_beside if not belongs_to_another_photo(packet, photo)]
    if found := _first_credible((_first_of(packet, _ORIGINAL), DateSource.SIDECAR) for packet in sidecars):
        return found
    inside = inside or _inside_file(photo)
    if inside.taken is not None:
        return inside.taken
    beside = ((_takeout(photo), DateSource.TAKEOUT), (parse_name(photo.stem), DateSource.NAME))
    if found := _first_credible(beside) or inside.later:
        return found
    return _first_credible((_first_of(packet, _CREATED), DateSource.SIDECAR) for packet in sidecars)


def _first_credible(said: Iterable[tuple[Span | None, DateSource]]) -> Dated | None:
    found = (Dated(span, source) for span, source in said if span is not None and is_credible(span))
    return next(found, None)


def _inside_file(photo: Path) -> DatesInside:
    if is_video_name(photo):  # its worker says what is in it
        return DatesInside()
    try:
        found = read_embedded(photo)
    except (NotFound, OSError):  # gone since it was listed
        return DatesInside()
    return _inside(found.exif, found.xmp, found.iptc_created)


def _inside(exif: ExifFacts, xmp: bytes | None, iptc_created: str | None) -> DatesInside:
    camera = Span.moment(exif.taken_at) if exif.taken_at is not None else None
    packet = _parsed(xmp, "") if xmp else None
    original, created = (_first_of(packet, names) if packet else None for names in (_ORIGINAL, _CREATED))
    taken = (
        (camera if exif.is_original else None, DateSource.EXIF),
        (original, DateSource.XMP),
        (parse_written(iptc_created), DateSource.IPTC),
    )
    return DatesInside(_first_credible(taken), _first_credible(((camera, DateSource.EXIF), (created, DateSource.XMP))))


def _parsed(raw: bytes, what: str) -> Packet | None:
    try:
        return Packet(raw, what)
    except MetadataProblem:
        return None


def _first_of(packet: Packet, properties: tuple[str, ...]) -> Span | None:
    found = (parse_written(packet.simple(name)) for name in properties)
    return next((span for span in found if span is not None), None)


def _takeout(photo: Path) -> Span | None:
    """The local time of photoTakenTime (seconds UTC) in the JSON that Google Takeout puts beside a photo."""
    for name in _takeout_names(photo):
        file = photo.with_name(name)
        if os.path.isfile(file):
            return _taken_time(file)
    return None


def _takeout_names(photo: Path) -> Iterator[str]:
    """ "a.jpg" has "a.jpg.supplemental-metadata.json", before 2024 "a.jpg.json"; "a(1).jpg" has "a.jpg(1).json"."""
    stem, ending = photo.stem, photo.suffix
    stem = next((stem.removesuffix(word) for word in _EDITED if stem.endswith(word)), stem)
    copy = ""
    if stem.endswith(")") and (at := stem.rfind("(")) > 0 and stem[at + 1 : -1].isdigit():
        stem, copy = stem[:at], stem[at:]
    for words in (_TAKEOUT_WORDS, ""):
        yield (stem + ending + words)[:_TAKEOUT_CHARS] + copy + ".json"
    if copy:
        yield (stem + copy + ending)[:_TAKEOUT_CHARS] + ".json"


def _taken_time(file: Path) -> Span | None:
    try:
        with open(file, "rb") as stream:
            document = json.loads(stream.read(_MOST_JSON_BYTES))
        return Span.moment(datetime.fromtimestamp(int(document["photoTakenTime"]["timestamp"])))
    except (OSError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError):  # another program's JSON
        return None
