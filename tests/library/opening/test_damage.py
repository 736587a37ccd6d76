"""What is damaged is named with its remedy; what is derived never locks a library; and a check means it."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from faceorg.boxes import Box
from faceorg.catalog import clusters, evidence, people, vectors
from faceorg.catalog.journal.triggers import DECIDED_TABLES
from faceorg.catalog.pictures import photos
from faceorg.catalog.storage.faults import CATALOG_FILE, DERIVED_FILES, EMBEDDINGS_FILE, THUMBNAILS_FILE
from faceorg.domain import FaceId
from faceorg.errors import LibraryDamaged, LibraryProblem
from faceorg.images.thumbnails import face_thumbnail
from faceorg.library import maintenance
from faceorg.library.opening import backups
from faceorg.library.opening.library import Library
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits
from faceorg.library.views import face_views
from faceorg.messages.codes import FindingCode, ProblemCode
from tests.problems import refused


def change(file: Path, *statements: str) -> None:
    """Run SQL behind the program's back."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def damage_values(file: Path, statement: str) -> None:
    """Write what neither the journal nor the tables' own rules would let in, as a damaged page may hold it."""
    off = ("PRAGMA ignore_check_constraints = ON", "UPDATE journal_state SET mode = 'replay'")
    change(file, *off, statement, "UPDATE journal_state SET mode = 'closed'")


TABLES = {CATALOG_FILE: "faces", EMBEDDINGS_FILE: "embeddings", THUMBNAILS_FILE: "thumbnails"}


def tear(folder: Path, name: str) -> None:
    """Make the first page of a file's chief table nonsense: the file opens, and no row of that table reads."""
    with closing(sqlite3.connect(folder / name)) as connection:
        page_bytes = connection.execute("PRAGMA page_size").fetchone()[0]
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        at = (connection.execute(query, (TABLES[name],)).fetchone()[0] - 1) * page_bytes
    data = bytearray((folder / name).read_bytes())
    data[at : at + page_bytes] = random.Random(3).randbytes(page_bytes)
    (folder / name).write_bytes(bytes(data))


@pytest.fixture
def named(family):
    """A closed library in which Anna has a name. Yields its studio."""
    edits.name_cluster(family.library, clusters.clusters(family.library.catalog)[0].id, "Anna")
    family.library.close()
    return family


def reopened(studio, **options) -> Library:
    studio.library = open_library(studio.library.folder, **options)
    return studio.library


def found(library: Library, **options) -> list:
    return [finding.message.code for finding in maintenance.check(library, **options).findings]


@pytest.fixture
def rebuilt(monkeypatch):
    """rebuilt(studio): rebuild its library with the faces that were planned."""

    def rebuild(studio):
        analyze = maintenance.ingest.analyze
        with monkeypatch.context() as patched:
            patched.setattr(
                maintenance.ingest, "analyze", lambda library, **rest: analyze(library, pool=studio.pool(), **rest)
            )
            return maintenance.rebuild(studio.library)

    return rebuild


def names(library: Library) -> dict[str, int]:
    return {summary.person.name: summary.faces for summary in people.summaries(library.catalog)}


# ---------------------------------------------------------------- derived files
@pytest.mark.parametrize("name", DERIVED_FILES.values())
@pytest.mark.parametrize("how", ["no database", "cut off", "of another program", "of other tables"])
def test_a_derived_file_that_does_not_open_is_dropped_with_a_line(named, name, how):
    file = named.library.folder / name
    if how == "no database":
        file.write_bytes(b"rubbish" * 1000)
    elif how == "cut off":
        file.write_bytes(file.read_bytes()[:50])
    elif how == "of another program":
        file.unlink()
        change(file, "CREATE TABLE theirs (x)")
    else:
        tables = {EMBEDDINGS_FILE: "embeddings", THUMBNAILS_FILE: "thumbnails"}
        change(file, f"DROP TABLE {tables[name]}", f"CREATE TABLE {tables[name]} (something_else)")
    told = []
    library = reopened(named, tell=told.append)
    assert [(message.code, message.fields["file"]) for message in told] == [
        (FindingCode.DERIVED_FILE_DROPPED, str(file))
    ]
    assert names(library) == {"Anna": 4}
    named.scan()
    assert found(library) == []


@pytest.mark.parametrize("name", DERIVED_FILES.values())
def test_a_missing_derived_file_is_filled_again_by_the_next_scan(named, name):
    (named.library.folder / name).unlink()
    library = reopened(named)
    named.scan()
    assert found(library) == []


