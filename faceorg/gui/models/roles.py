"""The questions that delegates and pages ask of item models, beside Qt's own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt

from faceorg.domain import FaceId

_FIRST = int(Qt.ItemDataRole.UserRole)


class Role(IntEnum):
    """FACE: FaceId of the picture to paint, or None. AUTOMATIC: a guess, gets the dashed ring. OFF: taken out of a
    group by a click. COUNT, WAITING: numbers. NAME: of the person. CAPTION: second line. ITEM: the dataclass itself.
    GROUP: a group without a name, painted square. TILE: a FaceTile, or a PersonTile of people."""

    FACE = _FIRST + 1
    AUTOMATIC = _FIRST + 2
    OFF = _FIRST + 3
    COUNT = _FIRST + 4
    WAITING = _FIRST + 5
    NAME = _FIRST + 6
    CAPTION = _FIRST + 7
    ITEM = _FIRST + 8
    HIDDEN = _FIRST + 9
    GROUP = _FIRST + 10
    TILE = _FIRST + 11


@dataclass(frozen=True, slots=True)
class FaceTile:
    """All that a grid paints of a face, in one answer (Role.TILE): every question is a crossing from C++ to Python."""

    face_id: FaceId
    automatic: bool = False
    off: bool = False
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class PersonTile:
    """The same of a person, or of a group without a name. waiting : faces that wait for a yes"""

    face_id: FaceId | None
    name: str
    caption: str
    waiting: int = 0
    group: bool = False
    hidden: bool = False
