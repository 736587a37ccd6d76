"""Widgets in lines that break where the room ends, as words do; mirrored in right-to-left languages."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QStyle, QWidget

from faceorg.gui.look.theme import GRID


class Flow(Enum):
    """Where the widgets of a line stand: at its beginning, in its middle, or the last one at its end."""

    LEADING, CENTRED, APART = range(3)


def breaking_head(named: QHBoxLayout, choice: QWidget) -> FlowLayout:
    """Lay out the top of a page: what it is called at the beginning, what is chosen there at the end, or below it where
    a line has no room for both. named : as `page_head` makes it"""
    head, beside = FlowLayout(2 * GRID, (24, 0, 24, 0), Flow.APART), QWidget()
    named.setContentsMargins(0, 16, 0, 8)
    beside.setLayout(named)
    for part in (beside, choice):
        head.addWidget(part)
    return head


class FlowLayout(QLayout):
    """Lines of widgets; each as high as its highest widget, the others in the middle of it."""

    def __init__(
        self, spacing: int, margins: tuple[int, int, int, int] = (0, 0, 0, 0), flow: Flow = Flow.LEADING
    ) -> None:
        super().__init__()
        self._flow = flow
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(*margins)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert_widget(self, at: int, widget: QWidget) -> None:
        """Add a widget before the one at this place."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lay the widgets out in a rectangle; return the height needed."""
        margins = self.contentsMargins()
        area = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        y = area.y()
        for line in self._lines(area.width()):
            x, height = area.x(), max((item.sizeHint().height() for item in line), default=0)
            left = area.width() - sum(item.sizeHint().width() + self.spacing() for item in line) + self.spacing()
            if self._flow is Flow.CENTRED:
                x += max(0, left) // 2
            for item in line:
                size = item.sizeHint()
                if self._flow is Flow.APART and item is line[-1] and len(line) > 1:
                    x += max(0, left)
                if move:
                    place = QRect(QPoint(x, y + (height - size.height()) // 2), size)
                    item.setGeometry(QStyle.visualRect(direction, area, place))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(y - self.spacing(), area.y()) - rect.y() + margins.bottom()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """Break what is shown into lines."""
        lines: list[list[QLayoutItem]] = []
        x = 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            needed = item.sizeHint().width()
            if not lines or x + needed > width:
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += needed + self.spacing()
        return lines
