"""Many rows come in their order and whole, with pauses in which other threads run."""

from __future__ import annotations

import sqlite3

import pytest

from faceorg.catalog.storage import batches


@pytest.mark.parametrize("count", [0, 1, batches.ROWS_A_TURN, 2 * batches.ROWS_A_TURN + 1])
def test_rows_come_in_turns(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(batches.time, "sleep", pauses.append)
    connection = sqlite3.connect(":memory:")
    query = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT {max(1, count)}) SELECT i FROM n"
    cursor = connection.execute(query + ("" if count else " WHERE 0"))
    assert [row[0] for row in batches.in_turns(cursor)] == list(range(count))
    assert len(pauses) == -(-count // batches.ROWS_A_TURN)
    connection.close()


@pytest.mark.parametrize("count", [0, 1, batches.ITEMS_A_TURN, 2 * batches.ITEMS_A_TURN + 1])
def test_what_is_worked_through_comes_in_portions(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(batches.time, "sleep", pauses.append)
    assert list(batches.in_portions(iter(range(count)))) == list(range(count))
    assert len(pauses) == count // batches.ITEMS_A_TURN
