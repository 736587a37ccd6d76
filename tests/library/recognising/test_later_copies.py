"""A copy that comes after something was said in the first picture: the decision holds for it, too, and counts once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from faceorg.boxes import Box
from faceorg.catalog import clusters, face_rows, faces, people
from faceorg.catalog.journal import as_recorded, journal
from faceorg.catalog.pictures import photos
from faceorg.domain import IgnoreReason
from faceorg.library.names_in_files.files import write_names
from faceorg.library.names_in_files.plans import WritingChoice
from faceorg.library.opening.history import redo, undo
from faceorg.library.people import boxes, edits, pictures
from faceorg.library.scanning import forgetting
from faceorg.metadata.readers import read_regions
from faceorg.metadata.writer import Target

PLACE, ELSEWHERE = Box(0.7, 0.1, 0.2, 0.2), Box(0.7, 0.6, 0.2, 0.2)


def photo_id(studio, name: str):
    return photos.photo_at(studio.library.catalog, studio.photos / name).id


def seen(studio, name: str):
    return faces.faces_of_photo(studio.library.catalog, photo_id(studio, name))


def said(studio, name: str) -> dict[str | None, Box]:
    """Who is where in a photo by the user's word."""
    known = {person.id: person.name for person in people.people(studio.library.catalog)}
    return {known[face.person_id]: face.box for face in seen(studio, name) if face.assigned_by == "user"}


def counts(studio, name: str) -> tuple[int, int, int]:
    """Faces, photos and further pictures of a person."""
    (found,) = [one for one in people.summaries(studio.library.catalog) if one.person.name == name]
    return found.faces, found.photos, found.stacked


def is_as_recorded(studio) -> bool:
    return as_recorded.tables_that_differ(studio.library.catalog.connection) == {}


@pytest.fixture
def first(studio):
    """A picture of Anna and Ben, scanned; nobody is named."""
    studio.take("first.png", "anna", "ben")
    studio.scan()
    return studio


def come(studio, *who: str, name: str = "later.png"):
    """The same picture comes once more, twice as large; `who` is found in it."""
    studio.resave("first.png", name, *(who or ("anna", "ben")))
    return studio.scan()


def test_a_face_that_was_drawn_is_drawn_in_the_copy_and_counts_once(first):
    boxes.draw_face(first.library, photo_id(first, "first.png"), PLACE, "Cleo")
    first.scan()
    report, _ = come(first)
    for _scan in range(2):
        assert said(first, "first.png") == said(first, "later.png") == {"Cleo": PLACE}
        assert counts(first, "Cleo") == (1, 1, 1)
        assert (report.faces, report.stacked) == (3, 1)
        report, analyzed = first.scan()
        assert analyzed == [], "what was drawn in the copy was looked at in the scan that found the copy"
    assert is_as_recorded(first)


def test_undo_and_redo_take_it_back_and_bring_it_again_in_both(first):
    boxes.draw_face(first.library, photo_id(first, "first.png"), PLACE, "Cleo")
    first.scan()
    come(first)
    edits_before = len(journal.history(first.library.catalog))
    undo(first.library)
    first.scan()
    assert [len(seen(first, name)) for name in ("first.png", "later.png")] == [2, 2]
    assert people.people_named(first.library.catalog, "Cleo") == [] and is_as_recorded(first)
    redo(first.library)
    first.scan()
    assert said(first, "first.png") == said(first, "later.png") == {"Cleo": PLACE}
    assert counts(first, "Cleo") == (1, 1, 1)
    assert len(journal.history(first.library.catalog)) == edits_before and is_as_recorded(first)


def test_a_box_that_was_moved_and_named_later_lies_so_in_the_copy_and_goes_step_by_step(first):
    drawn = boxes.draw_face(first.library, photo_id(first, "first.png"), PLACE).faces[0]
    boxes.move_face(first.library, drawn, ELSEWHERE)
    edits.name_faces(first.library, [drawn], "Cleo")
    first.scan()
    come(first)
    assert said(first, "first.png") == said(first, "later.png") == {"Cleo": ELSEWHERE}
    undo(first.library)
    first.scan()
    assert said(first, "first.png") == said(first, "later.png") == {}
    assert counts_of_faces(first) == (3, 3)
    undo(first.library)
    first.scan()
    assert counts_of_faces(first)[0] == 3 and seen(first, "first.png")[2].box == PLACE
    assert is_as_recorded(first)


def counts_of_faces(studio) -> tuple[int, int]:
    return len(seen(studio, "first.png")), len(seen(studio, "later.png"))


def test_what_was_drawn_in_the_first_is_the_face_that_is_found_in_the_larger_copy(first):
    boxes.draw_face(first.library, photo_id(first, "first.png"), Box(0.65, 0.3, 0.2, 0.3), "Cleo")
    first.scan()
    come(first, "anna", "ben", "cleo")
    assert list(said(first, "later.png")) == ["Cleo"] and counts_of_faces(first) == (3, 3)
    assert not any(face.drawn for face in seen(first, "later.png"))
    assert counts(first, "Cleo") == (1, 1, 1)
    undo(first.library)
    first.scan()
    assert said(first, "later.png") == {} and len(seen(first, "later.png")) == 3 and is_as_recorded(first)


def test_a_name_holds_for_the_copy_by_the_users_word_and_is_written_into_its_sidecar(first):
    edits.name_faces(first.library, [seen(first, "first.png")[0].id], "Anna")
    come(first)
    assert list(said(first, "later.png")) == ["Anna"] and counts(first, "Anna") == (1, 1, 1)
    write_names(first.library, choice=WritingChoice(Target.FULL_NAME, False))
    assert [region.name for region in read_regions(first.photos / "later.png").regions] == ["Anna"]
    undo(first.library)
    assert said(first, "first.png") == said(first, "later.png") == {} and is_as_recorded(first)


