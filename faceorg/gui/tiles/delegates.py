"""Rows of item models -> painted tiles. The shape tells who decided: round covers are people, squares are found faces.

Delegates only paint: they ask the model for ids and the thumbnail cache for pixmaps, and work nothing out.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import product

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from faceorg.gui.look.face_painter import CORNER, FacePainter
from faceorg.gui.look.follow_arrow import arrow_of, paint_arrow
from faceorg.gui.look.icons import pixmap
from faceorg.gui.look.text_lines import TextLines
from faceorg.gui.look.theme import GRID, Theme
from faceorg.gui.tiles.roles import FaceTile, PersonTile, Role
from faceorg.gui.words.i18n import number

Index = QModelIndex | QPersistentModelIndex
# As plain numbers: asking a Python flag costs more than painting the tile.
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_HOVERED = QStyle.StateFlag.State_MouseOver.value


# Of the mark of a stack, from the edges of its tile.
MARK_INSET = 6
# Side of a favourite's star with its disc.
STAR = 24.0


class TileDelegate(QStyledItemDelegate):
    """What a `TileGrid` paints its tiles with."""

    def __init__(self, face_painter: FacePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face_painter = face_painter

    def frame(self, then: Callable[[], object]) -> AbstractContextManager[None]:
        """Paint all tiles of a frame inside; `then` is called if some faces must wait for the next one."""
        return self.face_painter.frame(then)

    def stack_mark(self, tile: QRect, index: Index, font: QFont, *, mirrored: bool) -> QRectF:
        """Return where a tile is clicked to spread or fold its stack; empty where it is in none."""
        return QRectF()

    def arrow(self, tile: QRect, font: QFont, *, mirrored: bool) -> QRectF:
        """Return where a tile is clicked to go to all photos of its person; empty where no arrow shows."""
        return QRectF()


def tile_states(base: QStyle.StateFlag) -> dict[tuple[bool, bool, bool], QStyle.StateFlag]:
    """Return the states a tile can have by (selected, focused, hovered): made once a frame, not once a tile."""
    found = {}
    flags = QStyle.StateFlag
    for selected, focused, hovered in product((False, True), repeat=3):
        state = base
        for wanted, flag in (
            (selected, flags.State_Selected),
            (focused, flags.State_HasFocus),
            (hovered, flags.State_MouseOver),
        ):
            state = state | flag if wanted else state
        found[(selected, focused, hovered)] = state
    return found


class FaceDelegate(TileDelegate):
    """A square face; with a caption line below it if the tile is higher than wide.

    leads_on : a small arrow shows under the pointer
    """

    def __init__(self, face_painter: FacePainter, parent: QWidget | None = None, *, leads_on: bool = False) -> None:
        super().__init__(face_painter, parent)
        self._leads_on = leads_on

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, state = QRectF(option.rect), option.state.value
        tile: FaceTile = index.data(Role.TILE)
        self.face_painter.draw(
            painter,
            QRectF(rect.x(), rect.y(), rect.width(), rect.width()),
            tile.face_id,
            automatic=tile.automatic,
            selected=bool(state & _SELECTED),
            focused=bool(state & _FOCUSED),
            hovered=bool(state & _HOVERED),
            off=tile.off,
        )
        if tile.stack:
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            paint_stack_mark(painter, _stack_mark(rect, tile.stack, option.font, mirrored), tile.stack, option.font)
        if self._leads_on and state & _HOVERED:
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            paint_arrow(painter, self.arrow(option.rect, option.font, mirrored=mirrored), mirrored=mirrored)
        if tile.length:
            paint_length(painter, rect, tile.length, option.font)
        if tile.caption and rect.height() > rect.width() + GRID:
            self._paint_caption(painter, option, rect, tile.caption)

    def stack_mark(self, tile: QRect, index: Index, font: QFont, *, mirrored: bool) -> QRectF:
        text = index.data(Role.TILE).stack
        return _stack_mark(QRectF(tile), text, font, mirrored) if text else QRectF()

    def arrow(self, tile: QRect, font: QFont, *, mirrored: bool) -> QRectF:
        face = QRectF(tile.x(), tile.y(), tile.width(), tile.width())
        return arrow_of(face, mirrored=mirrored) if self._leads_on else QRectF()

    def _paint_caption(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, caption: str) -> None:
        painter.setFont(option.font)
        painter.setPen(self.face_painter.theme.color("muted"))
        top = rect.y() + rect.width() + 2
        line = QRectF(rect.x(), top, rect.width(), rect.bottom() - top)
        elided = QFontMetrics(option.font).elidedText(caption, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, elided)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(96, 96)


class PersonDelegate(TileDelegate):
    """A round cover, the name, the number of photos, and a badge for faces that wait for a yes; a group is square."""

    NAME_GAP = 8

    def __init__(self, face_painter: FacePainter, parent: QWidget | None = None) -> None:
        super().__init__(face_painter, parent)
        self.drop_row: int | None = None  # the cover another one is being dragged over
        self._lines = TextLines()
        self._stars: dict[tuple[str, float], QPixmap] = {}  # by colour and ratio: drawn once

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, state = self.face_painter.theme, QRectF(option.rect), option.state.value
        tile: PersonTile = index.data(Role.TILE)
        cover = self._cover(rect, self._lines.line_height(option.font))
        target = index.row() == self.drop_row
        if target:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(rect, CORNER, CORNER)
        self.face_painter.draw(
            painter,
            cover,
            tile.face_id,
            round_=not tile.group,
            selected=target or bool(state & _SELECTED),
            focused=bool(state & _FOCUSED),
            hovered=bool(state & _HOVERED),
            off=False,
        )
        if state & _HOVERED:
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            paint_arrow(painter, self.arrow(option.rect, option.font, mirrored=mirrored), mirrored=mirrored)
        if tile.waiting:
            badge(painter, theme, cover, number(tile.waiting), option.font)
        if tile.favourite:
            self._paint_star(painter, cover, mirrored=option.direction == Qt.LayoutDirection.RightToLeft)
        line = self._name_line(option.rect, self._lines.line_height(option.font))
        painter.setPen(theme.color("muted" if tile.hidden or tile.group else "text"))
        self._lines.draw(painter, option.font, line, tile.name, bold=True)
        painter.setPen(theme.color("muted"))
        self._lines.draw(painter, option.font, line.translated(0, line.height()), tile.caption)

    def _cover(self, rect: QRectF, line_height: int) -> QRectF:
        side = min(rect.width() - 16, rect.height() - 2 * line_height - self.NAME_GAP - 10)
        return QRectF(rect.center().x() - side / 2, rect.y() + 4, side, side)

    def arrow(self, tile: QRect, font: QFont, *, mirrored: bool) -> QRectF:
        cover = self._cover(QRectF(tile), self._lines.line_height(font))
        return arrow_of(cover, mirrored=mirrored, above=True)

    def _paint_star(self, painter: QPainter, cover: QRectF, *, mirrored: bool) -> None:
        """Paint the star of a favourite on the upper leading edge of a round cover."""
        theme, away = self.face_painter.theme, cover.width() * (0.36 if mirrored else -0.36)
        centre = QPointF(cover.center().x() + away, cover.center().y() - cover.height() * 0.36)
        disc = QRectF(centre.x() - STAR / 2, centre.y() - STAR / 2, STAR, STAR)
        painter.setPen(QPen(theme.color("page"), 2))
        painter.setBrush(theme.color("raised"))
        painter.drawEllipse(disc)
        color, ratio, side = theme.color("accent"), painter.device().devicePixelRatioF(), round(STAR * 0.62)
        key = (color.name(), ratio)
        if key not in self._stars:
            self._stars[key] = pixmap("star_full", color, side, ratio)
        painter.drawPixmap(QPointF(centre.x() - side / 2, centre.y() - side / 2), self._stars[key])

    def name_line(self, tile: QRect, metrics: QFontMetrics) -> QRect:
        """Return where the name of a tile is painted; its count is in the line below."""
        return self._name_line(tile, metrics.height())

    def _name_line(self, tile: QRect, line_height: int) -> QRect:
        top = int(self._cover(QRectF(tile), line_height).bottom()) + self.NAME_GAP
        return QRect(tile.x() + 4, top, tile.width() - 8, line_height)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(144, 184)


def badge(painter: QPainter, theme: Theme, cover: QRectF, text: str, base: QFont) -> None:
    """Paint a small count on the lower right edge of a round cover."""
    font = _small(base)
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


def _stack_mark(tile: QRectF, text: str, base: QFont, mirrored: bool) -> QRectF:
    """The pill in the upper trailing corner of a tile that stands for a stack."""
    metrics = QFontMetrics(_small(base))
    height = metrics.height() + 4
    width = metrics.horizontalAdvance(text) + height + 6
    left = tile.x() + MARK_INSET if mirrored else tile.x() + tile.width() - width - MARK_INSET
    return QRectF(left, tile.y() + MARK_INSET, width, height)


def paint_stack_mark(painter: QPainter, pill: QRectF, text: str, base: QFont) -> None:
    """Two sheets, one behind the other, and how many there are: light on dark, seen on every photo."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 165))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    side = pill.height() * 0.36
    left, top = pill.x() + pill.height() * 0.38, pill.center().y() - side / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255, 150), 1.2))
    painter.drawRoundedRect(QRectF(left + 2, top - 2, side, side), 1.5, 1.5)
    painter.setPen(QPen(QColor(255, 255, 255), 1.2))
    painter.setBrush(QColor(40, 40, 40))
    painter.drawRoundedRect(QRectF(left - 1, top + 1, side, side), 1.5, 1.5)
    painter.setFont(_small(base))
    beside = pill.adjusted(pill.height() * 0.38 + side + 3, 0, -6, 0)
    painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, text)


def paint_length(painter: QPainter, tile: QRectF, text: str, base: QFont) -> None:
    """The mark of a video, in the lower left corner of its tile: a triangle as on every player, and how long it is."""
    font = _small(base)
    metrics = QFontMetrics(font)
    height = metrics.height() + 4
    side = height * 0.4
    pill = QRectF(
        tile.x() + MARK_INSET,
        tile.bottom() - height - MARK_INSET,
        metrics.horizontalAdvance(text) + side + height * 0.9,
        height,
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 165))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    left, middle = pill.x() + height * 0.35, pill.center().y()
    painter.setBrush(QColor(255, 255, 255))
    corners = (QPointF(left, middle - side / 2), QPointF(left, middle + side / 2), QPointF(left + side, middle))
    painter.drawPolygon(corners)
    painter.setPen(QColor(255, 255, 255))
    painter.setFont(font)
    painter.drawText(pill.adjusted(height * 0.35 + side, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, text)


def _small(base: QFont) -> QFont:
    font = QFont(base)
    font.setPointSizeF(max(6.0, base.pointSizeF() - 1))
    font.setWeight(QFont.Weight.DemiBold)
    return font
