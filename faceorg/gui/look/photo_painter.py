"""A photo's small picture -> pixels in a rectangle: whole, corners rounded; grey until it is there."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from faceorg.domain import PhotoId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.thumbnails import Thumbnails


def draw_photo(
    painter: QPainter,
    area: QRectF,
    photo_id: PhotoId | None,
    previews: Thumbnails,
    placeholder: QColor,
    *,
    across: float = 0.5,
) -> None:
    """Paint it. across : where it lies in an area that is wider, from 0 (left) to 1"""
    side = max(area.width(), area.height()) * painter.device().devicePixelRatioF()
    pixmap = previews.pixmap(photo_id, side) if photo_id else None
    path = QPainterPath()
    if pixmap is None:
        path.addRoundedRect(area, GRID, GRID)
        painter.fillPath(path, placeholder)
        return
    scale = min(area.width() / pixmap.width(), area.height() / pixmap.height())
    width, height = pixmap.width() * scale, pixmap.height() * scale
    place = QRectF(area.x() + (area.width() - width) * across, area.y() + (area.height() - height) / 2, width, height)
    path.addRoundedRect(place, GRID, GRID)
    painter.save()
    painter.setClipPath(path)
    painter.drawPixmap(place, pixmap, pixmap.rect().toRectF())
    painter.restore()
