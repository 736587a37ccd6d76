"""A folder -> the regular files in it: every scan starts here, so it is fast, patient and never follows a loop.

Nothing is opened: whether a file is a photo is asked later (`faceorg.formats.format_of_file`), and only of new files.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from faceorg.errors import InvalidInput, NotFound
from faceorg.formats import PICTURE_SUFFIXES
from faceorg.images import cloud
from faceorg.images.exclusion import NO_MEDIA, NOTHING, Exclusion
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message
from faceorg.paths import mtime_ns
from faceorg.progress import CancelToken

ProblemSink = Callable[[Path, Message], None]

# Folders in which other programs keep copies, previews and rubbish: Synology, QNAP, Windows, macOS, ext4.
SKIPPED_NAMES = frozenset(
    {
        "@eadir",
        "#recycle",
        "#snapshot",
        "@recycle",
        "@recently-snapshot",
        "$recycle.bin",
        "recycler",
        "system volume information",
        "lost+found",
        "__macosx",
    }
)
# Bundles: folders that their system shows as one file. Of photo libraries only the originals are the user's photos;
# the rest are thousands of previews of the same pictures.
ORIGINALS_IN_BUNDLE = {
    ".photoslibrary": frozenset(("originals", "masters")),
    ".photolibrary": frozenset(("originals", "masters")),
    ".migratedphotolibrary": frozenset(("originals", "masters")),
    ".aplibrary": frozenset(("masters",)),
}
SKIPPED_BUNDLES = frozenset((".app", ".lrdata", ".framework", ".fcpbundle", ".imovielibrary"))
# What programs put behind a name for the file as it was before they changed it: exiftool, GNU, many editors.
_BACKUP = re.compile(r"(_original|\.~\d+~|~|\.bak|\.orig)$", re.IGNORECASE)
# What they put in the place of its end: photo.bak beside photo.jpg.
_BACKUP_INSTEAD = (".bak", ".orig")
_WINDOWS_HIDDEN = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One regular file below a root. mtime_ns is nanoseconds since 1970, as the file system reports it.

    identity : (device, inode) of a file that has, or may have, several names (links); None for all others
    target : where a symbolic link leads in the end; None for a file itself
    is_backup : an editing program's copy of the file beside it, as it was before
    in_cloud : its content must be fetched before it can be read; is_stub : something of no size stands in its place
    """

    path: Path
    size_bytes: int
    mtime_ns: int
    identity: tuple[int, int] | None = None
    target: Path | None = None
    is_backup: bool = False
    in_cloud: bool = False
    is_stub: bool = False


def _ignore_problem(_path: Path, _why: Message) -> None:
    """Drop a report: for callers that have nobody to tell."""


def walk_photos(
    root: Path,
    *,
    exclude: Collection[Path] = (),
    exclusion: Exclusion = NOTHING,
    cancel: CancelToken | None = None,
    on_problem: ProblemSink = _ignore_problem,
) -> Iterator[FoundFile]:
    """Yield every regular file below root that could be a photo, folder by folder in the order of names.

    A photo that lies in the cloud is one of them (`in_cloud`).
    Left out: hidden files and folders, other programs' preview stores, the folders in `exclude` (the library's own),
    what the user wants left out (`exclusion`), folders below root with a `.nomedia`, and every folder already visited
    under another name (symbolic links, loops). Folders that cannot be read go to
    `on_problem(path, why)` and the walk goes on.
    Raises NotFound or InvalidInput when root itself is no readable folder, Cancelled when asked to stop.
    """
    _check_root(root)
    excluded = {identity for path in exclude if (identity := _identity(path)) is not None}
    walk = _Walk(excluded, exclusion, cancel or CancelToken(), on_problem)
    return walk.below(root)


def _check_root(root: Path) -> None:
    if not os.path.exists(root):
        raise NotFound(ProblemCode.NO_SUCH_FOLDER, folder=root)
    if not os.path.isdir(root):
        raise InvalidInput(ProblemCode.FILE_INSTEAD_OF_FOLDER, file=root)
    if not os.access(root, os.R_OK | os.X_OK):
        raise InvalidInput(ProblemCode.FOLDER_MAY_NOT_BE_READ, folder=root)


def _identity(folder: Path | str) -> tuple[int, int] | None:
    """(device, inode): the same for every name of one folder; None when it is gone."""
    try:
        facts = os.stat(folder)
    except OSError:
        return None
    return facts.st_dev, facts.st_ino


