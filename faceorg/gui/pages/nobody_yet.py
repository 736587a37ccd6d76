"""What People and Unnamed say while the library holds nobody: add a folder, or wait for the scan that runs.

One widget for both, because both are empty for the same reason and the same thing is to be done next.
"""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from faceorg.gui.jobs import scanning
from faceorg.gui.look.widgets import EmptyState
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr


class NobodyYet(EmptyState):
    """The empty page of a library without people and groups."""

    def __init__(self, session: Session) -> None:
        super().__init__("", "", tr("Add a folder…"), lambda: scanning.add_folder(session, self))
        self._runner = session.runner
        self.say()
        self._runner.job_started.connect(self.say)
        self._runner.job_ended.connect(self.say)

    def say(self, *_job: object) -> None:
        """Fit the words to whether a scan runs."""
        is_busy = self._runner.current_job is not None
        self.heading.setText(tr("Looking for faces") if is_busy else tr("Nobody is here yet"))
        sentence = tr("Choose the folders that hold your photos; people appear here as soon as faces are found.")
        found = tr("People appear here as soon as some are found.")
        self.sentence.setText(found if is_busy else sentence)
        if self.button:
            self._offer(self.button, not is_busy)

    def _offer(self, add: QPushButton, offered: bool) -> None:
        """Show the button or hide it; the keyboard stays here either way, else Qt would move it into the sidebar."""
        had_focus = self.window().focusWidget() in (self, add)  # in a window that waits in the background, too
        self.setFocusProxy(add if offered else None)  # type: ignore[arg-type]  # the stubs know no absence
        if had_focus:
            self.setFocus()
        add.setVisible(offered)
