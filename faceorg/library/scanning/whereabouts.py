"""Photos that a walk did not come by -> why: gone, away, left out, or there. Asked before anything counts as deleted.

[Note: Gone is looked for] That a walk did not come by a file says little: its folder may be left out, its disk pulled
out, its share asleep, a link on the way may lead nowhere. So whoever calls a photo gone (a scan) or forgets it for good
asks the disk, folder by folder from the scanned one down. Gone is only what is not there in a place that is.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog import notes
from faceorg.catalog.pictures import photos
from faceorg.catalog.storage.paths import path_to_text, text_to_path
from faceorg.domain import Absence, MissingPhoto
from faceorg.images.cloud import has_stub
from faceorg.images.exclusion import NO_MEDIA
from faceorg.library.scanning.exclusions import exclusion_of

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

_MOUNTS = "mounts"


def absences(library: Library, missing: Sequence[MissingPhoto]) -> list[Absence]:
    """Return why each of these is missing. One look a photo and a folder."""
    roots = sorted((root.path for root in photos.roots(library.catalog)), key=lambda path: len(path.parts))
    disks = {root: Disk(root, mounts_below(library, root)) for root in roots}
    left_out = _LeftOut(library, roots)
    found: list[tuple[Path | None, Absence]] = []
    for photo in missing:
        root = next((root for root in roots if photo.path.is_relative_to(root)), None)
        if root is None:
            found.append((None, Absence.LEFT_OUT))
            continue
        why = disks[root].look(photo.path)
        if photo.place_taken and why is Absence.BACK:
            why = Absence.GONE
        elif why is not Absence.GONE and left_out.covers(photo.path, root):
            why = Absence.LEFT_OUT
        found.append((root, why))
    lost = {root for root in roots if not disks[root].is_still_there()}
    return [Absence.AWAY if why is Absence.GONE and root in lost else why for root, why in found]


class Disk:
    """What lies below a scanned folder now, with a memory of its folders: GONE, AWAY, or there (BACK)."""

    def __init__(self, root: Path, mounts: Collection[Path]) -> None:
        self._root = root
        self._mounts = mounts
        self._identity = folder_identity(root)
        shown = Absence.BACK if self._identity is not None and _shows_something(root) else Absence.AWAY
        self._folders: dict[Path, Absence] = {root: shown}

    def look(self, path: Path) -> Absence:
        """Say of a file below the root whether it is there."""
        above = self.folder(path.parent)
        return above if above is not Absence.BACK else _look(path)

    def folder(self, folder: Path) -> Absence:
        """Say of a folder whether it is there and can be looked into."""
        if folder not in self._folders:
            self._folders[folder] = self._look_into(folder)
        return self._folders[folder]

    def _look_into(self, folder: Path) -> Absence:
        above = self.folder(folder.parent)
        if above is not Absence.BACK:
            return above
        found = _look(folder)
        if folder in self._mounts and (found is Absence.GONE or not _is_mount(folder)):
            return Absence.AWAY
        if found is Absence.BACK and not os.path.isdir(folder):
            return Absence.GONE
        if found is Absence.BACK and not os.access(folder, os.R_OK | os.X_OK):
            return Absence.AWAY
        return found

    def is_still_there(self) -> bool:
        """Whether the root is the one it was: what was looked for while a disk was pulled out is not gone."""
        now = folder_identity(self._root)
        return now is not None and now == self._identity and _shows_something(self._root)

    def away_folder(self, path: Path) -> Path:
        """Return the uppermost folder on the way to a file that is away; the file itself where that alone is."""
        return next((one for one in reversed(path.parents) if self._folders.get(one) is Absence.AWAY), path)


class _LeftOut:
    """Whether files lie where the user, or a mark in a folder, wants no scan to look."""

    def __init__(self, library: Library, roots: Sequence[Path]) -> None:
        self._exclusion = exclusion_of(library)
        self._roots = [str(root) for root in roots]
        self._marked: dict[Path, bool] = {}

    def covers(self, path: Path, root: Path) -> bool:
        if self._exclusion and self._exclusion.covers_below(str(path), self._roots):
            return True
        return self._is_marked(path.parent, root)

    def _is_marked(self, folder: Path, root: Path) -> bool:
        if folder == root:  # a folder that was asked for is looked into, whatever lies in it
            return False
        if folder not in self._marked:
            self._marked[folder] = os.path.lexists(folder / NO_MEDIA) or self._is_marked(folder.parent, root)
        return self._marked[folder]


def _look(path: Path) -> Absence:
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):  # a link that leads nowhere leads to a disk that is not connected
        if has_stub(path):
            return Absence.BACK
        return Absence.AWAY if os.path.islink(path) else Absence.GONE
    except OSError:  # no rights, a share that does not answer, a disk that fails
        return Absence.AWAY
    return Absence.BACK


def folder_identity(folder: Path) -> tuple[int, int] | None:
    """Which folder a path leads to now, (device, inode); None where it leads to none."""
    try:
        facts = os.stat(folder)
    except OSError:
        return None
    return (facts.st_dev, facts.st_ino) if stat.S_ISDIR(facts.st_mode) else None


def _shows_something(root: Path) -> bool:
    """Whether anything can be seen in a root: a mount point without its disk is empty."""
    try:
        with os.scandir(root) as listing:
            return any(not entry.name.startswith(".") for entry in listing)
    except OSError:
        return False


# ---------------------------------------------------------------- disks below a scanned folder
def device_of(folder: Path) -> int | None:
    """Return on which file system a folder is, None where it is not there."""
    found = folder_identity(folder)
    return None if found is None else found[0]


def _is_mount(folder: Path) -> bool:
    return device_of(folder) not in (None, device_of(folder.parent))


def _known_mounts(library: Library) -> set[Path]:
    return notes.note_as(library.catalog, _MOUNTS, _read_folders) or set()


def _read_folders(text: str) -> set[Path]:
    return {text_to_path(folder) for folder in json.loads(text)}


def mounts_below(library: Library, root: Path) -> set[Path]:
    """Return the folders below a root in which another disk was at the last scan that came by them."""
    return {folder for folder in _known_mounts(library) if folder.is_relative_to(root)}


def note_mounts(library: Library, root: Path, walked: Iterable[Path]) -> None:
    """Remember in which folders below a root another disk is, so that it is missed when it is not there.

    walked : the folders in which files were found; a mount on the way to one that is on the root's own disk is none
    """
    seen, mounts = {root}, set()
    for folder in walked:
        for one in (folder, *folder.parents):
            if one in seen:
                break
            seen.add(one)
            if not one.is_symlink() and _is_mount(one):
                mounts.add(one)
    known = _known_mounts(library)
    kept = (known - seen) | mounts
    if kept != known:
        notes.take_note(library.catalog, _MOUNTS, json.dumps(sorted(map(path_to_text, kept))))
