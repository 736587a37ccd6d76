"""When photos were taken, as the user knows it: a day, or "summer 1974" for a scanned batch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from faceorg.dates import Span
from faceorg.errors import InvalidInput
from faceorg.gui.sheets.date_sheet import DateSheet
from faceorg.gui.words.dates import date_as_typed, in_numbers
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message
from faceorg.library.people.photo_dates import span_of


class PhotoDateSheet(DateSheet):
    """Calls `on_set` with the span, or None where what the photos' files say is to count again.

    Nothing is filled in, so that Enter alone changes nothing. said : the user has said a date of these before
    """

    def __init__(self, window: QWidget, photos: int, *, said: bool, on_set: Callable[[Span | None], None]) -> None:
        title = tr("When were %Ln photo(s) taken?", None, photos)
        text = tr("A day, a month, a season, a year or a span. It counts more than what the files say, for ages, too.")
        super().__init__(window, title, text, width=480, on_set=self._set)
        self._on_set = on_set
        example = tr("summer 1974, or {day}").format(day=in_numbers(date(1974, 6, 12)))
        self.describe(tr("Date of the photo"), example, wide=30)
        if said:
            self.offer_to_forget(lambda: self._done(None))

    def _set(self, typed: str) -> None:
        day = date_as_typed(typed)  # in the order of the user's language
        try:
            self._done(span_of(day.isoformat() if day else typed))
        except InvalidInput as problem:
            self.refuse(say_message(problem.message))

    def _done(self, span: Span | None) -> None:
        self.close_sheet()
        self._on_set(span)
