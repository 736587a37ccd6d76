"""Boxes that the user draws, corrects and removes: each verb is one journaled, undoable edit of one picture.

In every photo of its stack that is this very picture [Note: Stacks]: it is one face, decided about and counted once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from faceorg.boxes import SAME_PLACE_IOU, Box
from faceorg.catalog import faces, people, vectors
from faceorg.catalog.drawn import insert_drawn
from faceorg.catalog.journal import journal, photo_snapshots
from faceorg.catalog.pictures import copies, photos, stacks
from faceorg.domain import AssignedBy, FaceId, IgnoreReason, PhotoId
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
    shown = photos.photo(library.catalog, photo_id)
    photo_id = copies.photo_that_counts(library.catalog, photo_id)
    box = _usable(box)
    facts = EditFacts(EditKind.FACE_DRAWN, file=shown.path.name)
    with library.edit(facts) as edit_id:
        there = {one: _undecided_at(library, one, box) for one in _of_one_picture(library, photo_id)}
        if there[photo_id].taken:  # a box over a face that is known: whatever it is, it is another one
            there = {photo_id: _Place(taken=False)}
        drawn = {
            one: insert_drawn(library.catalog, edit_id, photos.photo(library.catalog, one), box)
            for one, found in there.items()
            if one == photo_id or not found.taken
        }
        known = [found.face_id for found in there.values() if found.face_id is not None]
        lead = (
            stacks.leads_of(library.catalog, known[:1]).get(known[0], known[0]) if known else next(iter(drawn.values()))
        )
        stacks.join_faces(library.catalog.connection, lead, drawn.values())
        face_id = drawn[photo_id]
        person_id = edits.name_faces(library, [face_id], name).person_id if name else None
        if name:
            facts = replace(facts, people=(NamedPerson(person_id, clean_name(name)),))
            journal.describe(library.catalog, edit_id, facts)
    return library.edited(edit_id, facts, person_id, (face_id,))


@dataclass(frozen=True)
class _Place:
    """What is known where a face is to be drawn. taken : a face is there; face_id : it, where nothing was said of it"""

    taken: bool
    face_id: FaceId | None = None


def _undecided_at(library: Library, photo_id: PhotoId, box: Box) -> _Place:
    there = [face for face in faces.faces_of_photo(library.catalog, photo_id) if face.box.iou(box) >= SAME_PLACE_IOU]
    if not there:
        return _Place(taken=False)
    best = max(there, key=lambda face: face.box.iou(box))
    is_decided = best.assigned_by is AssignedBy.USER or best.ignored is not None
    return _Place(taken=True, face_id=None if is_decided else best.id)


def _of_one_picture(library: Library, photo_id: PhotoId) -> list[PhotoId]:
    if stacks.stacks_around(library.catalog, [photo_id]) == {photo_id}:
        return [photo_id]
    from faceorg.library.recognising.stacking import photos_of_one_picture  # numpy: the window opens without it

    return photos_of_one_picture(library, photo_id)


def move_face(library: Library, face_id: FaceId, box: Box) -> Edited:
    """Correct the box of a face."""
    face = faces.face(library.catalog, face_id)
    facts = EditFacts(EditKind.FACE_MOVED)
    with library.edit(facts) as edit_id:
        connection, pictures = library.catalog.connection, _of_one_picture(library, face.photo_id)
        for one in faces.faces(library.catalog, stacks.whole(connection, [face_id])):
            if one.photo_id in pictures:
                photo_snapshots.take(connection, edit_id, one.photo_id)
                people.set_box(connection, one.id, _usable(box))
                vectors.forget_photo(library.catalog, one.photo_id)
    return library.edited(edit_id, facts, face.person_id, (face_id,))


def remove_face(library: Library, face_id: FaceId) -> Edited:
    """Remove a box: a drawn face disappears, a detected one is put aside as not a face."""
    face = faces.face(library.catalog, face_id)
    if not face.drawn:
        return edits.ignore_faces(library, [face_id], IgnoreReason.NOT_A_FACE)
    facts = EditFacts(EditKind.DRAWN_FACE_REMOVED)
    with library.edit(facts) as edit_id:
        connection = library.catalog.connection
        others = faces.faces(library.catalog, stacks.whole(connection, [face_id]))
        people.unassign(connection, [face_id])
        people.ignore(connection, [one.id for one in others if not one.drawn], IgnoreReason.NOT_A_FACE)
        for one in others:
            if one.drawn:
                people.set_box(connection, one.id, None)
    return library.edited(edit_id, facts, face.person_id, (face_id,))


def _usable(box: Box) -> Box:
    x, y = min(max(box.x, 0.0), 1.0), min(max(box.y, 0.0), 1.0)
    width, height = min(box.width, 1.0 - x), min(box.height, 1.0 - y)
    finite = math.isfinite(x + y + box.width + box.height)
    if not (finite and width >= SMALLEST_BOX and height >= SMALLEST_BOX):
        raise InvalidInput(ProblemCode.BOX_UNUSABLE)
    return Box(x, y, width, height)