@pytest.mark.parametrize("reason", list(IgnoreReason))
def test_who_was_put_aside_is_so_in_the_copy_and_is_not_asked_about(first, reason):
    edits.ignore_faces(first.library, [seen(first, "first.png")[1].id], reason)
    first.scan()
    come(first)
    own = seen(first, "later.png")[1]
    assert own.ignored is reason
    assert own.id not in {row.face_id for row in face_rows.alone(first.library.catalog)}
    assert own.id not in {one for group in clusters.clusters(first.library.catalog) for one in group.face_ids}
    undo(first.library)
    assert [face.ignored for name in ("first.png", "later.png") for face in seen(first, name)] == [None] * 4
    assert is_as_recorded(first)


def test_who_somebody_is_not_is_so_in_the_copy(first):
    anna, ben = (face.id for face in seen(first, "first.png"))
    person = edits.name_faces(first.library, [anna], "Anna").person_id
    edits.reject_faces(first.library, [ben], person)
    come(first)
    own = seen(first, "later.png")[1].id
    assert {(row.face_id, row.person_id) for row in people.rejections(first.library.catalog)} == {
        (ben, person), (own, person),
    }  # fmt: skip
    undo(first.library)
    assert people.rejections(first.library.catalog) == [] and is_as_recorded(first)


def test_the_copy_keeps_what_was_said_when_the_first_one_is_deleted_and_forgotten(first):
    edits.name_faces(first.library, [seen(first, "first.png")[0].id], "Anna")
    boxes.draw_face(first.library, photo_id(first, "first.png"), PLACE, "Cleo")
    first.scan()
    come(first)
    (first.photos / "first.png").unlink()
    first.scan()
    forgetting.forget(first.library, [one.id for one in forgetting.missing_photos(first.library)])
    first.scan()
    assert set(said(first, "later.png")) == {"Anna", "Cleo"} and is_as_recorded(first)
    assert counts(first, "Anna") == counts(first, "Cleo") == (1, 1, 0)


def test_a_third_copy_has_it_from_either(first):
    boxes.draw_face(first.library, photo_id(first, "first.png"), PLACE, "Cleo")
    first.scan()
    come(first)
    first.resave("later.png", "third.png", "anna", "ben")
    first.scan()
    assert said(first, "first.png") == said(first, "later.png") == said(first, "third.png") == {"Cleo": PLACE}
    assert counts(first, "Cleo") == (1, 1, 2) and is_as_recorded(first)


def test_what_was_taken_back_before_the_copy_came_is_not_said_of_it_and_done_again_it_is_in_the_first(first):
    edits.name_faces(first.library, [seen(first, "first.png")[0].id], "Anna")
    undo(first.library)
    come(first)
    assert said(first, "later.png") == {}
    redo(first.library)
    assert list(said(first, "first.png")) == ["Anna"] and is_as_recorded(first)


def test_another_picture_gets_nothing_of_it(first):
    boxes.draw_face(first.library, photo_id(first, "first.png"), PLACE, "Cleo")
    first.scan()
    first.take("other.png", "anna", "ben")
    first.scan()
    assert said(first, "other.png") == {} and len(seen(first, "other.png")) == 2


def test_of_two_pictures_that_the_user_told_apart_neither_gets_what_is_said_of_the_other(first):
    come(first)
    pictures.not_the_same_picture(first.library, [photo_id(first, "first.png")])
    boxes.draw_face(first.library, photo_id(first, "first.png"), PLACE, "Cleo")
    first.touch(first.photos / "later.png")
    first.scan()
    assert said(first, "first.png") == {"Cleo": PLACE} and said(first, "later.png") == {}


def test_two_pictures_that_are_known_to_be_one_only_now_say_the_same_from_then_on(first):
    grouping = first.library.settings.grouping
    first.library.save_settings(replace(first.library.settings, grouping=replace(grouping, stack=False)))
    come(first)
    edits.name_faces(first.library, [seen(first, "later.png")[0].id], "Anna")
    boxes.draw_face(first.library, photo_id(first, "later.png"), PLACE, "Cleo")
    first.scan()
    assert said(first, "first.png") == {}
    first.library.save_settings(replace(first.library.settings, grouping=replace(grouping, stack=True)))
    first.scan()
    assert set(said(first, "first.png")) == set(said(first, "later.png")) == {"Anna", "Cleo"}
    assert counts(first, "Cleo") == (1, 1, 1) and is_as_recorded(first)


def test_what_is_no_face_in_two_pictures_is_so_in_a_third_by_one_edit(first):
    come(first)
    edits.ignore_faces(first.library, [seen(first, "first.png")[1].id], IgnoreReason.NOT_A_FACE)
    first.scan()
    come(first, name="third.png")
    assert seen(first, "third.png")[1].ignored is IgnoreReason.NOT_A_FACE
    undo(first.library)
    assert people.ignored(first.library.catalog) == {} and is_as_recorded(first)


def test_a_photo_that_waits_for_its_disk_and_another_pack_is_asked_for_once_a_scan(studio):
    """Looking again is for what was drawn in copies that came; all of a disk that is away was asked for twice."""
    here, away = studio.take("here/a.png", "anna"), studio.take("away/b.png", "ben")
    studio.scan(here.parent, away.parent)
    studio.library.catalog.connection.execute("UPDATE emb.analyzed SET pack_id = 'another'")
    away.parent.rename(studio.photos / "unplugged")
    assert sorted(studio.scan_known()[1]) == [away, here]
