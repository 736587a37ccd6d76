"""Notices photos that are added to scanned folders while the window is open, and scans them.

Folders are looked at in turns, seldom enough that the looking is a small part of the time however large the tree; a
change waits until it has settled (a camera being copied changes its folder for minutes).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from faceorg.gui.jobs import scanning
from faceorg.gui.session.session import Session
from faceorg.library.views import photo_views
from faceorg.progress import CancelToken

if TYPE_CHECKING:
    from faceorg.library.scanning.watching import FolderState

# The first look comes when the window has long been drawn.
FIRST_LOOK_MS = 5_000
LOOK_EVERY_MS = 30_000
# A change is looked at again after this long, until two looks agree.
SETTLE_MS = 4_000
# Looking may take this part of the time: a slow network drive is asked more seldom.
LOOKING_SHARE = 0.02


class FolderWatch(QObject):
    """Runs for as long as the session does."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._cancel = CancelToken()
        self._known: FolderState | None = None  # as of the last scan
        self._unsettled: FolderState | None = None
        self._looks = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        if session.library.edits:  # else what is new could not be taken in
            self._timer.start(FIRST_LOOK_MS)
        session.close_begun.connect(self._stop)

    def look(self) -> None:
        """Look now, on a worker thread."""
        session = self._session
        self._timer.stop()
        self._looks += 1
        this = self._looks
        if not session.library.settings.window.watch_folders or session.runner.current_job is not None:
            self._timer.start(LOOK_EVERY_MS)  # a scan that runs finds them itself, or the next look does
            return
        started = time.monotonic()
        session.runner.read(
            lambda: session.helper.folder_state(cancel=self._cancel),
            # Only the newest look counts: two that see the same change would take it for settled at once.
            lambda state: self._on_looked(state, time.monotonic() - started) if this == self._looks else None,
            self,
        )

    def _on_looked(self, state: FolderState, took_s: float) -> None:
        from faceorg.library.scanning import watching

        pause_ms = max(LOOK_EVERY_MS, round(took_s / LOOKING_SHARE * 1000))
        if not watching.has_changed(self._known, state):
            if self._known is None:
                self._known = state
            self._unsettled = None
        elif self._unsettled is None or self._unsettled.times != state.times:
            self._unsettled, pause_ms = state, SETTLE_MS
        else:
            self._known, self._unsettled = state, None
            if photo_views.scanned_folders(self._session.library):
                scanning.scan(self._session)
        self._timer.start(pause_ms)

    def _stop(self) -> None:
        self._timer.stop()
        self._cancel.cancel()
