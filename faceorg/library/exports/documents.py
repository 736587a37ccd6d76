"""A decisions file from anywhere -> its entries as values, every one of them looked at before anything is done with it.

The form is described in `exchange`. A file that somebody else made, or a program made wrongly, is refused whole, with
the place in it that is wrong: nothing of it reaches the catalogue. What comes out can be written as it is: names are
names, boxes lie within the picture, numbers fit into a database, and every person that is spoken of is there.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn, TypeVar, cast

from faceorg.boxes import Box
from faceorg.dates import FIRST_BIRTH_YEAR, Span, is_possible
from faceorg.domain import IgnoreReason
from faceorg.errors import InvalidInput, LibraryProblem, NotFound
from faceorg.library.exports.document_form import Document
from faceorg.library.people.boxes import SMALLEST_BOX
from faceorg.library.people.names import clean_name
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message

T = TypeVar("T")

FORMAT, VERSION = "faceorg decisions", 1
# A decisions file of a million faces is about 150 MB; beyond this it is something else.
LARGEST_FILE_BYTES = 256 << 20
# Boxes are written with six digits after the point.
ROUNDING = 2e-6
LARGEST_ID = (1 << 63) - 1
# What a spreadsheet would compute, call or fetch when it opens a table with such a name in it. Our tables make it
# harmless; a document from elsewhere with such a name, and no word that it is meant, was made to do harm.
FORMULA = re.compile(r"[=+@-].*(\w\(|[|!])", re.DOTALL)
_HASH = re.compile(r"[0-9a-f]{64}")
# As exports write them. Python reads far more: weeks, days without hyphens, digits of every script.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(_DAY.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?")
# Photos with more people than this do not exist; every face is compared with every other of its photo.
MOST_FACES_OF_PHOTO = 5000


@dataclass(frozen=True, slots=True)
class GivenCover:
    """photo : sha256 of its bytes"""

    photo: str
    box: Box


@dataclass(frozen=True, slots=True)
class GivenPerson:
    """A person of a document, by its id there."""

    id: int
    name: str
    hidden: bool
    born_on: date | None
    cover: GivenCover | None
    favourite: bool = False


@dataclass(frozen=True, slots=True)
class GivenFace:
    """What a document says of one face. placed : the box was drawn or moved by a user; people by their ids there."""

    box: Box
    person: int | None
    rejected: tuple[int, ...]
    ignored: IgnoreReason | None
    drawn: bool
    placed: bool
    group: tuple[int, int] | None


@dataclass(frozen=True)
class GivenDecisions:
    """A document, checked. faces, dates, turns (quarters) : by the sha256 of their photo; separations : pairs of
    different people; other_pictures : pairs of photos, by sha256, that are not one picture"""

    people: tuple[GivenPerson, ...]
    separations: tuple[tuple[int, int], ...]
    faces: Mapping[str, Sequence[GivenFace]]
    dates: Mapping[str, Span]
    turns: Mapping[str, int]
    other_pictures: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """People and faces: what an import has to do."""
        return len(self.people) + sum(len(found) for found in self.faces.values())


class _Wrong(Exception):
    """An entry cannot be used. reason : why, to stand behind its place"""

    def __init__(self, place: str, reason: Message) -> None:
        self.place, self.reason = place, reason
        super().__init__(place)


def read_document(file: Path) -> Document:
    """Read an exported file and see that it is one; `checked_document` looks at its entries.

    Raises NotFound, or InvalidInput with what is wrong with it.
    """
    try:
        facts = file.stat()
        if not stat.S_ISREG(facts.st_mode):  # a pipe would be waited for, a device has no end
            raise InvalidInput(ProblemCode.NOT_AN_EXPORT, file=file)
        if facts.st_size > LARGEST_FILE_BYTES:
            raise InvalidInput(ProblemCode.EXPORT_TOO_LARGE, file=file)
        document = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotFound(ProblemCode.NO_SUCH_FILE, file=file) from error
    except OSError as error:
        raise InvalidInput(ProblemCode.FILE_CANNOT_BE_READ, file=file, why=error) from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput(ProblemCode.EXPORT_NOT_JSON, file=file) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise InvalidInput(ProblemCode.NOT_AN_EXPORT, file=file)
    if type(document.get("version")) is not int:  # nor true, which equals 1
        raise InvalidInput(ProblemCode.NOT_AN_EXPORT, file=file)
    if document["version"] != VERSION:
        raise InvalidInput(ProblemCode.EXPORT_TOO_NEW, file=file)
    return cast("Document", document)


def checked_document(document: Mapping[str, object], source: str) -> GivenDecisions:
    """Return the entries of a document, in time proportional to its size. Raises InvalidInput naming the first that
    cannot be used; source : what to call the document then."""
    try:
        people = tuple(_person(entry, place) for entry, place in _entries(document, "people"))
        known = {person.id for person in people}
        if len(known) != len(people):
            _refuse("people", ReasonCode.ENTRY_TWICE)
        faces: dict[str, list[GivenFace]] = {}
        for entry, place in _entries(document, "faces"):
            of_photo = faces.setdefault(_hash(entry, place), [])
            of_photo.append(_face(entry, place, known))
            if len(of_photo) > MOST_FACES_OF_PHOTO:
                raise _Wrong(place, Message(ReasonCode.TOO_MANY_FACES_OF_PHOTO, most=MOST_FACES_OF_PHOTO))
        separations = tuple(_pair(pair, place, known) for pair, place in _items(document, "separations"))
        # Documents of before have no dates of photos, no turns, no pictures that are others.
        document = {"dates": [], "turns": [], "other_pictures": [], **document}
        dates = _one_each(document, "dates", _span)
        turns = _one_each(document, "turns", _quarters)
        others = tuple(_two_photos(entry, place) for entry, place in _entries(document, "other_pictures"))
    except _Wrong as wrong:
        why = Message(ReasonCode.ENTRY_AT, place=wrong.place, why=wrong.reason)
        raise InvalidInput(ProblemCode.EXPORT_ENTRY_UNKNOWN, file=source, why=why) from wrong
    return GivenDecisions(people, separations, faces, dates, turns, others)


# ---------------------------------------------------------------- entries
def _person(entry: Mapping[str, object], place: str) -> GivenPerson:
    return GivenPerson(
        id=_whole(_value(entry, "id", place), f"{place}.id"),
        name=_name(entry, place),
        hidden=_switch(entry, "hidden", place),
        born_on=_day(_value(entry, "born_on", place), f"{place}.born_on"),
        cover=_cover(_value(entry, "cover", place), f"{place}.cover"),
        favourite="favourite" in entry and _switch(entry, "favourite", place),
    )


def _cover(value: object, place: str) -> GivenCover | None:
    if value is None:
        return None
    entry = _mapping(value, place)
    return GivenCover(_hash(entry, place), _box(entry, place, smallest=0))


def _face(entry: Mapping[str, object], place: str, known: set[int]) -> GivenFace:
    drawn, moved = _switch(entry, "drawn", place), _switch(entry, "moved", place)
    person = _value(entry, "person", place)
    group = _value(entry, "group", place)
    return GivenFace(
        box=_box(entry, place, smallest=SMALLEST_BOX if drawn or moved else 0),
        person=None if person is None else _known(person, f"{place}.person", known),
        rejected=tuple(_known(one, there, known) for one, there in _items(entry, "rejected", place)),
        ignored=_ignored(_value(entry, "ignored", place), f"{place}.ignored"),
        drawn=drawn,
        placed=drawn or moved,
        group=None if group is None else _two(group, f"{place}.group"),
    )


def _pair(pair: object, place: str, known: set[int]) -> tuple[int, int]:
    one, other = _two(pair, place)
    if one == other:
        _refuse(place, ReasonCode.ENTRY_TWICE)
    return _known(one, place, known), _known(other, place, known)


def _one_each(
    document: Mapping[str, object], key: str, value_of: Callable[[Mapping[str, object], str], T]
) -> dict[str, T]:
    """Copies have one content, so an export may name a photo twice; it says the same of it then."""
    found: dict[str, T] = {}
    for entry, place in _entries(document, key):
        value = value_of(entry, place)
        if found.setdefault(_hash(entry, place), value) != value:
            _refuse(place, ReasonCode.ENTRIES_CONTRADICT)
    return found


def _two_photos(entry: Mapping[str, object], place: str) -> tuple[str, str]:
    photo, other = _hash(entry, place), _hash(entry, place, "other")
    if photo == other:
        _refuse(place, ReasonCode.ENTRY_TWICE)
    return photo, other


def _entries(parent: Mapping[str, object], key: str) -> Iterator[tuple[Mapping[str, object], str]]:
    return ((_mapping(item, place), place) for item, place in _items(parent, key))


def _items(parent: Mapping[str, object], key: str, place: str = "") -> Iterator[tuple[object, str]]:
    """Yield what is in a list, each with its place: "faces[3]"."""
    there = f"{place}.{key}" if place else key
    found = _value(parent, key, place)
    if not isinstance(found, list):
        _refuse(there, ReasonCode.ENTRY_OF_WRONG_KIND)
    return ((item, f"{there}[{number}]") for number, item in enumerate(found))


# ---------------------------------------------------------------- values
def _refuse(place: str, code: ReasonCode) -> NoReturn:
    raise _Wrong(place, Message(code))


def _value(entry: Mapping[str, object], key: str, place: str) -> object:
    if key not in entry:
        _refuse(f"{place}.{key}" if place else key, ReasonCode.ENTRY_MISSING)
    return entry[key]


def _mapping(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        _refuse(place, ReasonCode.ENTRY_OF_WRONG_KIND)
    return cast("Mapping[str, object]", value)


def _switch(entry: Mapping[str, object], key: str, place: str) -> bool:
    value = _value(entry, key, place)
    if type(value) is not bool:
        _refuse(f"{place}.{key}", ReasonCode.ENTRY_OF_WRONG_KIND)
    return value is True


def _whole(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        _refuse(place, ReasonCode.ENTRY_OF_WRONG_KIND)
    if not 0 <= value <= LARGEST_ID:
        _refuse(place, ReasonCode.NUMBER_OUT_OF_RANGE)
    return value


def _quarters(entry: Mapping[str, object], place: str) -> int:
    quarters = _whole(_value(entry, "quarters", place), f"{place}.quarters")
    if quarters > 3:
        _refuse(f"{place}.quarters", ReasonCode.NUMBER_OUT_OF_RANGE)
    return quarters


def _two(value: object, place: str) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2:
        _refuse(place, ReasonCode.ENTRY_OF_WRONG_KIND)
    return _whole(value[0], place), _whole(value[1], place)


def _known(value: object, place: str, known: set[int]) -> int:
    person = _whole(value, place)
    if person not in known:
        _refuse(place, ReasonCode.PERSON_NOT_IN_DOCUMENT)
    return person


def _name(entry: Mapping[str, object], place: str) -> str:
    value, there = _value(entry, "name", place), f"{place}.name"
    if not isinstance(value, str):
        _refuse(there, ReasonCode.ENTRY_OF_WRONG_KIND)
    try:
        name = clean_name(value)
    except LibraryProblem as problem:
        raise _Wrong(there, problem.message) from problem
    if FORMULA.match(name) and not ("looks_like_formula" in entry and _switch(entry, "looks_like_formula", place)):
        _refuse(there, ReasonCode.NAME_IS_A_FORMULA)
    return name


def _day(value: object, place: str) -> date | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(_written(value, _DAY, place))
    except ValueError:
        _refuse(place, ReasonCode.ENTRY_OF_WRONG_KIND)
    if day > date.today() or day.year < FIRST_BIRTH_YEAR:
        _refuse(place, ReasonCode.NUMBER_OUT_OF_RANGE)
    return day


def _written(value: object, form: re.Pattern[str], place: str) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        _refuse(place, ReasonCode.ENTRY_OF_WRONG_KIND)
    return value


def _span(entry: Mapping[str, object], place: str) -> Span:
    try:
        first, last = (
            datetime.fromisoformat(_written(_value(entry, key, place), _MOMENT, f"{place}.{key}"))
            for key in ("first", "last")
        )
    except ValueError:
        _refuse(place, ReasonCode.ENTRY_OF_WRONG_KIND)
    span = Span(first, last)
    if last < first or not is_possible(span):
        _refuse(place, ReasonCode.NUMBER_OUT_OF_RANGE)
    return span


def _hash(entry: Mapping[str, object], place: str, key: str = "photo") -> str:
    value = _value(entry, key, place)
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        _refuse(f"{place}.{key}", ReasonCode.ENTRY_OF_WRONG_KIND)
    return value


def _ignored(value: object, place: str) -> IgnoreReason | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in set(IgnoreReason):
        _refuse(place, ReasonCode.ENTRY_OF_WRONG_KIND)
    return IgnoreReason(value)


def _box(entry: Mapping[str, object], place: str, *, smallest: float) -> Box:
    """Return a box within the picture. smallest : what its sides must have, a fraction of the picture's"""
    there = f"{place}.box"
    value = _value(entry, "box", place)
    if not isinstance(value, list) or len(value) != 4 or any(type(side) not in (int, float) for side in value):
        _refuse(there, ReasonCode.ENTRY_OF_WRONG_KIND)
    sides = cast("list[int | float]", value)
    # Compared before they become floats: an integer may be larger than any. What is no number is neither.
    if not all(-ROUNDING <= side <= 1 + ROUNDING for side in sides):
        _refuse(there, ReasonCode.BOX_OUTSIDE)
    x, y, width, height = (min(max(float(side), 0.0), 1.0) for side in sides)
    if x + width > 1 + ROUNDING or y + height > 1 + ROUNDING:
        _refuse(there, ReasonCode.BOX_OUTSIDE)
    if width < smallest - ROUNDING or height < smallest - ROUNDING:
        _refuse(there, ReasonCode.BOX_EMPTY)
    return Box(x, y, min(width, 1.0 - x), min(height, 1.0 - y))
