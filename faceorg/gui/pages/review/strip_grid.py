"""Faces of a strip to be clicked off; those that were suggested together lie on one plate and go together.

Neighbours of one group share the plate; where it goes on in the next line, its ends are straight. The plates of the
group under the mouse light up.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionViewItem

from faceorg.domain import ClusterId
from faceorg.gui.look.face_painter import CORNER, FacePainter
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.delegates import FaceDelegate
from faceorg.gui.tiles.face_grid import FaceGrid
from faceorg.gui.tiles.face_verbs import show_menu
from faceorg.gui.tiles.faces_model import FacesModel
from faceorg.gui.tiles.grid_layout import TileSize
from faceorg.gui.tiles.roles import Role

Index = QModelIndex | QPersistentModelIndex
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
    who_requested(int) : the face of this row is to get a name of its own
    """

    toggled = Signal(int, bool)
    who_requested = Signal(int)

    def __init__(self, session: Session, model: FacesModel) -> None:
        super().__init__(session, model, side=SIDE, centred=True)
        self.setSelectionMode(FaceGrid.SelectionMode.NoSelection)
        self.setItemDelegate(StripDelegate(session.faces, self))
        self.clicked.connect(self._on_clicked)
        self.hovered_group: ClusterId | None = None

    def size_for(self, side: int) -> TileSize:
        return replace(super().size_for(side), gap=GAP)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.toggled.emit(index.row(), bool(QGuiApplication.keyboardModifiers() & _ALONE))

    def _show_menu(self, row: int, where: QPoint) -> None:
        face_row = self.faces_model.face_row(row)
        ask = partial(self.who_requested.emit, row)
        show_menu(self._session, self, face_row.face_id, face_row.person_id, where, ask_who=ask)

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

    def goes_on(self, index: Index, step: int) -> bool:
        """Whether the face before (-1) or after (1) this one is of the same group."""
        other, group = index.sibling(index.row() + step, 0), index.data(Role.TOGETHER)
        return group is not None and other.isValid() and other.data(Role.TOGETHER) == group

    def is_joined(self, index: Index, step: int) -> bool:
        """Whether that face lies beside this one, on the same plate."""
        beside = index.sibling(index.row() + step, 0)
        return self.goes_on(index, step) and self.visualRect(beside).y() == self.visualRect(index).y()


class StripDelegate(FaceDelegate):
    """A face, and below it its part of the plate."""

    def __init__(self, face_painter: FacePainter, grid: StripGrid) -> None:
        super().__init__(face_painter, grid, leads_on=True)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        group = index.data(Role.TOGETHER)
        if group is not None:
            color = "accent_soft" if group == self._grid.hovered_group else "hover"
            painter.fillPath(self._plate(QRectF(option.rect), index), self.face_painter.theme.color(color))
        super().paint(painter, option, index)

    def _plate(self, tile: QRectF, index: Index) -> QPainterPath:
        """Round where the group ends, straight where it goes on: over the gap to the next face, or in the next line."""
        left, right = (1, -1) if self._grid.isRightToLeft() else (-1, 1)
        half, radius = self._grid.tile_size.gap / 2, CORNER + RIM
        shown = tile.adjusted(
            -half if self._grid.is_joined(index, left) else -RIM,
            -RIM,
            half if self._grid.is_joined(index, right) else RIM,
            RIM,
        )
        # A straight end is cut off: the rounded shape goes on beyond it.
        beyond = [4 * radius if self._grid.goes_on(index, step) else 0 for step in (left, right)]
        whole = tile.adjusted(-RIM - beyond[0], -RIM, RIM + beyond[1], RIM)
        plate, cut = QPainterPath(), QPainterPath()
        plate.addRoundedRect(whole, radius, radius)
        cut.addRect(shown)
        return plate.intersected(cut)
