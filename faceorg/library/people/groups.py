"""Groups without a name that are one person, although nobody says who: an undoable edit that grouping keeps to.

Its own module because a group is nothing decided: what is decided here is that the faces in it now belong together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from faceorg.catalog import people
from faceorg.domain import FaceId
from faceorg.edits import EditFacts, EditKind
from faceorg.errors import InvalidInput
from faceorg.library.people import edits
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library


def join_groups(library: Library, shown: Sequence[Sequence[FaceId]]) -> Edited:
    """Make several groups, by the faces that were seen of each, one that stays together; it has no name yet.

    Raises InvalidInput where fewer than two of them have faces without a name.
    """
    parts = [part for faces in shown if (part := edits.undecided(library, faces))]
    if len(parts) < 2:
        raise InvalidInput(ProblemCode.MERGE_NEEDS_TWO)
    joined = [face_id for part in parts for face_id in part]
    # Faces that were split off from a person stay apart from the rest of that split: of the first one, if of several.
    before = min(people.parts_split_off(library.catalog, joined).values(), key=lambda known: known[::-1], default=None)
    facts = EditFacts(EditKind.GROUPS_JOINED, faces=len(joined), groups=len(parts))
    with library.edit(facts) as edit_id:
        people.join_groups(library.catalog.connection, joined, before)
    return library.edited(edit_id, facts, None, tuple(joined))
