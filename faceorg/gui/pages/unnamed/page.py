"""Groups that software found and nobody has named: click the wrong faces off, type a name, Enter, the next row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from faceorg.domain import Cluster, ClusterId, FaceId, FaceRow, IgnoreReason
from faceorg.edits import Changes
from faceorg.gui.look.widgets import EmptyState, Segments, column, label, page_head, row
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
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.keys import begins_name
from faceorg.library.opening.library import Edited, Library
from faceorg.library.people import edits
from faceorg.library.views import face_views, group_views

# Groups are read again at most this often while a scan streams changes.
READ_EVERY_MS = 800
GROUPS, SINGLES, ASIDE = "groups", "singles", "aside"


def read_groups(library: Library, *, singles: bool) -> list[Cluster]:
    """Return what the list shows, largest first; for a worker thread."""
    return group_views.single_faces(library) if singles else group_views.groups(library, min_faces=2)


class UnnamedPage(Page):
    """The list of groups, one group opened (`item`: its ClusterId), single faces, and what was put aside."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.groups = GroupNaming(session, self)
        self.apart = NamingApart(session, self)
        self._awaited: ClusterId | None = None  # the group to open, while it is read
        self.groups.who_requested.connect(self.apart.ask_at)
        self.model, self.rows = self.groups.model, self.groups.rows
        self.rows.typed.connect(self._begin_name)
        self.group = GroupView(session)
        self.group.field.cancelled.connect(self.setFocus)
        self.group.named.connect(self._on_group_named)
        self.group.back_requested.connect(self._bring_back)
        self.what = Segments(
            [(GROUPS, tr("Groups")), (SINGLES, tr("Single faces")), (ASIDE, tr("Put aside"))], tr("Shown")
        )
        self.what.chosen.connect(self._on_what)
        self._heading, self.count = label(tr("Unnamed"), "heading"), label(role="muted")
        self.hint = label(role="muted")
        head = page_head(self._heading, self.count, 1, self.what)
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
        TakenBack(session, self._group_opened, self._open_again, self)

    def _add_actions(self) -> None:
        aside = self.add_action("stranger", tr("A stranger: put the group aside"), "Del", self._put_aside, "not")
        aside.setAutoRepeat(False)  # held down to delete what was typed, it must not go on with the groups
        self.add_action("likely", tr("Give it the likely name"), "Ctrl+J", self.groups.name_likely, "check")
        self.add_action("expand", tr("Show the whole group"), "Ctrl+Down", self._expand)
        self.add_action("alike", tr("Find similar faces"), "Shift+Return", self._look_alike, "search")
        self.add_action("skip", tr("Next group"), "PgDown", lambda: self.rows.move_by(1))
        self.add_action("before", tr("Group before"), "PgUp", lambda: self.rows.move_by(-1))
        self.add_action("back_in", tr("Bring back the selected"), "Ctrl+R", self._bring_back, "undo")

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return tr("Unnamed")

    def take_focus(self) -> None:
        if self._stack.currentWidget() is self.rows.holder:
            self.setFocus()  # until there are rows
            self.rows.make_row_current(self.rows.current_row() or 0)
        else:
            (self._stack.currentWidget() or self).setFocus()

    def current_face(self) -> FaceId | None:
        """The face under the keyboard; of a row, the best one that is not left out."""
        if self._stack.currentWidget() is self.group:
            return self.group.grid.current_face() or next(iter(self.group.faces()), None)
        return self.groups.current_face()

    def show_item(self, item: Item) -> None:
        """item : a ClusterId to open, or None for the list."""
        if isinstance(item, int):
            self._open_group(ClusterId(item))
        elif self.what.choice() == ASIDE:
            self._awaited = None
            self._show_aside()
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
        elif begins_name(event) and self._stack.currentWidget() is self.rows.holder:
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
        if self.what.choice() == ASIDE:
            self._show_aside()
            return
        library, asked = self.session.library, self.what.choice()

        def show(found: Sequence[Cluster]) -> None:
            if self.what.choice() == asked:  # else the user has gone on, and answers need not come in order
                self._show(found, anew)

        self.session.runner.read(lambda: read_groups(library, singles=asked == SINGLES), show, self)

    def _show(self, found: Sequence[Cluster], anew: bool) -> None:
        had_focus = has_keyboard(self)  # while the rows change, the field is not there to keep it
        self._say_what(len(found))
        listed = self._stack.currentWidget() is not self.group
        if listed:
            self._turn_to(self.rows.holder if found else self._why_nothing(), had_focus)
        self.hint.setVisible(bool(found) and listed)
        self.groups.show(found, anew=anew, focus=had_focus and listed)

    def _say_what(self, count: int) -> None:
        """Say in the head how many are listed, and how one goes through them."""
        singles = self.what.choice() == SINGLES
        counted = tr("%n face(s)", None, count) if singles else tr("%n group(s)", None, count)
        self.count.setText(counted if count else "")
        how = tr("Click wrong faces off, type a name, Enter. Del: a stranger.")
        self.hint.setText(tr("Type a name, Enter. Del: a stranger.") if singles else how)

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
        if self.what.choice() == SINGLES:
            return self.no_singles
        return self.empty if len(self.session.people_cache) else self.nobody

    def _on_what(self, _choice: str) -> None:
        self.group.close_group()
        self.show_item(None)
        self.take_focus()

    # ------------------------------------------------------------ verbs
    def _put_aside(self) -> None:
        at = self.rows.current_row()
        if self._stack.currentWidget() is self.group:
            faces = self.group.grid.selected_faces()
            if faces:
                self.session.edit(lambda library: edits.ignore_faces(library, faces, IgnoreReason.STRANGER))
            elif self.group.cluster_id is not None:
                self._ignore(self.group.cluster_id, lambda _made: self.session.go("unnamed"))
        elif at is not None:
            cluster_id = self.model.cluster(at).id
            self._ignore(cluster_id)
            self.groups.go_on_from(cluster_id, at)

    def _ignore(self, cluster_id: ClusterId, then: Callable[[Edited], None] | None = None) -> None:
        self.session.edit(lambda library: edits.ignore_cluster(library, cluster_id), then)

    def _expand(self) -> None:
        if self._stack.currentWidget() is self.rows.holder:
            self.groups.open_group()

    # ------------------------------------------------------------ one group, and what was put aside
    def _open_group(self, cluster_id: ClusterId) -> None:
        library = self.session.library
        if cluster_id != self.group.cluster_id:
            self.group.close_group()  # nothing of another group is there to be named until this one is read
        self._awaited = cluster_id
        self._stack.setCurrentWidget(self.group)
        self.hint.hide()

        def show(found: Sequence[FaceRow]) -> None:
            if self._awaited == cluster_id:  # else the user has gone on, and answers need not come in order
                self.group.show_group(cluster_id, found, self.model.left_out(cluster_id))

        self.session.runner.read(lambda: face_views.rows_of_group(library, cluster_id), show, self)

    def _on_group_named(self, named: NameChoice) -> None:
        cluster_id = self.group.cluster_id
        if cluster_id is None:
            if faces := self.group.chosen_faces():  # none: the group is still being read
                naming.name_faces(self.session, self.window(), faces, named)
            return
        naming.name_cluster(
            self.session,
            self.window(),
            cluster_id,
            self.group.faces(),
            self.group.left_out(),
            named,
            None if named.and_open else lambda _made: self.session.go("unnamed"),
        )

    def _show_aside(self) -> None:
        library = self.session.library
        self.hint.hide()
        self.count.setText("")
        self.session.runner.read(lambda: face_views.rows_put_aside(library), self._fill_aside, self)

    def _group_opened(self) -> ClusterId | None:
        return self.group.cluster_id if self.group.isVisible() else None

    def _open_again(self, cluster_id: ClusterId) -> None:
        if self.isVisible():
            self.session.go("unnamed", cluster_id)

    def _fill_aside(self, found: Sequence[FaceRow]) -> None:
        if self.what.choice() == ASIDE:
            self.group.show_aside(found)
            self._stack.setCurrentWidget(self.group if found else self._none_aside)

    def _bring_back(self) -> None:
        faces = self.group.grid.selected_faces()
        if self.what.choice() == ASIDE and faces:
            self.session.edit(lambda library: edits.unignore_faces(library, faces))

    def _look_alike(self) -> None:
        if (face_id := self.current_face()) is not None:
            self.session.look_alike(face_id)
