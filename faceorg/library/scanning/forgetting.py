"""Photos whose files were deleted -> a list to look at, and forgotten for good when the user says so."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog import missing
from faceorg.domain import MissingPhoto, PhotoId

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library


@dataclass(frozen=True)
class Forgotten:
    """How many photos and faces were forgotten."""

    photos: int
    faces: int


def missing_photos(library: Library, folders: Sequence[Path] = ()) -> list[MissingPhoto]:
    """Return the photos whose file was gone at the last scan, by their paths; folders : only those below these.

    A folder that is not there as a whole (a disk that is not plugged in) is away, and its photos are none of these.
    """
    found = missing.missing_photos(library.catalog)
    return [photo for photo in found if not folders or any(photo.path.is_relative_to(folder) for folder in folders)]


def forget(library: Library, photo_ids: Sequence[PhotoId]) -> Forgotten:
    """Forget photos whose file is gone, with their faces and what was said of them. There is no undo.

    See [Note: Deleted photos]. Photos whose file is there are left alone.
    """
    from faceorg.library.recognising.vectors import INDEX_FOLDER, forget_space

    photos, faces = missing.forget(library.catalog, photo_ids)
    if photos:  # the index holds their vectors; it is made again without them at its next use
        shutil.rmtree(library.folder / INDEX_FOLDER, ignore_errors=True)
        forget_space(library)
    return Forgotten(photos, faces)
