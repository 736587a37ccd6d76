"""Everyone who has a name, as round covers to open, rename, hide and merge; below, the largest groups without one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from faceorg.domain import Cluster, FaceId, PersonId, PersonSummary
from faceorg.edits import Changes
from faceorg.gui.look.icons import set_icon
from faceorg.gui.look.widgets import ChoiceBox, EmptyState, column, label, page_head, rounded, tool_button
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.people.people_grid import PeopleGrid
from faceorg.gui.pages.people.people_model import Order, PeopleModel
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.session.taken_back import TakenBack
from faceorg.gui.tiles.delegates import PersonDelegate
from faceorg.gui.tiles.face_verbs import show_photos_of
from faceorg.gui.tiles.grid_layout import Section, TileSize
from faceorg.gui.tiles.roles import Role
from faceorg.gui.tiles.rows_by_identity import Kept
from faceorg.gui.words.edit_words import hide_or_show
from faceorg.gui.words.i18n import number, tr
from faceorg.library.views import group_views

if TYPE_CHECKING:
    from faceorg.gui.naming.name_field import NameChoice
    from faceorg.gui.pages.nobody_yet import NobodyYet

TILE = TileSize(144, 192, gap=8, margin=24)
# A few screens; all of them are on the page Unnamed.
MOST_GROUPS = 60
GROUPS_EVERY_MS = 800


class PeoplePage(Page):
    """The grid with its heading; empty: where to begin."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.model = PeopleModel(session.people_cache, session.thumbnails, self)
        self.grid = PeopleGrid(session, TILE)
        self.grid.setAccessibleName(tr("People"))
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(PersonDelegate(session.faces, self.grid))
        self.grid.opened.connect(self._open)
        for way in (self.grid.arrow_clicked, self.grid.middle_clicked):
            way.connect(self._follow)
        self.grid.menu_requested.connect(self._show_menu)
        TakenBack(session, self._kept, self.grid.select_again, self)
        self.grid.renamed.connect(self._on_renamed)
        self.model.merge_requested.connect(self._ask_merge)
        self._count = label(role="muted")
        self.order = ChoiceBox()
        self.order.setAccessibleName(tr("Sort by"))
        for order, text in (
            (Order.COUNT, tr("Most photos first")),
            (Order.NAME, tr("By name")),
            (Order.RECENT, tr("Newest first")),
        ):
            self.order.addItem(text, order)
        self.order.activated.connect(lambda _at: self.model.set_order(Order(self.order.currentData())))
        self.hidden = tool_button(session.theme, "eye", tr("Show hidden people"), checkable=True)
        self.hidden.setToolTip(tr("Show hidden people, too, and those in no photo that is here"))
        self.hidden.toggled.connect(self._on_hidden_toggled)
        head = page_head(label(tr("People"), "heading"), self._count, 1, self.hidden, self.order)
        self._typed = ""
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        layout = column(spacing=0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        self.model.modelReset.connect(self._on_filled)
        self._timer = QTimer(self, singleShot=True, interval=GROUPS_EVERY_MS)
        self._timer.timeout.connect(self._read_groups)
        session.runner.job_started.connect(lambda _job: self._on_filled())
        session.runner.job_ended.connect(lambda _job, _whole: self._on_filled())
        self._add_actions()
        self._on_filled()

    # What there is to say of an empty page is made when it is said: the window opens without it.
    @cached_property
    def _empty(self) -> NobodyYet:
        from faceorg.gui.pages.nobody_yet import NobodyYet

        return NobodyYet(self.session)

    @cached_property
    def nobody_fits(self) -> EmptyState:
        only_these = tr("Only people whose name fits what the search field says are shown here.")
        return EmptyState("", only_these, tr("Clear the search"), self.search_ended.emit)

    @cached_property
    def all_hidden(self) -> EmptyState:
        kept = tr("Hidden people keep their faces and names.")
        show = partial(self.hidden.setChecked, True)
        return EmptyState(tr("Everyone here is hidden"), kept, tr("Show hidden people"), show)

    @cached_property
    def all_absent(self) -> EmptyState:
        away = tr("The photos are left out, deleted, or not of these people any more. Faces and names are kept.")
        show = partial(self.hidden.setChecked, True)
        return EmptyState(tr("Nobody is in a photo that is here"), away, tr("Show them all the same"), show)

    def _add_actions(self) -> None:
        self.add_action("open", tr("Open"), "Return", self._open_current, "people")
        self.add_action("rename", tr("Rename…"), "F2", self._rename, "pencil")
        self.add_action("merge", tr("Merge the selected…"), "Ctrl+M", self._merge_selected, "merge")
        self.add_action("favourite", tr("Favourite or not"), "F4", self._favour, "star")
        self._hide_or_show = self.add_action("hide", tr("Hide"), "Ctrl+H", self._hide, "eye_off")
        self.add_action("delete", tr("Delete…"), "Ctrl+Del", self._delete, "trash")
        self.grid.selectionModel().selectionChanged.connect(lambda *_changed: self._say_what_hiding_does())
        self.grid.selectionModel().currentChanged.connect(lambda *_changed: self._say_what_hiding_does())

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return tr("People")

    def take_focus(self) -> None:
        (self._stack.currentWidget() or self).setFocus()

    def _kept(self) -> Kept | None:
        return self.grid.kept_selection() if self.isVisible() else None

    def main_grid(self) -> PeopleGrid:
        return self.grid

    def current_face(self) -> FaceId | None:
        index = self.grid.currentIndex()
        return index.data(Role.FACE) if index.isValid() else None

    def search(self, text: str) -> bool:
        self._typed = " ".join(text.split())
        self.model.set_filter(text)
        self._on_filled()  # also where the same people are shown: nobody, and now nobody of another name
        return True

    def escape(self) -> bool:
        """One step: what is selected first, then what was searched for."""
        if not self._typed or self.grid.selected_rows():
            return False
        self.search_ended.emit()
        return True

    def show_item(self, item: Item) -> None:
        self._read_groups()

    def refresh(self, changes: Changes) -> None:
        self._on_filled()
        if (changes.everything or changes.faces) and not self._timer.isActive():
            self._timer.start()

    def _read_groups(self) -> None:
        library = self.session.library
        self.session.runner.read(
            lambda: group_views.groups(library, min_faces=2, limit=MOST_GROUPS), self.model.show_groups, self
        )

    def _on_filled(self) -> None:
        people_shown = self.model.people_count()
        self._turn_to(self._part())
        named = [Section(tr("With a name"), 0)] if people_shown else []
        groups = [Section(tr("Without a name, the largest groups first"), people_shown)]
        self.grid.set_sections(named + groups if self.model.group_count() else [])
        self._count.setText(number(people_shown) if people_shown else "")
        self._say_what_hiding_does()
        apart = self.model.hidden_count() + self.model.absent_count()
        self.hidden.setVisible(apart > 0 or self.hidden.isChecked())

    def _part(self) -> QWidget:
        """What there is to show: the grid, or why it would be empty."""
        if self.model.rowCount() or not self.session.people_cache.loaded:
            return self.grid
        if self._typed:
            self.nobody_fits.heading.setText(tr("Nobody is called “{text}”").format(text=self._typed))
            return self.nobody_fits
        if self.hidden.isChecked():
            return self._empty
        if self.model.absent_count():
            return self.all_absent
        return self.all_hidden if self.model.hidden_count() else self._empty

    def _turn_to(self, part: QWidget) -> None:
        """Show it; the keyboard goes along, where it was on what is shown no more."""
        if self._stack.indexOf(part) < 0:
            self._stack.addWidget(part)
        before, focused = self._stack.currentWidget(), self.window().focusWidget()
        had_focus = before is not None and focused is not None and (focused is before or before.isAncestorOf(focused))
        self._stack.setCurrentWidget(part)
        if had_focus and part is not before:
            part.setFocus()

    def _on_hidden_toggled(self, shown: bool) -> None:
        self.model.show_hidden(shown)

    # ------------------------------------------------------------ verbs
    def _open_current(self) -> None:
        if self.grid.currentIndex().isValid():
            self._open(self.grid.currentIndex().row())

    def _current(self) -> PersonId | None:
        index = self.grid.currentIndex()
        found = self.model.summary(index.row()) if index.isValid() else None
        return found.person.id if found is not None else None

    def _open(self, at: int) -> None:
        found, group = self.model.summary(at), self.model.group(at)
        if found is not None:
            self.session.go("person", found.person.id)
        elif group is not None:
            self.session.go("unnamed", group.id)

    def _follow(self, at: int) -> None:
        found, group = self.model.summary(at), self.model.group(at)
        if found is not None:
            show_photos_of(self.session, found.person.id)
        elif group is not None:
            self.session.look_alike(group.face_ids[0])

    def _rename(self) -> None:
        if self.grid.currentIndex().isValid():
            self.grid.rename(self.grid.currentIndex())

    def _on_renamed(self, at: int, named: NameChoice) -> None:
        from faceorg.gui.naming import naming

        found, group = self.model.summary(at), self.model.group(at)
        if found is not None and named.name != found.person.name:
            naming.rename_person(self.session, self.window(), found.person.id, named.name)
        elif group is not None:
            naming.name_group(self.session, self.window(), group.face_ids, (), named)

    def _chosen(self) -> list[PersonSummary]:
        """Return the people who are selected; if nothing is, the one that the keyboard is on."""
        rows = self.grid.selected_rows() or [self.grid.currentIndex().row()]
        return [found for at in rows if at >= 0 and (found := self.model.summary(at)) is not None]

    def _say_what_hiding_does(self) -> None:
        chosen = self._chosen()
        hidden = bool(chosen) and all(found.person.hidden for found in chosen)
        self._hide_or_show.setText(hide_or_show(hidden))
        set_icon(self._hide_or_show, "eye" if hidden else "eye_off", self.session.theme)

    def _hide(self) -> None:
        from faceorg.gui.sheets.really import ask_if_many, hiding
        from faceorg.library.people import edits

        chosen = self._chosen()
        ids, hidden = [found.person.id for found in chosen], not all(found.person.hidden for found in chosen)
        if not ids:
            return

        def hide() -> None:
            self.session.edit(lambda library: edits.hide_people(library, ids, hidden=hidden))

        rows = [row for person_id in ids if (row := self.model.row_of(person_id)) is not None]
        if hidden and not self.grid.shows_all(rows):
            ask_if_many(self.window(), sum(found.faces for found in chosen), hiding(chosen), hide)
        else:
            hide()

    def _favour(self) -> None:
        """Make those chosen favourites; where all of them are, none any more."""
        from faceorg.library.people import edits

        chosen = self._chosen()
        ids, favourite = [found.person.id for found in chosen], not all(found.person.favourite for found in chosen)
        if ids:
            self.session.edit(lambda library: edits.favour_people(library, ids, favourite=favourite))

    def _delete(self) -> None:
        from faceorg.gui.sheets.really import ask_if_many, forgetting
        from faceorg.library.people import edits

        chosen = self._chosen()
        ids = [found.person.id for found in chosen]

        def delete() -> None:
            self.session.edit(lambda library: edits.delete_people(library, ids))

        if ids:
            ask_if_many(self.window(), sum(found.faces for found in chosen), forgetting(chosen), delete)

    def _show_menu(self, at: int, where: QPoint) -> None:
        """What can be done with the person under the pointer, or with those selected; a group is opened or named."""
        if at not in self.grid.selected_rows():
            self.grid.setCurrentIndex(self.model.index(at, 0))
        of_group = ("open", "rename")
        is_group = self.model.group(at) is not None
        menu = rounded(QMenu(self))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([verb for verb in self.page_actions if not is_group or verb.objectName() in of_group])
        menu.popup(where)

    def _merge_selected(self) -> None:
        rows = self.grid.selected_rows()
        chosen = [found.person.id for found in map(self.model.summary, rows) if found is not None]
        groups = [group for group in map(self.model.group, rows) if group is not None]
        if len(chosen) + len(groups) >= 2:
            self._ask_merge(chosen, groups)
        else:
            self.session.notice(tr("Select two people or groups to merge: click one, Ctrl+click the other."))

    def _ask_merge(self, chosen: Sequence[PersonId], groups: Sequence[Cluster]) -> None:
        from faceorg.gui.sheets.merge import MergeSheet

        MergeSheet.ask(self.session, self.window(), chosen, groups)
