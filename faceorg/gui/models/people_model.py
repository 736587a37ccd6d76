"""Everyone -> rows of a grid: filtered by what is typed, sorted, hidden people behind a toggle. Dropping one on another
asks for a merge."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from faceorg.domain import FaceId, PersonId, PersonSummary
from faceorg.gui.completion import Candidate, Completer, fold
from faceorg.gui.everyone import Everyone
from faceorg.gui.i18n import tr
from faceorg.gui.models.roles import Role
from faceorg.gui.thumbnails import Thumbnails

PERSON_MIME = "application/x-faceorg-person"
Index = QModelIndex | QPersistentModelIndex


class Order(StrEnum):
    COUNT = "count"
    NAME = "name"
    RECENT = "recent"


class PeopleModel(QAbstractListModel):
    """One row a person.

    Signals
    -------
    merge_asked(PersonId, PersonId) : the second was dropped on the first
    """

    merge_asked = Signal(int, int)

    def __init__(self, everyone: Everyone, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._everyone = everyone
        self._rows: list[PersonSummary] = []
        self._row_of_face: dict[FaceId, int] = {}
        self._order, self._filter, self._with_hidden = Order.COUNT, "", False
        everyone.changed.connect(self._on_changed)
        thumbnails.arrived.connect(self._on_arrived)
        self._fill()

    # ------------------------------------------------------------ what is shown
    @property
    def order(self) -> Order:
        return self._order

    def set_order(self, order: Order) -> None:
        self._order = order
        self._fill()

    def set_filter(self, text: str) -> None:
        self._filter = text.strip()
        self._fill()

    def show_hidden(self, shown: bool) -> None:
        self._with_hidden = shown
        self._fill()

    def summary(self, row: int) -> PersonSummary:
        return self._rows[row]

    def row_of(self, person_id: PersonId) -> int | None:
        return next((row for row, found in enumerate(self._rows) if found.person.id == person_id), None)

    def hidden_count(self) -> int:
        return sum(found.person.hidden for found in self._everyone.summaries())

    def _wanted(self) -> list[PersonSummary]:
        found = [who for who in self._everyone.summaries() if self._with_hidden or not who.person.hidden]
        if self._filter:
            by_id = {who.person.id: who for who in found}
            candidates = (Candidate(who.person.id, who.person.name, who.photos) for who in found)
            return [by_id[hit.person_id] for hit in Completer(candidates).complete(self._filter, len(found))]
        if self._order is Order.NAME:
            return sorted(found, key=lambda who: (fold(who.person.name), who.person.id))
        if self._order is Order.RECENT:
            return sorted(found, key=lambda who: -who.person.id)
        return sorted(found, key=lambda who: (-who.photos, fold(who.person.name), who.person.id))

    def _fill(self) -> None:
        wanted = self._wanted()
        if [who.person.id for who in wanted] == [who.person.id for who in self._rows]:
            # The same people in the same order: keep selection and focus, repaint who differs.
            before, self._rows = self._rows, wanted
            for row, (old, new) in enumerate(zip(before, wanted, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        else:
            self.beginResetModel()
            self._rows = wanted
            self.endResetModel()
        self._row_of_face = {
            who.person.cover_face_id: row for row, who in enumerate(wanted) if who.person.cover_face_id is not None
        }

    def _on_changed(self, _who: frozenset[PersonId] | None) -> None:
        self._fill()

    def _on_arrived(self, face_ids: Sequence[FaceId]) -> None:
        for face_id in face_ids:
            row = self._row_of_face.get(face_id)
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0), [Role.FACE])

    # ------------------------------------------------------------ Qt's questions
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        found = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole | Role.NAME:
                return found.person.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{found.person.name}, {self._caption(found)}" + self._waiting(found)
            case Qt.ItemDataRole.ToolTipRole:
                return found.person.name + self._waiting(found)
            case Role.FACE:
                return found.person.cover_face_id
            case Role.WAITING:
                return found.waiting
            case Role.COUNT:
                return found.photos
            case Role.CAPTION:
                return self._caption(found)
            case Role.HIDDEN:
                return found.person.hidden
            case Role.ITEM:
                return found
        return None

    @staticmethod
    def _caption(found: PersonSummary) -> str:
        return tr("%n photo(s)", None, found.photos)

    @staticmethod
    def _waiting(found: PersonSummary) -> str:
        return ", " + tr("%n face(s) to confirm", None, found.waiting) if found.waiting else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemNeverHasChildren
        )  # fmt: skip

    # ------------------------------------------------------------ one cover dragged on another
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [PERSON_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            data.setData(PERSON_MIME, QByteArray(str(self._rows[indexes[0].row()].person.id).encode()))
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return data.hasFormat(PERSON_MIME) and parent.isValid() and _dragged(data) != self._rows[parent.row()].person.id

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Ask for the merge; nothing moves until the user agreed, so the rows stay as they are."""
        if self.canDropMimeData(data, action, row, column, parent):
            self.merge_asked.emit(self._rows[parent.row()].person.id, _dragged(data))
        return False


def _dragged(data: QMimeData) -> PersonId:
    return PersonId(int(bytes(data.data(PERSON_MIME).data())))
