"""Groups of unnamed faces -> rows, whose order stays put while the user works through them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from faceorg.domain import Cluster, ClusterId, FaceId
from faceorg.gui.tiles.roles import Role
from faceorg.gui.words.i18n import tr

Index = QModelIndex | QPersistentModelIndex
# More new groups than this are no interruption of somebody's work but another list: it is sorted anew.
FEW_NEW = 40


class ClustersModel(QAbstractListModel):
    """One row a group, largest first when it is filled anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Cluster] = []
        self._off: dict[ClusterId, set[FaceId]] = {}

    def show(self, clusters: Sequence[Cluster]) -> None:
        """Show these groups (largest first). Known ones keep their order; new ones go where their size puts them."""
        wanted = {cluster.id: cluster for cluster in clusters}
        merged = [wanted.pop(old.id) for old in self._rows if old.id in wanted]
        if not merged or len(wanted) > FEW_NEW:
            merged = list(clusters)
        else:
            for new in wanted.values():
                at = next((n for n, old in enumerate(merged) if len(old.face_ids) < len(new.face_ids)), len(merged))
                merged.insert(at, new)
        if [cluster.id for cluster in merged] == [cluster.id for cluster in self._rows]:
            self._rows = merged
            if merged:
                self.dataChanged.emit(self.index(0, 0), self.index(len(merged) - 1, 0))
        else:
            self.beginResetModel()
            self._rows = merged
            self.endResetModel()

    def sort_anew(self, clusters: Sequence[Cluster]) -> None:
        """Show these groups in the order given, whatever was shown before."""
        self.beginResetModel()
        self._rows = list(clusters)
        self.endResetModel()

    def remove(self, cluster_id: ClusterId) -> None:
        """Take a row away at once; the next `show` says whether that was right."""
        row = self.row_of(cluster_id)
        if row is not None:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()

    def cluster(self, row: int) -> Cluster:
        return self._rows[row]

    def row_of(self, cluster_id: ClusterId) -> int | None:
        return next((row for row, found in enumerate(self._rows) if found.id == cluster_id), None)

    # ------------------------------------------------------------ faces clicked off
    def left_out(self, cluster_id: ClusterId) -> frozenset[FaceId]:
        return frozenset(self._off.get(cluster_id, ()))

    def set_left_out(self, cluster_id: ClusterId, faces: frozenset[FaceId]) -> None:
        self._off[cluster_id] = set(faces)
        self._tell(cluster_id)

    def toggle_left_out(self, row: int, face_id: FaceId) -> None:
        cluster_id = self._rows[row].id
        self._off.setdefault(cluster_id, set()).symmetric_difference_update({face_id})
        self._tell(cluster_id)

    def _tell(self, cluster_id: ClusterId) -> None:
        row = self.row_of(cluster_id)
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0), [Role.OFF])

    # ------------------------------------------------------------ Qt's questions
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        cluster = self._rows[index.row()]
        match role:
            case Role.ITEM:
                return cluster
            case Role.OFF:
                return self._off.get(cluster.id, frozenset())
            case Role.COUNT:
                return len(cluster.face_ids)
            case Qt.ItemDataRole.AccessibleTextRole:
                return tr("Group of %Ln face(s) without a name", None, len(cluster.face_ids))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
