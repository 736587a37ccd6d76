"""Where an open library keeps its index: in its folder, or where that place is taken, in one that passes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from faceorg.library.opening.index_files import INDEX_FOLDER
from faceorg.library.opening.library import Library
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message
from faceorg.passing import PassingFolder


def index_folder(library: Library, inner: str = "", files: Sequence[str] = ()) -> Path:
    """Return where an open library keeps what is derived from its embeddings.

    inner : the folder in it that is wanted, too
    files : those that are to be read or written

    Where somebody's file stands in the place of a folder or a folder in that of a file, or a folder is closed to who
    edits, it is a folder that goes when the library closes, and the user is told: nothing in it is precious.
    """
    place = library.folder / INDEX_FOLDER
    if (taken := taken_place(library, inner, files)) is None:
        return place
    library.tell(Message(FindingCode.INDEX_PLACE_TAKEN, file=taken))
    return library.kept(_passing).path


def taken_place(library: Library, inner: str = "", files: Sequence[str] = ()) -> Path | None:
    """Return which of both folders is not to be used as one, or in the place of which file a folder stands."""
    place = library.folder / INDEX_FOLDER
    for folder in (place, place / inner):
        if os.path.lexists(folder) and not (os.path.isdir(folder) and _is_open(library, folder)):
            return folder
    return next((place / name for name in files if os.path.isdir(place / name)), None)


def _is_open(library: Library, folder: Path) -> bool:
    return not library.edits or os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def _passing(_library: Library) -> PassingFolder:
    return PassingFolder()
