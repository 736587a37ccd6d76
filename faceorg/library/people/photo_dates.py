"""When photos were taken, as the user says it, also of a scanned batch ("summer 1974"): one undoable edit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from faceorg.catalog.pictures import photo_dates, photos, stacks
from faceorg.dates import FIRST_YEAR, Span, is_possible, parse_typed
from faceorg.domain import PhotoId
from faceorg.edits import EditFacts, EditKind
from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library

EXAMPLE = "summer 1974"


def span_of(text: str) -> Span:
    """Read a date as somebody says it (see `dates.parse_typed`). Raises InvalidInput."""
    span = parse_typed(text)
    if span is None:
        raise InvalidInput(ProblemCode.NOT_A_DAY, text=text[:40], example=EXAMPLE)
    if not is_possible(span):
        raise InvalidInput(ProblemCode.NO_PHOTO_OF_THAT_TIME, text=text[:40], first=FIRST_YEAR)
    return span


def set_dates(library: Library, photo_ids: Sequence[PhotoId], span: Span | None) -> Edited:
    """Say when these photos were taken, and all others of their stacks; None: what their files say counts again.

    Raises NotFound or InvalidInput.
    """
    if not photo_ids:
        raise InvalidInput(ProblemCode.NO_PHOTO_CHOSEN)
    first = photos.photo(library.catalog, photo_ids[0])
    facts = EditFacts(
        EditKind.DATED,
        photos=len(photo_ids),
        day=span.first.date() if span else None,
        last_day=span.last.date() if span else None,
        file=first.path.name if len(photo_ids) == 1 else "",
    )
    with library.edit(facts) as edit_id:
        connection = library.catalog.connection
        photo_dates.say_date(connection, stacks.whole_pictures(connection, photo_ids), span)
    return library.edited(edit_id, facts)
