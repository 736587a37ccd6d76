"""A folder that photos are put into: each under its own name or the next free one, and never over a file."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.errors import DiskFull, InvalidInput, LibraryProblem
from faceorg.files import atomic
from faceorg.library.exports.text_files import refuse_reserved
from faceorg.messages.codes import FindingCode, ProblemCode, ReasonCode
from faceorg.messages.message import Message
from faceorg.paths import portable_name

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Endings of copies of one name, "a (2).jpg"; more of one name in one folder is a mistake.
MOST_NAMESAKES = 10_000
# FAT and exFAT keep times to two seconds; a copy is taken for done when its time is that close.
SAME_TIME_S = 2.0


@dataclass(frozen=True)
class CopyReport:
    """added : photos that were put into the folder now; there : that were there already
    problems : photos that could not be taken; same : that are true copies of others among them
    """

    folder: Path
    added: int
    there: int
    problems: tuple[Message, ...]
    same: int = 0


def check_folder(library: Library, folder: Path) -> None:
    """Raise InvalidInput where copies must not go: into the library's own folder, or on a name that Windows keeps."""
    refuse_reserved(folder)
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(library.folder)):
        raise InvalidInput(ProblemCode.EXPORT_INTO_LIBRARY, file=folder)


class FolderOfCopies:
    """Makes the folder where it is not there, and remembers what one run has put into it.

    Raises InvalidInput where it cannot be made, DiskFull.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._taken: set[str] = set()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise DiskFull(ProblemCode.NO_ROOM_IN_FOLDER, folder=folder) from error
            raise InvalidInput(ProblemCode.FOLDER_CANNOT_BE_MADE, folder=folder, why=error) from error

    def put(self, name: str, is_there: Callable[[Path], bool], make: Callable[[Path], object]) -> tuple[Path, bool]:
        """Have a file made under this name or the next free one; return where it is, and whether it was made now.

        is_there : whether an earlier run made the very same file there
        make : makes it where nothing is; raises FileExistsError where somebody was quicker
        """
        stem, suffix = Path(name).stem, Path(name).suffix
        for number in range(1, MOST_NAMESAKES):
            wanted = portable_name(stem + (f" ({number})" if number > 1 else "") + suffix)
            target = self.folder / wanted
            if wanted.casefold() in self._taken:
                continue
            if os.path.lexists(target) and not is_there(target):
                continue
            if is_new := not os.path.lexists(target):
                try:
                    make(target)
                except FileExistsError:  # somebody put it there just now
                    continue
            self._taken.add(wanted.casefold())
            return target, is_new
        raise TooManyNamesakes(name)


class TooManyNamesakes(OSError):
    """No free name for a photo is left in the folder."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.message = Message(ReasonCode.TOO_MANY_NAMESAKES, name=name)


@contextmanager
def full_disk_of(folder: Path) -> Iterator[None]:
    """Let no work go on once the disk that holds a folder is full. Raises DiskFull for that error alone."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(ProblemCode.NO_ROOM_IN_FOLDER, folder=folder) from error
        raise


@contextmanager
def noting_what_fails(photo: Path, problems: list[Message]) -> Iterator[None]:
    """Let a photo that cannot be taken cost itself alone. Raises DiskFull: nothing else would find room, either."""
    try:
        yield
    except OSError as error:
        problems.append(Message(FindingCode.PHOTO_NOT_COPIED, file=photo, why=error))
    except LibraryProblem as problem:
        if problem.code is ProblemCode.NO_ROOM_IN_FOLDER:
            raise
        problems.append(Message(FindingCode.PHOTO_NOT_COPIED, file=photo, why=problem.message))


def is_same_file(source: Path, target: Path) -> bool:
    """Whether target is a copy of source with its time, as `copy_file` makes it, or a link to it."""
    if target.is_symlink():
        return Path(os.readlink(target)) == source
    try:
        here, there = source.stat(), target.stat()
    except OSError:
        return False
    return here.st_size == there.st_size and abs(here.st_mtime - there.st_mtime) <= SAME_TIME_S


def copy_file(source: Path, target: Path) -> None:
    """Copy so that a stopped run leaves no half photo behind. Raises FileExistsError where something is there."""
    with atomic.replacing(target, exclusive=True) as new:
        shutil.copy2(source, new.name)  # with the times and permissions of the photo
