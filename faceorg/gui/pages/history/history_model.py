"""The journal -> rows, newest first; those that were taken back are marked."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt, QTime

from faceorg.edits import Edit
from faceorg.gui.tiles.roles import Role
from faceorg.gui.words.edit_words import say_edit
from faceorg.gui.words.i18n import long_day, tr

Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractListModel):
    """One row an edit. NAME: what was done; CAPTION: the time; COUNT: the day as a heading where a new one begins;
    OFF: taken back; ITEM: the Edit."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._edits: Sequence[Edit] = []

    def show(self, edits: Sequence[Edit]) -> None:
        if edits == self._edits:
            return
        self.beginResetModel()
        self._edits = edits
        self.endResetModel()

    def edit(self, row: int) -> Edit:
        return self._edits[row]

    def rows_of(self, edit_ids: Collection[Hashable]) -> list[int]:
        """Return the rows of these edits; of a long history no index is made."""
        return [row for row, edit in enumerate(self._edits) if edit.id in edit_ids]

    def newest_done(self) -> int | None:
        """Return the row that undo would take back, None when there is none."""
        return next((row for row, edit in enumerate(self._edits) if not edit.undone), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._edits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._edits):
            return None
        edit = self._edits[index.row()]
        made_at = edit.made_at.astimezone()
        match role:
            case Qt.ItemDataRole.DisplayRole | Role.NAME:
                return say_edit(edit.facts)
            case Role.CAPTION:
                return QLocale().toString(QTime(made_at.hour, made_at.minute), QLocale.FormatType.ShortFormat)
            case Role.COUNT:
                before = self._edits[index.row() - 1].made_at.astimezone() if index.row() else None
                return long_day(made_at) if before is None or before.date() != made_at.date() else None
            case Role.OFF:
                return edit.undone
            case Role.ITEM:
                return edit
            case Qt.ItemDataRole.AccessibleTextRole:
                taken_back = ", " + tr("taken back") if edit.undone else ""
                return f"{say_edit(edit.facts)}, {long_day(made_at)}{taken_back}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
