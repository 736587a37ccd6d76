"""One query for many ids -> its rows, with no more placeholders at a time than is good for SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from faceorg.catalog.connection import Catalog

# Well below SQLite's limit of variables (999 in old builds), and few enough distinct lengths to stay in the cache.
IDS_A_QUERY = 500


def rows_of(catalog: Catalog, query: str, ids: Sequence[int], before: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
    """Yield the rows of `query` for all ids, a batch of ids at a time.

    query : with `{ids}` where the placeholders of the ids belong; before : values of placeholders that precede them
    """
    for start in range(0, len(ids), IDS_A_QUERY):
        part = ids[start : start + IDS_A_QUERY]
        yield from catalog.connection.execute(query.replace("{ids}", ",".join("?" * len(part))), (*before, *part))
