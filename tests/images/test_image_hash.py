"""The hash of a picture stays when metadata are written into its file, and changes with the picture."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from faceorg.formats import PhotoFormat, sniff_format
from faceorg.images.decode import decode_photo
from faceorg.images.image_hash import image_hash


def picture(seed: int = 1) -> Image.Image:
    return Image.fromarray(np.random.default_rng(seed).integers(0, 255, (40, 60, 3), np.uint8))


def saved(image: Image.Image, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x010E] = "a description"
    return made


def notes() -> PngImagePlugin.PngInfo:
    made = PngImagePlugin.PngInfo()
    made.add_itxt("XML:com.adobe.xmp", "<x/>")
    return made


def hash_of(data: bytes) -> str:
    kind = sniff_format(data[:64])
    assert kind is not None
    return image_hash(data, kind, decode_photo(data).pixels)


TAGGED = {
    "JPEG": {"exif": exif(), "comment": b"five stars", "xmp": b"<x/>"},
    "PNG": {"exif": exif(), "pnginfo": notes()},
    "WEBP": {"exif": exif(), "xmp": b"<x/>"},
    "TIFF": {"tiffinfo": {270: "a description"}},
}


@pytest.mark.parametrize("kind", TAGGED)
def test_metadata_do_not_change_it(kind: str) -> None:
    plain, tagged = saved(picture(), kind), saved(picture(), kind, **TAGGED[kind])
    assert plain != tagged
    assert hash_of(plain) == hash_of(tagged)


@pytest.mark.parametrize("kind", TAGGED)
def test_another_picture_changes_it(kind: str) -> None:
    assert hash_of(saved(picture(1), kind)) != hash_of(saved(picture(2), kind))


def test_other_tables_are_another_picture() -> None:
    """The same coefficients read with another quantisation show something else."""
    data = bytearray(saved(picture(), "JPEG"))
    at = data.index(b"\xff\xdb") + 8
    before = hash_of(bytes(data))
    data[at] += 1
    assert hash_of(bytes(data)) != before


@pytest.mark.parametrize("cut", [2, 3, 4, 7, 20, 200])
@pytest.mark.parametrize("kind", [PhotoFormat.JPEG, PhotoFormat.PNG, PhotoFormat.WEBP])
def test_a_file_that_ends_early_or_lies_has_one_all_the_same(kind: PhotoFormat, cut: int) -> None:
    data = saved(picture(), kind.value)[:cut]
    nothing = np.zeros((1, 1, 3), np.uint8)
    assert len(image_hash(data, kind, nothing)) == 64
    assert len(image_hash(data + b"\xff" * 50, kind, nothing)) == 64


def test_turning_by_exif_leaves_it(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    assert hash_of(saved(picture(), "JPEG")) == hash_of(saved(picture(), "JPEG", exif=turned))
