"""Glances of faces -> rows of a grid, by id: answers that come later find their row whatever happened meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from faceorg.domain import ClusterId, FaceId, FaceRow
from faceorg.gui.look.thumbnails import Thumbnails
from faceorg.gui.session.people_cache import PeopleCache
from faceorg.gui.tiles.roles import FaceTile, Role
from faceorg.gui.words.i18n import tr

Index = QModelIndex | QPersistentModelIndex
_TILE = int(Role.TILE)


class FacesModel(QAbstractListModel):
    """One row a face; `captions` add a second line to some (a similarity, an age)."""

    def __init__(self, people_cache: PeopleCache, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people_cache = people_cache
        self._rows: Sequence[FaceRow] = []
        self._row_of: dict[FaceId, int] = {}
        self._off: set[FaceId] = set()
        self._captions: dict[FaceId, str] = {}
        self._groups: Mapping[FaceId, ClusterId | None] = {}
        self._stacks: Mapping[FaceId, str] = {}
        thumbnails.arrived.connect(self._on_arrived)

    def show(
        self,
        face_rows: Sequence[FaceRow],
        captions: dict[FaceId, str] | None = None,
        groups: Mapping[FaceId, ClusterId | None] | None = None,
        stacks: Mapping[FaceId, str] | None = None,
    ) -> None:
        """Show these faces; if they are the ones shown, in the same order, selection and place are kept.

        groups : the group of those that stand and fall together; stacks : see `FaceTile.stack`
        """
        same = [face_row.face_id for face_row in face_rows] == [face_row.face_id for face_row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = face_rows
        self._captions = captions or {}
        self._groups = groups or {}
        self._stacks = stacks or {}
        self._row_of = {face_row.face_id: row for row, face_row in enumerate(face_rows)}
        self._off &= self._row_of.keys()
        if not same:
            self.endResetModel()
        elif face_rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(face_rows) - 1, 0))

    def face_row(self, row: int) -> FaceRow:
        return self._rows[row]

    def face_rows(self) -> Sequence[FaceRow]:
        return self._rows

    def face_id(self, row: int) -> FaceId:
        return self._rows[row].face_id

    def face_ids(self, rows: Iterable[int]) -> list[FaceId]:
        return [self._rows[row].face_id for row in rows]

    def row_of(self, face_id: FaceId) -> int | None:
        return self._row_of.get(face_id)

    # ------------------------------------------------------------ clicked off
    def left_out(self) -> frozenset[FaceId]:
        """Return the faces that were clicked off."""
        return frozenset(self._off)

    def toggle_left_out(self, row: int) -> None:
        self._off ^= {self._rows[row].face_id}
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0), [Role.OFF])

    def set_left_out(self, face_ids: Collection[FaceId]) -> None:
        self._off = set(face_ids) & self._row_of.keys()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0), [Role.OFF])

    def _on_arrived(self, face_ids: Sequence[FaceId]) -> None:
        for face_id in face_ids:
            row = self._row_of.get(face_id)
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0), [Role.FACE])

    # ------------------------------------------------------------ Qt's questions
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        face_row = self._rows[index.row()]
        if role == _TILE:
            face_id = face_row.face_id
            caption, stack = self._captions.get(face_id), self._stacks.get(face_id, "")
            return FaceTile(face_id, face_row.automatic, face_id in self._off, caption, stack)
        match role:
            case Role.FACE:
                return face_row.face_id
            case Role.OFF:
                return face_row.face_id in self._off
            case Role.TOGETHER:
                return self._groups.get(face_row.face_id)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                grouped = self._groups.get(face_row.face_id) is not None
                return tr("Suggested together; Shift-click takes one off") if grouped else None
            case Role.CAPTION:
                return self._captions.get(face_row.face_id)
            case Role.NAME:
                return self._people_cache.name(face_row.person_id)
            case Role.ITEM:
                return face_row
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(face_row)
        return None

    def _spoken(self, face_row: FaceRow) -> str:
        parts = [self._people_cache.label(face_row.person_id) or tr("Face without a name")]
        if face_row.automatic:
            parts.append(tr("not confirmed"))
        if face_row.taken_at:
            parts.append(face_row.taken_at[:10])
        if face_row.face_id in self._off:
            parts.append(tr("left out"))
        if caption := self._captions.get(face_row.face_id):
            parts.append(caption)
        if stack := self._stacks.get(face_row.face_id):
            parts.append(spoken_stack(stack))
        return ", ".join(parts)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return usual | Qt.ItemFlag.ItemIsDragEnabled


def spoken_stack(mark: str) -> str:
    """Return what a mark of a stack says ("3", "2/3"), for a screen reader."""
    place, _slash, count = mark.partition("/")
    if not count:
        return tr("stack of %Ln picture(s)", None, int(place))
    return tr("picture {place} of {count} of a stack").format(place=place, count=count)
