"""A time as somebody types it, in the order of the language, in words or as ISO -> its first and last day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QLocale

from faceorg.dates import FIRST_YEAR, parse_typed
from faceorg.gui.words.dates import date_as_typed

# Behind this, four digits are the number of a picture.
LAST_YEAR = 2099
_MONTH = re.compile(r"(\d{1,2})[./-](\d{4})")
# What has a name and comes every year, a month or a season, is no longer than this.
MOST_DAYS = 93
# In the order of the calendar: what `faceorg.dates` reads in any language.
_ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


def find_days(text: str) -> tuple[date, date] | None:
    """Read "2019", "2019-07", "7/2019", "July 2019", "summer 2019", "7/21/2019", "21.07.2019"; None for all else.

    Months by their names in English, in German and in the user's language.
    """
    typed = " ".join(text.split())
    if (day := date_as_typed(typed)) is not None:
        return _credible(day, day)
    month = _MONTH.fullmatch(typed)
    span = parse_typed(f"{month[2]}-{month[1]}" if month else typed) or parse_typed(_in_english(typed))
    return _credible(span.first.date(), span.last.date()) if span is not None else None


def without_year(text: str, months: Iterable[tuple[int, int]]) -> list[tuple[str, tuple[date, date]]]:
    """Read "July", "summer": how it is said and its days in each year that has photos then, the newest first.

    months : the (year, month) of every photo
    """
    typed = " ".join(text.split())
    if not comes_every_year(typed):
        return []
    known = sorted(set(months), reverse=True)
    found = []
    for year in sorted({year for year, _month in known} | {year - 1 for year, _month in known}, reverse=True):
        said = f"{typed.capitalize()} {year}"
        days = find_days(said)
        if days is not None and any(days[0] <= date(*month, 1) <= days[1] for month in known):
            found.append((said, days))
    return found


def comes_every_year(text: str) -> bool:
    """Whether one word names a month or a season."""
    days = find_days(f"{text} 2000") if text.isalpha() else None
    return days is not None and (days[1] - days[0]).days < MOST_DAYS


def _in_english(typed: str) -> str:
    """The same with the months of the user's language by their English names."""
    return " ".join(_english_month(word) or word for word in typed.split())


def _english_month(word: str) -> str | None:
    """Return the month that is called so, in whole or as it is shortened, in the user's language."""
    return _months(QLocale().name()).get(word.casefold().rstrip(".,"))


@lru_cache(maxsize=4)
def _months(language: str) -> dict[str, str]:
    """Return the English months by what a language calls them; made once: every letter that is typed asks."""
    locale, found = QLocale(language), dict[str, str]()
    for month in range(12, 0, -1):  # of two of one name, the earlier
        for form in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
            for name in (locale.standaloneMonthName(month, form), locale.monthName(month, form)):
                found[name.casefold().rstrip(".")] = _ENGLISH.monthName(month)
    return found


def _credible(first: date, last: date) -> tuple[date, date] | None:
    return (first, last) if first.year >= FIRST_YEAR and last.year <= LAST_YEAR else None
