"""`faceorg` without a verb -> the window. Builds everything once and passes it on; nothing else in this room does."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from faceorg import __version__
from faceorg.errors import LibraryProblem
from faceorg.gui import work
from faceorg.gui.crash import CrashCatcher
from faceorg.gui.i18n import install_translators
from faceorg.gui.icons import app_icon
from faceorg.gui.main_window import MainWindow
from faceorg.gui.session import Session
from faceorg.gui.theme import Theme
from faceorg.library.library import Library

# A thread that computes hands the interpreter over after this long: Python's usual 5 ms are a third of a frame.
SWITCH_INTERVAL_S = 0.001


def main(folder: Path | None, library_folder: Path) -> int:
    """Open the window over a library, scanning `folder` first if one is given; return the exit status."""
    app = make_application()
    settings = QSettings("faceorg", "faceorg")
    theme = Theme(app, settings)
    try:
        library = Library.open(library_folder, program="the faceorg window")
    except LibraryProblem as problem:
        QMessageBox.critical(None, "faceorg", str(problem))
        return 1
    with library:
        session = Session(library, theme, settings)
        window = MainWindow(session)
        catcher = CrashCatcher(app)
        catcher.crashed.connect(window.show_crash)
        catcher.install()
        open_first_page(window, folder)
        window.show()
        status = app.exec()
    return status


def make_application() -> QApplication:
    """Return the application with its name, icon and language."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    QCoreApplication.setApplicationName("faceorg")
    QCoreApplication.setApplicationVersion(__version__)
    app.setApplicationDisplayName("faceorg")
    app.setDesktopFileName("faceorg")
    app.setWindowIcon(app_icon())
    install_translators(app)
    return app


def open_first_page(window: MainWindow, folder: Path | None) -> None:
    """Show People, or the welcome page to somebody new; scan what was asked for, or look for new photos."""
    session = window.session
    known = work.known_folders(session.library)
    session.go("people" if known or folder else "welcome")
    if folder is not None:
        QTimer.singleShot(0, window, lambda: work.scan(session, [folder]))
