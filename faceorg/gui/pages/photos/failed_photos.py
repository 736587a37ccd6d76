"""Photos that could not be read: each with its reason in one sentence, to be tried again or looked at in the folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from faceorg.domain import Photo, PhotoId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, column, label, row
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.roles import Role
from faceorg.gui.tiles.two_line_list import ListLine, TwoLineList
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message


def lines_of(failed: Iterable[Photo]) -> list[ListLine]:
    """Return a line for each photo; for a worker thread: a large library has thousands, each with a sentence."""
    return [
        ListLine(photo.path.name, say_message(photo.failure), str(photo.path.parent), "warning", "danger", photo)
        for photo in failed
        if photo.failure is not None
    ]


class FailedPhotos(QWidget):
    """The list with its buttons.

    Signals
    -------
    retry_requested(list[PhotoId]) : the selected ones, or all
    show_requested(Path) : show this file in the file manager
    """

    retry_requested = Signal(list)
    show_requested = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.list = TwoLineList(session.theme, tr("Photos that could not be read"))
        self.list.activated.connect(lambda index: self.show_requested.emit(index.data(Role.ITEM).item.path))
        sentence = tr("These photos could not be read. Mend or replace a file, then try again; nothing else is needed.")
        self.retry = button(tr("Try again"), self._on_retry, "primary")
        self.show_file = button(tr("Show in the file manager"), self._on_show)
        head = row(spacing=GRID)
        head.addWidget(label(sentence, "muted", wrap=True), 1)
        head.addWidget(self.show_file)
        head.addWidget(self.retry)
        layout = column(spacing=GRID, margins=(24, 0, 24, 16))
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.list)

    def show_lines(self, lines: Sequence[ListLine]) -> None:
        """Show what `lines_of` made."""
        self.list.show_lines(lines)

    def reasons(self) -> list[str]:
        return [line.detail for line in self.list.lines()]

    def _on_retry(self) -> None:
        chosen = self.list.chosen()
        # One line is always current: only a choice of several is meant as one.
        wanted = chosen if len(chosen) > 1 else self.list.lines()
        self.retry_requested.emit([PhotoId(line.item.id) for line in wanted])

    def _on_show(self) -> None:
        if chosen := self.list.chosen():
            self.show_requested.emit(chosen[0].item.path)
