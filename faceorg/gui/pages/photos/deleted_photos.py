"""Photos whose file was deleted: apart from all others, each with who is in it, and forgotten when somebody says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from faceorg.domain import MissingPhoto, PhotoId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, column, label, row
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.roles import Role
from faceorg.gui.tiles.two_line_list import ListLine, TwoLineList
from faceorg.gui.words.i18n import tr


def lines_of(missing: Iterable[MissingPhoto]) -> list[ListLine]:
    """Return a line for each photo, for a worker thread."""
    return [
        ListLine(photo.path.name, _who(photo), str(photo.path.parent), "photos", "muted", photo) for photo in missing
    ]


def _who(photo: MissingPhoto) -> str:
    if photo.names:
        return ", ".join(photo.names)
    return tr("%n face(s) without a name", None, photo.faces) if photo.faces else tr("Nobody in it")


class DeletedPhotos(QWidget):
    """The list with its button.

    Signals
    -------
    forget_requested(list[PhotoId]) : the selected ones, or all
    opened(PhotoId) : show this photo as far as it is known
    """

    forget_requested = Signal(list)
    opened = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.list = TwoLineList(session.theme, tr("Deleted photos"))
        self.list.activated.connect(lambda index: self.opened.emit(PhotoId(index.data(Role.ITEM).item.id)))
        sentence = tr(
            "The files of these photos are gone, or lie in folders that are left out. They are in no list and no "
            "count; a file that comes back brings its faces and names with it."
        )
        self.forget = button(tr("Forget them…"), self._on_forget)
        head = row(spacing=GRID)
        head.addWidget(label(sentence, "muted", wrap=True), 1)
        head.addWidget(self.forget)
        layout = column(spacing=GRID, margins=(24, 0, 24, 16))
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.list)

    def show_lines(self, lines: Sequence[ListLine]) -> None:
        """Show what `lines_of` made."""
        self.list.show_lines(lines)

    def _on_forget(self) -> None:
        chosen = self.list.chosen()
        # One line is always current: only a choice of several is meant as one.
        wanted = chosen if len(chosen) > 1 else self.list.lines()
        self.forget_requested.emit([PhotoId(line.item.id) for line in wanted])
