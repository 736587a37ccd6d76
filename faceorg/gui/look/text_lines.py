"""Short texts -> lines laid out once and painted often: finding the shapes of letters costs more than painting them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText, QTextOption, QTransform

# A few screens of names and counts.
MOST_LINES = 4000


class TextLines:
    """Centred lines in one font and its half-bold, cut off with an ellipsis where they are too long."""

    def __init__(self) -> None:
        self._base: QFont | None = None
        self._fonts: dict[bool, QFont] = {}
        self._heights: dict[bool, int] = {}
        self._made: dict[tuple[str, int, bool], QStaticText] = {}

    def draw(self, painter: QPainter, base: QFont, line: QRect, text: str, *, bold: bool = False) -> None:
        """Paint one line into the middle of `line`, in the painter's pen."""
        if base != self._base:
            self._use(base)
        key = (text, line.width(), bold)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._lay_out(text, line.width(), bold)
            if len(self._made) > MOST_LINES:
                del self._made[next(iter(self._made))]
        size = made.size()
        painter.setFont(self._fonts[bold])
        left = line.x() + (line.width() - size.width()) / 2
        painter.drawStaticText(QPointF(left, line.y() + (line.height() - size.height()) / 2), made)

    def line_height(self, base: QFont) -> int:
        """Return the height of a line of this font, in device-independent pixels."""
        if base != self._base:
            self._use(base)
        return self._heights[False]

    def _use(self, base: QFont) -> None:
        half_bold = QFont(base)
        half_bold.setWeight(QFont.Weight.DemiBold)
        self._base, self._fonts = QFont(base), {False: QFont(base), True: half_bold}
        self._heights = {bold: QFontMetrics(font).height() for bold, font in self._fonts.items()}
        self._made.clear()

    def _lay_out(self, text: str, width: int, bold: bool) -> QStaticText:
        font = self._fonts[bold]
        made = QStaticText(QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width))
        made.setTextFormat(Qt.TextFormat.PlainText)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        made.setTextOption(option)
        made.prepare(QTransform(), font)
        return made
