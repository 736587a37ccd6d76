"""INDEX FILES <-> ARRAYS: how an index lies on disk so that a crash or a flipped bit is noticed, never believed.

[Note: Index files]
A folder holds `manifest.json`, which names the other files, their lengths and CRC-32s, and is written last
(`faceorg.files.atomic`). Every save writes new ids; the vectors file grows in place, beyond what the old manifest
counts, and the graph is written again when it has grown by a twentieth: a hundred new faces do not rewrite gigabytes.
Whatever a crash leaves behind, the manifest that is there describes bytes that are there, or its checksums fail and the
index is rebuilt from the catalogue. hnswlib believes what it reads, so nothing reaches it unverified.
A library may come from anybody: a manifest names files of its own folder only, by the names that are given here, and
none of them is followed elsewhere, for the vectors are written in place.
CRC-32 because it can be continued over appended bytes and runs at memory speed; nobody forges their own index.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from faceorg.files import atomic
from faceorg.files.plain_files import open_own, read_plain
from faceorg.files.rights import close_to_others

FORMAT = 3  # raise when the meaning of any file changes; older ones are then rebuilt
MANIFEST = "manifest.json"
_NAMES = {
    role: re.compile(rf"{role}-[0-9a-f]+\.{suffix}")
    for role, suffix in (("vectors", "f32"), ("ids", "i64"), ("graph", "hnsw"), ("nodes", "npz"))
}
_CHUNK_BYTES = 1 << 24


@dataclass(frozen=True)
class StoredFile:
    """A file of the index: its name in the folder, and the length and CRC-32 of the bytes that count."""

    name: str
    size_bytes: int
    crc32: int


@dataclass(frozen=True)
class IndexManifest:
    """What an index folder holds.

    generation : the catalogue's count of changes to embeddings when this was saved
    rows : vectors in the vectors file; graph_rows : how many of them, from the first, the saved graph has taken in
    graph_s : seconds that went into the graph
    graph, nodes : hnswlib's file and what belongs to it (`hnsw.Graph`); None where there is no graph
    """

    format: int
    pack_id: str
    dim: int
    generation: int
    rows: int
    graph_rows: int
    graph_s: float
    vectors: StoredFile
    ids: StoredFile
    graph: StoredFile | None
    nodes: StoredFile | None


def make_folder(folder: Path) -> None:
    """Create the folder with owner-only rights, for it holds biometric data; a folder that exists gets them too."""
    folder.mkdir(parents=True, exist_ok=True)
    close_to_others(folder)


def read_index_manifest(folder: Path) -> IndexManifest | None:
    """Return the manifest, or None where there is none that this version understands."""
    try:
        read = json.loads(read_plain(folder / MANIFEST))
        for role in ("vectors", "ids", "graph", "nodes"):
            read[role] = StoredFile(**read[role]) if read[role] else None
        manifest = IndexManifest(**read)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return manifest if manifest.format == FORMAT and _is_possible(manifest) else None


def _is_possible(manifest: IndexManifest) -> bool:
    """Whether a manifest could have been written here."""
    files = {role: getattr(manifest, role) for role in _NAMES}
    counts = [manifest.dim, manifest.generation, manifest.rows, manifest.graph_rows]
    for role, stored in files.items():
        if stored is None:
            continue
        if not isinstance(stored.name, str) or not _NAMES[role].fullmatch(stored.name):
            return False
        counts += [stored.size_bytes, stored.crc32]
    return (
        files["vectors"] is not None
        and files["ids"] is not None
        and isinstance(manifest.graph_s, int | float)
        and all(type(count) is int and count >= 0 for count in counts)
    )


def write_manifest(folder: Path, manifest: IndexManifest) -> None:
    """Write the manifest, then delete the index files it no longer names."""
    write_file(folder, MANIFEST, json.dumps(asdict(manifest)).encode())
    files = (manifest.vectors, manifest.ids, manifest.graph, manifest.nodes)
    named = {stored.name for stored in files if stored} | {MANIFEST}
    for path in folder.iterdir():
        is_of_index = path.suffix in (".f32", ".i64", ".hnsw", ".npz", ".codes")
        # A folder of such a name is somebody's.
        if is_of_index and path.name not in named and (not path.is_dir() or path.is_symlink()):
            _delete(path)
    atomic.remove_leftovers(folder)


def _delete(path: Path) -> None:
    try:
        path.unlink()
    except PermissionError:  # Windows: still mapped by an older FaceIndex; the next save tries again
        return


def write_file(folder: Path, name: str, data: bytes | memoryview) -> StoredFile:
    """Write bytes to folder/name."""
    atomic.write_bytes(folder / name, data)
    return StoredFile(name, len(data), zlib.crc32(data))


def write_by(folder: Path, name: str, writer: Callable[[Path], object]) -> StoredFile:
    """Let `writer` fill folder/name by its path: for libraries that write files themselves. Raises OSError."""
    with atomic.replacing(folder / name) as file:
        new = Path(file.name)
        writer(new)
        size = new.stat().st_size
        checksum = crc_of(new, size)
        if checksum is None:
            raise OSError(f"{new} shrank while it was read")
    return StoredFile(name, size, checksum)


def append_vectors(folder: Path, stored: StoredFile, rows: NDArray[np.float32]) -> StoredFile:
    """Write rows behind the counted bytes of the vectors file (created where absent) and return its new description."""
    data = np.ascontiguousarray(rows).reshape(-1).view(np.uint8).data
    with _open(folder / stored.name, os.O_RDWR | os.O_CREAT) as file:
        file.seek(stored.size_bytes)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return StoredFile(stored.name, stored.size_bytes + len(data), zlib.crc32(data, stored.crc32))


def is_intact(folder: Path, stored: StoredFile) -> bool:
    """Whether the file has (at least) its counted bytes and they have their checksum."""
    return crc_of(folder / stored.name, stored.size_bytes) == stored.crc32


def crc_of(path: Path, size_bytes: int) -> int | None:
    """Return the CRC-32 of the first size_bytes, or None where the file is shorter or does not read."""
    checksum, left = 0, size_bytes
    try:
        with os.fdopen(open_own(path, os.O_RDONLY), "rb") as file:
            while left and (chunk := file.read(min(_CHUNK_BYTES, left))):
                checksum, left = zlib.crc32(chunk, checksum), left - len(chunk)
    except OSError:
        return None
    return checksum if not left else None


def _open(path: Path, flags: int) -> BinaryIO:
    return os.fdopen(open_own(path, flags, mode=atomic.OWNER_ONLY), "r+b")
