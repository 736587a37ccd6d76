"""All decisions of a library <-> one documented JSON file, matched between libraries by photo content and face box.

Document (version 1)::

    {"format": "faceorg decisions", "version": 1,
     "people": [{"id": 3, "name": "Anna", "hidden": false, "born_on": "1981-03-12" | null,
                 "cover": {"photo": <sha256>, "box": [x, y, w, h]} | null}],
     "separations": [[3, 5]],                                  ids of people in this document
     "faces": [{"photo": <sha256 of the photo's bytes>, "box": [x, y, w, h],      fractions of the upright photo
                "person": 3 | null, "rejected": [5], "ignored": "stranger" | "not_a_face" | null,
                "drawn": false, "moved": false, "group": [2, 1] | null}]}         [group, split] of an unnamed part

Only faces about which something was decided are in it. An import joins people of the same name, is one undoable edit,
and says what found no counterpart.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast

from faceorg.catalog import decisions, faces, people, photos, vectors
from faceorg.domain import Box, Face, FaceId, IgnoreReason, Person, PersonId, PhotoId
from faceorg.edits import EditFacts, EditKind
from faceorg.errors import InvalidInput, NotFound
from faceorg.library.people.edits import clean_name
from faceorg.library.scanning.face_matching import SAME_FACE_IOU
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library

FORMAT, VERSION = "faceorg decisions", 1
# A decisions file of a million faces is about 150 MB; beyond this it is something else.
LARGEST_FILE_BYTES = 1 << 30
# What rounding may add to a side of 1.
ROUNDING = 1e-4


class CoverEntry(TypedDict):
    photo: str
    box: list[float]


class PersonEntry(TypedDict):
    id: int
    name: str
    hidden: bool
    born_on: str | None
    cover: CoverEntry | None


class FaceEntry(TypedDict):
    photo: str
    box: list[float]
    person: int | None
    rejected: list[int]
    ignored: str | None
    drawn: bool
    moved: bool
    group: list[int] | None


class Document(TypedDict):
    """The file, as described above. One that was read has this form only where the import found it so."""

    format: str
    version: int
    people: list[PersonEntry]
    separations: list[list[int]]
    faces: list[FaceEntry]


@dataclass(frozen=True)
class Imported:
    """What an import did. unmatched: faces of the document whose photo or box this library does not have."""

    edited: Edited
    people: int
    faces: int
    unmatched: int


def export_decisions(library: Library) -> Document:
    """Return all decisions as the document described above."""
    catalog = library.catalog
    return {
        "format": FORMAT,
        "version": VERSION,
        "people": [_person_entry(library, person) for person in people.people(catalog)],
        "separations": [[found.person_a, found.person_b] for found in people.separations(catalog)],
        "faces": [_face_entry(found) for found in decisions.decided_faces(catalog)],
    }


def _person_entry(library: Library, person: Person) -> PersonEntry:
    cover: CoverEntry | None = None
    if person.cover_face_id is not None:
        for face in faces.faces(library.catalog, [person.cover_face_id]):
            photo = photos.photo(library.catalog, face.photo_id)
            if photo.content_hash is not None:
                cover = CoverEntry(photo=photo.content_hash, box=_box_list(face.box))
    return {
        "id": person.id,
        "name": person.name,
        "hidden": person.hidden,
        "born_on": person.born_on.isoformat() if person.born_on else None,
        "cover": cover,
    }


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


def _box_of(values: Sequence[float]) -> Box:
    """A box of a document. Raises ValueError or another error of numbers where it is none within a photo."""
    x, y, width, height = (float(value) for value in values)
    inside = min(x, y) >= -ROUNDING and max(x + width, y + height) <= 1 + ROUNDING  # False where one is no number
    if not (inside and min(width, height) > 0):
        raise ValueError(f"{list(values)} is no box within a photo")
    return Box(x, y, width, height)


def _group_of(entry: FaceEntry) -> tuple[int, int] | None:
    """The unnamed part that a face is in, and its split. Raises LookupError, TypeError or an error of numbers."""
    return (int(entry["group"][0]), int(entry["group"][1])) if entry["group"] else None


def read_document(file: Path) -> Document:
    """Read an exported file and check that it is one; its entries are checked by the import.

    Raises NotFound or InvalidInput with what is wrong with it.
    """
    try:
        if file.stat().st_size > LARGEST_FILE_BYTES:
            raise InvalidInput(ProblemCode.EXPORT_TOO_LARGE, file=file)
        document = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotFound(ProblemCode.NO_SUCH_FILE, file=file) from error
    except OSError as error:
        raise InvalidInput(ProblemCode.FILE_CANNOT_BE_READ, file=file, why=error) from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput(ProblemCode.EXPORT_NOT_JSON, file=file) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise InvalidInput(ProblemCode.NOT_AN_EXPORT, file=file)
    if document.get("version") != VERSION:
        raise InvalidInput(ProblemCode.EXPORT_TOO_NEW, file=file)
    return cast("Document", document)


def import_decisions(library: Library, document: Document, source: str) -> Imported:
    """Apply a document's decisions as one undoable edit. Raises InvalidInput when an entry is malformed."""
    facts = EditFacts(EditKind.DECISIONS_IMPORTED, file=source)
    try:
        with library.edit(facts) as edit_id:
            run = _DocumentImport(library, document)
            run.apply()
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise InvalidInput(ProblemCode.EXPORT_ENTRY_UNKNOWN, file=source, why=repr(error)) from error
    return Imported(library.edited(edit_id, facts), len(run.person_ids), run.matched, run.unmatched)


