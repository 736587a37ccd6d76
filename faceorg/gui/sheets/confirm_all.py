"""All faces that faceorg gave somebody by itself, looked over before they are confirmed: a click takes one off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QWidget

from faceorg.domain import FaceRow, Person, PersonId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, label
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.tiles.face_grid import FaceGrid
from faceorg.gui.tiles.faces_model import FacesModel
from faceorg.gui.words.i18n import tr
from faceorg.library.opening.library import Library
from faceorg.library.people import edits
from faceorg.library.views import face_views, stack_views

LEAST_HIGH = 40 * GRID


def read_guesses(library: Library, person_id: PersonId) -> list[FaceRow]:
    """Return the faces that are this person by themselves, one of each stack; for a worker thread."""
    rows = [row for row in face_views.rows_of_person(library, person_id) if row.automatic]
    leads = stack_views.leads_of(library, [row.face_id for row in rows])
    there = {row.face_id for row in rows}
    return [
        row for row in rows if leads.get(row.face_id, row.face_id) == row.face_id or leads[row.face_id] not in there
    ]


class ConfirmAllSheet(Sheet):
    """The keyboard is on no answer; Tab goes to the button."""

    @classmethod
    def ask(cls, session: Session, window: QWidget, person: Person) -> None:
        """Read the faces and open the sheet; where there are none, say so."""

        def show(rows: list[FaceRow]) -> None:
            if rows:
                cls(session, window, person, rows).open()
            else:
                session.notice(tr("No face of {name} waits for a yes.").format(name=person.name))

        session.runner.read(lambda: read_guesses(session.library, person.id), show, window)

    def __init__(self, session: Session, window: QWidget, person: Person, rows: Sequence[FaceRow]) -> None:
        heading = tr("Are all of these {name}?").format(name=person.name)
        super().__init__(window, heading, width=860)
        self._session, self._person_id = session, person.id
        self.body.addWidget(label(tr("Click off who is somebody else; nothing is said of these."), "muted", wrap=True))
        self._model = FacesModel(session.people_cache, session.thumbnails, self)
        self._model.show(list(rows))
        self.grid = FaceGrid(session, self._model)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.grid.setMinimumHeight(min(LEAST_HIGH, max(160, window.height() // 2)))
        self.grid.setAccessibleName(heading)
        for way in (self.grid.led_on, self.grid.arrow_clicked, self.grid.middle_clicked):
            way.disconnect()  # nobody goes elsewhere while a question is open
        self.grid.clicked.connect(lambda index: self._toggle(index.row()))
        self.grid.led_on.connect(self._toggle)  # two quick clicks are two clicks
        self.grid.opened.connect(self._toggle)
        self.body.addWidget(self.grid, 1)
        self.add_cancel()
        self.confirm = button("", self._on_confirm, "primary")
        self.buttons.addWidget(self.confirm)
        self._say()

    def take_focus(self) -> None:
        self.await_answer(self.confirm)

    def _toggle(self, row: int) -> None:
        self._model.toggle_left_out(row)
        self._say()

    def _chosen(self) -> list[FaceRow]:
        off = self._model.left_out()
        return [row for row in self._model.face_rows() if row.face_id not in off]

    def _say(self) -> None:
        count = len(self._chosen())
        self.confirm.setText(tr("Confirm %Ln face(s)", None, count))
        self.confirm.setEnabled(count > 0)

    def _on_confirm(self) -> None:
        faces, person_id = [row.face_id for row in self._chosen()], self._person_id
        self.close_sheet()
        if faces:
            self._session.edit(lambda library: edits.confirm_faces(library, faces, person_id))
