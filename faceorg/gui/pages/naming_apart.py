"""One face among others gets a name of its own: a question at its place, and the others stay what they were.

Naming a wrong face takes it off as well, so that it need not be clicked off first and named later.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRectF, QSizeF, Signal

from faceorg.domain import FaceId, IgnoreReason
from faceorg.gui.naming import naming
from faceorg.gui.naming.name_field import NameChoice
from faceorg.gui.naming.who_popup import WhoPopup
from faceorg.gui.pages.base import Page
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.face_grid import FaceGrid
from faceorg.library.people import edits


class NamingApart(QObject):
    """The question and what its answers do.

    Signals
    -------
    settled(int) : FaceId, which gets a name of its own or is put aside
    edited(Edited) : the edit that does it
    """

    settled = Signal(int)
    edited = Signal(object)

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self.popup = WhoPopup(session, page)
        self.popup.named.connect(self._on_named)
        self.popup.put_aside.connect(self._on_put_aside)
        self.popup.closed.connect(page.take_focus)

    def ask(self, face_id: FaceId, frame: QRectF) -> None:
        """Ask who it is, beside its frame (coordinates of the page)."""
        self.popup.ask(face_id, frame, "", automatic=False)

    def ask_in(self, grid: FaceGrid, at: int) -> None:
        """The same beside a face of a grid, by its row."""
        frame = grid.visualRect(grid.faces_model.index(at, 0))
        frame.moveTopLeft(grid.viewport().mapTo(self._page, frame.topLeft()))
        self.ask(grid.faces_model.face_id(at), frame.toRectF())

    def ask_at(self, face_id: FaceId, where: QPoint) -> None:
        """The same beside a place (global)."""
        self.ask(face_id, QRectF(self._page.mapFromGlobal(where).toPointF(), QSizeF(1, 1)))

    def _on_named(self, face_id: FaceId, named: NameChoice) -> None:
        window = self._page.window()
        naming.name_faces(self._session, window, [face_id], named, self.edited.emit, lambda: self.settled.emit(face_id))

    def _on_put_aside(self, face_id: FaceId) -> None:
        stranger = IgnoreReason.STRANGER
        self._session.edit(lambda library: edits.ignore_faces(library, [face_id], stranger), self.edited.emit)
        self.settled.emit(face_id)
