"""Files to sha256 sums, remembered by path, size and modification time.

A pack of 190 MB takes 0.2 s to hash and every command lists packs, so a sum is kept in the cache folder until the file
changes.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from faceorg import paths
from faceorg.errors import PackProblem
from faceorg.files import atomic
from faceorg.files.plain_files import open_plain, read_plain
from faceorg.messages.codes import ProblemCode

CACHE_FILE = paths.CHECKSUMS_CACHE


def sha256_of(file: Path) -> str:
    """The sha256 of a file as 64 lowercase hex digits, from the cache where it is known and the file unchanged.

    Raises PackProblem when the file cannot be read.
    """
    try:
        facts = file.stat()
        key = f"{file.resolve()}|{facts.st_size}|{facts.st_mtime_ns}"
        known = _read_cache()
        if key not in known:
            with open_plain(file) as stream:
                known[key] = hashlib.file_digest(stream, "sha256").hexdigest()
            _write_cache(known)
        return known[key]
    except OSError as error:
        raise PackProblem(ProblemCode.NETWORK_CANNOT_BE_READ, file=file, why=error) from error


def _read_cache() -> dict[str, str]:
    try:
        known = json.loads(read_plain(paths.cache_dir() / CACHE_FILE))
    except (OSError, ValueError, RecursionError):  # absent, unreadable or damaged: the sums are simply made again
        return {}
    return known if isinstance(known, dict) else {}


def _write_cache(known: dict[str, str]) -> None:
    present = {key: value for key, value in known.items() if Path(key.split("|")[0]).exists()}
    with contextlib.suppress(OSError):  # a cache that cannot be written costs time, not correctness
        atomic.write_bytes(paths.made_cache_dir() / CACHE_FILE, json.dumps(present, indent=1).encode())
