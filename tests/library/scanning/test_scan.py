"""What a second scan touches, and what it never loses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from faceorg.boxes import Box
from faceorg.catalog import clusters, faces, people
from faceorg.catalog.faces import faces_of_person
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoState
from faceorg.errors import Cancelled, DiskFull, InvalidInput, NotFound
from faceorg.library.people import boxes, edits
from faceorg.library.recognising.vectors import space_of
from faceorg.library.scanning import inventory
from faceorg.messages.codes import ProblemCode, TaskCode
from faceorg.progress import CancelToken
from tests.problems import refused


def states(studio) -> dict[str, PhotoState]:
    return {photo.path.name: photo.state for photo in photos.all_photos(studio.library.catalog)}


def named_anna(family):
    """Name Anna's group; return her id and her faces."""
    group = clusters.clusters(family.library.catalog)[0]
    made = edits.name_cluster(family.library, group.id, "Anna")
    return made.person_id, set(group.face_ids)


def ids_of(family, person_id):
    return {face.id for face in faces_of_person(family.library.catalog, person_id)}


def test_a_scan_finds_groups_of_everyone_seen_more_than_once(family):
    assert [len(group.face_ids) for group in clusters.clusters(family.library.catalog, min_faces=2)] == [4, 3]


def test_a_second_scan_analyses_nothing(family):
    report, analyzed = family.scan()
    assert analyzed == []
    assert (report.found, report.unchanged, report.analyzed) == (7, 7, 0)


def test_only_new_pictures_are_analysed(family):
    new = family.take("new.png", "anna")
    report, analyzed = family.scan()
    assert analyzed == [new]
    assert (report.found, report.analyzed) == (8, 1)


def test_a_walk_looks_for_the_reader_of_videos_once_and_not_for_every_file(family, monkeypatch):
    asked = []
    monkeypatch.setattr(inventory, "can_read_videos", lambda: bool(asked.append(1)))
    family.scan()

    assert len(asked) <= 2  # for the folder, and for second names of files


def test_a_touched_file_with_the_same_content_is_not_analysed_again(family):
    family.touch(family.photos / "anna0.png")
    assert family.scan()[1] == []
    assert family.scan()[1] == []


def test_a_moved_file_keeps_its_faces_and_names(family):
    anna, before = named_anna(family)
    (family.photos / "trip").mkdir()
    shutil.move(family.photos / "anna0.png", family.photos / "trip" / "renamed.png")
    report, analyzed = family.scan()
    assert analyzed == []
    assert report.missing == 0
    assert ids_of(family, anna) == before
    assert "renamed.png" in states(family)
    assert "anna0.png" not in states(family)


def test_a_moved_file_keeps_its_names_where_another_took_its_place(family):
    """A camera that begins again at IMG_0001, once its photos were put into a folder."""
    anna, before = named_anna(family)
    place = family.photos / "anna0.png"
    boxes.draw_face(family.library, photos.photo_at(family.library.catalog, place).id, Box(0.8, 0.8, 0.1, 0.1), "Carl")
    family.scan()
    (family.photos / "trip").mkdir()
    moved = place.rename(family.photos / "trip" / "renamed.png")
    family.take("anna0.png", "dora")
    report, analyzed = family.scan()
    assert (analyzed, report.missing) == ([place], 0)
    assert ids_of(family, anna) == before
    known = {person.id: person.name for person in people.people(family.library.catalog)}
    there, here = (
        [known.get(face.person_id) for face in faces.faces_of_photo(family.library.catalog, photo.id)]
        for photo in (photos.photo_at(family.library.catalog, path) for path in (moved, place))
    )
    assert (there, here) == (["Anna", "Carl"], [None])


def test_a_vanished_file_is_missing_and_comes_back_with_its_names(family, tmp_path):
    anna, before = named_anna(family)
    shutil.move(family.photos / "anna0.png", tmp_path / "aside.png")
    report, _ = family.scan()
    assert report.missing == 1
    assert states(family)["anna0.png"] is PhotoState.MISSING
    assert ids_of(family, anna) == before
    shutil.move(tmp_path / "aside.png", family.photos / "anna0.png")
    report, analyzed = family.scan()
    assert (report.missing, analyzed) == (0, [])
    assert states(family)["anna0.png"] is PhotoState.ANALYZED


