"""Names inside photos: pixels and every field that is not ours are what they were, in every format."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageSequence

from faceorg.boxes import Box
from faceorg.errors import MetadataProblem
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.in_file import InFileWriter
from faceorg.metadata.readers import read_regions
from faceorg.metadata.regions import Region, to_stored
from faceorg.metadata.writer import Target, Written, carry_out, plan_write
from tests.conftest import Photos
from tests.problems import refused

Save = Callable[..., Path]
Exiftool = Callable[..., list[dict[str, Any]]]

ANNA = Region("Anna Ünal", Box(0.1, 0.1, 0.2, 0.2))
OURS = ("XMP-mwg-rs", "XMP-iptcExt:PersonInImage", "XMP-MP", "XMP-x")
# What a file is called and when it changed, where in it things lie, and which blocks it has.
NOT_CONTENT = ("SourceFile", "System:", "ExifTool:", "Composite:")
MOVES = ("Offset", "Offsets", "Start", "MediaDataSize", "WebP_Flags")


def _foreign(found: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value for key, value in found.items() if not key.startswith(OURS + NOT_CONTENT) and not key.endswith(MOVES)
    }


def _assert_same_pixels(one: Path, other: Path) -> None:
    with Image.open(one) as first, Image.open(other) as second:
        for a, b in zip(ImageSequence.Iterator(first), ImageSequence.Iterator(second), strict=True):
            assert ImageChops.difference(a.convert("RGBA"), b.convert("RGBA")).getbbox(alpha_only=False) is None


def _write(photo: Path, wanted: list[Region], previous: Written | None = None) -> Written:
    with InFileWriter() as in_file:
        return carry_out(plan_write(photo, wanted, kind=Target.IN_FILE, microsoft=True, previous=previous), in_file)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif", ".heic", ".avif"])
def test_every_format_takes_names_and_keeps_the_rest(
    tmp_path: Path, save_photo: Save, exiftool: Exiftool, suffix: str
) -> None:
    photo = save_photo(tmp_path / f"a{suffix}", orientation=6)
    before = shutil.copy(photo, tmp_path / f"before{suffix}")
    written = _write(photo, [ANNA])
    assert [region.name for region in read_regions(photo).regions] == ["Anna Ünal"]
    _assert_same_pixels(before, photo)
    (old,), (new,) = exiftool(before), exiftool(photo)
    assert _foreign(new) == _foreign(old)
    assert new["XMP-mwg-rs:RegionInfo"]["RegionList"][0]["Name"] == "Anna Ünal"
    _write(photo, [], written)
    (bare,) = exiftool(photo)
    assert _foreign(bare) == _foreign(old)
    assert not [key for key in bare if key.startswith("XMP")]
    _assert_same_pixels(before, photo)


def test_exiftool_reads_our_boxes_in_all_eight_orientations(
    tmp_path: Path, save_photo: Save, exiftool: Exiftool
) -> None:
    photos = [save_photo(tmp_path / f"{orientation}.jpg", (400, 300), orientation) for orientation in range(1, 9)]
    with InFileWriter() as in_file:
        for photo in photos:
            carry_out(plan_write(photo, [ANNA], kind=Target.IN_FILE), in_file)
    for orientation, found in enumerate(exiftool(*photos), start=1):
        (entry,) = found["XMP-mwg-rs:RegionInfo"]["RegionList"]
        stored = to_stored(ANNA.box, orientation)
        assert float(entry["Area"]["X"]) * 400 == pytest.approx((stored.x + stored.width / 2) * 400, abs=0.1)
        assert float(entry["Area"]["Y"]) * 300 == pytest.approx((stored.y + stored.height / 2) * 300, abs=0.1)
        assert found["IFD0:Orientation"] == str(orientation)


def test_names_taken_out_of_a_jpeg_leave_the_very_same_file(
    portraits: Path, tmp_path: Path, exiftool: Exiftool
) -> None:
    photo = tmp_path / "a.jpg"
    shutil.copyfile(portraits / "portrait-orientation-6.jpg", photo)
    before = photo.read_bytes()
    written = _write(photo, [ANNA])
    assert {region.name for region in read_regions(photo).regions} == {"Marie Curie", "Pierre Curie", "Anna Ünal"}
    _write(photo, [], written)
    assert photo.read_bytes() == before


def test_photos_of_every_kind_keep_pixels_and_every_foreign_field(
    many_photos: Photos, tmp_path: Path, exiftool: Exiftool
) -> None:
    # One of each kind; packaging/bench/regions_roundtrip.py goes over all of ../shared.
    for name in many_photos.kinds:
        source = many_photos.folders[0] / name
        photo = Path(shutil.copyfile(source, tmp_path / source.name))
        _write(photo, [ANNA])
        (old,), (new,) = exiftool(source), exiftool(photo)
        assert _foreign(new) == _foreign(old)
        assert "Anna Ünal" in {region.name for region in read_regions(photo).regions}
        _assert_same_pixels(source, photo)


def test_a_second_orientation_is_never_written(tmp_path: Path, save_photo: Save, exiftool: Exiftool) -> None:
    photo = save_photo(tmp_path / "a.jpg", orientation=6)
    _write(photo, [ANNA])
    (found,) = exiftool(photo)
    assert [key for key in found if key.endswith(":Orientation")] == ["IFD0:Orientation"]


def test_option_like_and_odd_file_names_are_written_like_any_other(
    tmp_path: Path, save_photo: Save, exiftool: Exiftool
) -> None:
    for name in ("-delete_original.jpg", "@args.jpg", "a\n-execute.jpg", "Ünïcödé 中.jpg"):
        photo = save_photo(tmp_path / name)
        _write(photo, [ANNA])
        assert [region.name for region in read_regions(photo).regions] == ["Anna Ünal"]


def test_a_link_keeps_being_a_link(tmp_path: Path, save_photo: Save, exiftool: Exiftool) -> None:
    photo = save_photo(tmp_path / "a.jpg")
    link = tmp_path / "link.jpg"
    link.symlink_to(photo)
    _write(link, [ANNA])
    assert link.is_symlink()
    assert [region.name for region in read_regions(photo).regions] == ["Anna Ünal"]


def test_without_exiftool_one_sentence_says_what_to_do(
    tmp_path: Path, save_photo: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = save_photo(tmp_path / "a.jpg")
    before = photo.read_bytes()
    monkeypatch.setenv("PATH", str(tmp_path))
    with refused(MetadataProblem, ProblemCode.EXIFTOOL_MISSING):
        _write(photo, [ANNA])
    assert photo.read_bytes() == before


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"lossless": True, "alpha": True}])
def test_a_webp_without_any_metadata_takes_names(tmp_path: Path, exiftool: Exiftool, options: dict[str, bool]) -> None:
    photo = tmp_path / "a.webp"
    mode = "RGBA" if options.pop("alpha", False) else "RGB"
    Image.linear_gradient("L").resize((40, 30)).convert(mode).save(photo, "WEBP", **options)
    before = Path(shutil.copy(photo, tmp_path / "before.webp"))
    _write(photo, [ANNA])
    assert [region.name for region in read_regions(photo).regions] == ["Anna Ünal"]
    _assert_same_pixels(before, photo)


@pytest.mark.parametrize("suffix", [".gif", ".bmp"])
def test_other_formats_are_sent_to_sidecars(tmp_path: Path, suffix: str) -> None:
    photo = tmp_path / f"a{suffix}"
    Image.new("RGB", (8, 8)).save(photo)
    with refused(MetadataProblem, ProblemCode.FORMAT_NOT_WRITTEN):
        plan_write(photo, [ANNA], kind=Target.IN_FILE)


def test_a_photo_changed_since_the_plan_is_not_overwritten(
    tmp_path: Path, save_photo: Save, exiftool: Exiftool
) -> None:
    photo = save_photo(tmp_path / "a.jpg")
    plan = plan_write(photo, [ANNA], kind=Target.IN_FILE)
    save_photo(photo, size=(30, 20))
    before = photo.read_bytes()
    with InFileWriter() as in_file, refused(MetadataProblem, ProblemCode.CHANGED_MEANWHILE_NOT_WRITTEN):
        carry_out(plan, in_file)
    assert photo.read_bytes() == before


def test_a_refusal_of_exiftools_names_the_photo_and_not_the_copy_it_was_tried_on(
    tmp_path: Path, save_photo: Save, exiftool: Exiftool
) -> None:
    photo = save_photo(tmp_path / "a.jpg")
    broken = b"\xff\xe1\x00\x40Exif\x00\x00II*\x00\xff\xff\xff\xff" + bytes(48)  # its first directory lies nowhere
    photo.write_bytes(photo.read_bytes()[:2] + broken + photo.read_bytes()[2:])
    before = photo.read_bytes()
    plan = plan_write(photo, [ANNA], kind=Target.IN_FILE)
    cannot = refused(MetadataProblem, ProblemCode.EXIFTOOL_CANNOT_WRITE, file="a.jpg")
    with InFileWriter() as in_file, cannot as caught:
        carry_out(plan, in_file)
    said = str(caught.value).replace(str(photo), "").replace(photo.name, "")
    assert "IFD0" in said and "/" not in said
    assert photo.read_bytes() == before and list(tmp_path.iterdir()) == [photo]
