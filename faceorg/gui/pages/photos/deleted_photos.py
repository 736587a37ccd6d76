"""Photos whose file was deleted: apart from all others, each with who is in it, and forgotten when somebody says so."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal

from faceorg.domain import MissingPhoto, PhotoId
from faceorg.gui.look.widgets import button
from faceorg.gui.pages.photos.photo_lines import PhotoLines
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.roles import Role
from faceorg.gui.tiles.two_line_list import ListLine
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


class DeletedPhotos(PhotoLines):
    """The list with its button.

    Signals
    -------
    forget_requested(list[PhotoId]) : the selected ones, or all
    opened(PhotoId) : show this photo as far as it is known
    """

    forget_requested = Signal(list)
    opened = Signal(object)

    def __init__(self, session: Session) -> None:
        sentence = tr(
            "The files of these photos are gone, or lie in folders that are left out. They are in no list and no "
            "count; a file that comes back brings its faces and names with it."
        )
        self.forget = button(tr("Forget them…"), lambda: self.forget_requested.emit(self.wanted()))
        super().__init__(session.theme, tr("Deleted photos"), sentence, [self.forget])
        self.list.activated.connect(lambda index: self.opened.emit(PhotoId(index.data(Role.ITEM).item.id)))
