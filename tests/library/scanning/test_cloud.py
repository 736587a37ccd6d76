"""Files whose content lies in the cloud only: a scan leaves them closed unless asked, and takes nothing for lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from faceorg import settings
from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoState
from faceorg.library import maintenance
from faceorg.library.opening import preferences
from faceorg.library.people import edits
from faceorg.library.scanning.unfinished import photos_waiting
from faceorg.messages.codes import FindingCode
from tests.systems import CLOUD_MARKS, keep_in_cloud


def states(studio) -> dict[str, PhotoState]:
    return {photo.path.name: photo.state for photo in photos.all_photos(studio.library.catalog)}


@pytest.fixture(params=CLOUD_MARKS)
def provider(request) -> str:
    return request.param


def test_a_scan_leaves_what_lies_in_the_cloud_closed_and_counts_it(studio, monkeypatch, provider):
    here, there = studio.take("here.png", "anna"), studio.take("there.png", "anna")
    (studio.photos / "film.mov").write_bytes(b"no photo")
    fetched = keep_in_cloud(monkeypatch, provider, {there, studio.photos / "film.mov"})
    report, analyzed = studio.scan()
    assert (report.found, report.analyzed, report.in_cloud, report.failed, report.missing) == (1, 1, 1, 0, 0)
    assert analyzed == [here]
    assert fetched == []
    assert states(studio) == {"here.png": PhotoState.ANALYZED}


def test_a_scan_that_is_asked_to_fetches_it(studio, monkeypatch, provider):
    there = studio.take("there.png", "anna")
    fetched = keep_in_cloud(monkeypatch, provider, {there})
    preferences.fetch_from_cloud(studio.library, True)
    report, analyzed = studio.scan()
    assert (report.found, report.analyzed, report.in_cloud) == (1, 1, 0)
    assert analyzed == [there]
    assert set(fetched) == {"there.png"}
    assert settings.load(studio.library.folder).scan.from_cloud


def test_a_known_photo_that_goes_into_the_cloud_keeps_its_names(studio, monkeypatch, provider):
    photo = studio.take("anna.png", "anna")
    studio.scan()
    edits.name_faces(studio.library, [faces.all_faces(studio.library.catalog)[0].id], "Anna")
    fetched = keep_in_cloud(monkeypatch, provider, {photo})
    report, analyzed = studio.scan()
    assert (report.found, report.unchanged, report.missing, report.in_cloud) == (1, 1, 0, 0)
    assert (analyzed, fetched) == ([], [])
    assert [(one.name) for one in people.people(studio.library.catalog)] == ["Anna"]
    codes = {finding.message.code for finding in maintenance.check(studio.library, deep=True).findings}
    assert not codes & {FindingCode.PHOTO_NOT_THERE, FindingCode.PHOTO_CHANGED}
    assert fetched == []


def test_what_changed_in_the_cloud_waits_until_it_is_here(studio, monkeypatch, provider):
    photo = studio.take("anna.png", "anna")
    studio.scan()
    studio.take("anna.png", "ben")
    studio.touch(photo)
    with monkeypatch.context() as patch:
        fetched = keep_in_cloud(patch, provider, {photo})
        report, analyzed = studio.scan()
        assert (report.found, report.in_cloud, analyzed, fetched) == (1, 1, [], [])
    report, analyzed = studio.scan()
    assert (report.in_cloud, analyzed) == (0, [photo])


def test_a_photo_that_waits_for_another_pack_is_not_fetched_for_it(studio, monkeypatch, provider):
    photo = studio.take("anna.png", "anna")
    studio.scan()
    fetched = keep_in_cloud(monkeypatch, provider, {photo})
    with studio.library.catalog.atomic() as connection:
        connection.execute("DELETE FROM emb.analyzed")  # as another pack finds it
    assert photos_waiting(studio.library) == 0
    report, analyzed = studio.scan()
    assert (report.in_cloud, analyzed, fetched) == (1, [], [])


def test_what_lies_in_the_cloud_of_a_disk_that_is_away_makes_nothing_else_wait_less(studio, monkeypatch, provider):
    here, away = studio.take("here/a.png", "anna"), studio.take("away/b.png", "anna")
    studio.scan(here.parent, away.parent)
    studio.library.catalog.connection.execute("UPDATE emb.analyzed SET pack_id = 'another'")
    away.parent.rename(studio.photos / "unplugged")
    keep_in_cloud(monkeypatch, provider, {away})
    assert photos_waiting(studio.library) == 1


def test_a_photo_that_moved_inside_the_cloud_is_the_same_photo_without_being_fetched(studio, monkeypatch, provider):
    photo = studio.take("a/anna.png", "anna")
    studio.take("b/ben.png", "ben")
    studio.scan()
    before = photos.photo_at(studio.library.catalog, photo).id
    moved = studio.photos / "b" / "anna.png"
    photo.rename(moved)
    fetched = keep_in_cloud(monkeypatch, provider, {moved})
    report, analyzed = studio.scan()
    assert photos.photo_at(studio.library.catalog, moved).id == before
    assert (report.in_cloud, analyzed, fetched) == (0, [], [])


def test_a_stub_of_icloud_stands_for_its_photo(studio):
    photo = studio.take("IMG_1.png", "anna")
    studio.take("IMG_2.png", "ben")
    studio.scan()
    content = photo.read_bytes()
    photo.unlink()
    stub = studio.photos / ".IMG_1.png.icloud"
    stub.write_bytes(b"bplist00")
    (studio.photos / ".new.heic.icloud").write_bytes(b"bplist00")
    (studio.photos / ".notes.txt.icloud").write_bytes(b"bplist00")
    report, analyzed = studio.scan()
    assert (report.found, report.missing, report.in_cloud, analyzed) == (2, 0, 1, [])
    assert states(studio)["IMG_1.png"] is PhotoState.ANALYZED
    preferences.fetch_from_cloud(studio.library, True)
    report, analyzed = studio.scan()
    assert (report.failed, report.in_cloud, analyzed) == (0, 1, []), (
        "a stub cannot be opened, only its system fetches it"
    )
    stub.unlink()
    photo.write_bytes(content)
    report, analyzed = studio.scan()
    assert (report.missing, analyzed) == (0, [])


def test_a_photo_that_was_lost_and_is_in_the_cloud_comes_back_with_its_names(studio):
    photo = studio.take("IMG_1.png", "anna")
    studio.take("IMG_2.png", "ben")
    studio.scan()
    photo.unlink()
    studio.scan()
    assert states(studio)["IMG_1.png"] is PhotoState.MISSING
    (studio.photos / ".IMG_1.png.icloud").write_bytes(b"bplist00")
    report, analyzed = studio.scan()
    assert states(studio)["IMG_1.png"] is PhotoState.ANALYZED
    assert (report.missing, analyzed) == (0, [])


def test_the_command_line_says_how_many_stayed_closed(studio, monkeypatch, capsys):
    from faceorg.cli.main import run

    there = studio.take("there.png", "anna")
    keep_in_cloud(monkeypatch, "iCloud", {there})
    report, _analyzed = studio.scan()
    monkeypatch.setattr("faceorg.library.scanning.ingest.scan", lambda *_folders, **_options: report)
    studio.library.close()
    assert run(["scan", "--no-cloud", "--library", str(studio.library.folder)]) == 0
    assert "1 photo lies only in the cloud and stayed closed (faceorg scan --cloud" in capsys.readouterr().out


def test_a_folder_with_nothing_but_stubs_is_not_away(studio, tmp_path: Path):
    photo = studio.take("IMG_1.png", "anna")
    studio.scan()
    photo.rename(studio.photos / ".IMG_1.png.icloud")
    report, _analyzed = studio.scan()
    assert (report.away, report.missing, report.found) == ((), 0, 1)
    assert os.listdir(studio.photos) == [".IMG_1.png.icloud"]