@pytest.mark.parametrize("name", DERIVED_FILES.values())
def test_reading_goes_on_without_a_derived_file_that_is_damaged(named, name):
    file = named.library.folder / name
    file.write_bytes(b"rubbish" * 1000)
    told = []
    with open_library(named.library.folder, edit=False, tell=told.append) as reader:
        assert names(reader) == {"Anna": 4}
        assert face_views.thumbnail(reader, 1) == (None if name == THUMBNAILS_FILE else b"jpeg")
    assert [message.code for message in told] == [FindingCode.DERIVED_FILE_LEFT_OUT]
    assert file.read_bytes() == b"rubbish" * 1000


@pytest.mark.parametrize("name", DERIVED_FILES.values())
def test_damage_inside_a_derived_file_is_named_and_rebuild_drops_it(named, name, rebuilt):
    """While another connection has it open, as the window has while its helper rebuilds."""
    tear(named.library.folder, name)
    library = reopened(named)
    with Library(library.folder, shared=True) as window:
        with pytest.raises(LibraryDamaged) as raised:
            vectors.embeddings_after(library.catalog, "fake")
            vectors.thumbnail(library.catalog, 1)
        assert raised.value.code is ProblemCode.DERIVED_FILE_DAMAGED and raised.value.fields["file"] == name
        assert set(found(library)) == {FindingCode.DERIVED_DAMAGE}
        assert rebuilt(named).findings == ()
        assert names(library) == {"Anna": 4}
        assert vectors.thumbnail(window.catalog, 1) == b"jpeg"
        assert len(vectors.embeddings_after(window.catalog, "fake").face_ids) == 8


def test_damage_of_the_catalogue_is_never_laid_on_a_derived_file(named):
    tear(named.library.folder, CATALOG_FILE)
    library = reopened(named)
    with pytest.raises(LibraryDamaged) as raised:
        vectors.faces_without_embedding(library.catalog, "fake")
    assert raised.value.code is ProblemCode.CATALOG_DAMAGED


def test_a_folder_in_the_place_of_a_derived_file_is_named_and_left_alone(named):
    file = named.library.folder / THUMBNAILS_FILE
    file.unlink()
    file.mkdir()
    (file / "mine.txt").write_text("mine")
    with pytest.raises(LibraryProblem) as raised:
        open_library(named.library.folder)
    assert raised.value.code is ProblemCode.DERIVED_FILE_IN_THE_WAY and raised.value.fields["file"] == str(file)
    assert (file / "mine.txt").read_text() == "mine"


def test_an_edit_lane_that_shares_the_files_drops_nothing(named):
    """The helper process: the window has the files open."""
    file = named.library.folder / THUMBNAILS_FILE
    file.write_bytes(b"rubbish" * 1000)
    with pytest.raises(LibraryDamaged):
        Library(named.library.folder, shared=True)
    assert file.read_bytes() == b"rubbish" * 1000


# ---------------------------------------------------------------- the check
def test_check_names_a_damaged_catalogue_and_looks_at_what_does_not_need_it(named):
    tear(named.library.folder, CATALOG_FILE)
    report = maintenance.check(reopened(named))
    assert report.findings[0].message.code is FindingCode.CATALOG_FILE_DAMAGED
    assert report.findings[0].message.fields["file"] == CATALOG_FILE
    assert (report.photos, report.faces) == (7, 0)


def test_check_names_a_missing_table(named):
    change(named.library.folder / CATALOG_FILE, "DROP TABLE separations")
    assert found(reopened(named))[0] is FindingCode.CATALOG_FILE_DAMAGED


def test_check_names_rows_that_speak_of_rows_that_are_not_there(named):
    change(named.library.folder / CATALOG_FILE, "DELETE FROM photos WHERE id = 1")
    assert FindingCode.ROW_WITHOUT_PARTNER in found(reopened(named))


def test_check_names_a_row_that_makes_no_sense(named):
    change(named.library.folder / CATALOG_FILE, "UPDATE photos SET taken_at = 'the day before' WHERE id = 3")
    report = maintenance.check(reopened(named))
    (told,) = [one.message for one in report.findings if one.message.code is ProblemCode.ROW_MAKES_NO_SENSE]
    assert (told.fields["table"], told.fields["row"]) == ("photos", "3")


