"""What was said of a picture's faces -> said of the same faces in copies of it that came later.

[Note: Later copies] One decision counts for a whole stack [Note: Stacks], also for a picture that joins it afterwards:
who was named, rejected or put aside in it, what was drawn, and when it was taken, is so in the new one, too. These
decided rows alone are not written while the user decides. They become a part of the very edit that said so, which takes
them back with it, and nothing is written where another edit has spoken of the face, or the photo, since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from faceorg.boxes import SAME_PLACE_IOU, Box
from faceorg.catalog import drawn, faces, people
from faceorg.catalog.journal import said_by
from faceorg.catalog.pictures import photo_dates, photos, stack_finding, stacks
from faceorg.catalog.pictures.stack_finding import StackedFace
from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import EditId, FaceId, IgnoreReason, PersonId, PhotoId
from faceorg.matching.same_picture import ComparedFace, ComparedPhoto, PictureStack, one_picture

NoFaces = Mapping[PhotoId, Sequence[tuple[FaceId, Box]]]


@dataclass(frozen=True)
class _Sketch:
    """A face that was drawn in one picture, and another photo of it in which it is not.

    lead : the face that stands for it, itself where none does; box : in both
    """

    face_id: FaceId
    lead: FaceId
    photo_id: PhotoId
    box: Box


@dataclass(frozen=True)
class _Unsaid:
    """What was said in some photos of a stack and not in all.

    groups : the faces that are one, of which not the same was said, by the one that stands for them
    asides : by what nobody spoke of, what is no face in its place in the same picture
    """

    photos: frozenset[PhotoId]
    groups: dict[FaceId, list[FaceId]]
    sketches: list[_Sketch]
    asides: dict[FaceId, FaceId]

    @property
    def faces(self) -> set[FaceId]:
        found = {*self.asides, *self.asides.values()}
        for group in self.groups.values():
            found.update(group)
        for sketch in self.sketches:
            found.update((sketch.face_id, sketch.lead))
        return found


def say_in_later_copies(
    catalog: Catalog, found: Sequence[PictureStack], frames: Mapping[PhotoId, ComparedPhoto]
) -> None:
    """Have what was said in one picture of each stack be said in all of it. Stacks that are no more are left alone."""
    no_faces = stack_finding.no_faces_of(catalog, sorted({one for stack in found for one in (stack.of, *stack.photos)}))
    unsaid = [one for stack in found if (one := _unsaid_in(stack, frames, no_faces)).faces]
    if not unsaid:
        return
    with catalog.atomic():
        sayings = said_by.sayings_of(catalog, {face_id for one in unsaid for face_id in one.faces})
        for one in unsaid:
            if stacks.stacks_around(catalog, sorted(one.photos)[:1]) == one.photos:
                _say(catalog, sayings, one)


def date_later_copies(catalog: Catalog) -> None:
    """Have a date that was said of one picture of a stack, a true copy too, be said of those that came later."""
    said = photo_dates.all_said(catalog)
    stacked: dict[PhotoId, list[PhotoId]] = {}
    for photo_id, of in stacks.members(catalog) if said else ():
        stacked.setdefault(of, [of]).append(photo_id)
    unsaid: dict[PhotoId, list[PhotoId]] = {}  # by a picture that was dated
    for whole in stacked.values():
        dated = [one for one in whole if one in said]
        if 0 < len(dated) < len(whole) and len({said[one] for one in dated}) == 1:  # of two dates none is the other's
            unsaid[dated[0]] = [one for one in whole if one not in said]
    if not unsaid:
        return
    with catalog.atomic():
        by, newest = said_by.dates_of(catalog, [*unsaid, *(one for silent in unsaid.values() for one in silent)])
        for photo_id, silent in unsaid.items():
            if (edit_id := by.get(photo_id)) is not None:
                # An edit since, or one that was undone, has spoken of the others itself.
                wanted = [one for one in silent if newest.get(one, EditId(0)) < edit_id]
                with said_by.part_of(catalog, edit_id) as connection:
                    photo_dates.say_date(connection, wanted, said[photo_id])


def _unsaid_in(stack: PictureStack, frames: Mapping[PhotoId, ComparedPhoto], no_faces: NoFaces) -> _Unsaid:
    pictures = [frames[photo_id] for photo_id in (stack.of, *stack.photos)]
    known = {face.id: face for picture in pictures for face in picture.faces}
    groups: dict[FaceId, list[FaceId]] = {}
    for face_id, of in stack.faces.items():
        groups.setdefault(of, [of]).append(face_id)
    unlike = {of: group for of, group in groups.items() if not _all_alike([known[face_id] for face_id in group])}
    joined = {*groups, *stack.faces}
    asides = {face_id: no_face for no_face, face_id in _asides(pictures, no_faces) if face_id not in joined}
    return _Unsaid(frozenset(one.id for one in pictures), unlike, list(_sketches(pictures, stack.faces)), asides)


def _say(catalog: Catalog, sayings: said_by.Sayings, unsaid: _Unsaid) -> None:
    groups = dict(unsaid.groups)
    for sketch in unsaid.sketches:
        _draw(catalog, sayings, sketch, groups)
    for face_id, no_face in unsaid.asides.items():
        edit_id = sayings.by.get(("ignored", no_face, None))
        if edit_id is not None and _is_older(sayings, edit_id, "ignored", None, [face_id]):
            with said_by.part_of(catalog, edit_id) as connection:
                people.ignore(connection, [face_id], IgnoreReason.NOT_A_FACE)
    there = stack_finding.faces_in_photos(catalog, sorted(unsaid.photos))
    now = {face.face_id: face for faces_there in there.values() for face in faces_there}
    for group in groups.values():
        _say_in_group(catalog, sayings, [now[face_id] for face_id in group if face_id in now])


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
                    yield _Sketch(face.id, own, other.id, face.box)


def _asides(pictures: Sequence[ComparedPhoto], no_faces: NoFaces) -> Iterator[tuple[FaceId, FaceId]]:
    """Find (what was put aside as no face, what lies in its place in the same picture and nobody spoke of)."""
    for picture in pictures:
        for no_face, box in no_faces.get(picture.id, ()):
            for other in pictures:
                free = [face for face in _at(other, box) if face.found and not face.is_said]
                if other is not picture and free and one_picture(picture, other):
                    yield no_face, free[0].id


def _at(frame: ComparedPhoto, box: Box) -> list[ComparedFace]:
    """The faces in a place, the nearest first."""
    there = [face for face in frame.faces if face.box.iou(box) >= SAME_PLACE_IOU]
    return sorted(there, key=lambda face: -face.box.iou(box))


def _draw(catalog: Catalog, sayings: said_by.Sayings, sketch: _Sketch, groups: dict[FaceId, list[FaceId]]) -> None:
    """Draw a face in another photo of its picture, unless something is there; it joins the group of the first."""
    edit_id = sayings.by.get(("face_boxes", sketch.face_id, None))
    there = faces.faces_of_photo(catalog, sketch.photo_id)
    if edit_id is None or any(face.box.iou(sketch.box) >= SAME_PLACE_IOU for face in there):
        return
    with said_by.part_of(catalog, edit_id) as connection:
        new = drawn.insert_drawn(catalog, edit_id, photos.photo(catalog, sketch.photo_id), sketch.box)
        stacks.join_faces(connection, sketch.lead, [new])
    groups[sketch.lead] = [*groups.get(sketch.lead, [sketch.lead]), new]


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
