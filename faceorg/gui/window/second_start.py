"""A second start of the program -> this window comes to the front, and scans the folder that the start was given."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from faceorg.gui.jobs import scanning
from faceorg.gui.session.session import Session
from faceorg.library.opening import second_start


class SecondStart(QObject):
    """Looks for the note of a second start."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._timer = QTimer(self, interval=round(second_start.LOOK_EVERY_S * 1000))
        self._timer.timeout.connect(self._look)
        self._timer.start()
        session.close_begun.connect(self._timer.stop)

    def _look(self) -> None:
        asked = second_start.take_request(self._session.library.folder)
        if asked is None:
            return
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)  # where the system lets nobody come to the front, it blinks
        if asked.folder is not None:
            scanning.scan(self._session, [asked.folder])
