"""New bytes -> a file that is at every moment either the old or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import time
import uuid
from pathlib import Path

from faceorg.errors import DiskFull, MetadataProblem
from faceorg.metadata.packet import describe

# Hidden, and no photo by its ending: a leftover of a killed run is never scanned as a photo nor read as a sidecar.
_SUFFIX = ".faceorg-new"
# Writing one file takes seconds; what is older belongs to nobody.
_LEFTOVER_AGE_S = 3600.0


def digest_of(path: Path) -> str | None:
    """SHA-256 of a file's content, hexadecimal; None where there is no file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise MetadataProblem(f"{describe(path)} cannot be read ({error.strerror}).") from error


def replace_file(target: Path, content: bytes, *, expected: str | None) -> str:
    """Put content into target in one step and return its digest.

    The new file is written beside the old one, flushed to disk, read back and compared before it takes its place;
    permissions are kept. expected : digest of the file as it was when the content was made, None for no file.

    Raises
    ------
    MetadataProblem : somebody changed the file since, or it cannot be written; the old file is in place
    DiskFull
    """
    target = target.resolve()  # of a link, its goal is replaced and not the link
    wanted = hashlib.sha256(content).hexdigest()
    new = target.parent / f".{uuid.uuid4().hex}{_SUFFIX}"
    try:
        with new.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, new)
        if digest_of(new) != wanted:
            raise MetadataProblem(f"{describe(target)} did not read back as written; the old file was kept.")
        if digest_of(target) != expected:
            raise MetadataProblem(f"{describe(target)} was changed by another program meanwhile; nothing was written.")
        os.replace(new, target)
    except OSError as error:
        raise _problem(target, error) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            new.unlink()
    _flush_folder(target.parent)
    return wanted


def remove_file(target: Path, *, expected: str | None) -> None:
    """Delete a file that nobody changed since. Raises MetadataProblem otherwise."""
    if digest_of(target) != expected:
        raise MetadataProblem(f"{describe(target)} was changed by another program meanwhile; nothing was removed.")
    try:
        target.unlink()
    except OSError as error:
        raise _problem(target, error) from error
    _flush_folder(target.parent)


def remove_leftovers(folder: Path) -> None:
    """Delete what killed runs left in a folder, but nothing that a running one may still be writing."""
    for leftover in folder.glob(f".*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            if time.time() - leftover.stat().st_mtime > _LEFTOVER_AGE_S:
                leftover.unlink()


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the platform can (not on Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _problem(target: Path, error: OSError) -> MetadataProblem | DiskFull:
    if error.errno == errno.ENOSPC:
        return DiskFull(f"There is no room left to write {describe(target)}.")
    return MetadataProblem(f"{describe(target)} cannot be written ({error.strerror}); check its permissions.")