def test_a_root_that_is_not_mounted_loses_nothing(family, tmp_path):
    anna, before = named_anna(family)
    family.photos.rename(tmp_path / "unmounted")
    report, _ = family.scan_known()
    assert report.away == (family.photos,)
    assert set(states(family).values()) == {PhotoState.ANALYZED}
    family.photos.mkdir()  # the empty mount point
    report, _ = family.scan()
    assert report.away == (family.photos,)
    assert report.missing == 0
    assert ids_of(family, anna) == before


def test_an_edited_picture_keeps_the_ids_of_faces_that_are_still_there(family):
    anna, before = named_anna(family)
    # Another picture under the old name, with Anna at another place: matched by likeness, not by overlap.
    family.take("anna0.png", "anna", boxes=[Box(0.7, 0.1, 0.2, 0.3)])
    family.touch(family.photos / "anna0.png")
    report, analyzed = family.scan()
    assert len(analyzed) == 1
    assert ids_of(family, anna) == before
    assert report.faces == 8


def test_a_face_that_left_its_picture_is_gone_but_not_forgotten(family):
    anna, before = named_anna(family)
    original = (family.photos / "anna0.png").read_bytes()
    family.take("anna0.png")
    family.touch(family.photos / "anna0.png")
    family.scan()
    assert len(ids_of(family, anna)) == len(before) - 1
    (family.photos / "anna0.png").write_bytes(original)
    family.touch(family.photos / "anna0.png")
    family.scan()
    assert ids_of(family, anna) == before


def test_a_damaged_picture_is_failed_with_its_reason_and_tried_again_when_it_changed(studio):
    good = studio.take("good.png", "anna")
    bad = studio.photos / "bad.png"
    bad.write_bytes(good.read_bytes()[:-9])
    report, _ = studio.scan()
    assert [(failure.path, str(failure.reason)) for failure in report.failures] == [(bad, "bad.png cannot be read.")]
    assert studio.scan()[1] == []
    assert studio.scan(retry_failed=True)[1] == [bad]
    studio.take("bad.png", "ben")
    studio.touch(bad)
    assert studio.scan()[0].failed == 0


def test_a_file_that_only_calls_itself_a_picture_is_failed(studio):
    studio.take("good.png", "anna")
    (studio.photos / "fake.jpg").write_text("this is no picture")
    (studio.photos / "notes.txt").write_text("nor is this")
    report, analyzed = studio.scan()
    assert len(analyzed) == 1
    assert [failure.path.name for failure in report.failures] == ["fake.jpg"]
    assert report.found == 2


def test_a_cancelled_scan_goes_on_where_it_stopped(studio):
    for number in range(6):
        studio.take(f"{number}.png", "anna")
    cancel = CancelToken()
    seen = []

    def stop_after_three(progress):
        if progress.task.code is TaskCode.FINDING_FACES:
            seen.append(progress.done)
            if progress.done >= 3:
                cancel.cancel()

    from faceorg.progress import ProgressMeter

    every, ProgressMeter.REPORT_EVERY_S = ProgressMeter.REPORT_EVERY_S, 0
    try:
        with pytest.raises(Cancelled):
            studio.scan(progress=stop_after_three, cancel=cancel)
    finally:
        ProgressMeter.REPORT_EVERY_S = every
    _, rest = studio.scan()
    assert len(rest) == 3
    assert set(states(studio).values()) == {PhotoState.ANALYZED}


def test_several_roots_one_inside_the_other_count_each_photo_once(studio):
    studio.take("inner/a.png", "anna")
    studio.take("b.png", "anna")
    report, analyzed = studio.scan(studio.photos, studio.photos / "inner")
    assert (report.found, len(analyzed)) == (2, 2)


def test_hidden_folders_loops_and_the_librarys_own_folder_are_left_out(studio, tmp_path):
    studio.take("a.png", "anna")
    studio.take(".hidden/b.png", "anna")
    (studio.photos / "loop").symlink_to(studio.photos)
    (studio.photos / "own").symlink_to(studio.library.folder)
    shutil.copy(studio.photos / "a.png", studio.library.folder / "c.png")
    report, _ = studio.scan(tmp_path)
    assert report.found == 1


def test_a_folder_in_which_there_is_no_photo_is_told_and_only_that(studio, tmp_path):
    studio.take("a.png", "anna")
    nothing, letters, gone = (tmp_path / name for name in ("nothing", "letters", "gone"))
    for folder in (nothing, letters, gone):
        folder.mkdir()
    (letters / "letter.txt").write_text("no photo", encoding="utf-8")
    (gone / "b.png").write_bytes((studio.photos / "a.png").read_bytes())
    report, _analyzed = studio.scan(studio.photos, nothing, letters, gone)
    assert report.empty == (letters, nothing)
    (gone / "b.png").unlink()
    report, _analyzed = studio.scan(gone)
    assert report.empty == ()  # its photo may come back


