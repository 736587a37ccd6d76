"""The grid of photos, which can be zoomed."""

from __future__ import annotations

from collections.abc import Collection, Hashable

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from faceorg.domain import PhotoId
from faceorg.gui.look.theme import Theme
from faceorg.gui.pages.photos.photos_model import PhotosModel
from faceorg.gui.tiles.grid_layout import TileSize
from faceorg.gui.tiles.rows_by_identity import Index, Kept
from faceorg.gui.tiles.zooming import ZoomingGrid

SIDES = (72, 96, 128, 160, 216, 288)
FIRST_SIDE = 160


class PhotoGrid(ZoomingGrid):
    """Square tiles, close together."""

    _photos: PhotosModel | None = None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, SIDES, FIRST_SIDE, parent)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._tile = self.size_for(self.side)
        super().resizeEvent(event)

    def size_for(self, side: int) -> TileSize:
        """Return the tile nearest to the wanted side of which a whole number fills the line."""
        size = _size(side)
        room = self.viewport().width() - 2 * size.margin + size.gap
        columns = max(1, round(room / (side + size.gap)))
        return _size(max(SIDES[0], room // columns - size.gap))


def _size(side: int) -> TileSize:
    return TileSize(side, side, gap=6, margin=24)
