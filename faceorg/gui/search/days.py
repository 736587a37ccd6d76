"""A time as somebody types it, in the order of the language, in words or as ISO -> its first and last day."""

from __future__ import annotations

import re
from datetime import date

from faceorg.dates import FIRST_YEAR, parse_typed
from faceorg.gui.words.dates import date_as_typed

# Behind this, four digits are the number of a picture.
LAST_YEAR = 2099
_MONTH = re.compile(r"(\d{1,2})[./-](\d{4})")


def find_days(text: str) -> tuple[date, date] | None:
    """Read "2019", "2019-07", "7/2019", "July 2019", "summer 2019", "7/21/2019", "21.07.2019"; None for all else."""
    typed = " ".join(text.split())
    if (day := date_as_typed(typed)) is not None:
        return _credible(day, day)
    month = _MONTH.fullmatch(typed)
    span = parse_typed(f"{month[2]}-{month[1]}" if month else typed)
    return _credible(span.first.date(), span.last.date()) if span is not None else None


def _credible(first: date, last: date) -> tuple[date, date] | None:
    return (first, last) if first.year >= FIRST_YEAR and last.year <= LAST_YEAR else None
