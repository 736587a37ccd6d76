"""Faces -> pictures of their own, cut out of their photos with every pixel there is: into a folder, or one by one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import Face, FaceId, PersonId, Photo
from faceorg.files import atomic
from faceorg.library.exports.folder_of_copies import (
    CopyReport,
    FolderOfCopies,
    check_folder,
    full_disk_of,
    noting_what_fails,
)
from faceorg.library.pictures import FittedPicture, Picture, open_picture, painted
from faceorg.messages.codes import TaskCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# A face of 80 pixels has none to lose.
JPEG_QUALITY = 95


def cut_out_face(library: Library, face_id: FaceId, *, cancel: CancelToken | None = None) -> FittedPicture:
    """Return the square around a face. Raises NotFound, PhotoProblem, Cancelled."""
    face = faces.face(library.catalog, face_id)
    return painted(_cut(open_picture(photos.photo(library.catalog, face.photo_id), cancel=cancel), face))


def cut_out_faces(
    library: Library,
    face_ids: Sequence[FaceId],
    folder: Path,
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> CopyReport:
    """Put a JPEG of each face into a folder, which is made: "Anna Keller 2019-07-21 a.jpg". Nothing is written over.

    Raises
    ------
    InvalidInput : the folder cannot be made, or must not be (see `check_folder`)
    DiskFull, Cancelled : what was cut out until then is there, whole
    """
    check_folder(library, folder)
    into = FolderOfCopies(folder)
    names = {person.id: person.name for person in people.people(library.catalog)}
    chosen = sorted(faces.faces(library.catalog, face_ids), key=lambda face: (face.photo_id, face.id))
    by_id = {photo.id: photo for photo in photos.photos(library.catalog, {face.photo_id for face in chosen})}
    meter = ProgressMeter(TaskCode.CUTTING_OUT_FACES, len(chosen), progress)
    added, there = 0, 0
    problems: list[Message] = []
    for photo_id, group in groupby(chosen, key=lambda face: face.photo_id):
        photo, those = by_id[photo_id], list(group)
        if cancel:
            cancel.raise_if_cancelled()
        with noting_what_fails(photo.path, problems):
            picture = open_picture(photo, cancel=cancel)
            for face in those:
                with full_disk_of(folder):
                    is_new = _put(into, _file_name(photo, face, names), _jpeg(_cut(picture, face)))
                added, there = added + is_new, there + (not is_new)
        meter.step(len(those))
    return CopyReport(folder, added, there, tuple(problems))


def _cut(picture: Picture, face: Face) -> Picture:
    from faceorg.images.thumbnails import square_around

    pixels = square_around(picture.pixels, face.box)
    return Picture(pixels, pixels.shape[1], pixels.shape[0])


def _jpeg(picture: Picture) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(picture.pixels).save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return out.getvalue()


def _file_name(photo: Photo, face: Face, names: dict[PersonId, str]) -> str:
    parts = [
        names.get(face.person_id, "") if face.person_id is not None else "",
        f"{photo.taken_at:%Y-%m-%d}" if photo.taken_at else "",
        photo.path.stem,
    ]
    return " ".join(part for part in parts if part) + ".jpg"


def _put(into: FolderOfCopies, name: str, content: bytes) -> bool:
    def write(target: Path) -> None:
        with atomic.replacing(target, mode=atomic.AS_THE_SYSTEM_SAYS, exclusive=True) as new:
            new.write(content)

    def holds(target: Path) -> bool:
        try:
            return target.stat().st_size == len(content) and target.read_bytes() == content
        except OSError:
            return False

    return into.put(name, holds, write)[1]
