"""A widget in a place that may be too small for it -> the widget, scrolled.

Windows are made as small as screens are (640 x 400 points on a small one at 200 %), and texts as long as languages are:
what has no room is scrolled to, never cut off, and never makes the window larger than its screen.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Room(QScrollArea):
    """Fills itself with a widget; where that needs more, there are scroll bars.

    QScrollArea by itself gives a widget with wrapped texts the height it would like, which a list has no end of.
    """

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = inside
        self.setWidget(inside)

    def _fit(self) -> None:
        inside, most = self._inside, self.maximumViewportSize()
        least = inside.minimumSizeHint().expandedTo(inside.minimumSize())
        inside.resize(most if least.boundedTo(most) == least else least.expandedTo(self.viewport().size()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._inside:
            self._fit()
        return super().eventFilter(watched, event)
