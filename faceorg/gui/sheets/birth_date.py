"""A birth date: shows ages, and nobody is found in photos taken before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QDateEdit, QWidget

from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, label, row
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import tr

# Shown while no date is known; an adult's, so that the year is near.
_GUESS = QDate(1980, 1, 1)


class BirthDateSheet(Sheet):
    """Calls `on_set` with the date, or None to forget it."""

    def __init__(self, window: QWidget, name: str, born_on: date | None, on_set: Callable[[date | None], None]) -> None:
        super().__init__(window, tr("When was {name} born?").format(name=name), width=440)
        self._on_set = on_set
        text = tr("Ages are shown in the timeline, and {name} is not looked for in older photos.").format(name=name)
        self.body.addWidget(label(text, "muted", wrap=True))
        self.date = QDateEdit(QDate(born_on.year, born_on.month, born_on.day) if born_on else _GUESS)
        self.date.setDisplayFormat(_numbers(self.date.locale()))
        self.date.setMinimumWidth(16 * GRID)
        self.date.lineEdit().setTextMargins(GRID, 0, GRID, 0)  # Qt lays the field edge to edge, whatever the style says
        self.date.setDateRange(QDate(1700, 1, 1), QDate.currentDate())
        self.date.setAccessibleName(tr("Birth date"))
        self.body.addLayout(row(self.date, 1))
        if born_on:
            self.buttons.insertWidget(0, button(tr("Forget it"), lambda: self._done(None)))
        self.add_cancel()
        self.set_date = button(tr("Set"), lambda: self._done(_date(self.date.date())), "primary")
        self.buttons.addWidget(self.set_date)

    def take_focus(self) -> None:
        self.date.setFocus()

    def _done(self, born_on: date | None) -> None:
        self.close_sheet()
        self._on_set(born_on)


def _numbers(locale: QLocale) -> str:
    """Return the locale's short format with four digits of the year: people were born in two centuries."""
    return re.sub(r"(?<!y)yy(?!y)", "yyyy", locale.dateFormat(QLocale.FormatType.ShortFormat))


def _date(value: QDate) -> date:
    return date(value.year(), value.month(), value.day())
