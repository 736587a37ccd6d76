"""A birth date: shows ages, and nobody is found in photos taken before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from faceorg.gui.look.text_field import TextField
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, label, row
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.dates import date_as_typed, in_numbers, typed_example
from faceorg.gui.words.i18n import tr

EARLIEST = date(1700, 1, 1)


class BirthDateSheet(Sheet):
    """Calls `on_set` with the date, or None to forget it.

    Nothing is filled in, so that Enter alone sets nothing. A day that no calendar has (31 February) is refused with a
    sentence; a date field of Qt's would bend it to the nearest one.
    """

    def __init__(self, window: QWidget, name: str, born_on: date | None, on_set: Callable[[date | None], None]) -> None:
        super().__init__(window, tr("When was {name} born?").format(name=name), width=440)
        self._on_set = on_set
        text = tr("Ages are shown in the timeline, and {name} is not looked for in older photos.").format(name=name)
        self.body.addWidget(label(text, "muted", wrap=True))
        self.date = TextField(in_numbers(born_on) if born_on else "")
        self.date.setPlaceholderText(typed_example())
        self.date.setMinimumWidth(20 * GRID)
        self.date.setAccessibleName(tr("Birth date"))
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        self.date.textEdited.connect(lambda _text: self.problem.hide())
        self.date.cancelled.connect(self.cancel)
        self.body.addLayout(row(self.date, 1))
        self.body.addWidget(self.problem)
        if born_on:
            self.buttons.insertWidget(0, button(tr("Forget it"), lambda: self._done(None)))
        self.add_cancel()
        self.set_date = button(tr("Set"), self._set, "primary")
        self.buttons.addWidget(self.set_date)

    def take_focus(self) -> None:
        self.date.setFocus()
        self.date.selectAll()

    def _set(self) -> None:
        typed = " ".join(self.date.text().split())
        if not typed:
            return
        found = date_as_typed(typed)
        if found is None:
            example = in_numbers(date(1981, 3, 12))
            self._refuse(tr("“{text}” is no date; type it like {example}.").format(text=typed, example=example))
        elif found > _today():
            self._refuse(tr("{day} is still to come.").format(day=in_numbers(found)))
        elif found < EARLIEST:
            self._refuse(tr("{day} is too long ago: there were no photos then.").format(day=in_numbers(found)))
        else:
            self._done(found)

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.date.setFocus()
        self.date.selectAll()

    def _done(self, born_on: date | None) -> None:
        self.close_sheet()
        self._on_set(born_on)


def _today() -> date:
    now = QDate.currentDate()
    return date(now.year(), now.month(), now.day())
