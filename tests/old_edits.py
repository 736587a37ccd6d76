"""Edits that earlier releases made and histories still hold: shown, taken back and made again, but made no more."""

from __future__ import annotations

from collections.abc import Sequence

from faceorg.catalog import people
from faceorg.domain import FaceId
from faceorg.edits import EditFacts, EditKind
from faceorg.library.opening.library import Edited, Library


def take_names_off(library: Library, face_ids: Sequence[FaceId]) -> Edited:
    """Take names off faces without saying who they are not, as earlier releases did."""
    facts = EditFacts(EditKind.UNNAMED, faces=len(face_ids))
    with library.edit(facts) as edit_id:
        people.unassign(library.catalog.connection, face_ids)
    return library.edited(edit_id, facts, None, tuple(face_ids))
