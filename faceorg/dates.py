"""When a photo was taken -> a span of time with its source; what people and programs write of it -> that span.

A camera knows the second; of an old print somebody knows "summer 1974". So a date is a span [first, last], a moment
where both are the same. [Note: Whom to believe about a date] in `metadata.dates` says which source wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

# The year of the oldest photograph; earlier dates are zeros, typing mistakes or reset clocks.
FIRST_YEAR = 1826
# Whoever is in the oldest photographs was born later than that; an earlier year is a slip.
FIRST_BIRTH_YEAR = 1700
# Clocks that were never set begin on these days: Unix, and DOS with FAT (in zones west of Greenwich: the day before).
RESET_DAYS = frozenset((date(1970, 1, 1), date(1980, 1, 1)))
# With leap years, for ages and spans.
DAYS_A_YEAR = 365.25
# "About 1920" is these years more or less.
ABOUT_YEARS = 2
_DAY_AHEAD = timedelta(days=1)  # the clock of a camera in another zone is no clock of the future


class DateSource(StrEnum):
    """Who says so, the most trusted first."""

    USER = "user"
    SIDECAR = "sidecar"
    EXIF = "exif"
    XMP = "xmp"
    IPTC = "iptc"
    TAKEOUT = "takeout"
    NAME = "name"
    FILE = "file"  # the file's own time: shown, and no proof of anything


@dataclass(frozen=True, slots=True)
class Span:
    """When something was, local time without zone; first == last: a moment, known to the second."""

    first: datetime
    last: datetime

    @classmethod
    def of_days(cls, first: date, last: date) -> Span:
        return cls(datetime.combine(first, time.min), datetime.combine(last, time(23, 59, 59)))

    @classmethod
    def moment(cls, at: datetime) -> Span:
        at = at.replace(microsecond=0, tzinfo=None)
        return cls(at, at)


@dataclass(frozen=True, slots=True)
class Dated:
    """A span and who says so."""

    span: Span
    source: DateSource


def is_credible(span: Span, now: datetime | None = None) -> bool:
    """Whether a program may be believed that a photo is of that time: it is possible, and its clock was set."""
    first, last = span.first.date(), span.last.date()
    return is_possible(span, now) and not (first == last and first in RESET_DAYS)


def is_possible(span: Span, now: datetime | None = None) -> bool:
    """Whether a photo can be of that time: photography existed, and it is not in the future."""
    return span.first.year >= FIRST_YEAR and span.first <= (now or datetime.now()) + _DAY_AHEAD


def credible_moment(at: datetime | None) -> datetime | None:
    """Return a moment at which a photo can have been taken; None for any other."""
    return at if at is not None and is_credible(Span.moment(at)) else None


# ---------------------------------------------------------------- what programs write
# Patterns are compiled when they are first used (`re` keeps them): the window opens without.
_WRITTEN = (
    r"\s*(\d{4})(?:[:\-./]?(\d{2})(?:[:\-./]?(\d{2})(?:[ T]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?)?)?(?![\d:./])"
)


def parse_written(text: str | None) -> Span | None:
    """Read a date of XMP or IPTC: "1999-03-04T05:06:07+01:00", "1988-08-08", "1988-08", "1988", "19880800".

    Parts that are missing or zero make the span longer; a zone is dropped: the clock where the photo was taken counts.
    """
    found = re.match(_WRITTEN, text or "")
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups()[:3])
    try:
        if found[4] is not None and month and day:
            seconds = min(int(found[6] or 0), 59)
            return Span.moment(datetime(year, month, day, int(found[4]) % 24, int(found[5]), seconds))
        return _days(year, month or None, day or None)
    except ValueError:
        return None


def _days(year: int, month: int | None = None, day: int | None = None) -> Span:
    """A year, a month or a day as a span. Raises ValueError where no calendar has it."""
    if month is None:
        return Span.of_days(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Span.of_days(date(year, month, 1), _last_day(year, month))
    return Span.of_days(date(year, month, day), date(year, month, day))


def _last_day(year: int, month: int) -> date:
    from calendar import monthrange  # with it comes `locale`, which no start of the window waits for

    return date(year, month, monthrange(year, month)[1])


# ---------------------------------------------------------------- what people type
# Months and seasons by the beginnings of their names, in the languages of the program.
# In whole, so that "Marie 1974" is no March.
_MONTHS = (
    ("january", "januar", "jänner"), ("february", "februar", "feber"), ("march", "märz", "maerz"), ("april",),
    ("may", "mai"), ("june", "juni"), ("july", "juli"), ("august",), ("september",), ("october", "oktober"),
    ("november",), ("december", "dezember"),
)  # fmt: skip
_SEASONS = {
    "spring": 3, "frühling": 3, "frühjahr": 3, "summer": 6, "sommer": 6, "autumn": 9, "fall": 9, "herbst": 9,
    "winter": 12,
}  # fmt: skip
_ABOUT = ("about", "around", "circa", "ca", "um", "etwa")
_DECADE = r"(\d{3})0(?:s|er|er jahre|ies)"
_ISO = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_CLOCK = r"(\d{4}-\d{1,2}-\d{1,2})[ t](\d{1,2}):(\d{2})(?::(\d{2}))?"
_GERMAN_DAY = r"(?:(\d{1,2})\.\s*)?(\d{1,2})\.\s*(\d{4})"
_NAMED = r"(?:(\d{1,2})\.?\s+)?([^\W\d_]+)\.?,?\s+(?:(\d{1,2}),?\s+)?(\d{4})(?:/\d{2})?"


def parse_typed(text: str) -> Span | None:
    """Read a date as somebody says it; None where it is none.

    "1974", "1974-06", "1974-06-12", "1974-06-12 14:05", "June 1974", "12 June 1974", "June 12, 1974", "12.6.1974",
    "summer 1974", "winter 1974" (to the end of February 1975), "1970s", "about 1920", "1974-1978", "June 1974 to 1975";
    months and seasons in English or German.
    """
    words = " ".join(text.casefold().replace("–", "-").split())
    for between in (" to ", " bis ", " - ", "/"):
        first, found, last = words.partition(between)
        if found and (ends := (_one(first), _one(last)))[0] and ends[1]:
            return _from_to(ends[0], ends[1])
    years = re.fullmatch(r"(\d{4}) ?- ?(\d{4})", words)
    if years:
        return _from_to(_one(years[1]), _one(years[2]))
    return _one(words)


def _from_to(first: Span | None, last: Span | None) -> Span | None:
    return Span(first.first, last.last) if first and last and first.first <= last.last else None


def _one(words: str) -> Span | None:
    try:
        return _about(words) or _numbers(words) or _with_words(words)
    except (ValueError, OverflowError):
        return None


def _about(words: str) -> Span | None:
    word, _, rest = words.partition(" ")
    if word.rstrip(".") not in _ABOUT or not re.fullmatch(r"\d{4}", rest):
        return None
    return Span.of_days(date(int(rest) - ABOUT_YEARS, 1, 1), date(int(rest) + ABOUT_YEARS, 12, 31))


def _numbers(words: str) -> Span | None:
    if decade := re.fullmatch(_DECADE, words):
        first = int(decade[1] + "0")
        return Span.of_days(date(first, 1, 1), date(first + 9, 12, 31))
    if clock := re.fullmatch(_CLOCK, words):
        day = date(*map(int, clock[1].split("-")))
        return Span.moment(datetime.combine(day, time(int(clock[2]), int(clock[3]), int(clock[4] or 0))))
    if iso := re.fullmatch(_ISO, words):
        return _days(*(int(part) if part else None for part in iso.groups()))  # type: ignore[arg-type]
    if german := re.fullmatch(_GERMAN_DAY, words):
        return _days(int(german[3]), int(german[2]), int(german[1]) if german[1] else None)
    return None


def _with_words(words: str) -> Span | None:
    named = re.fullmatch(_NAMED, words)
    if named is None:
        return None
    day, year = named[1] or named[3], int(named[4])
    if named[2] in _SEASONS and not day:
        month = _SEASONS[named[2]]
        last_year, last_month = (year + 1, 2) if month == 12 else (year, month + 2)
        return Span(_days(year, month).first, _days(last_year, last_month).last)
    found = _month(named[2])
    return _days(year, found, int(day) if day else None) if found else None


def _month(word: str) -> int | None:
    """Return the month whose name begins so, three letters at least."""
    months = enumerate(_MONTHS, start=1) if len(word) >= 3 else ()
    return next((month for month, names in months if any(name.startswith(word) for name in names)), None)


# ---------------------------------------------------------------- what file names say
_IN_NAME = (
    r"(?<!\d)((?:18|19|20)\d{2})([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])"
    r"(?:(?: at |[-_ T.]{1,3})([01]\d|2[0-3])[-_.:h]?([0-5]\d)[-_.:m]?([0-5]\d))?(?!\d{1,2}(?!\d))"
)


def parse_name(stem: str) -> Span | None:
    """Read the date that cameras, phones and messengers put into a file's name: "IMG-20170503-WA0012",
    "PXL_20201224_183012345", "2019-07-31 14.05.12", "WhatsApp Image 2017-05-03 at 12.34.56"."""
    for found in re.finditer(_IN_NAME, stem):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
        try:
            if found[5] is not None:
                return Span.moment(datetime(year, month, day, int(found[5]), int(found[6]), int(found[7])))
            return _days(year, month, day)
        except ValueError:
            continue
    return None
