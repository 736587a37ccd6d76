"""What an edit was -> one plain sentence in the user's language; the command line has its own (cli/edit_words.py)."""

from __future__ import annotations

from functools import reduce
from typing import assert_never

from faceorg.domain import IgnoreReason
from faceorg.edits import EditFacts, EditKind, Replayed
from faceorg.gui.words.dates import span_in_words
from faceorg.gui.words.i18n import day, number, tr
from faceorg.library.opening.library import Edited

# More names than these make a line that nobody reads.
MOST_NAMES = 3


def say_edited(made: Edited) -> str:
    """Return what was done just now, without a full stop."""
    if not made.is_kept:
        return tr("Nothing changed: it was so already")
    if made.steps > 1:
        again = made.replayed is Replayed.REDONE
        told = tr("Done again up to “{edit}” ({count})") if again else tr("Undone up to “{edit}” ({count})")
        return told.format(edit=say_edit(made.facts), count=number(made.steps))
    match made.replayed:
        case Replayed.UNDONE:
            return tr("Undone: {edit}").format(edit=say_edit(made.facts))
        case Replayed.REDONE:
            return tr("Done again: {edit}").format(edit=say_edit(made.facts))
        case None:
            return say_edit(made.facts)
        case _:
            assert_never(made.replayed)


def say_edit(facts: EditFacts) -> str:
    """Return what an edit was, without a full stop."""
    name, faces, file = facts.name, _faces(facts.faces), facts.file
    others = [person.name for person in facts.people[1:]]
    match facts.kind:
        case EditKind.NAMED:
            if others:
                return tr("Moved {faces} from {other} to {name}").format(faces=faces, other=others[0], name=name)
            return tr("Named {faces} {name}").format(faces=faces, name=name)
        case EditKind.RENAMED:
            return tr("Renamed {old} to {name}").format(old=name, name=others[0])
        case EditKind.CONFIRMED:
            return tr("Confirmed {faces}").format(faces=faces)
        case EditKind.UNNAMED:
            return tr("Took the name off {faces}").format(faces=faces)
        case EditKind.MERGED:
            return tr("Merged {others} into {name} ({faces})").format(
                others=_people(others) if others else tr("%Ln group(s)", None, facts.groups), name=name, faces=faces
            )
        case EditKind.PERSON_REMOVED:
            return tr("Removed the person {name}").format(name=_people([name, *others]))
        case EditKind.KEPT_APART:
            return tr("Keep {name} and {other} apart").format(name=name, other=others[0])
        case EditKind.HIDDEN:
            return tr("Hid {name}").format(name=_people([name, *others]))
        case EditKind.SHOWN:
            return tr("Showed {name}").format(name=_people([name, *others]))
        case EditKind.FAVOURED:
            told = tr("Made {name} favourites") if others else tr("Made {name} a favourite")
            return told.format(name=_people([name, *others]))
        case EditKind.NOT_FAVOURED:
            told = tr("{name}: no favourites any more") if others else tr("{name}: no favourite any more")
            return told.format(name=_people([name, *others]))
        case EditKind.COVER_CHOSEN:
            return tr("Chose a cover for {name}").format(name=name)
        case EditKind.BIRTH_DATE:
            if facts.day is None:
                return tr("Cleared the birth date of {name}").format(name=name)
            return tr("Set the birth date of {name} to {day}").format(name=name, day=day(facts.day))
        case EditKind.REJECTED:
            return tr("{faces}: not {name}").format(faces=faces, name=name)
        case EditKind.IGNORED:
            if facts.reason is IgnoreReason.STRANGER:
                return tr("Put {faces} aside (strangers)").format(faces=faces)
            return tr("Put {faces} aside (not a face)").format(faces=faces)
        case EditKind.BROUGHT_BACK:
            return tr("Brought {faces} back").format(faces=faces)
        case EditKind.SPLIT_OFF:
            if name:
                return tr("Split off {faces} as {name}").format(faces=faces, name=name)
            return tr("Split off {faces}").format(faces=faces)
        case EditKind.PERSON_SPLIT:
            return tr("Split {name} into {groups} groups").format(name=name, groups=number(facts.groups))
        case EditKind.GROUPS_JOINED:
            return tr("Made %Ln group(s) one ({faces})", None, facts.groups).format(faces=faces)
        case EditKind.FACE_DRAWN:
            if name:
                return tr("Drew a face of {name} in {file}").format(name=name, file=file)
            return tr("Drew a face in {file}").format(file=file)
        case EditKind.FACE_MOVED:
            return tr("Moved a face")
        case EditKind.DRAWN_FACE_REMOVED:
            return tr("Removed a drawn face")
        case EditKind.SORTED:
            return _sorted(facts)
        case EditKind.NAMES_IMPORTED:
            return tr("Imported the names of {faces} from files").format(faces=faces)
        case EditKind.DECISIONS_IMPORTED:
            return tr("Imported decisions from {file}").format(file=file)
        case EditKind.DATED:
            return _dated(facts)
        case EditKind.TURNED:
            return _turned(facts)
        case EditKind.LIES_RIGHT:
            photos = facts.file or tr("%Ln photo(s)", None, facts.photos)
            return tr("{photos}: not turned").format(photos=photos)
        case EditKind.PICTURES_PARTED:
            if file:
                return tr("{file}: not the same picture").format(file=file)
            return tr("%Ln photo(s): not the same picture", None, facts.photos)
        case EditKind.OTHER:
            return facts.text
        case _:
            assert_never(facts.kind)


def _sorted(facts: EditFacts) -> str:
    """Say how a strip of suggestions was answered, about one person or about several."""
    faces, right, wrong = _faces(facts.right + facts.wrong), number(facts.right), number(facts.wrong)
    if facts.name:
        told = tr("Sorted {faces}: {right} {name}, {wrong} not")
        return told.format(faces=faces, right=right, name=facts.name, wrong=wrong)
    return tr("Sorted {faces}: {right} as suggested, {wrong} not").format(faces=faces, right=right, wrong=wrong)


def _dated(facts: EditFacts) -> str:
    """Say the date that photos got: a day, a month, a year, or from when to when."""
    photos = facts.file or tr("%Ln photo(s)", None, facts.photos)
    if facts.day is None or facts.last_day is None:
        return tr("Took your date off {photos}").format(photos=photos)
    return tr("Dated {photos}: {date}").format(photos=photos, date=span_in_words(facts.day, facts.last_day))


def _turned(facts: EditFacts) -> str:
    """Say how photos were turned, all alike or each as it was found to lie."""
    photos = facts.file or tr("%Ln photo(s)", None, facts.photos)
    match facts.quarters % 4:
        case 1:
            told = tr("Turned {photos} to the right")
        case 2:
            told = tr("Turned {photos} by 180°")
        case 3:
            told = tr("Turned {photos} to the left")
        case _:
            told = tr("Turned {photos} upright")
    return told.format(photos=photos)


def _faces(count: int) -> str:
    return tr("%Ln face(s)", None, count)


def _people(names: list[str]) -> str:
    """Return who they are, or how many, where their names would be a long line."""
    return _listed(names) if len(names) <= MOST_NAMES else tr("%Ln people", None, len(names))


def _listed(names: list[str]) -> str:
    return reduce(lambda listed, name: tr("{names} and {name}").format(names=listed, name=name), names)


def hide_or_show(hidden: bool) -> str:
    """Return what the verb is called that hides, or shows again who is hidden."""
    return tr("Show again") if hidden else tr("Hide")
