"""People and groups made one: the name that stays, what speaks against it, and what undo parts again."""

from __future__ import annotations

from datetime import date

import pytest

from faceorg.catalog import clusters, faces
from faceorg.catalog import people as rows
from faceorg.edits import EditFacts, EditKind, NamedPerson
from faceorg.errors import InvalidInput
from faceorg.library.opening import history
from faceorg.library.people import edits
from faceorg.library.people.groups import join_groups
from faceorg.library.people.merge_preview import merge_preview
from faceorg.library.recognising import grouping
from faceorg.messages.codes import ProblemCode
from tests.library.people.test_people import ids_of, names
from tests.library.people.test_people import named as named  # a fixture
from tests.problems import refused


def test_merging_keeps_the_name_of_the_kept_person_and_undo_separates_them_again(named):
    before = ids_of(named, named.anna), ids_of(named, named.ben)
    edits.set_birth_date(named.library, named.ben, date(1981, 3, 12))
    made = edits.merge_people(named.library, named.anna, [named.ben])
    assert ids_of(named, named.anna) == before[0] | before[1]
    assert names(named) == ["Anna"]
    assert rows.person(named.library.catalog, named.anna).born_on == date(1981, 3, 12)
    anna, ben = NamedPerson(named.anna, "Anna"), NamedPerson(named.ben, "Ben")
    assert made.facts == EditFacts(EditKind.MERGED, (anna, ben), faces=3)
    history.undo(named.library)
    assert (ids_of(named, named.anna), ids_of(named, named.ben)) == before


def test_a_merge_preview_tells_what_speaks_against_it(named):
    edits.separate_people(named.library, named.anna, named.ben)
    preview = merge_preview(named.library, [named.anna, named.ben])
    assert [side.faces for side in preview.sides] == [4, 3]
    assert [len(against.shared_photos) for against in preview.against] == [1]
    assert preview.against[0].separated
    with refused(InvalidInput, ProblemCode.KEPT_APART):
        edits.merge_people(named.library, named.anna, [named.ben])
    edits.merge_people(named.library, named.anna, [named.ben], force=True)
    assert rows.separations(named.library.catalog) == []


def test_a_merge_preview_tells_what_speaks_against_any_two_of_many(named):
    cleo = edits.name_faces(named.library, [min(ids_of(named, named.ben))], "Cleo").person_id
    edits.separate_people(named.library, named.ben, cleo)
    preview = merge_preview(named.library, [named.anna, named.ben, cleo])
    assert [(found.first, found.second) for found in preview.against if found.separated] == [(1, 2)]


def test_groups_made_one_hold_together_and_undo_parts_them(named):
    edits.delete_people(named.library, [named.anna, named.ben])
    grouping.settle(named.library, full=True)
    first, second = (group.id for group in clusters.clusters(named.library.catalog, min_faces=2)[:2])
    shown = [[face.id for face in faces.faces_of_cluster(named.library.catalog, group)] for group in (first, second)]
    whole = {face_id for part in shown for face_id in part}
    made = join_groups(named.library, shown)
    assert made.facts == EditFacts(EditKind.GROUPS_JOINED, faces=len(whole), groups=2)
    grouping.after_edit(named.library, made)
    grouping.settle(named.library, full=True)
    assert set(clusters.clusters(named.library.catalog)[0].face_ids) == whole
    history.undo(named.library)
    grouping.settle(named.library, full=True)
    assert len(clusters.clusters(named.library.catalog, min_faces=2)) == 2
    with pytest.raises(InvalidInput):
        join_groups(named.library, shown[:1])


def test_groups_made_one_stay_apart_from_the_rest_of_their_split(named):
    own = sorted(ids_of(named, named.anna))
    edits.split_person(named.library, named.anna, [own[:2], own[2:]])
    edits.delete_person(named.library, named.ben)
    grouping.settle(named.library, full=True)
    split, catalog = rows.parts_split_off(named.library.catalog), named.library.catalog
    part = clusters.membership_of(catalog, own[2:])[own[2]]
    other = next(group for group in clusters.clusters(catalog, min_faces=2) if group.id != part)
    join_groups(named.library, [other.face_ids, [face.id for face in faces.faces_of_cluster(catalog, part)]])
    assert {rows.parts_split_off(catalog)[face_id] for face_id in (*own[2:], *other.face_ids)} == {split[own[2]]}
