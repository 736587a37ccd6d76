"""New bytes -> a photo or sidecar, put in place only where nobody changed the file since they were made."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

from faceorg.errors import DiskFull, MetadataProblem
from faceorg.files import atomic
from faceorg.files.plain_files import open_plain
from faceorg.messages.codes import ProblemCode
from faceorg.metadata import attributes
from faceorg.metadata.packet import path_in_words


def digest_of(path: Path) -> str | None:
    """SHA-256 of a file's content, hexadecimal; None where there is no file.

    Raises MetadataProblem where it cannot be read.
    """
    try:
        with open_plain(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise MetadataProblem(ProblemCode.METADATA_CANNOT_BE_READ, file=path_in_words(path), why=error) from error


def replace_file(target: Path, content: bytes, *, expected: str | None) -> str:
    """Put content into target in one step and return its digest.

    The new file is read back and compared before it takes its place; permissions, access lists, tags and the like are
    kept.
    expected : digest of the file as it was when the content was made, None for no file.

    Raises
    ------
    MetadataProblem : somebody changed the file since, it cannot be written, or something it has besides its content
        would be lost; the old file is in place
    DiskFull
    """
    target = target.resolve()  # of a link, its goal is replaced and not the link
    wanted = hashlib.sha256(content).hexdigest()

    def check(new: Path) -> None:
        if digest_of(new) != wanted:
            raise MetadataProblem(ProblemCode.DID_NOT_READ_BACK, file=path_in_words(target))
        if expected is not None and target.exists():
            try:
                attributes.carry_over(target, new)
            except OSError as error:
                raise MetadataProblem(
                    ProblemCode.ATTRIBUTES_WOULD_BE_LOST, file=path_in_words(target), why=error
                ) from error
        if digest_of(target) != expected:
            raise MetadataProblem(ProblemCode.CHANGED_MEANWHILE_NOT_WRITTEN, file=path_in_words(target))

    try:
        with atomic.replacing(target, mode=atomic.AS_THE_SYSTEM_SAYS, keep_mode=True, before=check) as file:
            file.write(content)
    except OSError as error:
        raise cannot_write(target, error) from error
    return wanted


def remove_file(target: Path, *, expected: str | None) -> None:
    """Delete a file that nobody changed since. Raises MetadataProblem otherwise."""
    if digest_of(target) != expected:
        raise MetadataProblem(ProblemCode.CHANGED_MEANWHILE_NOT_REMOVED, file=path_in_words(target))
    try:
        target.unlink()
    except OSError as error:
        raise cannot_write(target, error) from error
    atomic.flush_folder(target.parent)


def cannot_write(target: Path, error: OSError) -> MetadataProblem | DiskFull:
    """Say why a file was not written."""
    if error.errno == errno.ENOSPC:
        return DiskFull(ProblemCode.NO_ROOM_TO_WRITE, file=path_in_words(target))
    return MetadataProblem(ProblemCode.METADATA_CANNOT_BE_WRITTEN, file=path_in_words(target), why=error)
