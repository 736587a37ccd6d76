"""Videos as PyAV reads them: what cameras write, and nothing that leads elsewhere."""

from __future__ import annotations

import pytest

from faceorg.errors import PhotoProblem
from faceorg.formats import HEAD_BYTES, looks_like_video
from faceorg.images.video import VideoFile
from faceorg.messages.codes import ProblemCode
from tests.conftest import SAMPLES
from tests.made.videos import HIGH, WIDE, make_video
from tests.problems import refused

pytest.importorskip("av")

STILLS = [SAMPLES / "2017/05 Garden/IMG_20170514_152244.jpg", SAMPLES / "2018/11 At home/IMG_20181117_170916.jpg"]


@pytest.mark.parametrize("suffix", ["mp4", "mov", "3gp", "mkv", "avi", "wmv", "m2ts"])
def test_whatever_cameras_write_is_read(tmp_path, suffix):
    path = make_video(tmp_path / f"film.{suffix}", STILLS, scene_s=1)
    assert looks_like_video(path.read_bytes()[:HEAD_BYTES])
    with path.open("rb") as file:
        video = VideoFile(file, path.name)
        assert video.duration_ms == pytest.approx(2000, abs=250)
        found = video.samples()
        assert [sample.pixels.shape for sample in found] == [(HIGH, WIDE, 3)] * 2
        assert found[0].moment_ms < 1000 <= found[1].moment_ms
        again = video.frame_at(found[1].moment_ms)
        assert abs(again.astype(int) - found[1].pixels).mean() < 2


def test_a_list_of_other_files_is_not_followed(tmp_path):
    make_video(tmp_path / "other.mp4", STILLS)
    path = tmp_path / "list.mp4"
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{tmp_path / 'other.mp4'}\n#EXT-X-ENDLIST\n")
    assert not looks_like_video(path.read_bytes()[:HEAD_BYTES])
    with path.open("rb") as file, refused(PhotoProblem, ProblemCode.VIDEO_CANNOT_BE_READ, file="list.mp4"):
        VideoFile(file, path.name)


def test_a_cut_to_somebody_in_the_same_place_is_another_scene(tmp_path):
    """One after another before the same camera: nobody falls out because few frames of a scene are looked at."""
    portraits = sorted((SAMPLES / "2018/11 At home").glob("*.jpg"))
    path = make_video(tmp_path / "one by one.mp4", portraits, scene_s=2)
    with path.open("rb") as file:
        moments = [sample.moment_ms for sample in VideoFile(file, path.name).samples()]
    assert {moment // 2000 for moment in moments} == set(range(len(portraits)))


def test_a_scene_that_does_not_move_is_looked_at_once(tmp_path):
    path = make_video(tmp_path / "still.mp4", [STILLS[0]], scene_s=12)
    with path.open("rb") as file:
        assert len(VideoFile(file, path.name).samples()) == 1
