"""What looks around by itself while the window is open: for new photos, for work that was left, for a second start.

Nobody waits for any of it: it is imported and begun once the window has been shown [Note: The window opens without it].
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from faceorg.gui.session.navigation import Place
from faceorg.gui.session.session import Session

if TYPE_CHECKING:
    from faceorg.gui.jobs.changed_again import ChangedAgain
    from faceorg.gui.jobs.folder_watch import FolderWatch
    from faceorg.gui.jobs.unfinished import Unfinished
    from faceorg.gui.window.second_start import SecondStart

BEGIN_MS = 500


class Watchers(QObject):
    """Has each of them begin."""

    def __init__(self, session: Session, window: QWidget, here: Callable[[], Place | None]) -> None:
        """here : tells where the window is"""
        super().__init__(window)
        self._session, self._window, self._here = session, window, here
        self._timer = QTimer(self, singleShot=True, interval=BEGIN_MS)
        self._timer.timeout.connect(self._begin)
        session.close_begun.connect(self._timer.stop)

    def begin_soon(self) -> None:
        """Begin to look in a moment; for when the window has been shown."""
        self._timer.start()

    def _begin(self) -> None:
        _all = (self.second_start, self.changed_again, self.folder_watch, self.unfinished)

    @cached_property
    def second_start(self) -> SecondStart:
        from faceorg.gui.window.second_start import SecondStart

        return SecondStart(self._session, self._window)

    @cached_property
    def changed_again(self) -> ChangedAgain:
        from faceorg.gui.jobs.changed_again import ChangedAgain

        return ChangedAgain(self._session, self._here)

    @cached_property
    def folder_watch(self) -> FolderWatch:
        from faceorg.gui.jobs.folder_watch import FolderWatch

        return FolderWatch(self._session)

    @cached_property
    def unfinished(self) -> Unfinished:
        from faceorg.gui.jobs.unfinished import Unfinished

        return Unfinished(self._session)
