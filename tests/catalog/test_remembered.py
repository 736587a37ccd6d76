"""What a new analysis must know of a photo is read at a cost that follows the photo, not the library."""

from __future__ import annotations

from faceorg.catalog import remembered
from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import PhotoId


def test_no_table_is_read_whole_for_one_photo(catalog: Catalog) -> None:
    asked: list[str] = []
    catalog.connection.set_trace_callback(asked.append)
    remembered.remembered_faces(catalog, PhotoId(1))
    catalog.connection.set_trace_callback(None)
    (query,) = asked
    steps = [str(row["detail"]) for row in catalog.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert [step for step in steps if step.startswith("SCAN")] == []
