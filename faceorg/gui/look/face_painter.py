"""A face id and its states -> pixels: round or square, a thin dashed ring for a guess, greyed when it is left out.

What does not change from frame to frame (the scaled crop in its shape, with its ring) is painted once into a stamp;
a grid that scrolls then only copies stamps. A frame with many new faces is given only so long to make them: the others
stay grey, or as they were before they were selected, until the next frame, so that a leap through a large library never
holds the window up.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QTransform

from faceorg.domain import FaceId
from faceorg.gui.look.theme import Theme
from faceorg.gui.look.thumbnails import Thumbnails

CORNER = 8.0
RING = 2.5
# A left-out face is still to be recognised, but plainly not meant.
OFF_OPACITY = 0.28
# Two screens of tiles at 200 %.
STAMP_BYTES = 64 << 20
# Sizes of pictures at a time, with some to spare; a window that is being resized goes through many.
MOST_RIMS = 16
# How long a frame may make stamps (0.3 ms each, twice that while a scan has the other core), and how many it may at
# least, so that it gets on however slow the machine is.
FRAME_S, LEAST_STAMPS = 0.012, 4


class _StampLook(NamedTuple):
    """What of a face does not change from frame to frame: its shape, the ring of a guess, the selection."""

    round: bool
    ring: bool
    selected: bool


# Source (0: none yet), width and height in device pixels, look.
StampKey = tuple[int, int, int, _StampLook]


class FacePainter:
    """Draws one face with its states; shared by delegates and by widgets that show single faces."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails) -> None:
        self.theme, self.thumbnails = theme, thumbnails
        self.stamps: OrderedDict[StampKey, QPixmap] = OrderedDict()
        self._stamped_bytes = 0
        # Width and height in device pixels, round.
        self.rims: dict[tuple[int, int, bool], QPixmap] = {}
        self._stamps_until, self._stamps_left = float("inf"), 0
        self._is_late = False
        theme.changed.connect(self._forget)

    def _forget(self) -> None:
        self.stamps.clear()
        self.rims.clear()
        self._stamped_bytes = 0

    @contextmanager
    def frame(self, then: Callable[[], object]) -> Iterator[None]:
        """Draw one frame of many faces inside; `then` is called if it was not given the time for all of them."""
        self._stamps_until, self._stamps_left = time.perf_counter() + FRAME_S, LEAST_STAMPS
        self._is_late = False
        try:
            yield
        finally:
            self._stamps_until = float("inf")
            if self._is_late:
                then()

    def draw(
        self,
        painter: QPainter,
        rect: QRectF,
        face_id: FaceId | None,
        *,
        round_: bool = False,
        automatic: bool = False,
        selected: bool = False,
        focused: bool = False,
        hovered: bool = False,
        off: bool = False,
    ) -> None:
        """Paint a face into `rect` (device-independent pixels)."""
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.thumbnails.pixmap(face_id, rect.width() * ratio) if face_id is not None else None
        stamp = self._stamp(pixmap, rect, ratio, _StampLook(round_, automatic and not off, selected))
        if off:
            painter.setOpacity(OFF_OPACITY)
        painter.drawPixmap(rect.topLeft(), stamp)
        if off:
            painter.setOpacity(1.0)
            self._cross_out(painter, rect)
        if focused or (hovered and not selected):
            self._outline(painter, rect, round_, selected=selected, focused=focused)

    def _stamp(self, pixmap: QPixmap | None, rect: QRectF, ratio: float, look: _StampLook) -> QPixmap:
        wide, high = round(rect.width() * ratio), round(rect.height() * ratio)
        key = (pixmap.cacheKey() if pixmap is not None else 0, wide, high, look)
        found = self.stamps.get(key)
        if found is not None:
            self.stamps.move_to_end(key)
            return found
        if pixmap is not None and self._stamps_left <= 0 and time.perf_counter() > self._stamps_until:
            self._is_late = True
            as_before = (*key[:3], look._replace(selected=not look.selected))  # everything was selected, say
            return self.stamps.get(as_before) or self._stamp(None, rect, ratio, look)
        self._stamps_left -= 1
        made = QPixmap(wide, high)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(0, 0, rect.width(), rect.height())
        inner = area.adjusted(3, 3, -3, -3) if look.selected else area
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._filling(pixmap, inner))
        _shape(painter, inner, look.round)
        if pixmap is not None:
            painter.drawPixmap(inner.topLeft(), self._rim(inner.size(), ratio, round_=look.round))
        if look.ring:
            self._dashed_ring(painter, inner, look.round)
        if look.selected:
            self._outline(painter, area, look.round, selected=True, focused=False)
        painter.end()
        self._keep(key, made)
        return made

    def _rim(self, size: QSizeF, ratio: float, *, round_: bool) -> QPixmap:
        """Return the hairline around every picture of this size: stroking it anew would double a stamp's cost."""
        key = (round(size.width() * ratio), round(size.height() * ratio), round_)
        if key not in self.rims:
            if len(self.rims) >= MOST_RIMS:
                self.rims.clear()
            made = QPixmap(*key[:2])
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.color("rim"), 1.0))
            _shape(painter, QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), round_)
            painter.end()
            self.rims[key] = made
        return self.rims[key]

    def _keep(self, key: StampKey, stamp: QPixmap) -> None:
        self.stamps[key] = stamp
        self._stamped_bytes += _bytes(key)
        while self._stamped_bytes > STAMP_BYTES:
            oldest, _stamp = self.stamps.popitem(last=False)
            self._stamped_bytes -= _bytes(oldest)

    def _filling(self, pixmap: QPixmap | None, rect: QRectF) -> QBrush:
        if pixmap is None:
            return QBrush(self.theme.color("placeholder"))
        brush = QBrush(pixmap)
        scale = max(rect.width() / pixmap.width(), rect.height() / pixmap.height())
        left = rect.x() + (rect.width() - pixmap.width() * scale) / 2
        top = rect.y() + (rect.height() - pixmap.height() * scale) / 2
        brush.setTransform(QTransform(scale, 0, 0, scale, left, top))
        return brush

    def _dashed_ring(self, painter: QPainter, rect: QRectF, round_: bool) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = rect.adjusted(1.5, 1.5, -1.5, -1.5)
        # A dark line below a light one: seen on every photo.
        for color, width in ((QColor(0, 0, 0, 90), 3.0), (QColor(255, 255, 255, 235), 1.6)):
            pen = QPen(color, width, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([6 / width, 4 / width])
            painter.setPen(pen)
            _shape(painter, ring, round_)

    def _outline(self, painter: QPainter, rect: QRectF, round_: bool, *, selected: bool, focused: bool) -> None:
        color = self.theme.color("accent" if selected else "muted" if focused else "faint")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, RING if selected or focused else 1.0))
        _shape(painter, rect.adjusted(1, 1, -1, -1), round_)
        if selected and focused:
            painter.setPen(QPen(self.theme.color("text"), 1.0))
            _shape(painter, rect.adjusted(3.5, 3.5, -3.5, -3.5), round_)

    def _cross_out(self, painter: QPainter, rect: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("muted"), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        side = rect.width() * 0.14
        centre = rect.center()
        for slope in (1, -1):
            painter.drawLine(
                QPointF(centre.x() - side, centre.y() - side * slope),
                QPointF(centre.x() + side, centre.y() + side * slope),
            )


def _shape(painter: QPainter, rect: QRectF, round_: bool) -> None:
    if round_:
        painter.drawEllipse(rect)
    else:
        radius = min(CORNER, rect.width() / 8)
        painter.drawRoundedRect(rect, radius, radius)


def _bytes(key: StampKey) -> int:
    return key[1] * key[2] * 4
