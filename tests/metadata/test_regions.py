"""Boxes and orientations, and one face told from two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from faceorg.boxes import Box
from faceorg.metadata.regions import Frame, Region, RegionKind, Scheme, merge_schemes, to_stored, to_upright

fractions = st.integers(0, 1000)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_boxes_turn_as_pillow_turns_pictures(orientation: int) -> None:
    stored = Image.new("L", (40, 20))
    stored.paste(255, (4, 2, 14, 7))  # left 0.1, top 0.1, width 0.25, height 0.25
    stored.getexif()[0x0112] = orientation
    upright = ImageOps.exif_transpose(stored)
    left, top, right, bottom = upright.getbbox() or (0, 0, 0, 0)

    box = to_upright(Box(0.1, 0.1, 0.25, 0.25), orientation)

    seen = (box.x * upright.width, box.y * upright.height, box.width * upright.width, box.height * upright.height)
    assert seen == pytest.approx((left, top, right - left, bottom - top))
    assert Frame(40, 20, orientation).upright_size == upright.size


@given(st.integers(1, 8), fractions, fractions, fractions, fractions)
def test_stored_boxes_come_back_upright_in_every_orientation(
    orientation: int, x: int, y: int, width: int, height: int
) -> None:
    box = Box(x / 2000, y / 2000, width / 2000, height / 2000)
    back = to_upright(to_stored(box, orientation), orientation)
    assert (back.x, back.y, back.width, back.height) == pytest.approx((box.x, box.y, box.width, box.height))


def test_one_face_in_two_standards_is_one_region_named_by_the_first() -> None:
    mwg = Region("Marie Curie", Box(0.1, 0.1, 0.2, 0.2))
    mp = Region("Marie", Box(0.11, 0.1, 0.2, 0.2), schemes=(Scheme.MICROSOFT,))
    (merged,) = merge_schemes([[mwg], [mp]])
    assert merged.name == "Marie Curie"
    assert merged.other_names == ("Marie",)
    assert merged.schemes == (Scheme.MWG, Scheme.MICROSOFT)


def test_a_name_fills_an_outline_that_the_first_standard_left_unnamed() -> None:
    (merged,) = merge_schemes([[Region(None, Box(0, 0, 0.2, 0.2))], [Region("Ben", Box(0, 0, 0.2, 0.21))]])
    assert merged.name == "Ben"


def test_overlapping_people_of_one_list_stay_two() -> None:
    kiss = [Region("Anna", Box(0.1, 0.1, 0.4, 0.4)), Region("Ben", Box(0.15, 0.1, 0.4, 0.4))]
    other = [Region("Ben", Box(0.15, 0.1, 0.4, 0.4)), Region("Anna", Box(0.1, 0.1, 0.4, 0.4))]
    assert [region.name for region in merge_schemes([kiss, other])] == ["Anna", "Ben"]


def test_a_pet_on_a_face_is_no_face() -> None:
    cat = Region("Tom", Box(0.1, 0.1, 0.2, 0.2), RegionKind.PET)
    assert len(merge_schemes([[Region("Anna", Box(0.1, 0.1, 0.2, 0.2))], [cat]])) == 2
