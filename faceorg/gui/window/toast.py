"""Notices -> small bars over the foot of the page that say what happened, offer Undo, and go by themselves.

They lie above one another in one place, the newest lowest, and over nothing that can be clicked. News of something
else takes no Undo away; only the next edit does, for then it would take back something else than its sentence says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from shiboken6 import isValid

from faceorg.edits import Changes
from faceorg.gui.look.room import Room
from faceorg.gui.look.theme import GRID
from faceorg.gui.pages.base import PageStack
from faceorg.gui.session.session import Notice, Session
from faceorg.library.opening.library import Edited

if TYPE_CHECKING:  # made for the first notice [Note: The window opens without it]
    from faceorg.gui.window.notice_bar import NoticeBar

MOST_SHOWN = 3
# What is clicked, typed in and moved on pages: no notice lies over it.
USED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSlider, QAbstractSpinBox)


def _tells_of_the_same(before: Notice, now: Notice) -> bool:
    return before.text == now.text or bool(now.about and before.about == now.about)


class Toast(QObject):
    """The bars over a page area.

    foot_height : the height of what lies at the foot of the page in sight
    """

    def __init__(self, session: Session, host: PageStack, foot_height: Callable[[], int]) -> None:
        super().__init__(host)
        self._session, self._host, self._foot_height = session, host, foot_height
        self._bars: list[NoticeBar] = []
        self._newest: NoticeBar | None = None
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
        return self._newest.notice.text if self._newest is not None else ""

    @property
    def more(self) -> QPushButton:
        """The button of what the newest notice offers."""
        return self._last.more

    @property
    def undo(self) -> QPushButton:
        """The button that takes back what the newest edit's notice told."""
        return next((bar.undo for bar in reversed(self._bars) if bar.notice.undo), self._last.undo)

    def show_notice(self, notice: Notice) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        for bar in [bar for bar in self._bars if _tells_of_the_same(bar.notice, notice)]:
            self._take_away(bar)
        while len(self._bars) >= MOST_SHOWN:
            self._take_away(next((bar for bar in self._bars if not bar.offers), self._bars[0]))
        if self._newest is not None and not self._newest.isVisible():
            self._newest.deleteLater()
        made = self._newest = self._made(notice)
        self._bars.append(made)
        made.finished.connect(lambda: self._take_away(made))
        made.installEventFilter(self)
        self._place()
        made.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(made, notice.text))

    @property
    def _last(self) -> NoticeBar:
        """The newest bar, also once it has gone; an empty one before the first."""
        if self._newest is None:
            self._newest = self._made(Notice(""))
            self._newest.hide()
        return self._newest

    def _made(self, notice: Notice) -> NoticeBar:
        from faceorg.gui.window.notice_bar import NoticeBar

        return NoticeBar(notice, self._session.undo, self._host)

    def dismiss(self) -> None:
        for bar in self.bars():
            self._take_away(bar)

    def _take_away(self, bar: NoticeBar) -> None:
        if bar in self._bars:
            self._bars.remove(bar)
            bar.hold(True)
            bar.hide()
            if bar is not self._newest:
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
        page = self._host.page()
        if page is not self._watched:
            if self._watched is not None and isValid(self._watched):
                self._watched.removeEventFilter(self)
            for bar in filter(isValid, self._scrolled):
                bar.valueChanged.disconnect(self._on_scrolled)
            self._watched, self._scrolled = page, []
            if page is not None:
                page.installEventFilter(self)
                areas = [*page.findChildren(QScrollArea), *self._host.findChildren(Room)]
                self._scrolled = [area.verticalScrollBar() for area in areas]
                for bar in self._scrolled:
                    bar.valueChanged.connect(self._on_scrolled)

    def _on_scrolled(self, _value: int) -> None:
        if self._bars:
            self._again.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is not self._host and watched is not self._watched:  # a bar
            if kind in (QEvent.Type.Enter, QEvent.Type.Leave):
                for bar in self._bars:
                    bar.hold(kind == QEvent.Type.Enter)
        elif self._bars and kind in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Hide):
            self._again.start()
        return False
