"""What a stage knows of the faces in its photo, and how their frames and names are painted over it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from faceorg.boxes import Box
from faceorg.domain import AssignedBy, Face, FaceId, PersonId

_FRAME, _HALO = QColor(255, 255, 255, 235), QColor(0, 0, 0, 110)
_PILL, _PILL_TEXT = QColor(18, 18, 20, 205), QColor(255, 255, 255)
# Corners of the current face that can be dragged, and what is still taken for a hit.
HANDLE, HANDLE_REACH = 8.0, 12.0
SMALLEST_FRAME = 10.0


@dataclass(frozen=True)
class StageFace:
    """A face with what is written below it. automatic: a guess; name: "" without a person; aside: put aside."""

    face_id: FaceId
    box: Box
    person_id: PersonId | None = None
    name: str = ""
    automatic: bool = False
    aside: bool = False


def stage_face(face: Face, name: str) -> StageFace:
    """Return what a stage shows of a face. name : of its person"""
    automatic = face.assigned_by is AssignedBy.AUTO
    return StageFace(face.id, face.box, face.person_id, name, automatic, face.ignored is not None)


def paint_frame(painter: QPainter, rect: QRectF, face: StageFace, accent: QColor, *, current: bool) -> None:
    """Draw a fine rounded frame; dashed for a guess, in the accent colour with handles for the current face."""
    radius = min(10.0, rect.width() / 5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_HALO, 4.0 if current else 3.0))
    painter.drawRoundedRect(rect, radius, radius)
    pen = QPen(accent if current else _FRAME, 2.4 if current else 1.4)
    if face.aside:
        pen.setColor(QColor(255, 255, 255, 110))
    if face.automatic:
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawRoundedRect(rect, radius, radius)
    if current:
        painter.setBrush(_FRAME)
        painter.setPen(QPen(_HALO, 1))
        for corner in corners(rect):
            painter.drawEllipse(corner, HANDLE / 2, HANDLE / 2)


def corners(rect: QRectF) -> tuple[QPointF, QPointF, QPointF, QPointF]:
    return rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()


def pill_rect(frame: QRectF, text: str, font: QFont, room: QRectF) -> QRectF:
    """Return where the name below a frame lies, moved so that it stays in the stage."""
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(text) + 20, metrics.height() + 6
    pill = QRectF(frame.center().x() - width / 2, frame.bottom() + 6, width, height)
    if pill.bottom() > room.bottom() - 4:
        pill.moveBottom(min(frame.bottom() - 6, room.bottom() - 4))
    pill.moveLeft(min(max(pill.left(), room.left() + 4), room.right() - width - 4))
    return pill


def paint_pill(painter: QPainter, pill: QRectF, text: str, *, muted: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PILL)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    color = QColor(_PILL_TEXT)
    color.setAlpha(170 if muted else 255)
    painter.setPen(color)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


def resized(rect: QRectF, corner: int, to: QPointF) -> QRectF:
    """Return a frame with one corner (0-3, as `corners`) moved to a point."""
    opposite = corners(rect)[3 - corner]
    return QRectF(opposite, to).normalized()
