"""What sheets that ask for a date have in common: a field, a sentence where it is refused, Forget it and Set."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from faceorg.gui.look.text_field import TextField
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, label, row
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import tr


class DateSheet(Sheet):
    """Calls `on_set` with what was typed, without spare spaces, where it is not empty; Enter alone sets nothing."""

    def __init__(self, window: QWidget, title: str, text: str, *, width: int, on_set: Callable[[str], None]) -> None:
        super().__init__(window, title, width=width)
        self.body.addWidget(label(text, "muted", wrap=True))
        self.date = TextField()
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        self.date.textEdited.connect(lambda _text: self.problem.hide())
        self.date.cancelled.connect(self.cancel)
        self.body.addLayout(row(self.date, 1))
        self.body.addWidget(self.problem)
        self.add_cancel()
        self.set_date = button(tr("Set"), lambda: self._typed(on_set), "primary")
        self.buttons.addWidget(self.set_date)

    def take_focus(self) -> None:
        self.date.setFocus()
        self.date.selectAll()

    def describe(self, name: str, example: str, *, wide: int) -> None:
        """Say what the field is called, how a date looks in it, and how wide it is at least, in steps of the grid."""
        self.date.setAccessibleName(name)
        self.date.setPlaceholderText(example)
        self.date.setMinimumWidth(wide * GRID)

    def offer_to_forget(self, forget: Callable[[], None]) -> None:
        self.buttons.insertWidget(0, button(tr("Forget it"), forget))

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with what was typed; it stays, selected."""
        self.problem.setText(sentence)
        self.problem.show()
        self.take_focus()

    def _typed(self, on_set: Callable[[str], None]) -> None:
        if typed := " ".join(self.date.text().split()):
            on_set(typed)
