"""One question before something that touches much at once: what it does, in a sentence, and a button that says it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QWidget

from faceorg.domain import PersonSummary
from faceorg.gui.look.widgets import button, label
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import tr

# What is done with so many faces at once cannot be seen at a glance.
ASK_FROM_FACES = 20


@dataclass(frozen=True)
class Really:
    """What is asked: a question, what it would do in a sentence, and the button that does it."""

    heading: str
    text: str
    verb: str


def forgetting(chosen: Sequence[PersonSummary]) -> Really:
    """Return what is asked before these people are deleted."""
    one = tr("Delete {name}?").format(name=chosen[0].person.name)
    faces = sum(found.faces for found in chosen)
    return Really(
        one if len(chosen) == 1 else tr("Delete %Ln people?", None, len(chosen)),
        tr("%Ln face(s) will have no name any more. Undo brings everything back.", None, faces),
        tr("Delete"),
    )


def hiding(chosen: Sequence[PersonSummary]) -> Really:
    """Return what is asked before these people are left out of lists."""
    one = tr("Hide {name}?").format(name=chosen[0].person.name)
    faces = sum(found.faces for found in chosen)
    return Really(
        one if len(chosen) == 1 else tr("Hide %Ln people?", None, len(chosen)),
        tr("Nothing is lost: %Ln face(s) keep the name. Lists and questions leave it out.", None, faces),
        tr("Hide"),
    )


def doing(verb: str, faces: int) -> Really:
    """Return what is asked before a verb of a page acts on so many faces that not all of them are in sight."""
    return Really(
        tr("%Ln face(s): {verb}?", None, faces).format(verb=verb.removesuffix("…")),
        tr("Not all of them are in sight. Undo brings everything back."),
        verb.removesuffix("…"),
    )


def ask_if_many(window: QWidget, faces: int, asked: Really, do: Callable[[], None]) -> None:
    """Do it; where it touches many faces, only once somebody has said that it is meant."""
    if faces >= ASK_FROM_FACES:
        ReallySheet(window, asked.heading, asked.text, asked.verb, do).open()
    else:
        do()


class ReallySheet(Sheet):
    """Calls `on_yes` when it is answered by its button; the keyboard is on Cancel until somebody moves it."""

    def __init__(
        self, window: QWidget, heading: str, text: str, verb: str, on_yes: Callable[[], None], *, role: str = "danger"
    ) -> None:
        """role : of the button; "primary" where nothing can be lost"""
        super().__init__(window, heading, width=560)
        self._on_yes = on_yes
        self.body.addWidget(label(text, wrap=True))
        self.no = button(tr("Cancel"), self.cancel)
        self.buttons.addWidget(self.no)
        self.yes: QPushButton = button(verb, self._done, role)
        self.buttons.addWidget(self.yes)

    def take_focus(self) -> None:
        self.no.setFocus()

    def _done(self) -> None:
        self.close_sheet()
        self._on_yes()
