"""New content -> a file that is at every moment either the old one or the new one, whole.

Every file of a library, every export and every photo that gets a name is written this way.

The new file is written beside the old one, flushed to disk, and renamed into place; then the folder is flushed, so that
the new name outlives a power cut. Until then it has a random name that must not exist, or, where its content comes over
several calls, one that only its writer makes; neither is followed if it is a link.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from faceorg.files import sqlite_files

# Hidden, and no photo, sidecar or index by its ending: what a killed run leaves is never taken for anything else.
NEW_SUFFIX = ".faceorg-new"
# Such a file, with what SQLite puts beside one that is a database.
LEFTOVER = re.compile(rf"\.[0-9a-f]+{re.escape(NEW_SUFFIX)}{sqlite_files.OR_BESIDE}")
# Permissions of new files: those of a library hold faces and names; those beside photos are what the user's umask says.
OWNER_ONLY, AS_THE_SYSTEM_SAYS = 0o600, 0o666
# Writing one file takes seconds; what is older belongs to nobody.
_LEFTOVER_AGE_S = 3600.0


@contextmanager
def replacing(
    target: Path,
    *,
    mode: int = OWNER_ONLY,
    keep_mode: bool = False,
    exclusive: bool = False,
    before: Callable[[Path], None] | None = None,
) -> Iterator[BinaryIO]:
    """Give a new, empty binary file to fill; when the block ends it takes the place of `target`.

    The file's `name` is its path, for libraries that write by path. Where the block or `before` raises, the new file is
    removed and the old one stays.
    mode : permissions of the new file, less what the user's umask takes away
    keep_mode : take the permissions of the old file where there is one; on Windows its access list and streams, too
    exclusive : take no file's place; raise FileExistsError where one has come to be there meanwhile, too
    before : called with the new file's path once it is whole on disk, just before it takes its place
    """
    new = target.parent / f".{os.urandom(8).hex()}{NEW_SUFFIX}"
    file = open(new, "x+b", opener=_opener(mode))  # noqa: SIM115 (a name that is taken is not ours to remove)
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if keep_mode and target.exists() and (own := target.stat().st_mode) != new.stat().st_mode:
            new.chmod(stat.S_IMODE(own))  # on disks that keep no rights, they are the same, and nobody may change them
        if before is not None:
            before(new)
        (_put_in_place if exclusive else _take_over if keep_mode else os.replace)(new, target)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    flush_folder(target.parent)


def _put_in_place(new: Path, target: Path) -> None:
    """Rename where nothing of that name is there. Raises FileExistsError."""
    try:
        os.link(new, target)  # fails where there is a file, in one step with looking; a rename does not everywhere
    except FileExistsError:
        raise
    except OSError:  # FAT, exFAT and some shares know no links
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        os.rename(new, target)
        return
    new.unlink()


def _take_over(new: Path, target: Path) -> None:
    """Replace a file; on Windows by the call that keeps its access list, streams and time of birth."""
    if sys.platform != "win32" or not target.exists():
        os.replace(new, target)
        return
    import ctypes

    # Named, for otherwise a failure half-way would leave no file of this name.
    old = target.with_name(f".{os.urandom(8).hex()}.faceorg-old")
    if not ctypes.WinDLL("kernel32", use_last_error=True).ReplaceFileW(str(target), str(new), str(old), 0, None, None):
        error = ctypes.WinError(ctypes.get_last_error())
        if old.exists() and not target.exists():
            os.rename(old, target)
        raise error
    with contextlib.suppress(OSError):
        old.unlink()


def write_bytes(target: Path, content: bytes | memoryview) -> None:
    """Let `content` be what is in `target`, in one step, readable by its owner only.

    Raises OSError; the old file is in place then.
    """
    with replacing(target) as file:
        file.write(content)


def add_piece(target: Path, writer: str, piece: bytes, *, is_first: bool) -> Path:
    """Append to a new file whose content comes over several calls, and return it; `finish_pieces` gives it its name.

    writer : tells apart those who may write the same file at once; is_first : begin anew, whatever lies there
    """
    import hashlib  # [Note: The window opens without it]

    name = hashlib.blake2b(f"{writer} {target.name}".encode(), digest_size=8).hexdigest()
    new = target.parent / f".{name}{NEW_SUFFIX}"
    if is_first:
        remove_leftovers(target.parent)
    with open(new, "wb" if is_first else "ab", opener=_opener(OWNER_ONLY)) as file:
        file.write(piece)
    return new


def finish_pieces(new: Path, target: Path) -> None:
    """Let a file that came in pieces take the place of `target`, once it is on disk."""
    with new.open("r+b") as file:  # Windows flushes only what may be written
        os.fsync(file.fileno())
    os.replace(new, target)
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """Make new, changed and removed names last through a power cut, where the platform can (not on Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove_leftovers(folder: Path) -> None:
    """Delete what killed runs left in a folder, but nothing that a running one may still be writing."""
    for leftover in folder.glob(f".*{NEW_SUFFIX}*"):  # SQLite adds "-journal" to the name of what it writes
        with contextlib.suppress(OSError):
            if time.time() - leftover.stat().st_mtime > _LEFTOVER_AGE_S:
                leftover.unlink()


def _opener(mode: int) -> Callable[[str, int], int]:
    return lambda path, flags: os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), mode)
