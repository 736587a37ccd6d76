"""Two people -> what a merge would make one, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass

from faceorg.catalog import people
from faceorg.domain import Person, PersonId, PhotoId
from faceorg.library.opening.library import Library
from faceorg.library.people.edits import are_separated


@dataclass(frozen=True)
class MergePreview:
    """Both sides of a merge and what speaks against it. shared_photos: both are in these photos."""

    keep: Person
    absorb: Person
    faces: tuple[int, int]
    shared_photos: tuple[PhotoId, ...]
    separated: bool


def merge_preview(library: Library, keep: PersonId, absorb: PersonId) -> MergePreview:
    """Show both sides of a merge and what speaks against it, before it happens."""
    kept, absorbed = people.person(library.catalog, keep), people.person(library.catalog, absorb)
    counted = {found.person.id: found.faces for found in people.summaries(library.catalog, [keep, absorb])}
    shared = tuple(PhotoId(photo_id) for photo_id in people.shared_photos(library.catalog, keep, absorb))
    return MergePreview(kept, absorbed, (counted[keep], counted[absorb]), shared, are_separated(library, keep, absorb))
