"""Which videos are looked through for faces: short ones, all, or none."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from faceorg.formats import can_read_videos
from faceorg.gui.look.widgets import ChoiceBox
from faceorg.gui.pages.settings.rows import setting
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.library.opening import preferences


class VideosChoice(ChoiceBox):
    """Holds at once; without PyAV there is nothing to choose."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        for name, text in (("short", tr("Up to five minutes")), ("all", tr("All")), ("none", tr("None"))):
            self.addItem(text, name)
        self.setEnabled(can_read_videos())
        self.setAccessibleName(tr("Videos"))
        self.activated.connect(self._on_chosen)

    def showEvent(self, event: QShowEvent) -> None:
        self.setCurrentIndex(max(0, self.findData(self._session.library.settings.scan.videos)))
        super().showEvent(event)

    def _on_chosen(self) -> None:
        which = str(self.currentData())
        self._session.prefer(lambda library: preferences.look_at_videos(library, which))


def videos_setting(session: Session) -> QWidget:
    """Return the line of the settings, with what the choice costs, or what is needed for it."""
    return setting(tr("Faces in videos"), _told(), VideosChoice(session))


def _told() -> str:
    if not can_read_videos():
        return tr("Needs PyAV, which this installation lacks (faceorg[video]).")
    return tr("A few frames of each scene are looked at, sixty at most. That takes as long as so many photos.")
