"""A Notice -> a small bar over the foot of the page that says what happened, offers Undo, and goes by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QWidget

from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, label, row
from faceorg.gui.session.session import Notice, Session
from faceorg.gui.words.i18n import tr

# Long enough to read a sentence and reach for Undo; a problem stays longer.
SHOWN_MS = 7000
FADE_MS = 160


class Toast(QFrame):
    """Lies over its parent, bottom centre; one notice at a time, the newest wins."""

    def __init__(self, session: Session, parent: QWidget, foot_height: Callable[[], int]) -> None:
        super().__init__(parent)
        self._session, self._host, self._foot_height = session, parent, foot_height
        self.setObjectName("toast")
        self._text = label(wrap=True)
        self.undo = button(tr("Undo"), self._on_undo)
        self.undo.setAccessibleDescription(tr("Takes the last change back"))
        self.more = button("", self._on_more)
        for made in (self.undo, self.more):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where the user works
        self._action: tuple[str, Callable[[], None]] | None = None
        self.setLayout(row(self._text, self.more, self.undo, spacing=GRID, margins=(16, 6, 8, 6)))
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.dismiss)
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(FADE_MS)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        parent.installEventFilter(self)
        self.hide()

    def text(self) -> str:
        return self._text.text()

    def show_notice(self, notice: Notice) -> None:
        self._text.setText(notice.text)
        self.undo.setVisible(notice.undo)
        self._action = notice.action
        self.more.setVisible(notice.action is not None)
        if notice.action:
            self.more.setText(notice.action[0])
        self._place()
        self.show()
        self.raise_()
        self._fade.start()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, notice.text))

    def dismiss(self) -> None:
        self._timer.stop()
        self.hide()

    def _on_undo(self) -> None:
        self.dismiss()
        self._session.undo()

    def _on_more(self) -> None:
        self.dismiss()
        if self._action:
            self._action[1]()

    def _place(self) -> None:
        most = max(200, self._host.width() - 4 * GRID)
        beside = sum(made.sizeHint().width() + GRID for made in (self.more, self.undo) if not made.isHidden())
        # As wide as its words, and where they have no room in a line, so high as they need in the width there is.
        wanted = self._text.fontMetrics().horizontalAdvance(self._text.text()) + GRID
        self._text.setFixedWidth(min(wanted, most - beside - 3 * GRID))
        self.setMaximumWidth(most)
        self.adjustSize()
        area = self._host.rect()
        foot = self._foot_height() + 2 * GRID
        self.move((area.width() - self.width()) // 2, area.height() - self.height() - foot)

    def enterEvent(self, event: QEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
