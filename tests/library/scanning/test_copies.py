"""True copies of a picture are decided about once and counted once, whichever of their files is lost or changed."""

from __future__ import annotations

import shutil
from datetime import datetime

import pytest

from faceorg.boxes import Box
from faceorg.catalog import clusters, faces, people, written
from faceorg.catalog.pictures import photos
from faceorg.dates import DateSource, Span
from faceorg.domain import IgnoreReason
from faceorg.errors import NotFound
from faceorg.library import maintenance
from faceorg.library.opening.history import undo
from faceorg.library.people import boxes, edits, photo_dates
from faceorg.library.scanning import exclusions, folders, forgetting


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


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_copy_with_other_metadata_is_decided_about_and_counted_with_the_other(studio, when):
    """The same picture in two files that are both there: one was rated since."""
    studio.take("a.png", "anna", "ben")
    copied(studio, "a.png", "album/a.png")
    if when == "before":
        studio.edit_metadata(studio.photos / "album/a.png")
    studio.scan()
    edits.name_faces(studio.library, [shown(studio, "a.png")[0].id], "Anna")
    edits.ignore_faces(studio.library, [shown(studio, "album/a.png")[1].id], IgnoreReason.STRANGER)
    if when == "after":
        studio.edit_metadata(studio.photos / "album/a.png")
    report, _ = studio.scan()
    assert (report.found, report.faces, report.copies) == (2, 2, 1)
    assert named(studio, "a.png") == named(studio, "album/a.png") == ["Anna", None]
    assert [shown(studio, name)[1].ignored for name in ("a.png", "album/a.png")] == [IgnoreReason.STRANGER] * 2
    (anna,) = people.summaries(studio.library.catalog)
    assert (anna.faces, anna.photos) == (1, 1)
    assert clusters.clusters(studio.library.catalog, min_faces=2) == []


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


def counted(studio) -> tuple[int, int]:
    """In how many faces and photos Anna is."""
    (anna,) = people.summaries(studio.library.catalog)
    return anna.faces, anna.photos


def test_the_copy_that_is_not_left_out_keeps_everything(twice):
    exclusions.exclude(twice.library, str(twice.photos / "a.png"))
    assert (named(twice, "album/a.png"), counted(twice)) == (["Anna", None], (1, 1))  # before any scan
    twice.scan()
    assert (named(twice, "album/a.png"), counted(twice)) == (["Anna", None], (1, 1))
    exclusions.include(twice.library, str(twice.photos / "a.png"))
    report, analyzed = twice.scan()
    assert (report.copies, analyzed) == (1, [])
    assert named(twice, "a.png") == named(twice, "album/a.png") == ["Anna", None]
    assert counted(twice) == (1, 1)


def test_the_copy_in_a_folder_that_is_still_scanned_keeps_everything(studio):
    studio.take("one/a.png", "anna", "ben")
    copied(studio, "one/a.png", "two/a.png")
    studio.scan(studio.photos / "one", studio.photos / "two")
    edits.name_faces(studio.library, [shown(studio, "one/a.png")[0].id], "Anna")
    folders.leave_out(studio.library, studio.photos / "one")
    assert (named(studio, "two/a.png"), counted(studio)) == (["Anna", None], (1, 1))
    studio.scan(studio.photos / "one")
    assert named(studio, "one/a.png") == named(studio, "two/a.png") == ["Anna", None]
    assert counted(studio) == (1, 1)


@pytest.mark.parametrize("lost", ["a.png", "album/a.png"])
def test_forgetting_a_copy_that_was_deleted_takes_nothing_from_the_one_that_is_left_out(twice, lost):
    left = "album/a.png" if lost == "a.png" else "a.png"
    entry = str(twice.photos / left)
    exclusions.exclude(twice.library, entry)
    (twice.photos / lost).unlink()
    twice.take("other.png", "ben")
    twice.scan()
    gone = [one.id for one in forgetting.missing_photos(twice.library)]
    assert forgetting.forget(twice.library, gone).photos == 1
    assert maintenance.check(twice.library).findings == ()
    exclusions.include(twice.library, entry)
    twice.scan()
    assert (named(twice, left), counted(twice)) == (["Anna", None], (1, 1))


