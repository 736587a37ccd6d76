"""A face that the user draws in one of several nearly equal pictures is one face in all: decided and counted once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from faceorg.boxes import Box
from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos, stacks
from faceorg.domain import IgnoreReason
from faceorg.library.names_in_files.files import write_names
from faceorg.library.names_in_files.plans import WritingChoice
from faceorg.library.opening.history import redo, undo
from faceorg.library.people import boxes, edits
from faceorg.library.views import stack_views
from faceorg.metadata.readers import read_regions
from faceorg.metadata.writer import Target

PLACE, ELSEWHERE = Box(0.7, 0.1, 0.2, 0.2), Box(0.7, 0.6, 0.2, 0.2)


def photo_id(studio, name: str):
    return photos.photo_at(studio.library.catalog, studio.photos / name).id


def shown(studio, name: str) -> dict[str | None, Box]:
    known = {person.id: person.name for person in people.people(studio.library.catalog)}
    found = faces.faces_of_photo(studio.library.catalog, photo_id(studio, name))
    return {known[face.person_id]: face.box for face in found if face.person_id and face.assigned_by == "user"}


def at(studio, name: str, box: Box):
    found = faces.faces_of_photo(studio.library.catalog, photo_id(studio, name))
    return next((face for face in found if face.box.iou(box) > 0.9), None)


def counts(studio, name: str = "Cleo") -> tuple[int, int]:
    """Faces and photos of a person."""
    (found,) = [one for one in people.summaries(studio.library.catalog) if one.person.name == name]
    return found.faces, found.photos


def switch(studio, *, stack: bool) -> None:
    settings = studio.library.settings
    studio.library.save_settings(replace(settings, grouping=replace(settings.grouping, stack=stack)))
    studio.scan()


@pytest.fixture
def pair(studio):
    """A picture of Anna, and the same one twice as large, in one stack."""
    studio.take("small.png", "anna")
    studio.resave("small.png", "large.png", "anna")
    studio.scan()
    return studio


@pytest.mark.parametrize("name", ["small.png", "large.png"])
def test_a_face_drawn_in_one_is_drawn_in_both_and_counts_once_at_once_and_later(pair, name):
    boxes.draw_face(pair.library, photo_id(pair, name), PLACE, "Cleo")
    for _scan in range(2):
        assert shown(pair, "small.png") == shown(pair, "large.png") == {"Cleo": PLACE}
        assert counts(pair) == (1, 1)
        report, _ = pair.scan()
        assert (report.faces, report.stacked) == (2, 1)
    undo(pair.library)
    pair.scan()
    assert at(pair, "small.png", PLACE) is at(pair, "large.png", PLACE) is None
    redo(pair.library)
    pair.scan()
    assert shown(pair, "small.png") == shown(pair, "large.png") == {"Cleo": PLACE} and counts(pair) == (1, 1)


def test_a_name_given_to_the_box_afterwards_is_given_in_both(pair):
    drawn = boxes.draw_face(pair.library, photo_id(pair, "small.png"), PLACE).faces[0]
    edits.name_faces(pair.library, [drawn], "Cleo")
    assert shown(pair, "small.png") == shown(pair, "large.png") == {"Cleo": PLACE} and counts(pair) == (1, 1)
    edits.ignore_faces(pair.library, [drawn], IgnoreReason.STRANGER)
    assert [at(pair, name, PLACE).ignored for name in ("small.png", "large.png")] == [IgnoreReason.STRANGER] * 2


def test_what_is_moved_or_removed_in_one_is_so_in_both(pair):
    drawn = boxes.draw_face(pair.library, photo_id(pair, "small.png"), PLACE, "Cleo").faces[0]
    pair.scan()
    boxes.move_face(pair.library, drawn, ELSEWHERE)
    pair.scan()
    assert shown(pair, "small.png") == shown(pair, "large.png") == {"Cleo": ELSEWHERE} and counts(pair) == (1, 1)
    boxes.remove_face(pair.library, at(pair, "large.png", ELSEWHERE).id)
    pair.scan()
    assert shown(pair, "small.png") == shown(pair, "large.png") == {}
    undo(pair.library)
    assert shown(pair, "small.png") == shown(pair, "large.png") == {"Cleo": ELSEWHERE} and counts(pair) == (1, 1)


def test_a_face_that_the_detector_sees_in_the_large_picture_alone_is_the_one_that_is_drawn_in_the_small_one(studio):
    studio.take("small.png", "anna")
    studio.resave("small.png", "large.png", "anna", "ben")
    studio.scan()
    found = faces.faces_of_photo(studio.library.catalog, photo_id(studio, "large.png"))[1]
    boxes.draw_face(studio.library, photo_id(studio, "small.png"), found.box, "Ben")
    for _scan in range(2):
        assert shown(studio, "large.png") == shown(studio, "small.png") == {"Ben": found.box}
        assert counts(studio, "Ben") == (1, 1)
        studio.scan()
    boxes.remove_face(studio.library, at(studio, "small.png", found.box).id)
    studio.scan()
    assert shown(studio, "large.png") == shown(studio, "small.png") == {}
    ignored = people.ignored(studio.library.catalog)
    assert ignored[found.id] is IgnoreReason.NOT_A_FACE, "it is no face in any of them"


def test_a_box_that_is_drawn_over_a_known_face_is_one_of_its_own(pair):
    anna = faces.faces_of_photo(pair.library.catalog, photo_id(pair, "large.png"))[0]
    boxes.draw_face(pair.library, photo_id(pair, "large.png"), anna.box, "Cleo")
    assert shown(pair, "large.png") == {"Cleo": anna.box} and shown(pair, "small.png") == {}
    assert stacks.leads_of(
        pair.library.catalog, [face.id for face in faces.all_faces(pair.library.catalog)]
    ).keys() == {faces.faces_of_photo(pair.library.catalog, photo_id(pair, "small.png"))[0].id}, (
        "of the two in the large picture none stands for the other"
    )


def test_somebody_who_is_drawn_over_another_name_makes_another_picture_of_it(studio):
    """The user says two things of one face: neither is taken back, and the pictures are no stack."""
    studio.take("small.png", "anna")
    studio.resave("small.png", "large.png", "anna", "ben")
    studio.scan()
    found = faces.faces_of_photo(studio.library.catalog, photo_id(studio, "large.png"))[1]
    edits.name_faces(studio.library, [found.id], "Ben")
    boxes.draw_face(studio.library, photo_id(studio, "small.png"), found.box, "Benny")
    studio.scan()
    assert (shown(studio, "large.png"), shown(studio, "small.png")) == ({"Ben": found.box}, {"Benny": found.box})
    assert stack_views.stacks_of_photos(studio.library) == {}


def test_a_face_drawn_in_both_before_they_were_known_to_be_one_is_one_afterwards(studio):
    studio.take("small.png", "anna")
    studio.scan()
    boxes.draw_face(studio.library, photo_id(studio, "small.png"), PLACE, "Cleo")
    studio.resave("small.png", "large.png", "anna")
    switch(studio, stack=False)
    cleo = people.people_named(studio.library.catalog, "Cleo")[0].id
    drawn = boxes.draw_face(studio.library, photo_id(studio, "large.png"), PLACE).faces[0]
    edits.assign_faces(studio.library, [drawn], cleo)
    studio.scan()
    assert counts(studio) == (2, 2)
    switch(studio, stack=True)
    assert counts(studio) == (1, 1)


def test_the_sidecar_of_each_picture_names_who_was_drawn_in_one(pair):
    boxes.draw_face(pair.library, photo_id(pair, "large.png"), PLACE, "Cleo")
    pair.scan()
    write_names(pair.library, choice=WritingChoice(Target.FULL_NAME, False))
    for name in ("small.png", "large.png"):
        assert [region.name for region in read_regions(pair.photos / name).regions] == ["Cleo"]
