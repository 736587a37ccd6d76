"""An analysis that was interrupted (the window was closed, the computer slept for ever) goes on after the next start.

A changed pack looks at every photo again, for hours; until it has, people are recognised by a part of their faces only.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from faceorg.gui.jobs import analysis
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr

# The window has long been drawn, and the first look into the folders is under way: a scan looks at them all by itself.
FIRST_LOOK_MS = 6_000


class Unfinished(QObject):
    """Looks once after the start, when nothing else runs."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._timer = QTimer(self, singleShot=True, interval=FIRST_LOOK_MS)
        self._timer.timeout.connect(self.look)
        if session.library.edits:
            self._timer.start()

    def look(self) -> None:
        """Look now; while a job runs, which may be that very analysis, again when it has ended."""
        session, library = self._session, self._session.library
        self._timer.stop()
        if session.runner.current_job is not None:
            self._timer.start()
            return
        from faceorg.library.scanning.unfinished import photos_waiting

        session.runner.read(lambda: photos_waiting(library), self._go_on, self)

    def _go_on(self, count: int) -> None:
        if count:
            analysis.analyze(self._session, tr("Going on with %Ln photo(s)", None, count))
