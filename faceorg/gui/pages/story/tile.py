"""A picture with one or two lines below it, to be pressed: a face of a year, a person, a photo."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen

from faceorg.domain import FaceId, PhotoId
from faceorg.gui.look.photo_painter import draw_photo
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import PushButton
from faceorg.gui.session.session import Session

# Between the picture and the lines, and around all: where the outline of the tile in hand lies.
GAP, RIM = 6, 4


class Shape(Enum):
    """What the picture is: round covers are people, squares are faces, a photo is as it is."""

    COVER = auto()
    FACE = auto()
    PHOTO = auto()


@dataclass(frozen=True)
class Told:
    """What a tile shows. face_id : of a cover or a face; photo_id : of a photo; title, detail : the lines below"""

    shape: Shape
    title: str
    detail: str = ""
    face_id: FaceId | None = None
    photo_id: PhotoId | None = None
    automatic: bool = False


_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class StoryTile(PushButton):
    """The button; width, height : of its picture, in pixels.

    Signals
    -------
    arrow_pressed(Qt.Key) : the keyboard is to go on in this direction
    """

    arrow_pressed = Signal(object)

    def __init__(self, session: Session, told: Told, width: int, height: int) -> None:
        super().__init__("")
        self._session, self.told = session, told
        self._picture = QSize(width, height)
        self.setProperty("role", "bare")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(part for part in (told.title, told.detail) if part))
        whole = self._lines()
        if any(self._metrics(bold).horizontalAdvance(text) > width for text, bold in whole):
            self.setToolTip("\n".join(text for text, _bold in whole))
        pictures = session.previews if told.shape is Shape.PHOTO else session.thumbnails
        pictures.arrived.connect(self._on_arrived)
        session.theme.changed.connect(self.update)
        self.setFixedSize(self.sizeHint())

    def _lines(self) -> list[tuple[str, bool]]:
        """The lines below the picture, and whether each is bold."""
        return [(text, bold) for text, bold in ((self.told.title, True), (self.told.detail, False)) if text]

    def _metrics(self, bold: bool) -> QFontMetrics:
        return QFontMetrics(self._font(bold))

    def _font(self, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def sizeHint(self) -> QSize:
        lines = sum(self._metrics(bold).height() for _text, bold in self._lines())
        return QSize(self._picture.width() + 2 * RIM, self._picture.height() + GAP + lines + 2 * RIM)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.arrow_pressed.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def _on_arrived(self, ids: list[int]) -> None:
        if (self.told.photo_id if self.told.shape is Shape.PHOTO else self.told.face_id) in ids:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, told = self._session.theme, self.told
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), GRID, GRID)
        area = QRectF(RIM, RIM, self._picture.width(), self._picture.height())
        if told.shape is Shape.PHOTO:
            across = 1.0 if self.isRightToLeft() else 0.0
            grey = theme.color("placeholder")
            draw_photo(painter, area, told.photo_id, self._session.previews, grey, across=across)
        else:
            side = min(area.width(), area.height())
            square = QRectF(area.center().x() - side / 2, area.y(), side, side)
            round_ = told.shape is Shape.COVER
            self._session.faces.draw(painter, square, told.face_id, round_=round_, automatic=told.automatic)
        top = area.bottom() + GAP
        leading = told.shape is Shape.PHOTO  # below its edge, not in the middle of a place that it may not fill
        aligned = Qt.AlignmentFlag.AlignLeading if leading else Qt.AlignmentFlag.AlignHCenter
        for text, bold in self._lines():
            metrics = self._metrics(bold)
            painter.setFont(self._font(bold))
            painter.setPen(theme.color("text" if bold else "muted"))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self._picture.width())
            painter.drawText(QRectF(RIM, top, area.width(), metrics.height()), int(aligned), shown)
            top += metrics.height()
        painter.end()
