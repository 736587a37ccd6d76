"""What QTest leaves out of a double click."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

LEFT, NOTHING_HELD = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def second_click(area: QWidget, place: QPoint) -> None:
    """The second click of two, let go of again: QTest leaves the button down on a widget, and in tests that come later.

    place : in `area`
    """
    QTest.mouseDClick(area, LEFT, NOTHING_HELD, place)
    QTest.mouseRelease(area, LEFT, NOTHING_HELD, place)
