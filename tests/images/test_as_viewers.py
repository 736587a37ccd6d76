"""What every viewer shows is shown: scanned TIFFs, JPEGs with warnings, films that begin blank, JPEG XL, colours."""

from __future__ import annotations

import io

import numpy as np
import pytest
from a_picture import corners, encoded, upright_picture
from PIL import Image, ImageCms

from faceorg.errors import PhotoProblem
from faceorg.images import pillow
from faceorg.images.colours import to_srgb
from faceorg.images.decode import decode_photo
from faceorg.messages.codes import ProblemCode
from tests.problems import refused


def tiff_of(values: np.ndarray, **tags) -> bytes:
    import tifffile

    buffer = io.BytesIO()
    tifffile.imwrite(buffer, values, metadata=None, **tags)
    return buffer.getvalue()


def sixteen(bits: int = 16) -> np.ndarray:
    return (np.asarray(upright_picture()).astype(np.uint32) * ((1 << bits) - 1) // 255).astype(np.uint16)


def near(pixels: np.ndarray, wanted: np.ndarray) -> bool:
    return bool(np.abs(pixels.astype(int) - wanted.astype(int)).max() <= 1)


def test_sixteen_bits_of_colour_in_planes_or_pixels_come_as_they_are():
    wanted = np.asarray(upright_picture())
    planes = tiff_of(np.moveaxis(sixteen(), 2, 0), photometric="rgb", planarconfig="separate")
    assert near(decode_photo(planes).pixels, wanted)
    assert near(decode_photo(tiff_of(sixteen(), photometric="rgb")).pixels, wanted)
    assert near(decode_photo(tiff_of(sixteen()[:, :, 1], photometric="minisblack")).pixels[:, :, 0], wanted[:, :, 1])


def test_white_at_zero_is_turned_round():
    grey = sixteen()[:, :, 1]
    found = decode_photo(tiff_of(65535 - grey, photometric="miniswhite"))
    assert near(found.pixels[:, :, 0], np.asarray(upright_picture())[:, :, 1])


@pytest.mark.parametrize("bits", [10, 12, 14])
def test_fewer_bits_in_sixteen_are_not_dark(bits):
    values = sixteen(bits)
    values[0, 0] = (1 << bits) - 1  # a white pixel
    found = decode_photo(tiff_of(values, photometric="rgb"))
    assert abs(int(found.pixels[-1, -1, 0]) - 240) <= 1


def test_a_sound_picture_of_a_rare_kind_is_not_called_damaged():
    frame, scan = "ffd8 ffc3000b0c002000200101 1100", "ffda00080101 0001 0000"
    lossless = bytes.fromhex(frame + scan) + b"\0" * 99
    with refused(PhotoProblem, ProblemCode.PHOTO_REFUSED, what=ProblemCode.PICTURE_OF_RARE_KIND):
        decode_photo(lossless)


@pytest.mark.parametrize("where", [b"\xff\xdb", b"\xff\xda"])
def test_bytes_before_a_marker_are_stepped_over(where):
    data = encoded(upright_picture(8), "JPEG", quality=95)
    at = data.index(where)
    found = decode_photo(data[:at] + b"\x11" * 40 + data[at:])
    assert np.abs(found.pixels.astype(int) - np.asarray(upright_picture(8)).astype(int)).mean() < 5


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_a_film_or_a_document_the_first_that_is_not_blank_counts(kind):
    black = Image.new("RGB", upright_picture().size)
    frames = [black, black, upright_picture(), upright_picture()]
    found = decode_photo(encoded(frames[0], kind, save_all=True, append_images=frames[1:], lossless=True))
    assert found.pixels.std() > 50


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_where_all_are_blank_the_blank_one_counts(kind):
    frames = [Image.new("RGB", (20, 10), (value, 0, 0)) for value in (0, 1)]
    assert decode_photo(encoded(frames[0], kind, save_all=True, append_images=frames[1:])).pixels.shape == (10, 20, 3)


def test_jpeg_xl_is_read_upright():
    pytest.importorskip("pillow_jxl", reason="the extra jxl is not installed")
    found = decode_photo(encoded(upright_picture(), "JXL", lossless=True))
    assert (found.format.value, corners(found.pixels)) == ("jpegxl", corners(np.asarray(upright_picture())))


def test_jpeg_xl_without_its_plugin_is_refused_by_name(monkeypatch):
    monkeypatch.setattr(pillow, "registers_jpeg_xl", lambda: False)
    with refused(PhotoProblem, ProblemCode.PHOTO_REFUSED, file="a.jxl", what=ProblemCode.PICTURE_IS_JPEG_XL):
        decode_photo(b"\x00\x00\x00\x0cJXL \r\n\x87\n" + b"\0" * 50, name="a.jxl")


def test_colours_are_shown_by_their_profile():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pixels = np.full((4, 4, 3), (200, 100, 50), np.uint8)
    assert to_srgb(pixels, srgb) is pixels
    other = srgb.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be")).replace(b"sRGB", b"test")
    swapped = other.replace(b"rXYZ", b"xXYZ").replace(b"gXYZ", b"rXYZ").replace(b"xXYZ", b"gXYZ")
    assert near(to_srgb(pixels, swapped)[0, 0], np.array((100, 200, 50)))
    assert to_srgb(pixels, b"no profile") is pixels
    assert to_srgb(pixels, None) is pixels


def test_the_field_is_read_as_the_eye_expects(field, main_pack):
    from faceorg.vision.analyzer import Analyzer
    from faceorg.vision.packs.installed import load_pack

    analyzer = Analyzer(load_pack(str(main_pack), None))
    for folder, least in (("scanner_tiffs", 4), ("blank_first_frame", 4), ("warned_jpegs", 4), ("wide_panorama", 4)):
        for photo in sorted(field(folder).iterdir()):
            assert len(analyzer.detect(decode_photo(photo, target_px=1600).pixels)) >= least, photo.name


@pytest.mark.parametrize("header_bytes", [66, 168])
def test_a_bitmap_whose_header_has_a_size_of_its_own_is_shown_as_opencv_shows_it(header_bytes):
    picture = Image.fromarray(np.arange(48 * 64 * 3, dtype=np.uint32).reshape(48, 64, 3).astype(np.uint8))
    stream = io.BytesIO()
    picture.save(stream, "BMP")
    data = bytearray(stream.getvalue())
    data[14:18] = header_bytes.to_bytes(4, "little")
    image = decode_photo(bytes(data))
    assert (image.full_width, image.full_height, image.format) == (64, 48, "bmp")
