"""Where in a timeline to go: a year, a month, a season or a day, as somebody says it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from faceorg.gui.search.days import find_days
from faceorg.gui.sheets.date_sheet import DateSheet
from faceorg.gui.words.dates import in_numbers
from faceorg.gui.words.i18n import tr


class GoToDateSheet(DateSheet):
    """Calls `on_go` with the first and the last day that are meant."""

    def __init__(self, window: QWidget, on_go: Callable[[date, date], None]) -> None:
        text = tr("A year, a month, a season or a day.")
        super().__init__(window, tr("Go to a date"), text, width=480, on_set=self._go)
        self._on_go = on_go
        self.set_date.setText(tr("Go"))
        self.describe(tr("Date"), tr("2019, May 2019 or {day}").format(day=in_numbers(date(2019, 5, 21))), wide=30)

    def _go(self, typed: str) -> None:
        days = find_days(typed)
        if days is None:
            self.refuse(tr("That is no date. Type a year, a month and a year, or a day."))
        else:
            self.close_sheet()
            self._on_go(*days)
