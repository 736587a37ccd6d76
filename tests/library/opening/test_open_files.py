"""Files are closed before they are replaced or deleted: Windows refuses what a process has open or mapped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from faceorg.catalog import clusters, people
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoState
from faceorg.library import maintenance, wiping
from faceorg.library.opening import backups
from faceorg.library.opening.index_files import INDEX_FOLDER
from faceorg.library.opening.open_library import open_library
from faceorg.library.opening.restoring import restore
from faceorg.library.people import edits
from faceorg.library.recognising.vectors import space_of
from faceorg.library.scanning import forgetting
from tests.systems import keep_open_files_in_place, open_paths

pytestmark = pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="asks Linux what a process has open")


@pytest.fixture
def named(family):
    edits.name_cluster(family.library, clusters.clusters(family.library.catalog)[0].id, "Anna")
    return family


@pytest.fixture
def refused(named, monkeypatch) -> list[str]:
    """What Windows would refuse to delete, rename or replace in the library from now on."""
    return keep_open_files_in_place(monkeypatch, named.library.folder)


def open_in(folder: Path) -> list[str]:
    return sorted(path for path in open_paths() if path.startswith(str(folder)))


def test_a_closed_library_has_no_file_open(named):
    library = named.library
    assert len(space_of(library)) == 8
    assert any(INDEX_FOLDER in path for path in open_in(library.folder)), "the vectors are mapped"
    library.close()
    assert open_in(library.folder) == []


def test_a_reader_leaves_nothing_open_and_no_passing_file(named, tmp_path, monkeypatch):
    named.library.close()
    with open_library(named.library.folder, edit=False) as reader:
        assert len(space_of(reader)) == 8
    assert open_in(named.library.folder) == []


def test_a_library_is_wiped_while_its_last_user_still_holds_it(own_cache, named, refused):
    library = named.library
    assert len(space_of(library)) == 8
    library.close()
    wiping.wipe(library.folder)
    assert refused == []
    assert os.listdir(library.folder) == ["settings.toml"]


def test_a_backup_is_put_back_while_the_last_user_still_holds_the_library(named, refused):
    library = named.library
    backups.back_up(library)
    edits.rename_person(library, people.people(library.catalog)[0].id, "Hanna")
    library.close()
    restore(library.folder, backups.backups(library.folder)[-1].name)
    assert refused == []
    with open_library(library.folder) as again:
        assert [person.name for person in people.people(again.catalog)] == ["Anna"]


def test_an_index_is_saved_over_and_over(named, refused):
    for number in range(3):
        named.take(f"new{number}.png", "anna", "carl")
        named.scan()
    assert refused == []
    assert len(space_of(named.library)) == 14
    kinds = sorted(path.suffix for path in (named.library.folder / INDEX_FOLDER).glob("*/*"))
    assert kinds == [".f32", ".i64", ".json"]


def test_what_is_derived_is_made_anew(named, refused, monkeypatch):
    analyze = maintenance.ingest.analyze
    monkeypatch.setattr(
        maintenance.ingest, "analyze", lambda library, **options: analyze(library, pool=named.pool(), **options)
    )
    assert len(space_of(named.library)) == 8
    maintenance.rebuild(named.library)
    assert refused == []
    assert len(space_of(named.library)) == 8


def test_vectors_of_forgotten_photos_do_not_stay_on_the_disk(named, refused):
    assert len(space_of(named.library)) == 8
    gone = named.photos / "anna0.png"
    gone.unlink()
    named.scan()
    lost = [one.id for one in photos.all_photos(named.library.catalog) if one.state is PhotoState.MISSING]
    assert forgetting.forget(named.library, lost).photos == 1
    assert refused == []
    assert list((named.library.folder / INDEX_FOLDER).glob("*/*.f32")) == []
