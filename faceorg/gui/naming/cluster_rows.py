"""Groups as rows of stacked faces; the current row carries the field for its name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from faceorg.domain import Cluster, FaceId
from faceorg.gui.look.follow_arrow import arrow_of, paint_arrow
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import column
from faceorg.gui.naming.clusters_model import ClustersModel
from faceorg.gui.naming.name_field import NameField
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.grid_layout import TileSize
from faceorg.gui.tiles.roles import Role
from faceorg.gui.tiles.tile_grid import TileGrid
from faceorg.gui.words.i18n import number, tr

FACE_SIDE = 10 * GRID
ROW_HEIGHT = FACE_SIDE + 3 * GRID
MOST_FACES = 8
# The field for the name takes this share of a row, within these bounds: in a narrow window faces need the room.
NAME_SHARE, NAME_WIDTH, NARROW_NAME = 0.3, 34 * GRID, 24 * GRID
MORE_WIDTH = 7 * GRID
INSET = 12


class RowGeometry:
    """Where the parts of one row lie: faces from the leading edge, "+37", the name at the trailing edge."""

    def __init__(self, rect: QRect, faces: int, *, mirrored: bool) -> None:
        self._rect, self._mirrored = rect, mirrored
        self._name_width = min(NAME_WIDTH, max(NARROW_NAME, round(rect.width() * NAME_SHARE)))
        room = rect.width() - 2 * INSET - self._name_width - 2 * GRID
        if faces <= min(MOST_FACES, (room + GRID) // (FACE_SIDE + GRID)):
            self.shown = faces
        else:
            self.shown = max(1, min(MOST_FACES, (room - MORE_WIDTH + GRID) // (FACE_SIDE + GRID)))
        self.more = faces - self.shown

    def face(self, place: int) -> QRect:
        return self._place(INSET + place * (FACE_SIDE + GRID), FACE_SIDE, FACE_SIDE)

    def more_rect(self) -> QRect:
        return self._place(INSET + self.shown * (FACE_SIDE + GRID), MORE_WIDTH, FACE_SIDE)

    def name(self, height: int) -> QRect:
        return self._place(self._rect.width() - INSET - self._name_width, self._name_width, height)

    def _place(self, offset: int, width: int, height: int) -> QRect:
        x = self._rect.right() + 1 - offset - width if self._mirrored else self._rect.x() + offset
        return QRect(x, self._rect.center().y() + 1 - height // 2, width, height)


class ClusterDelegate(QStyledItemDelegate):
    """Paints a row; the field over the current one is a widget."""

    def __init__(self, session: Session, rows: ClusterRows) -> None:
        super().__init__(rows)
        self._session, self._rows = session, rows

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, cluster = self._session.theme, index.data(Role.ITEM)
        off: set[FaceId] = index.data(Role.OFF)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("side"))
            painter.drawRoundedRect(option.rect, 10, 10)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        parts = RowGeometry(option.rect, len(cluster.face_ids), mirrored=mirrored)
        for place, face_id in enumerate(cluster.face_ids[: parts.shown]):
            face = QRectF(parts.face(place))
            self._session.faces.draw(painter, face, face_id, off=face_id in off)
            if self._rows.hovered == (index.row(), face_id):
                paint_arrow(painter, arrow_of(face, mirrored=mirrored), mirrored=mirrored)
        if parts.more:
            font = QFont(option.font)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(theme.color("muted"))
            painter.drawText(parts.more_rect(), Qt.AlignmentFlag.AlignCenter, "+" + number(parts.more))
        if not current:
            painter.setFont(option.font)
            painter.setPen(theme.color("muted"))
            aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            painter.drawText(parts.name(32).adjusted(9, 0, -9, 0), int(aligned), self._hint(cluster, off))

    def _hint(self, cluster: Cluster, off: set[FaceId]) -> str:
        left = len(cluster.face_ids) - len(off)
        return tr("Who is this?") + "   " + tr("%Ln face(s)", None, left)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(400, ROW_HEIGHT)


class _Holder(QWidget):
    """What a page shows: the rows, and over them the field. Of what lies in a list itself, screen readers know only
    the items."""

    def __init__(self, rows: QAbstractItemView) -> None:
        super().__init__()
        self._rows = rows
        self.setLayout(column(rows, spacing=0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel over the field scrolls the rows."""
        QApplication.sendEvent(self._rows.viewport(), event)


