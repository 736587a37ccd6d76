"""A catalogue that is gone, or empty, beside backups or embeddings is a lost one, and no new library."""

from __future__ import annotations

import shutil

import pytest

from faceorg.catalog.storage.faults import CATALOG_FILE, EMBEDDINGS_FILE
from faceorg.catalog.storage.soundness import fault_of
from faceorg.errors import LibraryDamaged, NotFound
from faceorg.library.opening.library import require_library
from faceorg.library.opening.open_library import open_library
from faceorg.library.opening.restoring import restore
from faceorg.messages.codes import ProblemCode
from tests.library.opening.test_restoring import change, names_in
from tests.library.opening.test_restoring import named as named  # a fixture


@pytest.mark.parametrize("how", ["missing", "zero bytes", "a header alone"])
@pytest.mark.parametrize("beside", ["backups", "embeddings"])
def test_a_lost_catalogue_is_said_and_is_no_new_library(named, how, beside):
    folder = named.library.folder
    (folder / CATALOG_FILE).unlink()
    if how == "zero bytes":
        (folder / CATALOG_FILE).touch()
    elif how == "a header alone":
        change(folder / CATALOG_FILE, "PRAGMA journal_mode = WAL")
    if beside == "backups":
        (folder / EMBEDDINGS_FILE).unlink()
    else:
        shutil.rmtree(folder / "backups")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "log" not in path.suffix}
    for act in (
        lambda: open_library(folder),
        lambda: open_library(folder, edit=False),
        lambda: require_library(folder),
    ):
        with pytest.raises(LibraryDamaged) as raised:
            act()
        assert raised.value.code is ProblemCode.CATALOG_LOST
    assert {path: path.read_bytes() for path in before} == before
    if beside == "backups":
        assert restore(folder).put_aside is None or how != "missing"
        assert names_in(folder) == ["Anna"]
    else:
        with pytest.raises(NotFound) as none:
            restore(folder)
        assert none.value.code is ProblemCode.NO_SOUND_BACKUP


def test_a_first_start_that_was_killed_is_no_lost_catalogue(tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    for name in (CATALOG_FILE, EMBEDDINGS_FILE):
        (folder / name).touch()
    open_library(folder).close()
    assert fault_of(folder / CATALOG_FILE) is None


def test_a_database_of_another_program_is_never_written_into(tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    change(folder / CATALOG_FILE, "CREATE TABLE theirs (x)")
    before = (folder / CATALOG_FILE).read_bytes()
    with pytest.raises(LibraryDamaged) as raised:
        open_library(folder)
    assert raised.value.code is ProblemCode.CATALOG_OF_ANOTHER_PROGRAM
    assert (folder / CATALOG_FILE).read_bytes() == before