def test_forgetting_both_copies_leaves_nothing_of_either(twice):
    twice.take("other.png", "ben")
    for name in ("a.png", "album/a.png"):
        (twice.photos / name).unlink()
    twice.scan()
    gone = [one.id for one in forgetting.missing_photos(twice.library)]
    assert forgetting.forget(twice.library, gone).photos == 2
    connection = twice.library.catalog.connection
    assert connection.execute("SELECT count(*) FROM copies").fetchone()[0] == 0
    assert connection.execute("SELECT count(*) FROM assignments").fetchone()[0] == 0
    assert connection.execute("SELECT count(*) FROM faces").fetchone()[0] == 1


@pytest.mark.parametrize("first", ["a.png", "album/a.png"])
def test_whichever_copy_comes_back_first_shows_what_was_said(twice, first):
    twice.take("other.png", "ben")
    content = (twice.photos / "a.png").read_bytes()
    for name in ("a.png", "album/a.png"):
        (twice.photos / name).unlink()
    twice.scan()
    (twice.photos / first).write_bytes(content)
    _report, analyzed = twice.scan()
    assert (analyzed, named(twice, first), counted(twice)) == ([], ["Anna", None], (1, 1))


def test_a_copy_that_is_touched_while_the_other_is_deleted_keeps_everything(twice):
    (twice.photos / "a.png").unlink()
    twice.touch(twice.photos / "album/a.png")
    _report, analyzed = twice.scan()
    assert (analyzed, named(twice, "album/a.png"), counted(twice)) == ([], ["Anna", None], (1, 1))


def test_a_copy_that_becomes_another_picture_while_the_other_is_deleted_is_nobodys(twice):
    (twice.photos / "a.png").unlink()
    twice.take("album/a.png", "dora")
    twice.touch(twice.photos / "album/a.png")
    twice.scan()
    assert named(twice, "album/a.png") == [None]
    (one,) = forgetting.missing_photos(twice.library)
    assert (one.path, one.names) == (twice.photos / "a.png", ("Anna",))


def test_a_copy_that_is_edited_while_the_other_is_deleted_keeps_everything(twice):
    (twice.photos / "a.png").unlink()
    twice.edit_metadata(twice.photos / "album/a.png")
    _report, analyzed = twice.scan()
    assert analyzed == [twice.photos / "album/a.png"]
    assert (named(twice, "album/a.png"), counted(twice)) == (["Anna", None], (1, 1))


def test_a_copy_stands_for_a_photo_that_was_moved_only_where_that_is_found_nowhere(twice):
    (twice.photos / "a.png").rename(twice.photos / "b.png")
    report, analyzed = twice.scan()
    assert (report.copies, report.missing, analyzed) == (1, 0, [])
    assert named(twice, "b.png") == named(twice, "album/a.png") == ["Anna", None]


def test_a_copy_stands_for_a_photo_whose_file_is_damaged_now(twice):
    (twice.photos / "a.png").write_bytes((twice.photos / "a.png").read_bytes()[:-20])
    report, _analyzed = twice.scan()
    assert (report.failed, named(twice, "album/a.png"), counted(twice)) == (1, ["Anna", None], (1, 1))


def test_a_date_goes_with_what_is_shown_and_is_taken_back_with_its_edit(twice):
    photo = photos.photo_at(twice.library.catalog, twice.photos / "a.png")
    summer = Span(datetime(1974, 6, 1), datetime(1974, 8, 31, 23, 59, 59))
    photo_dates.set_dates(twice.library, [photo.id], summer)
    (twice.photos / "a.png").unlink()
    twice.scan()
    left = photos.photo_at(twice.library.catalog, twice.photos / "album/a.png")
    assert (left.taken_at, left.taken_until, left.taken_from) == (summer.first, summer.last, DateSource.USER)
    undo(twice.library)
    left = photos.photo_at(twice.library.catalog, twice.photos / "album/a.png")
    assert (left.taken_at, left.taken_from) == (datetime(2019, 7, 31, 12, 0), DateSource.EXIF)


