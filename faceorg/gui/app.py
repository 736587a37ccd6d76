"""`faceorg` without a verb -> the window. Builds everything once and passes it on; nothing else in this room does."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from faceorg import __version__
from faceorg.errors import LibraryProblem
from faceorg.gui import garbage, interpreter_lock
from faceorg.gui.jobs import scanning
from faceorg.gui.look.icons import app_icon
from faceorg.gui.look.theme import Theme
from faceorg.gui.session.session import Session
from faceorg.gui.window.crash_catcher import CrashCatcher
from faceorg.gui.window.main_window import MainWindow
from faceorg.gui.words.i18n import install_translators, tr
from faceorg.gui.words.messages import say_message
from faceorg.library.helper.helper_process import HelperProcess
from faceorg.library.opening.backups import restore
from faceorg.library.opening.open_library import open_library
from faceorg.library.views import photo_views
from faceorg.messages.codes import ProblemCode
from faceorg.traces import kind_of

_log = logging.getLogger(__name__)


def main(folder: Path | None, library_folder: Path) -> int:
    """Open the window over a library, scanning `folder` first if one is given; return the exit status."""
    settings = QSettings("faceorg", "faceorg")
    app = make_application(str(settings.value("language", "")))
    theme = Theme(app, settings)
    again: Callable[[], object] | None = _nothing
    status = 0
    while again is not None:
        try:
            again()
            library = open_library(library_folder, program="the faceorg window")
        except LibraryProblem as problem:
            _log.warning("the library cannot be opened: %s", kind_of(problem))
            if not wants_backup(problem):
                return 1
            again = partial(restore, library_folder)
            continue
        _log.info("faceorg %s", __version__)
        session = Session(library, theme, settings, helper=HelperProcess(library))
        status, again = show_window(app, session, folder)
        folder = None
    return status


def wants_backup(problem: LibraryProblem) -> bool:
    """Say why the library cannot be opened; offer a backup for a damaged one, and return whether it is wanted."""
    box = QMessageBox(QMessageBox.Icon.Critical, "faceorg", say_message(problem.message))
    box.addButton(QMessageBox.StandardButton.Close)
    offer = None
    if problem.code is ProblemCode.CATALOG_DAMAGED:
        offer = box.addButton(tr("Put the newest backup back"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    return offer is not None and box.clickedButton() is offer


def _nothing() -> None:
    """Stand in for the last deed of a window before the first one."""


def show_window(app: QApplication, session: Session, folder: Path | None) -> tuple[int, Callable[[], object] | None]:
    """Run the window until it closes; return the status, and what to do before it opens again (None: it does not)."""
    with session.library:
        window = MainWindow(session)
        catcher = CrashCatcher(app)
        catcher.crashed.connect(window.show_crash)
        catcher.install()
        open_first_page(window, folder)
        window.show()
        status = app.exec()
        window.deleteLater()
    return status, session.after_close


def make_application(language: str = "") -> QApplication:
    """Return the application with its name, icon and language ("": the system's)."""
    interpreter_lock.set_up()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    garbage.take_over(app)
    QCoreApplication.setApplicationName("faceorg")
    QCoreApplication.setApplicationVersion(__version__)
    app.setApplicationDisplayName("faceorg")
    app.setDesktopFileName("faceorg")
    app.setWindowIcon(app_icon())
    if language:
        QLocale.setDefault(QLocale(language))
    install_translators(app)
    return app


def open_first_page(window: MainWindow, folder: Path | None) -> None:
    """Show People, or the welcome page to somebody new; scan what was asked for, or look for new photos."""
    session = window.session
    known = photo_views.scanned_folders(session.library)
    session.go("people" if known or folder else "welcome")
    if folder is not None:
        QTimer.singleShot(0, window, lambda: scanning.scan(session, [folder]))
