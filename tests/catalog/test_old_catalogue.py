"""A library that the release before made (see make_old_catalogue.py): its journal becomes data, and loses nothing."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from faceorg.catalog import migrations
from faceorg.catalog.journal import journal
from faceorg.catalog.journal.triggers import DECIDED_TABLES
from faceorg.catalog.migrations.old_labels import Rows, facts_of_label
from faceorg.catalog.storage.connection import CATALOG_FILE, Catalog
from faceorg.catalog.storage.health import catalog_file_problems, row_problems
from faceorg.catalog.storage.soundness import fault_of
from faceorg.cli.edit_words import in_words
from faceorg.domain import IgnoreReason, PersonId
from faceorg.edits import EditFacts, EditKind, NamedPerson
from faceorg.errors import LibraryReadOnly
from faceorg.library.opening import history
from faceorg.library.opening.library import Library
from faceorg.library.opening.restoring import restore
from faceorg.messages.codes import ProblemCode
from tests.problems import refused

OLD = Path(__file__).with_name("old_catalogue_3.sqlite")
# Its history as its own command line said it, oldest first; the last five were taken back.
SAID = [
    "Named 6 faces Anna",
    "Named 2 faces Ben and Jerry",
    "Named 1 face Ben and Jerry",
    "Named 2 faces Tim to Tom",
    "Named 1 face Ben",
    "Named 1 face Benny into the wild",
    "Renamed Tim to Tom to Cleo in Paris to stay",
    "Renamed Anna to Anna O'Neil",
    "Confirmed 2 faces",
    "Took the name off 1 face",
    "Keep Cleo in Paris to stay and Anna O'Neil apart",
    "Merged Ben and Benny into the wild into Ben and Jerry (2 faces)",
    "Hid Cleo in Paris to stay",
    "Showed Cleo in Paris to stay",
    "Chose a cover for Anna O'Neil",
    "Set Anna O'Neil's birth date to 1985-12-02",
    "Set Cleo in Paris to stay's birth date to 1990-01-31",
    "Cleared Cleo in Paris to stay's birth date",
    "1 face is not Anna O'Neil",
    "2 faces are not Cleo in Paris to stay",
    "Ignored 2 faces (a stranger)",
    "Ignored 1 face (not a face)",
    "Brought 1 face back",
    "Split off 1 face",
    "Split off 2 faces as Amy as herself",
    "Split Ben and Jerry into 3 groups",
    "Sorted 2 faces: 1 Anna O'Neil, 1 not",
    "Sorted 2 faces: 1 as suggested, 1 not",
    "Drew a face of Bert in a hat in both of us in a boat.png",
    "Drew a face in both of us in a boat.png",
    "Moved a face",
    "Removed a drawn face",
    "Imported names of 3 faces from files",
    "Imported decisions from decisions from 2019.json",
    "Named 2 faces Émile 🎉",
    "Renamed Émile 🎉 to Emil",
    "Keep Ben and Jerry and Emil apart",
    "Removed the person Anna O'Neil",
    "Merged Emil into Cleo in Paris to stay (2 faces)",
]
TAKEN_BACK = 5
# Kinds of edits that its faceorg did not know.
SINCE = {
    EditKind.GROUPS_JOINED,
    EditKind.DATED,
    EditKind.TURNED,
    EditKind.LIES_RIGHT,
    EditKind.PICTURES_PARTED,
    EditKind.FAVOURED,
    EditKind.NOT_FAVOURED,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the old library, as it was left."""
    (tmp_path / "library").mkdir(mode=0o700)
    shutil.copyfile(OLD, tmp_path / "library" / CATALOG_FILE)
    (tmp_path / "library" / CATALOG_FILE).chmod(0o600)
    return tmp_path / "library"


@pytest.fixture
def catalog(folder: Path):
    opened = Catalog(folder)
    yield opened
    opened.close()


