"""The months that have photos: what a month without a year is offered from. Read once somebody types one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from faceorg.domain import PhotoFilter
from faceorg.edits import Changes
from faceorg.gui.search.days import without_year
from faceorg.gui.session.session import Session
from faceorg.library.opening.library import Edited, Library
from faceorg.library.views import photo_views

ANY_YEAR = [(2000, month) for month in range(1, 13)]


def months_of_photos(library: Library) -> set[tuple[int, int]]:
    """Return the (year, month) of all photos that have a date; for a worker thread."""
    months = photo_views.timeline(library, PhotoFilter()).months
    return {(month.year, month.month) for month in months if month.year is not None and month.month is not None}


class MonthsOfPhotos(QObject):
    """The months in memory; none until `ask` has had its answer."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._months: set[tuple[int, int]] | None = None
        self.is_reading = False
        session.changed.connect(self._on_changed)

    def find(self, typed: str) -> list[tuple[str, tuple[date, date]]]:
        """Return how it is said, and its days, of each year that has photos in this month."""
        return without_year(typed, self._months or ())

    def ask(self, typed: str, then: Callable[[], None]) -> None:
        """Read the months if a month is typed and they are not known; `then` is called when they have come."""
        if self._months is not None or self.is_reading or not without_year(typed, ANY_YEAR):
            return
        self.is_reading = True

        def done(found: set[tuple[int, int]]) -> None:
            self._months, self.is_reading = found, False
            then()

        library = self._session.library
        self._session.runner.read(lambda: months_of_photos(library), done, self)

    def _on_changed(self, changes: Changes, _edited: Edited | None) -> None:
        if changes.everything or changes.photos:
            self._months = None
