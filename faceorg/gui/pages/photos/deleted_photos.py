"""Photos that no scan comes by: apart from all others, each with who is in it and why, and forgotten on request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal

from faceorg.domain import Absence, PhotoId
from faceorg.gui.look.widgets import button
from faceorg.gui.pages.photos.photo_lines import PhotoLines
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.roles import Role
from faceorg.gui.tiles.two_line_list import ListLine
from faceorg.gui.words.i18n import tr
from faceorg.library.scanning.forgetting import AbsentPhoto


def lines_of(missing: Iterable[AbsentPhoto]) -> list[ListLine]:
    """Return a line for each photo, for a worker thread."""
    return [
        ListLine(photo.path.name, _detail(photo), str(photo.path.parent), "photos", "muted", photo) for photo in missing
    ]


def _detail(photo: AbsentPhoto) -> str:
    why = {
        Absence.GONE: "",
        Absence.LEFT_OUT: tr("left out"),
        Absence.AWAY: tr("not connected"),
        Absence.BACK: tr("there again"),
    }[photo.why]
    return " · ".join(part for part in (why, _who(photo)) if part)


def _who(photo: AbsentPhoto) -> str:
    if photo.names:
        return ", ".join(photo.names)
    return tr("%Ln face(s) without a name", None, photo.faces) if photo.faces else tr("Nobody in it")


class DeletedPhotos(PhotoLines):
    """The list with its buttons, each of which is there when it can do something.

    Signals
    -------
    forget_requested(list[PhotoId]) : those of the selected ones, or of all, whose files are gone
    forget_left_out_requested(list[PhotoId]) : those that are only left out
    opened(PhotoId) : show this photo as far as it is known
    """

    forget_requested = Signal(list)
    forget_left_out_requested = Signal(list)
    opened = Signal(object)

    def __init__(self, session: Session) -> None:
        sentence = tr(
            "The files of these photos are gone, or no scan looks for them. They are in no list and no count; a file "
            "that comes back brings its faces and names with it."
        )
        self.forget = button(tr("Forget them…"), lambda: self._request(Absence.GONE))
        self.forget_left_out = button(tr("Forget what is left out…"), lambda: self._request(Absence.LEFT_OUT))
        super().__init__(session.theme, tr("Deleted photos"), sentence, [self.forget, self.forget_left_out])
        self.list.activated.connect(lambda index: self.opened.emit(PhotoId(index.data(Role.ITEM).item.id)))
        self.list.selectionModel().selectionChanged.connect(self._offer)

    def show_lines(self, lines: Sequence[ListLine]) -> None:
        super().show_lines(lines)
        self._offer()

    def _offer(self) -> None:
        reasons = {line.item.why for line in self.wanted_lines()}
        self.forget.setVisible(Absence.GONE in reasons)
        self.forget_left_out.setVisible(Absence.LEFT_OUT in reasons)

    def _request(self, why: Absence) -> None:
        signal = self.forget_requested if why is Absence.GONE else self.forget_left_out_requested
        signal.emit([line.item.id for line in self.wanted_lines() if line.item.why is why])
