"""The grid of photos, which can be zoomed."""

from __future__ import annotations

from collections.abc import Collection, Hashable

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from faceorg.domain import PhotoId
from faceorg.gui.look.theme import Theme
from faceorg.gui.pages.photos.photos_model import PhotosModel
from faceorg.gui.tiles.grid_layout import TileSize
from faceorg.gui.tiles.rows_by_identity import Index, Kept
from faceorg.gui.tiles.tile_grid import TileGrid

SIDES = (72, 96, 128, 160, 216, 288)
FIRST_SIDE = 160


class PhotoGrid(TileGrid):
    """Square tiles, close together."""

    _photos: PhotosModel | None = None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _size(FIRST_SIDE), parent)
        self._wanted = FIRST_SIDE

    def setModel(self, model: QAbstractItemModel | None) -> None:
        assert model is None or isinstance(model, PhotosModel)
        self._photos = model
        super().setModel(model)

    def identity(self, index: Index) -> PhotoId | None:
        return self._photos.photo_id(index.row()) if index.isValid() and self._photos is not None else None

    def kept_selection(self) -> Kept:
        """Half a million may be selected: their ids are taken as they lie, not asked for one by one."""
        known = self._photos.photo_ids(self.selected_rows()) if self._photos is not None else []
        return Kept(frozenset(known), self.identity(self.currentIndex()))

    def rows_of(self, identities: Collection[Hashable]) -> list[int]:
        photo_ids = self._photos.timeline.photo_ids if self._photos is not None and identities else ()
        return [row for row, photo_id in enumerate(photo_ids) if photo_id in identities]

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
