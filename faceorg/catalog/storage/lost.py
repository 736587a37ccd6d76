"""A folder whose catalogue is missing or empty, although there was one: its backups or its embeddings tell.

Such a folder is no new library. Opening it as one would let its user name everybody again, and in the end push the
backups out that hold what he had.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from faceorg.catalog.storage.faults import CATALOG_FILE, EMBEDDINGS_FILE, SQLITE_ERRORS
from faceorg.catalog.storage.places import no_file_among
from faceorg.errors import LibraryDamaged, LibraryProblem
from faceorg.messages.codes import ProblemCode

BACKUPS_FOLDER = "backups"
# In it, the copy of a backup that is put back once the library is closed (`opening.restoring`).
KEPT_BACKUP = "restoring.sqlite"


def made_backups_folder(folder: Path) -> Path:
    """Return where backups go, made if it is not there.

    Raises LibraryProblem where it is a link, for what it leads to may be anybody's and backups hold names; OSError.
    """
    backups = folder / BACKUPS_FOLDER
    if os.path.islink(backups):
        raise LibraryProblem(ProblemCode.BACKUPS_FOLDER_IS_A_LINK, folder=backups)
    backups.mkdir(mode=0o700, exist_ok=True)
    return backups


def refuse(folder: Path) -> None:
    """Raise LibraryDamaged if a folder's catalogue is lost."""
    if is_lost(folder):
        raise LibraryDamaged(ProblemCode.CATALOG_LOST, folder=folder)


def is_lost(folder: Path) -> bool:
    """Whether there is no catalogue, or one without a table, beside backups or embeddings of one."""
    return _holds_nothing(folder / CATALOG_FILE) and (has_backups(folder) or _holds_embeddings(folder))


def has_backups(folder: Path) -> bool:
    return any(file.stat().st_size for file in backup_files(folder))


def backup_files(folder: Path) -> list[Path]:
    """Return the files that have the name of a backup, in no order; none of a folder that is closed, or is none."""
    backups = folder / BACKUPS_FOLDER
    try:
        named = [backups / name for name in os.listdir(backups) if re.fullmatch(r"catalog-.*\.sqlite", name)]
    except OSError:
        return []
    return [file for file in named if os.path.isfile(file)]


def _holds_nothing(file: Path) -> bool:
    """Whether a catalogue's file is missing, or empty (a header alone is what a killed first start leaves)."""
    if not os.path.isfile(file):
        return not os.path.exists(file)
    if file.stat().st_size == 0:
        return True
    if file.stat().st_size > 4096:
        return False
    try:
        with closing(sqlite3.connect(file.as_uri() + "?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]) == 0
    except SQLITE_ERRORS:
        return False  # damaged, or not to be read here: whoever opens it says so


def _holds_embeddings(folder: Path) -> bool:
    file = folder / EMBEDDINGS_FILE
    if not os.path.isfile(file) or not file.stat().st_size:
        return False
    if no_file_among(file) is not None:
        return True  # it was one, and SQLite would wait for a pipe beside it
    try:
        with closing(sqlite3.connect(file.as_uri() + "?mode=ro", uri=True)) as connection:
            there = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            # Without its tables it was begun on a disk that was full, or killed: nothing was ever in it.
            return any(
                connection.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0]
                for table in ("embeddings", "analyzed")
                if table in there
            )
    except SQLITE_ERRORS:
        return True  # it was one
