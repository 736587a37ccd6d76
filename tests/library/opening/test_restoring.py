"""A backup is sound, is chosen, and takes the catalogue's place without losing what was there."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from faceorg.catalog import clusters, faces, people
from faceorg.catalog.storage.faults import CATALOG_FILE, EMBEDDINGS_FILE
from faceorg.catalog.storage.soundness import CatalogFacts, fault_of
from faceorg.errors import InvalidInput, LibraryDamaged, LibraryLocked, LibraryProblem, NotFound
from faceorg.library import maintenance
from faceorg.library.opening import backups
from faceorg.library.opening.open_library import open_library
from faceorg.library.opening.restoring import keep_through_closing, restore, restore_kept
from faceorg.library.people import edits
from faceorg.messages.codes import FindingCode, ProblemCode, ReasonCode


def name_largest(studio, name):
    return edits.name_cluster(studio.library, clusters.clusters(studio.library.catalog)[0].id, name)


def names_in(folder: Path) -> list[str]:
    with open_library(folder, edit=False) as library:
        return [person.name for person in people.people(library.catalog)]


def change(file: Path, *statements: str) -> None:
    """Run SQL behind the program's back."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def named(family):
    """A closed library with Anna in its newest backup. Yields its studio."""
    name_largest(family, "Anna")
    family.library.close()
    return family


def next_noon() -> str:
    """The day of the next noon: a backup of then is newer than all made meanwhile, and none of a wrong clock."""
    return f"{datetime.now() + timedelta(hours=12):%Y-%m-%d}"


def as_another_day(folder: Path, day: str) -> Path:
    """Copy the newest backup as one of another day."""
    newest = backups.backups(folder)[0]
    return Path(shutil.copy2(newest, newest.with_name(f"catalog-{day}-120000.sqlite")))


# ---------------------------------------------------------------- what a backup must be
DAMAGES = {
    ReasonCode.FILE_EMPTY: lambda file: file.write_bytes(b""),
    ReasonCode.NOT_A_DATABASE: lambda file: file.write_bytes(b"no database" * 1000),
    ReasonCode.MADE_BY_ANOTHER_PROGRAM: lambda file: change(file, "PRAGMA application_id = 7"),
    ReasonCode.MADE_BY_NEWER_FACEORG: lambda file: change(file, "PRAGMA user_version = 999"),
    ReasonCode.TABLES_MISSING: lambda file: change(file, "DROP TABLE face_boxes"),
    ReasonCode.JOURNAL_UNUSABLE: lambda file: change(file, "UPDATE journal_state SET mode = 'edit'"),
    ReasonCode.ROWS_WITHOUT_PARTNER: lambda file: change(file, "DELETE FROM photos"),
}


@pytest.mark.parametrize("reason", DAMAGES)
def test_a_backup_with_a_fault_is_not_sound(named, reason):
    file = backups.backups(named.library.folder)[0]
    assert fault_of(file) is None
    DAMAGES[reason](file)
    assert fault_of(file).code is reason


def test_a_backup_passes_sqlites_full_check_not_the_quick_one(named):
    """An index that lacks a row is what the quick check does not see."""
    file = backups.backups(named.library.folder)[0]
    change(
        file,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE INDEX photos_by_hash ON photos (path)' WHERE name = 'photos_by_hash'",
    )
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    assert fault_of(file).code is ReasonCode.SQLITE_SAYS


def test_a_trigger_of_the_journal_that_is_gone_is_a_fault(named):
    file = backups.backups(named.library.folder)[0]
    change(file, "DROP TRIGGER assignments_insert_recorded")
    assert fault_of(file).fields["tables"] == "assignments_insert_recorded"


def test_the_newest_sound_backup_is_put_back_and_a_damaged_one_passed_over(named):
    folder = named.library.folder
    as_another_day(folder, next_noon()).write_bytes(b"no database" * 1000)
    sound = backups.backups(folder)[1]
    (folder / CATALOG_FILE).write_bytes(b"rubbish" * 1000)
    assert restore(folder).backup.file == sound
    assert names_in(folder) == ["Anna"]


