"""Notices -> small bars over the foot of the page that say what happened, offer Undo, and go by themselves.

They lie above one another in one place, the newest lowest, and over nothing that can be clicked. News of something
else takes no Undo away; only the next edit does, for then it would take back something else than its sentence says.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPropertyAnimation, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QGraphicsOpacityEffect,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from shiboken6 import isValid

from faceorg.edits import Changes
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, label, row
from faceorg.gui.session.session import Notice, Session
from faceorg.gui.words.i18n import tr
from faceorg.library.opening.library import Edited

# Long enough to read a sentence and reach for Undo; a problem stays longer.
SHOWN_MS = 7000
FADE_MS = 160
MOST_SHOWN = 3
# What is clicked, typed in and moved on pages: no notice lies over it.
USED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSlider, QAbstractSpinBox)


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


class Toast(QObject):
    """The bars over a page area.

    foot_height : the height of what lies at the foot of the page in sight
    """

    def __init__(self, session: Session, host: QWidget, foot_height: Callable[[], int]) -> None:
        super().__init__(host)
        self._session, self._host, self._foot_height = session, host, foot_height
        self._bars: list[NoticeBar] = []
        self._last = NoticeBar(Notice(""), session.undo, host)
        self._last.hide()
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._place)
        self._watched: QWidget | None = None
        self._scrolled: list[QScrollBar] = []  # that move what lies under the bars
        host.installEventFilter(self)
        session.changed.connect(self._on_changed)

    # ------------------------------------------------------------ what is shown
    def isVisible(self) -> bool:
        return bool(self._bars)

    def bars(self) -> list[NoticeBar]:
        """Return the bars in sight, oldest first."""
        return list(self._bars)

    def text(self) -> str:
        """Return the newest sentence, also once it has gone."""
        return self._last.notice.text

    @property
    def more(self) -> QPushButton:
        """The button of what the newest notice offers."""
        return self._last.more

    @property
    def undo(self) -> QPushButton:
        """The button that takes back what the newest edit's notice told."""
        return next((bar.undo for bar in reversed(self._bars) if bar.notice.undo), self._last.undo)

    def show_notice(self, notice: Notice) -> None:
        for bar in [bar for bar in self._bars if bar.notice.text == notice.text]:
            self._take_away(bar)
        while len(self._bars) >= MOST_SHOWN:
            self._take_away(next((bar for bar in self._bars if not bar.offers), self._bars[0]))
        if not self._last.isVisible():
            self._last.deleteLater()
        made = self._last = NoticeBar(notice, self._session.undo, self._host)
        self._bars.append(made)
        made.finished.connect(lambda: self._take_away(made))
        made.installEventFilter(self)
        self._place()
        made.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(made, notice.text))

    def dismiss(self) -> None:
        for bar in self.bars():
            self._take_away(bar)

    def _take_away(self, bar: NoticeBar) -> None:
        if bar in self._bars:
            self._bars.remove(bar)
            bar.hold(True)
            bar.hide()
            if bar is not self._last:
                bar.deleteLater()
            self._place()

    def _on_changed(self, _changes: Changes, edited: Edited | None) -> None:
        """Something newer is what Undo takes back from here on."""
        if edited is not None:
            for bar in [bar for bar in self._bars if bar.notice.undo]:
                self._take_away(bar)

    # ------------------------------------------------------------ where
    def _place(self) -> None:
        """Above one another, as low as nothing that is used lies under them."""
        if not self._bars:
            return
        self._watch_page()
        area, gap = self._host.rect(), GRID // 2
        for bar in self._bars:
            bar.fit(max(200, area.width() - 4 * GRID))
        width = max(bar.width() for bar in self._bars)
        height = sum(bar.height() for bar in self._bars) + gap * (len(self._bars) - 1)
        side, bottom = self._free_place(QSize(width, height))
        for bar in reversed(self._bars):
            bottom -= bar.height()
            bar.move(self._left_of(side, bar.width()), bottom)
            bar.raise_()
            bottom -= gap

    def _left_of(self, side: Qt.AlignmentFlag, width: int) -> int:
        """Return the left edge of what is so wide and stands at this side of the page, or in its middle."""
        room, margin = self._host.width() - width, 2 * GRID
        if side == Qt.AlignmentFlag.AlignHCenter:
            return room // 2
        at_left = (side == Qt.AlignmentFlag.AlignLeading) != self._host.isRightToLeft()
        return margin if at_left else room - margin

    def _free_place(self, size: QSize) -> tuple[Qt.AlignmentFlag, int]:
        """Return where bars so large stand, and where the lowest one ends: above buttons and fields, but never in the
        upper half of the page. Where the middle is taken (settings have a field in every line), there is a side."""
        area, used = self._host.rect(), self._used()
        lowest = area.height() - self._foot_height() - 2 * GRID
        for side in (Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing):
            bars, bottom = QRect(QPoint(self._left_of(side, size.width()), 0), size), lowest
            while bottom - size.height() > area.height() // 2:
                bars.moveBottom(bottom)
                in_the_way = [place.top() for place in used if place.intersects(bars)]
                if not in_the_way:
                    return side, bottom
                bottom = min(in_the_way) - GRID
        return Qt.AlignmentFlag.AlignHCenter, lowest

    def _used(self) -> list[QRect]:
        """Return where the page in sight is clicked and typed in."""
        page = self._watched
        if page is None:
            return []
        parts = [part for kind in USED for part in page.findChildren(kind) if not isinstance(part, QScrollBar)]
        return [QRect(part.mapTo(self._host, part.rect().topLeft()), part.size()) for part in parts if part.isVisible()]

    def _watch_page(self) -> None:
        """Follow the page in sight: what it shows at its foot comes and goes, and it scrolls under the bars."""
        pages = [child for child in self._host.children() if isinstance(child, QWidget) and child.isVisible()]
        page = next((child for child in pages if child.objectName() == "page"), None)
        if page is not self._watched:
            if self._watched is not None and isValid(self._watched):
                self._watched.removeEventFilter(self)
            for bar in filter(isValid, self._scrolled):
                bar.valueChanged.disconnect(self._on_scrolled)
            self._watched, self._scrolled = page, []
            if page is not None:
                page.installEventFilter(self)
                self._scrolled = [area.verticalScrollBar() for area in page.findChildren(QScrollArea)]
                for bar in self._scrolled:
                    bar.valueChanged.connect(self._on_scrolled)

    def _on_scrolled(self, _value: int) -> None:
        if self._bars:
            self._again.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(watched, NoticeBar):
            if kind in (QEvent.Type.Enter, QEvent.Type.Leave):
                for bar in self._bars:
                    bar.hold(kind == QEvent.Type.Enter)
        elif self._bars and kind in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Hide):
            self._again.start()
        return False
