"""The eight orientations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from faceorg.images.orient import make_upright

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


def test_there_is_no_ninth_orientation():
    with pytest.raises(ValueError, match="no EXIF orientation: 9"):
        make_upright(np.zeros((2, 2, 3), np.uint8), 9)
