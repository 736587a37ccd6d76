"""A small card at a face's frame that asks who it is: completion with the likeliest people first."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtWidgets import QFrame, QWidget

from faceorg.domain import FaceId, PersonId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, column, label, row
from faceorg.gui.naming.name_field import NameField
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr

WIDTH = 36 * GRID
# What the list of six people needs below the card.
LIST_ROOM = 26 * GRID


class WhoPopup(QFrame):
    """Hidden until `ask`.

    Signals
    -------
    named(int, NameChoice) : FaceId, and what the user said
    confirmed(int, int) : FaceId, PersonId: yes, it is who the question says it is taken for
    put_aside(int) : FaceId: a stranger
    closed()
    """

    named = Signal(int, object)
    confirmed = Signal(int, int)
    put_aside = Signal(int)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.face_id: FaceId | None = None
        self._taken_for: PersonId | None = None  # as the question says: faceorg may think otherwise meanwhile
        self._question = label(role="title", wrap=True)
        self.field = NameField(session, self)
        self.field.named.connect(self._on_named)
        self.field.cancelled.connect(self.dismiss)
        self.yes = button("", self._on_yes, "primary")
        self.stranger = button(tr("A stranger"), self._on_stranger, "link")
        layout = column(self._question, self.field, spacing=GRID, margins=(16, 12, 16, 12))
        layout.addLayout(row(self.stranger, 1, self.yes))
        self.setLayout(layout)
        self.hide()

    def ask(
        self, face_id: FaceId, frame: QRectF, name: str, *, automatic: bool, person_id: PersonId | None = None
    ) -> None:
        """Open beside a frame (coordinates of the parent); `person_id` has the name `name`."""
        self.face_id, self._taken_for = face_id, person_id
        sure = bool(name) and not automatic
        self.field.leave_out(person_id if sure else None)
        self._question.setText(tr("This is {name}. Somebody else?").format(name=name) if sure else tr("Who is this?"))
        self.yes.say_name(tr("Yes, {name}"), name)
        self.yes.setVisible(bool(name) and automatic)
        self.field.clear()
        self.field.set_likely(())
        self.adjustSize()
        self.place(frame)
        self.show()
        self.raise_()
        self.field.setFocus()

    def show_likely(self, face_id: FaceId, likely: tuple[PersonId, ...]) -> None:
        """Offer these people first, if the question is still about this face and nothing was typed yet."""
        if self.isVisible() and face_id == self.face_id and not self.field.text():
            self.field.set_likely(likely)
            self.field.offer()

    def dismiss(self) -> bool:
        """Close; return whether it was open."""
        was_open = self.isVisible()
        self.field.close_list()
        self.hide()
        if was_open:
            self.closed.emit()
        return was_open

    def place(self, frame: QRectF) -> None:
        """Beside the face, never over it; high enough for the list below the field."""
        area = self._host.rect()
        left = int(frame.right()) + 2 * GRID
        if left + self.width() > area.width() - GRID:
            left = int(frame.left()) - 2 * GRID - self.width()
        lowest = area.height() - self.height() - LIST_ROOM
        top = min(int(frame.top()), lowest)
        self.move(QPoint(min(max(left, GRID), area.width() - self.width() - GRID), max(top, GRID)))

    def _answered(self) -> FaceId | None:
        face_id = self.face_id
        self.dismiss()
        return face_id

    def _on_named(self, named: object) -> None:
        if (face_id := self._answered()) is not None:
            self.named.emit(face_id, named)

    def _on_yes(self) -> None:
        if (face_id := self._answered()) is not None and self._taken_for is not None:
            self.confirmed.emit(face_id, self._taken_for)

    def _on_stranger(self) -> None:
        if (face_id := self._answered()) is not None:
            self.put_aside.emit(face_id)
