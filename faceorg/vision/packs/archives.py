"""A zip or folder from anywhere to pack files in a folder of ours, without trusting a single name or size in it.

Nothing is unpacked by its own name alone: paths that climb out, links, devices and oversized contents refuse the whole
archive (zip-slip, zip bombs). Only networks, the manifest and licence texts are taken.
"""

from __future__ import annotations

import os
import stat
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from faceorg.errors import PackProblem
from faceorg.files.broken import BROKEN_ZIP
from faceorg.files.plain_files import open_plain
from faceorg.messages.codes import ProblemCode
from faceorg.progress import CancelToken
from faceorg.vision.packs.manifests import MANIFEST_FILE

# The largest published network has 261 MB; a whole pack 409 MB.
MAX_FILE_BYTES = 1 << 30
MAX_PACK_BYTES = 2 << 30
# Weights hardly compress (1.1); a thousandfold is a bomb.
MAX_RATIO = 200
MAX_ENTRIES = 1000
MAX_TEXT_BYTES = 1 << 20
CHUNK_BYTES = 1 << 20


class PackContents(Protocol):
    """Files of a pack somewhere: names relative to its root, with sizes."""

    def sizes(self) -> dict[PurePosixPath, int]: ...

    def open(self, name: PurePosixPath) -> AbstractContextManager[IO[bytes]]: ...


@contextmanager
def open_contents(source: Path) -> Iterator[PackContents]:
    """Open a zip file or a folder.

    Raises PackProblem when it is neither, is damaged, or contains a name or size that no pack has.
    """
    if _is_folder(source):
        yield _Folder(source)
    elif not zipfile.is_zipfile(source):
        raise PackProblem(ProblemCode.NOT_A_ZIP, file=source)
    else:
        try:
            with zipfile.ZipFile(source) as archive:
                yield _Zip(source, archive)
        except BROKEN_ZIP as error:
            raise PackProblem(ProblemCode.ZIP_DAMAGED, file=source, why=error) from error


def _is_folder(source: Path) -> bool:
    """Whether it is a folder, no file. Raises PackProblem where neither can be read."""
    try:
        if os.path.isdir(source):
            os.scandir(source).close()
            return True
        open_plain(source).close()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PackProblem(ProblemCode.NO_SUCH_PACK_FILE, file=source) from error
    except OSError as error:
        raise PackProblem(ProblemCode.PACK_FILE_NOT_READABLE, file=source, why=error) from error
    return False


@contextmanager
def readable(file: Path) -> Iterator[IO[bytes]]:
    """Open a file of a pack. Raises PackProblem, naming it, where it cannot be."""
    try:
        stream = open_plain(file)
    except OSError as error:
        raise PackProblem(ProblemCode.PACK_FILE_NOT_READABLE, file=file, why=error) from error
    with stream:
        yield stream


