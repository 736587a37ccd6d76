"""The grid of people: drag a cover on another, rename in place under the cover."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent, QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from faceorg.domain import Cluster, PersonSummary
from faceorg.gui.pages.people.people_model import PeopleModel
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.delegates import PersonDelegate
from faceorg.gui.tiles.grid_layout import TileSize
from faceorg.gui.tiles.roles import Role
from faceorg.gui.tiles.rows_by_identity import Index
from faceorg.gui.tiles.tile_grid import TileGrid
from faceorg.gui.words.i18n import tr

if TYPE_CHECKING:
    from faceorg.gui.naming.inline_name import InlineName
    from faceorg.gui.naming.name_field import NameChoice

# A person or a group, by its kind and its id.
Shown = tuple[type, int]
_ON_PURPOSE = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class PeopleGrid(TileGrid):
    """The view.

    Signals
    -------
    renamed(int, NameChoice) : the row, and the name typed under its cover
    """

    renamed = Signal(int, object)
    # Of the class: Qt asks eventFilter before __init__ has come to it, and PySide 6.11 forgives no exception there
    # (the method that Qt called loses a reference: a crash, some grids later).
    editor: InlineName | None = None
    _renamed_id: Shown | None = None

    def __init__(self, session: Session, size: TileSize, parent: QWidget | None = None) -> None:
        super().__init__(session.theme, size, parent)
        self._session = session
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)

    # ------------------------------------------------------------ dragging
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        target = self.indexAt(event.position().toPoint())
        data = event.mimeData()
        fits = target.isValid() and self.model().canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, target)
        self._mark(target if fits else QModelIndex())
        event.setAccepted(fits)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._mark(QModelIndex())

    def dropEvent(self, event: QDropEvent) -> None:
        target = self.indexAt(event.position().toPoint())
        self._mark(QModelIndex())
        if target.isValid():
            # Copy, so that Qt does not remove the dragged row: what happens is decided in the merge sheet.
            event.setDropAction(Qt.DropAction.CopyAction)
            self.model().dropMimeData(event.mimeData(), Qt.DropAction.CopyAction, -1, -1, target)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)

    def _mark(self, target: QModelIndex) -> None:
        delegate = self.itemDelegate()
        if isinstance(delegate, PersonDelegate):
            delegate.drop_row = target.row() if target.isValid() else None
        self.viewport().update()

    # ------------------------------------------------------------ who is where
    def identity(self, index: Index) -> Shown | None:
        match index.data(Role.ITEM):
            case PersonSummary(person=person):
                return PersonSummary, person.id
            case Cluster(id=cluster_id):
                return Cluster, cluster_id
        return None

    def rows_of(self, identities: Collection[Hashable]) -> list[int]:
        model = self.model()
        assert isinstance(model, PeopleModel)
        of: dict[type, set[int]] = {PersonSummary: set(), Cluster: set()}
        for kind, number in cast(Iterable[Shown], (one for one in identities if one is not None)):
            of[kind].add(number)
        return model.rows_of(of[PersonSummary], of[Cluster])

    # ------------------------------------------------------------ keys
    def _on_letter(self, letter: str) -> None:
        self.keyboardSearch(letter)  # letters typed quickly one after the other are one beginning

    # ------------------------------------------------------------ renaming
    def rename(self, index: QModelIndex) -> None:
        """Open a field over the name of this row; where it is open already, what is typed there stays."""
        if self.editor is not None:
            if self.identity(index) == self._renamed_id:
                self.editor.setFocus()
                return
            self._close_editor()
        from faceorg.gui.naming.inline_name import InlineName

        self.scrollTo(index)
        self._renamed_id = self.identity(index)
        self.editor = InlineName(self._session, self.viewport())
        person = found.person if isinstance(found := index.data(Role.ITEM), PersonSummary) else None
        if person is not None:
            self.editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        else:  # the field covers their number; Qt shows no such text in the middle of a field that has the keyboard
            self.editor.setPlaceholderText(tr("%Ln face(s)", None, index.data(Role.COUNT)))
        self._place_editor(index)
        self.editor.installEventFilter(self)
        self.editor.cancelled.connect(self._close_editor)
        self.editor.named.connect(self._finish)
        self.editor.show()
        self.editor.open_for(person.id if person else None, person.name if person else "")

    def _texts(self, tile: QRect) -> QRect:
        """Return where the delegate paints name and count."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, PersonDelegate)
        name = delegate.name_line(tile, self.fontMetrics())
        return name.united(name.translated(0, name.height()))

    def _place_editor(self, index: QModelIndex) -> None:
        if self.editor is not None:
            self.editor.setGeometry(self._texts(self.visualRect(index)).adjusted(0, -3, 0, 3))

    def _finish(self, named: NameChoice) -> None:
        at = self.rows_of([self._renamed_id])
        self._close_editor()
        if at:
            self.renamed.emit(at[0], named)

    def _relayout(self) -> None:
        """The field goes with its person, whatever row that has now."""
        super()._relayout()
        self._relayout_editor()

    def _relayout_editor(self) -> None:
        if self.editor is not None:
            at = self.rows_of([self._renamed_id])
            self._place_editor(self.model().index(at[0], 0)) if at else self._close_editor()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._relayout_editor()

    def _restore_selection(self) -> None:
        super()._restore_selection()
        self._relayout()

    def _close_editor(self) -> None:
        if self._take_editor_away():
            self.setFocus()

    def _take_editor_away(self) -> bool:
        """Return whether there was one."""
        editor, self.editor = self.editor, None
        if editor is not None:
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
        return editor is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            # Where somebody went on purpose, to the search field say, the keyboard stays.
            self._take_editor_away() if event.reason() in _ON_PURPOSE else self._close_editor()
        return super().eventFilter(watched, event)
