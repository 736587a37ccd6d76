"""Regions read from files + the faces of this library -> what importing each region would mean, before it happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.boxes import SAME_FACE_IOU, Box
from faceorg.catalog import faces, people
from faceorg.catalog.pictures import copies, photos, stacks
from faceorg.domain import Face, FaceId, IgnoreReason, Person, PhotoId
from faceorg.errors import InvalidInput, LibraryProblem
from faceorg.library.people.names import clean_name
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message
from faceorg.metadata.packet import path_in_words
from faceorg.metadata.programs.digikam import DigikamCatalog
from faceorg.metadata.readers import read_regions, with_regions
from faceorg.metadata.regions import PhotoRegions, Region, RegionKind, Scheme, plain_name, to_stored, to_upright

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Boxes that people draw or that Lightroom makes (the whole head) overlap a detector's by less than SAME_FACE_IOU, but
# then each box's centre lies inside the other.
LOOSE_FACE_IOU = 0.15
# Problems are listed up to here in a preview; a library of broken sidecars must not fill the memory.
MOST_PROBLEMS = 1000


class Outcome(StrEnum):
    """What importing one named region would do."""

    NAME = "name"  # names a detected face
    DRAW = "draw"  # draws a face that faceorg did not find, and names it
    KNOWN = "known"  # the face has this name already
    CONFLICT = "conflict"  # the user said something else here
    AMBIGUOUS = "ambiguous"  # several people have this name, or files of one picture say several names
    ASIDE = "aside"  # puts a face aside that nobody has named: another program's user did


_SAID_INSTEAD = {
    IgnoreReason.STRANGER: FindingCode.SAID_STRANGER,
    IgnoreReason.NOT_A_FACE: FindingCode.SAID_NOT_A_FACE,
}
_UNDECIDED = (Outcome.CONFLICT, Outcome.AMBIGUOUS)


@dataclass(frozen=True)
class RegionFinding:
    """One named region and the face it means.

    box : in the photo as it is shown; face_id : None where a face would be drawn
    ours : in a conflict, what the user said here ("Anna", "not Anna", "stranger")
    source : the scheme it was read from, for the mark on the decision
    """

    photo_id: PhotoId
    photo: Path
    name: str
    box: Box
    outcome: Outcome
    face_id: FaceId | None = None
    ours: Message | None = None
    source: Scheme = Scheme.MWG


@dataclass(frozen=True)
class ImportPreview:
    """What an import would do; nothing has been changed yet.

    photos_read : looked at; photos_with_names : of these, photos that name somebody
    without_box : names given to a photo as a whole, which no import can place: (photo, name)
    problems : files that could not be used
    """

    photos_read: int
    findings: tuple[RegionFinding, ...]
    new_people: tuple[str, ...]
    known_people: tuple[str, ...]
    without_box: tuple[tuple[Path, str], ...] = ()
    problems: tuple[Message, ...] = ()
    photos_with_names: int = 0

    def of(self, outcome: Outcome) -> list[RegionFinding]:
        return [finding for finding in self.findings if finding.outcome is outcome]

    @property
    def conflicts(self) -> list[RegionFinding]:
        """Regions that an import leaves alone until the user decides."""
        return [finding for finding in self.findings if finding.outcome in _UNDECIDED]

    @property
    def faces(self) -> int:
        """Faces that would get a name, drawn ones included, conflicts not."""
        return sum(finding.outcome in (Outcome.NAME, Outcome.DRAW) for finding in self.findings)

    @property
    def aside(self) -> int:
        """Faces that would be put aside."""
        return sum(finding.outcome is Outcome.ASIDE for finding in self.findings)


@dataclass
class _Reading:
    """What comes together while photos are read."""

    findings: list[RegionFinding] = field(default_factory=list)
    without_box: list[tuple[Path, str]] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)
    photos_with_names: int = 0

    def problem(self, why: Message) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(why)


class Matcher:
    """Compares regions with the library, photo by photo."""

    def __init__(self, library: Library) -> None:
        self._catalog = library.catalog
        self._reading = _Reading()
        self._people = people.people(library.catalog)
        self._by_name: dict[str, list[Person]] = {}
        for person in self._people:
            self._by_name.setdefault(name_key(person.name), []).append(person)
        self._names = {person.id: person.name for person in self._people}
        self._rejected = {(found.face_id, found.person_id) for found in people.rejections(library.catalog)}
        self._decided = people.confirmed(library.catalog)
        # What this reading would say: of a face, by the one that stands for it in all copies; and drawn in a picture.
        self._told: dict[FaceId, RegionFinding] = {}
        self._drawn: dict[PhotoId, list[RegionFinding]] = {}

    def take(self, photo_id: PhotoId, path: Path, contacts: Mapping[str, str], database: DigikamCatalog | None) -> None:
        """Read one photo and keep what it says."""
        try:
            found = read_regions(path, contacts=contacts)
        except LibraryProblem as problem:  # the file went away since the scan
            self._reading.problem(problem.message)
            return
        people_named = list(found.people)
        if database is not None and (known := database.find(path)):
            found = with_regions(found, Scheme.DIGIKAM, list(known.regions), database.source)
            people_named += [name for name in known.people if name not in people_named]
        for why in found.problems:
            self._reading.problem(why)
        self._compare(photo_id, found, people_named)

    def _compare(self, photo_id: PhotoId, found: PhotoRegions, people_named: Sequence[str]) -> None:
        outlined = [region for region in found.regions if region.kind is RegionKind.FACE]
        named = [region for region in outlined if region.name]
        self._reading.photos_with_names += bool(named or people_named)
        if not named and not people_named and not any(region.aside for region in outlined):
            return
        # Compared as the file lies: how it is shown is the library's own.
        shown = photos.photo(self._catalog, photo_id).shown_as
        here = [replace(face, box=shown.in_file(face.box)) for face in faces.faces_of_photo(self._catalog, photo_id)]
        outlined, fits = turned_to_fit(outlined, found, here)
        pairs = matched_regions(outlined, here)
        of_another = found.of_another_shape and any(face is None for region, face in pairs if region.name)
        for region, face in pairs:
            if not region.name:
                self._put_aside(photo_id, found.photo, region, face)
                continue
            try:
                name = clean_name(region.name or "")
            except InvalidInput as problem:
                why = Message(FindingCode.ABOUT_FILE, file=path_in_words(found.photo), what=problem)
                self._reading.problem(why)
                continue
            finding = self._finding(photo_id, found.photo, name, region, face)
            if region.guessed and finding.outcome in (Outcome.NAME, Outcome.DRAW):
                finding = replace(finding, outcome=Outcome.CONFLICT, ours=Message(FindingCode.ONLY_GUESSED))
            elif finding.outcome in (Outcome.NAME, Outcome.DRAW) and of_another:
                finding = replace(finding, outcome=Outcome.CONFLICT, ours=Message(FindingCode.OF_ANOTHER_PICTURE))
            elif finding.outcome is Outcome.DRAW and not fits:
                finding = replace(finding, outcome=Outcome.CONFLICT, ours=Message(FindingCode.NO_FACE_THERE))
            self._reading.findings.append(self._unless_told(replace(finding, box=shown.from_file(finding.box))))
        said = {name_key(region.name or "") for region in named}
        said |= {name_key(self._names[face.person_id]) for face in here if face.person_id in self._names}
        self._reading.without_box += [(found.photo, name) for name in people_named if name_key(name) not in said]

    def _put_aside(self, photo_id: PhotoId, photo: Path, region: Region, face: Face | None) -> None:
        if region.aside and face is not None and face.ignored is None and face.id not in self._decided:
            found = RegionFinding(photo_id, photo, "", region.box, Outcome.ASIDE, face.id, None, region.schemes[0])
            self._reading.findings.append(found)

    def _finding(self, photo_id: PhotoId, photo: Path, name: str, region: Region, face: Face | None) -> RegionFinding:
        source = region.schemes[0]
        if face is None:
            return RegionFinding(photo_id, photo, name, region.box, Outcome.DRAW, None, None, source)
        outcome, ours = self._said_here(face, name)
        return RegionFinding(photo_id, photo, name, region.box, outcome, face.id, ours, source)

    def _said_here(self, face: Face, name: str) -> tuple[Outcome, Message | None]:
        """What naming a face so would mean, given what the user decided about it."""
        candidates = self._by_name.get(name_key(name), [])
        decided = self._decided.get(face.id)
        if decided is not None:
            same = any(person.id == decided for person in candidates)
            if same:
                return Outcome.KNOWN, None
            return Outcome.CONFLICT, Message(FindingCode.SAID_ANOTHER_NAME, name=self._names[decided])
        if face.ignored is not None:
            return Outcome.CONFLICT, Message(_SAID_INSTEAD[face.ignored])
        if any((face.id, person.id) in self._rejected for person in candidates):
            return Outcome.CONFLICT, Message(FindingCode.SAID_NOT_THIS_PERSON, name=name)
        if len(candidates) > 1:
            return Outcome.AMBIGUOUS, Message(FindingCode.SEVERAL_PEOPLE_OF_THIS_NAME, count=len(candidates), name=name)
        return Outcome.NAME, None

    def _unless_told(self, finding: RegionFinding) -> RegionFinding:
        """Leave a name alone where a copy of the picture has another one: one name is given to the face in all."""
        if finding.outcome is Outcome.NAME and finding.face_id is not None:
            leads = stacks.leads_of(self._catalog, [finding.face_id])
            told = self._told.setdefault(leads.get(finding.face_id, finding.face_id), finding)
        elif finding.outcome is Outcome.DRAW:
            there = self._drawn.setdefault(copies.photo_that_counts(self._catalog, finding.photo_id), [])
            told = next((one for one in there if is_same_face(one.box, finding.box)), finding)
            there.append(finding)
        else:
            return finding
        if name_key(told.name) == name_key(finding.name):
            return finding
        ours = Message(FindingCode.SAID_IN_A_COPY, name=told.name, file=told.photo.name)
        return replace(finding, outcome=Outcome.AMBIGUOUS, ours=ours)

    def preview(self, photos_read: int) -> ImportPreview:
        reading = self._reading
        told = [found for found in reading.findings if found.name and found.outcome not in _UNDECIDED]
        names = {name_key(found.name): found.name for found in reversed(told)}  # as the first one spells it
        known = sorted(self._by_name[key][0].name for key in names if key in self._by_name)
        new = sorted(name for key, name in names.items() if key not in self._by_name)
        return ImportPreview(
            photos_read,
            tuple(reading.findings),
            tuple(new),
            tuple(known),
            tuple(reading.without_box),
            tuple(reading.problems),
            reading.photos_with_names,
        )


def name_key(name: str) -> str:
    """Names are compared as the catalogue compares them: whatever their case and spacing."""
    return plain_name(name).casefold()


def turned_to_fit(regions: Sequence[Region], found: PhotoRegions, here: Sequence[Face]) -> tuple[list[Region], bool]:
    """Read the boxes of a turned photo by the turn that fits the faces found in it.

    Writers disagree whether boxes mean the stored or the upright picture, and what a sidecar says of the turn may not
    be what the photo says. Each scheme is looked at by itself; as it was read counts where no other turn fits better.
    Returns the regions, and whether half of what can lie on faces does, or nothing is in doubt: False means that boxes
    without a face may well be at the wrong place.
    """
    read_by, said = found.frame.orientation, found.sidecar_orientation
    if read_by == 1 and said in (None, 1):
        return list(regions), True
    turns: list[Callable[[Box], Box]] = [lambda box: box, lambda box: to_stored(box, read_by)]
    turns += [lambda box: to_upright(box, read_by), lambda box: box.turned(2)]
    if said is not None:
        turns += [lambda box: to_stored(box, said), lambda box: to_upright(box, said)]
    chosen: list[Region] = []
    for scheme in dict.fromkeys(region.schemes[0] for region in regions):
        own = [region for region in regions if region.schemes[0] is scheme]
        readings = [[replace(region, box=turn(region.box)) for region in own] for turn in turns]
        fitting = [_on_faces(reading, here) for reading in readings]
        chosen += readings[fitting.index(max(fitting))]  # the first of equals
    return chosen, 2 * _on_faces(chosen, here) >= min(len(chosen), len(here))


def _on_faces(regions: Sequence[Region], here: Sequence[Face]) -> int:
    return sum(face is not None for _region, face in matched_regions(regions, here))


def matched_regions(regions: Sequence[Region], here: Sequence[Face]) -> list[tuple[Region, Face | None]]:
    """Pair regions with faces, best overlap first; each face is given once."""
    overlaps = sorted(
        (
            (region.box.iou(face.box), r, f)
            for r, region in enumerate(regions)
            for f, face in enumerate(here)
            if is_same_face(region.box, face.box)
        ),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    pairs: dict[int, int] = {}
    for _overlap, r, f in overlaps:
        if r not in pairs and f not in pairs.values():
            pairs[r] = f
    return [(region, here[pairs[r]] if r in pairs else None) for r, region in enumerate(regions)]


def is_same_face(one: Box, other: Box) -> bool:
    """Whether two boxes, by different people or programs, outline one face."""
    overlap = one.iou(other)
    if overlap >= SAME_FACE_IOU:
        return True
    return overlap >= LOOSE_FACE_IOU and _holds_centre(one, other) and _holds_centre(other, one)


def _holds_centre(outer: Box, inner: Box) -> bool:
    x, y = inner.x + inner.width / 2, inner.y + inner.height / 2
    return outer.x <= x <= outer.x + outer.width and outer.y <= y <= outer.y + outer.height
