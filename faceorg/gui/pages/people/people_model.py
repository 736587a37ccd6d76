"""Everyone, and the largest groups without a name below -> rows of a grid: filtered by what is typed, sorted; behind a
toggle hidden people, and those in no photo that is there, who would be blank among the others. Dropping people and
groups on another person or group asks whether they are one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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

from faceorg.domain import Cluster, ClusterId, FaceId, PersonId, PersonSummary
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
    merge_requested(list[PersonId], list[Cluster]) : these may be one; the person who would be kept comes first
    """

    merge_requested = Signal(list, list)

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
        before = self._groups
        if [group.id for group in groups] != [group.id for group in before]:
            self.beginResetModel()
            self._groups = list(groups)
            self.endResetModel()
        else:
            self._groups = list(groups)
            shown = zip(before[: self.group_count()], groups, strict=False)
            for row, (old, new) in enumerate(shown, len(self._rows)):
                if old != new:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
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

    def rows_of(self, person_ids: Collection[int], cluster_ids: Collection[int]) -> list[int]:
        """Return where these are shown, in order; of thousands of rows no index is made."""
        rows = [row for row, found in enumerate(self._rows) if found.person.id in person_ids] if person_ids else []
        if cluster_ids:
            groups = enumerate(self._groups[: self.group_count()], len(self._rows))
            rows += [row for row, group in groups if group.id in cluster_ids]
        return rows

    def hidden_count(self) -> int:
        return sum(found.person.hidden for found in self._people_cache.summaries())

    def absent_count(self) -> int:
        """Return how many people, hidden ones apart, are in no photo that is there."""
        return sum(not found.photos and not found.person.hidden for found in self._people_cache.summaries())

    def _wanted(self) -> list[PersonSummary]:
        """Whose name is looked for is found, also where all of the photos are left out or deleted."""
        found = [
            who
            for who in self._people_cache.summaries()
            if self._with_hidden or (not who.person.hidden and (who.photos or self._filter))
        ]
        if self._filter:
            by_id = {who.person.id: who for who in found}
            hits = self._people_cache.completer().complete(self._filter, len(self._people_cache))
            return [by_id[hit.person_id] for hit in hits if hit.person_id in by_id]
        if self._order is Order.NAME:
            found.sort(key=lambda who: (fold(who.person.name), who.person.id))
        elif self._order is Order.RECENT:
            found.sort(key=lambda who: -who.person.id)
        else:
            found.sort(key=lambda who: (-who.photos, fold(who.person.name), who.person.id))
        return sorted(found, key=lambda who: (not who.photos, not who.person.favourite))

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
                return PersonTile(
                    who.cover_face_id,
                    who.name,
                    self._caption(found),
                    found.waiting,
                    hidden=who.hidden or not found.photos,
                    favourite=who.favourite,
                )
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole | Role.NAME:
                return found.person.name
            case Qt.ItemDataRole.AccessibleTextRole:
                first = ", " + tr("favourite") if found.person.favourite else ""
                return f"{found.person.name}, {self._caption(found)}{first}" + self._waiting(found)
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
                return PersonTile(group.face_ids[0], tr("Who is this?"), tr("%Ln face(s)", None, count), group=True)
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
                return tr("%Ln face(s)", None, count)
            case Qt.ItemDataRole.AccessibleTextRole:
                return tr("Group of %Ln face(s) without a name", None, count)
        return None

    @staticmethod
    def _caption(found: PersonSummary) -> str:
        return tr("%Ln photo(s)", None, found.photos) if found.photos else tr("in no photo here")

    @staticmethod
    def _waiting(found: PersonSummary) -> str:
        return ", " + tr("%Ln face(s) to confirm", None, found.waiting) if found.waiting else ""

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
        return [PERSON_MIME, GROUP_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Take all that is dragged: people and groups, in the order they are shown."""
        data, rows = QMimeData(), sorted({index.row() for index in indexes})
        who = [found.person.id for row in rows if (found := self.summary(row)) is not None]
        groups = [group.id for row in rows if (group := self.group(row)) is not None]
        for mime, ids in ((PERSON_MIME, who), (GROUP_MIME, groups)):
            if ids:
                data.setData(mime, QByteArray(",".join(map(str, ids)).encode()))
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Whatever is dragged may be one with what it is dropped on, but for that itself."""
        target = self._at(parent)
        return target is not None and target not in _dragged(data) and bool(_dragged(data))

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Ask whether they are one; nothing moves until an edit says so, so no row does."""
        target = self._at(parent)
        if target is not None and self.canDropMimeData(data, action, row, column, parent):
            those = [target, *_dragged(data)]  # what lies there is kept, unless it has no name to keep
            by_id = {group.id: group for group in self._groups}
            self.merge_requested.emit(
                [number for kind, number in those if kind == PERSON_MIME],
                [by_id[ClusterId(number)] for kind, number in those if kind == GROUP_MIME and number in by_id],
            )
        return False

    def _at(self, index: Index) -> tuple[str, int] | None:
        """Return what is shown at an index as it is dragged: by its kind and id."""
        who = self.summary(index.row()) if index.isValid() else None
        group = self.group(index.row()) if index.isValid() else None
        if who is not None:
            return PERSON_MIME, who.person.id
        return (GROUP_MIME, group.id) if group is not None else None


def _dragged(data: QMimeData) -> list[tuple[str, int]]:
    """Return what is dragged, people first, by kind and id."""
    return [
        (mime, int(number))
        for mime in (PERSON_MIME, GROUP_MIME)
        if data.hasFormat(mime)
        for number in bytes(data.data(mime).data()).split(b",")
    ]
