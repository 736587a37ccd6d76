"""When folders were left out -> a short list beside the history: no edit of the journal, but something that was decided
and can be taken back. Which folders are left out now is told by the scanned folders and by the settings.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog import notes
from faceorg.catalog.journal import journal
from faceorg.catalog.pictures import photos
from faceorg.catalog.storage.paths import path_to_text, text_to_path
from faceorg.domain import EditId

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
    """

    what: str
    at: datetime
    photos: int
    was_scanned: bool
    after: EditId

    @property
    def folder(self) -> Path:
        """Where it is; of a pattern, no place."""
        return text_to_path(self.what)


def omissions(library: Library) -> list[Omission]:
    """Return what is left out and since when, the newest first; what was taken in again is not among it."""
    roots = {path_to_text(root.path) for root in photos.roots(library.catalog)}
    excluded = set(library.settings.scan.exclude)
    return [one for one in _noted(library) if (one.what not in roots if one.was_scanned else one.what in excluded)]


def next_to_take_back(library: Library) -> Omission | None:
    """Return what Undo takes back now where that is no edit: what was left out after the newest edit in force."""
    left, edit = omissions(library), journal.newest(library.catalog)
    return left[0] if left and (edit is None or edit.id <= left[0].after) else None


def note_omission(library: Library, what: str, photos: int, *, was_scanned: bool) -> None:
    """Remember that something is left out from now on."""
    kept = [one for one in _noted(library) if (one.what, one.was_scanned) != (what, was_scanned)]
    edits = journal.history(library.catalog, 1)
    now = Omission(what, datetime.now(UTC), photos, was_scanned, edits[0].id if edits else EditId(0))
    entries = [[one.what, one.at.isoformat(), one.photos, one.was_scanned, one.after] for one in (now, *kept)]
    notes.take_note(library.catalog, _LEFT_OUT, json.dumps(entries[:MOST_NOTED]))


def _noted(library: Library) -> list[Omission]:
    entries = json.loads(notes.note(library.catalog, _LEFT_OUT) or "[]")
    return [Omission(what, datetime.fromisoformat(at), *facts) for what, at, *facts in entries]
