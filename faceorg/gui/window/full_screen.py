"""The window on the whole screen; a page that fills it (a photo) without what stands around pages, too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from faceorg.gui.pages.base import Page

# Of a widget without a limit (Qt's QWIDGETSIZE_MAX).
_ANY_HEIGHT = (1 << 24) - 1


class FullScreen:
    """around : what stands around pages, and gives way to a page that fills the screen"""

    def __init__(self, window: QMainWindow, around: Sequence[QWidget]) -> None:
        self._window, self._around = window, around
        self._gave_way: list[QWidget] = []
        self._page: Page | None = None

    def toggle(self) -> None:
        """Take the whole screen, or be a window again, as large as before."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)
        self._settle()

    def leave(self) -> bool:
        """Be a window again; False: it is one."""
        if not self._window.isFullScreen():
            return False
        self.toggle()
        return True

    def show_page(self, page: Page) -> None:
        """Another page came in sight."""
        if self._page is not None and self._page is not page:
            self._page.show_alone(False)
        self._page = page
        self._settle()

    def _settle(self) -> None:
        page, full = self._page, self._window.isFullScreen()
        alone = full and page is not None and page.fills_screen
        if alone and not self._gave_way:
            self._gave_way = [part for part in self._around if part.isVisible()]
            for part in self._gave_way:
                part.hide()
        elif not alone:
            for part in self._gave_way:
                part.show()
            self._gave_way = []
            if full and not self._window.isFullScreen():
                # What came back made it wider than a screen below the least size: to Qt, no full screen any more.
                self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowFullScreen)
        # Hidden, a menu bar would take the keys of its verbs with it.
        self._window.menuBar().setMaximumHeight(0 if alone else _ANY_HEIGHT)
        if page is not None:
            page.show_alone(alone)
