"""When folders were left out -> a short list beside the history: no edit of the journal, but something that was decided
and can be taken back. Which folders are left out now is told by the scanned folders and by the settings.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from faceorg.catalog import notes
from faceorg.catalog.journal import journal
from faceorg.catalog.pictures import photos
from faceorg.catalog.storage.paths import path_to_text, text_to_path
from faceorg.domain import EditId
from faceorg.edits import Edit

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

_LEFT_OUT = "folders.left_out"
# More are no list that anybody reads.
MOST_NOTED = 200


@dataclass(frozen=True, slots=True)
class Omission:
    """A folder, or a pattern, that scans leave out, and since when.

    what : as the catalogue and the settings write it; photos : how many it was about
    was_scanned : it was scanned by itself, and is so no more; else it lies in a folder that is scanned
    after : the newest edit before it, 0 where there was none: clocks are changed, and many an edit is made in a second
    undone_at : the newest edit when Undo took it back, 0 where there was none; None: it is in force
    """

    what: str
    at: datetime
    photos: int
    was_scanned: bool
    after: EditId
    undone_at: EditId | None = None

    @property
    def undone(self) -> bool:
        """Whether Undo took it back; Redo leaves it out again."""
        return self.undone_at is not None

    @property
    def folder(self) -> Path:
        """Where it is; of a pattern, no place."""
        return text_to_path(self.what)

    @property
    def name(self) -> str:
        """What a line has room for."""
        return short(self.what)


def short(what: str) -> str:
    """Return what a line has room for: a folder without where it lies; a pattern whole. what : as of an Omission"""
    place = text_to_path(what)
    return place.name if place.is_absolute() and place.name else what


Line: TypeAlias = Edit | Omission


def omissions(library: Library) -> list[Omission]:
    """Return what is left out and since when, the newest first; what was taken in again is not among it."""
    return [one for one in _noted(library) if not one.undone and _is_left_out(library, one)]


def to_be_told(library: Library) -> list[Omission]:
    """Return what is left out, and what Undo took in again and Redo can leave out once more, the newest first."""
    newest = _newest(library)
    return [one for one in _noted(library) if _is_left_out(library, one) is not one.undone and _holds(one, newest)]


def among(edits: Sequence[Edit], left: Sequence[Omission]) -> list[Line]:
    """Return edits and omissions as one list, each given newest first: an omission stands after what it came after."""
    lines: list[Line] = []
    waiting = list(left)
    for edit in edits:
        while waiting and waiting[0].after >= edit.id:
            lines.append(waiting.pop(0))
        lines.append(edit)
    return [*lines, *waiting]


def next_to_take_back(library: Library) -> Omission | None:
    """Return what Undo takes back now where that is no edit: what was left out after the newest edit in force."""
    left, edit = omissions(library), journal.newest(library.catalog)
    return left[0] if left and (edit is None or edit.id <= left[0].after) else None


def next_to_repeat(library: Library) -> Omission | None:
    """Return what Redo does again now where that is no edit: it was taken back, and so was every edit after it."""
    found = _first_taken_back(library)
    return found if found is not None and not _is_left_out(library, found) else None


def note_omission(library: Library, what: str, photos: int, *, was_scanned: bool) -> None:
    """Remember that something is left out from now on; what was taken back before cannot be done again any more."""
    known = _noted(library)
    again = _first_taken_back(library)
    if again is not None and (again.what, again.was_scanned) == (what, was_scanned):  # keeps its place among the edits
        now = replace(again, undone_at=None)
        _note(library, [now if one == again else one for one in known])
        return
    kept = [one for one in known if not one.undone and (one.what, one.was_scanned) != (what, was_scanned)]
    now = Omission(what, datetime.now(UTC), photos, was_scanned, _newest(library))
    _note(library, [now, *kept])


def note_taken_back(library: Library, left: Omission) -> None:
    """Remember that Undo took this in again, for Redo."""
    newest = _newest(library)
    back = [replace(one, undone_at=newest) if one == left else one for one in _noted(library)]
    _note(library, back)


def _first_taken_back(library: Library) -> Omission | None:
    """Return what was taken back, and all after it too; None where an edit comes first."""
    newest, edit = _newest(library), journal.next_to_redo(library.catalog)
    undone = [one for one in _noted(library) if one.undone and _holds(one, newest)]
    return undone[-1] if undone and (edit is None or edit > undone[-1].after) else None


def _is_left_out(library: Library, one: Omission) -> bool:
    if one.was_scanned:
        return one.what not in {path_to_text(root.path) for root in photos.roots(library.catalog)}
    return one.what in library.settings.scan.exclude


def _holds(one: Omission, newest: EditId) -> bool:
    """Whether it is in force, or can be done again: as with edits, until a new edit is made."""
    return one.undone_at is None or one.undone_at == newest


def _newest(library: Library) -> EditId:
    """Return the newest edit of the journal, also where it was undone; 0 where there is none."""
    edits = journal.history(library.catalog, 1)
    return edits[0].id if edits else EditId(0)


def _note(library: Library, known: Sequence[Omission]) -> None:
    entries = [[one.what, one.at.isoformat(), one.photos, one.was_scanned, one.after, one.undone_at] for one in known]
    notes.take_note(library.catalog, _LEFT_OUT, json.dumps(entries[:MOST_NOTED]))


def _noted(library: Library) -> list[Omission]:
    return notes.note_as(library.catalog, _LEFT_OUT, _read) or []


def _read(text: str) -> list[Omission]:
    found = [Omission(what, datetime.fromisoformat(at), *facts) for what, at, *facts in json.loads(text)]
    for one in found:
        text_to_path(one.what)
    return found