def decided(catalog: Catalog) -> dict[str, list[tuple]]:
    """Every decided row of the catalogue."""
    return {
        table: [tuple(row) for row in catalog.connection.execute(f"SELECT * FROM {table} ORDER BY {', '.join(key)}")]
        for table, (key, _rest) in DECIDED_TABLES.items()
    }


def test_the_stored_catalogue_is_of_the_version_before_and_has_sentences():
    with sqlite3.connect(f"{OLD.absolute().as_uri()}?mode=ro", uri=True) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)
        assert [row[0] for row in connection.execute("SELECT label FROM edits ORDER BY id")] == SAID
    connection.close()


def test_its_history_reads_the_same(catalog):
    found = journal.history(catalog)[::-1]
    assert [in_words(edit.facts) for edit in found] == SAID
    assert [edit.undone for edit in found] == [False] * (len(SAID) - TAKEN_BACK) + [True] * TAKEN_BACK


def test_no_sentence_is_kept(catalog):
    columns = {row["name"] for row in catalog.connection.execute("PRAGMA table_info(edits)")}
    assert columns == {"id", "made_at", "undone", "kind", "facts", "embedded"}
    assert EditKind.OTHER not in {edit.facts.kind for edit in journal.history(catalog)}


def test_it_has_every_kind_of_edit(catalog):
    assert {edit.facts.kind for edit in journal.history(catalog)} == set(EditKind) - {EditKind.OTHER} - SINCE


def test_people_are_known_by_their_ids_and_the_names_they_had(catalog):
    edits = journal.history(catalog)[::-1]
    assert all(person.id is not None for edit in edits for person in edit.facts.people)
    at = {in_words(edit.facts): edit.facts for edit in edits}
    ids = {row["name"]: row["id"] for row in catalog.connection.execute("SELECT id, name FROM people")}
    anna, both, cleo = ids["Anna O'Neil"], ids["Ben and Jerry"], ids["Cleo in Paris to stay"]
    assert at["Named 6 faces Anna"].people == (NamedPerson(anna, "Anna"),)
    assert at["Renamed Tim to Tom to Cleo in Paris to stay"] == EditFacts(
        EditKind.RENAMED, (NamedPerson(cleo, "Tim to Tom"), NamedPerson(cleo, "Cleo in Paris to stay"))
    )
    assert at["Keep Cleo in Paris to stay and Anna O'Neil apart"].people == (
        NamedPerson(cleo, "Cleo in Paris to stay"),
        NamedPerson(anna, "Anna O'Neil"),
    )
    merged = at["Merged Ben and Benny into the wild into Ben and Jerry (2 faces)"]
    assert [person.name for person in merged.people] == ["Ben and Jerry", "Ben", "Benny into the wild"]
    assert merged.people[0].id == both and merged.faces == 2
    drawn = at["Drew a face of Bert in a hat in both of us in a boat.png"]
    assert (drawn.people, drawn.file) == (
        (NamedPerson(ids["Bert in a hat"], "Bert in a hat"),),
        "both of us in a boat.png",
    )
    assert at["Sorted 2 faces: 1 as suggested, 1 not"] == EditFacts(EditKind.SORTED, right=1, wrong=1)
    born = at["Set Anna O'Neil's birth date to 1985-12-02"]
    assert (born.name, born.day) == ("Anna O'Neil", date(1985, 12, 2))
    assert at["Ignored 1 face (not a face)"] == EditFacts(EditKind.IGNORED, faces=1, reason=IgnoreReason.NOT_A_FACE)


def test_every_old_edit_can_be_taken_back_and_done_again(catalog):
    assert sum(len(rows) for rows in decided(catalog).values()) > 20
    states, said = [decided(catalog)], []
    while step := journal.undo(catalog):
        said.append(in_words(step[0].facts))
        states.append(decided(catalog))
    assert said == SAID[-TAKEN_BACK - 1 :: -1]
    assert not any(states[-1].values())
    for state in states[-2::-1]:
        assert journal.redo(catalog) is not None
        assert decided(catalog) == state
    for _ in range(TAKEN_BACK):
        assert journal.redo(catalog) is not None
    assert journal.redo(catalog) is None
    assert "Anna O'Neil" not in {row[1] for row in decided(catalog)["people"]}
    assert [*catalog_file_problems(catalog), *row_problems(catalog)] == []


