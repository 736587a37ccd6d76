"""Decoding: every format upright in RGB, and every failure one sentence."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import datetime

import numpy as np
import pytest
from a_dng import a_dng
from a_picture import BLUE, GREEN, RED, WHITE, alike, corners, encoded, exif_block, stored_as, upright_picture
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from faceorg.errors import PhotoProblem
from faceorg.images import pillow
from faceorg.images.decode import decode_photo
from faceorg.images.jpeg import scale_factor
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import in_its_words
from tests.problems import refused

UPRIGHT = [RED, GREEN, BLUE, WHITE]
WITH_EXIF = ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"]
GREY_LEVELS = [76, 137, 55, 240]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", WITH_EXIF)
def test_all_eight_orientations_come_upright(kind, orientation):
    stored = stored_as(upright_picture(4), orientation)

    image = decode_photo(encoded(stored, kind, exif=exif_block(orientation, taken="2013:05:30 12:04:51")))

    assert alike(corners(image.pixels), UPRIGHT)
    assert (image.full_width, image.full_height) == (192, 128)
    assert image.taken_at == datetime(2013, 5, 30, 12, 4, 51)
    assert image.format == kind.lower()


@pytest.mark.parametrize("kind", ["GIF", "BMP", "JPEG2000"])
def test_formats_without_exif_are_read_as_they_are(kind):
    image = decode_photo(encoded(upright_picture(4), kind))

    assert alike(corners(image.pixels), UPRIGHT)
    assert image.taken_at is None


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr", "LAB", "RGBA", "LA"])
def test_any_colour_mode_becomes_rgb(mode):
    picture = upright_picture(4)
    if mode == "LAB":
        from PIL import ImageCms

        srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        picture = ImageCms.profileToProfile(picture, srgb, lab, outputMode="LAB")
    else:
        picture = picture.convert(mode)

    image = decode_photo(encoded(picture, "PNG" if mode in ("RGBA", "LA", "P") else "TIFF"))

    assert image.pixels.shape == (128, 192, 3) and image.pixels.dtype == np.uint8
    if mode in ("RGBA", "CMYK", "YCbCr"):
        assert alike(corners(image.pixels), UPRIGHT)


def test_a_cmyk_jpeg_is_read_by_pillow():
    image = decode_photo(encoded(upright_picture(4).convert("CMYK"), "JPEG"), target_px=60)

    assert alike(corners(image.pixels), UPRIGHT, tolerance=60)
    assert (image.full_width, image.full_height) == (192, 128)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_of_grey_are_scaled_not_clipped(kind):
    grey = np.array(GREY_LEVELS, np.uint16).reshape(2, 2).repeat(20, 0).repeat(20, 1) * 257

    image = decode_photo(encoded(Image.fromarray(grey), kind))

    assert [quarter[0] for quarter in corners(image.pixels)] == GREY_LEVELS


def test_floating_point_tiffs_are_scaled_from_fractions():
    fractions = np.array([0.0, 0.2, 0.6, 1.0], np.float32).reshape(2, 2).repeat(20, 0).repeat(20, 1)

    image = decode_photo(encoded(Image.fromarray(fractions), "TIFF"))

    assert [quarter[0] for quarter in corners(image.pixels)] == [0, 51, 153, 255]


def test_transparent_parts_are_white_whatever_lies_under_them():
    hidden = np.zeros((8, 8, 4), np.uint8)
    hidden[:, :, 0] = 200

    image = decode_photo(encoded(Image.fromarray(hidden), "PNG"))

    assert image.pixels.min() == 255


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_counts(kind):
    first, second = Image.new("RGB", (16, 16), RED), Image.new("RGB", (16, 16), BLUE)

    image = decode_photo(encoded(first, kind, save_all=True, append_images=[second]))

    assert alike(corners(image.pixels), [RED] * 4)


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.integers(1, 4000))
def test_a_jpeg_is_never_scaled_below_its_target(width, height, target):
    factor = scale_factor(width, height, target)

    assert factor in (1, 2, 4, 8)
    assert factor == 1 or max(width, height) // factor >= target


@pytest.mark.parametrize("target, expected", [(None, (512, 768)), (400, (512, 768)), (384, (256, 384)), (90, (64, 96))])
def test_a_jpeg_comes_scaled_and_tells_its_full_size(target, expected):
    image = decode_photo(encoded(upright_picture(16), "JPEG"), target_px=target)

    assert image.pixels.shape[:2] == expected
    assert (image.full_width, image.full_height) == (768, 512)
    assert alike(corners(image.pixels), UPRIGHT)


def test_a_photo_turned_on_its_side_is_scaled_alike():
    stored = stored_as(upright_picture(16), 6)

    image = decode_photo(encoded(stored, "JPEG", exif=exif_block(6)), target_px=384)

    assert image.pixels.shape[:2] == (256, 384)
    assert image.scale == 0.5


def test_the_upper_part_of_a_cut_jpeg_is_a_photo():
    data = encoded(upright_picture(16), "JPEG", quality=95)

    image = decode_photo(data[: len(data) * 3 // 5])

    assert alike(corners(image.pixels)[:2], [RED, GREEN])


@pytest.mark.parametrize("lost, ends_early", [(0, False), (2, False), (3, True), (500, True)])
@pytest.mark.parametrize("kind", [{}, {"progressive": True}])
def test_a_jpeg_that_ends_early_says_so_unless_only_the_mark_of_the_end_is_lost(kind, lost, ends_early):
    data = encoded(upright_picture(16), "JPEG", quality=95, **kind)
    assert decode_photo(data[: len(data) - lost]).ends_early is ends_early


def test_a_cut_jpeg_of_four_colours_says_that_it_ends_early():
    data = encoded(upright_picture(16).convert("CMYK"), "JPEG", quality=95)
    assert decode_photo(data[: len(data) * 3 // 5]).ends_early and not decode_photo(data).ends_early


def test_a_jpeg_of_which_nothing_is_left_says_so():
    data = encoded(upright_picture(16), "JPEG")

    with refused(PhotoProblem, ProblemCode.PHOTO_REFUSED, file="beach.jpg", what=ProblemCode.PICTURE_CUT_OFF):
        decode_photo(data[: data.index(b"\xff\xda") + 14], name="beach.jpg")


def test_a_raw_photo_comes_by_its_preview_upright_and_dated():
    preview = stored_as(upright_picture(32), 6)

    image = decode_photo(a_dng(preview, orientation=6), target_px=500)

    assert alike(corners(image.pixels), UPRIGHT)
    assert image.pixels.shape[:2] == (512, 768)
    assert (image.full_width, image.full_height) == (1536, 1024)
    assert (image.format, image.taken_at) == ("raw", datetime(2015, 6, 7, 8, 9, 10))


def test_a_raw_photo_with_an_icon_for_a_preview_is_developed():
    image = decode_photo(a_dng(upright_picture(2), orientation=6, sensor=(1200, 900)))

    assert (image.full_width, image.full_height) == (450, 600)
    assert image.format == "raw"


def test_a_tiff_that_no_raw_decoder_knows_is_read_as_a_tiff():
    picture = encoded(upright_picture(4), "TIFF", tiffinfo={271: "Scanner", 330: 8})

    assert decode_photo(picture).format == "tiff"


def test_a_decompression_bomb_is_refused_in_one_sentence():
    bomb = bytearray(encoded(Image.new("1", (16, 16)), "PNG"))
    bomb[16:24] = struct.pack(">II", 20_000, 20_000)  # what the header says of width and height, with its checksum
    bomb[29:33] = struct.pack(">I", zlib.crc32(bomb[12:29]))

    with pytest.raises(PhotoProblem) as refusal:
        decode_photo(bytes(bomb), name="bomb.png")

    assert str(refusal.value) == (
        "bomb.png is too large: 20000 x 20000 pixels, more than the 200 megapixels faceorg reads."
    )


def test_a_file_that_is_gone_is_one_sentence(tmp_path):
    with refused(PhotoProblem, ProblemCode.PHOTO_CANNOT_BE_OPENED, file="gone.jpg", why=ReasonCode.FILE_NOT_FOUND):
        decode_photo(tmp_path / "gone.jpg")


ENCODED = {kind: encoded(upright_picture(2), kind) for kind in ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP")}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(ENCODED)), st.data())
def test_damaged_bytes_are_a_picture_or_a_problem(kind, data):
    damaged = bytearray(ENCODED[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)))
    try:
        image = decode_photo(bytes(damaged[:cut]))
    except PhotoProblem as problem:
        assert len(str(problem)) < 300 and "\n" not in str(problem)
    else:
        assert image.pixels.dtype == np.uint8 and image.pixels.ndim == 3


def test_photos_are_never_written(tmp_path):
    path = tmp_path / "a.tif"
    path.write_bytes(encoded(upright_picture(2), "TIFF"))
    before = path.read_bytes(), path.stat().st_mtime_ns
    decode_photo(path)

    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_file_far_too_large_for_a_photo_is_not_even_read(tmp_path):
    path = tmp_path / "disk.jpg"
    with open(path, "wb") as file:
        file.truncate((1 << 30) + 1)  # sparse: takes no room

    with refused(PhotoProblem, ProblemCode.PHOTO_FILE_TOO_LARGE, file="disk.jpg", most=1):
        decode_photo(path)


def test_the_largest_photos_of_phones_come_upright_too():
    """200 megapixels are a decompression bomb to Pillow, which then would not even tell the orientation."""
    stored = Image.new("L", (16_320, 12_240), 90)

    image = decode_photo(encoded(stored, "JPEG", quality=10, exif=exif_block(6)), target_px=1600)

    assert (image.full_width, image.full_height) == (12_240, 16_320)
    assert image.pixels.shape == (2040, 1530, 3)


def test_a_jpeg_that_cannot_be_read_does_not_show_what_was_read_before():
    """libjpeg leaves the buffer as it was where it gives up before the first row: earlier photos lay in it."""
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (64, 96, 3), np.uint8))
    sound = encoded(noise, "JPEG", quality=90, progressive=True)
    # In the middle of a scan a marker that nobody has: first a warning, then the end, before any row is put out.
    broken = sound[: len(sound) // 2] + b"\xff\x88" + sound[len(sound) // 2 :]
    for _ in range(3):
        decode_photo(sound)  # its pixels are free memory afterwards
        with refused(PhotoProblem, ProblemCode.PHOTO_REFUSED, what=ProblemCode.PICTURE_CUT_OFF):
            decode_photo(broken)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("broken " * 30, "broken " * 16 + "broken …"),
        ("broken " * 14 + "beyond its bounds (points to file position 12)", "broken " * 14 + "beyond its bounds …"),
        ("too many pixels.", "too many pixels"),
    ],
)
def test_a_long_reason_is_cut_after_a_word_and_before_a_bracket_that_stays_open(monkeypatch, said, told):
    def give_up(*_arguments):
        raise OSError(said)

    monkeypatch.setattr(pillow, "decode", give_up)
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    with refused(PhotoProblem, ProblemCode.PHOTO_DAMAGED, why=in_its_words(told)):
        decode_photo(buffer.getvalue(), name="a.png", frame=1)
