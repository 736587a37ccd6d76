"""The journal's laws: undo-all restores, redo-all repeats, nothing decided escapes it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceorg.boxes import Box
from faceorg.catalog import clusters, faces, people
from faceorg.catalog.journal import derived_journal, edit_facts, journal
from faceorg.catalog.journal.triggers import DECIDED_TABLES
from faceorg.catalog.pictures import photos
from faceorg.catalog.storage import batches
from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import Derived, IgnoreReason, PersonId
from faceorg.edits import EditFacts, EditKind, NamedPerson


def called(text: str) -> EditFacts:
    return EditFacts(EditKind.OTHER, text=text)


def decided(catalog: Catalog) -> dict[str, list[tuple]]:
    """Every decided row of the catalogue."""
    return {
        table: [tuple(row) for row in catalog.connection.execute(f"SELECT * FROM {table} ORDER BY {', '.join(key)}")]
        for table, (key, _rest) in DECIDED_TABLES.items()
    }


FACE = st.integers(1, 8)
SOME_FACES = st.lists(FACE, min_size=1, max_size=4, unique=True)
PERSON = st.integers(0, 3)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.text(min_size=1, max_size=5)),
        st.tuples(st.just("assign"), SOME_FACES, PERSON),
        st.tuples(st.just("reject"), SOME_FACES, PERSON),
        st.tuples(st.just("merge"), PERSON, PERSON),
        st.tuples(st.just("delete"), PERSON),
        st.tuples(st.just("separate"), PERSON, PERSON),
        st.tuples(st.just("ignore"), SOME_FACES),
        st.tuples(st.just("split"), SOME_FACES),
        st.tuples(st.just("box"), FACE),
        st.tuples(st.just("update"), PERSON),
    ),
    min_size=1,
    max_size=14,
)


def apply(catalog: Catalog, step: tuple) -> None:
    connection = catalog.connection
    known = [person.id for person in people.people(catalog)]

    def at(number: int) -> int | None:
        return known[number % len(known)] if known else None

    kind, *rest = step
    with journal.edit(catalog, called("step")):
        if kind == "insert":
            people.insert_person(connection, rest[0])
        elif kind == "ignore":
            people.ignore(connection, rest[0], IgnoreReason.STRANGER)
        elif kind == "split":
            people.set_groups(connection, [rest[0][:2], rest[0][2:]])
        elif kind == "box":
            people.set_box(connection, rest[0], Box(0.1, 0.2, 0.3, 0.4))
        elif known:
            apply_to_people(connection, catalog, kind, rest, at)


def apply_to_people(connection, catalog, kind, rest, at) -> None:
    if kind == "assign":
        people.assign(connection, rest[0], at(rest[1]))
    elif kind == "reject":
        people.reject(connection, rest[0], at(rest[1]))
    elif kind == "merge" and at(rest[0]) != at(rest[1]):
        people.move_person(connection, at(rest[0]), at(rest[1]))
    elif kind == "delete":
        people.delete_person(connection, at(rest[0]))
    elif kind == "separate" and at(rest[0]) != at(rest[1]):
        people.separate(connection, at(rest[0]), at(rest[1]))
    elif kind == "update":
        person = people.person(catalog, at(rest[0]))
        people.update_person(connection, type(person)(person.id, "New", None, True, date(1981, 3, 12)))


@given(EDITS)
@settings(max_examples=40, deadline=None)
def test_undo_all_restores_and_redo_all_repeats_across_a_restart(steps):
    with tempfile.TemporaryDirectory() as folder:
        catalog = Catalog(Path(folder))
        photos.add_pending(catalog, [(Path("/a.jpg"), 1, 1)])
        with catalog.atomic() as connection:
            for _ in range(8):
                faces.insert_face(connection, 1, (0, 0, 0.1, 0.1, None, 1, 1, 1, 1, 0, 0, 0), drawn=False)
        states = [decided(catalog)]
        for step in steps:
            apply(catalog, step)
            if decided(catalog) != states[-1]:
                states.append(decided(catalog))
        catalog.close()
        catalog = Catalog(Path(folder))
        for state in reversed(states[:-1]):
            # An edit that wrote rows and left them the same (an assignment repeated) is a step without effect.
            while decided(catalog) != state:
                assert journal.undo(catalog) is not None
        while journal.undo(catalog):
            assert decided(catalog) == states[0]
        while journal.redo(catalog):
            pass
        assert decided(catalog) == states[-1]
        assert catalog.connection.execute("PRAGMA foreign_key_check").fetchall() == []
        catalog.close()


def test_a_decided_row_written_outside_an_edit_is_refused(catalog, face_ids):
    with journal.edit(catalog, called("make")):
        anna = people.insert_person(catalog.connection, "Anna")
    for write in (
        lambda: people.insert_person(catalog.connection, "Ben"),
        lambda: people.assign(catalog.connection, face_ids, anna),
        lambda: people.delete_person(catalog.connection, anna),
        lambda: people.ignore(catalog.connection, face_ids, IgnoreReason.STRANGER),
        lambda: people.set_box(catalog.connection, face_ids[0], Box(0, 0, 1, 1)),
    ):
        with pytest.raises(sqlite3.IntegrityError, match=r"only inside journal\.edit"):
            write()


def test_every_decided_table_is_recorded_and_guarded(catalog):
    triggers = {row[0] for row in catalog.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    for table in DECIDED_TABLES:
        for event in ("insert", "update", "delete"):
            assert {f"{table}_{event}_recorded", f"{table}_{event}_guarded"} <= triggers
        columns = {row[1] for row in catalog.connection.execute(f"PRAGMA table_info({table})")}
        assert columns == set(DECIDED_TABLES[table][0] + DECIDED_TABLES[table][1])


def test_an_edit_that_fails_leaves_nothing_behind(catalog, face_ids):
    before = decided(catalog)
    with pytest.raises(RuntimeError), journal.edit(catalog, called("half")):
        people.assign(catalog.connection, face_ids, people.insert_person(catalog.connection, "Anna"))
        raise RuntimeError("stop")
    assert decided(catalog) == before
    assert journal.history(catalog) == []
    with journal.edit(catalog, called("next")):  # the journal is not left open
        people.insert_person(catalog.connection, "Ben")


def test_a_new_edit_drops_what_was_undone(catalog):
    with journal.edit(catalog, called("first")):
        people.insert_person(catalog.connection, "Anna")
    journal.undo(catalog)
    with journal.edit(catalog, called("second")):
        people.insert_person(catalog.connection, "Ben")
    assert journal.redo(catalog) is None
    assert [edit.facts for edit in journal.history(catalog)] == [called("second")]


def test_an_edit_without_effect_is_no_step_of_the_history(catalog):
    with journal.edit(catalog, called("nothing")):
        pass
    assert journal.undo(catalog) is None


def test_changes_name_the_faces_and_people_of_an_edit(catalog, face_ids):
    with journal.edit(catalog, called("name")) as edit_id:
        anna = people.insert_person(catalog.connection, "Anna")
        people.assign(catalog.connection, face_ids[:3], anna)
    changes = journal.changes_of(catalog, edit_id)
    assert changes.faces == set(face_ids[:3])
    assert changes.people == {anna}
    assert journal.next_steps(catalog) == (called("name"), None)


def test_undoing_a_deleted_person_keeps_later_ids_apart(catalog):
    with journal.edit(catalog, called("make")):
        anna = people.insert_person(catalog.connection, "Anna")
    journal.undo(catalog)
    with journal.edit(catalog, called("make another")):
        assert people.insert_person(catalog.connection, "Ben") != anna


def test_what_was_decided_overrules_what_was_derived(catalog, face_ids):
    from faceorg.catalog import clusters
    from faceorg.domain import Derived

    with journal.edit(catalog, called("make")):
        anna, ben = (people.insert_person(catalog.connection, name) for name in ("Anna", "Ben"))
    rows = [Derived(face_id, anna, 0.7, 0.2, 0.99) for face_id in face_ids]
    clusters.replace_derived(catalog, "automatic", rows)
    with journal.edit(catalog, called("decide")):
        people.assign(catalog.connection, face_ids[:1], ben)
        people.reject(catalog.connection, face_ids[1:2], anna)
        people.ignore(catalog.connection, face_ids[2:3], IgnoreReason.STRANGER)
    assert [row.face_id for row in clusters.derived(catalog, "automatic")] == face_ids[3:]
    clusters.replace_derived(catalog, "automatic", rows)  # a slow grouping that saw none of it
    assert [row.face_id for row in clusters.derived(catalog, "automatic")] == face_ids[3:]


def test_what_an_edit_was_is_said_again_once_its_outcome_is_known(catalog):
    with journal.edit(catalog, EditFacts(EditKind.NAMED, (NamedPerson(None, "Anna"),), faces=3)) as edit_id:
        anna = people.insert_person(catalog.connection, "Anna")
        with journal.edit(catalog, called("joins the outer one")):
            people.update_person(catalog.connection, people.person(catalog, anna))
        journal.describe(catalog, edit_id, EditFacts(EditKind.NAMED, (NamedPerson(anna, "Anna"),), faces=3))
    assert [edit.facts.people for edit in journal.history(catalog)] == [(NamedPerson(anna, "Anna"),)]


SOME_FACTS = st.builds(
    EditFacts,
    st.sampled_from(EditKind),
    st.lists(st.builds(NamedPerson, st.none() | st.integers(1, 99).map(PersonId), st.text(max_size=9))).map(tuple),
    faces=st.integers(0, 2_000_000),
    groups=st.integers(0, 9),
    right=st.integers(0, 9),
    wrong=st.integers(0, 9),
    day=st.none() | st.dates(),
    reason=st.none() | st.sampled_from(IgnoreReason),
    file=st.binary(max_size=9).map(os.fsdecode),
    text=st.text(max_size=9),
)


@given(SOME_FACTS)
def test_every_edit_is_read_as_it_was_written(facts):
    text = edit_facts.to_json(facts)
    assert edit_facts.from_json(facts.kind.value, text) == facts
    text.encode()  # what SQLite asks of it, although file names may be no UTF-8


def test_an_edit_of_a_kind_that_only_a_newer_faceorg_knows_is_told_by_its_word():
    assert edit_facts.from_json("photo_turned", '{"file": "a.jpg"}') == called("photo_turned")


def test_undo_of_many_rows_and_of_all_that_followed_lets_other_threads_run(catalog, face_ids, monkeypatch) -> None:
    """The window waited 70 ms for the interpreter while the naming of a large group was undone."""
    with journal.edit(catalog, called("many")) as edit_id:
        person_id = people.insert_person(catalog.connection, "Anna")
        people.assign(catalog.connection, face_ids[:4], person_id)
    with derived_journal.following(catalog, edit_id):
        guesses = [Derived(face_id, person_id, 0.6, 0.3, 0.97) for face_id in face_ids[4:]]
        clusters.replace_derived(catalog, "automatic", guesses)
    monkeypatch.setattr(batches, "ITEMS_A_TURN", 2)
    pauses: list[float] = []
    monkeypatch.setattr(batches.time, "sleep", pauses.append)
    assert journal.undo(catalog) is not None
    decided_rows, derived_rows = 1 + 4, len(guesses)
    assert len(pauses) >= decided_rows // 2 + 2 * (derived_rows // 2)  # written back; looked at, taken back
    assert clusters.derived(catalog, "automatic") == []
