"""Face crops: square, upright, never enlarged, always inside the photo."""

from __future__ import annotations

import io

import numpy as np
from a_picture import upright_picture
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from faceorg.boxes import Box
from faceorg.images.thumbnails import face_thumbnail, fit_within, square_around

fractions = st.floats(0, 1)


def opened(data):
    return np.asarray(Image.open(io.BytesIO(data)))


def test_a_face_crop_is_a_small_square_jpeg_around_the_face():
    pixels = np.full((1000, 1500, 3), 40, np.uint8)
    pixels[200:600, 900:1200] = (250, 200, 150)

    crop = opened(face_thumbnail(pixels, Box(0.6, 0.2, 0.2, 0.4)))

    assert crop.shape == (192, 192, 3)
    assert abs(int(crop[96, 96, 0]) - 250) < 6  # the face is in the middle
    assert abs(int(crop[6, 96, 0]) - 40) < 6  # and has room around it


def test_a_face_at_the_edge_moves_the_square_inside():
    pixels = np.asarray(upright_picture(10))

    square = square_around(pixels, Box(0.9, 0.0, 0.1, 0.15))

    assert square.shape[0] == square.shape[1]
    assert np.array_equal(square, pixels[: square.shape[0], -square.shape[1] :])


def test_small_faces_are_not_enlarged():
    crop = opened(face_thumbnail(np.zeros((100, 100, 3), np.uint8), Box(0.4, 0.4, 0.2, 0.2)))

    assert crop.shape == (34, 34, 3)


def test_a_square_of_odd_side_is_shown_as_the_even_one_in_it():
    pixels = np.asarray(upright_picture(10)).repeat(8, 0).repeat(8, 1)[:801, :801]

    assert pixels.shape[:2] == (801, 801)
    assert np.array_equal(fit_within(pixels, 192), fit_within(pixels[:800, :800], 192))


@given(st.integers(1, 60), st.integers(1, 60), fractions, fractions, fractions, fractions)
def test_any_box_in_any_photo_gives_a_square(width, height, x, y, wide, high):
    box = Box(x, y, min(wide, 1 - x), min(high, 1 - y))

    crop = opened(face_thumbnail(np.zeros((height, width, 3), np.uint8), box))

    assert crop.shape[0] == crop.shape[1] <= min(width, height)


def test_a_picture_is_reduced_to_fit_and_never_enlarged():
    pixels = np.asarray(upright_picture(10))

    assert fit_within(pixels, 100).shape == (67, 100, 3)
    assert fit_within(pixels, 1000) is pixels
