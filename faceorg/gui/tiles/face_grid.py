"""A grid of faces that can be zoomed: the view of persons, searches and sub-groups, over a `FacesModel`."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import cast

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from faceorg.domain import FaceId
from faceorg.gui.session.session import Session
from faceorg.gui.tiles import face_verbs
from faceorg.gui.tiles.delegates import FaceDelegate
from faceorg.gui.tiles.faces_model import FacesModel
from faceorg.gui.tiles.grid_layout import TileSize
from faceorg.gui.tiles.rows_by_identity import Index
from faceorg.gui.tiles.zooming import ZoomingGrid
from faceorg.gui.words.i18n import tr

SIDES = (56, 72, 96, 128, 168, 216)
FIRST_SIDE = 96


class FaceGrid(ZoomingGrid):
    """Faces, by id.

    Signals
    -------
    face_opened(int), face_photo_requested(int) : FaceId of Enter, and of Space
    led_on(int) : this row was clicked twice, which leads to all photos of its person
    """

    face_opened = Signal(int)
    face_photo_requested = Signal(int)
    led_on = Signal(int)

    def __init__(
        self,
        session: Session,
        model: FacesModel,
        *,
        captions: bool = False,
        centred: bool = False,
        side: int = FIRST_SIDE,
        parent: QWidget | None = None,
    ) -> None:
        self._has_captions, self._centred = captions, centred
        super().__init__(session.theme, SIDES, side, parent)
        self.set_tile_size(self.size_for(side))
        self.faces_model = model
        self.setModel(model)
        self.setItemDelegate(FaceDelegate(session.faces, self, leads_on=True))
        self.opened.connect(lambda row: self.face_opened.emit(model.face_id(row)))
        self.photo_requested.connect(lambda row: self.face_photo_requested.emit(model.face_id(row)))
        for way in (self.led_on, self.arrow_clicked, self.middle_clicked):
            way.connect(lambda row: face_verbs.show_more_of(session, model.face_id(row)))
        self.menu_requested.connect(self._show_menu)
        self._session = session

    def size_for(self, side: int) -> TileSize:
        extra = QFontMetrics(self.font()).height() + 6 if self._has_captions else 0
        return TileSize(side, side + extra, gap=6 if side < FIRST_SIDE else 8, margin=24, centred=self._centred)

    def show_captions(self, shown: bool) -> None:
        """Leave room for a second line below each face, or not."""
        if shown != self._has_captions:
            self._has_captions = shown
            self.set_tile_size(self.size_for(self.side))

    def selected_faces(self) -> list[FaceId]:
        """Return the ids of the selected faces, in the order of the grid."""
        return self.faces_model.face_ids(self.selected_rows())

    def current_face(self) -> FaceId | None:
        index = self.currentIndex()
        return self.faces_model.face_id(index.row()) if index.isValid() else None

    def identity(self, index: Index) -> FaceId | None:
        return self.faces_model.face_id(index.row()) if index.isValid() else None

    def rows_of(self, identities: Collection[Hashable]) -> list[int]:
        found = (self.faces_model.row_of(cast(FaceId, face_id)) for face_id in identities)
        return [row for row in found if row is not None]

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._is_on_arrow(event.pos()):
            QToolTip.showText(event.globalPos(), tr("All photos of this person, or similar faces"), self.viewport())
            return True
        return super().viewportEvent(event)

    def _is_on_arrow(self, point: QPoint) -> bool:
        index, delegate = self.indexAt(point), self.itemDelegate()
        if not index.isValid() or not isinstance(delegate, FaceDelegate):
            return False
        arrow = delegate.arrow(self.visualRect(index), self.font(), mirrored=self.isRightToLeft())
        return arrow.contains(point.toPointF())

    def _on_double_click(self, row: int) -> None:
        self.led_on.emit(row)

    def _show_menu(self, row: int, where: QPoint) -> None:
        """What can be done from any face; a page with verbs of its own has its own menu."""
        face_row = self.faces_model.face_row(row)
        face_verbs.show_menu(self._session, self, face_row.face_id, face_row.person_id, where)
