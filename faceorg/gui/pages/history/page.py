"""Every decision in plain words, newest first; one key takes back everything down to a chosen one, or takes in again
what was left out."""

from __future__ import annotations

from collections.abc import Collection, Hashable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStackedWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from faceorg.edits import Changes, Edit
from faceorg.gui.jobs import scanning
from faceorg.gui.look.face_painter import CORNER
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import EmptyState, button, column, label, page_head, row
from faceorg.gui.naming.group_naming import has_keyboard
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.history.history_model import HistoryModel, identity_of
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.roles import Role
from faceorg.gui.tiles.rows_by_identity import Index, RowsByIdentity
from faceorg.gui.words.i18n import tr
from faceorg.library.opening import history, omissions
from faceorg.library.opening.omissions import Line, Omission

# Further back nobody reads; undo itself goes back to the beginning.
MOST_EDITS = 3000
LINE = 5 * GRID
HEADING = 5 * GRID


class _EditDelegate(QStyledItemDelegate):
    """What was done, its time at the trailing edge; a day's first line has the day above it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, undone = self._session.theme, QRect(option.rect), bool(index.data(Role.OFF))
        heading = index.data(Role.COUNT)
        if heading:
            font = QFont(option.font)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(theme.color("text"))
            band = QRect(rect.x() + 12, rect.y(), rect.width() - 24, HEADING)
            painter.drawText(band, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading), heading)
            rect.setTop(rect.top() + HEADING + 4)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setBrush(theme.color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(rect, CORNER, CORNER)
        inner = rect.adjusted(12, 0, -12, 0)
        font = QFont(option.font)
        font.setStrikeOut(undone)
        painter.setFont(font)
        painter.setPen(theme.color("muted" if undone else "text"))
        room = inner.width() - 10 * GRID
        text = QFontMetrics(font).elidedText(index.data(Role.NAME), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), text)
        painter.setFont(option.font)
        painter.setPen(theme.color("muted"))
        when = index.data(Role.CAPTION)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing), when)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, LINE + (HEADING + 4 if index.data(Role.COUNT) else 0))


class _Edits(RowsByIdentity):
    """The list: an edit in hand stays in hand, whatever row it gets."""

    def identity(self, index: Index) -> Hashable | None:
        line = index.data(Role.ITEM)
        return identity_of(line) if line is not None else None

    def rows_of(self, identities: Collection[Hashable]) -> list[int]:
        model = self.model()
        assert isinstance(model, HistoryModel)
        return model.rows_of(identities)


class HistoryPage(Page):
    """The list with its button."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._asked, self._is_old = 0, True  # whether something may have been decided since it was read
        self.model = HistoryModel(self)
        self.list = _Edits()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_EditDelegate(session, self.list))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(tr("History"))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._on_current())
        self.back_to = button(tr("Undo up to here"), self._replay, "primary")
        self._hint = label("", "muted", wrap=True)
        self._empty = EmptyState(
            tr("Nothing was decided yet"),
            tr("Every name, merge and correction will stand here, and can be taken back at any time."),
            tr("Name someone"),
            lambda: session.go("unnamed"),
        )
        whole = column(spacing=GRID, margins=(24, 0, 24, 16))
        whole.addWidget(self.list, 1)
        foot = row(spacing=2 * GRID)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.back_to)
        whole.addLayout(foot)
        listed = QWidget()
        listed.setLayout(whole)
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(self._empty)
        layout = column(spacing=0)
        layout.addLayout(page_head(label(tr("History"), "heading"), 1))
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        self.add_action("replay", tr("Undo up to here"), "Return", self._replay, "undo")

    def title(self) -> str:
        return tr("History")

    def take_focus(self) -> None:
        if self.model.rowCount():
            self.list.setFocus()
        elif self._empty.button is not None:
            self._empty.button.setFocus()

    def show_item(self, item: Item) -> None:
        self._read()

    def refresh(self, changes: Changes) -> None:
        self._read()

    def _read(self) -> None:
        library, self._asked = self.session.library, self._asked + 1
        asked = self._asked

        def read() -> tuple[list[Edit], list[Omission]]:
            return history.history(library, MOST_EDITS), omissions.to_be_told(library)

        def show(found: tuple[list[Edit], list[Omission]]) -> None:
            if asked == self._asked:  # answers need not come in order
                self._is_old = False
                self._show(*found)

        self._is_old = True
        self.session.runner.read(read, show, self)

    def _show(self, edits: list[Edit], left_out: list[Omission]) -> None:
        # The next step back is in hand, until somebody takes another one in hand; that stays it until it was replayed.
        before = self._current()
        follows = before is None or self.list.currentIndex().row() == self.model.newest_done()
        self.model.show(edits, left_out)
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        newest = self.model.newest_done()
        now = self._current()
        if follows or now is None or before is None or now.undone != before.undone:
            self.list.setCurrentIndex(self.model.index(newest if newest is not None else 0, 0))
        self._on_current()
        if self.isVisible() and has_keyboard(self):
            self.take_focus()

    def _current(self) -> Line | None:
        index = self.list.currentIndex()
        return self.model.line(index.row()) if index.isValid() else None

    def _steps(self, edit: Edit) -> int:
        """How many edits the button would replay, from the edit in hand on."""
        at, newest = self.list.currentIndex().row(), self.model.newest_done()
        if edit.undone:
            return self.model.edits_between(at, (newest if newest is not None else self.model.rowCount()) - 1)
        return self.model.edits_between(newest or 0, at)

    def _on_current(self) -> None:
        line = self._current()
        self.back_to.setEnabled(line is not None)
        if isinstance(line, Omission):
            self.back_to.setText(tr("Leave it out again") if line.undone else tr("Take it in again"))
            kept = tr("No scan looks there. Taken in again, its photos come back with the names kept.")
            self._hint.setText(tr("It was taken in again.") if line.undone else kept)
            return
        again = line is not None and line.undone
        self.back_to.setText(tr("Do again up to here") if again else tr("Undo up to here"))
        if line is None:
            self._hint.setText("")
        elif again:
            self._hint.setText(tr("Does %Ln step(s) again.", None, self._steps(line)))
        else:
            told = tr("Takes back %Ln step(s). Nothing is lost: they can be done again.", None, self._steps(line))
            self._hint.setText(told)

    def _replay(self) -> None:
        edit, library = self._current(), self.session.library
        if edit is None or self._is_old:
            return  # more would be taken back than the page says, until it is read again
        if isinstance(edit, Omission):
            if edit.undone:
                scanning.leave_out(self.session, edit.what, edit.was_scanned)
            else:
                scanning.take_in_again(self.session, edit)
            return
        self.session.replay(lambda skip: history.go_to(library, edit, skip_broken=skip))
