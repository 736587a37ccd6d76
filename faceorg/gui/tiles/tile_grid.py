"""An item model -> a grid of equal tiles under section headings, smooth with hundreds of thousands of rows.

Where tiles lie is `LaidOutView`'s; here is how they look, and what keys and mouse do. Rubber band, shift and ctrl
select; headings stay in sight while scrolling.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from faceorg.gui.interpreter_lock import undisturbed
from faceorg.gui.look.theme import Theme
from faceorg.gui.tiles.delegates import TileDelegate, tile_states
from faceorg.gui.tiles.grid_layout import TileSize
from faceorg.gui.tiles.laid_out_view import LaidOutView
from faceorg.gui.words.keys import begins_name

_ITEM_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TileGrid(LaidOutView):
    """The view.

    Signals
    -------
    opened(int) : Enter or a double click on this row
    photo_requested(int) : Space on this row
    middle_clicked(int) : a click on this row with the middle button
    stack_clicked(int), arrow_clicked(int) : a click on the mark of this row's stack, on its arrow
    typed(str) : a letter, with which a name may begin
    menu_requested(int, QPoint) : a right click on this row, or the menu key; where, on the screen
    """

    opened = Signal(int)
    photo_requested = Signal(int)
    middle_clicked = Signal(int)
    stack_clicked = Signal(int)
    arrow_clicked = Signal(int)
    typed = Signal(str)
    menu_requested = Signal(int, QPoint)

    def __init__(self, theme: Theme, size: TileSize, parent: QWidget | None = None) -> None:
        super().__init__(size, parent)
        self._theme = theme
        self._band: QRect | None = None
        self._was_double_click = False
        self._files: Callable[[], Sequence[Path]] | None = None
        self._has_dragged = False  # since the button was pressed: what moves after that selects nothing
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(lambda index: self._on_double_click(index.row()))
        theme.changed.connect(self.viewport().update)

    # ------------------------------------------------------------ keys and mouse
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._go_on()
        index = self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if index.isValid() and plain and event.key() in _ITEM_KEYS:
            self.opened.emit(index.row())
        elif index.isValid() and plain and event.key() == Qt.Key.Key_Space:
            self.photo_requested.emit(index.row())
        elif event.key() == Qt.Key.Key_Escape and self.selected_rows():
            self.clearSelection()
        elif begins_name(event):
            self._on_letter(event.text())
        elif event.text().isprintable() and event.text() and plain:
            event.ignore()  # digits and signs are verbs of the page here, not a search in the list
        else:
            super().keyPressEvent(event)

    def _on_letter(self, letter: str) -> None:
        """A letter begins the name of the faces shown; of what has names already, it looks for one."""
        self.typed.emit(letter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go_on()
        self._has_dragged = False
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton:
            if index.isValid():
                self.middle_clicked.emit(index.row())
            return  # it selects nothing
        if (answer := self._mark_clicked(index, event)) is not None:
            answer.emit(index.row())
            return
        if event.button() == Qt.MouseButton.LeftButton and not index.isValid():
            self._band_from = event.position().toPoint() + QPoint(0, self.verticalOffset())
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._mark_clicked(index, event) is None:  # else the first click was the answer
            self._was_double_click = True
            super().mouseDoubleClickEvent(event)

    def _on_double_click(self, row: int) -> None:
        self.opened.emit(row)

    def _mark_clicked(self, index: QModelIndex, event: QMouseEvent) -> SignalInstance | None:
        """Return what a click says that is on a mark of a tile, None where it is on the tile itself."""
        delegate = self.itemDelegate()
        if not (index.isValid() and isinstance(delegate, TileDelegate) and event.button() == Qt.MouseButton.LeftButton):
            return None
        tile, mirrored = self.visualRect(index), self.isRightToLeft()
        if delegate.stack_mark(tile, index, self.font(), mirrored=mirrored).contains(event.position()):
            return self.stack_clicked
        if event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return None  # it selects one more
        on_arrow = delegate.arrow(tile, self.font(), mirrored=mirrored).contains(event.position())
        return self.arrow_clicked if on_arrow else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._has_dragged and event.buttons():
            return
        super().mouseMoveEvent(event)
        if self._band_from is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start = self._band_from - QPoint(0, self.verticalOffset())
            self._band = QRect(start, event.position().toPoint()).normalized()
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._late.isActive():
            self._late.stop()
            self._select_late()
        if not self._was_double_click:  # its release would be one more click
            super().mouseReleaseEvent(event)
        self._was_double_click = False
        self._band = self._band_from = None
        self.viewport().update()

    def carry(self, files: Callable[[], Sequence[Path]]) -> None:
        """Let what is selected be dragged to other programs, as these files."""
        self._files = files
        self.setDragEnabled(True)

    def startDrag(self, actions: Qt.DropAction) -> None:
        if self._files is None:
            super().startDrag(actions)
        elif paths := self._files():
            self._has_dragged = True
            from faceorg.gui.tiles.dragging_out import drag_files

            drag_files(self, paths, self.viewport().grab(self.visualRect(self.currentIndex())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        where = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        if (index := self.indexAt(where)).isValid():
            self.menu_requested.emit(index.row(), self.viewport().mapToGlobal(where))

    # ------------------------------------------------------------ painting
    @undisturbed
    def paintEvent(self, event: QPaintEvent) -> None:
        model, layout = self.model(), self.grid_layout()
        if model is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        offset, dirty = self.verticalOffset(), event.rect()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        selection = self.selectionModel()
        current = self.currentIndex().row() if self.hasFocus() else -1
        under = self.underMouse()
        hovered = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())).row() if under else -1
        states, delegate = tile_states(option.state), self.itemDelegate()
        with delegate.frame(self._paint_soon) if isinstance(delegate, TileDelegate) else nullcontext():
            for row in layout.rows_between(dirty.top() + offset, dirty.bottom() + offset):
                index = model.index(row, 0)
                x, y, width, height = layout.rect(row)
                option.rect = QRect(x, y - offset, width, height)
                option.state = states[(selection.isSelected(index), row == current, row == hovered)]
                delegate.paint(painter, option, index)
        self._paint_headings(painter, offset)
        if self._band is not None:
            self._paint_band(painter, self._band)
        painter.end()

    def _paint_soon(self) -> None:
        """Paint once more, after whatever waits: clicks before pictures."""
        QTimer.singleShot(0, self.viewport(), self.viewport().update)

    def _paint_headings(self, painter: QPainter, offset: int) -> None:
        layout, height, width = self.grid_layout(), self._tile.heading, self.viewport().width()
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        tops = list(layout.headings_between(offset, offset + self.viewport().height()))
        for place, (number, top) in enumerate(tops):
            y = top - offset
            if place == 0:  # the section being read keeps its heading in sight until the next one pushes it away
                following = tops[1][1] - offset if len(tops) > 1 else height
                y = max(y, min(0, following - height))
            band = QRect(0, y, width, height)
            painter.fillRect(band, self._theme.color("page"))
            painter.setPen(self._theme.color("text"))
            inner = band.adjusted(self._tile.margin, 0, -self._tile.margin, 0)
            aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            painter.drawText(inner, aligned, layout.sections[number].title)

    def _paint_band(self, painter: QPainter, band: QRect) -> None:
        wash = self._theme.color("accent")
        painter.setPen(QPen(wash, 1))
        wash.setAlpha(40)
        painter.setBrush(wash)
        painter.drawRoundedRect(band, 4, 4)
