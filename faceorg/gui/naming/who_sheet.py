"""Asks who some faces are: a name field with completion, over the faces concerned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from faceorg.domain import FaceId, PersonId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import FaceView, label, row
from faceorg.gui.naming.name_field import NameChoice, NameField
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import number

FACE_SIDE = 64
FACES_SHOWN = 7


class WhoSheet(Sheet):
    """Calls `on_named` with what was said; `new_people`: whether a new name may be given; `without`: who they are
    already, and is not offered; `typed`: the letter with which a name was begun before the sheet opened."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        heading: str,
        faces: Sequence[FaceId],
        on_named: Callable[[NameChoice], None],
        *,
        new_people: bool = True,
        without: PersonId | None = None,
        typed: str = "",
    ) -> None:
        super().__init__(window, heading, width=560)
        self._on_named, self._typed = on_named, typed
        line = row(spacing=GRID)
        for face_id in faces[:FACES_SHOWN]:
            view = FaceView(session.faces, FACE_SIDE)
            view.show_face(face_id)
            line.addWidget(view)
        if len(faces) > FACES_SHOWN:
            line.addWidget(label(f"+{number(len(faces) - FACES_SHOWN)}", "muted"))
        line.addStretch(1)
        self.body.addLayout(line)
        self.field = NameField(session, new_people=new_people)
        self.field.leave_out(without)
        self.field.named.connect(self._done)
        self.field.cancelled.connect(self.cancel)
        self.body.addWidget(self.field)
        # Room for the list, which opens below the field.
        self.body.addSpacing(30 * GRID)
        self.add_cancel()

    def take_focus(self) -> None:
        self.field.begin(self._typed)

    def _done(self, named: NameChoice) -> None:
        self.field.close_list()
        self.close_sheet()
        self._on_named(named)
