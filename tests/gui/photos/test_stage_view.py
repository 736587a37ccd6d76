"""Fit, zoom and pan keep their promises: points stay under the pointer, no empty stage beside a large photo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSizeF

from faceorg.boxes import Box
from faceorg.gui.pages.photo.view import StageView

sides = st.floats(50, 9000)
rooms = st.floats(80, 2500)


def view(width: float, height: float, room_width: float, room_height: float) -> StageView:
    made = StageView()
    made.size, made.room = QSizeF(width, height), QSizeF(room_width, room_height)
    return made


@given(sides, sides, rooms, rooms)
def test_a_fitted_photo_lies_inside_the_stage(
    width: float, height: float, room_width: float, room_height: float
) -> None:
    photo = view(width, height, room_width, room_height).photo_rect()
    assert photo.left() >= -0.01 and photo.right() <= room_width + 0.01
    assert photo.top() >= -0.01 and photo.bottom() <= room_height + 0.01


@given(sides, sides, rooms, rooms, st.floats(1.1, 6), st.floats(0, 1), st.floats(0, 1))
def test_zooming_never_leaves_an_empty_stage_beside_a_larger_photo(
    width: float, height: float, room_width: float, room_height: float, factor: float, x: float, y: float
) -> None:
    shown = view(width, height, room_width, room_height)
    shown.zoom(factor, QPointF(x * room_width, y * room_height))
    photo = shown.photo_rect()
    if photo.width() >= room_width:
        assert photo.left() <= 0.01 and photo.right() >= room_width - 0.01
    if photo.height() >= room_height:
        assert photo.top() <= 0.01 and photo.bottom() >= room_height - 0.01


def test_zooming_keeps_the_point_under_the_pointer() -> None:
    shown = view(4000, 3000, 1000, 800)
    shown.zoom(4)
    before = shown.to_photo(QPointF(300, 500))
    shown.zoom(1.5, QPointF(300, 500))
    after = shown.to_photo(QPointF(300, 500))
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))


@given(st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.01, 0.1), st.floats(0.01, 0.1))
def test_a_box_comes_back_from_the_view_as_it_was(x: float, y: float, width: float, height: float) -> None:
    shown = view(4000, 3000, 1000, 800)
    shown.zoom(3, QPointF(200, 300))
    box = Box(x, y, width, height)
    back = shown.to_box(shown.to_view(box))
    assert (back.x, back.y, back.width, back.height) == pytest.approx((x, y, width, height))
