"""A timeline of photos -> rows of a grid: nothing is kept of a photo but its id, so half a million are light."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from faceorg.domain import FaceId, PhotoId, Timeline
from faceorg.errors import NotFound
from faceorg.gui.tiles.roles import FaceTile, Role
from faceorg.gui.words.i18n import day
from faceorg.library.opening.library import Library
from faceorg.library.views import photo_views

Index = QModelIndex | QPersistentModelIndex


class PhotosModel(QAbstractListModel):
    """One row a photo."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.timeline = Timeline()

    def show(self, timeline: Timeline) -> bool:
        """Show these photos; return False if they are the ones shown already."""
        if timeline.photo_ids == self.timeline.photo_ids:
            return False
        self.beginResetModel()
        self.timeline = timeline
        self.endResetModel()
        return True

    def photo_id(self, row: int) -> PhotoId:
        return PhotoId(self.timeline.photo_ids[row])

    def photo_ids(self, rows: Iterable[int]) -> list[PhotoId]:
        return [PhotoId(self.timeline.photo_ids[row]) for row in rows]

    def all_ids(self) -> tuple[PhotoId, ...]:
        # Cast: calling PhotoId for each of half a million would hold the window up.
        return cast("tuple[PhotoId, ...]", tuple(self.timeline.photo_ids))

    def row_of(self, photo_id: PhotoId) -> int | None:
        try:
            return self.timeline.photo_ids.index(photo_id)
        except ValueError:
            return None

    # ------------------------------------------------------------ Qt's questions
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.timeline.photo_ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.timeline.photo_ids):
            return None
        if role == Role.FACE:  # what the delegate asks the pictures of photos for
            return self.timeline.photo_ids[index.row()]
        if role == Role.TILE:
            return FaceTile(FaceId(self.timeline.photo_ids[index.row()]))
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(PhotoId(self.timeline.photo_ids[index.row()]))
        return None

    def _spoken(self, photo_id: PhotoId) -> str:
        try:
            photo = photo_views.photo(self._library, photo_id)
        except NotFound:
            return ""
        return f"{photo.path.name}, {day(photo.taken_at)}" if photo.taken_at else photo.path.name

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
