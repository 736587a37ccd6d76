"""Files and folders -> whether other users of this computer may read them, and whether their disk can keep them out."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


def is_open_to_others(path: Path) -> bool:
    """Whether others than the owner have any right to it; no where it cannot be told (a closed folder, deleted now)."""
    try:
        return _grants_others(os.stat(path).st_mode)
    except OSError:
        return False


def close_to_others(path: Path) -> None:
    """Give a file or folder of ours to its owner alone, where its disk lets anybody; elsewhere `check` says so."""
    with suppress(OSError):
        os.chmod(path, 0o700 if os.path.isdir(path) else 0o600)


def disk_keeps_rights(folder: Path) -> bool:
    """Whether a file made here for its owner alone is the owner's alone.

    NTFS, exFAT and FAT mounted without an owner's mask, and many shares, show one and the same right for every file,
    and take no other. Where no file can be made, nothing speaks against it.
    """
    import tempfile  # [Note: The window opens without it]

    try:
        with tempfile.TemporaryFile(dir=folder) as own:  # without a name, or gone again at once
            return not _grants_others(os.fstat(own.fileno()).st_mode)
    except OSError:
        return True


def _grants_others(mode: int) -> bool:
    return bool(stat.S_IMODE(mode) & 0o077)
