"""A page about a person -> PDF, A4: laid out like the HTML page, in two columns of pictures, with nothing cut in two.

It paints with Qt, but onto paper alone: in the window on the thread of a job, at a terminal without any screen. So it
lies below both of them, and is imported where a PDF is wanted and not before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
)

from faceorg.library.exports.person_page import PagePicture, TellingPage

DOTS_PER_INCH = 300
MM = DOTS_PER_INCH / 25.4
MARGIN_MM = 15.0
INK, GREY, LINE = QColor("#222222"), QColor("#666666"), QColor("#cccccc")
SERIF = ["Georgia", "Noto Serif", "DejaVu Serif", "Times New Roman"]
YEARS_A_LINE, PEOPLE_A_LINE = 7, 6
# Of a picture in a column: a portrait photo must not take the whole page.
MOST_HIGH_MM = 88.0
COVER_MM, PERSON_MM = 40.0, 22.0
# What a heading takes at most, with what is left free around it.
HEADING_MM = 16.0


@contextmanager
def without_screen() -> Iterator[None]:
    """Let Qt write and measure text where no window is: it wants an application for that, and needs no screen."""
    if QGuiApplication.instance() is not None:
        yield
        return
    application = QGuiApplication(["faceorg", "-platform", "offscreen"])
    try:
        yield
    finally:
        application.shutdown()


def as_pdf(page: TellingPage) -> bytes:
    """Return the document. Qt's application must be there: the window's, or that of `without_screen`."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(page.name)
    writer.setCreator("faceorg")
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
    )
    sheet = _Sheet(writer, page.foot)
    sheet.head(page)
    years, ends, best, people = page.headings
    sheet.grid(years, page.years, YEARS_A_LINE, round_=False)
    sheet.columns(ends, page.ends)
    sheet.columns(best, page.best)
    sheet.grid(people, page.companions, PEOPLE_A_LINE, round_=True)
    sheet.end()
    return bytes(buffer.data().data())


