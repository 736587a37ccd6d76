"""All photos of a person -> an album folder of copies or links, which a second run completes."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg import atomic
from faceorg.catalog import faces, people, photos
from faceorg.domain import AssignedBy, PersonId, Photo, PhotoState
from faceorg.errors import DiskFull, InvalidInput
from faceorg.library.exports.text_files import refuse_reserved
from faceorg.messages.codes import FindingCode, ProblemCode, ReasonCode, TaskCode
from faceorg.messages.message import Message
from faceorg.paths import portable_name
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Endings of copies of one name, "a (2).jpg"; more of one name in one album is a mistake.
MOST_NAMESAKES = 10_000
# FAT and exFAT keep times to two seconds; a copy is taken for done when its time is that close.
SAME_TIME_S = 2.0


class AlbumMode(StrEnum):
    COPY = "copy"
    LINK = "link"  # symbolic links: no space, but they break when the photos move


@dataclass(frozen=True)
class AlbumReport:
    """added : photos that were put into the folder now; there : that were there already
    problems : photos that could not be taken
    """

    folder: Path
    added: int
    there: int
    problems: tuple[Message, ...]


def export_album(
    library: Library,
    person_id: PersonId,
    folder: Path,
    *,
    mode: AlbumMode = AlbumMode.COPY,
    confirmed_only: bool = False,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> AlbumReport:
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
    _make_folder(folder)
    meter = ProgressMeter(Message(TaskCode.MAKING_ALBUM, name=person.name), len(chosen), progress)
    added, problems = 0, []
    taken: set[str] = set()
    for photo in chosen:
        if cancel:
            cancel.raise_if_cancelled()
        try:
            added += _put(photo, folder, mode, taken)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise DiskFull(ProblemCode.NO_ROOM_IN_FOLDER, folder=folder) from error
            problems.append(Message(FindingCode.PHOTO_NOT_COPIED, file=photo.path, why=error))
        meter.step()
    return AlbumReport(folder, added, len(chosen) - added - len(problems), tuple(problems))


def _photos_of(library: Library, person_id: PersonId, *, confirmed_only: bool) -> list[Photo]:
    own = faces.faces_of_person(library.catalog, person_id)
    ids = dict.fromkeys(face.photo_id for face in own if not confirmed_only or face.assigned_by is AssignedBy.USER)
    found = [photo for photo in photos.photos(library.catalog, ids) if photo.state is not PhotoState.MISSING]
    return sorted(found, key=lambda photo: (photo.taken_at is None, photo.taken_at, photo.id))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput(ProblemCode.FOLDER_CANNOT_BE_MADE, folder=folder, why=error) from error


def _put(photo: Photo, folder: Path, mode: AlbumMode, taken: set[str]) -> bool:
    """Put one photo into the folder under its own name or the next free one; return whether it was not there yet."""
    for number in range(1, MOST_NAMESAKES):
        name = portable_name(photo.path.stem + (f" ({number})" if number > 1 else "") + photo.path.suffix)
        target = folder / name
        if name.casefold() in taken:
            continue
        if _is_there(photo.path, target):
            taken.add(name.casefold())
            return False
        if target.exists() or target.is_symlink():
            continue
        try:
            if mode is AlbumMode.LINK:
                target.symlink_to(photo.path)
            else:
                _copy(photo.path, target)
        except FileExistsError:  # somebody put it there just now
            continue
        taken.add(name.casefold())
        return True
    raise _TooManyNamesakes(photo.path.name)


class _TooManyNamesakes(OSError):
    """No free name for a photo is left in the folder."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.message = Message(ReasonCode.TOO_MANY_NAMESAKES, name=name)


def _is_there(source: Path, target: Path) -> bool:
    """Whether an earlier run put this very photo there."""
    if target.is_symlink():
        return Path(os.readlink(target)) == source
    try:
        here, there = source.stat(), target.stat()
    except OSError:
        return False
    return here.st_size == there.st_size and abs(here.st_mtime - there.st_mtime) <= SAME_TIME_S


def _copy(source: Path, target: Path) -> None:
    """Copy so that a stopped run leaves no half photo behind."""
    with atomic.replacing(target, exclusive=True) as new:
        shutil.copy2(source, new.name)  # with the times and permissions of the photo
