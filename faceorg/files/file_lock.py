"""A file -> one process at a time: the operating system's lock, which ends with its holder, however that ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from faceorg.files.plain_files import open_own

# How the systems say that somebody else has a lock; every other answer means that there are no locks.
_HELD_BY_ANOTHER = frozenset((errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK))


def try_lock(stream: IO[str] | IO[bytes]) -> bool:
    """Lock an open file for this process, until it is closed; whether nobody else had it.

    Raises OSError where the file system knows no locks (some network shares): nobody has it, and nobody ever can.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(4096)  # a mandatory lock here must not hide what the file says at its start
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            stream.seek(0)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD_BY_ANOTHER:
            return False
        raise
    return True


def open_lock(path: Path) -> int:
    """Open the file of a lock, made where it is not there; return its descriptor. Raises OSError as `open_own`."""
    return open_own(path, os.O_RDWR | os.O_CREAT)


@contextmanager
def only_one(path: Path) -> Iterator[bool]:
    """Hold the lock of a file, which is made where it is not there; gives whether nobody else holds it.

    The file stays: removing it would let a third process lock another file of the same name. Raises OSError.
    """
    with os.fdopen(open_lock(path), "r+b") as stream:
        yield try_lock(stream)
