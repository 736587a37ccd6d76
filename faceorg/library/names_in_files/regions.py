"""Names that other programs left in photos, sidecars and databases -> people of this library, after a preview.

A named region becomes a decision about the face it outlines: the detected face it overlaps, or, where faceorg found
none, a drawn one. What the user said here is never overruled unless asked: such regions are conflicts. All of it is one
undoable step, and each decision is marked with where it came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.boxes import Box
from faceorg.catalog import faces, people, vectors, written
from faceorg.catalog.pictures import copies, photos
from faceorg.domain import FaceId, IgnoreReason, PersonId, PhotoId
from faceorg.edits import EditFacts, EditKind
from faceorg.library.names_in_files.findings import (
    ImportPreview,
    Matcher,
    Outcome,
    RegionFinding,
    is_same_face,
    name_key,
)
from faceorg.library.people.boxes import SMALLEST_BOX
from faceorg.messages.codes import TaskCode
from faceorg.metadata.programs import picasa
from faceorg.metadata.programs.digikam import read_digikam
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library


@dataclass(frozen=True)
class NamesImported:
    """What an import did. edited : None where there was nothing to do."""

    edited: Edited | None
    named: int
    drawn: int
    people_made: int
    conflicts_left: int


def preview_import(
    library: Library,
    folders: Sequence[Path] = (),
    *,
    digikam: Path | None = None,
    picasa_contacts: Path | None = None,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> ImportPreview:
    """Read what the analysed photos' files say about people, and work out what importing it would do.

    folders : only photos below these; digikam : a digikam4.db; picasa_contacts : a contacts.xml

    Raises
    ------
    MetadataProblem : the named database or contacts file cannot be used
    Cancelled
    """
    database = read_digikam(digikam) if digikam else None
    todo = written.analyzed_photos(library.catalog, folders)
    contacts = picasa.contacts_of(dict.fromkeys(path.parent for _photo_id, path in todo))
    if picasa_contacts:
        contacts |= picasa.read_contacts(picasa_contacts)
    matcher = Matcher(library)
    meter = ProgressMeter(TaskCode.READING_NAMES, len(todo), progress)
    for photo_id, path in todo:
        if cancel:
            cancel.raise_if_cancelled()
        matcher.take(photo_id, path, contacts, database)
        meter.step()
    return matcher.preview(len(todo))


def import_names(
    library: Library,
    preview: ImportPreview,
    *,
    draw: bool = True,
    theirs: bool = False,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> NamesImported:
    """Do what a preview says, as one undoable edit; what was decided since the preview was made is left alone.

    draw : also draw the faces that faceorg did not find
    theirs : in conflicts about who a face is, believe the files instead of what the user said here
    Raises Cancelled; then nothing was taken over.
    """
    chosen = [finding for finding in preview.findings if _is_wanted(finding, draw=draw, theirs=theirs)]
    wanted = _still_open(library, chosen)
    left = len(preview.conflicts) - sum(finding.outcome is Outcome.CONFLICT for finding in wanted)
    if not wanted:
        return NamesImported(None, 0, 0, 0, left)
    facts = EditFacts(EditKind.NAMES_IMPORTED, faces=len(wanted))
    with library.edit(facts) as edit_id:
        run, meter = _RegionImport(library), ProgressMeter(TaskCode.TAKING_NAMES_OVER, len(wanted), progress)
        for finding in wanted:
            if cancel:
                cancel.raise_if_cancelled()
            run.apply(finding)
            meter.step()
        run.finish()
    drawn = sum(finding.face_id is None for finding in wanted)
    aside = sum(finding.outcome is Outcome.ASIDE for finding in wanted)
    edited = library.edited(edit_id, facts, None, tuple(run.face_ids))
    return NamesImported(edited, len(wanted) - drawn - aside, drawn, run.people_made, left)


def _is_wanted(finding: RegionFinding, *, draw: bool, theirs: bool) -> bool:
    match finding.outcome:
        case Outcome.NAME | Outcome.ASIDE:
            return True
        case Outcome.DRAW:
            return draw and min(finding.box.width, finding.box.height) >= SMALLEST_BOX
        case Outcome.CONFLICT:
            return theirs and min(finding.box.width, finding.box.height) >= SMALLEST_BOX
        case Outcome.KNOWN | Outcome.AMBIGUOUS:
            return False


def _still_open(library: Library, chosen: Sequence[RegionFinding]) -> list[RegionFinding]:
    """Leave out what happened since the preview: faces that are gone or were named, boxes that are taken."""
    ids = [finding.face_id for finding in chosen if finding.face_id is not None]
    seen = {face.id for face in faces.faces(library.catalog, ids)}
    decided = people.confirmed(library.catalog)
    open_findings = []
    for finding in chosen:
        if finding.face_id is None:
            here = faces.faces_of_photo(library.catalog, finding.photo_id)
            fits = not any(is_same_face(finding.box, face.box) for face in here)
        else:
            fits = finding.face_id in seen and (finding.outcome is Outcome.CONFLICT or finding.face_id not in decided)
        if fits:
            open_findings.append(finding)
    return open_findings


class _RegionImport:
    """The writes of one import, inside an open edit."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.catalog.connection
        self._people: dict[str, PersonId] = {}
        for person in reversed(people.people(library.catalog)):
            self._people[name_key(person.name)] = person.id
        self._by_person: dict[tuple[PersonId, str], list[FaceId]] = {}
        self._sizes: dict[PhotoId, tuple[int, int]] = {}
        self._drawn_on: list[PhotoId] = []
        self._boxes: dict[PhotoId, list[tuple[FaceId, Box]]] = {}
        self.face_ids: list[FaceId] = []
        self.people_made = 0

    def apply(self, finding: RegionFinding) -> None:
        if finding.outcome is Outcome.ASIDE and finding.face_id is not None:
            people.ignore(self._connection, [finding.face_id], IgnoreReason.STRANGER)
            self.face_ids.append(finding.face_id)
            return
        face_id = finding.face_id if finding.face_id is not None else self._draw(finding)
        self._by_person.setdefault((self._person(finding.name), finding.source.value), []).append(face_id)
        self.face_ids.append(face_id)

    def finish(self) -> None:
        """Write the assignments, and have the next scan look at the photos in which faces were drawn."""
        for (person_id, source), face_ids in self._by_person.items():
            people.assign(self._connection, face_ids, person_id, f"import {source}")
        for photo_id in dict.fromkeys(self._drawn_on):
            vectors.forget_photo(self._library.catalog, photo_id)

    def _person(self, name: str) -> PersonId:
        key = name_key(name)
        if key not in self._people:
            self._people[key] = people.insert_person(self._connection, name)
            self.people_made += 1
        return self._people[key]

    def _draw(self, finding: RegionFinding) -> FaceId:
        width, height = self._size(finding.photo_id)
        box = finding.box
        size_px = (box.width * width * box.height * height) ** 0.5
        values = (box.x, box.y, box.width, box.height, None, 1.0, 0.0, size_px, 0.0, 0.0, 0.0, 0.0)
        photo_id = copies.photo_that_counts(self._library.catalog, finding.photo_id)
        for drawn, there in self._boxes.get(photo_id, ()):
            if is_same_face(box, there):  # said in a copy of the photo, too
                return drawn
        face_id = faces.insert_face(self._connection, photo_id, values, drawn=True)
        people.set_box(self._connection, face_id, box)
        self._drawn_on.append(photo_id)
        self._boxes.setdefault(photo_id, []).append((face_id, box))
        return face_id

    def _size(self, photo_id: PhotoId) -> tuple[int, int]:
        if photo_id not in self._sizes:
            photo = photos.photo(self._library.catalog, photo_id)
            self._sizes[photo_id] = (photo.width, photo.height)
        return self._sizes[photo_id]