def test_one_whose_history_has_gaps_is_put_back_only_where_there_is_no_other(named):
    folder = named.library.folder
    whole = backups.backups(folder)[0]
    with_gaps = as_another_day(folder, next_noon())
    change(with_gaps, "UPDATE edit_rows SET after = 'no json'")
    (folder / CATALOG_FILE).unlink()
    assert restore(folder).backup.file == whole
    whole.unlink()
    (folder / CATALOG_FILE).unlink()
    assert restore(folder).backup.file == with_gaps
    assert names_in(folder) == ["Anna"]


# ---------------------------------------------------------------- putting one back
def test_nothing_is_put_back_while_somebody_edits(family):
    name_largest(family, "Anna")
    file = backups.back_up(family.library)
    code = (
        "import sys; from pathlib import Path\n"
        "from faceorg.library.opening.restoring import restore; from faceorg.errors import LibraryLocked\n"
        "try: restore(Path(sys.argv[1]))\n"
        "except LibraryLocked: print('locked')"
    )
    before = (family.library.folder / CATALOG_FILE).stat().st_ino
    ran = subprocess.run([sys.executable, "-c", code, str(family.library.folder)], capture_output=True, text=True)
    assert ran.stdout == "locked\n", ran.stderr
    with pytest.raises(LibraryLocked):
        restore(family.library.folder, file)
    assert (family.library.folder / CATALOG_FILE).stat().st_ino == before


def test_a_sound_catalogue_gives_way_only_when_that_was_agreed_to(named):
    folder = named.library.folder
    with open_library(folder) as library:
        edits.rename_person(library, people.people(library.catalog)[0].id, "Anne")
    old = as_another_day(folder, next_noon())
    asked = []
    with pytest.raises(InvalidInput) as raised:
        restore(folder, old, agreed=lambda backup, present: asked.append((backup, present)))
    assert raised.value.code is ProblemCode.CATALOG_IS_SOUND
    assert [backup.file for backup, _present in asked] == [old]
    assert asked[0][1].facts == CatalogFacts(photos=7, people=1, faces=8, decisions=2)
    assert names_in(folder) == ["Anne"]
    assert restore(folder, agreed=lambda *_both: True).put_aside is not None


def test_a_damaged_catalogue_gives_way_without_a_question(named):
    folder = named.library.folder
    (folder / CATALOG_FILE).write_bytes(b"rubbish" * 1000)
    restore(folder, agreed=lambda *_both: False)
    assert names_in(folder) == ["Anna"]


def test_what_was_in_its_place_is_kept_and_named(named):
    folder = named.library.folder
    rubbish = b"rubbish" * 1000
    (folder / CATALOG_FILE).write_bytes(rubbish)
    done = [restore(folder), restore(folder)]  # in the same second, too
    assert done[0].put_aside.read_bytes() == rubbish
    assert fault_of(done[1].put_aside) is None
    assert len({one.put_aside for one in done}) == 2
    put_back, put_aside = done[0].messages()
    assert put_back.code is FindingCode.PUT_BACK and put_aside.fields["file"] == str(done[0].put_aside)
    assert put_back.fields["people"] == 1 and put_back.fields["decisions"] == 1


def test_what_sqlite_left_beside_the_catalogue_is_not_played_back_into_the_backup(named, tmp_path):
    """A journal of a transaction that never ended: it holds a page of people in which Anna is X."""
    folder, older = named.library.folder, tmp_path / "older.sqlite"
    with closing(sqlite3.connect(folder / CATALOG_FILE)) as catalog, closing(sqlite3.connect(older)) as copy:
        catalog.backup(copy)
    change(
        older,
        "PRAGMA journal_mode = DELETE",
        "UPDATE journal_state SET mode = 'replay'",
        "UPDATE people SET name = 'X'",
    )
    with closing(sqlite3.connect(older, isolation_level=None)) as going_on:
        going_on.execute("PRAGMA cache_size = 1")
        going_on.execute("BEGIN")
        going_on.execute("UPDATE people SET name = 'Y'")
        going_on.execute(
            "CREATE TABLE more AS SELECT zeroblob(1000000)"
        )  # so much that SQLite writes its journal first
        left = folder / f"{CATALOG_FILE}-journal"
        shutil.copy(tmp_path / "older.sqlite-journal", left)
    assert left.stat().st_size > 4096
    (folder / CATALOG_FILE).write_bytes(b"rubbish" * 1000)
    restore(folder)
    assert names_in(folder) == ["Anna"] and not left.exists()


