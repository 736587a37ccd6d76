"""Rows of item models -> painted tiles. The shape tells who decided: round covers are people, squares are found faces.

A thin dashed ring marks an automatic assignment. Delegates only paint: they ask the model for ids and the thumbnail
cache for pixmaps, and work nothing out.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from faceorg.domain import FaceId
from faceorg.gui.i18n import number
from faceorg.gui.models.roles import Role
from faceorg.gui.theme import Theme
from faceorg.gui.thumbnails import Thumbnails

Index = QModelIndex | QPersistentModelIndex
CORNER = 8.0
RING = 2.5


class FacePainter:
    """Draws one face, round or square, with its states; shared by delegates and by widgets that show single faces."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails) -> None:
        self.theme, self.thumbnails = theme, thumbnails

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
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        inner = rect.adjusted(3, 3, -3, -3) if selected else rect
        if off:
            painter.setOpacity(0.28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._filling(pixmap, inner))
        _shape(painter, inner, round_)
        painter.setOpacity(1.0)
        if off:
            self._cross_out(painter, inner)
        if automatic and not off:
            self._dashed_ring(painter, inner, round_)
        if selected or focused or hovered:
            self._outline(painter, rect, round_, selected=selected, focused=focused)
        painter.restore()

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
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, RING if selected or focused else 1.0))
        _shape(painter, rect.adjusted(1, 1, -1, -1), round_)
        if selected and focused:
            painter.setPen(QPen(self.theme.color("text"), 1.0))
            _shape(painter, rect.adjusted(3.5, 3.5, -3.5, -3.5), round_)

    def _cross_out(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(self.theme.color("muted"), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        part = rect.adjusted(rect.width() * 0.36, rect.height() * 0.36, -rect.width() * 0.36, -rect.height() * 0.36)
        painter.drawLine(part.topLeft(), part.bottomRight())
        painter.drawLine(part.topRight(), part.bottomLeft())


def _shape(painter: QPainter, rect: QRectF, round_: bool) -> None:
    if round_:
        painter.drawEllipse(rect)
    else:
        radius = min(CORNER, rect.width() / 8)
        painter.drawRoundedRect(rect, radius, radius)


class FaceDelegate(QStyledItemDelegate):
    """A square face; with a caption line below it if the tile is higher than wide."""

    def __init__(self, face_painter: FacePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face_painter

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, state = QRectF(option.rect), option.state
        square = QRectF(rect.x(), rect.y(), rect.width(), rect.width())
        self._face.draw(
            painter,
            square,
            index.data(Role.FACE),
            automatic=bool(index.data(Role.AUTOMATIC)),
            selected=bool(state & QStyle.StateFlag.State_Selected),
            focused=bool(state & QStyle.StateFlag.State_HasFocus),
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
            off=bool(index.data(Role.OFF)),
        )
        caption = index.data(Role.CAPTION) if rect.height() > rect.width() + 8 else None
        if caption:
            painter.setFont(option.font)
            painter.setPen(self._face.theme.color("muted"))
            line = QRectF(rect.x(), square.bottom() + 2, rect.width(), rect.bottom() - square.bottom())
            elided = QFontMetrics(option.font).elidedText(caption, Qt.TextElideMode.ElideRight, int(rect.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, elided)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(96, 96)


class PersonDelegate(QStyledItemDelegate):
    """A round cover, the name, the number of photos, and a badge for faces that wait for a yes; a group is square."""

    NAME_GAP = 8

    def __init__(self, face_painter: FacePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face_painter
        self.drop_row: int | None = None  # the cover another one is being dragged over

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._face.theme, QRectF(option.rect)
        lines = QFontMetrics(option.font).height()
        side = min(rect.width() - 16, rect.height() - 2 * lines - self.NAME_GAP - 10)
        cover = QRectF(rect.center().x() - side / 2, rect.y() + 4, side, side)
        target = index.row() == self.drop_row
        if target:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(rect, CORNER, CORNER)
        self._face.draw(
            painter,
            cover,
            index.data(Role.FACE),
            round_=not index.data(Role.GROUP),
            selected=target or bool(option.state & QStyle.StateFlag.State_Selected),
            focused=bool(option.state & QStyle.StateFlag.State_HasFocus),
            hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
            off=False,
        )
        if waiting := index.data(Role.WAITING):
            badge(painter, theme, cover, number(waiting), option.font)
        self._paint_text(painter, option, index, cover.bottom() + self.NAME_GAP)

    def _paint_text(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, top: float) -> None:
        theme, rect = self._face.theme, option.rect
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.color("muted" if index.data(Role.HIDDEN) or index.data(Role.GROUP) else "text"))
        line = QRect(rect.x() + 4, int(top), rect.width() - 8, metrics.height())
        name = metrics.elidedText(index.data(Role.NAME) or "", Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, name)
        painter.setFont(option.font)
        painter.setPen(theme.color("muted"))
        line.translate(0, metrics.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, index.data(Role.CAPTION) or "")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(144, 184)


def badge(painter: QPainter, theme: Theme, cover: QRectF, text: str, base: QFont) -> None:
    """Paint a small count on the lower right edge of a round cover."""
    font = QFont(base)
    font.setPointSizeF(max(6.0, base.pointSizeF() - 1))
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    height = metrics.height() + 2
    width = max(height, metrics.horizontalAdvance(text) + 10)
    centre = QPointF(cover.center().x() + cover.width() * 0.34, cover.center().y() + cover.height() * 0.36)
    pill = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
    path = QPainterPath()
    path.addRoundedRect(pill, height / 2, height / 2)
    painter.setPen(QPen(theme.color("page"), 2))
    painter.setBrush(theme.color("accent"))
    painter.drawPath(path)
    painter.setPen(theme.color("on_accent"))
    painter.setFont(font)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
