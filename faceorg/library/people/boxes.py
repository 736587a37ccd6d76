"""Boxes that the user draws, corrects and removes: each verb is one journaled, undoable edit of one photo."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from faceorg.catalog import copies, faces, people, photos, vectors
from faceorg.catalog.journal import journal, photo_snapshots
from faceorg.domain import Box, FaceId, IgnoreReason, PhotoId
from faceorg.edits import EditFacts, EditKind, NamedPerson
from faceorg.errors import InvalidInput
from faceorg.library.people import edits
from faceorg.library.people.names import clean_name
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library

# A drawn box smaller than this fraction of the photo is a slip of the mouse.
SMALLEST_BOX = 0.002


def draw_face(library: Library, photo_id: PhotoId, box: Box, name: str | None = None) -> Edited:
    """Add a face that the detector missed; its embedding is made by the next analysis of its photo."""
    photo = photos.photo(library.catalog, photo_id)
    photo_id = copies.photo_that_counts(library.catalog, photo_id)
    box = _usable(box)
    facts = EditFacts(EditKind.FACE_DRAWN, file=photo.path.name)
    with library.edit(facts) as edit_id:
        connection = library.catalog.connection
        size_px = (box.width * photo.width * box.height * photo.height) ** 0.5
        values = (box.x, box.y, box.width, box.height, None, 1.0, 0.0, size_px, 0.0, 0.0, 0.0, 0.0)
        photo_snapshots.take(connection, edit_id, photo_id)
        face_id = faces.insert_face(connection, photo_id, values, drawn=True)
        people.set_box(connection, face_id, box)
        person_id = edits.name_faces(library, [face_id], name).person_id if name else None
        if name:
            facts = replace(facts, people=(NamedPerson(person_id, clean_name(name)),))
            journal.describe(library.catalog, edit_id, facts)
        vectors.forget_photo(library.catalog, photo_id)
    return library.edited(edit_id, facts, person_id, (face_id,))


def move_face(library: Library, face_id: FaceId, box: Box) -> Edited:
    """Correct the box of a face."""
    face = faces.face(library.catalog, face_id)
    facts = EditFacts(EditKind.FACE_MOVED)
    with library.edit(facts) as edit_id:
        photo_snapshots.take(library.catalog.connection, edit_id, face.photo_id)
        people.set_box(library.catalog.connection, face_id, _usable(box))
        vectors.forget_photo(library.catalog, face.photo_id)
    return library.edited(edit_id, facts, face.person_id, (face_id,))


def remove_face(library: Library, face_id: FaceId) -> Edited:
    """Remove a box: a drawn face disappears, a detected one is put aside as not a face."""
    face = faces.face(library.catalog, face_id)
    if not face.drawn:
        return edits.ignore_faces(library, [face_id], IgnoreReason.NOT_A_FACE)
    facts = EditFacts(EditKind.DRAWN_FACE_REMOVED)
    with library.edit(facts) as edit_id:
        people.unassign(library.catalog.connection, [face_id])
        people.set_box(library.catalog.connection, face_id, None)
    return library.edited(edit_id, facts, face.person_id, (face_id,))


def _usable(box: Box) -> Box:
    x, y = min(max(box.x, 0.0), 1.0), min(max(box.y, 0.0), 1.0)
    width, height = min(box.width, 1.0 - x), min(box.height, 1.0 - y)
    finite = math.isfinite(x + y + box.width + box.height)
    if not (finite and width >= SMALLEST_BOX and height >= SMALLEST_BOX):
        raise InvalidInput(ProblemCode.BOX_UNUSABLE)
    return Box(x, y, width, height)