def test_check_goes_on_where_a_state_makes_no_sense(named):
    damage_values(named.library.folder / CATALOG_FILE, "UPDATE photos SET state = 'lost' WHERE id = 3")
    assert found(reopened(named)) == [FindingCode.CATALOG_FILE_DAMAGED]


@pytest.mark.parametrize(
    ("table", "damage", "read"),
    [
        ("roots", "INSERT INTO roots (path, added_at, scanned_at) VALUES ('p', 'now', 'then')", photos.roots),
        ("people", "UPDATE people SET born_on = 'in May'", evidence.births),
        ("ignored", "INSERT INTO ignored (face_id, reason) SELECT min(id), 'no' FROM faces", people.ignored),
        ("photos", "UPDATE photos SET state = 'lost'", photos.counts_by_state),
    ],
)
def test_whoever_reads_a_value_that_makes_no_sense_says_of_which_table(named, table, damage, read):
    damage_values(named.library.folder / CATALOG_FILE, damage)
    with refused(LibraryDamaged, ProblemCode.ROW_MAKES_NO_SENSE, table=table):
        read(reopened(named).catalog)


@pytest.mark.parametrize("table", DECIDED_TABLES)
@pytest.mark.parametrize("kind", ["recorded", "guarded"])
@pytest.mark.parametrize("event", ["insert", "update", "delete"])
def test_check_names_a_journal_trigger_that_is_gone_and_rebuild_makes_it_again(named, rebuilt, table, kind, event):
    change(named.library.folder / CATALOG_FILE, f"DROP TRIGGER {table}_{event}_{kind}")
    library = reopened(named)
    findings = {finding.message.code: finding.message for finding in maintenance.check(library).findings}
    assert findings[FindingCode.PROGRAMS_MISSING].fields["names"] == f"{table}_{event}_{kind}"
    assert findings[FindingCode.JOURNAL_DOES_NOT_RECORD].fields["table"] == table
    assert rebuilt(named).findings == ()


def test_check_sets_triggers_off_and_leaves_nothing_behind(named):
    """One that is there and never fires is found by what it does, not by its name."""
    library = reopened(named)
    with closing(sqlite3.connect(library.folder / CATALOG_FILE)) as connection:
        before = list(connection.iterdump())
    assert found(library) == []
    with closing(sqlite3.connect(library.folder / CATALOG_FILE)) as connection:
        assert list(connection.iterdump()) == before
    change(
        library.folder / CATALOG_FILE,
        "DROP TRIGGER people_insert_recorded",
        "CREATE TRIGGER people_insert_recorded AFTER INSERT ON people WHEN 0 BEGIN SELECT 1; END",
    )
    assert FindingCode.JOURNAL_DOES_NOT_RECORD in found(library)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE edit_rows SET after = 'no json' WHERE id = 2",
        "UPDATE edit_rows SET after = '[1]' WHERE id = 2",
        'UPDATE edit_rows SET after = \'{"face_id": "one", "person_id": 1, "origin": "user"}\' WHERE id = 2',
        'UPDATE edit_rows SET after = \'{"face_id": 1, "person_id": 1}\' WHERE id = 2',
        "UPDATE edit_rows SET after = NULL WHERE id = 2",
        "UPDATE edit_rows SET tbl = 'photos' WHERE id = 2",
        "UPDATE edits SET facts = 'no json'",
        "UPDATE edits SET made_at = 'yesterday'",
    ],
)
def test_check_names_journal_rows_that_do_not_read(named, damage):
    change(named.library.folder / CATALOG_FILE, damage)
    report = maintenance.check(reopened(named))
    (told,) = [one.message for one in report.findings if one.message.code is FindingCode.JOURNAL_ROWS_UNREADABLE]
    assert dict(told.fields) == {"count": 1, "first": 1}


VECTORS = {
    "not finite": np.full(512, np.nan, np.float16).tobytes(),
    "of no length": np.zeros(512, np.float16).tobytes(),
    "of length two": (np.ones(512, np.float16) * np.float16(2 / 512**0.5)).tobytes(),
    "cut off": b"\x01" * 513,
    "empty": b"",
    "of another size": np.full(256, 1 / 16, np.float16).tobytes(),
}


