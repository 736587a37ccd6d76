"""An edit and its undo -> the place where somebody was when it was made: who undoes wants to do it otherwise, there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from faceorg.edits import Changes, EditFacts, Replayed
from faceorg.gui.session.session import Session
from faceorg.library.opening.library import Edited

PlaceT = TypeVar("PlaceT")
# So many steps back somebody still remembers where that was.
MOST_KEPT = 100


class TakenBack(QObject, Generic[PlaceT]):
    """Remembers a part of the window at each edit, and gives it back when that edit is undone.

    remember : called while the part still shows what the edit was about; None: nothing of it is worth coming back to
    restore : called as soon as the edit is undone; what it changed may not be read again yet
    """

    def __init__(
        self,
        session: Session,
        remember: Callable[[], PlaceT | None],
        restore: Callable[[PlaceT], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._remember, self._restore = remember, restore
        self._kept: list[tuple[EditFacts, PlaceT | None]] = []
        session.changed.connect(self._on_changed)

    def _on_changed(self, _changes: Changes, edited: Edited | None) -> None:
        if edited is None:
            return
        if edited.replayed is not Replayed.UNDONE:
            self._kept = [*self._kept[1 - MOST_KEPT :], (edited.facts, self._remember())]
            return
        same = [at for at, (facts, _place) in enumerate(self._kept) if facts == edited.facts]
        if not same:
            return  # it was made before the window opened, or by somebody else
        place = self._kept[same[-1]][1]
        del self._kept[same[-1] :]
        if place is not None:
            self._restore(place)
