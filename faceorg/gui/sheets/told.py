"""What happened to the library while no window was open: sentences to be read, and a button to go on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from faceorg.gui.look.widgets import button, label
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message
from faceorg.messages.message import Message

# What has room on any screen.
MOST_LINES = 8


class ToldSheet(Sheet):
    """Stays until it was read: a backup that was put back, a file that was begun anew, a link that was not followed.

    heading : of anything else
    """

    def __init__(self, window: QWidget, messages: Sequence[Message], heading: str = "") -> None:
        super().__init__(window, heading or tr("About your library"), width=640)
        for message in messages[:MOST_LINES]:
            self.body.addWidget(label(say_message(message), wrap=True))
        if (rest := len(messages) - MOST_LINES) > 0:
            self.body.addWidget(label(tr("and %Ln more", None, rest), "muted"))
        self.on = button(tr("Go on"), self.close_sheet, "primary")
        self.buttons.addWidget(self.on)

    def take_focus(self) -> None:
        self.on.setFocus()
