"""The months that have photos: what a month without a year is offered from, of all photos or of some people's ("penny
july"). Read once somebody types one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from faceorg.domain import PhotoFilter
from faceorg.edits import Changes
from faceorg.gui.search.days import comes_every_year, without_year
from faceorg.gui.session.session import Session
from faceorg.library.opening.library import Edited, Library
from faceorg.library.views import photo_views

Time = tuple[str, tuple[date, date]]
# Of so many filters the months are kept: while somebody types on, more and more people may be meant.
MOST_KEPT = 8
ALL = PhotoFilter()


def months_of_photos(library: Library, among: PhotoFilter) -> set[tuple[int, int]]:
    """Return the (year, month) of the photos that fit and have a date; for a worker thread."""
    months = photo_views.timeline(library, among).months
    return {(month.year, month.month) for month in months if month.year is not None and month.month is not None}


class MonthsOfPhotos(QObject):
    """The months in memory; where they are not known yet they are read, and whoever asked is told."""

    def __init__(self, session: Session, parent: QObject, on_read: Callable[[], None]) -> None:
        """on_read : called when months have come that `find` was asked for"""
        super().__init__(parent)
        self._session, self._on_read = session, on_read
        self._months: dict[PhotoFilter, set[tuple[int, int]]] = {}
        self._asked: set[PhotoFilter] = set()
        self._changes = 0  # an answer from before the last one is not believed
        session.changed.connect(self._on_changed)

    @property
    def is_reading(self) -> bool:
        """Whether more may come."""
        return bool(self._asked)

    def find(self, typed: str, among: PhotoFilter = ALL) -> list[Time]:
        """Return how it is said, and its days, of each year that has photos in this month or season, newest first.

        among : which photos count
        """
        if not comes_every_year(typed.strip()):
            return []
        if among not in self._months:
            self._read(among)
        return without_year(typed, self._months.get(among, ()))

    def has_any(self, days: tuple[date, date]) -> bool | None:
        """Whether a photo was taken on one of these days, first to last; None while that is not known."""
        among = PhotoFilter(since=days[0], until=days[1])
        if among not in self._months:
            self._read(among)
        return bool(self._months[among]) if among in self._months else None

    def _read(self, among: PhotoFilter) -> None:
        if among in self._asked:
            return
        self._asked.add(among)
        changes = self._changes

        def done(found: set[tuple[int, int]]) -> None:
            if changes != self._changes:
                return
            self._asked.discard(among)
            while len(self._months) >= MOST_KEPT:
                self._months.pop(next(iter(self._months)))
            self._months[among] = found
            self._on_read()

        library = self._session.library
        self._session.runner.read(
            lambda: months_of_photos(library, among), done, self, lambda: self._asked.discard(among)
        )

    def _on_changed(self, changes: Changes, _edited: Edited | None) -> None:
        if changes.everything or changes.photos or changes.dated or changes.faces or changes.people:
            self._changes += 1
            self._months.clear()
            self._asked.clear()
