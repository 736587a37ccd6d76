"""Lines of text, or bytes -> a file that is whole or not there, readable by its owner only: names are personal.

What is made to be given to others is readable by whom the system says.

Every export goes through here, so that none takes the place of a file that somebody else made.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog.pictures import photos
from faceorg.errors import DiskFull, InvalidInput
from faceorg.files import atomic
from faceorg.files.plain_files import open_plain
from faceorg.formats import HEAD_BYTES, PICTURE_SUFFIXES, sniff_format
from faceorg.messages.codes import ProblemCode
from faceorg.paths import portable_name

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library


def write_text(
    file: Path,
    parts: Iterator[str],
    *,
    library: Library | None = None,
    force: bool = False,
    to_share: bool = False,
) -> None:
    """Write parts as they come; bytes of file names that are no text become "?".

    library : whose folder and photos are never written over
    force : also over a file that is there
    to_share : it is made to be given to others: who may read it is what the user's umask says

    Raises InvalidInput or DiskFull; what was there before stays then.
    """
    _write(file, (part.encode("utf-8", "replace") for part in parts), library, force=force, to_share=to_share)


def write_bytes(
    file: Path, content: bytes, *, library: Library | None = None, force: bool = False, to_share: bool = False
) -> None:
    """The same of what is no text."""
    _write(file, iter([content]), library, force=force, to_share=to_share)


def _write(file: Path, parts: Iterator[bytes], library: Library | None, *, force: bool, to_share: bool) -> None:
    check_target(file, library=library, force=force)
    mode = atomic.AS_THE_SYSTEM_SAYS if to_share else atomic.OWNER_ONLY
    try:
        with atomic.replacing(file, mode=mode, exclusive=not force) as out:
            out.writelines(parts)
    except FileExistsError as error:
        raise InvalidInput(ProblemCode.FILE_ALREADY_THERE, file=file) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(ProblemCode.NO_ROOM_TO_WRITE, file=file) from error
        raise InvalidInput(ProblemCode.FILE_CANNOT_BE_WRITTEN, file=file, why=error) from error


def check_target(file: Path, *, library: Library | None, force: bool) -> None:
    """Raise InvalidInput where an export must not go: before the work, so that a mistake costs no waiting.

    A picture is never written over, by its content or because the library knows it, and nothing in the library's own
    folder is; any other file only with `force`, and what is no file (a folder, a pipe) not even so.
    """
    refuse_reserved(file)
    if library is not None and Path(os.path.realpath(file)).is_relative_to(os.path.realpath(library.folder)):
        raise InvalidInput(ProblemCode.EXPORT_INTO_LIBRARY, file=file)
    try:
        kind = os.lstat(file).st_mode
    except OSError:  # not there, or told better by whoever opens it
        return
    if not stat.S_ISREG(kind) and not stat.S_ISLNK(kind):
        raise InvalidInput(ProblemCode.EXPORT_NOT_ON_A_FILE, file=file)
    if _is_picture(file, library):
        raise InvalidInput(ProblemCode.EXPORT_OVER_PICTURE, file=file)
    if not force:
        raise InvalidInput(ProblemCode.FILE_ALREADY_THERE, file=file)


def refuse_reserved(path: Path) -> None:
    """Raise InvalidInput for what would be made on Windows under a name that it takes for a device, or changes."""
    if sys.platform == "win32":
        for part in path.parts:
            if part != path.anchor and part not in (".", "..") and portable_name(part) != part:
                raise InvalidInput(ProblemCode.NAME_RESERVED, name=part)


def _is_picture(file: Path, library: Library | None) -> bool:
    if library is not None and photos.photo_at(library.catalog, Path(os.path.realpath(file))) is not None:
        return True
    if file.suffix.lower() in PICTURE_SUFFIXES:  # maybe a broken one, which somebody may mend
        return True
    try:
        with open_plain(file) as opened:
            return sniff_format(opened.read(HEAD_BYTES)) is not None
    except OSError:
        return False
