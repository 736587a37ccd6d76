"""Everyone, and the largest groups without a name below -> rows of a grid: filtered by what is typed, sorted, hidden
people behind a toggle. Dropping a person on another asks for a merge, dropping a group on a person names it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

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

from faceorg.domain import Cluster, FaceId, PersonId, PersonSummary
from faceorg.gui.look.thumbnails import Thumbnails
from faceorg.gui.session.completion import fold
from faceorg.gui.session.people_cache import PeopleCache
from faceorg.gui.tiles.roles import PersonTile, Role
from faceorg.gui.words.i18n import tr

PERSON_MIME = "application/x-faceorg-person"
GROUP_MIME = "application/x-faceorg-group"
Index = QModelIndex | QPersistentModelIndex


class Order(StrEnum):
    COUNT = "count"
    NAME = "name"
    RECENT = "recent"


class PeopleModel(QAbstractListModel):
    """One row a person, then one a group.

    Signals
    -------
    merge_requested(PersonId, list[PersonId]) : these were dropped on the first
    group_given(PersonId, ClusterId) : the group was dropped on the person
    """

    merge_requested = Signal(int, list)
    group_given = Signal(int, int)

    def __init__(self, people_cache: PeopleCache, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people_cache = people_cache
        self._rows: list[PersonSummary] = []
        self._groups: Sequence[Cluster] = ()
        self._row_of_face: dict[FaceId, int] = {}
        self._order, self._filter, self._with_hidden = Order.COUNT, "", False
        self._filled_with = ""
        people_cache.changed.connect(self._on_changed)
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

    def show_groups(self, groups: Sequence[Cluster]) -> None:
        """Show these groups below the people, largest first."""
        if [group.id for group in groups] != [group.id for group in self._groups]:
            self.beginResetModel()
            self._groups = list(groups)
            self.endResetModel()
        self._groups = list(groups)
        self._index_faces()

    def people_count(self) -> int:
        return len(self._rows)

    def group_count(self) -> int:
        """Return how many groups are shown: none while people are looked for by name."""
        return 0 if self._filter else len(self._groups)

    def summary(self, row: int) -> PersonSummary | None:
        """Return the person of a row, None for a group."""
        return self._rows[row] if row < len(self._rows) else None

    def group(self, row: int) -> Cluster | None:
        """Return the group of a row, None for a person."""
        at = row - len(self._rows)
        return self._groups[at] if 0 <= at < self.group_count() else None

    def row_of(self, person_id: PersonId) -> int | None:
        return next((row for row, found in enumerate(self._rows) if found.person.id == person_id), None)

    def hidden_count(self) -> int:
        return sum(found.person.hidden for found in self._people_cache.summaries())

    def _wanted(self) -> list[PersonSummary]:
        found = [who for who in self._people_cache.summaries() if self._with_hidden or not who.person.hidden]
        if self._filter:
            by_id = {who.person.id: who for who in found}
            hits = self._people_cache.completer().complete(self._filter, len(self._people_cache))
            return [by_id[hit.person_id] for hit in hits if hit.person_id in by_id]
        if self._order is Order.NAME:
            return sorted(found, key=lambda who: (fold(who.person.name), who.person.id))
        if self._order is Order.RECENT:
            return sorted(found, key=lambda who: -who.person.id)
        return sorted(found, key=lambda who: (-who.photos, fold(who.person.name), who.person.id))

    def _fill(self) -> None:
        wanted = self._wanted()
        same_filter, self._filled_with = self._filled_with == self._filter, self._filter
        if same_filter and [who.person.id for who in wanted] == [who.person.id for who in self._rows]:
            # The same people in the same order: keep selection and focus, repaint who differs.
            before, self._rows = self._rows, wanted
            for row, (old, new) in enumerate(zip(before, wanted, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        else:
            self.beginResetModel()
            self._rows = wanted
            self.endResetModel()
        self._index_faces()

    def _index_faces(self) -> None:
        faces = [who.person.cover_face_id for who in self._rows] + [group.face_ids[0] for group in self._groups]
        self._row_of_face = {face: row for row, face in enumerate(faces) if face is not None}

    def _on_changed(self) -> None:
        self._fill()

    def _on_arrived(self, face_ids: Sequence[FaceId]) -> None:
        for face_id in face_ids:
            row = self._row_of_face.get(face_id)
            if row is not None and row < self.rowCount():
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0), [Role.FACE])

    # ------------------------------------------------------------ Qt's questions
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows) + self.group_count()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        if index.row() >= len(self._rows):
            return self._group_data(self._groups[index.row() - len(self._rows)], role)
        found = self._rows[index.row()]
        match role:
            case Role.TILE:
                who = found.person
                return PersonTile(who.cover_face_id, who.name, self._caption(found), found.waiting, hidden=who.hidden)
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole | Role.NAME:
                return found.person.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{found.person.name}, {self._caption(found)}" + self._waiting(found)
            case Qt.ItemDataRole.ToolTipRole:
                return found.person.name + self._waiting(found)
            case Role.FACE:
                return found.person.cover_face_id
            case Role.COUNT:
                return found.photos
            case Role.CAPTION:
                return self._caption(found)
            case Role.ITEM:
                return found
        return None

    @staticmethod
    def _group_data(group: Cluster, role: int) -> object:
        count = len(group.face_ids)
        match role:
            case Role.TILE:
                return PersonTile(group.face_ids[0], tr("Who is this?"), tr("%n face(s)", None, count), group=True)
            case Role.FACE:
                return group.face_ids[0]
            case Role.GROUP:
                return True
            case Role.COUNT:
                return count
            case Role.ITEM:
                return group
            case Role.NAME | Qt.ItemDataRole.DisplayRole:
                return tr("Who is this?")
            case Role.CAPTION:
                return tr("%n face(s)", None, count)
            case Qt.ItemDataRole.AccessibleTextRole:
                return tr("Group of %n face(s) without a name", None, count)
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
        every = (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )  # fmt: skip
        return every | Qt.ItemFlag.ItemIsDropEnabled if index.row() < len(self._rows) else every

    # ------------------------------------------------------------ one cover dragged on another
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [PERSON_MIME, GROUP_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            who, group = self.summary(indexes[0].row()), self.group(indexes[0].row())
            if who is not None:
                found = [who.person.id for index in indexes if (who := self.summary(index.row())) is not None]
                data.setData(PERSON_MIME, QByteArray(",".join(map(str, found)).encode()))
            elif group is not None:
                data.setData(GROUP_MIME, QByteArray(str(group.id).encode()))
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        target = self.summary(parent.row()) if parent.isValid() else None
        if target is None:
            return False
        if data.hasFormat(GROUP_MIME):
            return True
        return data.hasFormat(PERSON_MIME) and target.person.id not in _numbers(data, PERSON_MIME)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Ask for the merge, or say that a group was given; nothing moves until an edit says so, so no row does."""
        target = self.summary(parent.row()) if parent.isValid() else None
        if target is not None and self.canDropMimeData(data, action, row, column, parent):
            if data.hasFormat(GROUP_MIME):
                self.group_given.emit(target.person.id, _numbers(data, GROUP_MIME)[0])
            else:
                self.merge_requested.emit(target.person.id, _numbers(data, PERSON_MIME))
        return False


def _numbers(data: QMimeData, mime: str) -> list[int]:
    return [int(number) for number in bytes(data.data(mime).data()).split(b",")]
