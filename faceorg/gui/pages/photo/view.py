"""Which part of a photo a stage shows: fit, zoom and pan, as arithmetic between fractions of it and view pixels."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF

from faceorg.boxes import Box

# A tiny picture is not blown up further than this when it is fitted.
MOST_FIT_SCALE = 2.0
# View pixels for one pixel of the photo, at most.
MOST_SCALE = 8.0


class StageView:
    """size : of the photo, in its pixels; room : of the stage, in device-independent pixels.

    scale : view pixels for a pixel of the photo; centre : the point of the photo (fractions) in the middle of the stage
    """

    def __init__(self) -> None:
        self.size, self.room = QSizeF(1, 1), QSizeF(1, 1)
        self.centre = QPointF(0.5, 0.5)
        self._scale: float | None = None  # None: fit, whatever the room

    @property
    def fit_scale(self) -> float:
        fitting = min(self.room.width() / self.size.width(), self.room.height() / self.size.height())
        return min(fitting, MOST_FIT_SCALE)

    @property
    def scale(self) -> float:
        return self.fit_scale if self._scale is None else self._scale

    @property
    def is_fit(self) -> bool:
        return self._scale is None

    def show_all(self) -> None:
        """Fit the photo into the room."""
        self._scale, self.centre = None, QPointF(0.5, 0.5)

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom so that the point of the photo under `at` (view pixels; default: the middle) stays where it is."""
        self.zoom_to(self.scale * factor, at)

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        middle = QPointF(self.room.width() / 2, self.room.height() / 2)
        at = middle if at is None else at
        point = self.to_photo(at)
        if scale <= self.fit_scale * 1.001:
            self.show_all()
            return
        self._scale = min(scale, max(MOST_SCALE, self.fit_scale))
        off = at - middle
        self.centre = QPointF(
            point.x() - off.x() / (self.size.width() * self.scale),
            point.y() - off.y() / (self.size.height() * self.scale),
        )
        self._keep_inside()

    def show_part(self, part: Box) -> None:
        """Fit a part of the photo into the room."""
        wide, high = part.width * self.size.width(), part.height * self.size.height()
        self.zoom_to(min(self.room.width() / wide, self.room.height() / high))
        if not self.is_fit:
            self.centre = QPointF(part.x + part.width / 2, part.y + part.height / 2)
            self._keep_inside()

    def pan(self, dx: float, dy: float) -> None:
        """Move the photo by view pixels."""
        self.centre -= QPointF(dx / (self.size.width() * self.scale), dy / (self.size.height() * self.scale))
        self._keep_inside()

    def _keep_inside(self) -> None:
        """Leave no empty stage beside a photo that is larger than the stage; centre a smaller one."""
        self.centre = QPointF(
            _inside(self.centre.x(), self.room.width() / (2 * self.size.width() * self.scale)),
            _inside(self.centre.y(), self.room.height() / (2 * self.size.height() * self.scale)),
        )

    def photo_rect(self) -> QRectF:
        """Return where the whole photo lies, in view pixels."""
        wide, high = self.size.width() * self.scale, self.size.height() * self.scale
        left = self.room.width() / 2 - self.centre.x() * wide
        top = self.room.height() / 2 - self.centre.y() * high
        return QRectF(left, top, wide, high)

    def to_view(self, box: Box) -> QRectF:
        photo = self.photo_rect()
        return QRectF(
            photo.x() + box.x * photo.width(),
            photo.y() + box.y * photo.height(),
            box.width * photo.width(),
            box.height * photo.height(),
        )

    def to_photo(self, point: QPointF) -> QPointF:
        photo = self.photo_rect()
        return QPointF((point.x() - photo.x()) / photo.width(), (point.y() - photo.y()) / photo.height())

    def to_box(self, rect: QRectF) -> Box:
        """Return the part of the photo under a rectangle of the view, cut at the photo's edges."""
        first, last = self.to_photo(rect.normalized().topLeft()), self.to_photo(rect.normalized().bottomRight())
        left, top = min(max(first.x(), 0.0), 1.0), min(max(first.y(), 0.0), 1.0)
        return Box(left, top, min(max(last.x(), 0.0), 1.0) - left, min(max(last.y(), 0.0), 1.0) - top)


def _inside(centre: float, half_view: float) -> float:
    return 0.5 if half_view >= 0.5 else min(max(centre, half_view), 1 - half_view)
