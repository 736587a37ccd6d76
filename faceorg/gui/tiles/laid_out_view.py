"""An item model -> tiles laid out by arithmetic, under headings: where each lies, what scrolls, what is selected.

A QListView, so that selection, keys and screen readers work as everywhere, whose geometry is replaced by `GridLayout`'s
arithmetic: nothing is laid out per item. How tiles look and what hands do to them is `TileGrid`'s.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

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
from PySide6.QtGui import QPalette, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from faceorg.gui.tiles.grid_layout import GridLayout, Section, TileSize
from faceorg.gui.tiles.returning import ReturningRows
from faceorg.gui.tiles.rows_by_identity import Index

# A rubber band over more lines than this is costly to follow at every move of the mouse (a run of rows for each line).
MOST_LINES_AT_ONCE, REST_MS = 400, 80


def first_of_years(sections: Sequence[Section]) -> list[int]:
    """Return the numbers of the sections with which a year begins."""
    return [at for at, section in enumerate(sections) if at == 0 or sections[at - 1].year != section.year]


class LaidOutView(ReturningRows):
    """The view without its looks.

    Signals
    -------
    selection_changed() : what is selected changed
    laid_out() : tiles lie elsewhere, or there are others
    """

    selection_changed = Signal()
    laid_out = Signal()

    def __init__(self, size: TileSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_viewport()
        self._tile, self.sections = size, list[Section]()
        self._layout_made: GridLayout | None = None
        self._band_from: QPoint | None = None  # where a rubber band began, in the content
        self._late_selection = (QRect(), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._late = QTimer(self, singleShot=True, interval=REST_MS)
        self._late.timeout.connect(self._select_late)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _make_viewport(self) -> None:
        """WORKAROUND: have a viewport that PySide knows. To find out of which kind Qt's own is, it goes through every
        kind of widget there is, and makes what it knows of each: 9 ms of a start."""
        made = QWidget()
        self.setViewport(made)
        made.setObjectName("qt_scrollarea_viewport")  # as Qt's own: style sheets know it by that
        made.setBackgroundRole(QPalette.ColorRole.Base)
        made.setForegroundRole(QPalette.ColorRole.Text)
        made.setAutoFillBackground(True)

    # ------------------------------------------------------------ geometry
    def set_sections(self, sections: Sequence[Section]) -> None:
        """Put rows under headings; empty: no headings."""
        self.sections = list(sections)
        self._relayout()

    def set_tile_size(self, size: TileSize, around: QPoint | None = None) -> None:
        """Zoom; the row under `around` (default: at the top) stays where it is."""
        at = self.verticalOffset() + (around.y() if around is not None else 0)
        rows = self.grid_layout().rows_between(at, at)
        kept = self.indexAt(around).row() if around is not None else -1
        kept = kept if kept >= 0 else rows.start if rows else -1
        before = self.grid_layout().rect(kept)[1] - self.verticalOffset() if kept >= 0 and around is not None else None
        self._tile = size
        self._relayout()
        if kept >= 0:
            above = size.margin if before is None else before
            self.verticalScrollBar().setValue(self.grid_layout().rect(kept)[1] - above)

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
        self.laid_out.emit()

    def doItemsLayout(self) -> None:
        self._layout_made = None
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(max(24, self._tile.height // 3))
        bar.setRange(0, max(0, self.grid_layout().height - height))
        self._scroll_back()

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
        self._relayout()

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
        top = y - heading - self._tile.gap if y > self.grid_layout().rect(0)[1] else 0
        if y - heading < bar.value():
            bar.setValue(top)
        elif y + height > bar.value() + room:
            # Of a tile that is higher than the room the upper part is what is wanted.
            bar.setValue(min(y + height - room + self._tile.gap, top))

    def go_to_row(self, row: int) -> None:
        """Have a row at the top, below its heading, with the keyboard on it and nothing else selected than before."""
        keep = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), keep)
        heading = self._tile.heading if self.sections else 0
        self.verticalScrollBar().setValue(self.grid_layout().rect(row)[1] - heading)

    def go_to_year(self, step: int) -> bool:
        """Go to where the year below (1) begins, or this one and then the one above (-1); False: there is none."""
        here, layout = self.verticalOffset(), self.grid_layout()
        firsts = first_of_years(self.sections)
        if not firsts:
            return False
        at = bisect_right(firsts, layout.section_at(here + self._tile.heading)) - 1
        is_begun = here > layout.top_of(firsts[at]) + 1
        at += step if step > 0 or not is_begun else 0
        if not 0 <= at < len(firsts):
            return False
        self.go_to_row(self.sections[firsts[at]].first)
        return True

    def shows_all(self, rows: Sequence[int]) -> bool:
        """Whether all of these rows are in sight, whole."""
        area = self.viewport().rect()
        ends = {min(rows), max(rows)} if rows else set()
        return all(area.contains(self.visualRect(self.model().index(row, 0))) for row in ends)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    # ------------------------------------------------------------ selection
    def selectAll(self) -> None:
        """Select every row as one run: QListView would ask the model for each."""
        if self.selectionMode() != QAbstractItemView.SelectionMode.ExtendedSelection or not self.model().rowCount():
            super().selectAll()
            return
        whole = QItemSelection(self.model().index(0, 0), self.model().index(self.model().rowCount() - 1, 0))
        self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select what a rubber band touches; a band over very many lines once it rests, or is let go.

        With Shift, by a click or by the arrows, all from the one to the other are meant, line after line.
        """
        if command & QItemSelectionModel.SelectionFlag.Current and self._band_from is None:
            ends = sorted(index.row() for index in map(self.indexAt, (rect.topLeft(), rect.bottomRight())))
            if ends[0] >= 0:
                run = QItemSelection(self.model().index(ends[0], 0), self.model().index(ends[1], 0))
                self.selectionModel().select(run, command)
                return
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
