"""Lines of text -> a file that is whole or not there, readable by its owner only: names are personal."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

from faceorg import atomic
from faceorg.errors import DiskFull, InvalidInput
from faceorg.messages.codes import ProblemCode


def write_text(file: Path, parts: Iterator[str]) -> None:
    """Write parts as they come; bytes of file names that are no text become "?".

    Raises InvalidInput or DiskFull; what was there before stays then.
    """
    try:
        with atomic.replacing(file) as out:
            out.writelines(part.encode("utf-8", "replace") for part in parts)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(ProblemCode.NO_ROOM_TO_WRITE, file=file) from error
        raise InvalidInput(ProblemCode.FILE_CANNOT_BE_WRITTEN, file=file, why=error) from error
