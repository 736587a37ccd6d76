"""What pages need is loaded in small steps while the user looks at the first one, so that none opens with a stutter.

The helper process is started too: it takes a second or so before it can answer.
"""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session import Session

# The window has long been drawn, and nobody has clicked anything yet.
FIRST_STEP_MS = 700
# A module takes 5-20 ms; between two of them clicks and frames are served.
STEP_MS = 60


class WarmUp(QObject):
    """Has the helper started, imports one page's module at a time, then is done."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting = [f"faceorg.gui.pages.{page.module}" for page in PAGES]
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._step)
        QTimer.singleShot(FIRST_STEP_MS, self, self._start)

    def _start(self) -> None:
        self._session.runner.read(self._session.helper.warm, lambda _ready: None, self)
        self._timer.start()

    def _step(self) -> None:
        if self._waiting:
            import_module(self._waiting.pop(0))
        else:
            self._timer.stop()
