"""New files that are known photos in another place -> which, so that a file that was moved is never two photos.

A photo can have gone from a folder that is scanned, or with its whole folder: a root that was renamed, or is on a disk
that is not connected. What lies elsewhere then with the same content is that photo, and its faces and names go along.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog.pictures import photos
from faceorg.catalog.pictures.photos import KnownFile
from faceorg.domain import PhotoId, PhotoState
from faceorg.files.plain_files import open_plain
from faceorg.formats import HEAD_BYTES
from faceorg.images.cloud import is_there
from faceorg.images.walk import FoundFile
from faceorg.messages.codes import TaskCode
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

HASH_CHUNK_BYTES = 1 << 20
# Files up to this size are read as a whole, for what tells their picture from their metadata; no JPEG is larger.
MOST_BYTES_AT_ONCE = 256 << 20


@dataclass(frozen=True)
class MovedFolder:
    """A scanned folder that is not there any more, and the folder in which photos of it were found.

    found : photos of it that were found there; left : photos of it that were not found anywhere
    """

    old: Path
    new: Path
    found: int
    left: int


@dataclass(frozen=True)
class ChangedFile:
    """A known file with another content.

    content : its SHA-256 as hex, None where it cannot be read
    picture : the hash of its picture [Note: The same picture], None where only decoding would tell it
    """

    known: KnownFile
    file: FoundFile
    content: str | None
    picture: str | None = None


@dataclass
class Exchange:
    """What became of files whose content changed.

    changed : edited, their photos are to be analysed again; returned : (photo, file that holds its content now)
    edited : (photo, file that holds its picture now, with other metadata)
    gone : photos whose place another picture took; fresh : files whose photo lies elsewhere now, and that are none we
    know
    """

    changed: list[ChangedFile] = field(default_factory=list)
    returned: list[tuple[PhotoId, FoundFile]] = field(default_factory=list)
    edited: list[tuple[PhotoId, FoundFile]] = field(default_factory=list)
    gone: list[PhotoId] = field(default_factory=list)
    fresh: list[FoundFile] = field(default_factory=list)


def hash_file(path: Path) -> str | None:
    """Return the SHA-256 of a file as hex, None when it cannot be read."""
    digest = hashlib.sha256()
    try:
        with open_plain(path) as stream:
            while chunk := stream.read(HASH_CHUNK_BYTES):
                digest.update(chunk)
    except OSError:
        return None
    return digest.hexdigest()


def hash_of_changed(path: Path) -> tuple[str | None, str | None]:
    """Return (content, picture) of a file, see `ChangedFile`."""
    from faceorg.images.image_hash import coded_image_hash, may_have_coded_hash

    try:
        with open_plain(path) as stream:
            head = stream.read(HEAD_BYTES)
            if may_have_coded_hash(head) and os.fstat(stream.fileno()).st_size <= MOST_BYTES_AT_ONCE:
                data = head + stream.read()
                return hashlib.sha256(data).hexdigest(), coded_image_hash(data)
    except (OSError, MemoryError):
        return None, None
    return hash_file(path), None


def find_moved(
    library: Library, new: Sequence[FoundFile], progress: ProgressSink, cancel: CancelToken
) -> list[tuple[KnownFile, FoundFile]]:
    """Return new files that are known photos whose own file is gone, each photo at most once.

    The same name, size and time to the nanosecond is the same file, as it is for a file that stayed in its place; any
    other of the same size is read and its content compared, unless it would have to be fetched from the cloud.
    """
    gone = _Gone()
    of_size: dict[int, list[KnownFile]] = defaultdict(list)
    for known in photos.known_of_sizes(library.catalog, (file.size_bytes for file in new)):
        of_size[known.size_bytes].append(known)
    candidates = [file for file in new if file.size_bytes in of_size]
    meter = ProgressMeter(TaskCode.LOOKING_FOR_MOVED_PHOTOS, len(candidates), progress)
    moved, renamed = [], []
    for file in candidates:
        cancel.raise_if_cancelled()
        same = [one for one in of_size[file.size_bytes] if _same_name_and_time(one, file) and gone.is_gone(one)]
        if len(same) == 1:
            of_size[file.size_bytes].remove(same[0])
            moved.append((same[0], file))
            meter.step()
        elif file.in_cloud and not library.settings.scan.from_cloud:
            meter.step()
        else:
            renamed.append(file)
    for file in renamed:
        cancel.raise_if_cancelled()
        left = [one for one in of_size[file.size_bytes] if one.content_hash is not None and gone.is_gone(one)]
        content = hash_file(file.path) if left else None
        for known in left:
            if known.content_hash == content:
                of_size[file.size_bytes].remove(known)
                moved.append((known, file))
                break
        meter.step()
    return moved


def exchanged(library: Library, changed: Sequence[ChangedFile], new: Sequence[FoundFile]) -> Exchange:
    """Sort files whose content changed: where one holds what another known file held, the photos changed places.

    (Programs that rename by number or date give a file the name that another had just before.) Where a new file holds
    what one held, the photo moved there, and another picture took its place: cameras begin again at IMG_0001.
    new : files that are to be opened and that no photo is known to have
    """
    holds = _Contents(new)
    own = {one.known.id for one in changed}
    pictures = {photo.id: photo.image_hash for photo in photos.photos(library.catalog, sorted(own))}
    # Where only metadata were written, the file holds the picture of its photo as before.
    lost = {one.known.id for one in changed if one.content is not None and one.picture != pictures.get(one.known.id)}
    taken: set[PhotoId] = set()
    found = Exchange()
    for one in changed:
        holders = photos.photos_with_hash(library.catalog, one.content) if one.content else []
        free = [photo for photo in holders if photo.id in own - taken or photo.state is PhotoState.MISSING]
        if free:
            taken.add(free[0].id)
            found.returned.append((free[0].id, one.file))
    placed = {file.path for _photo, file in found.returned}
    for one in changed:  # the same with other metadata, where nothing says more
        if one.picture is None or one.known.id not in lost or one.file.path in placed:
            continue
        holders = photos.photos_with_image(library.catalog, one.picture)
        missing = {photo.id for photo in holders if photo.state is PhotoState.MISSING}
        free = [photo for photo in holders if photo.id in (lost | missing) - taken]
        if free:
            taken.add(free[0].id)
            placed.add(one.file.path)
            found.edited.append((free[0].id, one.file))
    for one in changed:
        if one.file.path not in placed and one.known.id in taken:
            found.fresh.append(one.file)
        elif (
            one.file.path not in placed
            and one.content is not None
            and (holds.hold(one.known) or (one.known.id in lost and holds.show(pictures[one.known.id])))
        ):
            found.gone.append(one.known.id)
            found.fresh.append(one.file)
        elif one.file.path not in placed:
            found.changed.append(one)
        elif one.known.id not in taken:
            found.gone.append(one.known.id)
    return found


class _Contents:
    """What new files hold, read where a photo might be in one of them: where the size is the same."""

    def __init__(self, files: Sequence[FoundFile]) -> None:
        self._of_size: dict[int, list[Path]] = defaultdict(list)
        for file in files:
            self._of_size[file.size_bytes].append(file.path)
        self._hashes: dict[Path, str | None] = {}
        self._pictures: set[str | None] | None = None

    def show(self, picture: str | None) -> bool:
        """Whether one of them has this picture, whatever its metadata: all are read, as they are to be analysed."""
        if picture is None:
            return False
        if self._pictures is None:
            self._pictures = {hash_of_changed(path)[1] for paths in self._of_size.values() for path in paths}
        return picture in self._pictures

    def hold(self, known: KnownFile) -> bool:
        return known.content_hash is not None and any(
            self._hash(path) == known.content_hash for path in self._of_size.get(known.size_bytes, ())
        )

    def _hash(self, path: Path) -> str | None:
        if path not in self._hashes:
            self._hashes[path] = hash_file(path)
        return self._hashes[path]


def _same_name_and_time(known: KnownFile, file: FoundFile) -> bool:
    return known.mtime_ns == file.mtime_ns and known.path.name == file.path.name


class _Gone:
    """Whether the files of known photos are gone, with a memory of folders that are: a disk that is away costs one look
    a folder, not one a photo."""

    def __init__(self) -> None:
        self._folders: dict[Path, bool] = {}

    def is_gone(self, known: KnownFile) -> bool:
        if known.state is PhotoState.MISSING:  # as the walk said, or the user, who left its folder out
            return True
        folder = known.path.parent
        if folder not in self._folders:
            self._folders[folder] = not os.path.isdir(folder)
        return self._folders[folder] or not is_there(known.path)


def moved_folders(library: Library, moved: Sequence[tuple[Path, Path]]) -> list[MovedFolder]:
    """Return the scanned folders that are gone and whose photos were found elsewhere: were they moved there?

    moved : (where it was, where it is) of photos
    """
    found = []
    for root in photos.roots(library.catalog):
        pairs = [(old, new) for old, new in moved if old.is_relative_to(root.path)]
        if pairs and not os.path.isdir(root.path):
            new, count = Counter(_folder_above(old.relative_to(root.path), new) for old, new in pairs).most_common(1)[0]
            found.append(MovedFolder(root.path, new, count, photos.count_here(library.catalog, root.path)))
    return found


def edited_on_the_way(
    library: Library, moved: Sequence[tuple[KnownFile, FoundFile]], new: Sequence[FoundFile]
) -> list[tuple[KnownFile, FoundFile]]:
    """Return the photos of a moved folder whose content changed, too: another picture in the same place inside it."""
    of_path = {file.path: file for file in new}
    taken = {known.id for known, _file in moved}
    for _known, followed in moved:
        of_path.pop(followed.path, None)
    found = []
    for folder in moved_folders(library, [(known.path, file.path) for known, file in moved]):
        for known in photos.known_below(library.catalog, folder.old).values():
            file = of_path.get(folder.new / known.path.relative_to(folder.old))
            if file is not None and known.id not in taken:
                found.append((known, file))
    return found


def _folder_above(inside: Path, new: Path) -> Path:
    """The folder in which a file lies where it lay in the old one: of Q/a/b.jpg, once a/b.jpg, that is Q."""
    folder = new
    for part in reversed(inside.parts):
        if folder.name != part:
            break
        folder = folder.parent
    return folder if folder != new else new.parent
