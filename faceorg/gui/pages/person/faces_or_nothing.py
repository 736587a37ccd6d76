"""The faces of a person, or what to do when none is to be seen: all of them were moved or taken away, or all of their
photos are left out or deleted.
"""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from faceorg.domain import PhotoFilter, PhotoState
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
        self.absent = EmptyState(
            "",
            tr("Faces and names are kept, and are here again when the photos are. The page History takes a folder in."),
            tr("See these photos"),
            lambda: session.go("photos", PhotoFilter(state=PhotoState.MISSING)),
        )
        for part in (grid, self.nothing, self.absent):
            self.addWidget(part)

    def show_whether(self, any_face: bool, name: str, absent_photos: int) -> None:
        """any_face : whether there is one to show; absent_photos : of this person, that no scan comes by"""
        self.absent.heading.setText(tr("All photos of {name} are left out or deleted").format(name=name))
        focused = self.window().focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self.setCurrentWidget(self._grid if any_face else self.absent if absent_photos else self.nothing)
        if had_keyboard and self.isVisible():
            self.take_focus()

    def take_focus(self) -> None:
        shown = self.currentWidget()
        if shown is not None:
            shown.setFocus()
