"""Tiles that lie in lines, as words do -> which one an arrow key leads to: beside, or in the line above or below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt

_BESIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def next_place(places: Sequence[QRect], at: int, key: Qt.Key, *, mirrored: bool) -> int:
    """Return the index of the tile to go to; the same where there is none in that direction.

    places : of all tiles in their order, in coordinates of one widget; at : the tile in hand
    mirrored : written from the right, where Left leads on
    """
    if (step := _BESIDE.get(key)) is not None:
        return min(max(at + (-step if mirrored else step), 0), len(places) - 1)
    here, down = places[at], key == Qt.Key.Key_Down
    # By their centres: while Qt lays out anew, lines may overlap by a few pixels.
    middles = [one.center().y() for one in places]
    beyond = [i for i, middle in enumerate(middles) if (middle > here.bottom() if down else middle < here.top())]
    if not beyond:
        return at
    # The nearest line first, then who stands nearest in it; the tiles of a line are centred on it.
    return min(beyond, key=lambda i: tuple(map(abs, (places[i].center() - here.center()).toTuple()[::-1])))
