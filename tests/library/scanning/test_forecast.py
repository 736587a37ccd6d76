"""How long a scan will take: what is counted, what is tried, and what heavier networks would cost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from faceorg.catalog.pictures import photos
from faceorg.errors import Cancelled, NotFound
from faceorg.library.opening.open_library import open_library
from faceorg.library.recognising import packs
from faceorg.library.scanning import forecast as forecasting
from faceorg.library.scanning.forecast import Forecast, forecast
from faceorg.messages.codes import ProblemCode
from faceorg.progress import CancelToken
from tests.problems import refused


@pytest.fixture
def empty(tmp_path: Path):
    """A library in which nothing was scanned: the starter is in use."""
    with open_library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path, sample_truth) -> Path:
    """Three photos, and what is none."""
    made = tmp_path / "Pictures"
    made.mkdir()
    with_faces = [photo.file for photo in sample_truth if len(photo.faces) >= 2 and photo.file.suffix.lower() == ".jpg"]
    for file in with_faces[:3]:
        shutil.copyfile(file, made / file.name)
    (made / "notes.txt").write_text("no photo")
    (made / "broken.jpg").write_bytes(b"no photo either")
    return made


def test_a_few_photos_of_the_folder_are_tried_and_nothing_is_written(empty, folder: Path) -> None:
    found = forecast(empty, [folder])
    assert found is not None
    assert (found.photos, found.counted_all) == (4, True)  # that one is broken is known once it is read
    assert found.tried == 3
    assert found.whole_s > 0 and found.detecting_s > 0 and found.embedding_s > 0
    assert photos.counts_by_state(empty.catalog)[photos.PhotoState.PENDING] == 0
    assert photos.roots(empty.catalog) == [] and not empty.settings.analysis.pack


def test_heavier_networks_cost_what_they_cost_and_reading_stays_what_it_is() -> None:
    found = Forecast(1000, True, 6, whole_s=0.1, detecting_s=0.03, embedding_s=0.01, processes=4)
    assert found.seconds() == pytest.approx(25)
    assert found.seconds(20, 40) == pytest.approx(250 * (0.06 + 0.03 * 20 + 0.01 * 40))
    assert found.seconds(0.5, 1) == pytest.approx(250 * (0.1 - 0.015))


def test_with_another_pack_than_the_starter_nothing_is_told(empty, folder: Path, main_pack: Path, monkeypatch) -> None:
    copy = shutil.copytree(main_pack, empty.folder / "packs" / "another")
    packs.choose_pack(empty, copy.name)
    assert forecast(empty, [folder]) is None


def test_a_folder_without_photos_has_no_forecast(empty, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    assert forecast(empty, [tmp_path / "bare"]) is None


def test_a_folder_that_is_not_there_is_refused(empty, tmp_path: Path) -> None:
    with refused(NotFound, ProblemCode.NO_SUCH_FOLDER, folder="gone"):
        forecast(empty, [tmp_path / "gone"])


def test_who_starts_a_scan_meanwhile_stops_it(empty, folder: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        forecast(empty, [folder], cancel=token)


def test_counting_ends_after_a_while_and_says_so(empty, folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(forecasting, "COUNT_S", -1.0)
    found = forecast(empty, [folder])
    assert found is not None and not found.counted_all and found.photos >= 1
