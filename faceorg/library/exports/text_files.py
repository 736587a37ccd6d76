"""Lines of text -> a file that is whole or not there, readable by its owner only: names are personal."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

from faceorg import atomic
from faceorg.errors import DiskFull, InvalidInput


def write_text(file: Path, parts: Iterator[str]) -> None:
    """Write parts as they come. Raises InvalidInput or DiskFull; what was there before stays then."""
    try:
        with atomic.replacing(file) as out:
            out.writelines(part.encode() for part in parts)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(f"There is no room left to write {file}.") from error
        raise InvalidInput(f"{file} cannot be written: {error.strerror or error}.") from error
