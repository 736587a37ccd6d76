"""What people are known by -> who of them has changed since: read on from a revision, at the price of the changes.

The database itself keeps count (migration 3): a confirmed face more or less or with another quality, another date of
its photo, another birth date. Embeddings count by their own `seq`, in their own file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from faceorg.catalog.storage.batches import rows_of
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.rows import values_of
from faceorg.domain import FaceId, PersonId


def newest_revision(catalog: Catalog) -> int:
    """Return the number of the last change, 0 before the first. Whatever is read afterwards holds it."""
    return int(catalog.connection.execute("SELECT COALESCE(max(revision), 0) FROM evidence").fetchone()[0])


def changed_after(catalog: Catalog, revision: int) -> set[PersonId]:
    """Return the people who changed after a revision, also those who were deleted or came since."""
    rows = catalog.connection.execute("SELECT person_id FROM evidence WHERE revision > ?", (revision,))
    return {PersonId(row[0]) for row in rows}


def confirmed_as(catalog: Catalog, face_ids: Sequence[FaceId]) -> set[PersonId]:
    """Return the people that any of these faces is confirmed to be."""
    rows = rows_of(catalog, "SELECT DISTINCT person_id FROM assignments WHERE face_id IN ({ids})", face_ids)
    return {PersonId(row[0]) for row in rows}


def births(catalog: Catalog) -> dict[PersonId, date]:
    """Return the birth dates that are known."""
    rows = catalog.connection.execute("SELECT id, born_on FROM people WHERE born_on IS NOT NULL")
    return dict(values_of("people", rows, lambda row: (PersonId(row[0]), date.fromisoformat(row[1]))))
