"""Shipped sample photos -> a copy in the library's folder, which is scanned as any folder of photos.

The people in them do not exist (resources/samples/MODEL_CARD.md). They are copied, once, because names may be written
into photos and beside them, and what the program ships must stay as it is; `faceorg wipe` deletes the copy.

The time of a shipped file is when faceorg was installed, and tells nothing of a photo: a copy gets one that no photo
can be of (`file_dates`), or the old prints, which have no date, would stand under the month of the installation.
"""

from __future__ import annotations

import os
from pathlib import Path

from faceorg import paths
from faceorg.errors import LibraryProblem, NotFound
from faceorg.files import atomic
from faceorg.files.plain_files import LeadsElsewhere
from faceorg.files.rights import close_to_others
from faceorg.messages.codes import ProblemCode

SAMPLES_FOLDER = "samples"
# The time of a copy, see above: 1970, in seconds.
NO_TIME = 0
# What lies beside the photos and is none of them.
NOT_PHOTOS = {".md", ".json"}


def originals() -> list[Path]:
    """Return the shipped photos; none where this installation has no samples."""
    return [path for path in sorted(paths.samples_dir().rglob("*")) if path.is_file() and path.suffix not in NOT_PHOTOS]


def copy_samples(library_folder: Path) -> Path:
    """Copy what is not there yet; return the folder, to be scanned.

    A copy that is there stays as it is: the user may have written names into it.
    Raises NotFound where this installation has no samples, LibraryProblem where they cannot be copied.
    """
    shipped, own = paths.samples_dir(), library_folder / SAMPLES_FOLDER
    photos = originals()
    if not photos:
        raise NotFound(ProblemCode.NO_SAMPLES)
    try:
        for original in photos:
            copy = own / original.relative_to(shipped)
            _make_folders(copy.parent, library_folder)
            if not os.path.lexists(copy):
                with atomic.replacing(copy) as file:
                    file.write(original.read_bytes())
                close_to_others(copy)
                os.utime(copy, (NO_TIME, NO_TIME))
    except OSError as error:
        raise LibraryProblem(ProblemCode.SAMPLES_NOT_COPIED, folder=own, why=error) from error
    return own


def _make_folders(folder: Path, library_folder: Path) -> None:
    """Make a folder and those above it, for the owner alone as all of a library is.

    Raises OSError, LeadsElsewhere among them: where a link stands, the photos would come among somebody's own.
    """
    if folder == library_folder:
        return
    _make_folders(folder.parent, library_folder)
    if folder.is_symlink():
        raise LeadsElsewhere(folder)
    if not folder.is_dir():
        os.mkdir(folder, 0o700)
