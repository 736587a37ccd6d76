"""What can be done with the selected faces, as a bar that is there only while some are selected."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame

from faceorg.gui.i18n import tr
from faceorg.gui.theme import GRID
from faceorg.gui.widgets import button, label, row


class SelectionBar(QFrame):
    """Buttons for actions of the page, each with its key."""

    def __init__(self, actions: list[QAction]) -> None:
        super().__init__()
        self.setObjectName("jobBar")
        self._text = label(role="title")
        layout = row(self._text, 1, spacing=GRID, margins=(16, 8, 16, 8))
        for action in actions:
            made = button(action.text().replace("…", "").replace("&", ""), action.trigger)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            made.setToolTip(f"{action.text()}  {keys}")
            action.changed.connect(lambda made=made, action=action: made.setText(action.text().replace("…", "")))
            layout.addWidget(made)
        self.setLayout(layout)
        self.hide()

    def show_count(self, count: int) -> None:
        self._text.setText(tr("%n selected", None, count))
        self.setVisible(count > 0)
