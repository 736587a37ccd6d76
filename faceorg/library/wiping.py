"""All that a library and its program keep about faces and people -> deleted; photos, packs and settings stay.

Whatever happens on the way, the second run finishes: nothing here opens the catalogue, which goes last. As long as it
is there the folder is still a library; without it, what is left is found by its names.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from faceorg import log, passing, paths
from faceorg.catalog.storage.faults import CATALOG_FILE, EMBEDDINGS_FILE, THUMBNAILS_FILE, disk_faults
from faceorg.catalog.storage.lost import BACKUPS_FOLDER
from faceorg.errors import LibraryProblem, NotFound
from faceorg.files.atomic import NEW_SUFFIX
from faceorg.library.opening.locking import LOCK_FILE, EditLock
from faceorg.library.opening.second_start import NOTE
from faceorg.library.recognising.index_files import INDEX_FOLDER
from faceorg.library.scanning.samples import SAMPLES_FOLDER
from faceorg.messages.codes import ProblemCode

_FOLDERS = (INDEX_FOLDER, BACKUPS_FOLDER, SAMPLES_FOLDER)
_CATALOG_PARTS = tuple(CATALOG_FILE + suffix for suffix in ("-journal", "-shm", "-wal", ""))


@dataclass(frozen=True)
class LinkLeft:
    """A link that was removed, and where it led: that was not touched."""

    link: Path
    target: Path


@dataclass(frozen=True)
class Wiped:
    """deleted : files and folders of the library that are gone; links : those among them that led elsewhere"""

    deleted: tuple[Path, ...]
    links: tuple[LinkLeft, ...]


@dataclass
class Removal:
    """What was deleted so far, and the first thing that could not be."""

    deleted: list[Path] = field(default_factory=list)
    links: list[LinkLeft] = field(default_factory=list)
    resisted: OSError | None = None

    def remove(self, path: Path) -> None:
        """Delete a file, a link without what it leads to, or a folder with all in it; go on where something resists."""
        try:
            if path.is_symlink():
                self.links.append(LinkLeft(path, Path(os.path.join(path.parent, os.readlink(path)))))
                _insist(path, path.unlink)
            elif path.is_dir():
                for inner in sorted(_inside(path)):
                    self.remove(inner)
                _insist(path, path.rmdir)
            else:
                _insist(path, path.unlink)
        except FileNotFoundError:
            return
        except OSError as error:
            self.resisted = self.resisted or error
            return
        self.deleted.append(path)


def is_there(folder: Path) -> bool:
    """Whether a folder holds anything that `wipe` deletes, with or without a catalogue."""
    return next(_of_the_library(folder), None) is not None


def wipe(folder: Path) -> Wiped:
    """Delete all biometric data of a library: catalogue, embeddings, thumbnails, index, backups, logs, the program's
    caches. Never a photo, but for the library's own copy of the shipped samples.

    Links are removed and named, what they lead to is left alone. Model packs and settings stay; they hold nothing about
    anybody.

    Raises NotFound where there is nothing, LibraryLocked while another process edits it, LibraryProblem when something
    resists: all else is deleted then, and another run goes on from there.
    """
    if not is_there(folder):
        raise NotFound(ProblemCode.NO_LIBRARY, folder=folder)
    with disk_faults(folder):
        lock = EditLock(folder, "faceorg wipe")
    removal = Removal()
    try:
        for path in (*_of_the_program(), *_of_the_library(folder)):
            removal.remove(path)
    finally:
        lock.release()
    if removal.resisted is not None:
        file = removal.resisted.filename or folder
        raise LibraryProblem(ProblemCode.FILE_NOT_DELETED, file=file, why=removal.resisted) from removal.resisted
    (folder / LOCK_FILE).unlink(missing_ok=True)
    return Wiped(tuple(path for path in removal.deleted if path.parent == folder), tuple(removal.links))


def _of_the_library(folder: Path) -> Iterator[Path]:
    """Yield what is to go, the catalogue last."""
    for name in (*_FOLDERS, NOTE, *(path.name for path in log.files_of(folder))):
        if os.path.lexists(folder / name):
            yield folder / name
    for name in (THUMBNAILS_FILE, EMBEDDINGS_FILE, CATALOG_FILE):
        # Copies that were put aside and SQLite's files beside them have the name within theirs.
        yield from (path for path in sorted(folder.glob(f"*{name}*")) if path.name not in _CATALOG_PARTS)
    yield from sorted(folder.glob(f".*{NEW_SUFFIX}*"))  # a killed run may have left a copy of the catalogue
    for name in _CATALOG_PARTS:
        if os.path.lexists(folder / name):
            yield folder / name


def _of_the_program() -> Iterator[Path]:
    """Yield the caches, and what killed runs left in the system's folder for passing files."""
    with suppress(OSError):
        yield from sorted(paths.cache_dir().iterdir())
    yield from passing.left_behind()


def _inside(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except PermissionError:
        folder.chmod(stat.S_IRWXU)  # ours, but closed: what is in it is to go all the same
        return list(folder.iterdir())


def _insist(path: Path, remove: Callable[[], None]) -> None:
    """Call `remove`, once more with the rights of the folder mended where they forbid it."""
    try:
        remove()
    except PermissionError:
        path.parent.chmod(stat.S_IRWXU)
        remove()
