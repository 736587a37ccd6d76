"""What an edit was -> one plain sentence, for the command line; the window has its own (gui/words).

In the terminal's language, and in English where it goes into a JSON document.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, assert_never

from faceorg.cli.language import in_language, tr
from faceorg.domain import IgnoreReason
from faceorg.edits import EditFacts, EditKind, Replayed
from faceorg.messages.text import Language

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited

# What says a text with its fields: `tr` in the terminal's language, IN_ENGLISH in English.
Words: TypeAlias = Callable[..., str]
IN_ENGLISH = partial(in_language, Language.ENGLISH)
_TURNS = ("upright", "to the right", "by 180°", "to the left")


def edited_in_words(made: Edited, tr: Words = tr) -> str:
    """Return what was done just now, without a full stop."""
    match made.replayed:
        case Replayed.UNDONE:
            return tr("Undone: {edit}", edit=in_words(made.facts, tr))
        case Replayed.REDONE:
            return tr("Done again: {edit}", edit=in_words(made.facts, tr))
        case None:
            return in_words(made.facts, tr)
        case _:
            assert_never(made.replayed)


def in_words(facts: EditFacts, tr: Words = tr) -> str:
    """Return what an edit was, without a full stop."""
    name, faces = facts.name, _faces(facts.faces, tr)
    others = [person.name for person in facts.people[1:]]
    names = _joined([name, *others], tr)
    match facts.kind:
        case EditKind.NAMED:
            if others:
                return tr("Moved {faces} from {other} to {name}", faces=faces, other=others[0], name=name)
            return tr("Named {faces} {name}", faces=faces, name=name)
        case EditKind.RENAMED:
            return tr("Renamed {name} to {other}", name=name, other=others[0])
        case EditKind.CONFIRMED:
            return tr("Confirmed {faces}", faces=faces)
        case EditKind.UNNAMED:
            return tr("Took the name off {faces}", faces=faces)
        case EditKind.MERGED:
            merged = _joined(others, tr) or tr("{count} group(s)", count=facts.groups)
            return tr("Merged {others} into {name} ({faces})", others=merged, name=name, faces=faces)
        case EditKind.PERSON_REMOVED:
            return tr("Removed the person {names}", names=names)
        case EditKind.KEPT_APART:
            return tr("Keep {name} and {other} apart", name=name, other=others[0])
        case EditKind.HIDDEN:
            return tr("Hid {names}", names=names)
        case EditKind.SHOWN:
            return tr("Showed {names}", names=names)
        case EditKind.FAVOURED:
            return tr("Made {names} favourites" if others else "Made {names} a favourite", names=names)
        case EditKind.NOT_FAVOURED:
            return tr("{names}: no favourites any more" if others else "{names}: no favourite any more", names=names)
        case EditKind.COVER_CHOSEN:
            return tr("Chose a cover for {name}", name=name)
        case EditKind.BIRTH_DATE:
            if facts.day is None:
                return tr("Cleared {name}'s birth date", name=name)
            return tr("Set {name}'s birth date to {day}", name=name, day=facts.day.isoformat())
        case EditKind.REJECTED:
            return tr("{faces} is not {name}" if facts.faces == 1 else "{faces} are not {name}", faces=faces, name=name)
        case EditKind.IGNORED:
            stranger = facts.reason is IgnoreReason.STRANGER
            return tr("Ignored {faces} (a stranger)" if stranger else "Ignored {faces} (not a face)", faces=faces)
        case EditKind.BROUGHT_BACK:
            return tr("Brought {faces} back", faces=faces)
        case EditKind.SPLIT_OFF:
            if name:
                return tr("Split off {faces} as {name}", faces=faces, name=name)
            return tr("Split off {faces}", faces=faces)
        case EditKind.PERSON_SPLIT:
            return tr("Split {name} into {groups} groups", name=name, groups=facts.groups)
        case EditKind.GROUPS_JOINED:
            return tr("Made {groups} groups one ({faces})", groups=facts.groups, faces=faces)
        case EditKind.FACE_DRAWN:
            if name:
                return tr("Drew a face of {name} in {file}", name=name, file=facts.file)
            return tr("Drew a face in {file}", file=facts.file)
        case EditKind.FACE_MOVED:
            return tr("Moved a face")
        case EditKind.DRAWN_FACE_REMOVED:
            return tr("Removed a drawn face")
        case EditKind.SORTED:
            told = "Sorted {count} faces: {right} {whom}, {wrong} not"
            whom, count = name or tr("as suggested"), facts.right + facts.wrong
            return tr(told, count=count, right=facts.right, whom=whom, wrong=facts.wrong)
        case EditKind.NAMES_IMPORTED:
            return tr("Imported names of {faces} from files", faces=faces)
        case EditKind.DECISIONS_IMPORTED:
            return tr("Imported decisions from {file}", file=facts.file)
        case EditKind.DATED:
            return _dated(facts, tr)
        case EditKind.TURNED:
            return tr("Turned {which} {how}", which=_which(facts, tr), how=tr(_TURNS[facts.quarters % 4]))
        case EditKind.LIES_RIGHT:
            one = facts.photos == 1
            return tr("{which} lies as it should" if one else "{which} lie as they should", which=_which(facts, tr))
        case EditKind.PICTURES_PARTED:
            if facts.file:
                return tr("{file} is not the same picture", file=facts.file)
            return tr("{count:,} photos are not the same picture", count=facts.photos)
        case EditKind.OTHER:
            return facts.text
        case _:
            assert_never(facts.kind)


def _dated(facts: EditFacts, tr: Words) -> str:
    which = _which(facts, tr)
    if facts.day is None or facts.last_day is None:
        return tr("Took your date off {which}", which=which)
    day, last_day = facts.day.isoformat(), facts.last_day.isoformat()
    if last_day == day:
        return tr("Dated {which} {day}", which=which, day=day)
    return tr("Dated {which} {day} to {last_day}", which=which, day=day, last_day=last_day)


def _which(facts: EditFacts, tr: Words) -> str:
    """The one photo by its file's name, several by how many they are."""
    return facts.file or tr("1 photo" if facts.photos == 1 else "{count:,} photos", count=facts.photos)


def _faces(count: int, tr: Words) -> str:
    return tr("1 face" if count == 1 else "{count:,} faces", count=count)


def _joined(names: list[str], tr: Words) -> str:
    return f" {tr('and')} ".join(names)
