"""Days as somebody types them, in the order of the language or as ISO <-> dates; what no calendar has is none."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import assert_never

from PySide6.QtCore import QDate, QLocale

from faceorg.dates import DateSource
from faceorg.domain import Photo
from faceorg.gui.words.i18n import day, long_day, tr


def typed_example() -> str:
    """Return how a day is typed, for an empty field: an example in the order of the user's language."""
    return in_numbers(date(1981, 3, 12))


def in_numbers(day: date) -> str:
    """Write a day as it is typed, the year in full: people were born in two centuries."""
    return QLocale().toString(QDate(day.year, day.month, day.day), _short())


def date_as_typed(text: str) -> date | None:
    """Return the day that was typed, in the order of the user's language or as 1981-03-12; None for anything else."""
    numbers = re.findall(r"\d+", text)
    if len(numbers) != 3 or re.sub(r"[\d\s./-]", "", text):
        return None
    order = "yMd" if len(numbers[0]) == 4 else "".join(dict.fromkeys(re.sub(r"[^yMd]", "", _short())))
    parts = dict(zip(order, numbers, strict=True))
    if len(parts["y"]) != 4:
        return None
    try:
        return date(int(parts["y"]), int(parts["M"]), int(parts["d"]))
    except ValueError:
        return None


def taken_in_words(photo: Photo, *, long: bool = False) -> str:
    """Say when a photo was taken, "" where nobody knows; long : a day with its name."""
    if photo.taken_at is None:
        return ""
    first, last = photo.taken_at.date(), (photo.taken_until or photo.taken_at).date()
    return long_day(first) if long and first == last else span_in_words(first, last)


def source_in_words(source: DateSource) -> str:
    """Say who says when a photo was taken."""
    match source:
        case DateSource.USER:
            return tr("You said so")
        case DateSource.SIDECAR:
            return tr("Said by the sidecar beside it")
        case DateSource.EXIF:
            return tr("Said by the camera (EXIF)")
        case DateSource.XMP:
            return tr("Said by another program, in the photo (XMP)")
        case DateSource.IPTC:
            return tr("Said by another program, in the photo (IPTC)")
        case DateSource.TAKEOUT:
            return tr("Said by Google Photos (Takeout)")
        case DateSource.NAME:
            return tr("Said by the file's name")
        case DateSource.FILE:
            return tr("Only the time of the file: it may be that of a copy, and rules nobody out")
        case _:
            assert_never(source)


def span_in_words(first: date, last: date) -> str:
    """Say a span of days: "Jun 12, 1974", "June 1974", "summer 1974", "1974", "the 1970s", else from when to when."""
    if first == last:
        return day(first)
    starts, ends = first.day == 1, (last + timedelta(days=1)).day == 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if starts and ends:
        if months == 1:
            return f"{QLocale().standaloneMonthName(first.month)} {first.year}"
        if months == 3 and first.month in (3, 6, 9, 12):
            return _season(first.month).format(year=first.year)
        if months == 12 and first.month == 1:
            return str(first.year)
        if months == 120 and first.month == 1 and first.year % 10 == 0:
            return tr("the {year}s").format(year=first.year)
        if first.month == 1 and last.month == 12:
            return tr("{first} to {last}").format(first=first.year, last=last.year)
    return tr("{first} to {last}").format(first=day(first), last=day(last))


def _season(month: int) -> str:
    seasons = {3: tr("spring {year}"), 6: tr("summer {year}"), 9: tr("autumn {year}"), 12: tr("winter {year}")}
    return seasons[month]


def _short() -> str:
    """The locale's short format with four digits of the year."""
    return re.sub(r"(?<!y)yy(?!y)", "yyyy", QLocale().dateFormat(QLocale.FormatType.ShortFormat))
