"""Who has changed since: counted by the database, whatever wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from faceorg.catalog import evidence, people
from faceorg.catalog.journal import journal
from faceorg.edits import EditFacts, EditKind

AN_EDIT = EditFacts(EditKind.OTHER, text="an edit")


def test_changes_are_read_on_from_a_revision_and_each_person_once(catalog, face_ids):
    with journal.edit(catalog, AN_EDIT):
        anna, ben = (people.insert_person(catalog.connection, name) for name in ("Anna", "Ben"))
        people.assign(catalog.connection, face_ids[:2], anna)
    first = evidence.newest_revision(catalog)
    assert evidence.changed_after(catalog, 0) == {anna}
    assert evidence.changed_after(catalog, first) == set()
    with journal.edit(catalog, AN_EDIT):
        people.assign(catalog.connection, face_ids[:1], ben)
    assert evidence.changed_after(catalog, first) == {anna, ben}
    assert evidence.confirmed_as(catalog, face_ids) == {anna, ben}
    second = evidence.newest_revision(catalog)
    journal.undo(catalog)
    assert evidence.changed_after(catalog, second) == {anna, ben}


def test_a_name_a_cover_or_hiding_is_no_evidence(catalog, face_ids):
    with journal.edit(catalog, AN_EDIT):
        anna = people.insert_person(catalog.connection, "Anna")
        people.assign(catalog.connection, face_ids, anna)
    before = evidence.newest_revision(catalog)
    found = people.person(catalog, anna)
    with journal.edit(catalog, AN_EDIT):
        people.update_person(catalog.connection, replace(found, name="Anne", hidden=True, cover_face_id=face_ids[0]))
    assert evidence.changed_after(catalog, before) == set()
    with journal.edit(catalog, AN_EDIT):
        people.update_person(catalog.connection, replace(found, born_on=date(1980, 1, 2)))
    assert evidence.changed_after(catalog, before) == {anna}
    assert evidence.births(catalog) == {anna: date(1980, 1, 2)}


def test_a_deleted_person_has_changed(catalog, face_ids):
    with journal.edit(catalog, AN_EDIT):
        anna = people.insert_person(catalog.connection, "Anna")
        people.assign(catalog.connection, face_ids, anna)
    before = evidence.newest_revision(catalog)
    with journal.edit(catalog, AN_EDIT):
        people.delete_person(catalog.connection, anna)
    assert evidence.changed_after(catalog, before) == {anna}


def test_rejections_and_splits_are_read_of_some_faces_alone(catalog, face_ids):
    with journal.edit(catalog, AN_EDIT):
        anna = people.insert_person(catalog.connection, "Anna")
        people.reject(catalog.connection, face_ids, anna)
        people.set_groups(catalog.connection, [face_ids[:1], face_ids[1:2]])
    assert [row.face_id for row in people.rejections(catalog)] == list(face_ids)
    assert [row.face_id for row in people.rejections(catalog, face_ids[:1])] == [face_ids[0]]
    assert set(people.parts_split_off(catalog)) == set(face_ids[:2])
    assert set(people.parts_split_off(catalog, face_ids[1:])) == {face_ids[1]}
