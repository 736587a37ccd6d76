"""What follows from a few edits together: guesses, questions and groups brought up to date, and what that found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from faceorg.catalog import people
from faceorg.domain import PersonId
from faceorg.library.recognising import grouping
from faceorg.progress import CancelToken, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library


@dataclass(frozen=True)
class MoreFound:
    """Who got how many more faces by themselves, and how many more wait for a yes."""

    person_id: PersonId | None
    assigned: int
    waiting: int


def look_for_more(
    library: Library, edits: Sequence[Edited], progress: ProgressSink = no_progress, cancel: CancelToken | None = None
) -> MoreFound:
    """Bring guesses, questions and, where faces lost their group, groups up to date. Raises Cancelled."""
    person_id = next((made.person_id for made in reversed(edits) if made.person_id is not None), None)
    before = _counts(library, person_id)
    for made in edits:
        if cancel is not None:
            cancel.raise_if_cancelled()
        grouping.after_edit(library, made, progress, cancel)
    after = _counts(library, person_id)
    return MoreFound(person_id if after else None, max(0, after[0] - before[0]), max(0, after[1] - before[1]))


def _counts(library: Library, person_id: PersonId | None) -> tuple[int, int]:
    found = people.summaries(library.catalog, [person_id]) if person_id is not None else []
    return (found[0].automatic, found[0].waiting) if found else (0, 0)
