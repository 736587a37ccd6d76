"""A window over a small library, and what is done in it before each picture (shots.py draws them)."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("FACEORG_SHARED", Path(__file__).resolve().parents[3] / "shared"))
# Pictures are here by then; what is left are fades and buttons that take their places.
SETTLED_MS = 700


class Desk:
    """A library and the window over it."""

    def __init__(self, library_folder: Path, theme: Any, settings: Any, size: tuple[int, int]) -> None:
        from faceorg.gui.session.session import Session
        from faceorg.gui.window.main_window import MainWindow
        from faceorg.library.opening.open_library import open_library

        self.library = open_library(library_folder)
        self.session = Session(self.library, theme, settings)
        self.window = MainWindow(self.session)
        self.session.go("people")
        self.window.resize(*size)


class Studio:
    """Two desks, one over an empty library, and the hands to work at them. `Scenes` has a method for each picture."""

    def __init__(
        self, library_folder: Path, out: Path, theme_name: str, *, rtl: bool, language: str, size: tuple[int, int]
    ) -> None:
        from PySide6.QtCore import QSettings, Qt

        from faceorg.gui.app import make_application
        from faceorg.gui.look.theme import Theme, ThemeChoice

        self.out, self.size = out, size
        self.app = make_application(language)
        if rtl:
            self.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._settings = QSettings(str(library_folder.parent / "window.ini"), QSettings.Format.IniFormat)
        self._theme = Theme(self.app, self._settings)
        self._theme.choose(ThemeChoice(theme_name))
        self._full = Desk(library_folder, self._theme, self._settings, size)
        self._bare: Desk | None = None
        self._bare_folder = library_folder.parent / "bare"
        self._at: Desk | None = None
        self._sit(self._full)
        self.wait(lambda: self.session.people_cache.loaded)

    def _sit(self, desk: Desk) -> None:
        """Work at this desk from now on."""
        if desk is not self._at:
            self._at = desk
            self.library, self.session, self.window = desk.library, desk.session, desk.window
            self.window.show()
            self.window.activateWindow()

    # ------------------------------------------------------------ hands
    @property
    def page(self) -> Any:
        return self.window.page

    def wait(self, check: Callable[[], object], turns: int = 1500) -> None:
        """Wait for so many turns of 40 ms: counted, for a process that was stopped meanwhile has not waited."""
        from PySide6.QtTest import QTest

        for _turn in range(turns):
            if check():
                return
            QTest.qWait(40)
        raise TimeoutError("the page did not fill")

    def settle(self) -> None:
        """Let layouts take their places."""
        from PySide6.QtTest import QTest

        QTest.qWait(300)

    def key(self, key: str) -> None:
        """Press a key sequence where the keyboard is."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(key))

    def type(self, text: str) -> None:
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def person(self, name: str) -> Any:
        return next(s.person.id for s in self.session.people_cache.summaries() if s.person.name.startswith(name))

    def photo(self, name: str) -> Any:
        from faceorg.catalog.pictures import photos

        return next(p.id for p in photos.all_photos(self.library.catalog) if p.path.name == name)

    def clean(self) -> None:
        """Begin anew: at the full desk, with nothing over the page, nothing selected and every toggle off."""
        from PySide6.QtCore import QPoint
        from PySide6.QtTest import QTest

        self.finish()
        self._sit(self._full)
        self.window.resize(*self.size)
        while (sheet := self.window.open_sheet()) is not None:
            sheet.close_sheet()
            QTest.qWait(10)
        self.window.toast.dismiss()
        self.window.search.clear()
        self.session.go("people")
        self.page.hidden.setChecked(False)
        self.page.grid.clearSelection()
        self.hover(self.window, QPoint(1, 1))

    def right_click(self, view: Any, row: int) -> None:
        """Ask a view for the menu of one of its items, as the right button does."""
        from PySide6.QtGui import QContextMenuEvent
        from PySide6.QtWidgets import QApplication

        where = view.visualRect(view.model().index(row, 0)).center()
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, where, view.viewport().mapToGlobal(where))
        QApplication.sendEvent(view.viewport(), event)

    def hover(self, widget: Any, where: Any = None) -> None:
        """Put the pointer on a widget, in its middle or at a point of it."""
        from PySide6.QtGui import QCursor
        from PySide6.QtTest import QTest

        at = widget.rect().center() if where is None else where
        QCursor.setPos(widget.mapToGlobal(at))
        QTest.mouseMove(widget, at)

    finish: Callable[[], None] = staticmethod(lambda: None)

    def bare(self) -> None:
        """Sit at the desk over an empty library."""
        self._bare = self._bare or Desk(self._bare_folder, self._theme, self._settings, self.size)
        self._sit(self._bare)

    # ------------------------------------------------------------ pictures
    def shoot(self, name: str) -> None:
        """Do what the picture shows, wait until all of it is here, and take it."""
        from PySide6.QtTest import QTest

        self.clean()
        getattr(self, name)()
        QTest.qWait(SETTLED_MS // 2)
        self.wait(lambda: not any(shelf._requests or shelf._asked for shelf in self._shelves()))
        QTest.qWait(SETTLED_MS // 2)
        self._picture().save(str(self.out / f"{name}.png"))
        while (popup := self.app.activePopupWidget()) is not None:
            popup.close()

    def _shelves(self) -> tuple[Any, Any]:
        return self.session.thumbnails, self.session.previews

    def _picture(self) -> Any:
        """The window with the menus that lie over it, or reach out of it."""
        from PySide6.QtCore import QPoint
        from PySide6.QtGui import QPainter
        from PySide6.QtWidgets import QMainWindow

        taken = self.window.grab()
        painter = QPainter(taken)
        for popup in self.app.topLevelWidgets():
            if popup.isVisible() and not isinstance(popup, QMainWindow):
                painter.drawPixmap(self.window.mapFromGlobal(popup.mapToGlobal(QPoint(0, 0))), popup.grab())
        painter.end()
        return taken
