"""A video is one photo: the best face of each of its people, with the moment at which it is seen."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from faceorg import film
from faceorg.domain import PhotoState
from faceorg.errors import InvalidInput
from faceorg.library import pictures
from faceorg.library.names_in_files.files import write_names
from faceorg.library.opening import preferences
from faceorg.library.opening.library import Library
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits, turning
from faceorg.library.scanning import ingest
from faceorg.library.views import face_views, photo_views
from faceorg.messages.codes import ProblemCode
from tests.conftest import RESOURCES, SAMPLES
from tests.made.videos import HIGH, WIDE, make_video
from tests.problems import refused

pytest.importorskip("av")

STARTER = str(RESOURCES / "packs" / "starter")
RAVI = SAMPLES / "2017/05 Garden/IMG_20170514_152244.jpg"
MARCUS = SAMPLES / "2018/11 At home/IMG_20181117_170916.jpg"
RAVI_AGAIN = SAMPLES / "2018/11 At home/IMG_20181117_093012.jpg"


@pytest.fixture(scope="module")
def family(tmp_path_factory) -> Path:
    """A video of Ravi, Marcus, nobody, and Ravi again, two seconds each."""
    folder = tmp_path_factory.mktemp("family")
    return make_video(folder / "family.mp4", [RAVI, MARCUS, None, RAVI_AGAIN], taken="2018-11-17T17:30:00.000000Z")


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path / "library") as opened:
        yield opened


def scanned(library: Library, folder: Path, **named: object) -> ingest.ScanReport:
    return ingest.scan(library, [folder], pack=STARTER, device="cpu", **named)


def the_video(library: Library):
    (photo_id,) = photo_views.timeline(library, photo_views.PhotoFilter()).photo_ids
    return photo_views.photo(library, photo_id)


def moments_of_faces(library: Library) -> list[int]:
    video = the_video(library)
    return sorted(film.moment_of(face.box, video.moments_ms) for face in face_views.faces_of_photo(library, video.id))


def test_each_of_its_people_has_one_face_at_a_moment_of_his_scene(library, family):
    report = scanned(library, family.parent)
    video = the_video(library)
    assert (report.analyzed, report.failed, report.long_videos) == (1, 0, 0)
    assert (video.duration_ms, video.state) == (8000, PhotoState.ANALYZED)
    first, second = moments_of_faces(library)
    scenes = sorted({first // 2000, second // 2000})
    assert scenes in ([0, 1], [1, 3])  # Marcus in the second; Ravi in the first or the last, where he is seen best
    assert (video.width, video.height) == (2 * WIDE, HIGH)


def test_it_was_taken_when_it_says(library, family):
    scanned(library, family.parent)
    there = datetime(2018, 11, 17, 17, 30, tzinfo=UTC).astimezone().replace(tzinfo=None)
    assert the_video(library).taken_at == there


def test_its_people_are_told_from_each_other_and_named(library, family):
    scanned(library, family.parent)
    one, other = face_views.faces_of_photo(library, the_video(library).id)
    edits.name_faces(library, [one.id], "Ravi")
    edits.name_faces(library, [other.id], "Marcus")
    names = {face.person_id for face in face_views.faces_of_photo(library, the_video(library).id)}
    assert len(names) == 2


def test_its_picture_is_the_strip_of_the_best_frames(library, family):
    scanned(library, family.parent)
    found = pictures.open_picture(the_video(library), 2 * WIDE)
    assert found.pixels.shape == (HIGH, 2 * WIDE, 3)
    small = Image.open(BytesIO(pictures.new_preview(library, the_video(library).id)))
    assert small.width / small.height == pytest.approx(WIDE / HIGH, abs=0.02)  # one frame of the two


def test_another_pack_keeps_names_faces_and_strip(library, family, tmp_path):
    from tests.made.packs import make_packs

    make_packs(tmp_path / "packs", Path(STARTER), "other", "half")
    scanned(library, family.parent)
    before = the_video(library)
    faces = {face.id for face in face_views.faces_of_photo(library, before.id)}
    ingest.scan(library, pack=str(tmp_path / "packs" / "other"), device="cpu")
    assert {face.id for face in face_views.faces_of_photo(library, before.id)} == faces
    assert the_video(library).moments_ms == before.moments_ms


def test_few_whole_frames_are_no_hindrance(library, tmp_path):
    (tmp_path / "videos").mkdir()
    make_video(tmp_path / "videos" / "one.mkv", [MARCUS, RAVI], gop=250)
    scanned(library, tmp_path / "videos")
    first, second = moments_of_faces(library)
    assert first < 2000 <= second


def test_a_long_one_is_shown_and_looked_through_once_it_is_wanted(library, tmp_path, monkeypatch):
    (tmp_path / "videos").mkdir()
    make_video(tmp_path / "videos" / "long.mp4", [MARCUS], scene_s=301)
    report = scanned(library, tmp_path / "videos")
    assert (report.analyzed, report.long_videos, report.faces) == (1, 1, 0)
    assert (the_video(library).duration_ms, the_video(library).moments_ms) == (301_000, ())
    assert pictures.open_picture(the_video(library), 320).pixels.size
    assert scanned(library, tmp_path / "videos").analyzed == 0
    preferences.look_at_videos(library, "all")
    report = scanned(library, tmp_path / "videos")
    assert (report.analyzed, report.long_videos, report.faces) == (1, 0, 1)


def test_none_are_taken_in_where_none_are_wanted(library, family):
    preferences.look_at_videos(library, "none")
    assert scanned(library, family.parent).found == 0


def test_a_broken_one_costs_itself_alone_and_says_why(library, family, tmp_path):
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos" / "whole.mp4").write_bytes(family.read_bytes())
    (tmp_path / "videos" / "broken.mp4").write_bytes(family.read_bytes()[:3000])
    (tmp_path / "videos" / "no video.mp4").write_text("a list of songs")
    report = scanned(library, tmp_path / "videos")
    assert (report.found, report.analyzed) == (2, 1)
    (failure,) = report.failures
    assert failure.path.name == "broken.mp4"
    assert failure.reason.code == ProblemCode.VIDEO_CANNOT_BE_READ


def test_names_are_neither_written_into_one_nor_beside_it(library, family):
    scanned(library, family.parent)
    content, beside = family.read_bytes(), sorted(family.parent.iterdir())
    (face, *_others) = face_views.faces_of_photo(library, the_video(library).id)
    edits.name_faces(library, [face.id], "Ravi")
    report = write_names(library)
    assert (report.changes, report.problems, report.looked_at) == ([], [], 0)
    assert (family.read_bytes(), sorted(family.parent.iterdir())) == (content, beside)


def test_one_that_says_to_be_a_year_long_is_looked_at_all_the_same(library, family, tmp_path):
    (tmp_path / "videos").mkdir()
    content = bytearray(family.read_bytes())
    for box in (b"mvhd", b"mdhd", b"tkhd"):
        at = content.index(box) + (20 if box != b"tkhd" else 24)
        content[at : at + 4] = b"\x7f\xff\xff\xff"
    (tmp_path / "videos" / "endless.mp4").write_bytes(content)
    preferences.look_at_videos(library, "all")
    report = scanned(library, tmp_path / "videos")
    assert (report.analyzed, report.failed, report.faces) == (1, 0, 2)


def test_it_is_not_turned(library, family):
    scanned(library, family.parent)
    with refused(InvalidInput, ProblemCode.VIDEO_CANNOT_BE_TURNED):
        turning.turn_photos(library, [the_video(library).id], turning.RIGHT)
