"""Everyone who has a name: a grid of round covers to open, rename, hide, and drag on each other to merge."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QStackedWidget

from faceorg.domain import Changes, PersonId
from faceorg.gui.delegates import PersonDelegate
from faceorg.gui.grid_layout import TileSize
from faceorg.gui.i18n import number, tr
from faceorg.gui.models.people_model import Order, PeopleModel
from faceorg.gui.pages.base import Page
from faceorg.gui.people_grid import PeopleGrid
from faceorg.gui.session import Session
from faceorg.gui.theme import GRID
from faceorg.gui.widgets import EmptyState, column, label, row, tool_button
from faceorg.library import people

TILE = TileSize(144, 192, gap=8, margin=20)


class PeoplePage(Page):
    """The grid with its heading; empty: where to begin."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.model = PeopleModel(session.everyone, session.thumbnails, self)
        self.grid = PeopleGrid(session.theme, TILE)
        self.grid.setAccessibleName(tr("People"))
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(PersonDelegate(session.faces, self.grid))
        self.grid.opened.connect(lambda at: session.go("person", self.model.summary(at).person.id))
        self.grid.renamed.connect(self._on_renamed)
        self.model.merge_asked.connect(self._ask_merge)
        self._count = label(role="muted")
        self.order = QComboBox()
        self.order.setAccessibleName(tr("Sort by"))
        for order, text in (
            (Order.COUNT, tr("Most photos first")),
            (Order.NAME, tr("By name")),
            (Order.RECENT, tr("Newest first")),
        ):
            self.order.addItem(text, order)
        self.order.activated.connect(lambda _at: self.model.set_order(Order(self.order.currentData())))
        self.hidden = tool_button(session.theme, "eye", tr("Show hidden people"), checkable=True)
        self.hidden.toggled.connect(self._on_hidden_toggled)
        head = row(
            label(tr("People"), "heading"),
            self._count,
            1,
            self.hidden,
            self.order,
            spacing=2 * GRID,
            margins=(24, 16, 20, 8),
        )
        self._empty = EmptyState(
            tr("Nobody has a name yet"),
            tr("faceorg has put faces that look alike into groups. Name a group, and all its faces have a name."),
            tr("Name someone"),
            lambda: session.go("unnamed"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty)
        layout = column(spacing=0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        self.model.modelReset.connect(self._on_filled)
        self._add_actions()
        self._on_filled()

    def _add_actions(self) -> None:
        self.add_action("open", tr("Open"), "Return", lambda: self.grid.opened.emit(self._current_row()), "people")
        self.add_action("rename", tr("Rename…"), "F2", self._rename, "pencil")
        self.add_action("merge", tr("Merge the selected…"), "M", self._merge_selected, "merge")
        self.add_action("hide", tr("Hide or show"), "H", self._hide, "eye_off")
        self.add_action("delete", tr("Forget the name…"), "Ctrl+Del", self._delete, "trash")

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return tr("People")

    def take_focus(self) -> None:
        (self.grid if self.model.rowCount() else self._empty.button or self).setFocus()

    def search(self, text: str) -> bool:
        self.model.set_filter(text)
        return True

    def refresh(self, changes: Changes | None) -> None:
        self._on_filled()

    def _on_filled(self) -> None:
        shown = self.model.rowCount()
        self._stack.setCurrentWidget(self.grid if shown or len(self.session.everyone) else self._empty)
        self._count.setText(number(shown) if shown else "")
        self.hidden.setVisible(self.model.hidden_count() > 0 or self.hidden.isChecked())

    def _on_hidden_toggled(self, shown: bool) -> None:
        self.model.show_hidden(shown)

    # ------------------------------------------------------------ verbs
    def _current_row(self) -> int:
        return max(0, self.grid.currentIndex().row())

    def _current(self) -> PersonId | None:
        index = self.grid.currentIndex()
        return self.model.summary(index.row()).person.id if index.isValid() else None

    def _rename(self) -> None:
        if self.grid.currentIndex().isValid():
            self.grid.rename(self.grid.currentIndex())

    def _on_renamed(self, at: int, name: str) -> None:
        person = self.model.summary(at).person
        if name.strip() and name != person.name:
            self.session.edit(lambda library: people.rename_person(library, person.id, name))

    def _hide(self) -> None:
        if (person_id := self._current()) is not None:
            hidden = not self.model.summary(self._current_row()).person.hidden
            self.session.edit(lambda library: people.hide_person(library, person_id, hidden=hidden))

    def _delete(self) -> None:
        if (person_id := self._current()) is not None:
            self.session.edit(lambda library: people.delete_person(library, person_id))

    def _merge_selected(self) -> None:
        chosen = [self.model.summary(at).person.id for at in self.grid.selected_rows()]
        if len(chosen) >= 2:
            self._ask_merge(chosen[0], chosen[1])
        else:
            self.session.notice(tr("Select two people to merge: click one, Ctrl+click the other."))

    def _ask_merge(self, keep: PersonId, absorb: PersonId) -> None:
        from faceorg.gui.sheets.merge import MergeSheet

        MergeSheet.ask(self.session, self.window(), keep, absorb)
