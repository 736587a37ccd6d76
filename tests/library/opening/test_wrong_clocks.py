"""A clock that was wrong for a day: what was copied then is not the newest for ever (backups, [Note: Clocks])."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from faceorg.catalog import clusters, people
from faceorg.library.opening import backups, restoring
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits

YEARS_S = 20 * 365 * 86_400.0


@pytest.fixture
def named(family) -> Path:
    """The folder of a closed library in which Anna has a name, with one backup."""
    edits.name_cluster(family.library, clusters.clusters(family.library.catalog)[0].id, "Anna")
    family.library.close()
    for old in backups.backups(family.library.folder)[1:]:
        old.unlink()
    return family.library.folder


def of_the_future(folder: Path, number: int = 0) -> Path:
    """A copy of the library's first backup, as a clock that is twenty years ahead would have had it made."""
    first = min((folder / "backups").iterdir())
    copy = first.with_name(f"catalog-2099-01-01-0000{number:02}.sqlite")
    shutil.copy(first, copy)
    then = time.time() + YEARS_S
    os.utime(copy, (then, then))
    return copy


def renamed(folder: Path, name: str) -> None:
    with open_library(folder) as library:
        edits.rename_person(library, people.people(library.catalog)[0].id, name)


def kept_of_today(folder: Path) -> list[Path]:
    return [file for file in backups.backups(folder) if "2099" not in file.name]


@pytest.mark.parametrize("only", [True, False])
def test_sessions_go_on_being_backed_up_beside_a_backup_of_the_future(named, only):
    """only : no other backup is left"""
    of_the_future(named)
    if only:
        kept_of_today(named)[0].unlink()
    before = len(kept_of_today(named))
    renamed(named, "Anna Keller")
    assert len(kept_of_today(named)) > before


def test_what_was_decided_since_is_put_back_and_not_what_seems_to_come_later(named):
    of_the_future(named)
    renamed(named, "Anna Keller")
    (named / "catalog.sqlite").unlink()
    restoring.restore(named)
    with open_library(named, edit=False) as library:
        assert [person.name for person in people.people(library.catalog)] == ["Anna Keller"]


def test_backups_of_the_future_go_first(named):
    of_the_future_still = {of_the_future(named, number) for number in range(backups.KEPT_BACKUPS)}
    for number in range(3):
        renamed(named, f"Anna {number}")
    assert len(kept_of_today(named)) >= 4
    assert len(of_the_future_still & set(backups.backups(named))) == backups.KEPT_BACKUPS - len(kept_of_today(named))


def test_a_clock_that_was_set_back_since_the_last_backup_costs_none(named):
    """By some hours, so that the last backup is no older than what is decided now."""
    last = backups.backups(named)[0]
    ahead = time.time() + 5 * 3600
    os.utime(last, (ahead, ahead))
    renamed(named, "Anna Keller")
    assert len(backups.backups(named)) > 1
