"""Chosen photos -> copies in a folder for somebody else: as they are or smaller, with or without names, sorted or not.

A smaller copy is a new JPEG of the picture as it is shown: of what the original says besides, it has the date
and, where they are wanted, the names; no camera, no place. A photo that is copied as it is stays so byte for byte; its
names go into a small file beside it.

Nothing is ever written over, and no original is touched. A second run adds what is missing.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.boxes import AS_FILED, ShownAs
from faceorg.catalog import faces, people, written
from faceorg.catalog.pictures import photos
from faceorg.domain import PersonId, Photo, PhotoId
from faceorg.exif import DATE_TIME_ORIGINAL, EXIF_IFD
from faceorg.files import atomic
from faceorg.formats import is_video_name
from faceorg.library.exports.copy_choice import Arrangement, CopyChoice
from faceorg.library.exports.folder_of_copies import (
    SAME_TIME_S,
    CopyReport,
    FolderOfCopies,
    check_folder,
    copy_file,
    full_disk_of,
    is_same_file,
    noting_what_fails,
)
from faceorg.library.names_in_files.files import choice_of
from faceorg.library.pictures import open_picture
from faceorg.messages.codes import TaskCode
from faceorg.messages.message import Message
from faceorg.metadata.in_file import InFileWriter
from faceorg.metadata.readers import sidecars_of
from faceorg.metadata.regions import Frame, Region
from faceorg.metadata.writer import Target, carry_out, fresh_packet, plan_write, target_of
from faceorg.paths import portable_name
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Of smaller copies: on a screen and on paper nobody sees what is lost.
JPEG_QUALITY = 90


def copy_photos(
    library: Library,
    photo_ids: Sequence[PhotoId],
    folder: Path,
    choice: CopyChoice,
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> CopyReport:
    """Copy photos, oldest first, into a folder, which is made. Of true copies, one is taken.

    Raises
    ------
    InvalidInput : the folder cannot be made, or must not be (see `check_folder`)
    DiskFull, Cancelled : what was copied until then is there, whole
    """
    check_folder(library, folder)
    known = photos.photos(library.catalog, dict.fromkeys(photo_ids))
    chosen = _one_of_each(known)
    run = _Copying(library, folder, choice, cancel)
    meter = ProgressMeter(TaskCode.COPYING_PHOTOS, len(chosen), progress)
    added = 0
    problems: list[Message] = []
    for photo in chosen:
        if cancel:
            cancel.raise_if_cancelled()
        with noting_what_fails(photo.path, problems), full_disk_of(folder):
            added += run.copy(photo)
        meter.step()
    there, same = len(chosen) - added - len(problems), len(known) - len(chosen)
    return CopyReport(folder, added, there, tuple(problems), same)


def _one_of_each(found: Sequence[Photo]) -> list[Photo]:
    """Oldest first, one of true copies."""
    chosen: dict[str | PhotoId, Photo] = {}
    for photo in sorted(found, key=lambda photo: (photo.taken_at is None, photo.taken_at, photo.id)):
        chosen.setdefault(photo.content_hash or photo.id, photo)
    return list(chosen.values())


class _Copying:
    """One run: the folders it has filled, and what it knows of the people."""

    def __init__(self, library: Library, folder: Path, choice: CopyChoice, cancel: CancelToken | None) -> None:
        self._library, self._folder, self._choice, self._cancel = library, folder, choice, cancel
        self._folders: dict[Path, FolderOfCopies] = {folder: FolderOfCopies(folder)}
        self._folder_names = _folder_names(library)
        self._names = choice_of(library)

    def copy(self, photo: Photo) -> bool:
        """Copy one photo to where it belongs; return whether a copy was made. Raises OSError, LibraryProblem."""
        is_video = is_video_name(photo.path)  # goes along as it is: of its picture here, nobody there can make a video
        smaller = self._smaller(photo) if self._choice.longest_px is not None and not is_video else None
        made = False
        for name in self._subfolders(photo):
            place = self._folder / name if name else self._folder
            into = self._folders.setdefault(place, FolderOfCopies(place))
            if smaller is not None:
                make, is_there = partial(_write, photo, smaller), partial(_holds, photo, smaller)
                made |= into.put(f"{photo.path.stem}.jpg", is_there, make)[1]
            else:
                source = photo.path
                copied, is_new = into.put(source.name, partial(is_same_file, source), partial(_copy_alone, source))
                made |= is_new
                if self._choice.with_names and not is_video and not os.path.samefile(source, copied):
                    self._name_beside(photo, copied)
        return made

    def _subfolders(self, photo: Photo) -> list[str]:
        match self._choice.arrangement:
            case Arrangement.BY_YEAR:
                return [f"{photo.taken_at.year:04}" if photo.taken_at else self._choice.elsewhere]
            case Arrangement.BY_PERSON:
                seen = faces.faces_of_photo(self._library.catalog, photo.id)
                known = {face.person_id for face in seen if face.person_id in self._folder_names}
                return sorted(self._folder_names[person] for person in known if person) or [self._choice.elsewhere]
            case Arrangement.TOGETHER:
                return [""]

    def _regions(self, photo: Photo, shown: ShownAs) -> list[Region]:
        """Who is where. shown : how the library shows the picture otherwise than the file says"""
        named = written.named_faces(self._library.catalog, [photo.id]).get(photo.id, ())
        return [Region(face.name, shown.in_file(face.box)) for face in named]

    def _name_beside(self, photo: Photo, copy: Path) -> None:
        """Write the names into a sidecar of a copy that is, byte for byte, its original."""
        kind = Target.FULL_NAME if self._names.kind is Target.IN_FILE else self._names.kind
        if os.path.lexists(target_of(copy, kind)):
            return  # of an earlier run, which somebody may have changed since
        regions = self._regions(photo, photo.shown_as)
        with InFileWriter() as in_file:
            carry_out(plan_write(copy, regions, kind=kind, microsoft=self._names.microsoft), in_file)

    def _smaller(self, photo: Photo) -> bytes:
        from PIL import Image

        most = self._choice.longest_px
        picture = Image.fromarray(open_picture(photo, most, self._cancel).pixels)
        if most is not None and max(picture.size) > most:
            picture.thumbnail((most, most), Image.Resampling.LANCZOS)
        options: dict[str, object] = {}
        if self._choice.with_names and (regions := self._regions(photo, AS_FILED)):
            frame = Frame(picture.width, picture.height, 1)
            options["xmp"] = fresh_packet(regions, frame, microsoft=self._names.microsoft)
        if photo.taken_at is not None and photo.taken_at == photo.taken_until:
            options["exif"] = _exif_date(photo.taken_at)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0, optimize=True, **options)
        return out.getvalue()


def _folder_names(library: Library) -> dict[PersonId, str]:
    """Return a folder for each person who is not hidden; of namesakes, those who came later have a number."""
    found: dict[PersonId, str] = {}
    taken: set[str] = set()
    for person in sorted(people.people(library.catalog), key=lambda person: person.id):
        if not person.hidden:
            name, number = portable_name(person.name), 1
            while name.casefold() in taken:
                number += 1
                name = portable_name(f"{person.name} ({number})")
            taken.add(name.casefold())
            found[person.id] = name
    return found


def _exif_date(taken_at: datetime) -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif.get_ifd(EXIF_IFD)[DATE_TIME_ORIGINAL] = f"{taken_at:%Y:%m:%d %H:%M:%S}"
    return exif.tobytes()


def _write(photo: Photo, content: bytes, target: Path) -> None:
    _refuse_sidecar_of_another(target)

    def date(new: Path) -> None:
        os.utime(new, ns=(photo.mtime_ns, photo.mtime_ns))

    with atomic.replacing(target, mode=atomic.AS_THE_SYSTEM_SAYS, exclusive=True, before=date) as new:
        new.write(content)


def _copy_alone(source: Path, target: Path) -> None:
    _refuse_sidecar_of_another(target)
    copy_file(source, target)


def _refuse_sidecar_of_another(target: Path) -> None:
    """Where somebody's sidecar waits for a photo of this name, programs would read its names into ours."""
    if any(os.path.lexists(sidecar) for sidecar in sidecars_of(target)):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def _holds(photo: Photo, content: bytes, target: Path) -> bool:
    """Whether a file is a smaller copy that an earlier run made."""
    try:
        facts = target.stat()
        is_alike = facts.st_size == len(content) and abs(facts.st_mtime - photo.mtime_ns / 1e9) <= SAME_TIME_S
        return is_alike and target.read_bytes() == content
    except OSError:
        return False
