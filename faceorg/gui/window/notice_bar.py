"""One notice -> a small bar that says it, offers Undo or what else it offers, and goes by itself after a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QWidget

from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, label, row
from faceorg.gui.session.session import Notice
from faceorg.gui.words.i18n import tr

# Long enough to read a sentence and reach for Undo; a problem stays longer.
SHOWN_MS = 7000
FADE_MS = 160


class NoticeBar(QFrame):
    """One notice.

    Signals
    -------
    finished() : its time is over, or it was answered
    """

    finished = Signal()

    def __init__(self, notice: Notice, undo: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setObjectName("toast")
        self._text = label(notice.text, wrap=True)
        self.setToolTip(notice.details)
        self.undo = button(tr("Undo"), lambda: self._answer(undo))
        self.undo.setAccessibleDescription(tr("Takes the last change back"))
        action = notice.action
        self.more = button(action[0] if action else "", lambda: self._answer(action[1]) if action else None)
        for made in (self.undo, self.more):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where the user works
        self.setLayout(row(self._text, self.more, self.undo, spacing=GRID, margins=(16, 6, 8, 6)))
        self.undo.setVisible(notice.undo)  # in a layout by now: else they were windows of their own
        self.more.setVisible(action is not None)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.finished)
        self._timer.start()
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(FADE_MS)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.start()

    @property
    def offers(self) -> bool:
        """Whether there is something to click."""
        return self.notice.undo or self.notice.action is not None

    def _answer(self, act: Callable[[], None]) -> None:
        self.finished.emit()
        act()

    def fit(self, most_px: int) -> None:
        """Be as wide as the words; where they have no room in a line, so high as they need in the width there is."""
        beside = sum(made.sizeHint().width() + GRID for made in (self.more, self.undo) if not made.isHidden())
        wanted = self._text.fontMetrics().horizontalAdvance(self.notice.text) + GRID
        self._text.setFixedWidth(min(wanted, most_px - beside - 3 * GRID))
        self.setMaximumWidth(most_px)
        self.adjustSize()

    def hold(self, held: bool) -> None:
        """Stay while somebody is about to answer; afterwards for as long as a new notice."""
        self._timer.stop() if held else self._timer.start()
