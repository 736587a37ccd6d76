"""A list of rows -> one whose selection belongs to what is shown, not to row numbers: it outlives rows read anew."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
)
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QListView

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Kept:
    """What was selected and where the keyboard was, by `RowsByIdentity.identity`; empty: nothing, nowhere."""

    selected: frozenset[Hashable] = frozenset()
    current: Hashable | None = None


class RowsByIdentity(QListView):
    """A view whose subclass knows what a row is (`identity`); others are forgotten as in any list."""

    _kept = Kept()
    _awaited: Kept | None = None

    def setModel(self, model: QAbstractItemModel | None) -> None:
        if model is not None:
            model.modelAboutToBeReset.connect(self._remember_selection)
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._restore_selection)  # after the selection model has forgotten its rows

    def identity(self, index: Index) -> Hashable | None:
        """Return what is shown at an index, whatever row it has; None where a grid does not know."""
        return None

    def rows_of(self, identities: Collection[Hashable]) -> list[int]:
        """Return the rows where these are shown now."""
        return []

    def kept_selection(self) -> Kept:
        """Return what is selected and where the keyboard is, by identity."""
        rows = [self.model().index(row, 0) for row in self.selected_rows()]
        known = {found for row in rows if (found := self.identity(row)) is not None}
        return Kept(frozenset(known), self.identity(self.currentIndex()))

    def select_again(self, kept: Kept) -> None:
        """Select what was selected once, now or as soon as it is shown again; until somebody selects something else."""
        if len(self.rows_of(kept.selected)) == len(kept.selected) and self._put(kept):
            return
        self._awaited = kept

    def _remember_selection(self) -> None:
        self._kept = self.kept_selection()

    def _restore_selection(self) -> None:
        """After the rows were read anew, what was selected is selected, and the keyboard is where it was."""
        if self._awaited is not None and self._put(self._awaited):
            self._awaited = None
        else:
            self._put(self._kept)

    def _put(self, kept: Kept) -> bool:
        """Select these where they are shown; False: nothing of it is."""
        selected, current = kept.selected, kept.current
        found = False
        if current is not None and (at := self.rows_of([current])):
            keep = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.model().index(at[0], 0), keep)
            found = True
        if selected and (rows := self.rows_of(selected)):
            self.select_rows(rows)
            found = True
        return found

    def hideEvent(self, event: QHideEvent) -> None:
        self._awaited = None
        super().hideEvent(event)

    def select_rows(self, rows: Sequence[int]) -> None:
        """Select exactly these rows."""
        selection = QItemSelection()
        for run in _runs(sorted(rows)):
            selection.select(self.model().index(run.start, 0), self.model().index(run.stop - 1, 0))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selected_rows(self) -> list[int]:
        """Return the selected rows in ascending order, without making an index for each."""
        return sorted({row for run in self.selected_runs() for row in run})

    def selected_count(self) -> int:
        return sum(map(len, self.selected_runs()))

    def selected_runs(self) -> list[range]:
        """Return the selected rows as runs, in any order: half a million may be one."""
        if self.selectionModel() is None:
            return []
        selection = self.selectionModel().selection()
        parts = map(selection.at, range(selection.count()))
        return [range(part.top(), part.bottom() + 1) for part in parts]


def _runs(rows: Sequence[int]) -> list[range]:
    runs: list[range] = []
    for row in rows:
        if runs and runs[-1].stop == row:
            runs[-1] = range(runs[-1].start, row + 1)
        else:
            runs.append(range(row, row + 1))
    return runs
