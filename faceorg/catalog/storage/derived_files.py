"""embeddings.sqlite and thumbnails.sqlite, which can be made again: is one usable, and what becomes of one that is not.

Whatever is wrong with them never locks a library. One that cannot be opened at all is dropped by opening; damage inside
is named where it is met, and `rebuild` empties the file and fills it again.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from faceorg.catalog import migrations
from faceorg.catalog.storage.faults import DERIVED_FILES, SQLITE_ERRORS, damage, translated
from faceorg.catalog.storage.places import elsewhere_among, no_file_among
from faceorg.errors import LibraryProblem
from faceorg.files.sqlite_files import with_beside
from faceorg.messages.codes import ProblemCode

# 15 float16 embeddings of 512 dimensions fit a 16 KiB page; a 4 KiB page holds three and wastes a quarter.
PAGE_BYTES = {"emb": 16384, "thumbs": 4096}
# Tables that an older faceorg did not make: opening makes them, and what they lack is made as it is needed.
_LATER = frozenset(("photo_signatures",))


def is_usable(folder: Path, alias: str, uri: str | None = None) -> bool:
    """Whether a derived file opens and has its tables, or is empty; what its pages hold is not looked at.

    uri : how to open it; None: as one that may be written

    Raises DiskFull and its like, which are no damage.
    """
    file = folder / DERIVED_FILES[alias]
    if not os.path.isfile(file) or no_file_among(file) is not None:
        return False
    try:
        with closing(sqlite3.connect(uri or file.as_uri(), uri=True)) as connection:
            return _has_tables(connection, alias)
    except SQLITE_ERRORS as error:
        if (problem := translated(error, folder)) is not None:  # a full disk is no damage
            raise problem from error
        return False


def _has_tables(connection: sqlite3.Connection, alias: str) -> bool:
    found: dict[str, set[str]] = {}
    for table, column in connection.execute(
        "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
    ):
        found.setdefault(table, set()).add(column)
    wanted = {table: columns for table, columns in _expected(alias).items() if table in found or table not in _LATER}
    return not found or all(columns <= found.get(table, set()) for table, columns in wanted.items())


def _expected(alias: str) -> dict[str, set[str]]:
    with closing(_empty_file(alias)) as memory:
        rows = memory.execute(
            "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
        ).fetchall()
    tables: dict[str, set[str]] = {}
    for table, column in rows:
        tables.setdefault(table, set()).add(column)
    return tables


def new_file(alias: str) -> sqlite3.Connection:
    """Return a database in memory that is what a new derived file is."""
    memory = _empty_file(alias)
    if alias == "emb":
        memory.execute(f"PRAGMA user_version = {migrations.new_identity()}")
    return memory


def _empty_file(alias: str) -> sqlite3.Connection:
    """The tables alone: every opening compares with them, and need not wait for a random number."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    memory.execute(f"PRAGMA page_size = {PAGE_BYTES[alias]}")
    for statement in migrations.derived_statements():
        if f" {alias}." in statement:
            memory.execute(statement.replace(f" {alias}.", " "))
    return memory


def drop(folder: Path, alias: str) -> None:
    """Delete a derived file with its log, whatever stands there; nobody may have it open.

    Raises OSError, and LibraryProblem for a folder with something in it: that is somebody's.
    """
    file = folder / DERIVED_FILES[alias]
    for part in reversed(with_beside(file)):
        if os.path.isdir(part) and not os.path.islink(part):
            if any(part.iterdir()):
                raise LibraryProblem(ProblemCode.DERIVED_FILE_IN_THE_WAY, file=part)
            part.rmdir()
        else:
            part.unlink(missing_ok=True)


def take_links_away(folder: Path, alias: str) -> list[Path]:
    """Delete links and second names in the place of a derived file, and return them; what they lead to stays.

    Raises OSError.
    """
    found = elsewhere_among(folder / DERIVED_FILES[alias])
    for link in found:
        link.unlink()
    return found


def damaged(folder: Path) -> list[str]:
    """Return the aliases of derived files that do not pass SQLite's quick check."""
    return [alias for alias in DERIVED_FILES if not _passes(folder, alias)]


def empty(folder: Path, alias: str) -> None:
    """Make a damaged derived file a new one where it lies, for all who have it open. Raises LibraryProblem."""
    try:
        with closing(new_file(alias)) as new, closing(sqlite3.connect(folder / DERIVED_FILES[alias])) as old:
            # Page by page, in one transaction: other connections, of other processes too, see it as any other change.
            new.backup(old)
    except SQLITE_ERRORS as error:
        raise translated(error, folder) or damage(folder, DERIVED_FILES[alias]) from error


def _passes(folder: Path, alias: str) -> bool:
    if no_file_among(folder / DERIVED_FILES[alias]) is not None:
        return False
    try:
        with closing(sqlite3.connect((folder / DERIVED_FILES[alias]).as_uri() + "?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except SQLITE_ERRORS as error:
        if (problem := translated(error, folder)) is not None:
            raise problem from error
        return False
