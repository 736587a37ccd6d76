"""A question to be answered before an edit: a card over the dimmed window. Esc cancels; the keyboard stays in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, column, label, row
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.keys import is_plain

_BACKDROP = QColor(0, 0, 0, 110)
# What scrolls inside a sheet takes at most this share of the window; the heading and the buttons need the rest.
SCROLLED_SHARE = 0.66


class Sheet(QWidget):
    """Covers the window it is opened in.

    Subclasses fill `body` (a column layout) and `buttons` (a row layout, the primary one last).

    Signals
    -------
    closed() : answered or cancelled
    """

    closed = Signal()

    def __init__(self, window: QWidget, heading: str, *, width: int = 640) -> None:
        super().__init__(window)
        self._host = window
        self._before = QApplication.focusWidget()
        self._first_answer: QWidget | None = None
        self.card = QFrame()
        self.card.setObjectName("sheetCard")
        self.card.setMinimumWidth(min(width, max(320, window.width() - 4 * GRID)))
        self.card.setMaximumWidth(max(width, 320))
        self.heading = label(heading, "heading", wrap=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * GRID)
        self.buttons: QHBoxLayout = row(1, spacing=GRID)
        inside = column(self.heading, spacing=2 * GRID, margins=(24, 20, 24, 20))
        inside.addLayout(self.body, 1)
        inside.addLayout(self.buttons)
        self.card.setLayout(inside)
        centred = column(1, spacing=0, margins=(16, 16, 16, 16))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        centred.addLayout(middle)
        centred.addStretch(1)
        self.setLayout(centred)
        self.setAccessibleName(heading)
        self.setAcceptDrops(True)  # and take none: nothing is dropped on what lies behind an open question
        window.installEventFilter(self)

    def add_cancel(self) -> None:
        self.buttons.addWidget(button(tr("Cancel"), self.cancel))

    def scrolled(self, inner: QWidget) -> QScrollArea:
        """Put something that may be long into the body, with a scroll bar where it does not fit."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }")
        # As high as what is in it, but never higher than most of the window.
        wanted = inner.sizeHint().height() + 2 * GRID
        area.setMinimumHeight(min(wanted, max(160, round(self._host.height() * SCROLLED_SHARE))))
        self.body.addWidget(area, 1)
        return area

    def open(self) -> None:
        """Show the sheet and give it the keyboard, unless the same is asked already: by a key pressed twice, say."""
        if any(map(self._asks_the_same, self._host.findChildren(type(self)))):
            self.deleteLater()
            return
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self.take_focus()

    def _asks_the_same(self, other: Sheet) -> bool:
        return other is not self and other.isVisible() and other.heading.text() == self.heading.text()

    def take_focus(self) -> None:
        """Focus what the user most likely wants; by default the last button."""
        (self._last_button() or self).setFocus()

    def await_answer(self, first: QWidget) -> None:
        """Take the keyboard without offering an answer to it: the Enter that opened a question, pressed twice, must not
        answer it. Tab goes to `first`."""
        self._first_answer = first
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    def _last_button(self) -> QWidget | None:
        last = self.buttons.itemAt(self.buttons.count() - 1)
        return last.widget() if last is not None else None

    def cancel(self) -> None:
        self.close_sheet()

    def close_sheet(self) -> None:
        self.hide()
        if self._before is not None and _is_alive(self._before) and self._before.isVisible():
            self._before.setFocus()
        elif (focused := QApplication.focusWidget()) is not None and self.isAncestorOf(focused):
            focused.clearFocus()  # the window gives the keyboard to the page
        self.closed.emit()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain(event):
            self._on_enter()
        event.accept()

    def _on_enter(self) -> None:
        """Press the button that has the keyboard; from a date, a dial or a text, the one that goes on."""
        focused = QApplication.focusWidget()
        if self._first_answer is not None and not isinstance(focused, QAbstractButton):
            return
        pressed = focused if focused is not None and self.isAncestorOf(focused) else None
        if not isinstance(pressed, QAbstractButton):
            pressed = self._last_button()
        if isinstance(pressed, QAbstractButton):
            pressed.click()

    def event(self, event: QEvent) -> bool:
        # Window shortcuts must not act behind the sheet.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the card."""
        if not self.isVisible():
            return False
        # WORKAROUND: PySide6 6.11 takes what nextInFocusChain() returns for a child of the caller, and declares it dead
        # together with the caller; the children in the order of their making serve as well.
        stops = [
            widget
            for widget in self.card.findChildren(QWidget)
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        if not stops:
            return False
        focused = QApplication.focusWidget()
        if self._first_answer in stops and focused not in stops:
            self._first_answer.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        at = stops.index(focused) if focused in stops else -1 if forward else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.cancel()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _BACKDROP)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host:
            self.setGeometry(self._host.rect())
        return False


def _is_alive(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return bool(isValid(widget))
