"""Photos that no scan comes by -> a list to look at, each with the reason; forgotten for good when the user says so."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog.pictures import missing
from faceorg.domain import Absence, MissingPhoto, PhotoId
from faceorg.library.scanning.whereabouts import absences
from faceorg.messages.codes import TaskCode
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Photos of which nobody knows whether they are deleted, or that are there, are never forgotten.
FORGETTABLE = frozenset((Absence.GONE, Absence.LEFT_OUT))
# Photos a transaction: each goes through the whole journal once, and whoever stops it waits for one.
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class AbsentPhoto:
    """A photo that no scan comes by, and why. faces, names : see MissingPhoto"""

    id: PhotoId
    path: Path
    why: Absence
    faces: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Forgotten:
    """How many photos and faces were forgotten."""

    photos: int
    faces: int


def missing_photos(library: Library, folders: Sequence[Path] = ()) -> list[AbsentPhoto]:
    """Return the photos that the last scan did not come by, by their paths, and what the disk says of them now.

    folders : only those below these. A scanned folder that is not there as a whole is away, and none of its photos that
    were there at the last look is among these.
    """
    found = missing.missing_photos(library.catalog)
    if folders:
        found = [photo for photo in found if any(photo.path.is_relative_to(folder) for folder in folders)]
    return _looked_for(library, found)


def _looked_for(library: Library, found: Sequence[MissingPhoto]) -> list[AbsentPhoto]:
    return [
        AbsentPhoto(photo.id, photo.path, why, photo.faces, photo.names)
        for photo, why in zip(found, absences(library, found), strict=True)
    ]


def forget(
    library: Library,
    photo_ids: Sequence[PhotoId],
    what: Collection[Absence] = frozenset((Absence.GONE,)),
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> Forgotten:
    """Forget photos with their faces and what was said of them. There is no undo. See [Note: Deleted photos].

    what : GONE, LEFT_OUT or both; the disk is asked again, and photos that are none of these by now are left alone
    Raises Cancelled; what was forgotten until then is.
    """
    from faceorg.library.recognising.vectors import delete_index

    assert FORGETTABLE.issuperset(what), what
    wanted = set(photo_ids)
    found = [photo for photo in missing.missing_photos(library.catalog) if photo.id in wanted]
    meter = ProgressMeter(TaskCode.FORGETTING_PHOTOS, len(found), progress)
    photos = faces = 0
    try:
        for start in range(0, len(found), AT_ONCE):
            if cancel:
                cancel.raise_if_cancelled()
            part = found[start : start + AT_ONCE]
            going = [photo.id for photo in _looked_for(library, part) if photo.why in what]
            gone = missing.forget(library.catalog, going)
            photos, faces = photos + gone[0], faces + gone[1]
            meter.step(len(part))
    finally:
        if photos:  # the index holds their vectors; it is made again without them at its next use
            delete_index(library)
    return Forgotten(photos, faces)
