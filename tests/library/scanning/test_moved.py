"""Files and folders that lie elsewhere now are the photos they were, with all that was decided, each counted once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from faceorg.boxes import Box
from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import IgnoreReason, PhotoState
from faceorg.errors import Cancelled, InvalidInput, NotFound
from faceorg.library.people import boxes, edits
from faceorg.library.scanning import folders
from faceorg.library.scanning.moved import MovedFolder
from faceorg.messages.codes import ProblemCode
from faceorg.progress import CancelToken
from tests.problems import refused


def here(studio) -> dict[str, PhotoState]:
    """The photos that are not missing, by their paths below the scanned folder's parent."""
    found = photos.all_photos(studio.library.catalog)
    return {
        str(photo.path.relative_to(studio.photos.parent)): photo.state
        for photo in found
        if photo.state is not PhotoState.MISSING
    }


def face_in(studio, path: Path):
    photo = photos.photo_at(studio.library.catalog, path)
    return faces.faces_of_photo(studio.library.catalog, photo.id)[0]


def names(studio, folder: Path) -> dict[str, str]:
    """Who is first from the left in each photo of a folder, as the user said."""
    known = {person.id: person.name for person in people.people(studio.library.catalog)}
    found = {}
    for path in sorted(folder.rglob("*.png")):
        face = face_in(studio, path)
        found[path.name] = known[face.person_id] if face.assigned_by == "user" else ""
    return found


@pytest.fixture
def decided(studio):
    """Anna named, Ben named in one picture and denied in another, a stranger put aside, Carl drawn; all in `photos`."""
    for name, person in (("a.png", "anna"), ("b.png", "ben"), ("c.png", "anna"), ("s.png", "stranger")):
        studio.take(name, person)
    studio.scan()
    edits.name_faces(studio.library, [face_in(studio, studio.photos / "a.png").id], "Anna")
    ben = edits.name_faces(studio.library, [face_in(studio, studio.photos / "b.png").id], "Ben").person_id
    edits.reject_faces(studio.library, [face_in(studio, studio.photos / "c.png").id], ben)
    edits.ignore_faces(studio.library, [face_in(studio, studio.photos / "s.png").id], IgnoreReason.STRANGER)
    photo = photos.photo_at(studio.library.catalog, studio.photos / "b.png")
    boxes.draw_face(studio.library, photo.id, Box(0.8, 0.05, 0.1, 0.1), "Carl")
    studio.scan()
    return studio


def test_a_whole_folder_that_was_renamed_keeps_everything_and_is_counted_once(decided, tmp_path):
    before = {face.id: (face.person_id, face.ignored, face.box) for face in faces.all_faces(decided.library.catalog)}
    new = decided.photos.rename(tmp_path / "pictures")
    report, analyzed = decided.scan(new)
    assert analyzed == []
    assert sorted(here(decided)) == ["pictures/a.png", "pictures/b.png", "pictures/c.png", "pictures/s.png"]
    after = {face.id: (face.person_id, face.ignored, face.box) for face in faces.all_faces(decided.library.catalog)}
    assert after == before
    assert people.count_rejections(decided.library.catalog) == 1
    assert report.moved == (MovedFolder(decided.photos, new, found=4, left=0),)


def test_that_it_was_moved_is_said_and_the_old_folder_is_no_longer_away(decided, tmp_path):
    (decided.photos / "a.png").unlink()
    new = decided.photos.rename(tmp_path / "pictures")
    report, analyzed = decided.scan(new, moved_from=decided.photos)
    assert analyzed == []
    assert (report.found, report.missing, report.away, report.moved) == (3, 1, (), ())
    assert [root.path for root in photos.roots(decided.library.catalog)] == [new]


