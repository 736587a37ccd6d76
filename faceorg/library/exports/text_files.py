"""Lines of text -> a file that is whole or not there, readable by its owner only: names are personal."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from faceorg.errors import DiskFull, InvalidInput


def write_text(file: Path, parts: Iterator[str]) -> None:
    """Write parts as they come, under a temporary name first. Raises InvalidInput or DiskFull."""
    part = file.with_name(file.name + ".part")
    try:
        with open(
            os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline=""
        ) as out:
            out.writelines(parts)
        os.replace(part, file)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(f"There is no room left to write {file}.") from error
        raise InvalidInput(f"{file} cannot be written: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)
