"""The questions that delegates and pages ask of item models, beside Qt's own."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

_FIRST = int(Qt.ItemDataRole.UserRole)


class Role(IntEnum):
    """FACE: FaceId of the picture to paint, or None. AUTOMATIC: a guess, gets the dashed ring. OFF: taken out of a
    group by a click. COUNT, WAITING: numbers. NAME: of the person. CAPTION: second line. ITEM: the dataclass itself.
    GROUP: a group without a name, painted square."""

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
