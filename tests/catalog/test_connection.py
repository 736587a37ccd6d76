"""Files, rights, versions and damage: what opening a catalogue promises."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceorg.catalog import migrations, people
from faceorg.catalog.journal import journal
from faceorg.catalog.journal.triggers import create_triggers
from faceorg.catalog.pictures import photos
from faceorg.catalog.storage.connection import CATALOG_FILE, Catalog
from faceorg.catalog.storage.paths import path_to_text, text_to_path
from faceorg.edits import EditFacts, EditKind
from faceorg.errors import LibraryDamaged, LibraryProblem, LibraryReadOnly, LibraryTooNew, NotFound
from faceorg.messages.codes import ProblemCode
from tests.problems import refused

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.mark.skipif(os.name == "nt", reason="rights are inherited from the profile on Windows")
def test_only_the_owner_can_read_a_library(catalog):
    assert stat.S_IMODE(catalog.folder.stat().st_mode) == 0o700
    files = list(catalog.folder.iterdir())
    assert len(files) >= 3
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


@pytest.mark.skipif(os.name == "nt", reason="rights are inherited from the profile on Windows")
def test_a_folder_that_becomes_a_library_is_closed_to_others(tmp_path):
    (tmp_path / "open").mkdir(mode=0o755)
    Catalog(tmp_path / "open").close()
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o700


def test_a_library_of_a_newer_version_is_left_alone(tmp_path):
    Catalog(tmp_path).close()
    with sqlite3.connect(tmp_path / CATALOG_FILE) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    with refused(LibraryTooNew, ProblemCode.LIBRARY_TOO_NEW):
        Catalog(tmp_path)


def test_a_damaged_catalogue_offers_the_backup(tmp_path):
    Catalog(tmp_path).close()
    (tmp_path / CATALOG_FILE).write_bytes(b"not a database at all, but long enough to look at" * 100)
    with refused(LibraryDamaged, ProblemCode.CATALOG_DAMAGED):
        Catalog(tmp_path)


def test_another_programs_database_is_not_taken_for_a_catalogue(tmp_path):
    with sqlite3.connect(tmp_path / CATALOG_FILE) as connection:
        connection.execute("CREATE TABLE theirs (x)")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with refused(LibraryDamaged, ProblemCode.CATALOG_OF_ANOTHER_PROGRAM):
        Catalog(tmp_path)


def test_reading_a_library_that_is_not_there_says_how_to_make_one(tmp_path):
    with refused(NotFound, ProblemCode.NO_LIBRARY):
        Catalog(tmp_path / "nowhere", read_only=True)


def test_a_file_in_the_way_is_said_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    with refused(LibraryProblem, ProblemCode.FILE_IN_THE_WAY):
        Catalog(tmp_path / "file" / "library")


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_folder_without_rights_is_said_in_one_sentence(tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    with refused(LibraryReadOnly, ProblemCode.LIBRARY_NOT_WRITABLE):
        Catalog(tmp_path / "closed" / "library")


def test_a_reader_cannot_write(catalog):
    reader = Catalog(catalog.folder, read_only=True)
    with pytest.raises(LibraryReadOnly):
        photos.add_pending(reader, [(Path("/a.jpg"), 1, 1)])
    reader.close()


def test_every_thread_gets_a_connection_of_its_own(catalog):
    seen = []
    thread = threading.Thread(target=lambda: seen.append(catalog.connection))
    thread.start()
    thread.join()
    assert seen[0] is not catalog.connection


def test_nested_transactions_roll_back_alone(catalog):
    with catalog.atomic():
        photos.add_pending(catalog, [(Path("/kept.jpg"), 1, 1)])
        with pytest.raises(sqlite3.IntegrityError), catalog.atomic():
            photos.add_pending(catalog, [(Path("/lost.jpg"), 1, 1), (Path("/lost.jpg"), 1, 1)])
    assert [photo.path for photo in photos.all_photos(catalog)] == [Path("/kept.jpg")]


@given(st.binary(min_size=1, max_size=30).filter(lambda raw: b"\0" not in raw and raw != b"."))
def test_any_file_name_survives_the_catalogue(raw):
    path = Path(os.fsdecode(b"/" + raw))
    text = path_to_text(path)
    text.encode("utf-8")  # what SQLite asks of it
    assert text_to_path(text) == path


def test_migrations_are_numbered_without_gaps_and_split_into_whole_statements():
    numbers = [number for number, _file in migrations.scripts()]
    assert numbers == list(range(1, len(numbers) + 1)) and numbers
    for _number, file in migrations.scripts():
        statements = migrations.split_statements(file.read_text(encoding="utf-8"))
        assert all(sqlite3.complete_statement(statement) for statement in statements)


def test_the_schema_is_strict_and_every_index_names_its_query(catalog):
    tables = catalog.connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    assert len(tables) >= 15
    assert all("STRICT" in row["sql"] for row in tables)
    script = migrations.scripts()[0][1].read_text(encoding="utf-8").splitlines()
    indexes = [number for number, line in enumerate(script) if line.startswith("CREATE INDEX")]
    assert indexes
    for number in indexes:
        assert script[number - 1].startswith("--"), script[number]


@pytest.mark.parametrize("version", [number for number, _file in migrations.scripts()][:-1])
def test_an_old_catalogue_is_backed_up_and_brought_up_to_date_with_all_its_decisions(tmp_path, version):
    folder = tmp_path / "library"
    folder.mkdir()
    make_old_catalogue(folder / CATALOG_FILE, version)
    with refused(LibraryReadOnly, ProblemCode.LIBRARY_TOO_OLD):
        Catalog(folder, read_only=True)
    catalog = Catalog(folder)
    assert catalog.connection.execute("PRAGMA user_version").fetchone()[0] == migrations.latest_version()
    assert [person.name for person in people.people(catalog)] == ["Anna"]
    with journal.edit(catalog, EditFacts(EditKind.NAMED)):
        people.insert_person(catalog.connection, "Ben")
    fresh = Catalog(tmp_path / "fresh")
    assert shape_of(catalog) == shape_of(fresh)
    assert (folder / "backups" / f"catalog-before-version-{version}.sqlite").is_file()
    catalog.close()
    fresh.close()


def make_old_catalogue(file: Path, version: int) -> None:
    """What a release of that version left behind: its tables, its triggers, one named person."""
    connection = sqlite3.connect(file, isolation_level=None)
    migrations.apply_scripts(connection, after=0, up_to=version)
    connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    connection.execute("INSERT INTO people (name) VALUES ('Anna')")
    create_triggers(connection)
    connection.close()


def shape_of(catalog: Catalog) -> set[tuple[str, str]]:
    rows = catalog.connection.execute("SELECT name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL")
    return {(row[0], row[1]) for row in rows}
