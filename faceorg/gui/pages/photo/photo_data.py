"""A library -> what the page of one photo shows, read on a worker thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from faceorg.domain import Face, IgnoreReason, Photo, PhotoId
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.library.opening.library import Library
from faceorg.library.views import face_views, people_views, photo_views


@dataclass(frozen=True)
class PhotoData:
    """What the page shows of one photo; newer and older: its neighbours.

    copies : other files that hold the same picture; seems_to_lie : on its side, and nobody has said how it lies
    left_behind : whom the picture showed before it was changed, "" for a face without a name
    """

    photo: Photo
    faces: tuple[Face, ...]
    newer: PhotoId | None
    older: PhotoId | None
    left_behind: tuple[str, ...] = ()
    copies: tuple[Path, ...] = ()
    seems_to_lie: bool = False


def read_photo(library: Library, wanted: PhotoTarget) -> PhotoData:
    """Read it; for a worker thread. Raises NotFound."""
    photo_id = wanted.photo_id
    if photo_id is None:
        assert wanted.face_id is not None
        photo_id = face_views.face(library, wanted.face_id).photo_id
    photo = photo_views.photo(library, photo_id)
    found = [
        face for face in face_views.faces_of_photo(library, photo_id) if face.ignored is not IgnoreReason.NOT_A_FACE
    ]
    if photo_id in wanted.among:
        at = wanted.among.index(photo_id)
        newer = wanted.among[at - 1] if at > 0 else None
        older = wanted.among[at + 1] if at + 1 < len(wanted.among) else None
    else:
        newer, older = photo_views.neighbours(library, photo_id)
    same = tuple(other.path for other in photo_views.same_picture(library, photo))
    lies = photo_views.seems_to_lie(library, photo_id)
    return PhotoData(photo, tuple(found), newer, older, _left_behind(library, photo_id), same, lies)


def _left_behind(library: Library, photo_id: PhotoId) -> tuple[str, ...]:
    those = face_views.left_behind(library, photo_id)
    names = people_views.names(library) if those else {}
    return tuple(names[one.person_id] if one.person_id is not None else "" for one in those)
