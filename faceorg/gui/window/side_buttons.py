"""The side buttons of a mouse -> back and forward, wherever the pointer is.

Watched where the system hands events to the window, before they go to a widget: a filter on the application would take
every event of every widget through Python, some thousand of them while a page is built.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget


class SideButtons(QObject):
    """Calls `back` and `forward` for the side buttons over `window`, which must have been shown."""

    def __init__(self, window: QWidget, back: Callable[[], None], forward: Callable[[], None]) -> None:
        super().__init__(window)
        self._verbs = {Qt.MouseButton.BackButton: back, Qt.MouseButton.ForwardButton: forward}
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            verb = self._verbs.get(event.button())
            if verb is not None:
                verb()
                return True
        return False
