"""All photos of a person -> an album folder of copies or links, which a second run completes."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import AssignedBy, PersonId, Photo, PhotoState
from faceorg.library.exports.folder_of_copies import CopyReport, FolderOfCopies, copy_file, full_disk_of, is_same_file
from faceorg.library.exports.text_files import refuse_reserved
from faceorg.messages.codes import FindingCode, TaskCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library


class AlbumMode(StrEnum):
    COPY = "copy"
    LINK = "link"  # symbolic links: no space, but they break when the photos move


def export_album(
    library: Library,
    person_id: PersonId,
    folder: Path,
    *,
    mode: AlbumMode = AlbumMode.COPY,
    confirmed_only: bool = False,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> CopyReport:
    """Put all photos of a person into a folder, oldest first; a second run adds what is missing.

    The folder is made; files in it that are not of this export are never replaced.

    Raises
    ------
    InvalidInput : the folder cannot be made, or Windows keeps its name for a device
    DiskFull, Cancelled
    """
    refuse_reserved(folder)
    person = people.person(library.catalog, person_id)
    chosen = _photos_of(library, person_id, confirmed_only=confirmed_only)
    album = FolderOfCopies(folder)
    meter = ProgressMeter(Message(TaskCode.MAKING_ALBUM, name=person.name), len(chosen), progress)
    added, problems = 0, []
    for photo in chosen:
        if cancel:
            cancel.raise_if_cancelled()
        try:
            with full_disk_of(folder):
                added += _put(photo, album, mode)
        except OSError as error:
            problems.append(Message(FindingCode.PHOTO_NOT_COPIED, file=photo.path, why=error))
        meter.step()
    return CopyReport(folder, added, len(chosen) - added - len(problems), tuple(problems))


def _photos_of(library: Library, person_id: PersonId, *, confirmed_only: bool) -> list[Photo]:
    own = faces.faces_of_person(library.catalog, person_id)
    ids = dict.fromkeys(face.photo_id for face in own if not confirmed_only or face.assigned_by is AssignedBy.USER)
    found = [photo for photo in photos.photos(library.catalog, ids) if photo.state is not PhotoState.MISSING]
    return sorted(found, key=lambda photo: (photo.taken_at is None, photo.taken_at, photo.id))


def _put(photo: Photo, album: FolderOfCopies, mode: AlbumMode) -> bool:
    """Return whether the photo was not there yet."""
    source = photo.path
    make = partial(copy_file, source) if mode is AlbumMode.COPY else lambda target: target.symlink_to(source)
    return album.put(source.name, partial(is_same_file, source), make)[1]