def test_of_a_moved_folder_an_edited_photo_is_the_photo_it_was(decided, tmp_path):
    new = decided.photos.rename(tmp_path / "pictures")
    decided.plans.update(_edited(decided, new / "a.png"))
    _report, analyzed = decided.scan(new)
    assert analyzed == [new / "a.png"]
    assert names(decided, new) == {"a.png": "Anna", "b.png": "Ben", "c.png": "", "s.png": ""}
    assert len(here(decided)) == 4


def test_a_folder_moved_into_one_that_is_scanned_is_found_there(decided, tmp_path):
    new = tmp_path / "all" / "2019" / "pictures"
    new.parent.mkdir(parents=True)
    decided.photos.rename(new)
    report, analyzed = decided.scan(tmp_path / "all")
    assert analyzed == []
    assert report.moved == (MovedFolder(decided.photos, new, found=4, left=0),)


def test_copies_of_photos_that_are_still_there_are_photos_of_their_own(decided, tmp_path):
    shutil.copytree(decided.photos, tmp_path / "copies")
    _report, analyzed = decided.scan(tmp_path / "copies")
    assert len(analyzed) == 4
    assert names(decided, decided.photos)["a.png"] == "Anna"


def test_a_photo_that_was_renamed_in_a_folder_that_is_gone_is_known_by_its_content(decided, tmp_path):
    new = decided.photos.rename(tmp_path / "pictures")
    (new / "a.png").rename(new / "anna in 1987.png")
    _report, analyzed = decided.scan(new)
    assert analyzed == []
    assert names(decided, new)["anna in 1987.png"] == "Anna"


def swap_names(folder: Path, *names: str) -> tuple[Path, Path]:
    """Have two files of a folder take each other's names, and return where they lie."""
    one, two = (folder / name for name in names)
    spare = one.rename(folder / "spare")
    two.rename(one)
    spare.rename(two)
    return one, two


def number_anew(folder: Path) -> None:
    """b -> c, a -> b: c's photo is gone."""
    (folder / "c.png").unlink()
    (folder / "b.png").rename(folder / "c.png")
    (folder / "a.png").rename(folder / "b.png")


def test_files_that_take_each_others_names_keep_their_people(decided):
    one, two = swap_names(decided.photos, "a.png", "b.png")
    for path in (one, two):
        decided.touch(path)
    _report, analyzed = decided.scan()
    assert analyzed == []
    assert names(decided, decided.photos) == {"a.png": "Ben", "b.png": "Anna", "c.png": "", "s.png": ""}


def test_a_row_of_files_that_were_numbered_anew_keep_their_people(decided):
    number_anew(decided.photos)
    decided.take("a.png", "dora")
    for path in decided.photos.iterdir():
        decided.touch(path)
    _report, analyzed = decided.scan()
    assert analyzed == [decided.photos / "a.png"]
    assert names(decided, decided.photos) == {"a.png": "", "b.png": "Anna", "c.png": "Ben", "s.png": ""}
    assert len(here(decided)) == 4


def test_files_that_take_each_others_names_and_are_rated_keep_their_people(decided):
    one, two = swap_names(decided.photos, "a.png", "b.png")
    for path in (one, two):
        decided.edit_metadata(path)
    _report, analyzed = decided.scan()
    assert sorted(analyzed) == [one, two], "their metadata are another thing, which is looked at"
    assert names(decided, decided.photos) == {"a.png": "Ben", "b.png": "Anna", "c.png": "", "s.png": ""}
    assert len(here(decided)) == 4


def test_a_row_of_files_that_were_numbered_anew_and_rated_keep_their_people(decided):
    number_anew(decided.photos)
    for name in ("b.png", "c.png"):
        decided.edit_metadata(decided.photos / name)
    decided.touch(decided.take("a.png", "dora"))
    decided.scan()
    assert names(decided, decided.photos) == {"a.png": "", "b.png": "Anna", "c.png": "Ben", "s.png": ""}
    assert len(here(decided)) == 4


