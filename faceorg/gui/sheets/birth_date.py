"""A birth date: shows ages, and nobody is found in photos taken before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from faceorg.gui.sheets.date_sheet import DateSheet
from faceorg.gui.words.dates import date_as_typed, in_numbers, typed_example
from faceorg.gui.words.i18n import tr

EARLIEST = date(1700, 1, 1)


class BirthDateSheet(DateSheet):
    """Calls `on_set` with the date, or None to forget it.

    Nothing is filled in, so that Enter alone sets nothing. A day that no calendar has (31 February) is refused with a
    sentence; a date field of Qt's would bend it to the nearest one.
    """

    def __init__(self, window: QWidget, name: str, born_on: date | None, on_set: Callable[[date | None], None]) -> None:
        title = tr("When was {name} born?").format(name=name)
        text = tr("Ages are shown in the timeline, and {name} is not looked for in older photos.").format(name=name)
        super().__init__(window, title, text, width=440, on_set=self._set)
        self._on_set = on_set
        self.describe(tr("Birth date"), typed_example(), wide=20)
        if born_on:
            self.date.setText(in_numbers(born_on))
            self.offer_to_forget(lambda: self._done(None))

    def _set(self, typed: str) -> None:
        found = date_as_typed(typed)
        if found is None:
            example = in_numbers(date(1981, 3, 12))
            self.refuse(tr("“{text}” is no date; type it like {example}.").format(text=typed, example=example))
        elif found > _today():
            self.refuse(tr("{day} is still to come.").format(day=in_numbers(found)))
        elif found < EARLIEST:
            self.refuse(tr("{day} is too long ago: there were no photos then.").format(day=in_numbers(found)))
        else:
            self._done(found)

    def _done(self, born_on: date | None) -> None:
        self.close_sheet()
        self._on_set(born_on)


def _today() -> date:
    now = QDate.currentDate()
    return date(now.year(), now.month(), now.day())
