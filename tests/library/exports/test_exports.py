"""Albums, contact sheets and tables: what leaves the library for other people."""

from __future__ import annotations

import csv
import json
import os
import re
from pathlib import Path

import pytest

from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.errors import Cancelled, InvalidInput
from faceorg.library.exports.albums import AlbumMode, export_album
from faceorg.library.exports.contact_sheet import export_contact_sheet
from faceorg.library.exports.face_table import COLUMNS, export_faces, harmless_cell
from faceorg.library.exports.text_files import write_text
from faceorg.library.people import edits as verbs
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.progress import CancelToken
from tests.problems import refused


@pytest.fixture
def annas(studio):
    """A person called <Anna> & Co in three photos, two of them of the same name."""
    for name in ("a.png", "other/a.png", "b.png"):
        studio.take(name, "anna")
    studio.take("ben.png", "ben")
    studio.scan()
    for name in ("a.png", "other/a.png", "b.png"):
        found = photos.photo_at(studio.library.catalog, studio.photos / name)
        (face,) = faces.faces_of_photo(studio.library.catalog, found.id)
        verbs.name_faces(studio.library, [face.id], "<Anna> & Co")
    studio.anna = verbs.find_person(studio.library, "<Anna> & Co").id
    return studio


def test_an_album_holds_every_photo_of_a_person_under_its_own_name(annas, tmp_path: Path) -> None:
    report = export_album(annas.library, annas.anna, tmp_path / "album")
    assert (report.added, report.there, report.problems) == (3, 0, ())
    assert sorted(path.name for path in (tmp_path / "album").iterdir()) == ["a (2).png", "a.png", "b.png"]
    originals = {path.read_bytes() for path in annas.photos.rglob("*.png")}
    assert {path.read_bytes() for path in (tmp_path / "album").iterdir()} <= originals


def test_a_second_album_run_adds_only_what_is_missing(annas, tmp_path: Path) -> None:
    export_album(annas.library, annas.anna, tmp_path / "album")
    (tmp_path / "album" / "b.png").unlink()
    report = export_album(annas.library, annas.anna, tmp_path / "album")
    assert (report.added, report.there) == (1, 2)


def test_an_album_never_replaces_a_file_that_was_there(annas, tmp_path: Path) -> None:
    (tmp_path / "b.png").write_text("mine")
    export_album(annas.library, annas.anna, tmp_path)
    assert (tmp_path / "b.png").read_text() == "mine"
    assert (tmp_path / "b (2).png").is_file()


def test_an_album_of_links_points_at_the_photos(annas, tmp_path: Path) -> None:
    for added in (3, 0):
        report = export_album(annas.library, annas.anna, tmp_path / "album", mode=AlbumMode.LINK)
        assert report.added == added
    assert {path.readlink() for path in (tmp_path / "album").iterdir()} == {
        annas.photos / name for name in ("a.png", "other/a.png", "b.png")
    }


def test_a_vanished_photo_is_a_problem_of_the_album_not_its_end(annas, tmp_path: Path) -> None:
    (annas.photos / "b.png").unlink()
    report = export_album(annas.library, annas.anna, tmp_path / "album")
    assert report.added == 2
    assert "b.png could not be taken" in str(report.problems[0])


