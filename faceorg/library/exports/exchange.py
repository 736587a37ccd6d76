"""All decisions of a library <-> one documented JSON file, matched between libraries by photo content and face box.

Document (version 1)::

    {"format": "faceorg decisions", "version": 1,
     "people": [{"id": 3, "name": "Anna", "hidden": false, "born_on": "1981-03-12" | null,
                 "cover": {"photo": <sha256>, "box": [x, y, w, h]} | null,
                 "favourite": true,                        only of those who are
                 "looks_like_formula": true}],             only where a name does, and somebody is called so
     "separations": [[3, 5]],                                  ids of people in this document
     "faces": [{"photo": <sha256 of the photo's bytes>, "box": [x, y, w, h],      fractions of the upright photo
                "person": 3 | null, "rejected": [5], "ignored": "stranger" | "not_a_face" | null,
                "drawn": false, "moved": false, "group": [2, 1] | null}],         [group, split] of an unnamed part
     "dates": [{"photo": <sha256>, "first": "1974-06-01T00:00:00", "last": "1974-08-31T23:59:59"}],     local times
     "turns": [{"photo": <sha256>, "quarters": 1}],             clockwise; boxes are in the photo before it is turned
     "other_pictures": [{"photo": <sha256>, "other": <sha256>}]}                  look alike, and are not one picture

Only faces about which something was decided are in it. An import joins people of the same name, is one undoable edit,
and says what found no counterpart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from faceorg.boxes import SAME_FACE_IOU, Box, corners, overlap_shares
from faceorg.catalog import decisions, faces, people, vectors
from faceorg.catalog.journal import photo_snapshots
from faceorg.catalog.pictures import copies, photo_dates, photos, stacks, turns
from faceorg.domain import EditId, Face, FaceId, Person, PersonId, Photo, PhotoId
from faceorg.edits import EditFacts, EditKind
from faceorg.library.exports.document_form import (
    CoverEntry,
    DateEntry,
    Document,
    FaceEntry,
    PairEntry,
    PersonEntry,
    TurnEntry,
)
from faceorg.library.exports.documents import (
    FORMAT,
    FORMULA,
    VERSION,
    GivenCover,
    GivenDecisions,
    GivenFace,
    GivenPerson,
    checked_document,
    read_document,
)
from faceorg.library.people.turning import set_turn
from faceorg.messages.codes import TaskCode
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library

__all__ = ["Imported", "export_decisions", "import_decisions", "read_document"]


@dataclass(frozen=True)
class Imported:
    """What an import did.

    faces, dates : of the document, that were taken in
    unmatched, unmatched_dates, unmatched_covers : those whose photo, or whose face, this library does not have
    """

    edited: Edited
    people: int
    faces: int
    dates: int
    unmatched: int
    unmatched_dates: int
    unmatched_covers: int


def export_decisions(library: Library) -> Document:
    """Return all decisions as the document described above."""
    catalog = library.catalog
    return {
        "format": FORMAT,
        "version": VERSION,
        "people": [_person_entry(library, person) for person in people.people(catalog)],
        "separations": [[found.person_a, found.person_b] for found in people.separations(catalog)],
        "faces": [_face_entry(found) for found in decisions.decided_faces(catalog)],
        "dates": [
            DateEntry(photo=content_hash, first=span.first.isoformat(), last=span.last.isoformat())
            for content_hash, span in photo_dates.all_dates_said(catalog)
        ],
        "turns": [
            TurnEntry(photo=content_hash, quarters=quarters) for content_hash, quarters in turns.all_turns_said(catalog)
        ],
        "other_pictures": [PairEntry(photo=one, other=two) for one, two in stacks.all_kept_apart(catalog)],
    }


def _person_entry(library: Library, person: Person) -> PersonEntry:
    cover: CoverEntry | None = None
    if person.cover_face_id is not None:
        for face in faces.faces(library.catalog, [person.cover_face_id]):
            photo = photos.photo(library.catalog, face.photo_id)
            if photo.content_hash is not None:
                cover = CoverEntry(photo=photo.content_hash, box=_box_list(photo.shown_as.in_file(face.box)))
    entry: PersonEntry = {
        "id": person.id,
        "name": person.name,
        "hidden": person.hidden,
        "born_on": person.born_on.isoformat() if person.born_on else None,
        "cover": cover,
    }
    if person.favourite:
        entry["favourite"] = True
    if FORMULA.match(person.name):
        entry["looks_like_formula"] = True
    return entry


def _face_entry(found: decisions.DecidedFace) -> FaceEntry:
    return {
        "photo": found.content_hash,
        "box": _box_list(found.box),
        "person": found.person_id,
        "rejected": list(found.rejected),
        "ignored": found.ignored.value if found.ignored else None,
        "drawn": found.drawn,
        "moved": found.moved and not found.drawn,
        "group": list(found.group) if found.group else None,
    }


def _box_list(box: Box) -> list[float]:
    return [round(value, 6) for value in (box.x, box.y, box.width, box.height)]


def import_decisions(
    library: Library,
    document: Mapping[str, object],
    source: str,
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> Imported:
    """Apply a document's decisions as one undoable edit, in time proportional to their number.

    Raises InvalidInput when an entry cannot be used, and Cancelled; nothing was changed then.
    """
    given = checked_document(document, source)
    facts = EditFacts(EditKind.DECISIONS_IMPORTED, file=source)
    meter = ProgressMeter(TaskCode.IMPORTING_DECISIONS, given.count, progress)
    with library.edit(facts) as edit_id:
        run = _DocumentImport(library, given, edit_id, meter, cancel or CancelToken())
        run.apply()
    return Imported(
        library.edited(edit_id, facts),
        people=len(run.person_ids),
        faces=run.matched,
        dates=len(given.dates) - run.unmatched_dates,
        unmatched=run.unmatched,
        unmatched_dates=run.unmatched_dates,
        unmatched_covers=run.unmatched_covers,
    )


class _DocumentImport:
    """One import: people first, then faces photo by photo, then what needs both."""

    def __init__(
        self, library: Library, given: GivenDecisions, edit_id: EditId, meter: ProgressMeter, cancel: CancelToken
    ) -> None:
        self._catalog = library.catalog
        self._connection = library.catalog.connection
        self._given = given
        self._edit_id = edit_id
        self._meter, self._cancel = meter, cancel
        self._here: dict[PersonId, Person] = {}
        self._namesakes: dict[str, list[PersonId]] = defaultdict(list)
        for person in people.people(self._catalog):
            self._here[person.id] = person
            self._namesakes[person.name.casefold()].append(person.id)
        self.person_ids: dict[int, PersonId] = {}
        self._covers: dict[PhotoId, _Places] = {}
        self._splits: dict[int, dict[int, list[FaceId]]] = defaultdict(lambda: defaultdict(list))
        self.matched = 0
        self.unmatched = 0
        self.unmatched_dates = 0
        self.unmatched_covers = 0

    def apply(self) -> None:
        for person in self._given.people:
            self.person_ids[person.id] = self._person(person)
            if person.favourite:
                people.set_favourite(self._connection, self.person_ids[person.id], favourite=True)
            self._step()
        for content_hash, quarters in self._given.turns.items():
            self._cancel.raise_if_cancelled()
            self._turn(content_hash, quarters)
        for content_hash, entries in self._given.faces.items():
            self._photos(content_hash, entries)
        for a, b in self._given.separations:
            people.separate(self._connection, self.person_ids[a], self.person_ids[b])
        people.add_splits(
            self._connection,
            [[ids for _group, ids in sorted(groups.items())] for _split, groups in sorted(self._splits.items())],
        )
        self._dates()
        for one, two in self._given.other_pictures:
            self._cancel.raise_if_cancelled()
            others = self._counting(two)
            for photo_id in self._counting(one):
                stacks.say_other_pictures(self._connection, photo_id, [other for other in others if other != photo_id])
        for person in self._given.people:
            self._cancel.raise_if_cancelled()
            if person.cover is not None:
                self._cover(self.person_ids[person.id], person.cover)

    def _dates(self) -> None:
        """Date photos, and with them those of their stacks of which the document says nothing itself."""
        holders = {
            content_hash: [photo.id for photo in photos.photos_with_hash(self._catalog, content_hash)]
            for content_hash in self._given.dates
        }
        dated = {photo_id for ids in holders.values() for photo_id in ids}
        for content_hash, span in self._given.dates.items():
            self._cancel.raise_if_cancelled()
            own = holders[content_hash]
            self.unmatched_dates += not own
            others = [one for one in stacks.whole_pictures(self._connection, own) if one not in dated]
            photo_dates.say_date(self._connection, [*own, *others], span)

    def _step(self) -> None:
        self._cancel.raise_if_cancelled()
        self._meter.step()

    def _person(self, given: GivenPerson) -> PersonId:
        """Return the person of this name, or a new one. Two people of one document never become one here."""
        namesakes = self._namesakes[given.name.casefold()]
        for place, person_id in enumerate(namesakes):
            found = self._here[person_id]
            if found.born_on is None or given.born_on is None or found.born_on == given.born_on:
                del namesakes[place]
                if found.born_on is None and given.born_on is not None:
                    self._update(replace(found, born_on=given.born_on))
                return person_id
        made = people.insert_person(self._connection, given.name, given.born_on, hidden=given.hidden)
        self._here[made] = Person(made, given.name, None, given.hidden, given.born_on)
        return made

    def _update(self, person: Person) -> None:
        people.update_person(self._connection, person)
        self._here[person.id] = person

    def _turn(self, content_hash: str, quarters: int) -> None:
        for photo in photos.photos_with_hash(self._catalog, content_hash):
            set_turn(self._catalog, self._edit_id, photo.id, quarters)

    def _photos(self, content_hash: str, entries: Sequence[GivenFace]) -> None:
        holders = photos.photos(self._catalog, self._counting(content_hash))
        if not holders:
            self.unmatched += len(entries)
        for photo in holders:
            self._photo(photo, entries)
        for _entry in entries:
            self._step()

    def _counting(self, content_hash: str) -> list[PhotoId]:
        """The photos with this content; of a copy, the one that it shows."""
        found = photos.photos_with_hash(self._catalog, content_hash)
        return list(dict.fromkeys(copies.photo_that_counts(self._catalog, photo.id) for photo in found))

    def _photo(self, photo: Photo, entries: Sequence[GivenFace]) -> None:
        gone = faces.known_faces(self._catalog, photo.id, gone=True, seen_in=photo.content_hash)
        here = [*faces.known_faces(self._catalog, photo.id), *gone]
        entries = [replace(entry, box=photo.shown_as.from_file(entry.box)) for entry in entries]
        places = _Places(here)
        found = []
        for entry in entries:
            self._cancel.raise_if_cancelled()
            found.append((entry, places.face_at(entry.box)))
        placed = [entry for entry, face in found if entry.placed and not _lies_there(face, entry.box)]
        if placed:  # before the first change, so that undo brings the photo back as it is now
            photo_snapshots.take(self._connection, self._edit_id, photo.id)
        for entry, face in found:
            self._cancel.raise_if_cancelled()
            if face is None and not entry.drawn:
                self.unmatched += 1
                continue
            self.matched += 1
            face_id = face.id if face is not None else self._drawn(photo, entry.box)
            if entry.placed and not _lies_there(face, entry.box):
                people.set_box(self._connection, face_id, entry.box)
            self._decide(entry, face_id)
        if placed:  # the next analysis looks at these boxes
            vectors.forget_photo(self._catalog, photo.id)

    def _drawn(self, photo: Photo, box: Box) -> FaceId:
        size_px = (box.width * photo.width * box.height * photo.height) ** 0.5
        values = (box.x, box.y, box.width, box.height, None, 1.0, 0.0, size_px, 0.0, 0.0, 0.0, 0.0)
        return faces.insert_face(self._connection, photo.id, values, drawn=True)

    def _decide(self, entry: GivenFace, face_id: FaceId) -> None:
        if entry.ignored is not None:
            people.ignore(self._connection, [face_id], entry.ignored)
        for rejected in entry.rejected:
            people.reject(self._connection, [face_id], self.person_ids[rejected])
        if entry.person is not None:
            people.assign(self._connection, [face_id], self.person_ids[entry.person], "import")
        if entry.group is not None:
            group, split = entry.group
            self._splits[split][group].append(face_id)

    def _cover(self, person_id: PersonId, cover: GivenCover) -> None:
        person = self._here[person_id]
        if person.cover_face_id is not None:
            return
        for photo in photos.photos_with_hash(self._catalog, cover.photo):
            counting = copies.photo_that_counts(self._catalog, photo.id)
            if counting not in self._covers:
                self._covers[counting] = _Places(faces.known_faces(self._catalog, counting))
            face = self._covers[counting].face_at(photo.shown_as.from_file(cover.box))
            if face is not None:
                self._update(replace(person, cover_face_id=face.id))
                return
        self.unmatched_covers += 1


class _Places:
    """Where the faces of one photo are: all are compared at once, as often as a document has faces of it."""

    def __init__(self, here: Sequence[Face]) -> None:
        self._faces = sorted(here, key=lambda face: face.id)  # of those that lie in one place, the first is meant
        self._corners = corners([face.box for face in self._faces])

    def face_at(self, box: Box) -> Face | None:
        """Return the face that a box is about, None where there is none."""
        if not self._faces:
            return None
        best = self._faces[int(np.argmax(overlap_shares(self._corners, corners([box]))))]
        return best if best.box.iou(box) >= SAME_FACE_IOU else None


def _lies_there(face: Face | None, box: Box) -> bool:
    """Whether a user placed a face just here already."""
    return face is not None and face.drawn and _box_list(face.box) == _box_list(box)
