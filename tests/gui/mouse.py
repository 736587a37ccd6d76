"""What QTest leaves out: letting go, after a double click, a drag, and a test that did not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

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
    try:
        yield
    finally:
        QTest.mouseRelease(area, LEFT, NOTHING_HELD, start)


def held() -> list[object]:
    """Return what would take the clicks of the next test: buttons that are down, an open menu, who grabs the mouse."""
    down = QApplication.mouseButtons()
    buttons: list[object] = [button for button in Qt.MouseButton if button & down] if down else []
    return [*buttons, *filter(None, (QApplication.activePopupWidget(), QWidget.mouseGrabber()))]


def let_go() -> None:
    """Close menus, and release every button and grab."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        if QApplication.activePopupWidget() is popup:  # it closes only when it is gone
            break
    if (grabber := QWidget.mouseGrabber()) is not None:
        grabber.releaseMouse()
    nowhere = QWidget()
    for button in Qt.MouseButton:
        if button & QApplication.mouseButtons():
            QTest.mouseRelease(nowhere, button, NOTHING_HELD)
