"""The journal, and what was left out of scans beside it -> rows, newest first; what was taken back is marked."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt, QTime

from faceorg.edits import Edit
from faceorg.gui.tiles.roles import Role
from faceorg.gui.words.edit_words import say_edit
from faceorg.gui.words.i18n import long_day, tr
from faceorg.library.opening.omissions import Line, Omission, among

Index = QModelIndex | QPersistentModelIndex


def identity_of(line: Line) -> Hashable:
    """Return what a line is known by, whatever row it gets."""
    return line.id if isinstance(line, Edit) else (line.what, line.was_scanned)


def say_line(line: Line) -> str:
    """Return what was done, without a full stop."""
    if isinstance(line, Edit):
        return say_edit(line.facts)
    photos = tr("%Ln photo(s)", None, line.photos)
    return tr("Left out {folder} ({photos})").format(folder=line.folder, photos=photos)


class HistoryModel(QAbstractListModel):
    """One row an edit, or an omission. NAME: what was done; CAPTION: the time; COUNT: the day as a heading where a new
    one begins; OFF: taken back; ITEM: the Edit or Omission."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Line] = []

    def show(self, edits: Sequence[Edit], omissions: Sequence[Omission] = ()) -> None:
        """Show these, each newest first; omissions stand between the edits that they came between."""
        lines = among(edits, omissions)
        if lines == self._lines:
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line:
        return self._lines[row]

    def edits_between(self, first: int, last: int) -> int:
        """Return how many edits these rows hold, both included."""
        return sum(isinstance(line, Edit) for line in self._lines[first : last + 1])

    def rows_of(self, identities: Collection[Hashable]) -> list[int]:
        """Return the rows of these; of a long history no index is made."""
        return [row for row, line in enumerate(self._lines) if identity_of(line) in identities]

    def newest_done(self) -> int | None:
        """Return the row that undo would take back, None when there is none."""
        return next((row for row, line in enumerate(self._lines) if not line.undone), None)

    def _day_of(self, row: int) -> datetime:
        line = self._lines[row]
        return (line.made_at if isinstance(line, Edit) else line.at).astimezone()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line, made_at = self._lines[index.row()], self._day_of(index.row())
        undone = line.undone
        match role:
            case Qt.ItemDataRole.DisplayRole | Role.NAME:
                return say_line(line)
            case Role.CAPTION:
                return QLocale().toString(QTime(made_at.hour, made_at.minute), QLocale.FormatType.ShortFormat)
            case Role.COUNT:
                before = self._day_of(index.row() - 1) if index.row() else None
                return long_day(made_at) if before is None or before.date() != made_at.date() else None
            case Role.OFF:
                return undone
            case Role.ITEM:
                return line
            case Qt.ItemDataRole.AccessibleTextRole:
                taken_back = ", " + tr("taken back") if undone else ""
                return f"{say_line(line)}, {long_day(made_at)}{taken_back}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
