"""The questions that delegates and pages ask of item models, beside Qt's own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt

from faceorg.domain import FaceId

_FIRST = int(Qt.ItemDataRole.UserRole)


class Role(IntEnum):
    """FACE: FaceId of the picture to paint, or None. OFF: taken out of a group by a click. COUNT: a number. NAME: of
    the person. CAPTION: second line. ITEM: the dataclass itself. GROUP: a group without a name. TILE: a FaceTile, or
    a PersonTile of people. TOGETHER: the ClusterId that a face shares with those it stands and falls with, or None."""

    FACE = _FIRST + 1
    OFF = _FIRST + 2
    COUNT = _FIRST + 3
    NAME = _FIRST + 4
    CAPTION = _FIRST + 5
    ITEM = _FIRST + 6
    GROUP = _FIRST + 7
    TILE = _FIRST + 8
    TOGETHER = _FIRST + 9


@dataclass(frozen=True, slots=True)
class FaceTile:
    """All that a grid paints of a face, in one answer (Role.TILE): every question is a crossing from C++ to Python.

    length : of a video ("1:23"); "" for a picture
    stack : how many pictures the tile stands for ("3"), or which of them it is ("2/3"); "" for one by itself
    """

    face_id: FaceId
    automatic: bool = False
    off: bool = False
    caption: str | None = None
    stack: str = ""
    length: str = ""


@dataclass(frozen=True, slots=True)
class PersonTile:
    """The same of a person, or of a group without a name. waiting : faces that wait for a yes"""

    face_id: FaceId | None
    name: str
    caption: str
    waiting: int = 0
    group: bool = False
    hidden: bool = False
    favourite: bool = False
