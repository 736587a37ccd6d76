"""Where what is derived from embeddings lies: the index, what was learned from answers, what was measured of a pack."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.files.atomic import LEFTOVER
from faceorg.files.plain_files import stands_in_for_file
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message
from faceorg.passing import PassingFolder
from faceorg.paths import portable_name

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

INDEX_FOLDER = "index"
# All that faceorg writes there.
_INDEX_FILE = re.compile(r"manifest\.json|.+\.(?:f32|i64|hnsw|npz|codes)")


def folder_name(pack_id: str) -> str:
    """A pack id as one plain folder name (a pack may be named by a path)."""
    return portable_name(
        "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in pack_id) or "pack"
    )


def index_folder(library: Library, inner: str = "") -> Path:
    """Return where an open library keeps what is derived from its embeddings.

    inner : the folder in it that is wanted, too. Where somebody's file stands in the place of either, or either is
    closed to who edits, it is a folder that goes when the library closes, and the user is told: nothing in it is
    precious.
    """
    place = library.folder / INDEX_FOLDER
    if (taken := taken_place(library, inner)) is None:
        return place
    library.tell(Message(FindingCode.INDEX_PLACE_TAKEN, file=taken))
    return library.kept(_passing).path


def taken_place(library: Library, inner: str = "") -> Path | None:
    """Return which of both places is not to be used as a folder."""
    place = library.folder / INDEX_FOLDER
    for folder in (place, place / inner):
        if os.path.lexists(folder) and not (os.path.isdir(folder) and _is_open(library, folder)):
            return folder
    return None


def _is_open(library: Library, folder: Path) -> bool:
    return not library.edits or os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def _passing(_library: Library) -> PassingFolder:
    return PassingFolder()


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
