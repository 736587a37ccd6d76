"""Windows, macOS and disks that refuse, on the system that runs the tests: replaced at the border, where ours ends.

What is simulated is what the systems document; nothing here knows how faceorg goes about it.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import multiprocessing.spawn  # noqa: F401 (looks at the platform when it is imported: at the real one)
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def refuse_flushing_what_is_read(patch: pytest.MonkeyPatch) -> list[int]:
    """fsync as on Windows: a file that was not opened for writing cannot be flushed. Returns what was flushed."""
    flushed: list[int] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        flushed.append(descriptor)
        real(descriptor)

    patch.setattr(os, "fsync", fsync)
    return flushed


def open_paths() -> set[str]:
    """What this process has open or mapped, by its real path: what Windows would neither delete nor replace."""
    found = set()
    for descriptor in os.listdir("/proc/self/fd"):
        try:
            found.add(os.readlink(f"/proc/self/fd/{descriptor}"))
        except OSError:  # the listing's own
            continue
    for line in Path("/proc/self/maps").read_text(errors="surrogateescape").splitlines():
        parts = line.split(maxsplit=5)
        if len(parts) == 6:
            found.add(parts[5])
    return found


def keep_open_files_in_place(patch: pytest.MonkeyPatch, below: Path) -> list[str]:
    """Deleting, renaming and replacing as on Windows: refused for files below a folder that this process has open.

    Returns what was refused, for those who go on without.
    """
    refused: list[str] = []

    def guarded(name: str, arguments: int) -> None:
        real: Callable[..., Any] = getattr(os, name)

        def act(*given: Any, **options: Any) -> Any:
            folder = options.get("dir_fd")
            for path in given[:arguments]:
                place = os.path.join(
                    os.readlink(f"/proc/self/fd/{folder}") if folder is not None else "", os.fspath(path)
                )
                where = os.path.join(os.path.realpath(os.path.dirname(place) or "."), os.path.basename(place))
                if where.startswith(str(below)) and where in open_paths() and not os.path.isdir(where):
                    refused.append(where)
                    raise PermissionError(errno.EACCES, "used by this process", where)
            return real(*given, **options)

        patch.setattr(os, name, act)

    for name, arguments in (("unlink", 1), ("remove", 1), ("rename", 2), ("replace", 2)):
        guarded(name, arguments)
    return refused


def blind_to_case(patch: pytest.MonkeyPatch, below: Path) -> None:
    """Names as on Windows and macOS: below a folder, a name in any case of letters is the file that is there."""
    top = str(below)
    real_listdir = os.listdir

    def real(path: Any) -> Any:
        if isinstance(path, int) or path is None:
            return path
        text = os.fspath(path)
        if not isinstance(text, str) or not text.startswith(top + os.sep):
            return path
        found = top
        for part in Path(text).relative_to(top).parts:
            try:
                names = real_listdir(found)
            except OSError:
                return text
            fitting = [name for name in names if name.lower() == part.lower()]
            found = os.path.join(found, part if part in names or not fitting else fitting[0])
        return found

    def folding(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda path=".", *rest, **options: function(real(path), *rest, **options)

    for name in ("stat", "lstat", "open", "listdir", "access", "readlink", "unlink", "mkdir", "utime"):
        patch.setattr(os, name, folding(getattr(os, name)))
    scandir = os.scandir
    patch.setattr(os, "scandir", lambda path=".": scandir(real(path)))
    opening = folding(builtins.open)
    patch.setattr(builtins, "open", opening)
    patch.setattr(io, "open", opening)


def open_to_everybody(patch: pytest.MonkeyPatch, below: Path) -> None:
    """Rights as on NTFS and FAT on Linux, mounted for all by root: all that is below a folder shows the same ones, and
    nobody else may give it others."""

    def shown(facts: os.stat_result, path: str) -> Any:
        is_below = os.path.abspath(path).startswith(f"{below}{os.sep}")
        return _OtherFacts(facts, ("st_mode", facts.st_mode | 0o777)) if is_below else facts

    def by_name(real: Callable[..., Any]) -> Callable[..., Any]:
        def act(path: Any, **options: Any) -> Any:
            place = f"/proc/self/fd/{path}" if isinstance(path, int) else os.fspath(path)
            return shown(real(path, **options), os.readlink(place) if isinstance(path, int) else os.fsdecode(place))

        return act

    def refuse(path: Any, _mode: int, **_options: Any) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), path)

    patch.setattr(os, "chmod", refuse)
    for name in ("stat", "lstat", "fstat"):
        patch.setattr(os, name, by_name(getattr(os, name)))


class _OtherFacts:
    """A file's facts, one of which is another one."""

    def __init__(self, facts: os.stat_result, mark: tuple[str, int]) -> None:
        self._facts = facts
        setattr(self, *mark)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._facts, name)


class _EntryInCloud:
    def __init__(self, entry: os.DirEntry[str], mark: tuple[str, int]) -> None:
        self._entry, self._mark = entry, mark

    def stat(self, **options: bool) -> _OtherFacts:
        return _OtherFacts(self._entry.stat(**options), self._mark)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._entry, name)


# How the systems mark such files: FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS, ..._ON_OPEN, ..._OFFLINE; SF_DATALESS.
CLOUD_MARKS = {
    "OneDrive": ("win32", "st_file_attributes", 0x400020),
    "fetched when opened": ("win32", "st_file_attributes", 0x40020),
    "tape": ("win32", "st_file_attributes", 0x1020),
    "iCloud": ("darwin", "st_flags", 0x40000040),
}


def keep_in_cloud(patch: pytest.MonkeyPatch, provider: str, files: set[Path]) -> list[str]:
    """Have a provider keep the content of these files; returns which were fetched, which is what opening one does."""
    platform, *mark = CLOUD_MARKS[provider]
    marked, fetched = {str(file) for file in files}, []
    stat, scandir = os.stat, os.scandir

    def facts(path: Any, **options: Any) -> Any:
        found = stat(path, **options)
        return _OtherFacts(found, tuple(mark)) if not isinstance(path, int) and os.fspath(path) in marked else found

    class Listing:
        def __init__(self, path: Any) -> None:
            self._real = scandir(path)

        def __enter__(self) -> Listing:
            return self

        def __exit__(self, *_error: object) -> None:
            self._real.close()

        def __iter__(self) -> Any:
            return (_EntryInCloud(one, tuple(mark)) if one.path in marked else one for one in self._real)

    def opening(real: Callable[..., Any]) -> Callable[..., Any]:
        def act(path: Any, *rest: Any, **options: Any) -> Any:
            if not isinstance(path, int) and os.fspath(path) in marked:
                fetched.append(os.path.basename(os.fspath(path)))
            return real(path, *rest, **options)

        return act

    patch.setattr(sys, "platform", platform)
    patch.setattr(os, "stat", facts)
    patch.setattr(os, "scandir", Listing)
    patch.setattr(os, "open", opening(os.open))
    patch.setattr(builtins, "open", opening(builtins.open))
    patch.setattr(io, "open", builtins.open)
    return fetched
