"""The faces of a person, or what to do when none is left: all of them were moved or taken away."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from faceorg.gui.look.widgets import EmptyState
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.face_grid import FaceGrid
from faceorg.gui.words.i18n import tr


class FacesOrNothing(QStackedWidget):
    """One of the two; the keyboard goes with it."""

    def __init__(self, session: Session, grid: FaceGrid) -> None:
        super().__init__()
        self._grid = grid
        self.nothing = EmptyState(
            tr("No face is left here"),
            tr("All of them were moved or taken away. Undo brings them back; the name stays until you delete it."),
            tr("See everyone"),
            lambda: session.go("people"),
        )
        self.addWidget(grid)
        self.addWidget(self.nothing)

    def show_whether(self, any_face: bool) -> None:
        """any_face : whether there is one to show"""
        focused = self.window().focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self.setCurrentWidget(self._grid if any_face else self.nothing)
        if had_keyboard and self.isVisible():
            self.take_focus()

    def take_focus(self) -> None:
        shown = self.currentWidget()
        if shown is not None:
            shown.setFocus()
