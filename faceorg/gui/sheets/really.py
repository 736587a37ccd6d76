"""One question before something that touches much at once: what it does, in a sentence, and a button that says it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from faceorg.gui.look.widgets import button, label
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import tr


class ReallySheet(Sheet):
    """Calls `on_yes` when it is answered by its button; the keyboard is on Cancel until somebody moves it."""

    def __init__(self, window: QWidget, heading: str, text: str, verb: str, on_yes: Callable[[], None]) -> None:
        super().__init__(window, heading, width=560)
        self._on_yes = on_yes
        self.body.addWidget(label(text, wrap=True))
        self.no = button(tr("Cancel"), self.cancel)
        self.buttons.addWidget(self.no)
        self.yes: QPushButton = button(verb, self._done, "danger")
        self.buttons.addWidget(self.yes)

    def take_focus(self) -> None:
        self.no.setFocus()

    def _done(self) -> None:
        self.close_sheet()
        self._on_yes()
