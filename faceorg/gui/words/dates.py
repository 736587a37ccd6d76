"""Days as somebody types them, in the order of the language or as ISO <-> dates; what no calendar has is none."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale


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


def _short() -> str:
    """The locale's short format with four digits of the year."""
    return re.sub(r"(?<!y)yy(?!y)", "yyyy", QLocale().dateFormat(QLocale.FormatType.ShortFormat))