class ClusterRows(TileGrid):
    """The list; a page lays out its `holder`.

    Signals
    -------
    expanded(int) : the "+37" of this row was clicked: show the whole group
    current_row_changed(int) : this row is the current one now
    face_menu_requested(FaceId, QPoint) : a face was right-clicked, global position
    face_followed(FaceId) : a face was clicked twice or with the middle button, or its arrow was
    """

    expanded = Signal(int)
    current_row_changed = Signal(int)
    face_menu_requested = Signal(int, QPoint)
    face_followed = Signal(int)

    def __init__(self, session: Session, model: ClustersModel) -> None:
        super().__init__(session.theme, TileSize(400, ROW_HEIGHT, gap=4, margin=16))
        self._clusters = model
        self.hovered: tuple[int, FaceId] | None = None  # the face under the pointer, by its row
        self.setModel(model)
        self.setItemDelegate(ClusterDelegate(session, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(tr("Groups without a name"))
        self.holder = _Holder(self)
        self.field = NameField(session, self.holder)
        self.field.hide()
        self.setFocusProxy(self.field)
        self.field.moved.connect(self.move_by)
        self.field.next_by_tab = self._move_by_tab
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.place_field())
        model.modelReset.connect(self.place_field)
        session.thumbnails.arrived.connect(lambda _faces: self.viewport().update())

    def current_row(self) -> int | None:
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def make_row_current(self, row: int) -> None:
        """Make a row the current one: select it and put the empty field on it."""
        if not self._clusters.rowCount():
            self.field.hide()
            return
        index = self._clusters.index(min(max(row, 0), self._clusters.rowCount() - 1), 0)
        self.field.close_list()
        self.field.clear()
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.place_field()
        self.field.set_likely(())
        if self.isVisible():  # else the keyboard would be where nobody sees it
            self.field.setFocus()
        self.current_row_changed.emit(index.row())

    def keep_row_current(self, row: int) -> None:
        """Let a row be the current one after the rows changed: neither the keyboard nor the rows move to it."""
        self.setCurrentIndex(self._clusters.index(min(row, self._clusters.rowCount() - 1), 0))
        self.place_field()

    def move_by(self, step: int) -> None:
        row = self.current_row()
        self.make_row_current(0 if row is None else row + step)

    def _move_by_tab(self, step: int) -> bool:
        """Go to the next row; before the first and behind the last, Tab goes on to what else there is."""
        at = (self.current_row() or 0) + step
        if there := 0 <= at < self._clusters.rowCount():
            self.make_row_current(at)
        return there

    def place_field(self) -> None:
        """Put the field on the current row, wherever that lies now."""
        index = self.currentIndex()
        if not index.isValid():
            self.field.hide()
            return
        parts = RowGeometry(self.visualRect(index), index.data(Role.COUNT) or 0, mirrored=self.isRightToLeft())
        place = parts.name(self.field.sizeHint().height())
        self.field.setGeometry(place.translated(self.viewport().mapTo(self.holder, QPoint(0, 0))))
        self.field.raise_()
        self.field.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = max(400, self.viewport().width() - 32)
        self.set_tile_size(TileSize(width, ROW_HEIGHT, gap=4, margin=16))
        super().resizeEvent(event)
        self.place_field()

    # ------------------------------------------------------------ mouse
    def face_at(self, point: QPoint) -> tuple[int, FaceId] | None:
        """Return the row and the face under a point of the viewport."""
        index = self.indexAt(point)
        if not index.isValid():
            return None
        cluster = self._clusters.cluster(index.row())
        parts = RowGeometry(self.visualRect(index), len(cluster.face_ids), mirrored=self.isRightToLeft())
        for place in range(parts.shown):
            if parts.face(place).contains(point):
                return index.row(), cluster.face_ids[place]
        return None

    def arrow_at(self, row: int, face_id: FaceId) -> QRectF:
        """Return where the arrow of a face lies while it is under the pointer."""
        cluster = self._clusters.cluster(row)
        rect = self.visualRect(self._clusters.index(row, 0))
        parts = RowGeometry(rect, len(cluster.face_ids), mirrored=self.isRightToLeft())
        face = parts.face(cluster.face_ids.index(face_id))
        return arrow_of(QRectF(face), mirrored=self.isRightToLeft())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index, hit = self.indexAt(point), self.face_at(point)
        middle = event.button() == Qt.MouseButton.MiddleButton
        if not index.isValid():
            return
        if index.row() != self.current_row():
            self.make_row_current(index.row())
        if hit is not None and event.button() == Qt.MouseButton.RightButton:
            self.face_menu_requested.emit(hit[1], event.globalPosition().toPoint())
        elif hit is not None and (middle or self.arrow_at(*hit).contains(event.position())):
            self.face_followed.emit(hit[1])
        elif hit is not None:
            self._clusters.toggle_left_out(*hit)
        elif event.button() == Qt.MouseButton.LeftButton:
            count = len(self._clusters.cluster(index.row()).face_ids)
            parts = RowGeometry(self.visualRect(index), count, mirrored=self.isRightToLeft())
            if parts.more and parts.more_rect().contains(point):
                self.expanded.emit(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self.face_at(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hit else Qt.CursorShape.ArrowCursor)
        self._hover(hit)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, hit: tuple[int, FaceId] | None) -> None:
        if hit != self.hovered:
            self.hovered = hit
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click took the face off; the second puts it back and leads to its likes."""
        hit = self.face_at(event.position().toPoint())
        self.mousePressEvent(event)
        on_arrow = hit is not None and self.arrow_at(*hit).contains(event.position())
        if hit is not None and event.button() == Qt.MouseButton.LeftButton and not on_arrow:
            self.face_followed.emit(hit[1])
