"""Where what is derived from embeddings lies: the index, what was learned from answers, what was measured of a pack."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from faceorg.files.atomic import LEFTOVER
from faceorg.files.plain_files import stands_in_for_file
from faceorg.paths import portable_name

INDEX_FOLDER = "index"
# All that faceorg writes there.
_INDEX_FILE = re.compile(r"manifest\.json|.+\.(?:f32|i64|hnsw|npz|codes)")


# Files of what was learned that are kept: the newest, and those to fall back on when answers are taken back.
LEARNED_KEPT = 6


def learned_files(pack_id: str) -> list[str]:
    """Where what was learned with a pack is kept, the newest first; names in the index's folder."""
    name = f"learned.{folder_name(pack_id)}"
    return [f"{name}.{age}.npz" if age else f"{name}.npz" for age in range(LEARNED_KEPT)]


def measured_file(pack_id: str, name: str = "measured") -> str:
    """Where what was measured of a pack is kept. name : "measuring" for what is not finished"""
    return f"{name}.{folder_name(pack_id)}.npz"


def manifest_file(pack_id: str) -> str:
    """What says which files are those of a pack's index; only it has a name that is known before."""
    return f"{folder_name(pack_id)}/manifest.json"


def kept_files(pack_id: str) -> list[str]:
    """All that is kept under a name that somebody's folder could stand in the place of."""
    measured = [measured_file(pack_id), measured_file(pack_id, "measuring")]
    return [manifest_file(pack_id), *measured, *learned_files(pack_id)]


def folder_name(pack_id: str) -> str:
    """A pack id as one plain folder name (a pack may be named by a path)."""
    return portable_name(
        "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in pack_id) or "pack"
    )


def is_of_index(path: Path) -> bool:
    """Whether what lies in an index's folder, or in a folder in it, is ours by its name; folders and links are."""
    return path.is_dir() or path.is_symlink() or bool(_INDEX_FILE.fullmatch(path.name) or LEFTOVER.fullmatch(path.name))


def take_links_away(library_folder: Path) -> None:
    """Delete links and pipes in the place of the index and of what lies in it, before anything is written there.

    Written through one, faces would lie where nobody looks after them. What is derived is made again.
    """
    index = library_folder / INDEX_FOLDER
    with suppress(OSError):  # what resists is named by whoever writes there
        for path in (index, *index.glob("*"), *index.glob("*/*")):
            if path.is_symlink() or stands_in_for_file(path):
                path.unlink()


def drop_index(folder: Path) -> None:
    """Delete what faceorg keeps in this folder and the folders in it; somebody else's files stay, with their folders.

    A link in the place of a folder is taken away and not followed. What resists stays: the index is checked when it is
    opened, and made again.
    """
    from faceorg.files.removal import Removal

    Removal().remove_known(folder, is_of_index)
