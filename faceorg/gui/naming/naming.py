"""A name for some faces -> the edit, with the question in between when the name is taken; for every page that names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from faceorg.domain import FaceId, PersonId
from faceorg.gui.naming.name_field import NameChoice
from faceorg.gui.session.session import Session
from faceorg.library.opening.library import Edited, Library

Verb = Callable[[Library, str, PersonId | None, bool], Edited]


def name_faces(
    session: Session,
    window: QWidget,
    faces: Sequence[FaceId],
    named: NameChoice,
    then: Callable[[Edited], None] | None = None,
    begun: Callable[[], None] | None = None,
) -> None:
    """Name these faces; ask first if the typed name is taken.

    begun : called as soon as it is decided, before the edit is made: who types goes on at once
    """
    from faceorg.library.people import edits

    chosen = list(faces)

    def verb(library: Library, name: str, person: PersonId | None, new: bool) -> Edited:
        return edits.name_faces(library, chosen, name, person=person, new=new)

    _name(session, window, chosen, named, verb, then, begun)


def name_group(
    session: Session,
    window: QWidget,
    shown: Sequence[FaceId],
    without: Sequence[FaceId],
    named: NameChoice,
    then: Callable[[Edited], None] | None = None,
    begun: Callable[[], None] | None = None,
) -> None:
    """Name a group of found faces as it is shown, without those clicked off; ask first if the typed name is taken.

    begun : as in `name_faces`
    """
    from faceorg.library.people import edits

    left_out, seen = set(without), list(shown)

    def verb(library: Library, name: str, person: PersonId | None, new: bool) -> Edited:
        return edits.name_group(library, seen, name, without=left_out, person=person, new=new)

    _name(session, window, [face for face in seen if face not in left_out], named, verb, then, begun)


def rename_person(session: Session, window: QWidget, person_id: PersonId, name: str) -> None:
    """Give a person another name; if it is taken, ask as for faces: the same person (merged), or another one."""
    from faceorg.library.people import edits
    from faceorg.library.views import face_views

    def rename() -> None:
        session.edit(lambda library: edits.rename_person(library, person_id, name))

    def join(known: PersonId) -> None:
        from faceorg.gui.sheets.merge import MergeSheet

        MergeSheet.ask(session, window, [known, person_id])

    def ask(faces: Sequence[FaceId]) -> None:
        from faceorg.gui.sheets.same_name import SameNameSheet

        SameNameSheet(session, window, taken, faces, join, rename, renamed=person_id).open()

    exact = sorted(session.people_cache.completer().exact(" ".join(name.split())), key=lambda who: -who.count)
    taken = [found.person_id for found in exact if found.person_id != person_id]
    if taken:
        library = session.library
        session.runner.read(
            lambda: [found.face_id for found in face_views.rows_of_person(library, person_id)], ask, window
        )
    else:
        rename()


def _name(
    session: Session,
    window: QWidget,
    faces: Sequence[FaceId],
    named: NameChoice,
    verb: Verb,
    then: Callable[[Edited], None] | None,
    begun: Callable[[], None] | None,
) -> None:
    def done(made: Edited) -> None:
        if named.and_open and made.person_id is not None:
            session.go("person", made.person_id)
        if then:
            then(made)

    def edit(person: PersonId | None, new: bool) -> None:
        session.edit(lambda library: verb(library, named.name, person, new), done)
        if begun:
            begun()

    if named.person_id is None and named.namesakes:
        from faceorg.gui.sheets.same_name import SameNameSheet

        SameNameSheet(
            session,
            window,
            named.namesakes,
            faces,
            lambda person_id: edit(person_id, False),
            lambda: edit(None, True),
        ).open()
    else:
        edit(named.person_id, False)
