"""What stands in the place of a database's files: plain files of the library's own, or what SQLite must not open.

SQLite waits for a pipe for ever, and what it writes through a link, or into a file that has a second name elsewhere, is
written there, too: into another library, or into the snapshot of this one that was meant to stay as it was.
"""

from __future__ import annotations

import os
from pathlib import Path

from faceorg.catalog.storage.faults import CATALOG_FILE, disk_faults
from faceorg.errors import LibraryDamaged, LibraryProblem, LibraryReadOnly
from faceorg.files.plain_files import leads_elsewhere, stands_in_for_file
from faceorg.files.sqlite_files import with_beside
from faceorg.messages.codes import ProblemCode


def no_file_among(database: Path) -> Path | None:
    """Return the first of a database and SQLite's files beside it that is a folder, a pipe or a device."""
    return next((file for file in with_beside(database) if os.path.isdir(file) or stands_in_for_file(file)), None)


def elsewhere_among(database: Path) -> list[Path]:
    """Return which of a database and SQLite's files beside it are links, or have a second name elsewhere."""
    return [file for file in with_beside(database) if leads_elsewhere(file)]


def refuse_what_is_no_file(folder: Path) -> None:
    """Raise LibraryDamaged where a folder, a pipe or a device lies in the place of a file of the catalogue, and
    LibraryProblem where the folder shows nobody what lies in it."""
    with disk_faults(folder):
        found = no_file_among(folder / CATALOG_FILE)
    _refuse_what_shows_nothing(folder)
    if found is not None:
        raise LibraryDamaged(ProblemCode.DATABASE_IS_NO_FILE, file=found)


def _refuse_what_shows_nothing(folder: Path) -> None:
    """Raise LibraryReadOnly where nobody is told whether there is a catalogue: it is not that there is none."""
    try:
        os.lstat(folder / CATALOG_FILE)
    except PermissionError as error:
        raise LibraryReadOnly(ProblemCode.PLACE_CLOSED, file=folder) from error
    except OSError:
        return


def refuse_what_leads_elsewhere(folder: Path) -> None:
    """Raise LibraryProblem where changing the catalogue would change a file that lies elsewhere; reading may go on."""
    for found in elsewhere_among(folder / CATALOG_FILE):
        raise LibraryProblem(ProblemCode.DATABASE_LEADS_ELSEWHERE, file=found)