def test_a_stopped_album_has_no_half_photo(annas, tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        export_album(annas.library, annas.anna, tmp_path / "album", cancel=token)
    assert list((tmp_path / "album").iterdir()) == []


def test_an_album_where_a_file_is_in_the_way_is_refused(annas, tmp_path: Path) -> None:
    (tmp_path / "album").write_text("a file")
    with refused(InvalidInput, ProblemCode.FOLDER_CANNOT_BE_MADE):
        export_album(annas.library, annas.anna, tmp_path / "album")


def test_a_contact_sheet_is_one_page_that_loads_nothing_and_trusts_no_name(annas, tmp_path: Path) -> None:
    page = tmp_path / "anna.html"
    assert export_contact_sheet(annas.library, annas.anna, page) == 3
    text = page.read_text(encoding="utf-8")
    assert "<h1>&lt;Anna&gt; &amp; Co</h1>" in text
    assert "<Anna>" not in text
    assert text.count("<figure>") == 3
    sources = re.findall(r'src="([^"]+)"', text)
    assert len(sources) >= 3 and all(source.startswith("data:image/jpeg;base64,") for source in sources)
    assert "3 faces in 3 photos, 2019" in text
    assert page.stat().st_mode & 0o077 == 0


def test_a_table_of_faces_has_a_row_a_face(annas, tmp_path: Path) -> None:
    assert export_faces(annas.library, tmp_path / "faces.csv") == 4
    with (tmp_path / "faces.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert [row["person"] for row in rows].count("<Anna> & Co") == 3
    assert rows[0]["taken_at"] == "2019-07-31T12:00:00"
    export_faces(annas.library, tmp_path / "faces.json", person_id=annas.anna)
    document = json.loads((tmp_path / "faces.json").read_text(encoding="utf-8"))
    assert len(document) == 3
    assert document[0]["x"] == pytest.approx(0.05)


def test_a_table_of_another_kind_is_refused(annas, tmp_path: Path) -> None:
    with refused(InvalidInput, ProblemCode.TABLE_OF_UNKNOWN_KIND):
        export_faces(annas.library, tmp_path / "faces.xlsx")


def test_an_export_that_cannot_be_written_leaves_nothing(annas, tmp_path: Path) -> None:
    with refused(InvalidInput, ProblemCode.FILE_CANNOT_BE_WRITTEN, why=ReasonCode.FILE_NOT_FOUND):
        export_faces(annas.library, tmp_path / "no such folder" / "faces.csv")


# ---------------------------------------------------------------- never over what somebody else made
def test_a_file_that_is_there_is_written_over_only_when_asked(annas, tmp_path: Path) -> None:
    page = tmp_path / "anna.html"
    page.write_text("mine")
    with pytest.raises(InvalidInput) as refused:
        export_contact_sheet(annas.library, annas.anna, page)
    assert (refused.value.code, page.read_text()) == (ProblemCode.FILE_ALREADY_THERE, "mine")
    assert export_contact_sheet(annas.library, annas.anna, page, force=True) == 3
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("force", [False, True])
def test_a_picture_is_never_written_over(annas, tmp_path: Path, force: bool) -> None:
    disguised = tmp_path / "faces.csv"
    disguised.write_bytes((annas.photos / "b.png").read_bytes())
    linked = tmp_path / "linked.csv"
    linked.symlink_to(annas.photos / "b.png")
    for target in (disguised, linked):
        before = target.read_bytes()
        with pytest.raises(InvalidInput) as refused:
            export_faces(annas.library, target, force=force)
        assert refused.value.code is ProblemCode.EXPORT_OVER_PICTURE
        assert target.read_bytes() == before
    assert linked.is_symlink()


def test_what_is_no_file_and_the_librarys_own_folder_are_no_targets(annas, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    for target, code in (
        (tmp_path / "pipe.csv", ProblemCode.EXPORT_NOT_ON_A_FILE),
        (tmp_path / "folder.csv", ProblemCode.EXPORT_NOT_ON_A_FILE),
        (annas.library.folder / "faces.csv", ProblemCode.EXPORT_INTO_LIBRARY),
    ):
        with pytest.raises(InvalidInput) as refused:
            export_faces(annas.library, target, force=True)
        assert refused.value.code is code


def test_a_link_that_is_written_over_is_replaced_and_its_goal_stays(annas, tmp_path: Path) -> None:
    goal = tmp_path / "goal.txt"
    goal.write_text("mine")
    (tmp_path / "faces.csv").symlink_to(goal)
    export_faces(annas.library, tmp_path / "faces.csv", force=True)
    assert goal.read_text() == "mine"
    assert not (tmp_path / "faces.csv").is_symlink()


def test_a_file_that_appears_while_an_export_is_made_stays(annas, tmp_path: Path) -> None:
    def lines():
        yield "ours"
        (tmp_path / "new.txt").write_text("theirs")

    with pytest.raises(InvalidInput) as refused:
        write_text(tmp_path / "new.txt", lines())
    assert refused.value.code is ProblemCode.FILE_ALREADY_THERE
    assert [(path.name, path.read_text()) for path in tmp_path.glob("*.txt")] == [("new.txt", "theirs")]


def test_an_album_leaves_users_part_files_alone(annas, tmp_path: Path) -> None:
    album = tmp_path / "album"
    album.mkdir()
    mine = [album / name for name in ("b.png.part", ".b.png.tmp", "b.png.faceorg-new")]
    for path in mine:
        path.write_text("mine")
    export_album(annas.library, annas.anna, album)
    assert [path.read_text() for path in mine] == ["mine"] * 3


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1dHYPERLINK(0)"])
def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(annas, tmp_path: Path, name: str) -> None:
    verbs.rename_person(annas.library, annas.anna, name)
    export_faces(annas.library, tmp_path / "faces.csv")
    with (tmp_path / "faces.csv").open(encoding="utf-8", newline="") as file:
        people = {row["person"] for row in csv.DictReader(file)}
    assert f"'{name}" in people and name not in people
    export_faces(annas.library, tmp_path / "faces.json")
    document = json.loads((tmp_path / "faces.json").read_text(encoding="utf-8"))
    assert name in {row["person"] for row in document}


def test_cells_of_numbers_stay_numbers() -> None:
    assert [harmless_cell(value) for value in (-0.5, None, 3, "Anna", "\t=1")] == [-0.5, None, 3, "Anna", "'\t=1"]
