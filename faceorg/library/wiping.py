"""All that a library and its program keep about faces and people -> deleted; photos, packs and settings stay.

Whatever happens on the way, the second run finishes: nothing here opens the catalogue, which goes last. As long as it
is there the folder is still a library; without it, what is left is found by its names.

[Note: Nothing of anybody else's] A folder called "backups" or "samples" may be its user's own, and anybody's file may
lie in one of ours. So nothing is touched in a folder that shows no sign of a library, and elsewhere only what has a
name that faceorg gives; whatever else lies there stays, with the folder it lies in, and is named.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from faceorg import log, passing, paths
from faceorg.catalog.storage import soundness
from faceorg.catalog.storage.faults import CATALOG_FILE, EMBEDDINGS_FILE, THUMBNAILS_FILE, disk_faults
from faceorg.catalog.storage.lost import BACKUPS_FOLDER, KEPT_BACKUP
from faceorg.errors import LibraryProblem, NotFound
from faceorg.files.atomic import LEFTOVER
from faceorg.files.plain_files import open_plain
from faceorg.files.removal import LinkLeft, Removal
from faceorg.files.sqlite_files import OR_BESIDE, database_of, with_beside
from faceorg.library.opening.index_files import INDEX_FOLDER, is_of_index
from faceorg.library.opening.locking import LOCK_FILE, EditLock
from faceorg.library.opening.second_start import NOTE
from faceorg.library.scanning import samples
from faceorg.library.scanning.samples import SAMPLES_FOLDER
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message

# What `restoring` put aside has the time before its name.
_DATABASE = re.compile(rf"(?:replaced-[0-9-]+-)?(?:catalog|embeddings|thumbnails)\.sqlite{OR_BESIDE}")
_BACKUP = re.compile(rf"(?:catalog-.+\.sqlite|{re.escape(KEPT_BACKUP)}){OR_BESIDE}")
# How the lock is signed: a run that was killed or resisted leaves it behind, for the next to know what it is about.
_SIGNED = "faceorg wipe"
_LOCK_CHARS = 10_000


@dataclass(frozen=True)
class Wiped:
    """deleted : files and folders of the library that are gone; links : those among them that led elsewhere
    stays : what lies under a name of ours and is, or holds, something that faceorg did not make"""

    deleted: tuple[Path, ...]
    links: tuple[LinkLeft, ...]
    stays: tuple[Path, ...] = ()

    def messages(self) -> list[Message]:
        """Say what is left to be done by hand."""
        return [Message(FindingCode.LINK_NOT_FOLLOWED, file=left.link, target=left.target) for left in self.links] + [
            Message(FindingCode.NOT_OURS_STAYS, file=path) for path in self.stays
        ]


def shows_a_library(folder: Path) -> bool:
    """Whether a folder shows a sign of a library, with or without a catalogue [Note: Nothing of anybody else's].

    Raises LibraryProblem for a folder that shows nobody what lies in it.
    """
    with disk_faults(folder), suppress(FileNotFoundError, NotADirectoryError):
        os.scandir(folder).close()
    return next(_signs(folder), None) is not None


def wipe(folder: Path) -> Wiped:
    """Delete all biometric data of a library: catalogue, embeddings, thumbnails, index, backups, logs, the program's
    caches. Never a photo, but for the library's own copy of the shipped samples.

    Links are removed and named, what they lead to is left alone. Model packs and settings stay; they hold nothing about
    anybody. So does what faceorg did not make, wherever it lies [Note: Nothing of anybody else's].

    Raises NotFound where there is nothing, LibraryLocked while another process edits it, LibraryProblem when something
    resists: all else is deleted then, and another run goes on from there.
    """
    if not shows_a_library(folder):
        raise NotFound(ProblemCode.NO_LIBRARY, folder=folder)
    log.stop()  # another line would make the log again in a folder that is to be empty
    with disk_faults(folder):
        lock = EditLock(folder, _SIGNED)
    removal = Removal()
    try:
        _remove_of_the_program(removal)
        stays = _remove_of_the_library(folder, removal)
    finally:
        lock.release(stays_signed=removal.resisted is not None)
    if removal.resisted is not None:
        file = removal.resisted.filename or folder
        raise LibraryProblem(ProblemCode.FILE_NOT_DELETED, file=file, why=removal.resisted) from removal.resisted
    (folder / LOCK_FILE).unlink(missing_ok=True)
    deleted = tuple(path for path in removal.deleted if path.parent == folder)
    return Wiped(deleted, tuple(removal.links), stays)


def _signs(folder: Path) -> Iterator[Path]:
    """Yield what only faceorg makes."""
    for path in _databases(folder):
        if path.name.endswith(".sqlite") and not os.path.isdir(path):
            yield path
    with suppress(OSError):
        for path in (folder / BACKUPS_FOLDER).iterdir():
            if _BACKUP.fullmatch(path.name) and soundness.is_ours(path):
                yield path
    with suppress(OSError):
        for manifest in (folder / INDEX_FOLDER).glob("*/manifest.json"):
            if any(path.suffix == ".f32" for path in manifest.parent.iterdir()):
                yield manifest
    if _is_signed(folder / LOCK_FILE):
        yield folder / LOCK_FILE


def _is_signed(lock: Path) -> bool:
    try:
        with open_plain(lock) as file:
            return bool(json.loads(file.read(_LOCK_CHARS))["program"] == _SIGNED)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def _databases(folder: Path) -> list[Path]:
    """Return the databases of a library with SQLite's files beside them; none that is another program's."""
    with suppress(OSError):
        named = sorted(path for path in folder.iterdir() if _DATABASE.fullmatch(path.name))
        return [path for path in named if not soundness.is_anothers(database_of(path))]
    return []


def _remove_of_the_library(folder: Path, removal: Removal) -> tuple[Path, ...]:
    """Remove what is to go, the catalogue last; return what stays under a name of ours."""
    shipped = _shipped(folder)
    for name, is_known in (
        (INDEX_FOLDER, is_of_index),
        (BACKUPS_FOLDER, lambda path: _is_named(path, _BACKUP) and not soundness.is_anothers(database_of(path))),
        (SAMPLES_FOLDER, lambda path: path in shipped or _is_named(path, LEFTOVER)),
    ):
        removal.remove_known(folder / name, is_known)
    files = [folder / NOTE, *log.files_of(folder)]
    catalog_parts = with_beside(folder / CATALOG_FILE)
    files += [path for path in _databases(folder) if path not in catalog_parts]
    with suppress(OSError):  # a killed run may have left a copy of the catalogue
        files += sorted(path for path in folder.iterdir() if LEFTOVER.fullmatch(path.name))
    databases = _databases(folder)
    files += [path for path in reversed(catalog_parts) if path in databases]
    for path in files:
        if os.path.islink(path) or not os.path.isdir(path):
            removal.remove(path)
    ours = (INDEX_FOLDER, BACKUPS_FOLDER, SAMPLES_FOLDER, CATALOG_FILE, EMBEDDINGS_FILE, THUMBNAILS_FILE, NOTE)
    return tuple(folder / name for name in ours if os.path.lexists(folder / name))


def _is_named(path: Path, names: re.Pattern[str]) -> bool:
    return not os.path.isdir(path) and bool(names.fullmatch(path.name) or LEFTOVER.fullmatch(path.name))


def _shipped(folder: Path) -> set[Path]:
    """Return where copies of the shipped photos lie, with their folders and the sidecars beside them."""
    found: set[Path] = set()
    own = folder / SAMPLES_FOLDER
    for original in samples.originals():
        copy = own / original.relative_to(paths.samples_dir())
        sidecars = (copy.with_name(f"{copy.name}.xmp"), copy.with_suffix(".xmp"))
        found.update((copy, *sidecars, *(above for above in copy.parents if above.is_relative_to(own))))
    return found


def _remove_of_the_program(removal: Removal) -> None:
    """Remove the caches, and what killed runs left in the system's folder for passing files."""
    cache = paths.cache_dir()
    if os.path.islink(cache):
        removal.remove(cache)
    else:
        with suppress(OSError):
            for path in sorted(cache.iterdir()):
                if path.name in paths.CACHES or LEFTOVER.fullmatch(path.name):
                    removal.remove(path)
    for path in passing.abandoned_folders():
        removal.remove(path)
