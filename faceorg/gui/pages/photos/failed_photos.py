"""Photos that could not be read: each with its reason in one sentence, to be tried again or looked at in the folder."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal

from faceorg.domain import Photo
from faceorg.gui.look.widgets import button
from faceorg.gui.pages.photos.photo_lines import PhotoLines
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.roles import Role
from faceorg.gui.tiles.two_line_list import ListLine
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message


def lines_of(failed: Iterable[Photo]) -> list[ListLine]:
    """Return a line for each photo; for a worker thread: a large library has thousands, each with a sentence."""
    return [
        ListLine(photo.path.name, say_message(photo.failure), str(photo.path.parent), "warning", "danger", photo)
        for photo in failed
        if photo.failure is not None
    ]


class FailedPhotos(PhotoLines):
    """The list with its buttons.

    Signals
    -------
    retry_requested(list[PhotoId]) : the selected ones, or all
    show_requested(Path) : show this file in the file manager
    """

    retry_requested = Signal(list)
    show_requested = Signal(object)

    def __init__(self, session: Session) -> None:
        sentence = tr("These photos could not be read. Mend or replace a file, then try again; nothing else is needed.")
        self.retry = button(tr("Try again"), lambda: self.retry_requested.emit(self.wanted()), "primary")
        self.show_file = button(tr("Show in the file manager"), self._on_show)
        title = tr("Photos that could not be read")
        super().__init__(session.theme, title, sentence, [self.show_file, self.retry])
        self.list.activated.connect(lambda index: self.show_requested.emit(index.data(Role.ITEM).item.path))

    def _on_show(self) -> None:
        if chosen := self.list.chosen():
            self.show_requested.emit(chosen[0].item.path)