class _Sheet:
    """The sheet that is being painted, and how far down it is."""

    def __init__(self, writer: QPdfWriter, foot: str) -> None:
        self._writer, self._foot = writer, foot
        self._painter = QPainter(writer)
        self._painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._width = float(writer.width())
        self._foot_height = 8 * MM
        self._bottom = writer.height() - self._foot_height
        self._y, self._number = 0.0, 1

    def end(self) -> None:
        self._paint_foot()
        self._painter.end()

    def _new_sheet(self) -> None:
        self._paint_foot()
        self._writer.newPage()
        self._y, self._number = 0.0, self._number + 1

    def _paint_foot(self) -> None:
        area = QRectF(0, self._bottom + 3 * MM, self._width, self._foot_height - 3 * MM)
        self._write(area, self._foot, 7.5, GREY, Qt.AlignmentFlag.AlignLeft)
        self._write(area, str(self._number), 7.5, GREY, Qt.AlignmentFlag.AlignRight)

    # ------------------------------------------------------------ the parts
    def head(self, page: TellingPage) -> None:
        """The picture, the name and what is known of the person."""
        left, side = 0.0, COVER_MM * MM
        if page.cover is not None:
            self._paint(QRectF(0, 0, side, side), page.cover, round_=True, fill=True)
            left = side + 8 * MM
        room = self._width - left
        name = self._fitting(page.name, room)
        high = QFontMetricsF(name, self._writer).height()
        facts = len(page.facts) * 6 * MM
        top = max(0.0, (side - high - facts) / 2)
        self._painter.setFont(name)
        self._painter.setPen(INK)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        shown = QFontMetricsF(name, self._writer).elidedText(page.name, Qt.TextElideMode.ElideRight, room)
        self._painter.drawText(QRectF(left, top, room, high), flags, shown)
        for place, fact in enumerate(page.facts):
            line = QRectF(left, top + high + place * 6 * MM, room, 6 * MM)
            self._write(line, fact, 11, GREY, Qt.AlignmentFlag.AlignLeft)
        self._y = max(side, top + high + facts) + 4 * MM

    def grid(self, heading: str, pictures: Sequence[PagePicture], a_line: int, *, round_: bool) -> None:
        """Equal pictures in lines, with a title and a line below each."""
        if not pictures:
            return
        gap = 3.5 * MM
        wide = (self._width - gap * (a_line - 1)) / a_line
        side = min(wide, PERSON_MM * MM) if round_ else wide
        lines = 2 if any(picture.said for picture in pictures) else 1
        high = side + 1.5 * MM + lines * 4.2 * MM
        whole = -(-len(pictures) // a_line) * (high + gap) - gap
        fits = whole + HEADING_MM * MM <= self._bottom
        self._heading(heading, whole if round_ and fits else high)  # no last line of people alone on a sheet
        for first in range(0, len(pictures), a_line):
            if self._y + high > self._bottom:
                self._new_sheet()
            for place, picture in enumerate(pictures[first : first + a_line]):
                left = place * (wide + gap)
                square = QRectF(left + (wide - side) / 2, self._y, side, side)
                self._paint(square, picture, round_=round_, fill=True)
                below = QRectF(left, square.bottom() + 1.5 * MM, wide, 4.2 * MM)
                self._write(below, picture.title, 9, INK, Qt.AlignmentFlag.AlignHCenter)
                self._write(below.translated(0, 4.2 * MM), picture.said, 8, GREY, Qt.AlignmentFlag.AlignHCenter)
            self._y += high + gap

    def columns(self, heading: str, pictures: Sequence[PagePicture]) -> None:
        """Pictures as they are, each put into the shorter of two columns."""
        if not pictures:
            return
        gap = 7 * MM
        wide = (self._width - gap) / 2
        highs = [self._high(picture, wide) for picture in pictures]
        self._heading(heading, highs[0])
        ends = [self._y, self._y]
        for picture, high in zip(pictures, highs, strict=True):
            at = 0 if ends[0] <= ends[1] else 1
            if ends[at] + high > self._bottom and ends[1 - at] + high <= self._bottom:
                at = 1 - at
            if ends[at] + high > self._bottom:
                self._new_sheet()
                ends, at = [0.0, 0.0], 0
            self._column(picture, QRectF(at * (wide + gap), ends[at], wide, high))
            ends[at] += high + 5 * MM
        self._y = max(ends)

    def _column(self, picture: PagePicture, area: QRectF) -> None:
        below = self._below(picture, area.width())
        shown = QRectF(area.x(), area.y(), area.width(), area.height() - below)
        painted = self._paint(shown, picture, round_=False, fill=False)
        top = painted.bottom() + 1.5 * MM
        if picture.title:
            line = QRectF(area.x(), top, area.width(), 4.6 * MM)
            self._write(line, picture.title, 9.5, INK, Qt.AlignmentFlag.AlignLeft)
            top += 4.6 * MM
        if picture.said:
            self._painter.setFont(_font(8.5))
            self._painter.setPen(GREY)
            self._painter.drawText(
                QRectF(area.x(), top, area.width(), area.bottom() - top), int(Qt.TextFlag.TextWordWrap), picture.said
            )

    def _high(self, picture: PagePicture, wide: float) -> float:
        """How much of a column a picture needs, with what is written below it."""
        scaled = wide * picture.height / picture.width
        return min(scaled, MOST_HIGH_MM * MM) + self._below(picture, wide)

    def _below(self, picture: PagePicture, wide: float) -> float:
        high = 1.5 * MM + (4.6 * MM if picture.title else 0.0)
        if picture.said:
            room = QRectF(0, 0, wide, 100 * MM)
            metrics = QFontMetricsF(_font(8.5), self._writer)
            high += metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), picture.said).height() + 0.5 * MM
        return high

    # ------------------------------------------------------------ strokes
    def _heading(self, text: str, following: float) -> None:
        """A heading, never alone at the foot of a sheet. following : how high what comes first below it is"""
        if self._y + HEADING_MM * MM + following > self._bottom:
            self._new_sheet()
        else:
            self._y += 5 * MM
        line = QRectF(0, self._y, self._width, 8 * MM)
        self._write(line, text, 14, INK, Qt.AlignmentFlag.AlignLeft)
        self._painter.setPen(QPen(LINE, 0.25 * MM))
        self._painter.drawLine(line.bottomLeft(), line.bottomRight())
        self._y = line.bottom() + 4 * MM

    def _write(self, area: QRectF, text: str, points: float, color: QColor, align: Qt.AlignmentFlag) -> None:
        """One line, cut with an ellipsis where room ends."""
        font = _font(points)
        self._painter.setFont(font)
        self._painter.setPen(color)
        shown = QFontMetricsF(font, self._writer).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        self._painter.drawText(area, int(align | Qt.AlignmentFlag.AlignVCenter), shown)

    def _fitting(self, name: str, room: float) -> QFont:
        """Return the largest font of a few in which a name has room on one line."""
        fonts = [_font(points) for points in (32, 26, 20, 16)]
        fits = (font for font in fonts if QFontMetricsF(font, self._writer).horizontalAdvance(name) <= room)
        return next(fits, fonts[-1])

    def _paint(self, area: QRectF, picture: PagePicture, *, round_: bool, fill: bool) -> QRectF:
        """Paint a picture; fill : all of the area, cut where it must be, else whole, at its upper edge."""
        image = QImage.fromData(picture.jpeg)
        if image.isNull():
            return area
        pick = max if fill else min
        scale = pick(area.width() / image.width(), area.height() / image.height())
        wide, high = image.width() * scale, image.height() * scale
        left = area.x() + (area.width() - wide) / 2 if fill else area.x()
        place = QRectF(left, area.y() + ((area.height() - high) / 2 if fill else 0), wide, high)
        shown = area if fill else place
        path = QPainterPath()
        if round_:
            path.addEllipse(shown)
        else:
            path.addRoundedRect(shown, 1.2 * MM, 1.2 * MM)
        self._painter.save()
        self._painter.setClipPath(path)
        self._painter.drawImage(place, image)
        self._painter.restore()
        return shown


def _font(points: float) -> QFont:
    font = QFont(SERIF)
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPointSizeF(points)
    return font
