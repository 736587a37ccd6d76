"""Photos are told by content: whatever they are called, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from a_picture import encoded, upright_picture
from hypothesis import given
from hypothesis import strategies as st

from faceorg.errors import PhotoProblem
from faceorg.formats import HEAD_BYTES, PhotoFormat, format_of_file, sniff_format
from faceorg.messages.codes import ProblemCode, ReasonCode
from tests.problems import refused


@pytest.mark.parametrize(
    "kind, expected",
    [
        ("JPEG", "jpeg"),
        ("PNG", "png"),
        ("WEBP", "webp"),
        ("TIFF", "tiff"),
        ("GIF", "gif"),
        ("BMP", "bmp"),
        ("AVIF", "avif"),
        ("HEIF", "heif"),
        ("JPEG2000", "jpeg2000"),
    ],
)
def test_what_encoders_write_is_recognised_under_any_name(kind, expected, tmp_path):
    path = tmp_path / "IMG_1.subject"
    path.write_bytes(encoded(upright_picture(), kind))

    assert format_of_file(path) == expected


@pytest.mark.parametrize(
    "head",
    [
        b"FUJIFILMCCD-RAW 0201FF",
        b"IIRO\x08\x00\x00\x00",
        b"IIU\x00\x18\x00\x00\x00",
        b"II*\x00\x10\x00\x00\x00CR\x02\x00",
        b"\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01crx isom",
        b"II\x1a\x00\x00\x00HEAPCCDR",
    ],
)
def test_camera_raw_files_are_recognised(head):
    assert sniff_format(head) is PhotoFormat.RAW


@pytest.mark.parametrize(
    "head",
    [
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42",  # a video
        b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ",
        b"BM is how this text begins, and it goes on",
        b"PK\x03\x04",
        b"<?xml version='1.0'?>",
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        b"",
    ],
)
def test_other_files_are_no_photos(head):
    assert sniff_format(head) is None


def test_a_heif_container_of_the_general_brand_is_told_apart_by_its_other_brands():
    assert sniff_format(b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avifmiaf") is PhotoFormat.AVIF
    assert sniff_format(b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heicmiaf") is PhotoFormat.HEIF


@given(st.binary(max_size=HEAD_BYTES))
def test_any_bytes_can_be_asked(head):
    assert sniff_format(head) is None or isinstance(sniff_format(head), PhotoFormat)


@pytest.mark.parametrize("name", ["a.mp4", "a.XMP", "notes.txt", "README", "a.weird"])
def test_files_that_are_something_else_are_silently_none(name, tmp_path):
    (tmp_path / name).write_bytes(b"whatever this is")

    assert format_of_file(tmp_path / name) is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", ProblemCode.PHOTO_EMPTY),
        (b"\0" * 99, ProblemCode.PHOTO_ALL_ZEROS),
        (b"<html>", ProblemCode.PICTURE_BY_NAME_ONLY),
    ],
)
def test_a_file_that_only_calls_itself_a_picture_is_reported(content, code, tmp_path):
    (tmp_path / "IMG_1.JPG").write_bytes(content)

    with refused(PhotoProblem, code, file="IMG_1.JPG"):
        format_of_file(tmp_path / "IMG_1.JPG")


def test_a_picture_that_cannot_be_opened_is_reported(tmp_path):
    (tmp_path / "a.jpg").mkdir()

    with refused(PhotoProblem, ProblemCode.PHOTO_CANNOT_BE_OPENED, file="a.jpg", why=ReasonCode.IS_A_DIRECTORY):
        format_of_file(tmp_path / "a.jpg")