def test_a_backup_is_chosen_by_its_name_or_its_path(named, tmp_path):
    folder = named.library.folder
    old = as_another_day(folder, "2020-02-03")
    elsewhere = Path(shutil.copy2(old, tmp_path / "mine.sqlite"))
    for name in ("catalog-2020-02-03-120000", "catalog-2020-02-03-120000.sqlite", str(old)):
        assert restore(folder, name).backup.file == old
    assert restore(folder, elsewhere).backup.file == elsewhere
    with pytest.raises(NotFound) as raised:
        restore(folder, "catalog-of-yesterday")
    assert raised.value.code is ProblemCode.NO_SUCH_BACKUP


def test_what_lies_in_the_log_beside_a_chosen_catalogue_comes_along(named, tmp_path):
    """As beside a catalogue that was put aside after a power cut: its last names are in no other file."""
    folder, elsewhere = named.library.folder, tmp_path / "elsewhere"
    elsewhere.mkdir()
    with open_library(folder) as library:
        library.catalog.checkpoint()
        edits.rename_person(library, people.people(library.catalog)[0].id, "Anne")
        for suffix in ("", "-wal"):
            shutil.copy2(folder / (CATALOG_FILE + suffix), elsewhere / (CATALOG_FILE + suffix))
    restore(folder, backups.backups(folder)[-1])
    assert restore(folder, elsewhere / CATALOG_FILE).backup.facts.decisions == 2
    assert names_in(folder) == ["Anne"]


def test_a_chosen_backup_that_is_not_sound_is_refused_and_nothing_changes(named):
    folder = named.library.folder
    old = as_another_day(folder, "2020-02-03")
    old.write_bytes(b"rubbish" * 1000)
    before = (folder / CATALOG_FILE).read_bytes()
    with pytest.raises(InvalidInput) as raised:
        restore(folder, old)
    assert raised.value.code is ProblemCode.BACKUP_NOT_SOUND
    assert (folder / CATALOG_FILE).read_bytes() == before


def test_backups_are_listed_with_their_day_people_faces_and_decisions(named):
    folder = named.library.folder
    as_another_day(folder, "2020-02-03")
    as_another_day(folder, "2020-02-04").write_bytes(b"rubbish")
    shutil.copy2(backups.backups(folder)[0], backups.folder_of(folder) / "catalog-before-version-6.sqlite")
    found = backups.every_backup(folder)
    assert sorted(backup.file for backup in found) == sorted(backups.folder_of(folder).iterdir())
    assert found == sorted(found, key=lambda backup: backup.made_at, reverse=True)
    oldest, damaged = found[-1], found[-2]
    assert (oldest.made_at.isoformat(), damaged.facts) == ("2020-02-03T12:00:00", None)
    assert oldest.facts == CatalogFacts(photos=7, people=1, faces=8, decisions=1)


def test_numbers_are_not_given_twice_after_a_backup_was_put_back(named):
    """Faces that came after the backup are forgotten with all that was derived for them; new ones get other numbers."""
    folder = named.library.folder
    old = as_another_day(folder, "2020-02-03")
    named.library = open_library(folder)
    named.take("carl.png", "carl")
    named.scan()
    later = {face.id for face in faces.all_faces(named.library.catalog)}
    newest = max(later)
    named.library.close()
    restore(folder, old)
    with closing(sqlite3.connect(folder / EMBEDDINGS_FILE)) as connection:
        assert connection.execute("SELECT max(face_id) FROM embeddings").fetchone()[0] < newest
    named.library = open_library(folder)
    assert maintenance.check(named.library).findings == ()
    named.scan()
    new = {face.id for face in faces.all_faces(named.library.catalog)} - later
    assert len(new) == 1 and min(new) > newest


