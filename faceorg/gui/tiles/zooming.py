"""Tiles made larger and smaller by keys, by the wheel with Ctrl, by two fingers on a touchpad, or by a slider."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from faceorg.gui.look.slider import Slider
from faceorg.gui.look.theme import GRID, Theme
from faceorg.gui.tiles.grid_layout import TileSize
from faceorg.gui.tiles.tile_grid import TileGrid
from faceorg.gui.words.i18n import tr

# A notch of a wheel; touchpads send parts of it.
NOTCH = 120


class ZoomingGrid(TileGrid):
    """A grid of square pictures. sides : of a tile in pixels, by steps; the first and the last are the limits

    Signals
    -------
    side_changed(int) : tiles are wanted with this side now
    """

    side_changed = Signal(int)

    def __init__(self, theme: Theme, sides: tuple[int, ...], side: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, TileSize(side, side), parent)
        self._sides, self._side = sides, side
        self._remembered: tuple[QSettings, str] | None = None
        self._turned = 0  # of the wheel, less than a notch
        self._pinched = float(side)

    def size_for(self, side: int) -> TileSize:
        """Return how tiles of this side lie: the picture alone, where a subclass adds no room for words."""
        return TileSize(side, side)

    @property
    def side(self) -> int:
        return self._side

    @property
    def limits(self) -> tuple[int, int]:
        return self._sides[0], self._sides[-1]

    def remember(self, settings: QSettings, key: str) -> None:
        """Begin with the side that was chosen last under this key, and keep what is chosen from now on."""
        said = settings.value(key, self._side)
        self._remembered = settings, key
        if str(said).isdigit():
            self.set_side(int(str(said)))

    def set_side(self, side: int, around: QPoint | None = None) -> None:
        """around : the place in the viewport that stays where it is"""
        side = min(max(side, self._sides[0]), self._sides[-1])
        if side == self._side:
            return
        self._side = side
        self._pinched = float(side)
        self.set_tile_size(self.size_for(side), around)
        if self._remembered is not None:
            settings, key = self._remembered
            settings.setValue(key, side)
        self.side_changed.emit(side)

    def zoom(self, steps: int, around: QPoint | None = None) -> None:
        """Show larger tiles (positive) or smaller ones."""
        larger = [at for at, side in enumerate(self._sides) if side > self._side]
        smaller = [at for at, side in enumerate(self._sides) if side < self._side]
        if steps > 0 and larger:
            self.set_side(self._sides[min(larger[0] + steps - 1, len(self._sides) - 1)], around)
        elif steps < 0 and smaller:
            self.set_side(self._sides[max(smaller[-1] + steps + 1, 0)], around)

    # ------------------------------------------------------------ hands
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        notches = int(self._turned / NOTCH)
        self._turned -= notches * NOTCH
        if notches:
            self.zoom(notches, event.position().toPoint())
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and self._on_gesture(event):
            event.accept()
            return True
        return super().event(event)

    def _on_gesture(self, event: QNativeGestureEvent) -> bool:
        """Two fingers spread or pinch; the system says by how much since it said so last."""
        if event.gestureType() == Qt.NativeGestureType.BeginNativeGesture:
            self._pinched = float(self._side)
            return True  # else the system's next ones go elsewhere
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        pinched = min(max(self._pinched * (1 + event.value()), self._sides[0]), self._sides[-1])
        self.set_side(round(pinched), self.viewport().mapFromGlobal(event.globalPosition()).toPoint())
        self._pinched = pinched  # with what the whole pixels leave out
        return True


class SizeSlider(Slider):
    """The dial for the size of a grid's tiles."""

    def __init__(self, grid: ZoomingGrid) -> None:
        super().__init__()
        self.setRange(*grid.limits)
        self.setSingleStep(8)
        self.setPageStep(32)
        self.setValue(grid.side)
        self.setMinimumWidth(5 * GRID)  # it gives way before words do
        self.setMaximumWidth(12 * GRID)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard with the pictures
        self.setAccessibleName(tr("Size of the pictures"))
        self.setToolTip(tr("Size of the pictures"))
        grid.side_changed.connect(self.setValue)
        self.valueChanged.connect(grid.set_side)
