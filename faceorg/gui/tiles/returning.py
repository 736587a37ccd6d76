"""A grid that somebody left and comes back to -> what was selected, in hand and in sight, as it was.

Its rows may be read anew on the way back, and come in parts: what was selected waits for its rows, the place for as
many lines as it needs. A key, a click or the wheel meanwhile ends the waiting: somebody has gone on.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QHideEvent, QWheelEvent

from faceorg.gui.tiles.rows_by_identity import Kept, RowsByIdentity

# More selected rows than this are not remembered of a place: two hundred places are.
MOST_SELECTED = 500


@dataclass(frozen=True)
class GridPlace:
    """kept : what was selected, and where the keyboard was; scrolled : in pixels"""

    kept: Kept
    scrolled: int


class ReturningRows(RowsByIdentity):
    """The view that can be come back to."""

    _scroll_awaited: int | None = None
    _gone_on_at: int | None = None

    def place_in_hand(self) -> GridPlace:
        """Return where somebody is in these rows."""
        if self.selected_count() <= MOST_SELECTED:
            kept = self.kept_selection()
        else:
            kept = Kept(current=self.identity(self.currentIndex()))
        return GridPlace(kept, self.verticalScrollBar().value())

    def return_to(self, place: GridPlace) -> None:
        """Be there again, now as far as the rows are there, and for the rest when they come."""
        self._put(place.kept)
        self._awaited, self._scroll_awaited = place.kept, place.scrolled
        self._scroll_back()

    def go_on_from_here(self) -> None:
        """What is in hand is about to leave these rows: what follows it is in hand then, and selected is nothing."""
        self._gone_on_at = self.currentIndex().row()

    def _restore_selection(self) -> None:
        super()._restore_selection()
        at, self._gone_on_at = self._gone_on_at, None
        rows = self.model().rowCount()
        if at is not None and at >= 0 and rows and not self.currentIndex().isValid():
            following = self.model().index(min(at, rows - 1), 0)
            self.selectionModel().setCurrentIndex(following, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(following)

    @property
    def is_returning(self) -> bool:
        """Whether somebody comes back, and what was selected there is still to be selected."""
        return self._awaited is not None

    def _scroll_back(self) -> None:
        """To be called whenever the height of all rows is another."""
        if self._scroll_awaited is not None:
            self.verticalScrollBar().setValue(self._scroll_awaited)

    def _go_on(self) -> None:
        """Somebody acts here: what is awaited comes too late."""
        self._awaited = self._scroll_awaited = self._gone_on_at = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._scroll_awaited = None
        super().wheelEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._scroll_awaited = None
        super().hideEvent(event)
