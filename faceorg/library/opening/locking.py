"""One editor at a time: an operating-system lock on library.lock, whose text names the holder.

The operating system lets go of the lock when the process ends, however it ends, so there are no stale locks.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from faceorg.errors import LibraryLocked, LibraryProblem
from faceorg.files.file_lock import open_lock, try_lock
from faceorg.files.plain_files import NotAPlainFile
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message

LOCK_FILE = "library.lock"
# What a holder writes of itself takes some hundred.
_MOST_CHARS = 10_000
# How a window signs; verbs of the command line sign with what was typed: "faceorg scan".
WINDOW = "the faceorg window"


class EditLock:
    """Held from construction until `release()`.

    Raises LibraryLocked, naming the holder, when another process has it, and LibraryProblem where there are no locks,
    or something else stands in the file's place.
    """

    def __init__(self, folder: Path, program: str) -> None:
        self._path = folder / LOCK_FILE
        try:
            descriptor = open_lock(self._path)
        except (NotAPlainFile, IsADirectoryError) as error:
            raise LibraryProblem(ProblemCode.LOCK_FILE_UNUSABLE, file=self._path, why=error) from error
        self._stream: IO[str] = os.fdopen(descriptor, "r+", encoding="utf-8", errors="replace")
        try:
            is_ours = try_lock(self._stream)
        except OSError as error:
            self._stream.close()
            raise LibraryProblem(ProblemCode.NO_LOCKS_HERE, folder=folder, why=error) from error
        if not is_ours:
            text = self._stream.read(_MOST_CHARS)
            self._stream.close()
            raise _locked(folder, text)
        holder = json.dumps(
            {
                "program": program,
                "pid": os.getpid(),
                "host": host(),
                "since": datetime.now().isoformat(timespec="seconds"),
            }
        )
        # On a full disk nobody learns who holds it; it is held all the same.
        with suppress(OSError):
            self._stream.seek(0)
            self._stream.truncate()
            self._stream.write(holder)
            self._stream.flush()

    def release(self, *, stays_signed: bool = False) -> None:
        """Let go. stays_signed : leave in the file who held it, for work that is to be gone on with"""
        if not self._stream.closed:
            if not stays_signed:
                self._unsign()
            with suppress(OSError):
                self._stream.close()

    def _unsign(self) -> None:
        with suppress(OSError):  # what could not be written for want of room is tried again here
            self._stream.seek(0)
            self._stream.truncate()


def host() -> str:
    """Return the machine's name; without the import of socket, which a start would wait for."""
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def _locked(folder: Path, text: str) -> LibraryLocked:
    """Return the problem, with what the holder wrote of itself; what cannot be read names nobody."""
    try:
        holder = json.loads(text)
        program, pid, machine, since = (holder[key] for key in ("program", "pid", "host", "since"))
    except (ValueError, KeyError, TypeError, RecursionError):
        return LibraryLocked(ProblemCode.LIBRARY_LOCKED_BY_SOMEBODY, folder=folder)
    if program == WINDOW:
        program = Message(ReasonCode.WINDOW_OF_FACEORG)
    return LibraryLocked(ProblemCode.LIBRARY_LOCKED, folder=folder, program=program, pid=pid, host=machine, since=since)
