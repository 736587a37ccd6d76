"""What pages need is loaded in small steps while the user looks at the first one, so that none opens with a stutter."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from faceorg.gui.pages.registry import PAGES

# The window has long been drawn, and nobody has clicked anything yet.
FIRST_STEP_MS = 700
# A module takes 5-20 ms; between two of them clicks and frames are served.
STEP_MS = 60


class WarmUp(QObject):
    """Imports one page's module at a time, then is done."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting = [f"faceorg.gui.pages.{page.module}" for page in PAGES]
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._step)
        QTimer.singleShot(FIRST_STEP_MS, self, self._timer.start)

    def _step(self) -> None:
        if self._waiting:
            import_module(self._waiting.pop(0))
        else:
            self._timer.stop()
