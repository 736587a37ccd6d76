"""Another pack cannot look at photos that are gone: confirmed faces without an embedding stop nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from faceorg.catalog import clusters, faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import PackId
from faceorg.errors import InvalidInput
from faceorg.library.evaluation import reports
from faceorg.library.opening import history
from faceorg.library.people import edits
from faceorg.library.people.merge_preview import merge_preview
from faceorg.library.recognising import grouping, judgement, learning, likeness, packs, search
from faceorg.library.recognising.vectors import space_of
from faceorg.library.review import after_edits, questions
from faceorg.library.scanning.unfinished import photos_waiting
from faceorg.messages.codes import ProblemCode


@pytest.fixture(params=["all gone", "some gone", "one left of each", "two of one in a picture gone"])
def lost(request, studio, installed):
    """Anna, Ben and Cleo are named; Anna is twice in a picture; then photos go, and another pack comes."""
    gone = {
        "all gone": ["anna", "ben", "cleo", "twice"],
        "some gone": ["anna1", "ben1", "cleo"],
        "one left of each": ["anna1", "anna2", "ben1", "cleo1", "twice"],
        "two of one in a picture gone": ["twice"],
    }[request.param]
    for name, count in (("anna", 3), ("ben", 2), ("cleo", 2)):
        for number in range(count):
            studio.take(f"{name}{number}.png", name)
    studio.take("twice.png", "anna", "anna", "ben")
    studio.take("stranger.png", "stranger")
    studio.scan()
    catalog = studio.library.catalog
    by_photo = {photo.path.name: faces.faces_of_photo(catalog, photo.id) for photo in photos.all_photos(catalog)}
    in_twice = {"anna": by_photo["twice.png"][:2], "ben": by_photo["twice.png"][2:], "cleo": []}
    for name, beside in in_twice.items():
        own = [face.id for file, found in by_photo.items() if file.startswith(name) for face in found]
        edits.name_faces(studio.library, [*own, *(face.id for face in beside)], name.title())
    for file in studio.photos.iterdir():
        if any(file.name.startswith(name) for name in gone):
            file.unlink()
    installed["other"] = replace(installed["fake"], id=PackId("other"))
    packs.choose_pack(studio.library, "other")
    studio.scan()
    return studio.library


def test_every_question_and_verb_goes_on(lost) -> None:
    catalog = lost.catalog
    decided = people.confirmed(catalog)
    ids, _vectors = space_of(lost).vectors_of(sorted(decided))
    assert len(ids) < len(decided)
    asked, count = questions.first_questions(lost, 60)
    assert len(asked) == count == questions.waiting(lost).questions
    for question in asked:
        questions.later(lost, question)
    questions.questions(lost)
    known = [person.id for person in people.people(catalog)]
    for face_id in decided:
        judgement.why(lost, face_id)
    for person_id in known:
        groups = grouping.split_preview(lost, person_id, 0.9)
        own = {face.id for face in faces.faces_of_person(catalog, person_id)}
        assert {face_id for group in groups for face_id in group} <= own
        search.seems_two(lost, person_id)
        if len(set(ids.tolist()) & own) >= 3:
            assert {face_id for face_id, _fit in search.outliers(lost, person_id)} <= own
    merge_preview(lost, known)
    learning.learn(lost)
    learning.explanation(lost)
    if len(ids):
        reports.of_library(lost)
    grouping.settle(lost, full=True)
    assert people.confirmed(catalog) == decided


def test_edits_of_people_without_embeddings_are_followed_and_taken_back(lost) -> None:
    decided = people.confirmed(lost.catalog)
    anna, ben, cleo = (people.people_named(lost.catalog, name)[0].id for name in ("Anna", "Ben", "Cleo"))
    own = [face_id for face_id, who in decided.items() if who == anna]
    for edit in (
        lambda: edits.reject_faces(lost, own[:2], anna),
        lambda: edits.split_faces(lost, own[:2]),
        lambda: edits.merge_people(lost, ben, [cleo]),
        lambda: edits.delete_person(lost, anna),
    ):
        made = edit()
        after_edits.look_for_more(lost, [made])
        questions.questions(lost)
        history.undo(lost)
        assert people.confirmed(lost.catalog) == decided
    clusters.clusters(lost.catalog)


def test_what_needs_an_embedding_says_that_it_waits(lost) -> None:
    decided = sorted(people.confirmed(lost.catalog))
    ids = set(space_of(lost).vectors_of(decided)[0].tolist())
    for face_id in decided:
        if face_id in ids:
            likeness.like_face(lost, face_id)
        else:
            with pytest.raises(InvalidInput) as raised:
                likeness.like_face(lost, face_id)
            assert raised.value.code is ProblemCode.FACE_NOT_ANALYSED


def test_photos_wait_for_another_pack_only_while_their_folder_is_there(family, installed) -> None:
    assert photos_waiting(family.library) == 0
    installed["other"] = replace(installed["fake"], id=PackId("other"))
    packs.choose_pack(family.library, "other")
    assert photos_waiting(family.library) == 7
    away = family.photos.rename(family.photos.with_name("unplugged"))
    assert photos_waiting(family.library) == 0
    away.rename(family.photos)
    assert photos_waiting(family.library) == 7
    family.scan()
    assert photos_waiting(family.library) == 0
    packs.choose_pack(family.library, "no_such_pack")
    assert photos_waiting(family.library) == 0
