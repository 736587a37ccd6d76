"""Folders for what passes: indexes and copies of readers, pasted pictures. They hold faces, so none is left behind.

Each lies in the system's folder for such files and is deleted with the process that made it. What killed processes left
is told from what a running one uses by a lock in it, which ends with its holder (see `file_lock`).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from faceorg.files.file_lock import try_lock

_PREFIX = "faceorg-passing-"
# As releases before named theirs, without a lock.
_OLD_PREFIXES = ("faceorg-index-", "faceorg-reading-", "faceorg-pasted-")
_LOCK = "in-use.lock"


class PassingFolder:
    """A new folder, readable by its owner only, that is there till it is closed, forgotten, or the process ends.

    Raises OSError where there is no room for it.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        lock = (self.path / _LOCK).open("x+b")
        with suppress(OSError):  # a file system without locks
            try_lock(lock)
        self._finalizer = weakref.finalize(self, _remove, self.path, lock)

    def close(self) -> None:
        """Delete it with all that is in it."""
        self._finalizer()


def left_behind() -> Iterator[Path]:
    """Yield the folders of this user that no running process uses."""
    for prefix in (_PREFIX, *_OLD_PREFIXES):
        for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
            with suppress(FileNotFoundError):  # its process deleted it just now
                if _is_ours(folder) and not _is_used(folder):
                    yield folder


def _remove(folder: Path, lock: BinaryIO) -> None:
    lock.close()
    shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()


def _is_used(folder: Path) -> bool:
    """Whether a process holds its lock; one that is just being made has none, and nothing else either."""
    try:
        with (folder / _LOCK).open("r+b") as lock:
            return not try_lock(lock)
    except FileNotFoundError:
        return folder.name.startswith(_PREFIX) and not any(folder.iterdir())
    except OSError:  # not a folder, closed to everybody, or a file system without locks
        return False
