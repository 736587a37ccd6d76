"""No room left, but where? The disk that is named is the one that is full."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from faceorg.catalog.storage.faults import sqlite_faults
from faceorg.errors import DiskFull
from faceorg.messages.codes import ProblemCode
from tests.problems import refused


@pytest.mark.parametrize("full", ["library", "sorting"])
def test_the_disk_on_which_sqlite_sorts_is_named_where_it_is_the_full_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: str
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "sorting"))
    free = {tmp_path / name: 0 if name == full else 1 << 30 for name in ("library", "sorting")}
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=free.get(Path(place), 1 << 30)))
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    with refused(DiskFull, ProblemCode.DISK_FULL, folder=full), sqlite_faults(tmp_path / "library"):
        raise error
