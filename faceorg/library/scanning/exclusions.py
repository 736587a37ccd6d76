"""What is left out of scans -> the library's settings, and the photos that are in it already."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog.pictures import copies, photos
from faceorg.catalog.storage.paths import path_to_text, text_to_path
from faceorg.domain import PhotoState
from faceorg.errors import InvalidInput, NotFound
from faceorg.images.exclusion import Exclusion, is_path
from faceorg.library.opening import omissions
from faceorg.messages.codes import ProblemCode
from faceorg.paths import as_spelled, expanded

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library


@dataclass(frozen=True)
class Excluded:
    """An entry of the settings, and how many photos it takes out of lists and counts now."""

    entry: str
    photos: int


def exclusion_of(library: Library) -> Exclusion:
    """Return what this library leaves out; names that are no text are kept as the catalogue keeps them."""
    return Exclusion([str(text_to_path(entry)) for entry in library.settings.scan.exclude])


def exclude(library: Library, text: str) -> Excluded:
    """Leave a folder, or all that a pattern fits, out of scans. Photos known there are kept apart, as deleted ones.

    text : see `images.exclusion`; a relative name of a folder that is there means that folder
    Raises InvalidInput for a pattern that would leave out everything.
    """
    entry = _entry(text)
    if not entry.strip("*?/ ") or entry == os.path.abspath(os.sep):
        raise InvalidInput(ProblemCode.EXCLUDES_EVERYTHING, text=text)
    entries = (*(one for one in library.settings.scan.exclude if one != entry), entry)
    _save(library, entries)
    roots = [str(root.path) for root in photos.roots(library.catalog)]
    new = Exclusion([str(text_to_path(entry))])
    gone = [
        photo.id
        for photo in photos.all_photos(library.catalog)
        if photo.state is not PhotoState.MISSING and new.covers_below(str(photo.path), roots)
    ]
    with library.catalog.atomic():
        photos.mark_missing(library.catalog, gone)
        copies.stand_in(library.catalog)
        omissions.note_omission(library, entry, len(gone), was_scanned=False)
    return Excluded(entry, len(gone))


def include(library: Library, text: str) -> str:
    """Take an entry back; the next scan finds what it left out, with all names. Return it.

    Raises NotFound where there is no such entry.
    """
    for entry in (text, _entry(text)):
        if entry in library.settings.scan.exclude:
            _save(library, tuple(one for one in library.settings.scan.exclude if one != entry))
            return entry
    raise NotFound(ProblemCode.NOT_EXCLUDED, text=text)


def _entry(text: str) -> str:
    text = text.replace("\0", "").strip()  # pasted into the window with it
    if is_path(text) or (text and os.path.isdir(text)):
        return path_to_text(as_spelled(Path(os.path.abspath(expanded(Path(text))))))
    return path_to_text(Path(text)) if text else ""


def _save(library: Library, entries: tuple[str, ...]) -> None:
    settings = library.settings
    library.save_settings(replace(settings, scan=replace(settings.scan, exclude=entries)))
