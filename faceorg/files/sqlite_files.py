"""The files that SQLite keeps beside a database, by name: they belong to it wherever it is copied, moved or deleted."""

from __future__ import annotations

from pathlib import Path

_ROLLBACK_JOURNAL, _SHARED_MEMORY, _LOG = "-journal", "-shm", "-wal"
SUFFIXES = (_ROLLBACK_JOURNAL, _SHARED_MEMORY, _LOG)
# At the end of a pattern for a database's name: the same of what lies beside it.
OR_BESIDE = f"(?:{'|'.join(SUFFIXES)})?"


def log_of(database: Path) -> Path:
    """Return where commits lie that have not come into the database yet (WAL)."""
    return database.with_name(database.name + _LOG)


def with_beside(database: Path) -> tuple[Path, ...]:
    """Return a database, first, and all that SQLite may keep beside it, there or not."""
    return (database, *(database.with_name(database.name + suffix) for suffix in SUFFIXES))


def database_of(file: Path) -> Path:
    """Return the database that a file is, or lies beside."""
    for suffix in SUFFIXES:
        if file.name.endswith(suffix):
            return file.with_name(file.name.removesuffix(suffix))
    return file
