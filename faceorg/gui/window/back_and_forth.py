"""The side buttons of a mouse, and fingers that swipe on a touchpad -> back and forward, wherever the pointer is.

Watched where the system hands events to the window, before they go to a widget: a filter on the application would take
every event of every widget through Python, some thousand of them while a page is built.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent
from PySide6.QtWidgets import QWidget

# Three fingers that have come so far sideways mean it; two scroll. In pixels of the desktop.
SWIPED_PX = 120
FINGERS = 3
# macOS says a swipe as an angle in degrees, the other systems as steps of fingers.
_LEFT, _RIGHT = 180.0, 0.0


class BackAndForth(QObject):
    """Calls `back` and `forward` for what happens over `window`, which must have been shown.

    A swipe to the left goes back, one to the right forward, as in browsers on macOS.
    """

    def __init__(self, window: QWidget, back: Callable[[], None], forward: Callable[[], None]) -> None:
        super().__init__(window)
        self._back, self._forward = back, forward
        self._sideways = self._upwards = 0.0
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            verbs = {Qt.MouseButton.BackButton: self._back, Qt.MouseButton.ForwardButton: self._forward}
            if (verb := verbs.get(event.button())) is not None:
                verb()
                return True
        elif isinstance(event, QNativeGestureEvent):
            return self._on_gesture(event)
        return False

    def _on_gesture(self, event: QNativeGestureEvent) -> bool:
        """Return whether it was a swipe: all other gestures are for the widget under the fingers."""
        match event.gestureType():
            case Qt.NativeGestureType.SwipeNativeGesture if event.value() in (_LEFT, _RIGHT):
                (self._back if event.value() == _LEFT else self._forward)()
                return True
            case Qt.NativeGestureType.PanNativeGesture if event.fingerCount() >= FINGERS:
                self._sideways += event.delta().x()
                self._upwards += event.delta().y()
                return True
            case Qt.NativeGestureType.BeginNativeGesture:
                self._sideways = self._upwards = 0.0
            case Qt.NativeGestureType.EndNativeGesture:
                sideways, upwards = self._sideways, self._upwards
                self._sideways = self._upwards = 0.0
                if abs(sideways) >= SWIPED_PX and abs(sideways) > 2 * abs(upwards):
                    (self._back if sideways < 0 else self._forward)()
        return False
