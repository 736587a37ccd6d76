"""A library that is only looked at, because its disk is full or cannot be written -> opened for editing once it can be.

The window closes and opens again at the place where it was; nothing that could be lost is open in it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from faceorg.gui.session.navigation import Place
from faceorg.gui.session.session import Session
from faceorg.library.opening.locking import WINDOW
from faceorg.library.opening.open_library import can_be_changed

LOOK_EVERY_MS = 5_000


class ChangedAgain(QObject):
    """Looks every few seconds, while the library is open for looking only."""

    def __init__(self, session: Session, here: Callable[[], Place | None]) -> None:
        """here : tells where the window is"""
        super().__init__(session)
        self._session, self._here = session, here
        self._timer = QTimer(self, singleShot=True, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        if not session.library.edits:
            self._timer.start()

    def look(self) -> None:
        """Look now, on a worker thread."""
        folder = self._session.library.folder
        self._session.runner.read(lambda: can_be_changed(folder, WINDOW), self._on_looked, self)

    def _on_looked(self, can_be: bool) -> None:
        if can_be:
            self._session.reopen(self._here())
        else:
            self._timer.start()
