"""The bar of the photos page: how many are selected, stacks with all that lies under them, and what can be done."""

from __future__ import annotations

from PySide6.QtGui import QAction

from faceorg.gui.look.theme import Theme
from faceorg.gui.pages.photos.photo_grid import PhotoGrid
from faceorg.gui.pages.photos.photos_model import PhotosModel
from faceorg.gui.pages.selection_bar import SelectionBar


class SelectedPhotos(SelectionBar):
    """There while several are selected: a single one is always in hand."""

    def __init__(self, grid: PhotoGrid, model: PhotosModel, actions: list[QAction], theme: Theme) -> None:
        super().__init__(actions, theme)
        self._grid, self._photos = grid, model
        grid.selection_changed.connect(self._count)
        model.modelReset.connect(self._count)

    def _count(self) -> None:
        had_keyboard = self.isAncestorOf(self.window().focusWidget() or self._grid)
        count = self._grid.selected_count()
        several = count if count > 1 else 0
        self.show_count(several, self._photos.folded_under(self._grid.selected_runs()) if several else 0)
        if had_keyboard and not self.isVisible():
            self._grid.setFocus()
