"""Groups that software found and nobody has named: click the wrong faces off, type a name, Enter, the next row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from faceorg.domain import Cluster, ClusterId, FaceId, FaceRow, IgnoreReason
from faceorg.edits import Changes
from faceorg.gui.look.flow_layout import breaking_head
from faceorg.gui.look.widgets import ElidedLabel, EmptyState, Segments, column, label, page_head, row
from faceorg.gui.naming import naming
from faceorg.gui.naming.group_naming import GroupNaming, has_keyboard
from faceorg.gui.naming.name_field import NameChoice
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.naming_apart import NamingApart
from faceorg.gui.pages.nobody_yet import NobodyYet
from faceorg.gui.pages.unnamed.group_view import GroupView
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.session.taken_back import TakenBack
from faceorg.gui.tiles.face_grid import FaceGrid
from faceorg.gui.tiles.rows_by_identity import Kept
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.keys import begins_name
from faceorg.library.people import edits
from faceorg.library.views import face_views, group_views

# Groups are read again at most this often while a scan streams changes.
READ_EVERY_MS = 800
GROUPS, SINGLES, ASIDE = "groups", "singles", "aside"
ONE_BY_ONE = (SINGLES, ASIDE)


class UnnamedPage(Page):
    """The list of groups, one group opened (`item`: its ClusterId), single faces, and what was put aside."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.group = GroupView(session)
        self.groups = GroupNaming(session, self, self._group_opened)
        self.apart = NamingApart(session, self)
        self._awaited: ClusterId | None = None  # the group to open, while it is read
        self.groups.who_requested.connect(self.apart.ask_at)
        self.groups.refused.connect(self._read)
        self.groups.opening_requested.connect(self._open_again)
        self.model, self.rows = self.groups.model, self.groups.rows
        self.rows.typed.connect(self._begin_name)
        self.group.field.cancelled.connect(self.setFocus)
        self.group.named.connect(self._on_group_named)
        self.group.back_requested.connect(self._bring_back)
        self.group.more_requested.connect(self._look_alike)
        self.what = Segments(
            [(GROUPS, tr("Groups")), (SINGLES, tr("Single faces")), (ASIDE, tr("Put aside"))], tr("Shown")
        )
        self.what.chosen.connect(self._on_what)
        self._heading, self.count = label(tr("Unnamed"), "heading"), ElidedLabel(snug=True)
        self.count.setProperty("role", "muted")
        self.hint = label(role="muted")
        head = breaking_head(page_head(self._heading, self.count), self.what)
        self.empty = EmptyState(
            tr("Everyone here has a name"),
            tr("New groups appear here when faceorg finds faces that look alike in new photos."),
            tr("See everyone"),
            lambda: session.go("people"),
        )
        self.nobody = NobodyYet(session)
        self.no_singles = EmptyState(
            tr("No single faces"),
            tr("A face that resembles no other one waits here until it is named or put aside."),
        )
        self._none_aside = EmptyState(
            tr("Nothing was put aside"),
            tr("Strangers, and what is no face, wait here. They can be named or brought back at any time."),
        )
        self._stack = QStackedWidget()
        for part in (self.rows.holder, self.group, self.empty, self.nobody, self.no_singles, self._none_aside):
            self._stack.addWidget(part)
        layout = column(spacing=4)
        layout.addLayout(head)
        layout.addLayout(row(self.hint, 1, margins=(24, 0, 24, 4)))
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        session.people_cache.changed.connect(self._say_why_nothing)
        self._timer = QTimer(self, singleShot=True, interval=READ_EVERY_MS)
        self._timer.timeout.connect(self._read)
        self._add_actions()
        TakenBack(session, self._chosen_one_by_one, self.group.grid.select_again, self)

    def _add_actions(self) -> None:
        self.add_action("stranger", tr("A stranger: put the group aside"), "Del", self._put_aside, "not")
        self.add_action("likely", tr("Give it the likely name"), "Ctrl+J", self._name_likely, "check")
        self.add_action("expand", tr("Show the whole group"), "Ctrl+Down", self._expand)
        self.add_action("alike", tr("Find similar faces"), "Shift+Return", self._look_alike, "search")
        self.add_action("skip", tr("Next group"), "PgDown", lambda: self._move_by(1), repeats=True)
        self.add_action("before", tr("Group before"), "PgUp", lambda: self._move_by(-1), repeats=True)
        self.add_action("back_in", tr("Bring back the selected"), "Ctrl+R", self._bring_back, "undo")

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return tr("Unnamed")

    def take_focus(self) -> None:
        if self._shows_singles():
            self.group.grid.setFocus()
        elif self._lists_groups():
            self.setFocus()  # until there are rows
            if not self.rows.field.text():
                self.rows.make_row_current(self.rows.current_row() or 0)
            elif self.rows.field.isVisible():  # what is typed stays; while the rows change, `groups` keeps it
                self.rows.field.setFocus()
        else:
            (self._stack.currentWidget() or self).setFocus()

    def main_grid(self) -> FaceGrid | None:
        """The faces of what is opened; the rows of groups know their place by themselves."""
        return self.group.grid if self._stack.currentWidget() is self.group else None

    def current_face(self) -> FaceId | None:
        """The face under the keyboard; of a row, the best one that is not left out."""
        if self._stack.currentWidget() is self.group:
            return self.group.grid.current_face() or next(iter(self.group.faces()), None)
        return self.groups.current_face() if self._lists_groups() else None

    def _lists_groups(self) -> bool:
        """Whether the rows are in sight: what is done with the current one is done with nothing else."""
        return self._stack.currentWidget() is self.rows.holder

    def _shows_singles(self) -> bool:
        shown = self._stack.currentWidget() is self.group and self.group.cluster_id is None
        return shown and self._awaited is None and self.what.choice() == SINGLES

    def show_item(self, item: Item) -> None:
        """item : a ClusterId to open, or None for the list."""
        if isinstance(item, int):
            self._open_group(ClusterId(item))
        elif self.what.choice() in ONE_BY_ONE:
            self._awaited = None
            self._show_one_by_one()
        else:
            self._awaited = None
            self.group.close_group()
            self._stack.setCurrentWidget(self.rows.holder)
            self._read(anew=True)

    def refresh(self, changes: Changes) -> None:
        if not self._timer.isActive():
            self._timer.start(READ_EVERY_MS if changes.everything else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Once the field was left, the arrow keys come back to the rows."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.take_focus()
        elif begins_name(event) and self._lists_groups():
            self._begin_name(event.text())
        else:
            super().keyPressEvent(event)

    def _begin_name(self, letter: str) -> None:
        """A letter typed after the field was left is the first of the current row's name."""
        if self.rows.current_row() is not None and not self.rows.field.text():
            self.rows.field.begin(letter)

    def leave(self) -> None:
        self.apart.popup.dismiss()
        for field in (self.rows.field, self.group.field):
            field.drop_draft()

    def escape(self) -> bool:
        return self.apart.popup.dismiss()

    # ------------------------------------------------------------ reading
    def _read(self, anew: bool = False) -> None:
        if self.what.choice() in ONE_BY_ONE:
            self._show_one_by_one()
            return
        library = self.session.library
        self._follow_open_group()

        def show(found: Sequence[Cluster]) -> None:
            if self.what.choice() == GROUPS:  # else the user has gone on, and answers need not come in order
                self._show(found, anew)

        self.session.runner.read(lambda: group_views.groups(library, min_faces=2), show, self)

    def _show(self, found: Sequence[Cluster], anew: bool) -> None:
        had_focus = has_keyboard(self)  # while the rows change, the field is not there to keep it
        self.count.setText(tr("%Ln group(s)", None, len(found)) if found else "")
        listed = self._stack.currentWidget() is not self.group
        if listed:
            self._turn_to(self.rows.holder if found else self._why_nothing(), had_focus)
        self.hint.setText(tr("Click wrong faces off, type a name, Enter. Del: a stranger."))
        self.hint.setVisible(bool(found) and listed)
        self.groups.show(found, anew=anew, focus=had_focus and listed)

    def _turn_to(self, part: QWidget, had_focus: bool) -> None:
        self._stack.setCurrentWidget(part)
        if had_focus and part is not self.rows.holder and self.isVisible():
            part.setFocus()

    def _say_why_nothing(self) -> None:
        """Follow what was read meanwhile: whether somebody has a name."""
        if self._stack.currentWidget() in (self.empty, self.nobody):
            self._turn_to(self._why_nothing(), has_keyboard(self))

    def _why_nothing(self) -> QWidget:
        """Return what to say of an empty list: nothing is there yet, or all of it is done."""
        return self.empty if len(self.session.people_cache) else self.nobody

    def _on_what(self, _choice: str) -> None:
        self.group.close_group()
        if self.what.choice() in ONE_BY_ONE:
            self._stack.setCurrentWidget(self.group)  # the rows are out of sight from here on
        self.show_item(None)
        self.take_focus()

    # ------------------------------------------------------------ verbs
    def _put_aside(self) -> None:
        """Put aside what is shown as one group, without the faces that were clicked off, or the selected ones."""
        at = self.rows.current_row()
        if self._stack.currentWidget() is self.group:
            if faces := self._in_hand():
                self._ignore(faces)
            elif self.group.cluster_id is not None:
                off = set(self.group.left_out())
                faces = [face_id for face_id in self.group.faces() if face_id not in off]
                self._ignore(faces)
                if faces:
                    self._go_on_from(self.group.cluster_id)
        elif at is not None and self._lists_groups():
            cluster = self.model.cluster(at)
            if faces := self.groups.chosen(cluster):
                self._ignore(faces)
                self.groups.go_on_from(cluster.id, at)

    def _ignore(self, faces: Sequence[FaceId]) -> None:
        if faces:
            self.session.edit(lambda library: edits.ignore_faces(library, faces, IgnoreReason.STRANGER))

    def _go_on_from(self, cluster_id: ClusterId, typed: str = "") -> None:
        """The open group is settled: show the list at once, so that the letters that come from here on are for the next
        group, however long the edit takes."""
        self.groups.go_on_from(cluster_id, self.model.row_of(cluster_id) or 0, typed=typed, opened=True)
        self.session.go("unnamed")

    def _expand(self) -> None:
        if self._lists_groups():
            self.groups.open_group()

    def _name_likely(self) -> None:
        if self._lists_groups():
            self.groups.name_likely()

    def _move_by(self, step: int) -> None:
        """Go to the next group: of the list, or with the group that is open, which gives way to that one."""
        if self._lists_groups():
            self.rows.move_by(step)
        elif self._stack.currentWidget() is self.group and self._awaited is not None:
            at = self.model.row_of(self._awaited)
            if at is not None and 0 <= at + step < self.model.rowCount():
                self.session.go("unnamed", self.model.cluster(at + step).id)

    # ------------------------------------------------------------ one group, and what was put aside
    def _open_group(self, cluster_id: ClusterId) -> None:
        library = self.session.library
        if cluster_id != self.group.cluster_id:
            self.group.close_group()  # nothing of another group is there to be named until this one is read
        if self.what.choice() in ONE_BY_ONE:
            self.what.set_choice(GROUPS)  # what is shown is none of those
        self._awaited = cluster_id
        self._stack.setCurrentWidget(self.group)
        self.hint.hide()

        def show(found: Sequence[FaceRow]) -> None:
            if self._awaited != cluster_id:
                return  # the user has gone on, and answers need not come in order
            if found:
                self.group.show_group(cluster_id, found, self.model.left_out(cluster_id))
            else:
                self._give_way(cluster_id)

        self.session.runner.read(lambda: face_views.rows_of_group(library, cluster_id), show, self)

    def _follow_open_group(self) -> None:
        """Take out of the open group what has a name or was put aside meanwhile, as by doing an edit again, and take
        in what has come to it, as by undoing one."""
        library, cluster_id, shown = self.session.library, self.group.cluster_id, self.group.faces()
        if cluster_id is None:
            return

        def read() -> tuple[Sequence[FaceId], Sequence[FaceRow]]:
            return edits.undecided(library, shown), face_views.rows_of_group(library, cluster_id)

        def show(found: tuple[Sequence[FaceId], Sequence[FaceRow]]) -> None:
            left, members = found
            if cluster_id == self.group.cluster_id == self._awaited:
                self.group.follow(left, members) if left or members else self._give_way(cluster_id)

        self.session.runner.read(read, show, self)

    def _give_way(self, cluster_id: ClusterId) -> None:
        """Nobody of the open group waits for a name any more: show the list, as where somebody is by now.

        Without that group, until it is read again: a name that is typed at once would be given to it.
        """
        had_focus = has_keyboard(self)
        if (at := self.model.row_of(cluster_id)) is not None:
            self.groups.next_after(cluster_id, at, focus=False)
        self.show_item(None)
        if had_focus:
            self.take_focus()

    def _on_group_named(self, named: NameChoice) -> None:
        cluster_id = self.group.cluster_id
        if cluster_id is None:
            if faces := self.group.chosen_faces():  # none: the group is still being read
                naming.name_faces(self.session, self.window(), faces, named, begun=self.group.after_naming)
            return
        typed, off = self.group.field.text(), self.group.left_out()
        begun = None if named.and_open else partial(self._go_on_from, cluster_id, typed)
        naming.name_group(self.session, self.window(), self.group.faces(), off, named, begun=begun)

    def _in_hand(self) -> list[FaceId]:
        """Return the faces selected in the grid; of those that are alone, else the one that the keyboard is on."""
        chosen, current = self.group.grid.selected_faces(), self.group.grid.current_face()
        return chosen or ([current] if self._shows_singles() and current is not None else [])

    def _show_one_by_one(self) -> None:
        """Read the faces that are alone, or were put aside, and show them."""
        library, asked = self.session.library, self.what.choice()
        self.hint.hide()
        read = face_views.rows_alone if asked == SINGLES else face_views.rows_put_aside
        self.session.runner.read(lambda: read(library), lambda found: self._fill(asked, found), self)

    def _chosen_one_by_one(self) -> Kept | None:
        choosing = self.group.isVisible() and self.group.cluster_id is None
        return self.group.grid.kept_selection() if choosing else None

    def _group_opened(self) -> ClusterId | None:
        return self.group.cluster_id if self.group.isVisible() else None

    def _open_again(self, cluster_id: ClusterId) -> None:
        if self.isVisible():
            self.session.go("unnamed", cluster_id)

    def _fill(self, asked: str, found: Sequence[FaceRow]) -> None:
        if self.what.choice() != asked or self._awaited is not None:
            return  # the user has gone on meanwhile
        had_focus = has_keyboard(self)
        if asked == SINGLES:
            self.group.show_alone(found)
        else:
            self.group.show_aside(found)
        self.count.setText(tr("%Ln face(s)", None, len(found)) if found and asked == SINGLES else "")
        part = self.group if found else self.no_singles if asked == SINGLES else self._none_aside
        if self._stack.currentWidget() is not part:
            self._turn_to(part, had_focus=False)
            if had_focus and self.isVisible():
                self.take_focus()

    def _bring_back(self) -> None:
        faces = self.group.grid.selected_faces()
        if self.what.choice() == ASIDE and faces:
            self.session.edit(lambda library: edits.unignore_faces(library, faces))

    def _look_alike(self) -> None:
        if (face_id := self.current_face()) is not None:
            self.session.look_alike(face_id)
