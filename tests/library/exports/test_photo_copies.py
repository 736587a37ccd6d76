"""Chosen photos as copies for somebody else: nothing is written over, nothing original changes, choices hold."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from PIL import Image

from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.domain import IgnoreReason
from faceorg.errors import Cancelled, DiskFull, InvalidInput
from faceorg.exif import read_exif
from faceorg.files import atomic
from faceorg.library.exports.copy_choice import Arrangement, CopyChoice
from faceorg.library.exports.cut_outs import cut_out_face, cut_out_faces
from faceorg.library.exports.photo_copies import copy_photos
from faceorg.library.people import edits, turning
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.readers import read_regions
from faceorg.progress import CancelToken
from tests.problems import refused

AS_THEY_ARE, SMALL = CopyChoice(), CopyChoice(longest_px=4)


@pytest.fixture
def pair(studio):
    """Anna alone, Ben alone, both together in a photo of the same name, and one where nobody is."""
    studio.take("a.png", "anna")
    studio.take("b.png", "ben")
    studio.take("more/a.png", "anna", "ben")
    studio.take("sky.png")
    studio.scan()
    for name, people in (("a.png", ["Anna"]), ("b.png", ["Ben"]), ("more/a.png", ["Anna", "Ben"])):
        for face, who in zip(faces.faces_of_photo(studio.library.catalog, id_of(studio, name)), people, strict=True):
            edits.name_faces(studio.library, [face.id], who)
    return studio


def id_of(studio, name: str):
    return photos.photo_at(studio.library.catalog, studio.photos / name).id


def all_ids(studio):
    return [photo.id for photo in photos.all_photos(studio.library.catalog)]


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_copies_are_the_photos_byte_for_byte_each_under_a_name_of_its_own(pair, tmp_path: Path) -> None:
    before = content(pair.photos)
    report = copy_photos(pair.library, all_ids(pair), tmp_path / "out", AS_THEY_ARE)
    assert (report.added, report.there, report.problems) == (4, 0, ())
    assert sorted(content(tmp_path / "out")) == ["a (2).png", "a.png", "b.png", "sky.png"]
    assert sorted(content(tmp_path / "out").values()) == sorted(before.values())
    assert content(pair.photos) == before


@pytest.mark.parametrize("choice", [AS_THEY_ARE, SMALL, CopyChoice(with_names=True)], ids=["as is", "small", "named"])
def test_a_second_run_adds_only_what_is_missing(pair, tmp_path: Path, choice: CopyChoice) -> None:
    copy_photos(pair.library, all_ids(pair), tmp_path / "out", choice)
    whole = content(tmp_path / "out")
    next((tmp_path / "out").glob("b.[pj]*g")).unlink()
    report = copy_photos(pair.library, all_ids(pair), tmp_path / "out", choice)
    assert (report.added, report.there) == (1, 3)
    assert content(tmp_path / "out").keys() - whole.keys() <= {"b (2).png", "b (2).png.xmp"}  # a lone b.png.xmp waits


@pytest.mark.parametrize("choice", [AS_THEY_ARE, SMALL], ids=["as is", "small"])
def test_a_file_that_was_there_stays_what_it_was(pair, tmp_path: Path, choice: CopyChoice) -> None:
    for name in ("b.png", "b.jpg"):
        (tmp_path / name).write_text("mine")
    copy_photos(pair.library, [id_of(pair, "b.png")], tmp_path, choice)
    assert {(tmp_path / name).read_text() for name in ("b.png", "b.jpg")} == {"mine"}
    assert len(list(tmp_path.glob("b (2).*"))) == 1


def test_smaller_copies_have_the_size_and_the_date_and_nothing_else_of_the_original(pair, tmp_path: Path) -> None:
    copy_photos(pair.library, [id_of(pair, "a.png")], tmp_path / "out", SMALL)
    with Image.open(tmp_path / "out" / "a.jpg") as picture:
        assert (picture.format, picture.size) == ("JPEG", (4, 4))
        assert f"{read_exif(picture.info['exif']).taken_at:%Y-%m-%d %H:%M}" == "2019-07-31 12:00"
        assert "xmp" not in picture.info
    larger = CopyChoice(longest_px=4000)
    copy_photos(pair.library, [id_of(pair, "a.png")], tmp_path / "larger", larger)
    with Image.open(tmp_path / "larger" / "a.jpg") as picture:
        assert picture.size == (8, 8)  # nothing is blown up


@pytest.mark.parametrize("longest_px", [None, 4], ids=["beside", "inside"])
def test_names_go_along_where_they_are_wanted(pair, tmp_path: Path, longest_px: int | None) -> None:
    copy_photos(pair.library, [id_of(pair, "more/a.png")], tmp_path, CopyChoice(longest_px, with_names=True))
    copy = tmp_path / ("a.jpg" if longest_px else "a.png")
    said = {region.name: round(region.box.x, 2) for region in read_regions(copy).regions}
    assert said == {"Anna": 0.05, "Ben": 0.35}
    assert (tmp_path / "a.png.xmp").exists() is (longest_px is None)
    without = tmp_path / "without"
    copy_photos(pair.library, [id_of(pair, "more/a.png")], without, CopyChoice(longest_px))
    assert read_regions(without / copy.name).regions == ()


def test_a_smaller_copy_is_turned_as_the_library_shows_it_and_its_names_with_it(pair, tmp_path: Path) -> None:
    turning.turn_photos(pair.library, [id_of(pair, "a.png")], 1)
    box = faces.faces_of_photo(pair.library.catalog, id_of(pair, "a.png"))[0].box
    copy_photos(pair.library, [id_of(pair, "a.png")], tmp_path, CopyChoice(8, with_names=True))
    with Image.open(tmp_path / "a.jpg") as copy, Image.open(pair.photos / "a.png") as original:
        turned = original.convert("RGB").transpose(Image.Transpose.ROTATE_270)
        middles = [picture.convert("L").resize((1, 1)).getpixel((0, 0)) for picture in (copy, turned)]
        corners = [picture.convert("L").getpixel((7, 0)) for picture in (copy, turned)]
    assert abs(middles[0] - middles[1]) < 6
    assert abs(corners[0] - corners[1]) < 40
    assert read_regions(tmp_path / "a.jpg").regions[0].box.x == pytest.approx(box.x, abs=0.01)


def test_a_folder_for_each_person_holds_photos_of_two_people_twice(pair, tmp_path: Path) -> None:
    choice = CopyChoice(arrangement=Arrangement.BY_PERSON, elsewhere="Nobody")
    report = copy_photos(pair.library, all_ids(pair), tmp_path, choice)
    assert (report.added, report.problems) == (4, ())
    assert sorted(content(tmp_path)) == [
        "Anna/a (2).png", "Anna/a.png", "Ben/a.png", "Ben/b.png", "Nobody/sky.png", *sorted(
            path for path in content(tmp_path) if path.startswith(("library/", "photos/"))
        ),
    ]  # fmt: skip


def test_namesakes_have_folders_of_their_own_and_who_is_hidden_has_none(pair, tmp_path: Path) -> None:
    other = edits.name_faces(
        pair.library, [faces.faces_of_photo(pair.library.catalog, id_of(pair, "b.png"))[0].id], "anna", new=True
    )
    edits.hide_person(pair.library, edits.find_person(pair.library, "Ben").id, hidden=True)
    choice = CopyChoice(arrangement=Arrangement.BY_PERSON, elsewhere="Nobody")
    copy_photos(pair.library, all_ids(pair), tmp_path / "out", choice)
    assert other.person_id is not None
    assert sorted(content(tmp_path / "out")) == ["Anna/a (2).png", "Anna/a.png", "Nobody/sky.png", "anna (2)/b.png"]


def test_a_folder_for_each_year(pair, tmp_path: Path) -> None:
    choice = CopyChoice(arrangement=Arrangement.BY_YEAR, elsewhere="No date")
    copy_photos(pair.library, [id_of(pair, "b.png")], tmp_path / "out", choice)
    assert sorted(content(tmp_path / "out")) == ["2019/b.png"]


def test_of_true_copies_one_is_taken(pair, tmp_path: Path) -> None:
    (pair.photos / "again.png").write_bytes((pair.photos / "b.png").read_bytes())
    pair.scan()
    ids = [id_of(pair, name) for name in ("b.png", "again.png")]
    report = copy_photos(pair.library, ids, tmp_path / "out", AS_THEY_ARE)
    assert (report.added, report.same, len(content(tmp_path / "out"))) == (1, 1, 1)


def test_no_copy_goes_into_the_library_itself(pair) -> None:
    for verb in (copy_photos, cut_out_faces):
        rest = (AS_THEY_ARE,) if verb is copy_photos else ()
        with refused(InvalidInput, ProblemCode.EXPORT_INTO_LIBRARY, file="out"):
            verb(pair.library, [], pair.library.folder / "out", *rest)
    assert not (pair.library.folder / "out").exists()


def test_copying_photos_to_where_they_lie_changes_nothing_there(pair) -> None:
    before = content(pair.photos)
    report = copy_photos(pair.library, [id_of(pair, "b.png")], pair.photos, CopyChoice(with_names=True))
    assert (report.added, report.there) == (0, 1)
    assert content(pair.photos) == before


def test_a_sidecar_of_another_photo_is_neither_changed_nor_taken_for_the_copys(pair, tmp_path: Path) -> None:
    (tmp_path / "b.png.xmp").write_text("of another b.png")
    copy_photos(pair.library, [id_of(pair, "b.png")], tmp_path, CopyChoice(with_names=True))
    assert (tmp_path / "b.png.xmp").read_text() == "of another b.png"
    assert [region.name for region in read_regions(tmp_path / "b (2).png").regions] == ["Ben"]


def test_a_photo_that_is_gone_is_a_problem_of_the_copying_not_its_end(pair, tmp_path: Path) -> None:
    (pair.photos / "b.png").unlink()
    for choice in (AS_THEY_ARE, SMALL):
        report = copy_photos(pair.library, all_ids(pair), tmp_path / f"{choice.longest_px}", choice)
        assert report.added == 3
        assert "b.png could not be taken" in str(report.problems[0])


class StopsAtTheSecond(CancelToken):
    """Somebody stops while the first photo is copied."""

    asked = 0

    def raise_if_cancelled(self) -> None:
        self.asked += 1
        if self.asked > 1:
            self.cancel()
        super().raise_if_cancelled()


def test_a_stopped_run_leaves_whole_photos_only(pair, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        copy_photos(pair.library, all_ids(pair), tmp_path, AS_THEY_ARE, cancel=StopsAtTheSecond())
    there = [path for path in tmp_path.iterdir() if path.is_file()]
    assert len(there) == 1
    assert there[0].read_bytes() in content(pair.photos).values()


def test_a_full_disk_ends_it_with_a_sentence(pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic, "replacing", full)
    for choice in (AS_THEY_ARE, SMALL):
        with refused(DiskFull, ProblemCode.NO_ROOM_IN_FOLDER, folder=tmp_path.name):
            copy_photos(pair.library, all_ids(pair), tmp_path, choice)


def test_faces_are_cut_out_with_their_names_and_dates(pair, tmp_path: Path) -> None:
    ben = faces.faces_of_photo(pair.library.catalog, id_of(pair, "b.png"))[0].id
    both = [face.id for face in faces.faces_of_photo(pair.library.catalog, id_of(pair, "more/a.png"))]
    for added, there in ((3, 0), (0, 3)):
        report = cut_out_faces(pair.library, [ben, *both], tmp_path)
        assert (report.added, report.there, report.problems) == (added, there, ())
    made = sorted(path.name for path in tmp_path.glob("*.jpg"))
    assert made == ["Anna 2019-07-31 a.jpg", "Ben 2019-07-31 a.jpg", "Ben 2019-07-31 b.jpg"]
    with Image.open(tmp_path / made[2]) as picture:
        assert picture.size == (4, 4)  # the box is 1.6 x 2.4 pixels, and there is room around it


def test_one_face_is_cut_out_as_pixels(pair) -> None:
    ben = faces.faces_of_photo(pair.library.catalog, id_of(pair, "b.png"))[0]
    cut = cut_out_face(pair.library, ben.id)
    assert (cut.width, cut.height, len(cut.data)) == (4, 4, 64)
    edits.ignore_faces(pair.library, [ben.id], IgnoreReason.STRANGER)
    assert cut_out_face(pair.library, ben.id) == cut
