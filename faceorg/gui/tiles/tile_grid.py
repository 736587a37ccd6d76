"""An item model -> a grid of equal tiles under section headings, smooth with hundreds of thousands of rows.

A QListView, so that selection, keys and screen readers work as everywhere, whose geometry is replaced by `GridLayout`'s
arithmetic: nothing is laid out per item. Rubber band, shift and ctrl select; headings stay in sight while scrolling.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from itertools import product

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from faceorg.gui.interpreter_lock import undisturbed
from faceorg.gui.look.theme import Theme
from faceorg.gui.tiles.delegates import TileDelegate
from faceorg.gui.tiles.grid_layout import GridLayout, Section, TileSize
from faceorg.gui.tiles.rows_by_identity import Index, RowsByIdentity
from faceorg.gui.words.keys import begins_name

_ITEM_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# A rubber band over more lines than this is costly to follow at every move of the mouse (a run of rows for each line).
MOST_LINES_AT_ONCE, REST_MS = 400, 80


class TileGrid(RowsByIdentity):
    """The view.

    Signals
    -------
    opened(int) : Enter or a double click on this row
    photo_requested(int) : Space on this row
    middle_clicked(int) : a click on this row with the middle button
    stack_clicked(int) : a click on the mark of this row's stack
    selection_changed() : what is selected changed
    typed(str) : a letter, with which a name may begin
    menu_requested(int, QPoint) : a right click on this row, or the menu key; where, on the screen
    """

    opened = Signal(int)
    photo_requested = Signal(int)
    middle_clicked = Signal(int)
    stack_clicked = Signal(int)
    selection_changed = Signal()
    typed = Signal(str)
    menu_requested = Signal(int, QPoint)

    def __init__(self, theme: Theme, size: TileSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tile, self.sections = theme, size, list[Section]()
        self._layout_made: GridLayout | None = None
        self._band: QRect | None = None
        self._band_from: QPoint | None = None
        self._late_selection = (QRect(), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._late = QTimer(self, singleShot=True, interval=REST_MS)
        self._late.timeout.connect(self._select_late)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        theme.changed.connect(self.viewport().update)

    # ------------------------------------------------------------ geometry
    def set_sections(self, sections: Sequence[Section]) -> None:
        """Put rows under headings; empty: no headings."""
        self.sections = list(sections)
        self._relayout()

    def set_tile_size(self, size: TileSize) -> None:
        """Zoom; the row at the top stays in sight."""
        top = self.grid_layout().rows_between(self.verticalOffset(), self.verticalOffset())
        self._tile = size
        self._relayout()
        if top:
            self.verticalScrollBar().setValue(self.grid_layout().rect(top.start)[1] - size.margin)

    @property
    def tile_size(self) -> TileSize:
        return self._tile

    def grid_layout(self) -> GridLayout:
        if self._layout_made is None:
            model = self.model()
            self._layout_made = GridLayout(
                model.rowCount() if model else 0,
                self.viewport().width(),
                self._tile,
                self.sections,
                mirrored=self.isRightToLeft(),
            )
        return self._layout_made

    def _relayout(self) -> None:
        self._layout_made = None
        self.updateGeometries()
        self.viewport().update()

    def doItemsLayout(self) -> None:
        self._layout_made = None
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(max(24, self._tile.height // 3))
        bar.setRange(0, max(0, self.grid_layout().height - height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        QAbstractItemView.resizeEvent(self, event)
        self._relayout()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        if model is not None:
            # Connected before the view's own slots, so that nobody is told a place by the layout of other rows.
            for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.layoutChanged):
                signal.connect(self._forget_layout)
        super().setModel(model)
        self._relayout()

    def _forget_layout(self) -> None:
        self._layout_made = None
        self.updateGeometries()
        self.viewport().update()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.row() >= self.grid_layout().count:
            return QRect()
        return QRect(*self.grid_layout().rect(index.row())).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.grid_layout().row_at(point.x(), point.y() + self.verticalOffset())
        return self.model().index(row, 0) if row is not None and self.model() else QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        _x, y, _width, height = self.grid_layout().rect(index.row())
        heading = self._tile.heading if self.sections else 0
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if y - heading < bar.value():
            bar.setValue(y - heading - self._tile.gap)
        elif y + height > bar.value() + room:
            bar.setValue(y + height - room + self._tile.gap)

    def shows_all(self, rows: Sequence[int]) -> bool:
        """Whether all of these rows are in sight, whole."""
        area = self.viewport().rect()
        ends = {min(rows), max(rows)} if rows else set()
        return all(area.contains(self.visualRect(self.model().index(row, 0))) for row in ends)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # ------------------------------------------------------------ selection
    def selectAll(self) -> None:
        """Select every row as one run: QListView would ask the model for each."""
        if self.selectionMode() != QAbstractItemView.SelectionMode.ExtendedSelection or not self.model().rowCount():
            super().selectAll()
            return
        whole = QItemSelection(self.model().index(0, 0), self.model().index(self.model().rowCount() - 1, 0))
        self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select what a rubber band touches; a band over very many lines once it rests, or is let go."""
        area = rect.normalized().translated(0, self.verticalOffset())
        if area.height() > MOST_LINES_AT_ONCE * self._tile.height:
            self._late_selection = (area, command)
            self._late.start()
            return
        self._late.stop()
        self._select_area(area, command)

    def _select_late(self) -> None:
        # Qt compares every run with every run of the selection before: to begin with nothing is far quicker.
        area, command = self._late_selection
        if command & QItemSelectionModel.SelectionFlag.Clear:
            self.selectionModel().clearSelection()
        self._select_area(area, command)

    def _select_area(self, area: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        selection = QItemSelection()
        for run in self.grid_layout().rows_in(area.left(), area.top(), area.right(), area.bottom()):
            selection.select(self.model().index(run.start, 0), self.model().index(run.stop - 1, 0))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self.viewport().update()
        self.selection_changed.emit()

    # ------------------------------------------------------------ keys and mouse
    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        layout, current = self.grid_layout(), self.currentIndex()
        if not layout.count:
            return QModelIndex()
        if not current.isValid():
            return self.model().index(layout.count - 1 if action == self.CursorAction.MoveEnd else 0, 0)
        forward = -1 if self.isRightToLeft() else 1
        lines = max(1, self.viewport().height() // (self._tile.height + self._tile.gap) - 1)
        moves = {
            self.CursorAction.MoveLeft: (-forward, 0),
            self.CursorAction.MoveRight: (forward, 0),
            self.CursorAction.MoveNext: (1, 0),
            self.CursorAction.MovePrevious: (-1, 0),
            self.CursorAction.MoveUp: (0, -1),
            self.CursorAction.MoveDown: (0, 1),
            self.CursorAction.MovePageUp: (0, -lines),
            self.CursorAction.MovePageDown: (0, lines),
            self.CursorAction.MoveHome: (-layout.count, 0),
            self.CursorAction.MoveEnd: (layout.count, 0),
        }
        return self.model().index(layout.step(current.row(), *moves[action]), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._awaited = None
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
        self._awaited = None
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton:
            if index.isValid():
                self.middle_clicked.emit(index.row())
            return  # it selects nothing
        if self._is_stack_mark(index, event):
            self.stack_clicked.emit(index.row())
            return
        if event.button() == Qt.MouseButton.LeftButton and not index.isValid():
            self._band_from = event.position().toPoint() + QPoint(0, self.verticalOffset())
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._is_stack_mark(self.indexAt(event.position().toPoint()), event):  # the first click was the answer
            super().mouseDoubleClickEvent(event)

    def _is_stack_mark(self, index: QModelIndex, event: QMouseEvent) -> bool:
        delegate = self.itemDelegate()
        if not (index.isValid() and isinstance(delegate, TileDelegate) and event.button() == Qt.MouseButton.LeftButton):
            return False
        tile, mirrored = self.visualRect(index), self.isRightToLeft()
        return delegate.stack_mark(tile, index, self.font(), mirrored=mirrored).contains(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._band_from is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start = self._band_from - QPoint(0, self.verticalOffset())
            self._band = QRect(start, event.position().toPoint()).normalized()
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._late.isActive():
            self._late.stop()
            self._select_late()
        super().mouseReleaseEvent(event)
        self._band = self._band_from = None
        self.viewport().update()

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
        states, delegate = self._states(option.state), self.itemDelegate()
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

    @staticmethod
    def _states(base: QStyle.StateFlag) -> dict[tuple[bool, bool, bool], QStyle.StateFlag]:
        """Return the states a tile can have by (selected, focused, hovered): made once a frame, not once a tile."""
        found = {}
        flags = QStyle.StateFlag
        for selected, focused, hovered in product((False, True), repeat=3):
            state = base
            for wanted, flag in (
                (selected, flags.State_Selected),
                (focused, flags.State_HasFocus),
                (hovered, flags.State_MouseOver),
            ):
                state = state | flag if wanted else state
            found[(selected, focused, hovered)] = state
        return found

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

    def sizeHint(self) -> QSize:
        return QSize(640, 480)
