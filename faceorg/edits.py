"""The words of editing as values: what an edit was, what it changed, whether it was taken back.

No sentence is kept of an edit: cli and gui make one of its facts where they show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from faceorg.domain import EditId, FaceId, IgnoreReason, Person, PersonId, PhotoId


class EditKind(StrEnum):
    """What an edit was. Behind each: the fields of EditFacts that it fills, and whom `people` are, in their order."""

    NAMED = "named"  # faces; people: who they are, and, where all of them were one other person before, who that was
    RENAMED = "renamed"  # people: the person by the old name, and by the new one
    CONFIRMED = "confirmed"  # faces
    UNNAMED = "unnamed"  # faces
    MERGED = "merged"  # faces: those that moved; people: who was kept, then who went into them
    PERSON_REMOVED = "person_removed"  # people
    KEPT_APART = "kept_apart"  # people: both
    HIDDEN = "hidden"  # people
    SHOWN = "shown"  # people
    FAVOURED = "favoured"  # people
    NOT_FAVOURED = "not_favoured"  # people
    COVER_CHOSEN = "cover_chosen"  # people
    BIRTH_DATE = "birth_date"  # people; day: None where it was cleared
    REJECTED = "rejected"  # faces; people: who they are not
    IGNORED = "ignored"  # faces, reason
    BROUGHT_BACK = "brought_back"  # faces
    SPLIT_OFF = "split_off"  # faces; people: who they are now, empty where they got no name
    PERSON_SPLIT = "person_split"  # people, groups
    GROUPS_JOINED = "groups_joined"  # faces, groups
    FACE_DRAWN = "face_drawn"  # file; people: who it is, empty where it got no name
    FACE_MOVED = "face_moved"
    DRAWN_FACE_REMOVED = "drawn_face_removed"
    SORTED = "sorted"  # right, wrong; people: who was asked about, empty where that were several
    NAMES_IMPORTED = "names_imported"  # faces
    DECISIONS_IMPORTED = "decisions_imported"  # file
    DATED = "dated"  # photos; day, last_day: None where the date was cleared; file: of a single photo
    TURNED = "turned"  # photos, quarters; file: of a single photo
    LIES_RIGHT = "lies_right"  # photos; file: of a single photo
    PICTURES_PARTED = "pictures_parted"  # photos; file: of a single photo
    OTHER = "other"  # text: of an edit that this version cannot tell in its own words


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person by the name it had at the time, however it is called since. id : None where that is not known."""

    id: PersonId | None
    name: str

    @classmethod
    def of(cls, person: Person) -> NamedPerson:
        return cls(person.id, person.name)


@dataclass(frozen=True, slots=True)
class EditFacts:
    """An edit's kind with its parameters (see EditKind): sentences are made of it where they are shown.

    faces, groups, photos : how many; right, wrong : faces that are, and are not, who was asked about
    file : the name of a photo or of an imported document
    quarters : clockwise; 0 where each photo was turned as it was found to lie
    """

    kind: EditKind
    people: tuple[NamedPerson, ...] = ()
    faces: int = 0
    groups: int = 0
    right: int = 0
    wrong: int = 0
    day: date | None = None
    last_day: date | None = None
    photos: int = 0
    reason: IgnoreReason | None = None
    file: str = ""
    quarters: int = 0
    text: str = ""

    @property
    def name(self) -> str:
        """The name of the first of `people`; empty where there is nobody."""
        return self.people[0].name if self.people else ""


class Replayed(StrEnum):
    UNDONE = "undone"
    REDONE = "redone"


@dataclass(frozen=True)
class Edit:
    """One step of the history. undone edits can be redone until a new edit is made."""

    id: EditId
    facts: EditFacts
    made_at: datetime
    undone: bool


@dataclass(frozen=True)
class Changes:
    """What differs in a library after an edit, a batch of a scan, or a job: what views must read again.

    photos : read anew, or waiting for it; faces, people : changed, new or gone; dated : photos of which something was
        said themselves: another date, not the same picture as another one
    everything : anything may differ, the ids say nothing of it: after a scan, a grouping, another pack
    settled : whatever follows from it stands already (an undo that found everything as it had left it)
    """

    photos: frozenset[PhotoId] = frozenset()
    faces: frozenset[FaceId] = frozenset()
    people: frozenset[PersonId] = frozenset()
    dated: frozenset[PhotoId] = frozenset()
    everything: bool = False
    settled: bool = False

    def __or__(self, later: Changes) -> Changes:
        """Return both as one."""
        return Changes(
            self.photos | later.photos,
            self.faces | later.faces,
            self.people | later.people,
            self.dated | later.dated,
            self.everything or later.everything,
            self.settled and later.settled,
        )


EVERYTHING = Changes(everything=True)
