"""Faces of a strip to be clicked off; those that were suggested together lie on one plate and go together.

Neighbours of one group share the plate, as far as their line goes; the plate under the mouse lights up.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionViewItem

from faceorg.domain import ClusterId
from faceorg.gui.delegates import FaceDelegate
from faceorg.gui.face_grid import FaceGrid
from faceorg.gui.face_painter import CORNER, FacePainter
from faceorg.gui.grid_layout import TileSize
from faceorg.gui.models.faces_model import FacesModel
from faceorg.gui.models.roles import Role
from faceorg.gui.session import Session

SIDE = 128
# How far a plate reaches beyond its faces, in pixels: less than half the gap, so that two plates do not touch.
RIM = 4
GAP = 12
_ALONE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier


class StripGrid(FaceGrid):
    """The faces; a click says which one, and whether it is meant alone.

    Signals
    -------
    toggled(int, bool) : this row was clicked; with Shift or Alt held
    """

    toggled = Signal(int, bool)

    def __init__(self, session: Session, model: FacesModel) -> None:
        super().__init__(session, model, side=SIDE, centred=True)
        self.setSelectionMode(FaceGrid.SelectionMode.NoSelection)
        self.setItemDelegate(StripDelegate(session.faces, self))
        self.clicked.connect(self._on_clicked)
        self.hovered_group: ClusterId | None = None

    def _size(self, side: int) -> TileSize:
        return replace(super()._size(side), gap=GAP)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.toggled.emit(index.row(), bool(QGuiApplication.keyboardModifiers() & _ALONE))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).data(Role.TOGETHER))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, group: ClusterId | None) -> None:
        if group != self.hovered_group:
            self.hovered_group = group
            self.viewport().update()

    def is_joined(self, index: QModelIndex | QPersistentModelIndex, step: int) -> bool:
        """Whether the face before (-1) or after (1) this one lies on the same plate."""
        other = index.sibling(index.row() + step, 0)
        same = other.isValid() and other.data(Role.TOGETHER) == index.data(Role.TOGETHER)
        return same and self.visualRect(other).y() == self.visualRect(index).y()


class StripDelegate(FaceDelegate):
    """A face, and below it its part of the plate."""

    def __init__(self, face_painter: FacePainter, grid: StripGrid) -> None:
        super().__init__(face_painter, grid)
        self._grid = grid

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        group = index.data(Role.TOGETHER)
        if group is not None:
            color = "accent_soft" if group == self._grid.hovered_group else "hover"
            painter.fillPath(self._plate(QRectF(option.rect), index), self._face.theme.color(color))
        super().paint(painter, option, index)

    def _plate(self, tile: QRectF, index: QModelIndex | QPersistentModelIndex) -> QPainterPath:
        """Round where the plate ends, and over the gap to the face that follows on it."""
        before, after = self._grid.is_joined(index, -1), self._grid.is_joined(index, 1)
        if self._grid.isRightToLeft():
            before, after = after, before
        gap = self._grid.tile_size.gap
        radius = CORNER + RIM
        whole = tile.adjusted(-RIM, -RIM, RIM, RIM)
        shown = tile.adjusted(-gap / 2 if before else -RIM, -RIM, gap / 2 if after else RIM, RIM)
        # A joined end is cut off straight: the rounded shape goes on beyond it.
        whole.adjust(-4 * radius if before else 0, 0, 4 * radius if after else 0, 0)
        plate, cut = QPainterPath(), QPainterPath()
        plate.addRoundedRect(whole, radius, radius)
        cut.addRect(shown)
        return plate.intersected(cut)
