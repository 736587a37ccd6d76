"""What was said of a picture's faces -> said of the same faces in copies of it that came later.

[Note: Later copies] One decision counts for a whole stack [Note: Stacks], also for a picture that joins it afterwards:
who was named, rejected or put aside in it, and what was drawn, is so in the new one, too. These decided rows alone are
not written while the user decides. They become a part of the very edit that said so, which takes them back with it, and
nothing is written where another edit has spoken of the face since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from faceorg.boxes import SAME_PLACE_IOU, Box
from faceorg.catalog import drawn, faces, people, photos, stacks
from faceorg.catalog.journal import said_by
from faceorg.catalog.stacks import StackedFace
from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import EditId, FaceId, IgnoreReason, PersonId, PhotoId
from faceorg.matching.same_picture import ComparedFace, ComparedPhoto, PictureStack, one_picture

Groups = dict[FaceId, list[FaceId]]


@dataclass(frozen=True)
class _Sketch:
    """A face that was drawn in one picture, and another photo of it in which it is not. box : of both"""

    face_id: FaceId
    photo_id: PhotoId
    box: Box


def say_in_later_copies(
    catalog: Catalog, found: Sequence[PictureStack], frames: Mapping[PhotoId, ComparedPhoto]
) -> None:
    """Have what was said in one picture of each stack be said in all of it. Stacks that are no more are left alone."""
    members = {stack.of: [stack.of, *stack.photos] for stack in found}
    known = {face.id: face for frame in frames.values() for face in frame.faces}
    leads = {face_id: of for stack in found for face_id, of in stack.faces.items()}
    groups: Groups = defaultdict(list)
    for face_id, of in leads.items():
        groups[of].append(face_id)
    unlike = {of: [of, *others] for of, others in groups.items() if not _all_alike([known[f] for f in (of, *others)])}
    sketches = [one for stack in members.values() for one in _sketches([frames[p] for p in stack], leads)]
    asides = list(_asides(catalog, list(members.values()), frames, {*leads, *groups}))
    concerned = {face_id for group in unlike.values() for face_id in group}
    concerned |= {one.face_id for one in sketches} | {face_id for pair in asides for face_id in pair}
    if not concerned:
        return
    with catalog.atomic():
        now = stacks.leads_of(catalog, sorted(leads))
        unlike = {of: group for of, group in unlike.items() if all(now.get(one) == of for one in group[1:])}
        sayings = said_by.sayings_of(catalog, concerned)
        for sketch in sketches:
            _draw(catalog, sayings, sketch, unlike)
        for no_face, face_id in asides:
            edit_id = sayings.by.get(("ignored", no_face, None))
            if edit_id is not None and _is_older(sayings, edit_id, "ignored", None, [face_id]):
                with said_by.part_of(catalog, edit_id) as connection:
                    people.ignore(connection, [face_id], IgnoreReason.NOT_A_FACE)
        there = stacks.faces_in_photos(catalog, sorted({photo_id for stack in members.values() for photo_id in stack}))
        as_now = {face.face_id: face for found_there in there.values() for face in found_there}
        for group in unlike.values():
            _say_in_group(catalog, sayings, [as_now[face_id] for face_id in group if face_id in as_now])


def _all_alike(group: Sequence[ComparedFace]) -> bool:
    return len({(face.person, face.rejected, face.ignored) for face in group}) == 1


def _sketches(stack: Sequence[ComparedPhoto], leads: Mapping[FaceId, FaceId]) -> Iterator[_Sketch]:
    """Find the drawn faces of a stack that are not in all of its photos which are the very same picture."""
    for frame in stack:
        for face in frame.faces:
            if face.found:
                continue
            own = leads.get(face.id, face.id)
            for other in stack:
                has = any(leads.get(one.id, one.id) == own for one in other.faces)
                if not has and not _at(other, face.box) and one_picture(frame, other):
                    yield _Sketch(face.id, other.id, face.box)


def _asides(
    catalog: Catalog,
    members: Sequence[Sequence[PhotoId]],
    frames: Mapping[PhotoId, ComparedPhoto],
    joined: set[FaceId],
) -> Iterator[tuple[FaceId, FaceId]]:
    """Find (what was put aside as no face, what lies in its place in the same picture and nobody spoke of)."""
    no_faces = stacks.no_faces_of(catalog, sorted({photo_id for stack in members for photo_id in stack}))
    for stack in members:
        for photo_id in stack:
            for no_face, box in no_faces.get(photo_id, ()):
                for other in (frames[one] for one in stack if one != photo_id):
                    free = [face for face in _at(other, box) if face.found and not face.is_said]
                    if free and free[0].id not in joined and one_picture(frames[photo_id], other):
                        yield no_face, free[0].id


def _at(frame: ComparedPhoto, box: Box) -> list[ComparedFace]:
    """The faces in a place, the nearest first."""
    there = [face for face in frame.faces if face.box.iou(box) >= SAME_PLACE_IOU]
    return sorted(there, key=lambda face: -face.box.iou(box))


def _draw(catalog: Catalog, sayings: said_by.Sayings, sketch: _Sketch, groups: Groups) -> None:
    """Draw a face in another photo of its picture, unless something is there; it joins the group of the first."""
    edit_id = sayings.by.get(("face_boxes", sketch.face_id, None))
    there = faces.faces_of_photo(catalog, sketch.photo_id)
    if edit_id is None or any(face.box.iou(sketch.box) >= SAME_PLACE_IOU for face in there):
        return
    with said_by.part_of(catalog, edit_id) as connection:
        new = drawn.insert_drawn(catalog, edit_id, photos.photo(catalog, sketch.photo_id), sketch.box)
        lead = stacks.leads_of(catalog, [sketch.face_id]).get(sketch.face_id, sketch.face_id)
        stacks.join_faces(connection, lead, [new])
    if new not in (group := groups.setdefault(lead, [lead])):
        group.append(new)


def _say_in_group(catalog: Catalog, sayings: said_by.Sayings, group: Sequence[StackedFace]) -> None:
    """Say of all faces of one group what was said of some; a verb about one of them is about all."""
    named = {PersonId(face.person) for face in group if face.person is not None}
    reasons = {face.ignored for face in group if face.ignored is not None}
    rejected = {PersonId(person) for face in group for person in face.rejected}
    if len(named) + len(reasons) > 1 or named & rejected:  # two things were said: neither is the other's
        return
    for person in named:
        silent = [face.face_id for face in group if face.person is None]
        for source, edit_id in _who_said(sayings, "assignments", None, group, silent):
            with said_by.part_of(catalog, edit_id) as connection:
                people.assign(connection, [source], person, sayings.origins[source])
    for reason in reasons:
        silent = [face.face_id for face in group if face.ignored is None]
        for source, edit_id in _who_said(sayings, "ignored", None, group, silent):
            with said_by.part_of(catalog, edit_id) as connection:
                people.ignore(connection, [source], IgnoreReason(reason))
    for person in sorted(rejected):
        silent = [face.face_id for face in group if person not in face.rejected]
        for source, edit_id in _who_said(sayings, "rejections", person, group, silent):
            with said_by.part_of(catalog, edit_id) as connection:
                people.reject(connection, [source], person)


def _who_said(
    sayings: said_by.Sayings, table: str, person: PersonId | None, group: Sequence[StackedFace], silent: list[FaceId]
) -> list[tuple[FaceId, EditId]]:
    """The face of a group that was spoken of, and the edit that did so; none where nothing is to be said of another."""
    of = [face.face_id for face in group if face.face_id not in silent]
    said = [(face_id, sayings.by[key]) for face_id in of if (key := (table, face_id, person)) in sayings.by]
    return [one for one in said if silent and _is_older(sayings, one[1], table, person, silent)][:1]


def _is_older(
    sayings: said_by.Sayings, edit_id: EditId, table: str, person: PersonId | None, silent: Sequence[FaceId]
) -> bool:
    """Whether no edit since, nor one that was undone, has written what this one would say of these faces."""
    return all(sayings.newest.get((table, face_id, person), EditId(0)) < edit_id for face_id in silent)