# ---------------------------------------------------------------- making them
def test_no_backup_is_made_of_a_damaged_catalogue_and_its_user_hears_of_it(named):
    folder = named.library.folder
    before = {file: file.read_bytes() for file in backups.backups(folder)}
    change(folder / CATALOG_FILE, "DROP TRIGGER assignments_insert_recorded")
    told = []
    with open_library(folder, tell=told.append) as library:
        with pytest.raises(LibraryDamaged) as raised:
            backups.back_up(library)
        edits.rename_person(library, people.people(library.catalog)[0].id, "Anne")
    assert raised.value.code is ProblemCode.BACKUP_REFUSED
    assert [message.code for message in told] == [ProblemCode.BACKUP_REFUSED]
    assert {file: file.read_bytes() for file in backups.backups(folder)} == before


def test_no_backup_is_made_of_an_empty_catalogue(studio):
    with pytest.raises(InvalidInput) as raised:
        backups.back_up(studio.library)
    assert raised.value.code is ProblemCode.NOTHING_TO_BACK_UP
    studio.library.close()
    assert backups.backups(studio.library.folder) == []


def test_backups_without_decisions_never_push_out_those_with(named):
    """As after the catalogue was lost and its photos were scanned anew."""
    folder = named.library.folder
    full = backups.backups(folder)[0]
    (folder / CATALOG_FILE).unlink()
    aside = folder.with_name("aside")
    (folder / "backups").rename(aside)
    (folder / EMBEDDINGS_FILE).unlink()
    named.library = open_library(folder)
    named.scan()
    shutil.rmtree(folder / "backups", ignore_errors=True)
    aside.rename(folder / "backups")
    for day in range(12):
        made = backups.back_up(named.library)
        made.rename(made.with_name(f"catalog-2020-01-{day + 10}-120000.sqlite"))
    kept = [backup.facts.decisions for backup in backups.every_backup(folder)]
    assert full.exists()
    assert kept == [1] + [0] * backups.KEPT_WITHOUT_DECISIONS


def test_the_oldest_of_those_with_decisions_go(named):
    folder = named.library.folder
    for day in range(12):
        as_another_day(folder, f"2020-01-{day + 10}")
    with open_library(folder) as library:
        newest = backups.back_up(library)
    assert len(backups.backups(folder)) == backups.KEPT_BACKUPS
    assert backups.backups(folder)[0] == newest and backups.backups(folder)[-1].stem == "catalog-2020-01-16-120000"


def test_a_backup_never_takes_the_place_of_another(family):
    name_largest(family, "Anna")
    assert len({backups.back_up(family.library) for _ in range(3)}) == 3
    assert len(backups.backups(family.library.folder)) == 3


# ---------------------------------------------------------------- kept until the window has closed
def test_a_backup_kept_through_closing_is_put_back_though_the_backup_itself_is_gone(named):
    folder, wanted = named.library.folder, as_another_day(named.library.folder, "2026-01-02")
    kept = keep_through_closing(folder, wanted)
    wanted.unlink()

    done = restore_kept(folder, kept, program="a test")

    assert (done.backup.made_at.year, done.backup.made_at.month, done.backup.made_at.day) == (2026, 1, 2)
    assert names_in(folder) == ["Anna"]
    assert not kept.file.exists()


def test_a_kept_backup_goes_also_where_it_cannot_be_put_back(named):
    folder = named.library.folder
    kept = keep_through_closing(folder, as_another_day(folder, "2026-01-02"))
    kept.file.write_bytes(b"torn meanwhile")
    with pytest.raises(LibraryProblem):
        restore_kept(folder, kept, program="a test")
    assert not kept.file.exists()
