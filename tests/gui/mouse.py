"""What QTest leaves out of a double click."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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


@contextmanager
def dragging(area: QWidget, start: QPoint) -> Iterator[None]:
    """Press, and move so far that a drag begins; let go when what is asserted was asserted: a real drag takes that.

    start : in `area`
    """
    QTest.mousePress(area, LEFT, NOTHING_HELD, start)
    for step in (8, 40):
        QTest.mouseMove(area, start + QPoint(step, 8))
    yield
    QTest.mouseRelease(area, LEFT, NOTHING_HELD, start)
