"""The faces of a picture from outside, with who each is; the chosen one is searched by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap, QStandardItem, QStandardItemModel, QTransform
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from faceorg.gui.look.face_painter import CORNER
from faceorg.gui.look.theme import GRID
from faceorg.gui.pages.alike.likeness import Probe
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.roles import Role
from faceorg.gui.words.i18n import percent, tr

FACE_SIDE = 64
Index = QModelIndex | QPersistentModelIndex


class _ProbeDelegate(QStyledItemDelegate):
    """The crop, who it is, and how sure that is."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._session.theme, option.rect
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(rect, CORNER, CORNER)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        left = rect.right() - FACE_SIDE - GRID if mirrored else rect.x() + GRID
        draw_pixmap(painter, QRectF(left, rect.y() + GRID, FACE_SIDE, FACE_SIDE), index.data(Role.FACE))
        shift = FACE_SIDE + 2 * GRID
        text = rect.adjusted(GRID, 0, -shift, 0) if mirrored else rect.adjusted(shift, 0, -GRID, 0)
        flags = int(Qt.AlignmentFlag.AlignLeading)
        painter.setPen(theme.color("text"))
        caption = index.data(Role.CAPTION) or ""
        upper = text.adjusted(0, 0, 0, -text.height() // 2) if caption else text
        name = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, upper.width())
        beside = Qt.AlignmentFlag.AlignBottom if caption else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, flags | int(beside), name)
        painter.setPen(theme.color("muted"))
        lower = text.adjusted(0, text.height() // 2, 0, 0)
        painter.drawText(lower, flags | int(Qt.AlignmentFlag.AlignTop), caption)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, FACE_SIDE + 2 * GRID)


def draw_pixmap(painter: QPainter, rect: QRectF, pixmap: QPixmap) -> None:
    """Paint a square crop with rounded corners."""
    brush = QBrush(pixmap)
    scale = max(rect.width() / max(1, pixmap.width()), rect.height() / max(1, pixmap.height()))
    brush.setTransform(QTransform(scale, 0, 0, scale, rect.x(), rect.y()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(rect, CORNER, CORNER)


class ProbeList(QListView):
    """The list.

    Signals
    -------
    chosen(int) : number of the probe
    """

    chosen = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_ProbeDelegate(session, self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Faces in this picture"))
        self.selectionModel().currentChanged.connect(lambda index, _old: self.chosen.emit(index.row()))

    def show_probes(self, probes: Sequence[Probe]) -> None:
        self._model.clear()
        for probe in probes:
            item = QStandardItem()
            item.setData(QPixmap.fromImage(QImage.fromData(probe.jpeg or b"")), Role.FACE)
            item.setEditable(False)
            self._model.appendRow(item)
        self.say_names(probes)
        if probes:
            self.setCurrentIndex(self._model.index(0, 0))

    def say_names(self, probes: Sequence[Probe]) -> None:
        """Say who these are, the ones shown, as they are called now."""
        for row, probe in enumerate(probes):
            item, name = self._model.item(row), self._session.people_cache.label(probe.person_id)
            item.setText(name or tr("Nobody known"))
            likely = probe.probability if name else None
            item.setData(percent(likely) if likely is not None else "", Role.CAPTION)
