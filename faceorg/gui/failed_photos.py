"""Photos that could not be read: each with its reason in one sentence, to be tried again or looked at in the folder."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from faceorg.domain import Photo, PhotoId
from faceorg.gui.delegates import CORNER
from faceorg.gui.i18n import tr
from faceorg.gui.icons import pixmap
from faceorg.gui.models.roles import Role
from faceorg.gui.session import Session
from faceorg.gui.theme import GRID
from faceorg.gui.widgets import button, column, label, row

Index = QModelIndex | QPersistentModelIndex
LINE_GAP = 4


class _FailedDelegate(QStyledItemDelegate):
    """The file's name, the reason below it, the folder at the trailing edge."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, photo = self._session.theme, option.rect, index.data(Role.ITEM)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setBrush(theme.color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(rect, CORNER, CORNER)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        side = 20
        left = rect.right() - side - 12 if mirrored else rect.x() + 12
        mark = pixmap("warning", theme.color("danger"), side, painter.device().devicePixelRatioF())
        painter.drawPixmap(left, rect.center().y() - side // 2, mark)
        text = rect.adjusted(12, 6, -44, -6) if mirrored else rect.adjusted(44, 6, -12, -6)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        upper = QRect(text.x(), text.y(), text.width(), text.height() // 2)
        half = upper.width() // 2
        self._line(painter, font, theme.color("text"), upper, photo.path.name, Qt.AlignmentFlag.AlignLeading, half)
        folder = str(photo.path.parent)
        self._line(
            painter, option.font, theme.color("muted"), upper, folder, Qt.AlignmentFlag.AlignTrailing, half - 2 * GRID
        )
        lower = upper.translated(0, upper.height())
        reason = photo.failure or ""
        self._line(
            painter, option.font, theme.color("muted"), lower, reason, Qt.AlignmentFlag.AlignLeading, lower.width()
        )

    def _line(
        self, painter: QPainter, font: QFont, color: object, area: QRect, text: str, align: Qt.AlignmentFlag, room: int
    ) -> None:
        painter.setFont(font)
        painter.setPen(color)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(area, int(align | Qt.AlignmentFlag.AlignVCenter), shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, 2 * QFontMetrics(option.font).height() + 12 + LINE_GAP)


class FailedPhotos(QWidget):
    """The list with its buttons.

    Signals
    -------
    retry_asked(list[PhotoId]) : the selected ones, or all
    shown_asked(Path) : show this file in the file manager
    """

    retry_asked = Signal(list)
    shown_asked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_FailedDelegate(session, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(tr("Photos that could not be read"))
        self.list.activated.connect(lambda index: self.shown_asked.emit(index.data(Role.ITEM).path))
        self._text = label(role="muted", wrap=True)
        self.retry = button(tr("Try again"), self._on_retry, "primary")
        self.show_file = button(tr("Show in the file manager"), self._on_show)
        layout = column(spacing=GRID, margins=(24, 0, 24, 16))
        head = row(spacing=GRID)
        head.addWidget(self._text, 1)
        head.addWidget(self.show_file)
        head.addWidget(self.retry)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.list)

    def show_photos(self, photos: Sequence[Photo]) -> None:
        self._model.clear()
        for photo in photos:
            item = QStandardItem(photo.path.name)
            item.setData(photo, Role.ITEM)
            item.setEditable(False)
            item.setToolTip(f"{photo.path}\n{photo.failure}")
            item.setAccessibleText(f"{photo.path.name}: {photo.failure}")
            self._model.appendRow(item)
        self._text.setText(
            tr("These photos could not be read. Mend or replace a file, then try again; nothing else is needed.")
        )
        if photos:
            self.list.setCurrentIndex(self._model.index(0, 0))

    def reasons(self) -> list[str]:
        return [self._model.item(at).data(Role.ITEM).failure for at in range(self._model.rowCount())]

    def _chosen(self) -> list[Photo]:
        return [index.data(Role.ITEM) for index in self.list.selectionModel().selectedIndexes()]

    def _on_retry(self) -> None:
        chosen = self._chosen()
        everyone = [self._model.item(at).data(Role.ITEM) for at in range(self._model.rowCount())]
        # One line is always current: only a choice of several is meant as one.
        wanted = chosen if len(chosen) > 1 else everyone
        self.retry_asked.emit([PhotoId(photo.id) for photo in wanted])

    def _on_show(self) -> None:
        chosen = self._chosen()
        if chosen:
            self.shown_asked.emit(chosen[0].path)
