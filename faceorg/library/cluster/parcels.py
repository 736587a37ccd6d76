"""Files that a worker needs (a pack, the embeddings to compare) -> a folder there, sent only where it is missing.

A parcel is known by its checksums. What a worker already has, from a scan before or installed by its own user, does not
travel; what does is looked at by its checksum before it counts.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar

from faceorg.errors import PackProblem
from faceorg.files import atomic
from faceorg.messages.codes import ProblemCode

# What travels at once: small enough for any worker, large enough that a slow answer does not count.
PIECE_BYTES = 8 << 20

Content = Path | memoryview
T = TypeVar("T")


class Ask(Protocol):
    """Calls a function of `worker_side` on one worker, at once, and returns what it returns there.

    Raises what that raises, and whatever a connection that breaks raises.
    """

    def __call__(self, function: Callable[..., T], /, *arguments: object) -> T: ...


@dataclass(frozen=True)
class ParcelFile:
    """name : below the parcel's folder, with "/" between folders"""

    name: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True)
class Parcel:
    """Files by name. key : says which these are, and names their folder"""

    key: str
    files: tuple[ParcelFile, ...]

    def lacking(self, folder: Path) -> list[str]:
        """Return the names of the files that a folder has not got whole."""
        return [one.name for one in self.files if not _is_whole(place_in(folder, one.name), one.size_bytes)]

    def file(self, name: str) -> ParcelFile:
        return next(one for one in self.files if one.name == name)


def parcel_of(contents: Mapping[str, Content]) -> Parcel:
    """Sum up files by name."""
    files = tuple(ParcelFile(name, *_sum_and_size(content)) for name, content in sorted(contents.items()))
    said = "\n".join(f"{one.sha256} {one.size_bytes} {one.name}" for one in files)
    return Parcel(hashlib.sha256(said.encode()).hexdigest(), files)


def pieces_of(content: Content) -> Iterator[bytes]:
    """Yield the bytes of a file, a piece at a time; at least one, be it empty."""
    if isinstance(content, Path):
        with content.open("rb") as stream:
            yield stream.read(PIECE_BYTES)
            while piece := stream.read(PIECE_BYTES):
                yield piece
    else:
        for start in range(0, max(len(content), 1), PIECE_BYTES):
            yield bytes(content[start : start + PIECE_BYTES])


def send(
    parcel: Parcel,
    contents: Mapping[str, Content],
    names: list[str],
    take: Callable[..., None],
    ask: Ask,
) -> None:
    """Send the named files to a worker.

    take : a function of `worker_side` that takes the next piece of a file; ask : calls functions on that worker
    """
    for name in names:
        done = 0
        for piece in pieces_of(contents[name]):
            ask(take, parcel, name, done, piece)
            done += len(piece)


def write_piece(folder: Path, file: ParcelFile, start: int, piece: bytes) -> None:
    """Write the next piece of a file; with the last one it gets its name. On the worker.

    Raises PackProblem where what came has another checksum.
    """
    place = place_in(folder, file.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    # Two workers of a machine may share the folder.
    unfinished = atomic.add_piece(place, str(os.getpid()), piece, is_first=start == 0)
    if start + len(piece) < file.size_bytes:
        return
    if _sum_and_size(unfinished) != (file.sha256, file.size_bytes):
        unfinished.unlink()
        raise PackProblem(ProblemCode.CLUSTER_PARCEL_DAMAGED, file=PurePosixPath(file.name).name)
    atomic.finish_pieces(unfinished, place)


def place_in(folder: Path, name: str) -> Path:
    """Return where a file of a parcel lies; never outside of the folder.

    Raises PackProblem for a name that leads elsewhere.
    """
    parts = PurePosixPath(name).parts
    if not parts or any(part in ("..", "/") or "\\" in part or ":" in part for part in parts):
        raise PackProblem(ProblemCode.CLUSTER_PARCEL_DAMAGED, file=name[:200])
    return folder.joinpath(*parts)


def _is_whole(place: Path, size_bytes: int) -> bool:
    try:
        return place.stat().st_size == size_bytes
    except OSError:
        return False


def _sum_and_size(content: Content) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for piece in pieces_of(content):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size
