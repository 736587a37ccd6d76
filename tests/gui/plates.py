"""The plates under the faces of a photo on stage, reached and clicked as with a mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest


def click_plate(qtbot, page, face) -> None:
    """Go to the face with the pointer, so that its plate shows, and click that."""
    frame = page.stage.frame_of(face.face_id)
    QTest.mouseMove(page.stage, frame.center().toPoint())
    plate = page.stage.pill_of(face)
    QTest.mouseMove(page.stage, QPoint(round(plate.center().x()), round((frame.bottom() + plate.top()) / 2)))
    qtbot.mouseClick(page.stage, Qt.MouseButton.LeftButton, pos=plate.center().toPoint())
