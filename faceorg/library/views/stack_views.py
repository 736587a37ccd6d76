"""A library -> its stacks: photos that show nearly the same picture, and true copies [Note: Stacks]."""

from __future__ import annotations

from faceorg.catalog import stacks
from faceorg.domain import PhotoId
from faceorg.library.opening.library import Library


def stacks_of_photos(library: Library) -> dict[PhotoId, list[PhotoId]]:
    """Return the photos that each photo of a stack stands for, true copies too."""
    found: dict[PhotoId, list[PhotoId]] = {}
    for photo_id, of in stacks.members(library.catalog):
        found.setdefault(of, []).append(photo_id)
    return found
