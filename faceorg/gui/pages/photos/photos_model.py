"""A timeline of photos -> rows of a grid: nothing is kept of a photo but its id, so half a million are light."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from faceorg.domain import FaceId, PhotoId, Timeline
from faceorg.errors import NotFound
from faceorg.film import clock
from faceorg.gui.tiles.faces_model import spoken_stack
from faceorg.gui.tiles.roles import FaceTile, Role
from faceorg.gui.words.i18n import day, tr
from faceorg.library.opening.library import Library
from faceorg.library.views import photo_views

Index = QModelIndex | QPersistentModelIndex


class PhotosModel(QAbstractListModel):
    """One row a photo; a stack is one row until it is spread.

    timeline : the rows as they are shown
    """

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._folded = self.timeline = Timeline()
        self._spread: set[int] = set()
        self._marks: dict[int, str] = {}
        self._folded_rows: list[tuple[int, int]] | None = None  # (row, photos under it), found when first asked for

    def show(self, timeline: Timeline) -> bool:
        """Show these photos; return False if they are the ones shown already."""
        shown = self._folded
        if (timeline.photo_ids, timeline.stacks, timeline.videos) == (shown.photo_ids, shown.stacks, shown.videos):
            return False
        self._lay_out(timeline, self._spread & timeline.stacks.keys())
        return True

    def toggle_stack(self, photo_id: PhotoId) -> PhotoId | None:
        """Spread the stack of a photo, or fold it; return the photo that stands for it, None where it is in none."""
        stacks = self._folded.stacks
        of = next((PhotoId(lead) for lead, others in stacks.items() if photo_id == lead or photo_id in others), None)
        if of is not None:
            self._lay_out(self._folded, self._spread ^ {of})
        return of

    def _lay_out(self, timeline: Timeline, spread: set[int]) -> None:
        self.beginResetModel()
        self._folded, self._spread = timeline, spread
        self.timeline = _spread_out(timeline, spread) if spread else timeline
        self._folded_rows = None
        self._marks = {of: str(len(others) + 1) for of, others in timeline.stacks.items()}
        for of in spread:
            pictures = (of, *timeline.stacks[of])
            self._marks.update({one: f"{place}/{len(pictures)}" for place, one in enumerate(pictures, 1)})
        self.endResetModel()

    def photo_id(self, row: int) -> PhotoId:
        return PhotoId(self.timeline.photo_ids[row])

    def photo_ids(self, rows: Iterable[int]) -> list[PhotoId]:
        ids = self.timeline.photo_ids  # cast: calling PhotoId for each of half a million would hold the window up
        return cast("list[PhotoId]", [ids[row] for row in rows])

    def pictures(self, rows: Iterable[int]) -> list[PhotoId]:
        """Return the photos of these rows, of a folded stack all that it stands for."""
        shown, stacks = self.photo_ids(rows), self._folded.stacks
        if not stacks:
            return shown
        found = []
        for photo_id in shown:
            found.append(photo_id)
            if photo_id in stacks and photo_id not in self._spread:
                found += [PhotoId(other) for other in stacks[photo_id]]
        return found

    def folded_under(self, runs: Iterable[range]) -> int:
        """Return how many photos lie under these rows in folded stacks."""
        if self._folded_rows is None:
            stacks = {of: len(others) for of, others in self._folded.stacks.items() if of not in self._spread}
            at = ((row, stacks.get(of, 0)) for row, of in enumerate(self.timeline.photo_ids)) if stacks else ()
            self._folded_rows = [(row, count) for row, count in at if count]
        rows = self._folded_rows
        parts = ((bisect_left(rows, (run.start, 0)), bisect_left(rows, (run.stop, 0))) for run in runs)
        return sum(count for begin, end in parts for _row, count in rows[begin:end])

    def is_stacked(self, row: int) -> bool:
        """Whether the photo of a row is in a stack, folded or spread."""
        return 0 <= row < len(self.timeline.photo_ids) and self.timeline.photo_ids[row] in self._marks

    def stacked(self) -> int:
        """Return how many photos there are beyond those that stand for a stack, or for themselves."""
        return sum(map(len, self._folded.stacks.values()))

    def all_ids(self) -> tuple[PhotoId, ...]:
        # Cast: calling PhotoId for each of half a million would hold the window up.
        return cast("tuple[PhotoId, ...]", tuple(self.timeline.photo_ids))

    def row_of(self, photo_id: PhotoId) -> int | None:
        try:
            return self.timeline.photo_ids.index(photo_id)
        except ValueError:
            return None

    def row_that_shows(self, photo_id: PhotoId) -> int | None:
        """Return the row of a photo, or of the one that stands for it; None where neither is shown."""
        at = self.row_of(photo_id)
        if at is None:
            of = next((PhotoId(lead) for lead, others in self._folded.stacks.items() if photo_id in others), None)
            at = self.row_of(of) if of is not None else None
        return at

    def month_not_after(self, last: date) -> range:
        """Return the rows of the newest month that does not begin after a day; none: the end of those with a date."""
        months = self.timeline.months
        ends = [*(month.first for month in months[1:]), len(self.timeline.photo_ids)]
        for month, end in zip(months, ends, strict=True):
            if month.year is None or month.month is None:
                return range(month.first, month.first)
            if (month.year, month.month) <= (last.year, last.month):
                return range(month.first, end)
        return range(len(self.timeline.photo_ids), len(self.timeline.photo_ids))

    def day_of(self, row: int) -> date | None:
        """Return when a photo was taken, None where nobody knows."""
        taken_at = photo_views.photo(self._library, self.photo_id(row)).taken_at
        return taken_at.date() if taken_at is not None else None

    # ------------------------------------------------------------ Qt's questions
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.timeline.photo_ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.timeline.photo_ids):
            return None
        photo_id = self.timeline.photo_ids[index.row()]
        if role == Role.FACE:  # what the delegate asks the pictures of photos for
            return photo_id
        if role == Role.TILE:
            return FaceTile(FaceId(photo_id), stack=self._marks.get(photo_id, ""), length=self._length(photo_id))
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(PhotoId(photo_id))
        return None

    def _spoken(self, photo_id: PhotoId) -> str:
        try:
            photo = photo_views.photo(self._library, photo_id)
        except NotFound:
            return ""
        mark = self._marks.get(photo_id)
        length = self._length(photo_id)
        video = tr("Video, {length}").format(length=length) if length else ""
        taken = day(photo.taken_at) if photo.taken_at else ""
        parts = [photo.path.name, video, taken, spoken_stack(mark) if mark else ""]
        return ", ".join(part for part in parts if part)

    def _length(self, photo_id: int) -> str:
        length_ms = self.timeline.videos.get(photo_id)
        return "" if length_ms is None else clock(length_ms)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return usual | Qt.ItemFlag.ItemIsDragEnabled


def _spread_out(timeline: Timeline, spread: set[int]) -> Timeline:
    """Put the photos of these stacks behind the ones that stand for them."""
    places = sorted((timeline.photo_ids.index(of), of) for of in spread)
    ids, start = array("q"), 0
    for place, of in places:
        ids.extend(timeline.photo_ids[start : place + 1])
        ids.extend(timeline.stacks[of])
        start = place + 1
    ids.extend(timeline.photo_ids[start:])
    months = tuple(
        replace(month, first=month.first + sum(len(timeline.stacks[of]) for place, of in places if place < month.first))
        for month in timeline.months
    )
    return Timeline(ids, months, timeline.stacks, timeline.videos)
