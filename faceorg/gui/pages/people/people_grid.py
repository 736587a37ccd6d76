"""The grid of people: drag a cover on another, rename in place under the cover."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from faceorg.gui.look.theme import Theme
from faceorg.gui.look.widgets import TextField
from faceorg.gui.tiles.delegates import PersonDelegate
from faceorg.gui.tiles.grid_layout import TileSize
from faceorg.gui.tiles.roles import Role
from faceorg.gui.tiles.tile_grid import TileGrid
from faceorg.gui.words.i18n import tr


class PeopleGrid(TileGrid):
    """The view.

    Signals
    -------
    renamed(int, str) : the row, and the name typed under its cover
    """

    renamed = Signal(int, str)
    # Of the class: Qt asks eventFilter before __init__ has come to it, and PySide 6.11 forgives no exception there
    # (the method that Qt called loses a reference: a crash, some grids later).
    editor: TextField | None = None

    def __init__(self, theme: Theme, size: TileSize, parent: QWidget | None = None) -> None:
        super().__init__(theme, size, parent)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)

    # ------------------------------------------------------------ dragging
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        target = self.indexAt(event.position().toPoint())
        data = event.mimeData()
        fits = target.isValid() and self.model().canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, target)
        self._mark(target if fits else QModelIndex())
        event.setAccepted(fits)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._mark(QModelIndex())

    def dropEvent(self, event: QDropEvent) -> None:
        target = self.indexAt(event.position().toPoint())
        self._mark(QModelIndex())
        if target.isValid():
            # Copy, so that Qt does not remove the dragged row: what happens is decided in the merge sheet.
            event.setDropAction(Qt.DropAction.CopyAction)
            self.model().dropMimeData(event.mimeData(), Qt.DropAction.CopyAction, -1, -1, target)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)

    def _mark(self, target: QModelIndex) -> None:
        delegate = self.itemDelegate()
        if isinstance(delegate, PersonDelegate):
            delegate.drop_row = target.row() if target.isValid() else None
        self.viewport().update()

    # ------------------------------------------------------------ renaming
    def rename(self, index: QModelIndex) -> None:
        """Open a field over the name of this row."""
        self.scrollTo(index)
        tile = self.visualRect(index)
        self.editor = TextField("" if index.data(Role.GROUP) else index.data(Role.NAME), self.viewport())
        self.editor.setAccessibleName(tr("Name"))
        self.editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.editor.setGeometry(self._texts(tile).adjusted(0, -3, 0, 3))
        self.editor.selectAll()
        self.editor.installEventFilter(self)
        row = index.row()
        self.editor.cancelled.connect(self._close_editor)
        self.editor.returnPressed.connect(lambda: self._finish(row))
        self.editor.show()
        self.editor.setFocus()

    def _texts(self, tile: QRect) -> QRect:
        """Return where the delegate paints name and count."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, PersonDelegate)
        name = delegate.name_line(tile, self.fontMetrics())
        return name.united(name.translated(0, name.height()))

    def _finish(self, row: int) -> None:
        if self.editor is not None:
            text = self.editor.text()
            self._close_editor()
            self.renamed.emit(row, text)

    def _close_editor(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
            self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            self._close_editor()
        return super().eventFilter(watched, event)
