"""A timeline's grid -> years at its edge: where one is, and a click or a drag to anywhere else in it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from faceorg.gui.look.theme import GRID, Theme
from faceorg.gui.look.widgets import label
from faceorg.gui.tiles.laid_out_view import LaidOutView, first_of_years
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.keys import key_in_words

WIDTH = 6 * GRID
# Above the first year and below the last one.
PAD = 2 * GRID
# The height of the mark at the edge that says where one is.
TICK = 2 * GRID


@dataclass(frozen=True)
class YearMark:
    """A year, and where it stands: 0 at the top, 1 at the bottom; row : the first one of it."""

    text: str
    place: float
    row: int


class Scrubber(QWidget):
    """Beside the grid; hidden while there are not two years, or all is in sight."""

    def __init__(self, grid: LaidOutView, theme: Theme) -> None:
        super().__init__()
        self._grid, self._theme = grid, theme
        self._marks: list[YearMark] = []
        self._hovered: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Years"))
        self.setAccessibleDescription(
            tr("{later} and {earlier} go from year to year").format(
                later=key_in_words("Ctrl+PgUp"), earlier=key_in_words("Ctrl+PgDown")
            )
        )
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.bubble: QLabel = label()
        self.bubble.setParent(grid)
        self.bubble.setProperty("role", "bubble")
        self.bubble.hide()
        grid.laid_out.connect(self._read)
        grid.verticalScrollBar().valueChanged.connect(lambda _value: self.update())
        theme.changed.connect(self.update)
        self._read()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 200)

    def marks(self) -> list[YearMark]:
        """Return the years from top to bottom."""
        return list(self._marks)

    def _read(self) -> None:
        layout, sections = self._grid.grid_layout(), self._grid.sections
        most = max(1, layout.height - self._grid.viewport().height())
        firsts = first_of_years(sections)
        self._marks = [
            YearMark(sections[at].year or "–", min(1.0, layout.top_of(at) / most), sections[at].first) for at in firsts
        ]
        self.setVisible(len(firsts) > 1 and layout.height > self._grid.viewport().height())
        self.update()

    # ------------------------------------------------------------ places
    def y_of(self, mark: YearMark) -> int:
        """Return the height at which a year stands."""
        return round(self._y(mark.place))

    def _y(self, place: float) -> float:
        return PAD + place * max(1, self.height() - 2 * PAD)

    def _place(self, y: float) -> float:
        return min(max((y - PAD) / max(1, self.height() - 2 * PAD), 0.0), 1.0)

    def _shown(self) -> list[YearMark]:
        """Return the years that have room: the first, and each that is not upon the one before."""
        shown: list[YearMark] = []
        for mark in self._marks:
            if not shown or self.y_of(mark) - self.y_of(shown[-1]) >= self._line():
                shown.append(mark)
        return shown

    def _line(self) -> int:
        return self.fontMetrics().height() + 2

    def _title_at(self, y: float) -> str:
        """Return the heading of what lies at this height."""
        sections, layout = self._grid.sections, self._grid.grid_layout()
        if not sections:
            return ""
        most = max(0, layout.height - self._grid.viewport().height())
        return sections[layout.section_at(round(self._place(y) * most))].title

    # ------------------------------------------------------------ hands
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        y = event.position().y()
        hit = next((mark for mark in self._shown() if abs(self.y_of(mark) - y) <= self._line() / 2), None)
        if hit is not None:
            self._grid.go_to_row(hit.row)
        else:
            self._go(y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().y())
        self.point_at(event.position().y())

    def _go(self, y: float) -> None:
        bar = self._grid.verticalScrollBar()
        bar.setValue(round(self._place(y) * bar.maximum()))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.point_at(event.position().y())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.bubble.hide()
        self.update()

    def point_at(self, y: float) -> None:
        """Say what lies at this height, beside it."""
        self._hovered = round(y)
        self.update()
        self.bubble.setText(self._title_at(y))
        self.bubble.adjustSize()
        beside = self._grid.mapFromGlobal(self.mapToGlobal(QPoint(0, round(y))))
        room = self._grid.rect()
        left = GRID if self.isRightToLeft() else room.width() - self.bubble.width() - 3 * GRID
        top = min(max(beside.y() - self.bubble.height() // 2, 4), room.height() - self.bubble.height() - 4)
        self.bubble.move(left, top)
        self.bubble.setVisible(bool(self.bubble.text()))
        self.bubble.raise_()

    # ------------------------------------------------------------ painting
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar, theme = self._grid.verticalScrollBar(), self._theme
        here = self._y(bar.value() / max(1, bar.maximum()))
        font = QFont(self.font())
        font.setPointSizeF(max(6.0, font.pointSizeF() - 1))
        painter.setFont(font)
        shown = self._shown()
        texts = [self.y_of(mark) for mark in shown]
        for mark in self._marks:
            if all(abs(self.y_of(mark) - y) > self._line() / 2 for y in texts):  # a dot upon a year is a blot
                self._dot(painter, self.y_of(mark), theme.color("faint"))
        current = next((mark for mark in reversed(shown) if self.y_of(mark) <= here + 1), None)
        for mark in shown:
            y = self.y_of(mark)
            painter.setPen(theme.color("text" if mark is current else "muted"))
            area = QRectF(0, y - self._line() / 2, self.width(), self._line())
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, mark.text)
        if self._hovered is not None:
            painter.setPen(QPen(theme.color("faint"), 1))
            painter.drawLine(QPointF(6, self._hovered + 0.5), QPointF(self.width() - 6, self._hovered + 0.5))
        painter.setPen(QPen(theme.color("accent"), 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        edge = self.width() - 2.0 if self.isRightToLeft() else 2.0
        painter.drawLine(QPointF(edge, here - TICK / 2), QPointF(edge, here + TICK / 2))
        painter.end()

    def _dot(self, painter: QPainter, y: float, color: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QPointF(self.width() / 2, y), 1.5, 1.5)
