"""Where what is derived from embeddings lies: the index, what was learned from answers, what was measured of a pack."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from faceorg.files.atomic import NEW_SUFFIX
from faceorg.paths import portable_name

INDEX_FOLDER = "index"
# All that faceorg writes there; what a killed write left behind.
INDEX_FILE = re.compile(r"manifest\.json|.+\.(?:f32|i64|hnsw|npz|codes)")
LEFTOVER = re.compile(rf"\.[0-9a-f]+{re.escape(NEW_SUFFIX)}(?:-journal|-shm|-wal)?")


def folder_name(pack_id: str) -> str:
    """A pack id as one plain folder name (a pack may be named by a path)."""
    return portable_name(
        "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in pack_id) or "pack"
    )


def drop_index(folder: Path) -> None:
    """Delete what faceorg keeps in this folder and the folders in it; somebody else's files stay, with their folders.

    A link in the place of a folder is taken away and not followed. What resists stays: the index is checked when it is
    opened, and made again.
    """
    with suppress(OSError):
        if folder.is_symlink():
            folder.unlink()
            return
        for entry in os.scandir(folder):
            path = Path(entry.path)
            if entry.is_dir() or entry.is_symlink():
                drop_index(path)
            elif INDEX_FILE.fullmatch(entry.name) or LEFTOVER.fullmatch(entry.name):
                with suppress(OSError):
                    path.unlink()
        folder.rmdir()