class _Walk:
    """One walk with its memory of visited folders. Linked folders wait until all real ones are done, so that a photo
    is always found under its real name when that lies below the same root."""

    def __init__(
        self, visited: set[tuple[int, int]], exclusion: Exclusion, cancel: CancelToken, on_problem: ProblemSink
    ) -> None:
        self._visited = visited
        self._exclusion = exclusion
        self._cancel = cancel
        self._on_problem = on_problem
        self._links: list[str] = []

    def below(self, root: Path) -> Iterator[FoundFile]:
        self._root = os.path.abspath(root)
        if not self._exclusion.covers(self._root, os.path.basename(self._root)):
            self._links.append(self._root)
        while self._links:
            waiting = [self._links.pop()]
            while waiting:
                folder = waiting.pop()
                identity = _identity(folder)
                if identity is None or identity in self._visited:
                    continue
                self._visited.add(identity)
                self._cancel.raise_if_cancelled()
                yield from self._files_of(folder, waiting)

    def _files_of(self, folder: str, waiting: list[str]) -> Iterator[FoundFile]:
        """Yield the files of one folder; push its subfolders so that the first in name order is popped first."""
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=_name)
        except OSError as error:
            self._on_problem(Path(folder), Message(ProblemCode.FOLDER_CANNOT_BE_READ, folder=folder, why=error))
            return
        if folder != self._root and any(entry.name == NO_MEDIA for entry in entries):
            return
        subfolders: list[str] = []
        names = {entry.name for entry in entries}
        pictures = _stems_of_pictures(names)
        for entry in entries:
            if not _belongs_to_user(folder, entry.name):
                continue
            if (stub := self._stub(folder, entry, names)) is not None:
                yield stub
            if _is_hidden(entry):
                continue
            if self._exclusion and self._exclusion.covers(entry.path, entry.name):
                continue
            try:
                if entry.is_dir():
                    self._sort_folder(entry, subfolders)
                elif entry.is_file():
                    yield _found(entry, _is_backup(entry.name, names, pictures))
            except OSError as error:
                # Includes links that lead nowhere or round in a circle, and files removed since the listing.
                if not isinstance(error, FileNotFoundError):
                    why = Message(ProblemCode.FILE_CANNOT_BE_READ, file=entry.path, why=error)
                    self._on_problem(Path(entry.path), why)
        waiting.extend(reversed(subfolders))

    def _stub(self, folder: str, entry: os.DirEntry[str], names: set[str]) -> FoundFile | None:
        """A photo that is kept in iCloud: found under its own name, though it is not here."""
        name = cloud.stands_for(entry.name)
        if (
            name is None
            or name in names
            or (self._exclusion and self._exclusion.covers(os.path.join(folder, name), name))
        ):
            return None
        try:
            return FoundFile(Path(folder, name), 0, mtime_ns(entry.stat()), in_cloud=True, is_stub=True)
        except OSError:  # fetched or deleted since the listing
            return None

    def _sort_folder(self, entry: os.DirEntry[str], subfolders: list[str]) -> None:
        name = entry.name.lower()
        if name in SKIPPED_NAMES or os.path.splitext(name)[1] in SKIPPED_BUNDLES:
            return
        (self._links if entry.is_symlink() else subfolders).append(entry.path)


def _stems_of_pictures(names: set[str]) -> set[str]:
    """The names of a folder's pictures without their ends; none where nothing there may be a copy of one of them."""
    if not any(name.lower().endswith(_BACKUP_INSTEAD) for name in names):
        return set()
    parts = (os.path.splitext(name) for name in names)
    return {stem for stem, suffix in parts if suffix.lower() in PICTURE_SUFFIXES}


def _is_backup(name: str, names: set[str], pictures: set[str]) -> bool:
    """Whether a file is called as programs call what lay in the place of another one in its folder before."""
    before = _BACKUP.sub("", name)
    if before != name and before in names:
        return True
    return name.lower().endswith(_BACKUP_INSTEAD) and os.path.splitext(name)[0] in pictures


def _found(entry: os.DirEntry[str], is_backup: bool) -> FoundFile:
    """A file with what its links are."""
    facts, is_link = entry.stat(), entry.is_symlink()
    return FoundFile(
        Path(entry.path),
        facts.st_size,
        mtime_ns(facts),
        (facts.st_dev, facts.st_ino) if is_link or facts.st_nlink > 1 else None,
        Path(os.path.realpath(entry.path)) if is_link else None,
        is_backup,
        cloud.is_in_cloud(facts),
    )


def is_walked(path: Path, roots: Collection[Path]) -> bool:
    """Whether a walk over these folders comes by a file: it is below one of them, and nothing on the way is skipped."""
    for root in roots:
        if path.is_relative_to(root):
            parts = path.relative_to(root).parts
            if all(map(_is_entered, (root.name, *parts), parts)):
                return True
    return False


def _is_entered(folder: str, name: str) -> bool:
    """Whether a walk goes on from a folder to what has this name in it."""
    is_skipped = name.lower() in SKIPPED_NAMES or os.path.splitext(name.lower())[1] in SKIPPED_BUNDLES
    return not name.startswith(".") and not is_skipped and _belongs_to_user(folder, name)


def _belongs_to_user(folder: str, name: str) -> bool:
    """Whether what has this name in a folder is the user's own: in a photo library, only the originals are."""
    allowed = ORIGINALS_IN_BUNDLE.get(os.path.splitext(folder)[1].lower())
    return allowed is None or name.lower() in allowed


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return True
    if os.name != "nt":
        return False
    return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & _WINDOWS_HIDDEN)
