"""Who comes first, and the picture somebody is known by: decided, undone, taken along; kept while better ones come."""

from __future__ import annotations

import pytest

from faceorg.catalog import clusters, faces
from faceorg.edits import EditKind
from faceorg.library.exports import exchange
from faceorg.library.opening import history
from faceorg.library.people import edits
from faceorg.library.views import people_views


@pytest.fixture
def named(family):
    """The family with Anna and Ben named by some of their faces; .anna and .ben are their ids."""
    first, second = clusters.clusters(family.library.catalog, min_faces=2)[:2]
    family.anna = edits.name_faces(family.library, first.face_ids[:2], "Anna").person_id
    family.ben = edits.name_faces(family.library, second.face_ids[:2], "Ben").person_id
    return family


def favourites(library) -> set[str]:
    return {found.person.name for found in people_views.summaries(library) if found.person.favourite}


def test_a_favourite_is_a_decision_that_can_be_taken_back(named) -> None:
    made = edits.favour_people(named.library, [named.anna])
    assert made.facts.kind is EditKind.FAVOURED and made.changes.people == {named.anna}
    assert favourites(named.library) == {"Anna"}
    history.undo(named.library)
    assert favourites(named.library) == set()
    history.redo(named.library)
    assert favourites(named.library) == {"Anna"}
    edits.favour_people(named.library, [named.anna], favourite=False)
    assert favourites(named.library) == set()


def test_whoever_goes_into_somebody_takes_it_along(named) -> None:
    edits.favour_people(named.library, [named.ben])
    edits.merge_people(named.library, named.anna, [named.ben], force=True)
    assert favourites(named.library) == {"Anna"}
    history.undo(named.library)
    assert favourites(named.library) == {"Ben"}


def test_a_favourite_that_is_forgotten_and_brought_back_is_one_still(named) -> None:
    edits.favour_people(named.library, [named.anna])
    edits.delete_person(named.library, named.anna)
    history.undo(named.library)
    assert favourites(named.library) == {"Anna"}


def test_an_export_takes_favourites_along(named) -> None:
    edits.favour_people(named.library, [named.anna])
    document = exchange.export_decisions(named.library)
    assert {one["name"]: one.get("favourite", False) for one in document["people"]} == {"Anna": True, "Ben": False}
    edits.favour_people(named.library, [named.anna], favourite=False)
    exchange.import_decisions(named.library, document, "decisions.json")
    assert favourites(named.library) == {"Anna"}


def cover(library, person_id):
    return people_views.summaries(library, [person_id])[0].person.cover_face_id


def test_a_cover_stays_while_better_faces_come(named) -> None:
    """It goes only when it is that person's no longer."""
    library, first = named.library, cover(named.library, named.anna)
    better = faces.all_faces(library.catalog, unassigned=True)[0]
    with library.catalog.atomic() as connection:
        connection.execute("UPDATE faces SET quality = 1 WHERE id = ?", (better.id,))
    edits.assign_faces(library, [better.id], named.anna)
    assert cover(library, named.anna) == first
    edits.reject_faces(library, [first], named.anna)
    assert cover(library, named.anna) == better.id


def test_a_cover_that_was_chosen_counts_before_the_one_that_is_kept(named) -> None:
    library, first = named.library, cover(named.library, named.anna)
    other = next(face.id for face in faces.faces_of_person(library.catalog, named.anna) if face.id != first)
    edits.set_cover(library, named.anna, other)
    assert cover(library, named.anna) == other
    history.undo(library)
    assert cover(library, named.anna) == first
