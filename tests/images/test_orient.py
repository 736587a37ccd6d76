"""The eight orientations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from faceorg.boxes import Box, ShownAs, corners, mirrored_too, overlap_shares
from faceorg.images.orient import make_upright, show_as, shown_by

# 6 turns a quarter to the right, 8 to the left; every other orientation undoes itself.
INVERSE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}


@given(
    arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(3))),
    st.integers(1, 8),
)
def test_turning_there_and_back_restores_every_pixel(pixels, orientation):
    back = make_upright(make_upright(pixels, orientation), INVERSE[orientation])

    assert np.array_equal(back, pixels)


@pytest.mark.parametrize(
    "orientation, expected",
    [
        (1, [[1, 2], [3, 4]]),
        (2, [[2, 1], [4, 3]]),
        (3, [[4, 3], [2, 1]]),
        (4, [[3, 4], [1, 2]]),
        (5, [[1, 3], [2, 4]]),
        (6, [[3, 1], [4, 2]]),
        (7, [[4, 2], [3, 1]]),
        (8, [[2, 4], [1, 3]]),
    ],
)
def test_each_orientation_turns_as_the_standard_says(orientation, expected):
    stored = np.array([[1, 2], [3, 4]], np.uint8)[:, :, None].repeat(3, axis=2)

    upright = make_upright(stored, orientation)

    assert upright[:, :, 0].tolist() == expected
    assert upright.flags.c_contiguous


EVERY = [(own, meant) for own in range(1, 9) for meant in range(1, 9)]


@pytest.mark.parametrize("own, meant", EVERY)
def test_what_a_sidecar_means_follows_what_the_file_says_itself(own, meant):
    stored = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    shown = show_as(make_upright(stored, own), shown_by(meant).after(shown_by(own)))
    assert np.array_equal(shown, make_upright(stored, meant))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_mirrored_once_more_is_an_orientation_too(orientation):
    stored = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    assert np.array_equal(make_upright(stored, mirrored_too(orientation)), make_upright(stored, orientation)[:, ::-1])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_box_goes_where_its_pixels_go_and_comes_back(orientation):
    stored = np.zeros((8, 16, 3), np.uint8)
    stored[1:3, 4:12] = 255
    shown = show_as(stored, shown_by(orientation))
    box = shown_by(orientation).from_file(Box(4 / 16, 1 / 8, 8 / 16, 2 / 8))
    high, wide = shown.shape[:2]
    rows, columns = np.nonzero(shown[:, :, 0])
    inside = (box.x * wide, box.y * high, (box.x + box.width) * wide, (box.y + box.height) * high)
    assert inside == (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert shown_by(orientation).in_file(box) == Box(4 / 16, 1 / 8, 8 / 16, 2 / 8)


def test_what_is_shown_as_the_file_says_stays():
    assert shown_by(1) == ShownAs() and ShownAs().from_file(Box(0.1, 0.2, 0.3, 0.4)) == Box(0.1, 0.2, 0.3, 0.4)


def test_there_is_no_ninth_orientation():
    with pytest.raises(ValueError, match="no EXIF orientation: 9"):
        make_upright(np.zeros((2, 2, 3), np.uint8), 9)


def test_shares_of_many_boxes_are_those_of_each_pair():
    rows = np.random.default_rng(3).uniform(0, 0.5, (2, 30, 4)).tolist()
    ours, theirs = ([Box(*row) for row in one] for one in rows)
    ours[4] = Box(0.2, 0.2, 0.0, 0.3)  # a line has no area
    found = overlap_shares(corners(ours), corners(theirs))
    assert found == pytest.approx(np.array([[one.iou(two) for two in theirs] for one in ours]))
    assert (found > 0.4).any() and (found == 0).any() and not found[4].any()
    assert overlap_shares(corners([]), corners(theirs)).shape == (0, 30)
