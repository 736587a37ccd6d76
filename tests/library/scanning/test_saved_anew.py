"""A photo that was saved anew under another name, and whose own file was deleted, is the photo it was."""

from __future__ import annotations

import pytest

from faceorg.catalog import faces, people
from faceorg.catalog.journal import as_recorded
from faceorg.catalog.pictures import photos
from faceorg.domain import IgnoreReason, PhotoState
from faceorg.library.opening.history import undo
from faceorg.library.people import edits, photo_dates
from faceorg.library.scanning import exclusions


def photo_at(studio, name: str):
    return photos.photo_at(studio.library.catalog, studio.photos / name)


def seen(studio, name: str):
    return faces.faces_of_photo(studio.library.catalog, photo_at(studio, name).id)


def names(studio, name: str) -> list[str | None]:
    """Who is in a photo by the user's word, from the left."""
    known = {person.id: person.name for person in people.people(studio.library.catalog)}
    return [known[face.person_id] if face.assigned_by == "user" else None for face in seen(studio, name)]


def here(studio) -> list[str]:
    every = photos.all_photos(studio.library.catalog)
    return sorted(photo.path.name for photo in every if photo.state is not PhotoState.MISSING)


@pytest.fixture
def decided(studio):
    """Anna named, a stranger put aside, and Ben who is not Anna, in one picture that was dated; another of Cleo."""
    studio.take("first.png", "anna", "stranger", "ben")
    studio.take("other.png", "cleo")
    studio.scan()
    anna, stranger, ben = (face.id for face in seen(studio, "first.png"))
    person = edits.name_faces(studio.library, [anna], "Anna").person_id
    edits.ignore_faces(studio.library, [stranger], IgnoreReason.STRANGER)
    edits.reject_faces(studio.library, [ben], person)
    photo_dates.set_dates(studio.library, [photo_at(studio, "first.png").id], photo_dates.span_of("1974"))
    return studio


def convert(studio, *who: str, name: str = "2019/better.png", delete: bool = True):
    """The picture is saved twice as large under another name, with these people in it, and the first one deleted."""
    studio.resave("first.png", name, *(who or ("anna", "stranger", "ben")))
    if delete:
        (studio.photos / "first.png").unlink()
    return studio.scan()


def test_all_that_was_said_is_said_of_the_new_file_and_it_is_counted_once(decided):
    before = photo_at(decided, "first.png")
    known = [face.id for face in seen(decided, "first.png")]
    report, _analyzed = convert(decided)
    after = photo_at(decided, "2019/better.png")
    assert after.id == before.id and [face.id for face in seen(decided, "2019/better.png")] == known
    assert names(decided, "2019/better.png") == ["Anna", None, None]
    assert seen(decided, "2019/better.png")[1].ignored is IgnoreReason.STRANGER
    assert people.count_rejections(decided.library.catalog) == 1
    assert after.taken_at.year == 1974
    assert (report.missing, report.found, here(decided)) == (0, 2, ["better.png", "other.png"])
    assert as_recorded.tables_that_differ(decided.library.catalog.connection) == {}
    assert decided.scan()[1] == []


def test_undo_takes_back_what_was_said_before(decided):
    convert(decided)
    for _edit in range(4):
        undo(decided.library)
    assert names(decided, "2019/better.png") == [None] * 3 and people.people(decided.library.catalog) == []


def test_a_face_that_is_somebody_elses_now_gets_no_name(decided):
    convert(decided, "dora", "stranger", "ben")
    assert names(decided, "2019/better.png") == [None] * 3


def test_another_picture_is_a_new_photo(decided):
    (decided.photos / "first.png").unlink()
    decided.take("new.png", "anna", "stranger", "ben")
    report, _analyzed = decided.scan()
    assert (report.missing, names(decided, "new.png")) == (1, [None] * 3)


def test_of_a_picture_that_is_still_there_it_is_another_size(decided):
    report, _analyzed = convert(decided, delete=False)
    assert (report.missing, report.stacked, here(decided)) == (0, 1, ["better.png", "first.png", "other.png"])


def test_a_photo_that_is_only_left_out_keeps_its_place(decided):
    (decided.photos / "sub").mkdir()
    (decided.photos / "first.png").rename(decided.photos / "sub/first.png")
    decided.scan()
    exclusions.exclude(decided.library, str(decided.photos / "sub"))
    decided.resave("sub/first.png", "better.png", "anna", "stranger", "ben")
    decided.scan()
    assert photo_at(decided, "sub/first.png").id != photo_at(decided, "better.png").id


def test_the_old_file_that_comes_back_is_a_picture_of_the_same_stack(decided):
    data = (decided.photos / "first.png").read_bytes()
    convert(decided)
    (decided.photos / "first.png").write_bytes(data)
    report, _analyzed = decided.scan()
    assert names(decided, "first.png") == names(decided, "2019/better.png") == ["Anna", None, None]
    assert report.stacked == 1
