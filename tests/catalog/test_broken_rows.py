"""Undo over a journal that a disk has damaged: refused with what is wrong, then done without it where wanted."""

from __future__ import annotations

import json

import pytest

from faceorg.catalog import people
from faceorg.catalog.storage.rows import row_of, text_of
from faceorg.errors import LibraryDamaged, LibraryProblem
from faceorg.library.opening import history
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits
from faceorg.messages.codes import ProblemCode
from tests.old_edits import take_names_off

DAMAGES = [
    "not json",
    "",
    "[]",
    "null",
    '{"face_id": 1}',
    '{"face_id": [1], "person_id": 1, "origin": "user"}',
    '{"face_id": null, "person_id": 1, "origin": "user"}',
    json.dumps({"face_id": 2**70, "person_id": 1, "origin": "user"}),
    "[" * 100_000,
]


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path / "library") as library:
        connection = library.catalog.connection
        connection.execute("INSERT INTO photos (path, size_bytes, mtime_ns, state) VALUES ('/a.jpg', 1, 1, 'analyzed')")
        for _ in range(4):
            connection.execute(
                "INSERT INTO faces (photo_id, x, y, width, height, score, quality, size_px, sharpness, yaw, pitch, "
                "roll) VALUES (1, 0, 0, 0.5, 0.5, 1, 1, 50, 1, 0, 0, 0)"
            )
        yield library


def damage(library, text: str, column: str = "after", table: str = "assignments") -> None:
    """Let the newest row of a table in the journal be something else."""
    library.catalog.connection.execute(
        f"UPDATE edit_rows SET {column} = ? WHERE id = (SELECT max(id) FROM edit_rows WHERE tbl = ?)", (text, table)
    )


@pytest.mark.parametrize("text", DAMAGES)
def test_a_step_with_a_broken_row_is_refused_and_changes_nothing(library, text):
    edits.name_faces(library, [1, 2], "Anna")
    before = people.confirmed(library.catalog)
    damage(library, text)
    with pytest.raises(LibraryProblem) as caught:
        history.undo(library)
    assert caught.value.code == ProblemCode.EDIT_ROWS_BROKEN
    assert people.confirmed(library.catalog) == before
    assert [edit.undone for edit in history.history(library)] == [False]


@pytest.mark.parametrize("text", DAMAGES)
def test_the_rest_of_a_step_is_taken_back_where_that_is_wanted(library, text):
    edits.name_faces(library, [3], "Ben")
    edits.name_faces(library, [1, 2], "Anna")
    damage(library, text)
    assert history.undo(library, skip_broken=True) is not None
    # Anna was made by this step and is gone; what said that a face is hers leads nowhere and is gone with her.
    assert [person.name for person in people.people(library.catalog)] == ["Ben"]
    assert set(people.confirmed(library.catalog)) == {3}
    assert library.catalog.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert history.undo(library) is not None
    assert people.people(library.catalog) == []


def test_a_row_that_speaks_of_nobody_is_a_broken_one(library):
    anna = edits.name_faces(library, [1], "Anna").person_id
    take_names_off(library, [1])
    damage(library, json.dumps({"face_id": 1, "person_id": anna + 5, "origin": "user"}), "before")
    with pytest.raises(LibraryProblem) as caught:
        history.undo(library)
    assert caught.value.code == ProblemCode.EDIT_ROWS_BROKEN
    assert history.undo(library, skip_broken=True) is not None
    assert people.confirmed(library.catalog) == {}
    assert history.undo(library) is not None


def test_a_row_of_no_decided_table_is_a_broken_one(library):
    edits.name_faces(library, [1], "Anna")
    library.catalog.connection.execute("UPDATE edit_rows SET tbl = 'sqlite_schema' WHERE tbl = 'assignments'")
    with pytest.raises(LibraryProblem) as caught:
        history.undo(library)
    assert caught.value.code == ProblemCode.EDIT_ROWS_BROKEN
    assert history.undo(library, skip_broken=True) is not None


def test_redo_skips_as_undo_does(library):
    edits.name_faces(library, [1, 2], "Anna")
    history.undo(library)
    damage(library, "not json")
    with pytest.raises(LibraryProblem) as caught:
        history.redo(library)
    assert caught.value.code == ProblemCode.EDIT_ROWS_BROKEN
    assert history.redo(library, skip_broken=True) is not None
    assert set(people.confirmed(library.catalog)) == {1}


@pytest.mark.parametrize("text", ["not json", '{"id": 1}', "[]", "{}"])
def test_what_followed_from_an_edit_may_be_broken_too(library, text):
    """It is derived: faces are judged again."""
    connection = library.catalog.connection
    edits.name_faces(library, [1], "Anna")
    connection.execute(
        "INSERT INTO derived_rows (edit_id, tbl, before, after) VALUES (1, 'automatic', NULL, ?)", (text,)
    )
    connection.execute(
        "INSERT INTO photos_before (edit_id, photo_id, content_hash, analyzed) VALUES (1, 1, NULL, ?)", (text,)
    )
    undone = history.undo(library)
    assert undone is not None
    assert not undone.changes.settled
    assert people.people(library.catalog) == []


def test_a_value_that_must_be_text_and_is_none_names_its_row():
    read = row_of("people")(lambda row: text_of(row[1]))
    assert read((7, "Anna")) == "Anna"
    with pytest.raises(LibraryDamaged, match="people"):
        read((7, None))