class _DocumentImport:
    """One import: people first, then faces photo by photo, then what needs both."""

    def __init__(self, library: Library, document: Document) -> None:
        self._catalog = library.catalog
        self._connection = library.catalog.connection
        self._document = document
        self.person_ids: dict[int, PersonId] = {}
        self._groups: dict[tuple[int, int], list[FaceId]] = defaultdict(list)
        self.matched = 0
        self.unmatched = 0

    def apply(self) -> None:
        for face in self._document["faces"]:  # those whose photo is not here, too: a document is sound or refused
            _box_of(face["box"])
            _group_of(face)
        for entry in self._document["people"]:
            self.person_ids[entry["id"]] = self._person(entry)
        by_photo: dict[str, list[FaceEntry]] = defaultdict(list)
        for face in self._document["faces"]:
            by_photo[face["photo"]].append(face)
        for content_hash, entries in by_photo.items():
            self._photo(content_hash, entries)
        for a, b in self._document["separations"]:
            if self.person_ids[a] != self.person_ids[b]:
                people.separate(self._connection, self.person_ids[a], self.person_ids[b])
        for split in {split for _group, split in self._groups}:
            people.set_groups(self._connection, [ids for (_, s), ids in sorted(self._groups.items()) if s == split])
        self._covers()

    def _person(self, entry: PersonEntry) -> PersonId:
        name = clean_name(entry["name"])
        born = date.fromisoformat(entry["born_on"]) if entry["born_on"] else None
        for found in people.people_named(self._catalog, name):
            if found.born_on is None or born is None or found.born_on == born:
                if found.born_on is None and born is not None:
                    people.update_person(self._connection, replace(found, born_on=born))
                return found.id
        return people.insert_person(self._connection, name, born, hidden=bool(entry["hidden"]))

    def _photo(self, content_hash: str, entries: Sequence[FaceEntry]) -> None:
        holders = photos.photos_with_hash(self._catalog, content_hash)
        if not holders:
            self.unmatched += len(entries)
            return
        for photo in holders:
            here = [*faces.known_faces(self._catalog, photo.id), *faces.known_faces(self._catalog, photo.id, gone=True)]
            for entry in entries:
                self._face(entry, here, photo.id)

    def _face(self, entry: FaceEntry, here: Sequence[Face], photo_id: PhotoId) -> None:
        box = _box_of(entry["box"])
        best = max(here, key=lambda face: (face.box.iou(box), -face.id), default=None)
        if best is not None and best.box.iou(box) >= SAME_FACE_IOU:
            face_id = best.id
        elif entry["drawn"]:
            values = (box.x, box.y, box.width, box.height, None, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
            face_id = faces.insert_face(self._connection, photo_id, values, drawn=True)
        else:
            self.unmatched += 1
            return
        self.matched += 1
        self._decide(entry, face_id, box, photo_id)

    def _decide(self, entry: FaceEntry, face_id: FaceId, box: Box, photo_id: PhotoId) -> None:
        if entry["drawn"] or entry["moved"]:
            people.set_box(self._connection, face_id, box)
            vectors.forget_photo(self._catalog, photo_id)  # the next scan embeds what lies in the box
        if entry["ignored"]:
            people.ignore(self._connection, [face_id], IgnoreReason(entry["ignored"]))
        for rejected in entry["rejected"]:
            people.reject(self._connection, [face_id], self.person_ids[rejected])
        if entry["person"] is not None:
            people.assign(self._connection, [face_id], self.person_ids[entry["person"]], "import")
        if (group := _group_of(entry)) is not None:
            self._groups[group].append(face_id)

    def _covers(self) -> None:
        for entry in self._document["people"]:
            person = people.person(self._catalog, self.person_ids[entry["id"]])
            if not entry["cover"] or person.cover_face_id is not None:
                continue
            box = _box_of(entry["cover"]["box"])
            for photo in photos.photos_with_hash(self._catalog, entry["cover"]["photo"])[:1]:
                here = [
                    face for face in faces.known_faces(self._catalog, photo.id) if face.box.iou(box) >= SAME_FACE_IOU
                ]
                if here:
                    people.update_person(self._connection, replace(person, cover_face_id=here[0].id))
