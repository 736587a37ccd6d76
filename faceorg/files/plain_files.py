"""A path -> an open file, but never something that only looks like one and makes its reader wait for ever.

A folder of photos may come from anybody: a FIFO in it has no end until somebody writes, a device none at all.
"""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

from faceorg.messages.codes import ReasonCode
from faceorg.messages.message import Message

# Settings, manifests and notes are a few kB.
MOST_BYTES = 1 << 20


class NotAPlainFile(OSError):
    """A FIFO, a device or a socket stands where a file should be."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "not a plain file", str(path))
        self.message = Message(ReasonCode.NOT_A_PLAIN_FILE)


class LeadsElsewhere(NotAPlainFile):
    """A link, or a second name of a file, stands where a file of our own should be: writing would change another."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.message = Message(ReasonCode.LEADS_ELSEWHERE)


def open_own(path: Path, flags: int, *, mode: int = 0o600) -> int:
    """Open a file that is written in place, as locks and indexes are, and return its descriptor.

    flags : as `os.open`'s; with O_CREAT it is made where it is not there, with the permissions `mode`.
    Raises LeadsElsewhere where writing would change a file somewhere else, NotAPlainFile, and other OSErrors; at once.
    """
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    if os.path.islink(path):  # ahead of O_NOFOLLOW, which Windows has not and the other systems answer differently
        raise LeadsElsewhere(path)
    descriptor = os.open(path, flags, mode)
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise NotAPlainFile(path)
        if facts.st_nlink > 1:
            raise LeadsElsewhere(path)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_plain(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """Return a whole file that may be anything. Raises OSError at once: NotAPlainFile, FarTooLarge among them."""
    with open_plain(path) as file:
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise FarTooLarge(path)
    return content


def stands_in_for_file(path: Path) -> bool:
    """Whether a FIFO, a device or a socket lies where a file would be: reading it could wait for ever.

    Folders are told by whoever opens them.
    """
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def leads_elsewhere(path: Path) -> bool:
    """Whether a link lies there, or a file with a second name: writing would change another."""
    if os.path.islink(path):
        return True
    return os.path.isfile(path) and path.stat().st_nlink > 1


class FarTooLarge(OSError):
    """A file is larger than any that belongs in its place."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EFBIG, "far too large", str(path))
        self.message = Message(ReasonCode.FILE_FAR_TOO_LARGE)


def open_plain(path: Path) -> BufferedReader:
    """Open a file to be read; links are followed. Raises OSError, NotAPlainFile among them, at once."""
    # Without O_NONBLOCK, opening a FIFO would wait for a writer before anything could be asked about it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(path, flags)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise NotAPlainFile(path)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise
