"""An edit's label as the journal keeps it (English) -> the same sentence in the user's language.

The journal outlives a change of language, and the command line prints it too: so labels are written once in English and
translated when they are shown. A label that no pattern knows (of an older or newer faceorg) is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from faceorg.gui.words.i18n import day, number, tr

# (pattern of library/people.py and its like, the sentence). "faces" and "groups" are counts.
_Sentence = Callable[[dict[str, str]], str]


@cache
def _patterns() -> list[tuple[str, _Sentence]]:
    faces = r"(?P<faces>[\d,]+) faces?"
    named: list[tuple[str, _Sentence]] = [
        (rf"Named {faces} (?P<name>.+)", lambda m: tr("Named {faces} {name}").format(**m)),
        (r"Renamed (?P<old>.+) to (?P<name>.+)", lambda m: tr("Renamed {old} to {name}").format(**m)),
        (rf"Confirmed {faces}", lambda m: tr("Confirmed {faces}").format(**m)),
        (rf"Took the name off {faces}", lambda m: tr("Took the name off {faces}").format(**m)),
        (
            rf"Merged (?P<others>.+) into (?P<name>.+) \({faces}\)",
            lambda m: tr("Merged {others} into {name} ({faces})").format(**m),
        ),
        (r"Removed the person (?P<name>.+)", lambda m: tr("Removed the person {name}").format(**m)),
        (r"Keep (?P<name>.+) and (?P<other>.+) apart", lambda m: tr("Keep {name} and {other} apart").format(**m)),
        (r"Hid (?P<name>.+)", lambda m: tr("Hid {name}").format(**m)),
        (r"Showed (?P<name>.+)", lambda m: tr("Showed {name}").format(**m)),
        (r"Chose a cover for (?P<name>.+)", lambda m: tr("Chose a cover for {name}").format(**m)),
        (
            r"Set (?P<name>.+)'s birth date to (?P<day>\d{4}-\d\d-\d\d)",
            lambda m: tr("Set the birth date of {name} to {day}").format(name=m["name"], day=_day(m["day"])),
        ),
        (r"Cleared (?P<name>.+)'s birth date", lambda m: tr("Cleared the birth date of {name}").format(**m)),
        (rf"{faces} (?:is|are) not (?P<name>.+)", lambda m: tr("{faces}: not {name}").format(**m)),
        (rf"Ignored {faces} \(a stranger\)", lambda m: tr("Put {faces} aside (strangers)").format(**m)),
        (rf"Ignored {faces} \(not a face\)", lambda m: tr("Put {faces} aside (not a face)").format(**m)),
        (rf"Brought {faces} back", lambda m: tr("Brought {faces} back").format(**m)),
        (rf"Split off {faces} as (?P<name>.+)", lambda m: tr("Split off {faces} as {name}").format(**m)),
        (rf"Split off {faces}", lambda m: tr("Split off {faces}").format(**m)),
        (
            r"Split (?P<name>.+) into (?P<groups>\d+) groups",
            lambda m: tr("Split {name} into {groups} groups").format(**m),
        ),
        (
            r"Drew a face of (?P<name>.+) in (?P<file>.+)",
            lambda m: tr("Drew a face of {name} in {file}").format(**m),
        ),
        (r"Drew a face in (?P<file>.+)", lambda m: tr("Drew a face in {file}").format(**m)),
        (
            rf"Sorted {faces}: (?P<right>[\d,]+) (?P<name>.+), (?P<wrong>[\d,]+) not",
            lambda m: tr("Sorted {faces}: {right} {name}, {wrong} not").format(**m),
        ),
        (
            rf"Imported names of {faces} from files",
            lambda m: tr("Imported the names of {faces} from files").format(**m),
        ),
        (r"Imported decisions from (?P<file>.+)", lambda m: tr("Imported decisions from {file}").format(**m)),
        (r"Moved a face", lambda _m: tr("Moved a face")),
        (r"Removed a drawn face", lambda _m: tr("Removed a drawn face")),
    ]
    return named


def _day(iso: str) -> str:
    """Write a date of the journal as the user does; one that no calendar knows stays as it is."""
    try:
        return day(date.fromisoformat(iso))
    except ValueError:
        return iso


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first tried: all of them together would hold up the window's start by 10 ms."""
    return re.compile(pattern)


def say(label: str) -> str:
    """Return an edit's label in the user's language."""
    for prefix, told in (("Undone: ", tr("Undone: {edit}")), ("Done again: ", tr("Done again: {edit}"))):
        if label.startswith(prefix):
            return told.format(edit=say(label.removeprefix(prefix)))
    for pattern, sentence in _patterns():
        found = _compiled(pattern).fullmatch(label)
        if found:
            parts = found.groupdict()
            if "faces" in parts:
                count = int(parts["faces"].replace(",", ""))
                parts["faces"] = tr("%n face(s)", None, count).replace(str(count), number(count))
            return sentence(parts)
    return label