def test_a_box_that_was_drawn_is_taken_back_where_the_faces_are_now(twice):
    photo = photos.photo_at(twice.library.catalog, twice.photos / "a.png")
    boxes.draw_face(twice.library, photo.id, Box(0.8, 0.05, 0.1, 0.1), "Carl")
    twice.scan()
    (twice.photos / "a.png").unlink()
    twice.scan()
    assert named(twice, "album/a.png") == ["Anna", None, "Carl"]
    undo(twice.library)
    twice.scan()
    assert named(twice, "album/a.png") == ["Anna", None]


def test_a_copy_that_becomes_another_picture_is_one(twice):
    twice.take("album/a.png", "dora")
    twice.touch(twice.photos / "album/a.png")
    report, _ = twice.scan()
    assert (named(twice, "a.png"), named(twice, "album/a.png"), report.copies) == (["Anna", None], [None], 0)


def test_the_faces_of_a_copy_are_recognised_once_the_other_is_another_picture(twice):
    """They were covered until then, and nobody had looked whose they are."""
    twice.take("more.png", "anna")
    twice.scan()
    edits.name_faces(twice.library, [shown(twice, "more.png")[0].id], "Anna")
    twice.take("a.png", "dora")
    twice.touch(twice.photos / "a.png")
    twice.scan()
    known = {person.id: person.name for person in people.people(twice.library.catalog)}
    assert [known.get(face.person_id) for face in shown(twice, "album/a.png")] == ["Anna", None]


def test_what_was_said_of_a_face_that_is_cut_off_one_copy_goes_to_the_other(twice):
    anna, ben = shown(twice, "a.png")
    edits.ignore_faces(twice.library, [ben.id], IgnoreReason.STRANGER)
    twice.take("a.png", "anna")
    twice.touch(twice.photos / "a.png")
    twice.scan()
    assert [face.id for face in shown(twice, "a.png")] == [anna.id], "who is still in it keeps the name"
    assert named(twice, "a.png") == ["Anna"]
    assert ben.id in {face.id for face in shown(twice, "album/a.png")}
    assert [face.ignored for face in shown(twice, "album/a.png") if face.id == ben.id] == [IgnoreReason.STRANGER]
    assert len(shown(twice, "album/a.png")) == 2
    undo(twice.library)
    assert {face.ignored for face in shown(twice, "album/a.png")} == {None}


def test_a_face_that_was_cut_off_and_comes_back_is_the_one_that_the_copy_shows(twice):
    before = (twice.photos / "a.png").read_bytes()
    anna, _ben = shown(twice, "a.png")
    twice.take("a.png", "ben")
    twice.touch(twice.photos / "a.png")
    twice.scan()
    assert named(twice, "album/a.png") == ["Anna", None] and named(twice, "a.png") == [None]
    assert shown(twice, "album/a.png")[0].id == anna.id
    (found,) = people.summaries(twice.library.catalog)
    assert (found.faces, found.photos) == (1, 1)
    (twice.photos / "a.png").write_bytes(before)
    twice.touch(twice.photos / "a.png")
    twice.scan()
    assert named(twice, "a.png") == named(twice, "album/a.png") == ["Anna", None]
    (found,) = people.summaries(twice.library.catalog)
    assert (found.faces, found.photos) == (1, 1)


def test_a_copy_that_changes_itself_takes_nothing_that_was_cut_off_before(twice):
    """Ben was put aside when the picture was another one."""
    twice.take("a.png", "anna", "ben", "carl")
    twice.touch(twice.photos / "a.png")
    twice.scan()
    carl = shown(twice, "a.png")[2]
    edits.name_faces(twice.library, [carl.id], "Carl")
    shutil.copy(twice.photos / "album/a.png", twice.photos / "a.png")
    twice.touch(twice.photos / "a.png")
    twice.scan()
    twice.take("album/a.png", "dora")
    twice.touch(twice.photos / "album/a.png")
    twice.scan()
    assert named(twice, "album/a.png") == [None]
    assert carl.id not in {face.id for name in ("a.png", "album/a.png") for face in shown(twice, name)}


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
