"""How long each photo of a slideshow stays."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtGui import QShowEvent

from faceorg.gui.look.widgets import ChoiceBox
from faceorg.gui.slides import pace
from faceorg.gui.words.i18n import tr


class SlideSeconds(ChoiceBox):
    """The choice; while a slideshow runs, + and - change the same."""

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        for said in pace.SECONDS:
            self.addItem(tr("%Ln second(s)", None, said), said)
        self.activated.connect(lambda _at: pace.set_seconds(settings, self.currentData()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setCurrentIndex(self.findData(pace.seconds(self._settings)))
