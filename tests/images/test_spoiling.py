"""Portraits spoilt on purpose: the same ones every time, each where its box says, worse than it was."""

from __future__ import annotations

import numpy as np
import pytest

from faceorg.boxes import Box
from faceorg.images import spoiling
from faceorg.images.spoiling import Portrait, sheets, spoilt

MIDDLE = Box(0.2, 0.2, 0.6, 0.6)


def portrait(seed: int, side: int = 192, box: Box = MIDDLE) -> Portrait:
    rng = np.random.default_rng(seed)
    return Portrait(rng.integers(40, 216, (side, side, 3)).astype(np.uint8), box)


def test_the_same_portraits_are_spoilt_the_same_way():
    flat = Box(0.1, 0.4, 0.8, 0.2)
    ones, others = (list(sheets([portrait(1), portrait(2, box=flat)], 3, seed=5)) for _ in range(2))
    ((high, wide),) = (sheet.pixels.shape[:2] for sheet in ones)
    assert [box.width * wide > 2 * box.height * high for box in ones[0].boxes] == [False, True] * 3
    assert all(np.array_equal(one.pixels, other.pixels) for one, other in zip(ones, others, strict=True))


def test_sheets_hold_thirty_faces_each_and_their_boxes_lie_on_them():
    found = list(sheets([portrait(number) for number in range(16)], 2, seed=1))
    assert [len(sheet.boxes) for sheet in found] == [30, 2]
    for sheet in found:
        high, wide = sheet.pixels.shape[:2]
        for box in sheet.boxes:
            assert box.x >= 0 and box.x + box.width <= 1 and box.y >= 0 and box.y + box.height <= 1
            assert 5 <= box.width * wide <= 0.6 * spoiling.CELL_PX
            top, left = round(box.y * high), round(box.x * wide)
            face = sheet.pixels[top : top + round(box.height * high), left : left + round(box.width * wide)]
            assert face.std() > 0  # no background


def test_a_portrait_that_is_small_already_is_never_enlarged():
    small = portrait(3, side=40)
    for seed in range(20):
        assert spoilt(small, np.random.default_rng(seed)).shape[0] <= 40


@pytest.mark.parametrize("harm", spoiling.HARMS, ids=lambda harm: harm.__name__)
def test_each_harm_changes_the_picture_and_keeps_its_form(harm):
    pixels = portrait(4).pixels
    harmed = harm(pixels, 115.0, np.random.default_rng(2))
    assert harmed.shape == pixels.shape and harmed.dtype == np.uint8
    assert float(np.abs(harmed.astype(int) - pixels).mean()) > 2
