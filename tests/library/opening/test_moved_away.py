"""A library whose folder goes away while it is open: what was said of it is where it went, and nothing comes anew."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from faceorg.catalog import clusters, people
from faceorg.errors import LibraryProblem
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits
from faceorg.messages.codes import FindingCode, ProblemCode, ReasonCode
from faceorg.messages.message import Message
from tests.problems import refused

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a folder with open files is not moved there")


@pytest.fixture
def named(family) -> Path:
    """The folder of a closed library in which Anna has a name."""
    edits.name_cluster(family.library, clusters.clusters(family.library.catalog)[0].id, "Anna")
    family.library.close()
    return family.library.folder


def in_another_thread(ask) -> BaseException | None:
    """Ask with a connection of its own; return what it met."""
    met: list[BaseException] = []

    def asking() -> None:
        try:
            ask()
        except LibraryProblem as problem:
            met.append(problem)

    thread = threading.Thread(target=asking)
    thread.start()
    thread.join()
    return met[0] if met else None


@pytest.mark.parametrize("another_came", [False, True])
def test_a_name_given_after_the_folder_was_moved_is_where_it_went(named, another_came):
    told: list[Message] = []
    away = named.with_name("away")
    with open_library(named, tell=told.append) as library:
        people.people(library.catalog)
        named.rename(away)
        if another_came:
            named.mkdir()
        edits.rename_person(library, people.people(library.catalog)[0].id, "Anna Keller")
        met = in_another_thread(lambda: people.people(library.catalog))
        with refused(LibraryProblem, ProblemCode.LIBRARY_NOT_USABLE, why=ReasonCode.FILE_NOT_FOUND):
            raise met or AssertionError("a new connection found something")
    assert not (named / "catalog.sqlite").exists()
    assert all(message.code is FindingCode.NO_BACKUP_MADE for message in told)
    with open_library(away) as library:
        assert [person.name for person in people.people(library.catalog)] == ["Anna Keller"]
