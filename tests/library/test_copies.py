"""True copies of a picture are decided about once and counted once, whichever of their files is lost or changed."""

from __future__ import annotations

import shutil

import pytest

from faceorg.catalog import clusters, faces, people, photos, written
from faceorg.domain import Box, IgnoreReason
from faceorg.errors import NotFound
from faceorg.library.people import boxes, edits


def shown(studio, name: str):
    """The faces that a photo shows."""
    photo = photos.photo_at(studio.library.catalog, studio.photos / name)
    return faces.faces_of_photo(studio.library.catalog, photo.id)


def named(studio, name: str) -> list[str | None]:
    known = {person.id: person.name for person in people.people(studio.library.catalog)}
    return [known[face.person_id] if face.assigned_by == "user" else None for face in shown(studio, name)]


def copied(studio, name: str, to: str) -> None:
    (studio.photos / to).parent.mkdir(exist_ok=True)
    shutil.copy(studio.photos / name, studio.photos / to)


@pytest.fixture
def twice(studio):
    """A picture of Anna and Ben and its copy, scanned; Anna named in the first."""
    studio.take("a.png", "anna", "ben")
    copied(studio, "a.png", "album/a.png")
    studio.scan()
    edits.name_faces(studio.library, [shown(studio, "a.png")[0].id], "Anna")
    return studio


def test_a_name_given_in_one_is_given_in_both_and_counts_once(twice):
    assert named(twice, "a.png") == named(twice, "album/a.png") == ["Anna", None]
    (anna,) = people.summaries(twice.library.catalog)
    assert (anna.faces, anna.photos) == (1, 1)
    report, _ = twice.scan()
    assert (report.found, report.faces, report.copies) == (2, 2, 1)


def test_two_copies_are_no_group(twice):
    assert clusters.clusters(twice.library.catalog, min_faces=2) == []


def test_a_copy_that_comes_later_has_the_names_at_once(twice):
    copied(twice, "a.png", "later.png")
    twice.scan()
    assert named(twice, "later.png") == ["Anna", None]
    assert people.summaries(twice.library.catalog)[0].faces == 1


def test_what_is_drawn_rejected_or_put_aside_in_a_copy_is_so_in_all(twice):
    copy = photos.photo_at(twice.library.catalog, twice.photos / "album/a.png")
    edits.ignore_faces(twice.library, [shown(twice, "album/a.png")[1].id], IgnoreReason.STRANGER)
    boxes.draw_face(twice.library, copy.id, Box(0.8, 0.05, 0.1, 0.1), "Carl")
    twice.scan()
    assert named(twice, "a.png") == named(twice, "album/a.png") == ["Anna", None, "Carl"]
    assert shown(twice, "a.png")[1].ignored is IgnoreReason.STRANGER


@pytest.mark.parametrize("lost", ["a.png", "album/a.png"])
def test_the_copy_that_is_left_keeps_everything(twice, lost):
    left = {"a.png", "album/a.png"} - {lost}
    (twice.photos / lost).unlink()
    _report, analyzed = twice.scan()
    assert analyzed == []
    assert named(twice, left.pop()) == ["Anna", None]
    assert people.summaries(twice.library.catalog)[0].faces == 1
    copied(twice, "a.png" if lost != "a.png" else "album/a.png", lost)
    twice.scan()
    assert named(twice, "a.png") == named(twice, "album/a.png") == ["Anna", None]


def test_a_copy_that_becomes_another_picture_is_one(twice):
    twice.take("album/a.png", "dora")
    twice.touch(twice.photos / "album/a.png")
    report, _ = twice.scan()
    assert (named(twice, "a.png"), named(twice, "album/a.png"), report.copies) == (["Anna", None], [None], 0)


def test_files_of_which_something_else_was_said_stay_by_themselves(studio):
    """As in a library that an older faceorg scanned, where both were named."""
    studio.take("a.png", "anna")
    studio.take("b.png", "ben")
    studio.scan()
    for name in ("a.png", "b.png"):
        edits.name_faces(studio.library, [shown(studio, name)[0].id], name)
    shutil.copy(studio.photos / "a.png", studio.photos / "b.png")
    studio.touch(studio.photos / "b.png")
    studio.scan()
    assert named(studio, "a.png") == ["a.png"]


def test_names_are_written_beside_every_copy(twice):
    said = written.photos_with_names(twice.library.catalog)
    assert {str(one.path.relative_to(twice.photos)): [face.name for face in one.faces] for one in said} == {
        "a.png": ["Anna"],
        "album/a.png": ["Anna"],
    }


def test_the_face_of_a_copy_is_not_shown_by_itself(twice):
    own = twice.library.catalog.connection.execute("SELECT id FROM faces WHERE covered = 1").fetchall()
    assert len(own) == 2
    with pytest.raises(NotFound):
        faces.face(twice.library.catalog, own[0][0])
