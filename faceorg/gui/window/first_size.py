"""The size of the very first window: a good one, held to the screen, so that nothing lies beyond its edge."""

from __future__ import annotations

from PySide6.QtCore import QSize

from faceorg.gui.look.theme import GRID

WANTED = QSize(1200, 800)
# What the system draws around a window, title bar and edges: nobody says how large before the window is shown.
FRAME = QSize(2 * GRID, 5 * GRID)


def first_size(room: QSize) -> QSize:
    """Return the size of a window that is opened for the first time.

    room : of the screen, less what the desktop keeps for itself; in device-independent pixels, so that a screen of
    2560 x 1600 at 200 % has 1280 x 800
    """
    return WANTED.boundedTo(room - FRAME)
