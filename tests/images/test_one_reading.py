"""Faces are found where `images` turns a photo and names are read where `metadata` does: both must turn it the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from a_dng import a_dng
from a_picture import encoded, exif_block, stored_as, upright_picture
from PIL import Image, TiffImagePlugin

from faceorg.errors import MetadataProblem, PhotoProblem
from faceorg.formats import format_of_file
from faceorg.images.decode import decode_photo
from faceorg.metadata.embedded import read_embedded
from faceorg.metadata.writer import Target, target_of

XMP_ORIENTATION_6 = (
    b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
    b"<rdf:Description xmlns:tiff='http://ns.adobe.com/tiff/1.0/' tiff:Orientation=\"6\"/></rdf:RDF></x:xmpmeta>"
)


def both_turn(photo: Path) -> tuple[tuple[int, int], tuple[int, int], int]:
    """The upright size by each room, and the orientation that metadata reads."""
    image = decode_photo(photo)
    frame = read_embedded(photo).frame
    assert frame is not None
    return (image.full_width, image.full_height), frame.upright_size, frame.orientation


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_all_formats_and_orientations_are_turned_alike(tmp_path: Path, kind: str, orientation: int) -> None:
    photo = tmp_path / f"a.{kind.lower()}"
    stored = stored_as(upright_picture(4), orientation)
    photo.write_bytes(encoded(stored, kind, exif=exif_block(orientation)))
    assert both_turn(photo) == ((192, 128), (192, 128), orientation)


def test_a_tiff_whose_orientation_stands_in_its_xmp_alone(tmp_path: Path) -> None:
    photo = tmp_path / "a.tif"
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[700] = XMP_ORIENTATION_6
    stored_as(upright_picture(4), 6).save(photo, tiffinfo=tags)
    assert both_turn(photo) == ((192, 128), (192, 128), 6)


def test_a_raw_is_told_by_its_content_under_any_name(tmp_path: Path) -> None:
    preview = upright_picture(1)
    for name in ("a.dng", "a.tif", "a.jpg"):
        (tmp_path / name).write_bytes(a_dng(preview, orientation=6, sensor=(1200, 900)))
        images, metadata, orientation = both_turn(tmp_path / name)
        assert (images[0] < images[1], metadata, orientation) == (True, (900, 1200), 6), name


def test_a_jpeg_that_is_called_a_raw_is_a_jpeg(tmp_path: Path) -> None:
    photo = tmp_path / "a.nef"
    photo.write_bytes(encoded(stored_as(upright_picture(4), 6), "JPEG", exif=exif_block(6)))
    assert both_turn(photo) == ((192, 128), (192, 128), 6)


def test_a_tiff_that_only_looks_like_a_raw_is_a_tiff(tmp_path: Path) -> None:
    """Of a camera's name and a picture in a sub-directory, as programs write them that keep previews."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[271], tags[330], tags[274] = "Faceorg", 8, 6
    tags.tagtype[330] = 4
    out = io.BytesIO()
    stored_as(upright_picture(4), 6).save(out, "TIFF", tiffinfo=tags)
    photo = tmp_path / "a.tif"
    photo.write_bytes(out.getvalue())
    assert both_turn(photo) == ((192, 128), (192, 128), 6)


@pytest.mark.parametrize("suffix", [".mef", ".mos", ".fff", ".dib"])
def test_one_list_of_endings_says_what_calls_itself_a_photo(tmp_path: Path, suffix: str) -> None:
    """An empty one is a damaged photo, and one beside another photo of that name would share its sidecar."""
    other = tmp_path / f"a{suffix}"
    other.touch()
    with pytest.raises(PhotoProblem):
        format_of_file(other)
    Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg")
    with pytest.raises(MetadataProblem):
        target_of(tmp_path / "a.jpg", Target.STEM)
