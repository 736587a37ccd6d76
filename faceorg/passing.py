"""Folders for what passes: indexes and copies of readers, pasted pictures. They hold faces, so none is left behind.

Each lies in the system's folder for such files and is deleted with the process that made it. What killed processes left
is told from what a running one uses by a lock in it, which ends with its holder (see `file_lock`).
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from faceorg.files.file_lock import try_lock
from faceorg.files.plain_files import open_own

_PREFIX = "faceorg-passing-"
_LOCK = "in-use.lock"
# As `tempfile` ends a name: eight random signs. A folder of the user's own has another name.
_NAME = re.compile(rf"{_PREFIX}[a-z0-9_]{{8}}")
# As releases before named theirs, and what lies in one; there is no lock to tell whether it is used.
_OLD_NAME = re.compile(r"faceorg-(?:index|reading|pasted)-[a-z0-9_]{8}")
_OLD_FILE = re.compile(
    r"manifest\.json|.+\.(?:f32|i64|hnsw|npz|codes|png|jpe?g)|(?:catalog|embeddings|thumbnails)\.sqlite(?:-wal|-shm)?"
)
# Where no lock tells, what has not changed for so long belongs to no running process.
_ABANDONED_AGE_S = 86_400.0


class PassingFolder:
    """A new folder, readable by its owner only, that is there till it is closed, forgotten, or the process ends.

    Raises OSError where there is no room for it.
    """

    def __init__(self) -> None:
        self.path, lock = _locked_folder()
        self._finalizer = weakref.finalize(self, _remove, self.path, lock)

    def close(self) -> None:
        """Delete it with all that is in it."""
        self._finalizer()


def abandoned_folders() -> Iterator[Path]:
    """Yield the folders that faceorg made for this user and no running process uses.

    The place is everybody's: nothing of another user's is looked into, no link is followed, and a folder that only has
    such a name is left alone.
    """
    here = Path(tempfile.gettempdir())
    for name in sorted(os.listdir(here)):
        if _NAME.fullmatch(name) or _OLD_NAME.fullmatch(name):
            with suppress(OSError):  # its process deleted it just now, or it is not to be looked into
                if _is_ours(here / name) and _is_abandoned(here / name):
                    yield here / name


def _locked_folder() -> tuple[Path, BinaryIO]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        lock = (folder / _LOCK).open("x+b")
        try:
            if try_lock(lock):
                return folder, lock
        except OSError:  # a file system without locks
            return folder, lock
        lock.close()  # somebody who clears away was there first, and takes it for left behind


def _remove(folder: Path, lock: BinaryIO) -> None:
    lock.close()
    shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder, not a link to one, of this user's and closed to all others, as `tempfile` makes them."""
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode):
        return False
    # Windows has such a place for each user.
    return not hasattr(os, "getuid") or (facts.st_uid == os.getuid() and not facts.st_mode & 0o077)


def _is_abandoned(folder: Path) -> bool:
    """Whether no process uses a folder of ours. Raises OSError where that cannot be told."""
    is_old = time.time() - folder.lstat().st_mtime > _ABANDONED_AGE_S
    if _OLD_NAME.fullmatch(folder.name):
        return is_old and all(_OLD_FILE.fullmatch(file.name) and _is_file(file) for file in folder.iterdir())
    try:
        descriptor = open_own(folder / _LOCK, os.O_RDWR)
    except FileNotFoundError:  # just being made, or none of ours, which all have one
        return is_old and not any(folder.iterdir())
    with os.fdopen(descriptor, "r+b") as lock:
        try:
            return try_lock(lock)
        except OSError:  # a file system without locks
            return is_old


def _is_file(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)
