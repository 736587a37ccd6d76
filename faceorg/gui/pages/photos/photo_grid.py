"""The grid of photos, which can be zoomed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from faceorg.gui.look.theme import Theme
from faceorg.gui.tiles.grid_layout import TileSize
from faceorg.gui.tiles.tile_grid import TileGrid

SIDES = (72, 96, 128, 160, 216, 288)
FIRST_SIDE = 160


class PhotoGrid(TileGrid):
    """Square tiles, close together."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _size(FIRST_SIDE), parent)
        self._wanted = FIRST_SIDE

    def zoom(self, steps: int) -> None:
        """Show photos larger (positive) or smaller."""
        self._wanted = SIDES[min(max(SIDES.index(self._wanted) + steps, 0), len(SIDES) - 1)]
        self.set_tile_size(self._filling())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._tile = self._filling()
        super().resizeEvent(event)

    def _filling(self) -> TileSize:
        """Return the tile nearest to the wanted side of which a whole number fills the line."""
        size = _size(self._wanted)
        room = self.viewport().width() - 2 * size.margin + size.gap
        columns = max(1, round(room / (self._wanted + size.gap)))
        return _size(max(SIDES[0], room // columns - size.gap))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)


def _size(side: int) -> TileSize:
    return TileSize(side, side, gap=6, margin=24)
