"""Photos that no scan comes by are told apart, and only those whose files are looked for and gone are forgotten."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import Absence, PhotoState
from faceorg.library.people import edits
from faceorg.library.scanning import exclusions, folders, forgetting, whereabouts
from faceorg.library.views import face_views, photo_views

PHOTOS = ("a.png", "trip/b.png", "trip/c.png")


@pytest.fixture
def trip(studio):
    """Anna in three photos, two of them in a folder; all named."""
    for name in PHOTOS:
        studio.take(name, "anna")
    studio.scan()
    edits.name_faces(studio.library, [_face(studio, name) for name in PHOTOS], "Anna")
    return studio


def _face(studio, name: str):
    photo = photos.photo_at(studio.library.catalog, studio.photos / name)
    return faces.faces_of_photo(studio.library.catalog, photo.id)[0].id


def _whys(studio) -> dict[str, Absence]:
    found = forgetting.missing_photos(studio.library)
    return {one.path.relative_to(studio.photos).as_posix(): one.why for one in found}


def _forget_all(studio, *what: Absence) -> int:
    ids = [photo.id for photo in photos.all_photos(studio.library.catalog)]
    return forgetting.forget(studio.library, ids, what or (Absence.GONE,)).photos


def _named(studio) -> int:
    """In how many photos Anna is by the user's word."""
    (anna,) = people.people(studio.library.catalog)
    return sum(face.assigned_by == "user" for face in face_views.faces_of_person(studio.library, anna.id))


def _fail(monkeypatch: pytest.MonkeyPatch, below: Path, number: int) -> None:
    """Have the system answer every look at a folder, and at what is in it, with an error, as a broken share does."""
    real = os.stat

    def stat(path, *rest, **options):
        if isinstance(path, str | os.PathLike) and Path(path).is_relative_to(below):
            raise OSError(number, os.strerror(number), str(path))
        return real(path, *rest, **options)

    monkeypatch.setattr(os, "stat", stat)


# ---------------------------------------------------------------- left out, and its files are there
def _exclude_folder(studio) -> None:
    exclusions.exclude(studio.library, str(studio.photos / "trip"))


def _exclude_pattern(studio) -> None:
    exclusions.exclude(studio.library, "trip/*.png")


def _mark(studio) -> None:
    (studio.photos / "trip" / ".nomedia").touch()
    studio.scan()


def _exclude_by_hand(studio) -> None:
    """An entry that came into the settings otherwise: the next scan leaves the photos out."""
    _exclude_folder(studio)
    studio.scan()


LEAVE_OUT: list[tuple[Callable, Callable]] = [
    (_exclude_folder, lambda studio: exclusions.include(studio.library, str(studio.photos / "trip"))),
    (_exclude_pattern, lambda studio: exclusions.include(studio.library, "trip/*.png")),
    (_exclude_by_hand, lambda studio: exclusions.include(studio.library, str(studio.photos / "trip"))),
    (_mark, lambda studio: (studio.photos / "trip" / ".nomedia").unlink()),
]


@pytest.mark.parametrize(("leave_out", "take_in"), LEAVE_OUT)
def test_what_is_left_out_is_not_forgotten_as_deleted_and_comes_back_whole(trip, leave_out, take_in) -> None:
    leave_out(trip)
    assert _whys(trip) == {"trip/b.png": Absence.LEFT_OUT, "trip/c.png": Absence.LEFT_OUT}
    assert _forget_all(trip) == 0
    take_in(trip)
    trip.scan()
    assert (_named(trip), _whys(trip)) == (3, {})


@pytest.mark.parametrize(("leave_out", "take_in"), LEAVE_OUT)
def test_what_is_left_out_is_forgotten_when_that_is_asked_for(trip, leave_out, take_in) -> None:
    leave_out(trip)
    assert _forget_all(trip, Absence.LEFT_OUT) == 2
    take_in(trip)
    trip.scan()
    assert _named(trip) == 1


