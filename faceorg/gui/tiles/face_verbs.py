"""From a face, wherever it is shown -> all photos of its person, or, while it has no name, the faces most like it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from faceorg.domain import Face, FaceId, PersonId, PhotoFilter, PhotoId
from faceorg.gui.look.widgets import FaceView, rounded
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr


def show_photos_of(session: Session, person_id: PersonId, at: PhotoId | None = None) -> None:
    """Go to all photos of a person; at : the one that is in hand there"""
    session.go("photos", PhotoFilter(all_of=(person_id,)), at)


def show_more_of(session: Session, face_id: FaceId) -> None:
    """Go to all photos of a face's person; without a name, to the most similar faces of the library."""
    from faceorg.library.views import face_views

    def go(face: Face) -> None:
        if face.person_id is not None:
            show_photos_of(session, face.person_id, face.photo_id)
        else:
            session.look_alike(face_id)

    session.runner.read(lambda: face_views.face(session.library, face_id), go, session)


def follow_when_clicked(view: FaceView, session: Session) -> None:
    """Have a click on a single face lead where it leads everywhere."""

    def follow() -> None:
        if view.face_id is not None:
            show_more_of(session, view.face_id)

    for click in (view.clicked, view.middle_clicked):
        click.connect(follow)


def show_menu(
    session: Session,
    parent: QWidget,
    face_id: FaceId,
    person_id: PersonId | None,
    where: QPoint,
    ask_who: Callable[[], None] | None = None,
) -> None:
    """Open what can be done from a face (global position): its person's photos, its likes, its photo.

    ask_who : where one face among others can get a name of its own
    """
    menu = rounded(QMenu(parent))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if ask_who is not None:
        menu.addAction(tr("Say who this one is…"), ask_who)
    if person_id is not None:
        name = session.people_cache.label(person_id)
        menu.addAction(tr("All photos of {name}").format(name=name), lambda: show_photos_of(session, person_id))
    menu.addAction(tr("Find similar faces"), lambda: session.look_alike(face_id))
    menu.addAction(tr("Show the photo"), lambda: session.look_at_photo(face_id))
    menu.popup(where)
