"""What a user changes between two scans: which folders are scanned, and which photos are tried once more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from faceorg.catalog.pictures import copies, photos
from faceorg.catalog.storage.paths import path_to_text
from faceorg.domain import PhotoId
from faceorg.errors import InvalidInput, NotFound
from faceorg.library.opening import omissions
from faceorg.library.opening.library import Library
from faceorg.library.opening.omissions import Omission
from faceorg.library.scanning import exclusions
from faceorg.messages.codes import ProblemCode
from faceorg.paths import as_spelled, differ_in_letters_only, expanded, resolved
from faceorg.progress import CancelToken, ProgressSink, no_progress


@dataclass(frozen=True)
class LeftOut:
    """A folder that is scanned no more, and how many photos were in it."""

    folder: Path
    photos: int


def leave_out(library: Library, folder: Path) -> LeftOut:
    """Stop scanning a folder. Its photos count as missing; their faces and names are kept.

    Raises NotFound for a folder that is not scanned by itself.
    """
    known = [root.path for root in photos.roots(library.catalog)]
    for place in (folder, resolved(folder)):  # a folder that is gone has the name it was scanned under
        if place in known:
            with library.catalog.atomic():
                left = photos.remove_root(library.catalog, place)
                copies.stand_in(library.catalog)
                omissions.note_omission(library, path_to_text(place), left, was_scanned=True)
            return LeftOut(place, left)
    raise NotFound(ProblemCode.FOLDER_NOT_SCANNED, folder=folder)


def take_in(library: Library, left: Omission) -> None:
    """Leave it out no more, for Undo; the next scan finds its photos again, with all names.

    Raises NotFound where it is not left out any more.
    """
    if left.was_scanned:
        photos.add_root(library.catalog, left.folder)
    else:
        exclusions.include(library, left.what)
    omissions.note_taken_back(library, left)


def leave_out_again(library: Library, left: Omission) -> None:
    """Leave out again what Undo took in, for Redo; its photos are kept apart at once.

    Raises NotFound where it is not scanned any more.
    """
    if left.was_scanned:
        leave_out(library, left.folder)
    else:
        exclusions.exclude(library, left.what)


def folder_moved(
    library: Library,
    old: Path,
    new: Path,
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Say that a folder lies elsewhere now: its photos follow with everything decided, to be scanned there.

    Return how many photos follow. Raises NotFound where nothing of the old folder, or no new one, is known, and
    InvalidInput while the old one is still there with photos in it. Raises Cancelled; then nothing has moved.
    """
    old, new = expanded(old).absolute(), resolved(new)
    if not new.is_dir():
        raise NotFound(ProblemCode.NO_SUCH_FOLDER, folder=new)
    roots = [root.path for root in photos.roots(library.catalog)]
    if old not in roots and not photos.known_below(library.catalog, old):
        raise NotFound(ProblemCode.FOLDER_NOT_SCANNED, folder=old)
    if old == new or any(file.is_file() for file in old.rglob("*")):
        raise InvalidInput(ProblemCode.FOLDER_STILL_THERE, folder=old)
    return photos.move_folder(library.catalog, old, new, progress=progress, cancel=cancel)


def spell_roots(library: Library) -> None:
    """Have folders, and their photos, bear the name that their file system keeps.

    Their case was changed, or they were once scanned under both spellings: photos that were two by that are one again.
    """
    for root in photos.roots(library.catalog):
        spelled = as_spelled(root.path)
        if differ_in_letters_only(root.path, spelled):
            photos.move_folder(library.catalog, root.path, spelled)
            photos.add_root(library.catalog, spelled)


def try_again(library: Library, photo_ids: Iterable[PhotoId]) -> None:
    """Have photos that could not be read wait for the next analysis."""
    photos.retry_failed(library.catalog, photo_ids)