@pytest.mark.parametrize("is_connected", [True, False])
def test_the_photos_of_a_folder_that_was_removed_are_left_out_whether_it_is_there_or_not(trip, is_connected) -> None:
    folders.leave_out(trip.library, trip.photos)
    elsewhere = trip.photos.with_name("unplugged")
    if not is_connected:
        trip.photos.rename(elsewhere)
    assert set(_whys(trip).values()) == {Absence.LEFT_OUT}
    assert _forget_all(trip) == 0
    if not is_connected:
        elsewhere.rename(trip.photos)
    trip.scan()
    assert _named(trip) == 3


def test_what_was_deleted_in_a_folder_that_is_left_out_is_gone(trip) -> None:
    _exclude_folder(trip)
    (trip.photos / "trip/b.png").unlink()
    assert _whys(trip) == {"trip/b.png": Absence.GONE, "trip/c.png": Absence.LEFT_OUT}
    assert _forget_all(trip) == 1


# ---------------------------------------------------------------- away
def _all_missing(studio) -> None:
    every = [photo.id for photo in photos.all_photos(studio.library.catalog)]
    photos.mark_missing(studio.library.catalog, every)


def _unplug(studio, _monkeypatch) -> None:
    studio.photos.rename(studio.photos.with_name("unplugged"))


def _leave_an_empty_mount_point(studio, monkeypatch) -> None:
    _unplug(studio, monkeypatch)
    studio.photos.mkdir()
    (studio.photos / ".directory").touch()


def _no_answer(studio, monkeypatch) -> None:
    _fail(monkeypatch, studio.photos, errno.EHOSTDOWN)


