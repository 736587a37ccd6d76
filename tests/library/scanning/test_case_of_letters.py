"""Folders and photos whose names differ in the case of letters are one where the file system says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoState
from faceorg.errors import NotFound
from faceorg.library.people import edits
from faceorg.library.scanning import exclusions, folders
from faceorg.library.views import photo_views
from faceorg.messages.codes import ProblemCode
from faceorg.paths import as_spelled, resolved
from tests.problems import refused
from tests.systems import blind_to_case


@pytest.fixture
def blind(studio, monkeypatch, tmp_path: Path):
    """A studio on a disk on which "Photos" is "photos"; nothing is scanned yet."""
    blind_to_case(monkeypatch, tmp_path)
    return studio


def roots(studio) -> list[Path]:
    return [root.path for root in photos.roots(studio.library.catalog)]


def other(path: Path) -> Path:
    return path.with_name(path.name.swapcase())


def test_a_path_is_spelled_as_its_disk_spells_it(blind):
    photo = blind.take("Trip/Grüße.png", "anna")
    assert as_spelled(other(photo.parent) / "GRÜSSE.PNG") == photo.parent / "GRÜSSE.PNG", "not the same file there"
    assert as_spelled(other(photo.parent) / "GRÜßE.PNG") == photo
    assert as_spelled(photo) == photo
    assert resolved(other(blind.photos) / "absent" / "x.png") == blind.photos / "absent" / "x.png"


def test_where_case_matters_two_folders_stay_two(studio, tmp_path: Path):
    for name in ("trip", "TRIP"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.png").write_bytes(studio.take(f"{name}.png", name).read_bytes())
    report, _analyzed = studio.scan(tmp_path / "trip", tmp_path / "TRIP")
    assert report.found == 2
    assert roots(studio) == [tmp_path / "TRIP", tmp_path / "trip"]


def test_a_folder_is_scanned_once_under_both_spellings(blind):
    blind.take("a.png", "anna")
    report, _analyzed = blind.scan(blind.photos)
    again, analyzed = blind.scan(other(blind.photos))
    assert (report.found, again.found, again.unchanged, analyzed) == (1, 1, 1, [])
    assert roots(blind) == [blind.photos]


def test_a_folder_inside_a_known_one_is_found_under_its_other_spelling(blind):
    photo = blind.take("Trip/a.png", "anna")
    blind.scan()
    _report, analyzed = blind.scan(other(blind.photos) / "tRIP")
    assert analyzed == []
    assert [one.path for one in photos.all_photos(blind.library.catalog)] == [photo]


def test_photos_and_folders_are_found_under_either_spelling(blind):
    photo = blind.take("Trip/a.png", "anna")
    blind.scan()
    assert (
        photo_views.require_photo(blind.library, str(other(blind.photos) / "TRIP" / "A.PNG"))
        == photos.photo_at(blind.library.catalog, photo).id
    )
    assert exclusions.exclude(blind.library, str(other(blind.photos) / "TRIP")).photos == 1
    blind.scan()
    assert [one.state for one in photos.all_photos(blind.library.catalog)] == [PhotoState.MISSING]
    assert folders.leave_out(blind.library, other(blind.photos)).folder == blind.photos
    assert roots(blind) == []


def test_a_photo_whose_case_was_changed_is_the_same_photo(blind):
    blind.take("stays.png", "ben")
    photo = blind.take("img_1.png", "anna")
    blind.scan()
    before = photos.photo_at(blind.library.catalog, photo).id
    edits.name_faces(blind.library, [faces.faces_of_photo(blind.library.catalog, before)[0].id], "Anna")
    photo.rename(other(photo))
    report, analyzed = blind.scan()
    after = photos.photo_at(blind.library.catalog, other(photo))
    assert (after.id, after.state, report.missing, analyzed) == (before, PhotoState.ANALYZED, 0, [])


def test_a_folder_whose_case_was_changed_keeps_everything(blind):
    photo = blind.take("img_1.png", "anna")
    blind.scan()
    before = photos.photo_at(blind.library.catalog, photo).id
    renamed = blind.photos.rename(other(blind.photos))
    report, analyzed = blind.scan(renamed)
    assert roots(blind) == [renamed]
    assert photos.photo_at(blind.library.catalog, renamed / "img_1.png").id == before
    assert (report.found, report.missing, report.away, analyzed) == (1, 0, (), [])


def test_a_folder_that_an_older_faceorg_scanned_twice_is_one_again(blind):
    photo = blind.take("img_1.png", "anna")
    blind.scan()
    twin = other(blind.photos)
    catalog = blind.library.catalog
    edits.name_faces(blind.library, [faces.all_faces(catalog)[0].id], "Anna")
    photos.add_root(catalog, twin)
    facts = photo.stat()
    photos.add_pending(catalog, [(twin / "img_1.png", facts.st_size, facts.st_mtime_ns)])
    report, _analyzed = blind.scan_known()
    assert roots(blind) == [blind.photos]
    assert report.found == 1
    here = [one.path for one in photos.all_photos(catalog) if one.state is not PhotoState.MISSING]
    assert here == [photo]
    assert [person.name for person in people.people(catalog)] == ["Anna"]


def test_a_folder_is_not_said_to_have_moved_to_itself(blind):
    blind.take("img_1.png", "anna")
    blind.scan()
    with refused(NotFound, ProblemCode.FOLDER_NOT_SCANNED):
        folders.folder_moved(blind.library, blind.photos / "nowhere", other(blind.photos))
