"""Titles of chapters and headings -> a list as wide as it has room, in which long ones go on in a second line."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from faceorg.gui.tiles.rows_by_identity import Index

# Left and right of a line together, as faceorg.qss has it: `#guideList::item`.
PADDING_PX = 2 * 10
# More than any title needs; Qt asks for a height.
HIGH_PX = 1000


class PlaceList(QListWidget):
    """A list whose lines are read whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guideList")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)  # the bar at its side takes room
        self.setItemDelegate(_Wrapped(self))


class _Wrapped(QStyledItemDelegate):
    """Asks for the height that a title takes in the width of the list; Qt's own list asks for one line's, and cuts."""

    def __init__(self, shown_in: QListWidget) -> None:
        super().__init__(shown_in)
        self._list = shown_in

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        room = self._list.viewport().width()
        option.rect = QRect(0, 0, room - PADDING_PX, HIGH_PX)
        return QSize(room, super().sizeHint(option, index).height())