@pytest.mark.parametrize("happens", [_unplug, _leave_an_empty_mount_point, _no_answer])
def test_nothing_is_forgotten_of_a_folder_that_is_away(trip, happens, monkeypatch: pytest.MonkeyPatch) -> None:
    (trip.photos / "trip/b.png").unlink()
    trip.scan()
    _all_missing(trip)
    happens(trip, monkeypatch)
    assert set(_whys(trip).values()) == {Absence.AWAY}
    assert _forget_all(trip, Absence.GONE, Absence.LEFT_OUT) == 0


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE])
def test_nothing_is_forgotten_below_a_folder_that_cannot_be_looked_into(
    trip, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _all_missing(trip)
    (trip.photos / "a.png").unlink()
    (trip.photos / "notes.txt").touch()
    _fail(monkeypatch, trip.photos / "trip", number)
    assert _whys(trip) == {"a.png": Absence.GONE, "trip/b.png": Absence.AWAY, "trip/c.png": Absence.AWAY}
    assert _forget_all(trip) == 1


def test_a_disk_that_is_pulled_out_while_it_is_asked_loses_nothing(trip, monkeypatch: pytest.MonkeyPatch) -> None:
    _all_missing(trip)
    look = whereabouts.Disk.look

    def pulled_out(disk, path):
        if trip.photos.exists():
            trip.photos.rename(trip.photos.with_name("unplugged"))
        return look(disk, path)

    monkeypatch.setattr(whereabouts.Disk, "look", pulled_out)
    assert _forget_all(trip) == 0


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_folder_behind_a_link_that_leads_nowhere_is_away(trip) -> None:
    disk = trip.photos.with_name("disk")
    (trip.photos / "trip").rename(disk)
    (trip.photos / "trip").symlink_to(disk)
    trip.scan()
    assert _named(trip) == 3
    disk.rename(disk.with_name("unplugged"))
    report, _analyzed = trip.scan()
    assert (report.missing, report.away) == (0, (trip.photos / "trip",))
    assert _named(trip) == 3
    _all_missing(trip)
    assert _forget_all(trip) == 0
    (trip.photos / "trip").unlink()  # now somebody took it out
    assert _forget_all(trip) == 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_photo_that_is_a_link_to_a_disk_that_is_away_stays(studio) -> None:
    disk = studio.photos.with_name("disk")
    disk.mkdir()
    studio.take("real.png", "anna").rename(disk / "real.png")
    (studio.photos / "a.png").symlink_to(disk / "real.png")
    studio.take("b.png", "ben")
    studio.scan()
    disk.rename(disk.with_name("unplugged"))
    report, _analyzed = studio.scan()
    assert (report.missing, report.away) == (0, (studio.photos / "a.png",))
    _all_missing(studio)
    assert _forget_all(studio) == 0


# ---------------------------------------------------------------- a disk below a scanned folder
@pytest.fixture
def mounted(trip, monkeypatch: pytest.MonkeyPatch):
    """`trip` is the folder of another disk, as long as `plugged_in` says so."""
    real = whereabouts.device_of
    trip.plugged_in = True

    def device_of(folder: Path) -> int | None:
        found = real(folder)
        is_below = found is not None and folder.is_relative_to(trip.photos / "trip")
        return -1 if is_below and trip.plugged_in else found

    monkeypatch.setattr(whereabouts, "device_of", device_of)
    trip.scan()
    return trip


@pytest.mark.parametrize("leaves_a_folder", [True, False])
def test_a_disk_below_a_scanned_folder_is_away_when_it_is_not_there(mounted, leaves_a_folder: bool) -> None:
    elsewhere = mounted.photos.with_name("unplugged")
    (mounted.photos / "trip").rename(elsewhere)
    mounted.plugged_in = False
    if leaves_a_folder:
        (mounted.photos / "trip").mkdir()
    report, _analyzed = mounted.scan()
    assert (report.missing, report.away) == (0, (mounted.photos / "trip",))
    assert _named(mounted) == 3
    _all_missing(mounted)
    assert _forget_all(mounted) == 0
    if leaves_a_folder:
        (mounted.photos / "trip").rmdir()
    elsewhere.rename(mounted.photos / "trip")
    mounted.plugged_in = True
    mounted.scan()
    assert _named(mounted) == 3


def test_photos_that_are_deleted_on_such_a_disk_are_gone(mounted) -> None:
    (mounted.photos / "trip/b.png").unlink()
    report, _analyzed = mounted.scan()
    assert (report.missing, report.away) == (1, ())
    assert _forget_all(mounted) == 1


def test_a_folder_that_took_the_place_of_a_disk_is_a_folder(mounted) -> None:
    mounted.plugged_in = False  # its photos were copied onto the disk around it
    mounted.scan()
    (mounted.photos / "trip/b.png").unlink()
    (mounted.photos / "trip/c.png").unlink()
    (mounted.photos / "trip").rmdir()
    report, _analyzed = mounted.scan()
    assert (report.missing, report.away) == (2, ())
    assert _forget_all(mounted) == 2


# ---------------------------------------------------------------- back, and gone
def test_a_file_that_is_back_since_the_last_scan_is_not_forgotten(trip) -> None:
    kept = (trip.photos / "trip/b.png").read_bytes()
    (trip.photos / "trip/b.png").unlink()
    trip.scan()
    (trip.photos / "trip/b.png").write_bytes(kept)
    assert _whys(trip) == {"trip/b.png": Absence.BACK}
    assert _forget_all(trip, Absence.GONE, Absence.LEFT_OUT) == 0
    trip.scan()
    assert _named(trip) == 3


def test_a_photo_whose_place_another_one_took_is_gone(trip) -> None:
    (trip.photos / "a.png").unlink()
    (trip.photos / "trip/b.png").rename(trip.photos / "a.png")
    trip.scan()
    (one,) = forgetting.missing_photos(trip.library)
    assert one.why is Absence.GONE
    assert _forget_all(trip) == 1
    assert _named(trip) == 2


def test_a_folder_that_was_deleted_with_its_photos_is_gone(trip) -> None:
    for name in ("trip/b.png", "trip/c.png"):
        (trip.photos / name).unlink()
    (trip.photos / "trip").rmdir()
    trip.scan()
    assert photo_views.counts_by_state(trip.library)[PhotoState.MISSING] == 2
    assert _forget_all(trip) == 2
