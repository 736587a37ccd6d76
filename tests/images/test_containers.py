"""Pictures inside of something else: previews of RAW photos that no decoder knows, stills of motion photos."""

from __future__ import annotations

import struct

import pytest

from faceorg.errors import PhotoProblem
from faceorg.formats import PhotoFormat
from faceorg.images.decode import decode_photo
from faceorg.images.image_hash import image_hash
from faceorg.messages.codes import ProblemCode
from tests.images.a_dng import a_dng
from tests.images.a_picture import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    alike,
    corners,
    encoded,
    exif_block,
    stored_as,
    upright_picture,
)
from tests.problems import refused

UPRIGHT = [RED, GREEN, BLUE, WHITE]


def box(kind: bytes, *content: bytes) -> bytes:
    """A box of an ISO container (ISO/IEC 14496-12, 4.2)."""
    body = b"".join(content)
    return struct.pack(">I", 8 + len(body)) + kind + body


def a_cr3(preview: bytes, *, orientation: int) -> bytes:
    """A container with what CR3 has of a picture: EXIF by parts, an icon, and the preview in its data."""
    exif = exif_block(orientation, changed="2019:02:03 04:05:06").removeprefix(b"Exif\0\0")
    icon = encoded(upright_picture(3), "JPEG")
    canon = box(b"uuid", bytes(16), box(b"CMT1", exif), box(b"THMB", bytes(16), icon))
    head = box(b"ftyp", b"crx \0\0\0\1crx isom") + box(b"moov", canon)
    return head + box(b"mdat", b"\0" * 40, preview, b"\xff\xd8\xff" * 9)


def an_mp4() -> bytes:
    return box(b"ftyp", b"mp42\0\0\0\0mp42isom") + box(b"mdat", bytes(range(256)) * 40) + box(b"moov", bytes(200))


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_cr3_of_a_camera_that_nobody_knows_yet_comes_by_its_preview(orientation):
    preview = encoded(stored_as(upright_picture(32), orientation), "JPEG")
    image = decode_photo(a_cr3(preview, orientation=orientation), target_px=500)
    assert alike(corners(image.pixels), UPRIGHT)
    assert (image.full_width, image.full_height, image.format) == (1536, 1024, "raw")
    assert image.taken_at is not None and image.taken_at.year == 2019
    assert image.pixels.shape[:2] == (512, 768)


def test_a_preview_that_says_how_it_lies_is_believed_before_its_container():
    preview = encoded(stored_as(upright_picture(32), 8), "JPEG", exif=exif_block(8))
    image = decode_photo(a_cr3(preview, orientation=6))
    assert alike(corners(image.pixels), UPRIGHT)


def test_a_container_with_icons_alone_is_no_photo():
    with refused(PhotoProblem, ProblemCode.PHOTO_DAMAGED):
        decode_photo(a_cr3(encoded(upright_picture(4), "JPEG"), orientation=1), name="a.cr3")


def test_a_dng_with_sensor_data_that_nobody_knows_comes_by_its_preview():
    dng = bytearray(a_dng(stored_as(upright_picture(32), 6), orientation=6))
    at = dng.rindex(struct.pack("<HHI", 259, 3, 1))  # the compression of its sensor data
    dng[at + 8 : at + 10] = struct.pack("<H", 65000)
    image = decode_photo(bytes(dng), target_px=500)
    assert alike(corners(image.pixels), UPRIGHT) and image.full_width == 1536


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_a_motion_photo_is_its_still(kind):
    """As telephones by Google and Samsung write them: the video stands behind, in HEIF in a box of its own."""
    if kind == "JPEG":
        still, behind = encoded(stored_as(upright_picture(8), 6), "JPEG", exif=exif_block(6)), an_mp4()
    else:
        still, behind = encoded(upright_picture(8), "HEIF"), box(b"mpvd", an_mp4())
    for motion in (still + behind, still + behind + b"MotionPhoto_Data" + an_mp4()):
        image = decode_photo(motion)
        assert alike(corners(image.pixels), UPRIGHT)
        assert (image.full_width, image.full_height, image.format) == (384, 256, kind.lower())


def test_the_video_behind_a_still_is_part_of_what_tells_it_from_others():
    still = encoded(upright_picture(8), "JPEG")
    pixels = decode_photo(still).pixels
    assert image_hash(still + an_mp4(), PhotoFormat.JPEG, pixels) != image_hash(still, PhotoFormat.JPEG, pixels)


def test_pictures_behind_a_still_are_not_taken_for_it():
    """As in a multi-picture file: a small one for screens follows the large one."""
    image = decode_photo(encoded(upright_picture(16), "JPEG") + encoded(upright_picture(2), "JPEG"))
    assert (image.full_width, image.full_height) == (768, 512)
