"""A photo as a tiny grey picture: the same after resizing, saving again and through a small picture of faceorg's."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from faceorg.images.preview import photo_preview
from faceorg.images.signature import SIGNATURE_BYTES, picture_signature, signature_of_jpeg


@pytest.fixture(scope="module")
def photo(sample_photos) -> Image.Image:
    with Image.open(sample_photos / "2016/07 Lake/DSC01211.JPG") as picture:
        return picture.convert("RGB")


def greys(picture: Image.Image) -> np.ndarray:
    made = picture_signature(np.asarray(picture))
    assert len(made) == SIGNATURE_BYTES
    return np.frombuffer(made, np.uint8).astype(float)


@pytest.mark.parametrize("share, quality", [(0.3, 80), (0.5, 92), (1.3, 75), (1.0, 40)])
def test_it_stays_the_same_when_a_photo_is_resized_and_saved_again(photo, share, quality):
    file = io.BytesIO()
    photo.resize((round(photo.width * share), round(photo.height * share))).save(file, "JPEG", quality=quality)
    difference = greys(photo) - greys(Image.open(file).convert("RGB"))
    assert np.sqrt(np.mean(difference**2)) < 2
    assert np.abs(difference).max() < 12


def test_that_of_the_small_picture_is_that_of_the_photo(photo):
    small = signature_of_jpeg(photo_preview(np.asarray(photo)))
    assert small is not None
    assert np.sqrt(np.mean((np.frombuffer(small, np.uint8) - greys(photo)) ** 2)) < 2


def test_a_mirrored_photo_has_another(photo):
    mirrored = photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert np.sqrt(np.mean((greys(photo) - greys(mirrored)) ** 2)) > 20


def test_a_photo_of_one_pixel_has_one():
    assert picture_signature(np.full((1, 1, 3), 200, np.uint8)) == bytes([200]) * SIGNATURE_BYTES


def test_what_is_no_jpeg_has_none():
    assert signature_of_jpeg(b"no picture") is None
