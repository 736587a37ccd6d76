"""One query for many ids, or with many rows -> its rows, no more at a time than is good for SQLite and for others."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from faceorg.catalog.storage.connection import Catalog

# Well below SQLite's limit of variables (999 in old builds), and few enough distinct lengths to stay in the cache.
IDS_A_QUERY = 500
# Rows until other threads get a turn: a millisecond's worth. sqlite3 gives Python's interpreter up for each row, but
# takes it back within microseconds, before a thread that was woken (the window's) is on its feet.
ROWS_A_TURN, TURN_S = 250, 0.0003
# The same of what takes a query each.
ITEMS_A_TURN = 50

T = TypeVar("T")


def in_turns(cursor: sqlite3.Cursor) -> Iterator[sqlite3.Row]:
    """Yield the rows of a query that has many, letting other threads run in between."""
    while rows := cursor.fetchmany(ROWS_A_TURN):
        yield from rows
        time.sleep(TURN_S)


def in_portions(items: Iterable[T]) -> Iterator[T]:
    """Yield what is worked through with a query or so each, letting other threads run in between."""
    for number, item in enumerate(items, start=1):
        yield item
        if number % ITEMS_A_TURN == 0:
            time.sleep(TURN_S)


def rows_of(catalog: Catalog, query: str, ids: Sequence[int], before: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
    """Yield the rows of `query` for all ids, a batch of ids at a time.

    query : with `{ids}` where the placeholders of the ids belong; before : values of placeholders that precede them
    """
    for start in range(0, len(ids), IDS_A_QUERY):
        part = ids[start : start + IDS_A_QUERY]
        yield from catalog.connection.execute(query.replace("{ids}", ",".join("?" * len(part))), (*before, *part))
        if start + IDS_A_QUERY < len(ids):
            time.sleep(TURN_S)


def of_ids(catalog: Catalog, query: str, ids: Iterable[int], read: Callable[[sqlite3.Row], T]) -> list[T]:
    """Return what `read` makes of the row of each id, in the order of the ids; ids without a row are left out.

    query : as of `rows_of`; its first column is the id
    """
    wanted = list(ids)
    found = {row[0]: read(row) for row in rows_of(catalog, query, wanted)}
    return [found[one] for one in wanted if one in found]