def copy_pack(contents: PackContents, target: Path, wanted: Sequence[frozenset[str]], cancel: CancelToken) -> None:
    """Copy networks, manifest and licence texts into a folder, leaving out the archive's own top folders.

    wanted : for each network to take the names it may have; all networks are taken when one of these is missing

    Raises PackProblem when there is no network at all, and Cancelled.
    """
    sizes = contents.sizes()
    networks = [name for name in sizes if name.suffix.lower() == ".onnx"]
    if not networks:
        raise PackProblem(ProblemCode.ARCHIVE_WITHOUT_NETWORKS)
    root = _root_of(sizes)
    networks = [name for name in networks if name.is_relative_to(root)]
    present = {name.name for name in networks}
    if wanted and all(names & present for names in wanted):
        networks = [name for name in networks if any(name.name in names for names in wanted)]
    texts = [name for name in sizes if name.is_relative_to(root) and _is_text_of_pack(name, sizes[name])]
    for name in [*networks, *texts]:
        place = target / Path(*name.relative_to(root).parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        with contents.open(name) as incoming, place.open("xb") as outgoing:
            for chunk in _chunks(incoming, sizes[name], name, cancel):
                outgoing.write(chunk)


def _root_of(names: dict[PurePosixPath, int]) -> PurePosixPath:
    """The highest folder that holds a manifest or a network: archives often wrap the pack in folders."""
    marks = [name for name in names if name.name == MANIFEST_FILE] or [n for n in names if n.suffix.lower() == ".onnx"]
    return min((mark.parent for mark in marks), key=lambda folder: len(folder.parts))


def _is_text_of_pack(name: PurePosixPath, size_bytes: int) -> bool:
    return size_bytes <= MAX_TEXT_BYTES and (name.name == MANIFEST_FILE or "license" in name.name.lower())


def _chunks(incoming: IO[bytes], size_bytes: int, name: PurePosixPath, cancel: CancelToken) -> Iterator[bytes]:
    """Yield at most the announced size: an archive may announce less than it unpacks to.

    Raises PackProblem where it is more, or does not read: what is being written to is not to blame then.
    """
    copied = 0
    while chunk := _read(incoming, name):
        cancel.raise_if_cancelled()
        copied += len(chunk)
        if copied > size_bytes:
            raise PackProblem(ProblemCode.ZIP_ENTRY_LARGER_THAN_ANNOUNCED, file=name)
        yield chunk


def _read(incoming: IO[bytes], name: PurePosixPath) -> bytes:
    try:
        return incoming.read(CHUNK_BYTES)
    except OSError as error:  # a disk, and bz2 where what is packed makes no sense
        raise PackProblem(ProblemCode.PACK_FILE_NOT_READABLE, file=name, why=error) from error


@dataclass(frozen=True)
class _Folder:
    folder: Path

    def sizes(self) -> dict[PurePosixPath, int]:
        files = [file for file in self.folder.rglob("*") if file.is_file()]
        return {PurePosixPath(file.relative_to(self.folder).as_posix()): file.stat().st_size for file in files}

    def open(self, name: PurePosixPath) -> AbstractContextManager[IO[bytes]]:
        return readable(self.folder / name)


@dataclass
class _Zip:
    file: Path
    archive: zipfile.ZipFile

    def sizes(self) -> dict[PurePosixPath, int]:
        return {name: entry.file_size for name, entry in self._entries.items()}

    def open(self, name: PurePosixPath) -> AbstractContextManager[IO[bytes]]:
        return self.archive.open(self._entries[name])

    @cached_property
    def _entries(self) -> dict[PurePosixPath, zipfile.ZipInfo]:
        entries = [entry for entry in self.archive.infolist() if not entry.is_dir()]
        total = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_ENTRIES or total > MAX_PACK_BYTES:
            raise PackProblem(ProblemCode.ZIP_TOO_LARGE, file=self.file, size=total >> 20, count=len(entries))
        for entry in entries:
            self._check(entry)
        self._refuse_one_place_twice(entries)
        return {PurePosixPath(entry.filename): entry for entry in entries}

    def _refuse_one_place_twice(self, entries: Sequence[zipfile.ZipInfo]) -> None:
        """Refuse files that would take one place on some disk, or lie in a file: nobody knows which is meant."""
        places: set[str] = set()
        for entry in entries:
            place = _as_any_disk_has_it(PurePosixPath(entry.filename))
            if place in places:
                raise PackProblem(ProblemCode.ZIP_ENTRY_TWICE, file=self.file, entry=repr(entry.filename))
            places.add(place)
        for entry in entries:
            above = PurePosixPath(_as_any_disk_has_it(PurePosixPath(entry.filename))).parents
            if any(str(folder) in places for folder in above):
                raise PackProblem(ProblemCode.ZIP_ENTRY_TWICE, file=self.file, entry=repr(entry.filename))

    def _check(self, entry: zipfile.ZipInfo) -> None:
        path = PurePosixPath(entry.filename)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        climbs = path.is_absolute() or ".." in path.parts or "\\" in entry.orig_filename or ":" in entry.filename
        if climbs or kind not in (0, stat.S_IFREG):
            raise PackProblem(ProblemCode.ZIP_ENTRY_OUTSIDE, file=self.file, entry=repr(entry.filename))
        if entry.file_size > MAX_FILE_BYTES or entry.file_size > MAX_RATIO * max(entry.compress_size, 1 << 16):
            raise PackProblem(
                ProblemCode.ZIP_ENTRY_TOO_LARGE, file=self.file, entry=repr(entry.filename), size=entry.file_size >> 20
            )


def _as_any_disk_has_it(name: PurePosixPath) -> str:
    """Return a name as disks that know no case, and those that know one spelling of an accent, compare it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(name)).casefold())
