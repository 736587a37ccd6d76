"""What is done with a face of the photo on stage: asked who it is, confirmed, refused, drawn, moved, removed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from faceorg.boxes import Box
from faceorg.domain import AssignedBy, Face, FaceId, IgnoreReason, PersonId
from faceorg.gui.naming.name_field import NameChoice
from faceorg.gui.naming.naming import name_faces
from faceorg.gui.naming.who_popup import WhoPopup
from faceorg.gui.pages.photo.photo_data import PhotoData
from faceorg.gui.pages.photo.stage import PhotoStage
from faceorg.gui.pages.photo.why_panel import Reasons, likely_by_reasons, reasons
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.library.people import boxes, edits


class FaceInHand(QObject):
    """The verbs; without a face of its own, each is about the one that is current on the stage.

    Signals
    -------
    drawn(int) : FaceId of a face that was drawn just now; the photo is to be read again
    """

    drawn = Signal(int)

    def __init__(
        self, session: Session, stage: PhotoStage, who: WhoPopup, data: Callable[[], PhotoData | None]
    ) -> None:
        """data : what is shown of the photo on stage"""
        super().__init__(stage)
        self._session, self._stage, self._who, self._data = session, stage, who, data
        stage.name_requested.connect(self.ask)
        stage.typed.connect(self._begin_name)
        stage.drawn.connect(self._on_drawn)
        stage.moved.connect(self._on_moved)
        who.named.connect(self._on_named)
        who.confirmed.connect(lambda face_id, person: self.confirm(FaceId(face_id), PersonId(person)))
        who.put_aside.connect(self._put_aside)

    def face(self, face_id: FaceId | None = None) -> Face | None:
        """Return what is known of a face, of the current one where none is said; None where there is none."""
        wanted, data = face_id or self._stage.current, self._data()
        return next((face for face in data.faces if face.id == wanted), None) if data else None

    def reason(self, face_id: FaceId, then: Callable[[Reasons | None], None]) -> None:
        """Find out why a face is who it is taken for."""
        helper = self._session.helper
        self._session.runner.read(lambda: reasons(helper, face_id), then, self)

    # ------------------------------------------------------------ who it is
    def ask(self, face_id: int) -> None:
        """Ask who a face is, with those who are likely."""
        face = self.face(FaceId(face_id))
        if face is None:
            return
        self._stage.set_current_face(face.id)
        automatic = face.assigned_by is AssignedBy.AUTO
        name = self._session.people_cache.label(face.person_id)
        self._who.ask(face.id, self._stage.frame_of(face.id), name, automatic=automatic, person_id=face.person_id)

        def show(found: Reasons | None) -> None:
            # Who it is already, for sure, is not what is asked for.
            known = None if automatic else face.person_id
            self._who.show_likely(face.id, tuple(person for person in likely_by_reasons(found) if person != known))

        self.reason(face.id, show)

    def ask_of_nobody_gone(self) -> None:
        """Take a question back whose face is none of the photo's any more: its drawing was undone."""
        if self._who.isVisible() and self.face(self._who.face_id) is None:
            self._who.dismiss()

    def _begin_name(self, letter: str) -> None:
        if (face_id := self._stage.current) is not None:
            self.ask(face_id)
            if self._who.isVisible():  # else the face is none of the photo's any more
                self._who.field.begin(letter)

    def _on_named(self, face_id: int, named: NameChoice) -> None:
        name_faces(self._session, self._stage.window(), [FaceId(face_id)], named)

    def confirm(self, face_id: FaceId | None = None, shown_as: PersonId | None = None) -> None:
        wanted, face = face_id or self._stage.current, self.face(face_id)
        if wanted is not None:
            person = shown_as or (face.person_id if face is not None else None)
            self._session.edit(lambda library: edits.confirm_faces(library, [wanted], person))

    def reject(self, face_id: FaceId | None = None) -> None:
        face = self.face(face_id)
        if face is not None and face.person_id is not None:
            wanted, person_id = face.id, face.person_id
            self._session.edit(lambda library: edits.reject_faces(library, [wanted], person_id))

    def _put_aside(self, face_id: int) -> None:
        wanted = [FaceId(face_id)]
        self._session.edit(lambda library: edits.ignore_faces(library, wanted, IgnoreReason.STRANGER))

    def alike(self) -> None:
        if self._stage.current is not None:
            self._session.look_alike(self._stage.current)

    def open_person(self) -> None:
        face = self.face()
        if face is not None and face.person_id is not None:
            self._session.go("person", face.person_id)

    # ------------------------------------------------------------ where it is
    def draw(self) -> None:
        """Wait for a box around a face that was not found."""
        if self._stage.has_picture:
            self._stage.start_drawing()
            self._session.notice(tr("Drag a box around the face, or place it with the arrow keys and press Enter."))

    def _on_drawn(self, box: Box) -> None:
        if (data := self._data()) is not None:
            photo_id = data.photo.id
            self._session.edit(
                lambda library: boxes.draw_face(library, photo_id, box), lambda made: self.drawn.emit(made.faces[0])
            )

    def _on_moved(self, face_id: int, box: Box) -> None:
        self._session.edit(lambda library: boxes.move_face(library, FaceId(face_id), box))

    def remove(self) -> None:
        if (face_id := self._stage.current) is not None:
            self._session.edit(lambda library: boxes.remove_face(library, face_id))
