"""Files of photos -> a drag that other programs take: they get copies, and the originals stay where they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QDrag, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from faceorg.gui.file_urls import encoded, url_of
from faceorg.gui.words.i18n import number

# What hangs on the pointer.
SIDE = 96


def files_as_data(paths: Iterable[Path]) -> QMimeData:
    """Return files as other programs take them, dropped or pasted: copies are made there, the originals stay."""
    data, urls = QMimeData(), [url_of(path) for path in paths]
    data.setUrls(urls)
    # What file managers of Gnome and KDE want to know before they paste: that nothing is to be moved.
    listed = "\n".join(["copy", *(encoded(url) for url in urls)])
    data.setData("x-special/gnome-copied-files", listed.encode())
    data.setData("application/x-kde-cutselection", b"0")
    return data


def drag_files(source: QWidget, paths: Sequence[Path], picture: QPixmap) -> None:
    """Let files be dropped on other programs, and wait until they are. picture : of the tile that was taken hold of"""
    drag = QDrag(source)
    drag.setMimeData(files_as_data(paths))
    drag.setPixmap(_with_count(picture, len(paths), source.font()))
    drag.setHotSpot(QPoint(SIDE // 2, SIDE // 2))
    drag.exec(Qt.DropAction.CopyAction)  # and no other: whoever takes them must not take them away


def _with_count(picture: QPixmap, files: int, font: QFont) -> QPixmap:
    """Return the picture of a tile, small, with the number of files where there are several."""
    ratio = picture.devicePixelRatio()
    side = round(SIDE * ratio)
    small = picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    small.setDevicePixelRatio(ratio)
    if files > 1:
        painter = QPainter(small)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = number(files)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(text) + 16
        height = painter.fontMetrics().height() + 6
        pill = QRectF(4, 4, max(width, height), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 190))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(255, 255, 255))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
    return small