def test_a_folder_that_does_not_exist_is_said_in_one_sentence(studio, tmp_path):
    with refused(NotFound, ProblemCode.NO_SUCH_FOLDER):
        studio.scan(tmp_path / "nowhere")
    with refused(InvalidInput, ProblemCode.FILE_INSTEAD_OF_FOLDER, file="file"):
        (tmp_path / "file").write_text("")
        studio.scan(tmp_path / "file")
    with refused(InvalidInput, ProblemCode.FOLDER_OF_THE_LIBRARY):
        studio.scan(studio.library.folder)


def test_a_drawn_face_is_embedded_and_survives_every_later_scan_of_its_picture(family):
    photo = next(photos.all_photos(family.library.catalog))
    drawn = boxes.draw_face(family.library, photo.id, Box(0.8, 0.05, 0.1, 0.1), "Carl").faces[0]
    _, analyzed = family.scan()
    assert analyzed == [photo.path]
    assert len(space_of(family.library).vectors_of([drawn])[0]) == 1
    photos.mark_changed(family.library.catalog, [(photo.id, photo.size_bytes, photo.mtime_ns)])
    assert family.scan()[1] == [photo.path]
    assert faces.face(family.library.catalog, drawn).box == Box(0.8, 0.05, 0.1, 0.1)


def test_a_drawn_face_is_not_in_another_picture_of_that_name_and_back_in_its_own(family):
    photo = next(photos.all_photos(family.library.catalog))
    own = photo.path.read_bytes()
    drawn = boxes.draw_face(family.library, photo.id, Box(0.8, 0.05, 0.1, 0.1), "Carl").faces[0]
    family.scan()
    family.take(photo.path.name, "anna")
    family.touch(photo.path)
    family.scan()
    with pytest.raises(NotFound):
        faces.face(family.library.catalog, drawn)
    photo.path.write_bytes(own)
    family.touch(photo.path)
    family.scan()
    assert faces.face(family.library.catalog, drawn).box == Box(0.8, 0.05, 0.1, 0.1)


def test_scanning_never_writes_a_photo(family, tmp_path):
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in family.photos.rglob("*")}
    named_anna(family)
    family.scan(retry_failed=True)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in family.photos.rglob("*")} == before


def test_a_file_name_that_is_no_text_is_scanned_like_any_other(studio):
    path = studio.take("plain.png", "anna")
    odd = Path(str(path.parent) + "/b\udce9b\udce9.png")
    try:
        path.rename(odd)
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system allows no such name")
    report, analyzed = studio.scan()
    assert analyzed == [odd]
    assert report.failed == 0


def test_a_full_disk_is_said_in_one_sentence_and_costs_only_the_photos_in_flight(studio):
    for number in range(90):
        studio.take(f"{number}.png", "anna", "ben", "carl")
    connection = studio.library.catalog.connection
    pages = connection.execute("PRAGMA main.page_count").fetchone()[0]
    connection.execute(f"PRAGMA main.max_page_count = {pages + 10}")  # how SQLite meets a full disk
    with refused(DiskFull, ProblemCode.DISK_FULL):
        studio.scan()
    assert len(states(studio)) == 90
    connection.execute("PRAGMA main.max_page_count = 1000000")
    report, _ = studio.scan()
    assert (report.found, report.failed, report.faces) == (90, 0, 270)


def test_a_disk_that_goes_away_during_a_scan_makes_no_photo_fail(studio, tmp_path):
    for number in range(4):
        studio.take(f"{number}.png", "anna")
    original = studio.pool().run

    class Unplugged:
        def run(self, jobs, cancel=None):
            for number, result in enumerate(list(original(jobs, cancel))):
                if number == 2:
                    studio.photos.rename(tmp_path / "unplugged")
                yield result if number < 2 else type(result)(result.photo_id, None, "cannot be opened")

    from faceorg.library.scanning import ingest

    report = ingest.scan(studio.library, [studio.photos], pool=Unplugged())
    assert report.failed == 0
    (tmp_path / "unplugged").rename(studio.photos)
    report, analyzed = studio.scan()
    assert (report.failed, len(analyzed)) == (0, 2)
