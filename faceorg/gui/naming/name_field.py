"""A field to type who somebody is: people like what is typed below it, with covers and counts, and "new person" last.

Enter takes the marked line. While nothing is typed no line is marked and Enter does nothing: people are offered, nobody
is chosen until a letter or an arrow says so. Then the new person with the name as typed is marked, or, if somebody has
just that name, that somebody: it is the page's part to ask whether they are one (`Named.namesakes` is not empty). Tab
completes the first person, Down and Up mark another line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from faceorg.domain import FaceId, PersonId
from faceorg.gui.look.icons import pixmap
from faceorg.gui.look.text_field import pastes_files
from faceorg.gui.look.theme import GRID
from faceorg.gui.session.completion import Candidate
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.roles import Role
from faceorg.gui.words.i18n import number, tr

LINE = 5 * GRID
MOST_PEOPLE = 6
WIDEST = 64 * GRID
_OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class NameChoice:
    """What the user said.

    name : as typed, or the chosen person's
    person_id : the person that was chosen from the list, None for a name that was typed
    namesakes : the people who have the typed name already; empty when one was chosen
    and_open : Ctrl was held: go to the person afterwards
    """

    name: str
    person_id: PersonId | None = None
    namesakes: tuple[PersonId, ...] = ()
    and_open: bool = False


class _CompletionDelegate(QStyledItemDelegate):
    """A round cover with name and count; the last line is "new person"."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._session.theme, option.rect
        candidate: Candidate | None = index.data(Role.ITEM)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        if marked or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if marked else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        side = LINE - GRID
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        left = rect.right() - side - 3 if mirrored else rect.x() + 4
        text = rect.adjusted(GRID, 0, -side - 2 * GRID, 0) if mirrored else rect.adjusted(side + 2 * GRID, 0, -GRID, 0)
        painter.setFont(option.font)
        if candidate is not None:
            cover = QRectF(left, rect.y() + 4, side, side)
            self._session.faces.draw(painter, cover, candidate.cover_face_id, round_=True)
            painter.setPen(theme.color("muted"))
            aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
            counted = number(candidate.count)
            painter.drawText(text, int(aligned), counted)
            room = option.fontMetrics.horizontalAdvance(counted) + GRID
            text = text.adjusted(room, 0, 0, 0) if mirrored else text.adjusted(0, 0, -room, 0)
        else:
            icon = pixmap("plus", theme.color("muted"), 20, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPoint(left + (side - 20) // 2, rect.y() + (LINE - 20) // 2), icon)
        painter.setPen(theme.color("text"))
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if marked else QFont.Weight.Normal)
        painter.setFont(font)
        shown = QFontMetrics(font).elidedText(index.data(), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, LINE)


class NameField(QLineEdit):
    """The field and its list, which lies over the window so that nothing cuts it off.

    Signals
    -------
    named(NameChoice) : Enter, Ctrl+Enter, or a click in the list
    cancelled() : Esc while the list is closed
    moved(int) : Up (-1) and Down (1) while nothing is typed, for rows of a list
    """

    named = Signal(object)
    cancelled = Signal()
    moved = Signal(int)
    lends_keys = True  # while nothing is typed, some keys are the page's

    def __init__(self, session: Session, parent: QWidget | None = None, *, new_people: bool = True) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)  # the address of a file is no name: the window searches by it
        self._session, self._new_people = session, new_people
        self._likely: tuple[PersonId, ...] = ()
        self._left_out: PersonId | None = None
        # Told of Tab (1) and Shift+Tab (-1) while nothing is typed; whether that led somewhere, else Qt goes on.
        self.next_by_tab: Callable[[int], bool] = lambda _step: False
        self._about: frozenset[FaceId] = frozenset()
        self._typed_for: frozenset[FaceId] = frozenset()
        self.new_text = tr("New person “{name}”")
        self.setPlaceholderText(tr("Name"))
        self.setAccessibleName(tr("Name"))
        self._model = QStandardItemModel(self)
        self._list: QListView | None = None
        self.textEdited.connect(self._on_typed)
        session.thumbnails.arrived.connect(self._on_arrived)
        session.people_cache.changed.connect(self._take_the_gone_away)

    def set_likely(self, person_ids: tuple[PersonId, ...]) -> None:
        """Offer these people before others while nothing is typed."""
        self._likely = person_ids

    def likely(self) -> tuple[PersonId, ...]:
        return self._likely

    def leave_out(self, person_id: PersonId | None) -> None:
        """Never offer this person: who it is already is no answer."""
        self._left_out = person_id

    def offer(self) -> None:
        """Open the list although nothing is typed yet."""
        self._on_typed(self.text())

    def set_about(self, faces: Iterable[FaceId], *, awaited: bool = False) -> None:
        """Say which faces a name typed here is for. A draft that was begun for others is dropped with its list; one
        that was begun for some of them stays, so that a wrong face can be taken off while the name is typed.

        awaited : these are what the draft was begun for, while they were still being read
        """
        self._about = frozenset(faces)
        if awaited:
            self._typed_for = self._about if self.text() else frozenset()
        elif self._typed_for.isdisjoint(self._about):
            self.drop_draft()

    def clear(self) -> None:
        """Empty the field for good: Qt's own way keeps what was typed, and Ctrl+Z would bring it back for others."""
        self.setText("")

    def drop_draft(self) -> None:
        """What the draft was for goes out of sight, and the draft with it."""
        self._typed_for = frozenset()
        self.close_list()
        self.clear()

    def begin(self, letter: str) -> None:
        """Take the keyboard with the first letter of a name, which was typed while something else had it."""
        self.setFocus()
        self.setText(letter)
        self.offer()

    # ------------------------------------------------------------ the list
    def lines(self) -> list[str]:
        """Return what the open list says, line by line."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())] if self.list_is_open() else []

    def list_is_open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def close_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def list_view(self) -> QListView:
        window = self.window()
        if self._list is None or self._list.parentWidget() is not window:
            made = QListView(window)
            made.setObjectName("completions")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setUniformItemSizes(True)
            made.setMouseTracking(True)
            made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.setAccessibleName(tr("People"))
            made.setModel(self._model)
            made.setItemDelegate(_CompletionDelegate(self._session, made))
            made.clicked.connect(self._on_line_clicked)
            self._model.setParent(made)  # the list may outlive the field for a moment, and needs its lines until then
            self.destroyed.connect(made.deleteLater)
            self._list = made
        return self._list

    def _on_typed(self, text: str) -> None:
        people_cache, typed = self._session.people_cache, " ".join(text.split())
        self._typed_for = (self._typed_for or self._about) if typed else frozenset()
        completer = people_cache.completer()
        found = completer.complete(typed, MOST_PEOPLE + 1) if typed else self._likely_people()
        found = [candidate for candidate in found if candidate.person_id != self._left_out][:MOST_PEOPLE]
        self._model.clear()
        for candidate in found:
            self._add(candidate.name, candidate)
        if typed and self._new_people:
            self._add(self.new_text.format(name=typed), None)
        if not typed:
            self._open(marked=None)
            return
        exact = bool(found and found[0].name.casefold() == typed.casefold())
        self._open(marked=0 if exact or not self._new_people else self._model.rowCount() - 1)

    def _likely_people(self) -> list[Candidate]:
        known = [self._session.people_cache.get(person_id) for person_id in self._likely]
        likely = [Candidate(s.person.id, s.person.name, s.photos, s.person.cover_face_id) for s in known if s]
        others = [
            found
            for found in self._session.people_cache.completer().complete("", MOST_PEOPLE + 1)
            if found.person_id not in self._likely
        ]
        return likely + others

    def _add(self, text: str, candidate: Candidate | None) -> None:
        item = QStandardItem(text)
        item.setData(candidate, Role.ITEM)
        item.setToolTip(text)
        item.setEditable(False)
        if candidate is not None:  # two people may have one name
            item.setAccessibleText(f"{text}, " + tr("%Ln photo(s)", None, candidate.count))
        self._model.appendRow(item)

    def _open(self, marked: int | None) -> None:
        rows, view = self._model.rowCount(), self.list_view()
        view.setVisible(rows > 0)
        if not rows:
            return
        window = self.window()
        width, height = min(max(self.width(), 30 * GRID), WIDEST), rows * LINE + 12
        below = self.mapTo(window, QPoint(0, self.height() + 2))
        place = QRect(below.x(), below.y(), width, height)
        if place.bottom() > window.height():
            place.moveBottom(self.mapTo(window, QPoint(0, 0)).y() - 2)
        place.moveRight(min(place.right(), window.width() - GRID))
        view.setGeometry(place)
        view.raise_()
        view.setCurrentIndex(QModelIndex() if marked is None else self._model.index(marked, 0))

    def _take_the_gone_away(self) -> None:
        """Whose name was taken back is offered no more; else no line moves under the pointer."""
        rows = range(self._model.rowCount() if self.list_is_open() else 0)
        offered = [candidate for row in rows if (candidate := self._model.item(row).data(Role.ITEM)) is not None]
        if any(self._session.people_cache.get(candidate.person_id) is None for candidate in offered):
            self._on_typed(self.text())

    def _on_arrived(self, _face_ids: list[int]) -> None:
        if self._list is not None and self._list.isVisible():
            self._list.viewport().update()

    # ------------------------------------------------------------ answers
    def _on_line_clicked(self, index: QModelIndex) -> None:
        self._completed = True  # the line that was clicked was chosen, even if it says just what was typed
        self._take(index.row(), and_open=False)

    def _take(self, row: int, *, and_open: bool) -> None:
        candidate: Candidate | None = self._model.item(row).data(Role.ITEM)
        typed = " ".join(self.text().split())
        exact = self._namesakes(typed)
        self.close_list()
        if candidate is None and not typed:
            return
        if candidate is not None and not (candidate.person_id in exact and self._typed_in_full(candidate)):
            self.named.emit(NameChoice(candidate.name, candidate.person_id, (), and_open))
        else:
            # The marked one comes first in the question.
            marked = candidate.person_id if candidate is not None else None
            exact = sorted(exact, key=lambda person_id: person_id != marked)
            self.named.emit(NameChoice(typed, None, tuple(exact), and_open))

    def _namesakes(self, typed: str) -> list[PersonId]:
        """Return the people of just this name, who has most photos first."""
        found = self._session.people_cache.completer().exact(typed) if typed else []
        return [who.person_id for who in sorted(found, key=lambda who: -who.count)]

    def _typed_in_full(self, candidate: Candidate) -> bool:
        return self._new_people and not self._completed and self.text().casefold() == candidate.name.casefold()

    _completed = False

    def _mark(self, step: int) -> None:
        view = self.list_view()
        at, rows = view.currentIndex().row(), self._model.rowCount()
        at = (at + step) % rows if at >= 0 else (0 if step > 0 else rows - 1)  # none was marked while nothing was typed
        view.setCurrentIndex(self._model.index(at, 0))
        self._completed = True  # a line that was moved to was chosen, even if it says just what was typed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, opened = event.key(), self.list_is_open()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._mark(step) if opened else self.moved.emit(step)
        elif key == Qt.Key.Key_Escape:
            if opened or self.text():
                self.close_list()
                self.clear()
            else:
                self.cancelled.emit()
        else:
            self._completed = False
            super().keyPressEvent(event)

    def _on_enter(self, and_open: bool) -> None:
        if self.list_is_open() and self._list is not None and self._list.currentIndex().isValid():
            self._take(self._list.currentIndex().row(), and_open=and_open)
        elif self.text().strip() and self._new_people:
            typed = " ".join(self.text().split())
            self.named.emit(NameChoice(typed, None, tuple(self._namesakes(typed)), and_open))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if pastes_files(event):
                event.setAccepted(event.type() != QEvent.Type.ShortcutOverride)  # see TextField
                return True
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in _OWN_KEYS:
                event.setAccepted(not self._leaves_to_page(event))
                return True
            lent = self.lends_keys and not self.text() and _is_for_the_page(event)
            if event.type() == QEvent.Type.ShortcutOverride and lent:
                event.ignore()
                return True
            if event.type() == QEvent.Type.KeyPress and self._on_tab(event.key()):
                return True
        if event.type() == QEvent.Type.FocusOut:
            self.close_list()
        return super().event(event)

    def _on_tab(self, key: int) -> bool:
        """Complete what is typed; where nothing is, go to what is asked next."""
        steps: dict[int, int] = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        if key in steps and not self.text() and self.next_by_tab(steps[key]):
            return True
        if key == Qt.Key.Key_Tab and self.list_is_open():
            self._complete_first()
            return True
        return False

    def _leaves_to_page(self, event: QKeyEvent) -> bool:
        """Alt+Enter is never a name; Shift+Enter is the page's while there is none."""
        held = event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier) and not self.text()
        return event.key() != Qt.Key.Key_Escape and (shift or bool(held & Qt.KeyboardModifier.AltModifier))

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_list()
        super().hideEvent(event)

    def _complete_first(self) -> None:
        candidate: Candidate | None = self._model.item(0).data(Role.ITEM)
        if candidate is not None:
            self.setText(candidate.name)
            self._on_typed(candidate.name)
            self._completed = True


def _is_for_the_page(event: QKeyEvent) -> bool:
    """While nothing is typed there is nothing to delete or undo here, and no name begins with a space or a digit: these
    keys go to the page's verbs first. Where the page has none for them, they are typed after all."""
    keys = QKeySequence.StandardKey
    undoing = event.matches(keys.Undo) or event.matches(keys.Redo)
    return undoing or event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Space) or event.text().isdigit()
