"""When photos were taken, as the user knows it: a day, or "summer 1974" for a scanned batch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from faceorg.dates import Span
from faceorg.errors import InvalidInput
from faceorg.gui.look.text_field import TextField
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, label, row
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.dates import date_as_typed, in_numbers
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message
from faceorg.library.people.photo_dates import span_of


class PhotoDateSheet(Sheet):
    """Calls `on_set` with the span, or None where what the photos' files say is to count again.

    Nothing is filled in, so that Enter alone changes nothing. said : the user has said a date of these before
    """

    def __init__(self, window: QWidget, photos: int, *, said: bool, on_set: Callable[[Span | None], None]) -> None:
        super().__init__(window, tr("When were %n photo(s) taken?", None, photos), width=480)
        self._on_set = on_set
        text = tr("A day, a month, a season, a year or a span. It counts more than what the files say, for ages, too.")
        self.body.addWidget(label(text, "muted", wrap=True))
        self.date = TextField()
        self.date.setPlaceholderText(tr("summer 1974, or {day}").format(day=in_numbers(date(1974, 6, 12))))
        self.date.setMinimumWidth(30 * GRID)
        self.date.setAccessibleName(tr("Date of the photo"))
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        self.date.textEdited.connect(lambda _text: self.problem.hide())
        self.date.cancelled.connect(self.cancel)
        self.body.addLayout(row(self.date, 1))
        self.body.addWidget(self.problem)
        if said:
            self.buttons.insertWidget(0, button(tr("Forget it"), lambda: self._done(None)))
        self.add_cancel()
        self.set_date = button(tr("Set"), self._set, "primary")
        self.buttons.addWidget(self.set_date)

    def take_focus(self) -> None:
        self.date.setFocus()

    def _set(self) -> None:
        typed = " ".join(self.date.text().split())
        if not typed:
            return
        day = date_as_typed(typed)  # in the order of the user's language
        try:
            self._done(span_of(day.isoformat() if day else typed))
        except InvalidInput as problem:
            self.problem.setText(say_message(problem.message))
            self.problem.show()
            self.date.setFocus()
            self.date.selectAll()

    def _done(self, span: Span | None) -> None:
        self.close_sheet()
        self._on_set(span)