@pytest.mark.parametrize("kind", VECTORS)
def test_check_names_vectors_that_cannot_be_used_and_nothing_is_found_by_them(named, rebuilt, kind):
    with closing(sqlite3.connect(named.library.folder / EMBEDDINGS_FILE, isolation_level=None)) as connection:
        connection.execute("UPDATE embeddings SET vector = ? WHERE face_id = 2", (VECTORS[kind],))
    shutil.rmtree(named.library.folder / "index")
    library = reopened(named)
    batch = vectors.embeddings_after(library.catalog, "fake")
    assert 2 not in batch.face_ids and len(batch.face_ids) == 7
    assert np.allclose(np.linalg.norm(batch.vectors, axis=1), 1, atol=1e-5)
    report = maintenance.check(library)
    (told,) = [one.message for one in report.findings if one.message.code is FindingCode.VECTORS_UNUSABLE]
    assert told.fields["count"] == 1
    assert rebuilt(named).findings == ()


COUNTS = {
    FindingCode.ORPHAN_EMBEDDINGS: (
        EMBEDDINGS_FILE,
        "INSERT INTO embeddings (face_id, pack_id, vector) SELECT 999, pack_id, vector FROM embeddings LIMIT 1",
    ),
    FindingCode.FACES_WITHOUT_EMBEDDING: (EMBEDDINGS_FILE, "DELETE FROM embeddings WHERE face_id = 3"),
    FindingCode.FACES_WITHOUT_PICTURE: (THUMBNAILS_FILE, "DELETE FROM thumbnails WHERE face_id = 3"),
    FindingCode.PICTURES_OF_NO_FACE: (THUMBNAILS_FILE, "INSERT INTO thumbnails VALUES (999, x'00')"),
    FindingCode.NUMBERS_GIVEN_TWICE: (CATALOG_FILE, "UPDATE sqlite_sequence SET seq = 2 WHERE name = 'faces'"),
}


@pytest.mark.parametrize("code", COUNTS)
def test_check_names_counts_that_do_not_agree_and_rebuild_mends_them(named, rebuilt, code):
    name, statement = COUNTS[code]
    change(named.library.folder / name, statement)
    assert code in found(reopened(named))
    assert rebuilt(named).findings == ()


@pytest.mark.parametrize("table", ["thumbnails", "photo_previews"])
def test_check_names_a_byte_that_was_flipped_inside_a_small_picture(named, rebuilt, table):
    """SQLite finds nothing wrong with it: the row is as long as it was."""
    file = named.library.folder / THUMBNAILS_FILE
    pixels = np.random.default_rng(1).integers(0, 255, (300, 300, 3), np.uint8)
    picture = face_thumbnail(pixels, Box(0.2, 0.2, 0.5, 0.5))

    def keep(jpeg: bytes) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            if table == "thumbnails":
                connection.execute("UPDATE thumbnails SET jpeg = ? WHERE face_id = 3", (jpeg,))
            else:
                connection.execute("INSERT OR REPLACE INTO photo_previews VALUES (1, ?, ?)", ("x", jpeg))

    keep(picture)
    assert FindingCode.PICTURES_DAMAGED not in found(reopened(named))
    assert table != "thumbnails" or face_views.thumbnail(named.library, FaceId(3)) == picture
    named.library.close()
    flipped = bytearray(picture)
    flipped[len(picture) // 2] ^= 4
    keep(bytes(flipped))
    assert FindingCode.PICTURES_DAMAGED in found(reopened(named))
    assert table != "thumbnails" or face_views.thumbnail(named.library, FaceId(3)) is None
    assert rebuilt(named).findings == ()


def test_a_library_of_which_no_photo_could_be_read_is_not_sound(studio):
    studio.take("one.png", "anna")
    studio.plans.clear()
    studio.scan()
    (finding,) = maintenance.check(studio.library).findings
    assert finding.message.code is FindingCode.EVERY_PHOTO_FAILED and finding.message.fields["count"] == 1


def test_check_names_a_backup_that_is_of_no_use(named):
    file = backups.backups(named.library.folder)[0]
    file.write_bytes(b"rubbish" * 1000)
    (finding,) = maintenance.check(reopened(named)).findings
    assert finding.message.code is FindingCode.BACKUP_DAMAGED and finding.path == file


def test_a_history_with_a_gap_is_shown(named):
    from faceorg.library.opening import history

    change(named.library.folder / CATALOG_FILE, "UPDATE edits SET facts = 'no json'")
    library = reopened(named)
    assert len(history.history(library)) == 1
    assert photos.counts_by_state(library.catalog)
