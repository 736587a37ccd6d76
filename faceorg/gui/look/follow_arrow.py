"""The small arrow on a face under the pointer: where a click selects or takes out, it leads to more of it.

Painted and found by the same arithmetic, so that what looks like the arrow is the arrow.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

_DISC, _SIGN = QColor(0, 0, 0, 165), QColor(255, 255, 255)
# Its side: a share of the face's, within these bounds, in pixels.
SHARE, SMALLEST, LARGEST = 0.26, 18.0, 28.0
INSET = 5.0


def arrow_of(face: QRectF, *, mirrored: bool, above: bool = False) -> QRectF:
    """Return where the arrow of a face lies: in its trailing corner, the lower one; above : the upper one."""
    side = min(max(face.width() * SHARE, SMALLEST), LARGEST)
    inset = min(INSET, face.width() * 0.06)
    left = face.left() + inset if mirrored else face.right() - side - inset
    top = face.top() + inset if above else face.bottom() - side - inset
    return QRectF(left, top, side, side)


def paint_arrow(painter: QPainter, disc: QRectF, *, mirrored: bool) -> None:
    """Light on dark, seen on every photo."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_DISC)
    painter.drawEllipse(disc)
    way = -1 if mirrored else 1
    reach, centre = disc.width() * 0.22, disc.center()
    tip = QPointF(centre.x() + way * reach, centre.y())
    painter.setPen(QPen(_SIGN, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawLine(QPointF(centre.x() - way * reach, centre.y()), tip)
    back = tip.x() - way * reach * 0.85
    head = QPolygonF([QPointF(back, tip.y() - reach * 0.85), tip, QPointF(back, tip.y() + reach * 0.85)])
    painter.drawPolyline(head)
    painter.restore()
