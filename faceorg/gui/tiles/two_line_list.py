"""Lines with a title, a detail below it, a place at the trailing edge and an icon: failures, findings, changes."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from faceorg.gui.look.face_painter import CORNER
from faceorg.gui.look.icons import pixmap
from faceorg.gui.look.theme import GRID, Theme
from faceorg.gui.tiles.roles import Role
from faceorg.gui.tiles.rows_by_identity import Index, RowsByIdentity

ICON_PX = 20


@dataclass(frozen=True)
class ListLine:
    """One line. icon: a name of icons/; color: of the icon, a field of theme.Colors; item: what the line stands for."""

    title: str
    detail: str = ""
    trailing: str = ""
    icon: str = "info"
    color: str = "muted"
    item: Any = None


class LinesModel(QAbstractListModel):
    """Lines as they are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[ListLine] = []

    def show(self, lines: Sequence[ListLine]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.title
            case Role.ITEM:
                return line
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (line.title, line.trailing, line.detail) if part)
            case Qt.ItemDataRole.AccessibleTextRole:
                return ": ".join(part for part in (line.title, line.detail) if part)
        return None


class _TwoLineDelegate(QStyledItemDelegate):
    """Paints a `Line`."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, line = self._theme, option.rect, index.data(Role.ITEM)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setBrush(theme.color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(rect, CORNER, CORNER)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        left = rect.right() - ICON_PX - 12 if mirrored else rect.x() + 12
        mark = pixmap(line.icon, theme.color(line.color), ICON_PX, painter.device().devicePixelRatioF())
        painter.drawPixmap(left, rect.center().y() - ICON_PX // 2, mark)
        text = rect.adjusted(12, 6, -44, -6) if mirrored else rect.adjusted(44, 6, -12, -6)
        upper = QRect(text.x(), text.y(), text.width(), text.height() // 2)
        half = upper.width() // 2 if line.trailing else upper.width()
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        leading, trailing = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
        muted = theme.color("muted")
        _draw(painter, bold, theme.color("text"), upper, line.title, leading, half)
        _draw(painter, option.font, muted, upper, line.trailing, trailing, half - 2 * GRID)
        _draw(painter, option.font, muted, upper.translated(0, upper.height()), line.detail, leading, upper.width())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, 2 * QFontMetrics(option.font).height() + 16)


def _draw(
    painter: QPainter, font: QFont, color: QColor, area: QRect, text: str, align: Qt.AlignmentFlag, room: int
) -> None:
    painter.setFont(font)
    painter.setPen(color)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, max(0, room))
    painter.drawText(area, int(align | Qt.AlignmentFlag.AlignVCenter), shown)


class TwoLineList(RowsByIdentity):
    """The list over its own model; read anew, the same lines stay selected, and one line is always in hand."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines_model = LinesModel(self)
        self.setModel(self.lines_model)
        self.setItemDelegate(_TwoLineDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)

    def show_lines(self, lines: Sequence[ListLine]) -> None:
        self.lines_model.show(lines)
        if lines and not self.currentIndex().isValid():
            self.setCurrentIndex(self.lines_model.index(0, 0))

    def lines(self) -> Sequence[ListLine]:
        return self.lines_model.lines

    def identity(self, index: Index) -> Hashable | None:
        line = self.lines_model.lines[index.row()] if index.isValid() else None
        return (line.title, line.trailing or line.detail) if line is not None else None

    def rows_of(self, identities: Collection[Hashable]) -> list[int]:
        lines = enumerate(self.lines_model.lines)
        return [row for row, line in lines if (line.title, line.trailing or line.detail) in identities]

    def chosen(self) -> list[ListLine]:
        """Return the selected lines in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.lines_model.lines[row] for row in rows]