def test_a_photo_that_was_moved_and_rated_keeps_its_people_where_another_picture_took_its_place(decided):
    """As cameras do that begin again at IMG_0001: what is there now is another photo."""
    (decided.photos / "2019").mkdir()
    moved = (decided.photos / "a.png").rename(decided.photos / "2019" / "a.png")
    decided.edit_metadata(moved)
    decided.touch(decided.take("a.png", "dora"))
    decided.scan()
    assert names(decided, moved.parent) == {"a.png": "Anna"}
    assert not face_in(decided, decided.photos / "a.png").person_id
    assert len(here(decided)) == 5


def test_a_photo_that_is_rated_in_its_place_is_no_other_one_beside_a_copy_of_another(decided):
    """a.png is overwritten by a rated copy of b.png, which is rated itself: b is b, and a is another photo."""
    shutil.copy(decided.photos / "b.png", decided.photos / "a.png")
    decided.edit_metadata(decided.photos / "a.png")
    decided.edit_metadata(decided.photos / "b.png")
    decided.scan()
    assert names(decided, decided.photos)["b.png"] == "Ben"
    assert len(here(decided)) == 4


def test_what_was_decided_in_the_old_place_wins_over_a_scan_of_the_new_one(decided, tmp_path):
    """A library that an older faceorg scanned twice: in the new place nobody has said anything yet."""
    shutil.copytree(decided.photos, tmp_path / "pictures")
    decided.scan(tmp_path / "pictures")
    shutil.rmtree(decided.photos)
    decided.scan(tmp_path / "pictures", moved_from=decided.photos)
    assert names(decided, tmp_path / "pictures") == {"a.png": "Anna", "b.png": "Ben", "c.png": "", "s.png": ""}
    assert len(here(decided)) == 4


def test_a_move_that_is_stopped_has_moved_nothing(decided, tmp_path):
    new = decided.photos.rename(tmp_path / "pictures")
    before = names(decided, decided.photos)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        folders.folder_moved(decided.library, decided.photos, new, cancel=cancel)
    assert names(decided, decided.photos) == before
    assert photos.photo_at(decided.library.catalog, new / "a.png") is None
    assert [root.path for root in photos.roots(decided.library.catalog)] == [decided.photos]


def test_a_folder_that_is_still_there_was_not_moved(decided, tmp_path):
    (tmp_path / "new").mkdir()
    with pytest.raises(InvalidInput) as raised:
        folders.folder_moved(decided.library, decided.photos, tmp_path / "new")
    assert raised.value.code is ProblemCode.FOLDER_STILL_THERE


def test_a_folder_that_was_never_scanned_was_not_moved(decided, tmp_path):
    with pytest.raises(NotFound) as raised:
        folders.folder_moved(decided.library, tmp_path / "typo", decided.photos)
    assert raised.value.code is ProblemCode.FOLDER_NOT_SCANNED


def test_one_place_is_named_for_a_folder_that_was_moved(decided, tmp_path):
    with pytest.raises(InvalidInput) as raised:
        decided.scan(decided.photos, tmp_path, moved_from=tmp_path / "old")
    assert raised.value.code is ProblemCode.MOVED_WHERE


def _edited(studio, path: Path) -> dict:
    """Change a picture's bytes, its faces staying what they are; return the plan of the new content."""
    import hashlib

    faces_there = studio.plans[hashlib.sha256(path.read_bytes()).hexdigest()]
    path.write_bytes(path.read_bytes() + b" edited")
    facts = path.stat()
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns + 1_000_000_000))
    return {hashlib.sha256(path.read_bytes()).hexdigest(): faces_there}


def test_a_home_that_nobody_has_is_a_folder_that_is_not_there(decided):
    with refused(NotFound, ProblemCode.NO_SUCH_FOLDER):
        folders.folder_moved(decided.library, decided.photos, Path("~nobody_of_this_name/new"))
    with refused(NotFound, ProblemCode.FOLDER_NOT_SCANNED):
        folders.folder_moved(decided.library, Path("~nobody_of_this_name/old"), decided.photos)
