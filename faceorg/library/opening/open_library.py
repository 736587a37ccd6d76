"""A folder -> an open library with its automatic backups: what programs open a library with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from faceorg import log
from faceorg.errors import DiskFull, LibraryProblem, LibraryReadOnly
from faceorg.library.opening import backups
from faceorg.library.opening.library import Library
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message
from faceorg.paths import expanded


def open_library(
    folder: Path,
    *,
    edit: bool = True,
    program: str = "faceorg",
    tell: Callable[[Message], object] = lambda _message: None,
) -> Library:
    """Open `folder`, creating it when it is opened for editing; to be closed, or used in a `with` statement.

    What the program logs goes into this library's log from now on, whatever becomes of the opening; nothing is written
    into a folder in which whoever only reads finds no library.
    A library opened for editing is backed up now if that is due, and when it closes if it was changed.
    program : who edits, said to others who want to
    tell : see `Library`

    Raises as `Library`.
    """
    if edit or Library.exists(folder):
        log.write_into(expanded(folder), program)
    library = Library(folder, edit=edit, program=program, tell=tell)
    if edit:
        try:
            backups.back_up_if_due(library)
        except BaseException:
            library.close()
            raise
        library.before_close(backups.back_up_on_close)
    return library


def open_or_look(folder: Path, *, program: str, tell: Callable[[Message], object]) -> Library:
    """Open a library for editing; where its disk is full or cannot be written, for looking only, and tell why.

    Raises as `open_library`.
    """
    try:
        return open_library(folder, program=program, tell=tell)
    except LibraryProblem as problem:
        if not (isinstance(problem, DiskFull | LibraryReadOnly) or problem.code is ProblemCode.DISK_ERROR):
            raise
        try:
            library = open_library(folder, edit=False, program=program, tell=tell)
        except LibraryProblem:  # nor can it be looked at
            raise problem from None
        tell(Message(FindingCode.OPEN_FOR_LOOKING, why=problem))
        return library


def can_be_changed(folder: Path, program: str) -> bool:
    """Whether a library that is open for looking only could be opened for editing now."""
    try:
        Library(folder, program=program).close()
    except LibraryProblem:
        return False
    return True
