"""What an edit was -> one plain English sentence, for the command line; the window has its own (gui/words)."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from faceorg.domain import IgnoreReason
from faceorg.edits import EditFacts, EditKind, Replayed

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited

_TURNS = ("upright", "to the right", "by 180°", "to the left")


def edited_in_words(made: Edited) -> str:
    """Return what was done just now, without a full stop."""
    match made.replayed:
        case Replayed.UNDONE:
            return f"Undone: {in_words(made.facts)}"
        case Replayed.REDONE:
            return f"Done again: {in_words(made.facts)}"
        case None:
            return in_words(made.facts)
        case _:
            assert_never(made.replayed)


def in_words(facts: EditFacts) -> str:
    """Return what an edit was, without a full stop."""
    name, faces = facts.name, _faces(facts.faces)
    others = [person.name for person in facts.people[1:]]
    match facts.kind:
        case EditKind.NAMED:
            return f"Moved {faces} from {others[0]} to {name}" if others else f"Named {faces} {name}"
        case EditKind.RENAMED:
            return f"Renamed {name} to {others[0]}"
        case EditKind.CONFIRMED:
            return f"Confirmed {faces}"
        case EditKind.UNNAMED:
            return f"Took the name off {faces}"
        case EditKind.MERGED:
            return f"Merged {' and '.join(others) or f'{facts.groups} group(s)'} into {name} ({faces})"
        case EditKind.PERSON_REMOVED:
            return f"Removed the person {' and '.join([name, *others])}"
        case EditKind.KEPT_APART:
            return f"Keep {name} and {others[0]} apart"
        case EditKind.HIDDEN:
            return f"Hid {' and '.join([name, *others])}"
        case EditKind.SHOWN:
            return f"Showed {' and '.join([name, *others])}"
        case EditKind.FAVOURED:
            return f"Made {' and '.join([name, *others])} a favourite"
        case EditKind.NOT_FAVOURED:
            return f"{' and '.join([name, *others])}: no favourite any more"
        case EditKind.COVER_CHOSEN:
            return f"Chose a cover for {name}"
        case EditKind.BIRTH_DATE:
            day = facts.day
            return f"Set {name}'s birth date to {day.isoformat()}" if day else f"Cleared {name}'s birth date"
        case EditKind.REJECTED:
            return f"{faces} {'is' if facts.faces == 1 else 'are'} not {name}"
        case EditKind.IGNORED:
            return f"Ignored {faces} ({'a stranger' if facts.reason is IgnoreReason.STRANGER else 'not a face'})"
        case EditKind.BROUGHT_BACK:
            return f"Brought {faces} back"
        case EditKind.SPLIT_OFF:
            return f"Split off {faces} as {name}" if name else f"Split off {faces}"
        case EditKind.PERSON_SPLIT:
            return f"Split {name} into {facts.groups} groups"
        case EditKind.GROUPS_JOINED:
            return f"Made {facts.groups} groups one ({faces})"
        case EditKind.FACE_DRAWN:
            return f"Drew a face of {name} in {facts.file}" if name else f"Drew a face in {facts.file}"
        case EditKind.FACE_MOVED:
            return "Moved a face"
        case EditKind.DRAWN_FACE_REMOVED:
            return "Removed a drawn face"
        case EditKind.SORTED:
            whom = name or "as suggested"
            return f"Sorted {facts.right + facts.wrong} faces: {facts.right} {whom}, {facts.wrong} not"
        case EditKind.NAMES_IMPORTED:
            return f"Imported names of {faces} from files"
        case EditKind.DECISIONS_IMPORTED:
            return f"Imported decisions from {facts.file}"
        case EditKind.DATED:
            which = facts.file or _photos(facts.photos)
            if facts.day is None or facts.last_day is None:
                return f"Took your date off {which}"
            until = f" to {facts.last_day.isoformat()}" if facts.last_day != facts.day else ""
            return f"Dated {which} {facts.day.isoformat()}{until}"
        case EditKind.TURNED:
            return f"Turned {facts.file or _photos(facts.photos)} {_TURNS[facts.quarters % 4]}"
        case EditKind.LIES_RIGHT:
            which = facts.file or _photos(facts.photos)
            return f"{which} {'lies' if facts.photos == 1 else 'lie'} as {'it' if facts.photos == 1 else 'they'} should"
        case EditKind.PICTURES_PARTED:
            if facts.file:
                return f"{facts.file} is not the same picture"
            return f"{facts.photos:,} photos are not the same picture"
        case EditKind.OTHER:
            return facts.text
        case _:
            assert_never(facts.kind)


def _photos(count: int) -> str:
    return "1 photo" if count == 1 else f"{count:,} photos"


def _faces(count: int) -> str:
    return "1 face" if count == 1 else f"{count:,} faces"
