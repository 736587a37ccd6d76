"""What the camera wrote beside a picture: read where it makes sense, and nothing where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from faceorg.metadata.camera import CameraFacts, Position, read_camera

PARIS = {1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0), 5: b"\x00", 6: 35.0}


def photo_with(file: Path, outer: dict, inner: dict, gps: dict) -> Path:
    exif = Image.Exif()
    for tag, value in outer.items():
        exif[tag] = value
    exif.get_ifd(0x8769).update(inner)
    exif.get_ifd(0x8825).update(gps)
    Image.new("RGB", (8, 8)).save(file, exif=exif.tobytes())
    return file


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif"])
def test_camera_lens_exposure_and_place_are_read(tmp_path: Path, suffix: str) -> None:
    inner = {
        0x829A: IFDRational(1, 250), 0x829D: IFDRational(28, 10), 0x8827: 400, 0x9209: 0x10, 0x920A: IFDRational(50),
        0xA405: 75, 0xA434: "EF50mm f/1.8 STM",
    }  # fmt: skip
    photo = photo_with(tmp_path / f"a.{suffix}", {0x010F: "Canon", 0x0110: "Canon EOS 5D"}, inner, PARIS)
    facts = read_camera(photo)
    assert (facts.camera, facts.lens) == ("Canon EOS 5D", "EF50mm f/1.8 STM")
    assert (facts.exposure_s, facts.f_number, facts.iso) == (pytest.approx(0.004), pytest.approx(2.8), 400)
    assert (facts.focal_mm, facts.focal_35_mm, facts.flash) == (50, 75, False)
    assert facts.place == Position(pytest.approx(48.858333), pytest.approx(2.294444), 35)


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
        ("Apple", "iPhone 12", "Apple iPhone 12"),
        ("", "X100", "X100"),
        ("Leica", "", "Leica"),
        ("Can\x00on", " EOS  5D ", "Canon EOS 5D"),
    ],
)
def test_a_camera_is_called_once(tmp_path: Path, make: str, model: str, camera: str) -> None:
    outer = {tag: said for tag, said in ((0x010F, make), (0x0110, model)) if said}
    assert read_camera(photo_with(tmp_path / "a.jpg", outer, {}, {})).camera.replace("Can on", "Canon") == camera


def test_south_and_west_and_below_the_sea_are_negative(tmp_path: Path) -> None:
    gps = {**PARIS, 1: "S", 3: "W", 5: b"\x01"}
    place = read_camera(photo_with(tmp_path / "a.jpg", {}, {}, gps)).place
    assert place == Position(pytest.approx(-48.858333), pytest.approx(-2.294444), -35)


@pytest.mark.parametrize(
    "gps",
    [
        {**PARIS, 2: (148.0, 0.0, 0.0)},  # beyond the pole
        {**PARIS, 2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)},  # a receiver that has not found itself
        {1: "N", 2: (48.0, 51.0, 30.0)},
        {**PARIS, 2: (IFDRational(1, 0), 0.0, 0.0)},
    ],
)
def test_an_impossible_place_is_none(tmp_path: Path, gps: dict) -> None:
    assert read_camera(photo_with(tmp_path / "a.jpg", {}, {}, gps)).place is None


@pytest.mark.parametrize("inner", [{0x829A: IFDRational(1, 0)}, {0x829D: IFDRational(0, 1)}, {0x8827: 0}])
def test_numbers_that_mean_nothing_are_not_said(tmp_path: Path, inner: dict) -> None:
    assert read_camera(photo_with(tmp_path / "a.jpg", {}, inner, {})) == CameraFacts()


def test_what_cannot_be_read_says_nothing(tmp_path: Path, hostile: list[Path]) -> None:
    (tmp_path / "a.jpg").write_text("no photo")
    assert read_camera(tmp_path / "a.jpg") == CameraFacts()
    assert read_camera(tmp_path / "none.jpg") == CameraFacts()
    for file in hostile:
        read_camera(file)  # raises nothing
