"""What the catalogue's files say of themselves: SQLite's own checks, and rows that do not fit together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from faceorg.catalog.connection import Catalog
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message

_FILES = {"main": "catalog.sqlite", "emb": "embeddings.sqlite", "thumbs": "thumbnails.sqlite"}


def integrity_problems(catalog: Catalog) -> Iterator[Message]:
    """Yield each fault SQLite finds in the three files."""
    for alias, name in _FILES.items():
        try:
            for (text,) in catalog.connection.execute(f"PRAGMA {alias}.integrity_check(5)"):
                if text != "ok":
                    yield Message(FindingCode.FILE_DAMAGED, file=name, why=text)
        except sqlite3.DatabaseError as error:
            yield Message(FindingCode.FILE_DAMAGED, file=name, why=error)
    for row in catalog.connection.execute("PRAGMA main.foreign_key_check"):
        yield Message(FindingCode.ROW_WITHOUT_PARTNER, table=row[0], other=row[2])


def journal_is_closed(catalog: Catalog) -> bool:
    row = catalog.connection.execute("SELECT mode FROM journal_state").fetchone()
    return bool(row and row[0] == "closed")


def orphan_embeddings(catalog: Catalog) -> int:
    """Return how many embeddings belong to no face of the catalogue."""
    row = catalog.connection.execute(
        "SELECT count(*) FROM emb.embeddings WHERE face_id NOT IN (SELECT id FROM faces)"
    ).fetchone()
    return int(row[0])


def derived_against_decided(catalog: Catalog) -> int:
    """Return how many automatic assignments contradict a decision (none, if the triggers do their work)."""
    row = catalog.connection.execute(
        "SELECT count(*) FROM automatic t WHERE face_id IN (SELECT face_id FROM assignments) "
        "OR face_id IN (SELECT face_id FROM ignored) "
        "OR EXISTS (SELECT 1 FROM rejections r WHERE r.face_id = t.face_id AND r.person_id = t.person_id)"
    ).fetchone()
    return int(row[0])


def is_sound(file: Path) -> bool:
    """Whether a catalogue file, not open anywhere, passes SQLite's quick check."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False
