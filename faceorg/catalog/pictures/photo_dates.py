"""When photos were taken: what scanning found (observed) and what the user said (decided).

What counts of both stands in the photo's row, kept there by triggers (migration 0008_dates). `metadata.dates` has the
sources and their order.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from faceorg.catalog.storage.batches import rows_of
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.rows import values_of
from faceorg.dates import Dated, Span
from faceorg.domain import PhotoId

# Of a photo p, the last day on which it can have been taken, NULL where nothing but its file's time says any: whoever
# was born later is not in it, and nobody is left out of a photo because of a copy's or a reset clock's time.
PROVEN_DAY = "CASE WHEN p.taken_from <> 'file' THEN COALESCE(p.taken_until, p.taken_at) END"


def found(catalog: Catalog, dates: Sequence[tuple[PhotoId, Dated | None]]) -> int:
    """Write what was found out about these photos; return how many have another date now."""
    with catalog.atomic() as connection:
        return connection.executemany(
            "UPDATE photos SET found_at = ?1, found_until = ?2, found_from = ?3 WHERE id = ?4 "
            "AND (found_at, found_until, found_from) IS NOT (?1, ?2, ?3)",
            [(*_columns(dated), photo_id) for photo_id, dated in dates],
        ).rowcount


def dated_by_file(catalog: Catalog) -> list[PhotoId]:
    """Return the analysed photos of which nothing but their file's time was found."""
    rows = catalog.connection.execute(
        "SELECT id FROM photos WHERE state = 'analyzed' AND COALESCE(found_from, 'file') = 'file' ORDER BY id"
    )
    return [PhotoId(row[0]) for row in rows]


def _columns(dated: Dated | None) -> tuple[str | None, str | None, str | None]:
    if dated is None:
        return None, None, None
    return (*_ends(dated.span), dated.source.value)


def _ends(span: Span) -> tuple[str, str]:
    return span.first.isoformat(timespec="seconds"), span.last.isoformat(timespec="seconds")


def said(catalog: Catalog, photo_ids: Sequence[PhotoId]) -> set[PhotoId]:
    """Return those of these photos whose date the user said."""
    rows = rows_of(catalog, "SELECT photo_id FROM photo_dates WHERE photo_id IN ({ids})", photo_ids)
    return {PhotoId(row[0]) for row in rows}


def all_dates_said(catalog: Catalog) -> Iterator[tuple[str, Span]]:
    """Yield (content hash, span) of every photo whose date the user said, in the order of their ids.

    Of copies that were dated one by one, that with the highest id speaks: contents have one date.
    """
    rows = catalog.connection.execute(
        "SELECT p.content_hash, d.first, d.last, max(p.id) FROM photo_dates d JOIN photos p ON p.id = d.photo_id "
        "WHERE p.content_hash IS NOT NULL GROUP BY p.content_hash ORDER BY max(p.id)"
    )
    yield from values_of("photo_dates", rows, lambda row: (row[0], _span(row[1], row[2])))


def all_said(catalog: Catalog) -> dict[PhotoId, Span]:
    """Return what the user said of each photo of which something was said, in the order of their ids."""
    rows = catalog.connection.execute("SELECT photo_id, first, last FROM photo_dates ORDER BY photo_id")
    return dict(values_of("photo_dates", rows, lambda row: (PhotoId(row[0]), _span(row[1], row[2]))))


def _span(first: str, last: str) -> Span:
    return Span(datetime.fromisoformat(first), datetime.fromisoformat(last))


# ---------------------------------------------------------------- writes, inside journal.edit
def say_date(connection: sqlite3.Connection, photo_ids: Iterable[PhotoId], span: Span | None) -> None:
    """Say when these photos were taken; None: what scanning found counts again."""
    if span is None:
        connection.executemany("DELETE FROM photo_dates WHERE photo_id = ?", [(photo_id,) for photo_id in photo_ids])
        return
    connection.executemany(
        "INSERT INTO photo_dates (photo_id, first, last) VALUES (?, ?, ?) "
        "ON CONFLICT (photo_id) DO UPDATE SET first = excluded.first, last = excluded.last",
        [(photo_id, *_ends(span)) for photo_id in photo_ids],
    )