def test_a_new_edit_goes_on_where_the_old_ones_ended(catalog):
    with journal.edit(catalog, EditFacts(EditKind.HIDDEN, (NamedPerson(PersonId(1), "Anna O'Neil"),))):
        catalog.connection.execute("UPDATE people SET hidden = 1 WHERE id = 1")
    assert [in_words(edit.facts) for edit in journal.history(catalog, 2)] == ["Hid Anna O'Neil", SAID[-TAKEN_BACK - 1]]
    assert journal.redo(catalog) is None


def test_a_reader_leaves_it_alone(folder):
    before = (folder / CATALOG_FILE).read_bytes()
    with refused(LibraryReadOnly, ProblemCode.LIBRARY_TOO_OLD):
        Library(folder, edit=False)
    assert (folder / CATALOG_FILE).read_bytes() == before


def test_it_is_backed_up_first_and_a_backup_of_the_old_form_can_be_put_back(folder):
    (folder / "backups").mkdir()
    shutil.copyfile(OLD, folder / "backups" / "catalog-2026-11-29-120000.sqlite")
    with Library(folder) as library:
        assert history.undo(library) is not None
    kept = folder / "backups" / "catalog-before-version-3.sqlite"
    with sqlite3.connect(kept) as connection:
        assert [row[0] for row in connection.execute("SELECT label FROM edits ORDER BY id")] == SAID
    connection.close()
    assert fault_of(kept) is None
    restore(folder, folder / "backups" / "catalog-2026-11-29-120000.sqlite")
    with Library(folder) as library:
        assert [in_words(edit.facts) for edit in reversed(history.history(library))] == SAID


def test_its_schema_is_that_of_a_new_library(catalog, tmp_path):
    fresh = Catalog(tmp_path / "fresh")
    shape = "SELECT name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
    assert [tuple(row) for row in catalog.connection.execute(shape)] == [
        tuple(row) for row in fresh.connection.execute(shape)
    ]
    assert catalog.connection.execute("PRAGMA user_version").fetchone()[0] == migrations.latest_version()
    fresh.close()


def test_a_sentence_that_is_not_known_is_kept_as_it_is():
    for label in ("Turned a photo", "Set Anna's birth date to 1985-13-45", "Named some faces Anna", ""):
        assert facts_of_label(label, Rows()) == EditFacts(EditKind.OTHER, text=label)


def test_a_sentence_is_understood_without_rows_too():
    """Whoever is meant by a name that several people have, or nobody, has no id; large counts have commas."""
    rows = Rows({PersonId(1): "Anna", PersonId(2): "Ben", PersonId(3): "Ben"})
    for label, facts in (
        ("Named 12,345 faces anna", EditFacts(EditKind.NAMED, (NamedPerson(PersonId(1), "anna"),), faces=12345)),
        ("Hid Ben", EditFacts(EditKind.HIDDEN, (NamedPerson(None, "Ben"),))),
        ("Renamed A to B", EditFacts(EditKind.RENAMED, (NamedPerson(None, "A"), NamedPerson(None, "B")))),
        (
            "Keep Anna and X and Y apart",
            EditFacts(EditKind.KEPT_APART, (NamedPerson(PersonId(1), "Anna"), NamedPerson(None, "X and Y"))),
        ),
        (
            "Merged X into Anna (1 face)",
            EditFacts(EditKind.MERGED, (NamedPerson(PersonId(1), "Anna"), NamedPerson(None, "X")), faces=1),
        ),
        ("Drew a face of X in y.jpg", EditFacts(EditKind.FACE_DRAWN, (NamedPerson(None, "X"),), file="y.jpg")),
    ):
        assert facts_of_label(label, rows) == facts
