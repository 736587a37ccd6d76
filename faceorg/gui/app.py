"""`faceorg` without a verb -> the window. Builds everything once and passes it on; nothing else in this room does."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from faceorg import __version__
from faceorg.errors import LibraryProblem
from faceorg.gui import garbage, interpreter_lock, screen
from faceorg.gui.look.icons import app_icon
from faceorg.gui.look.theme import Theme
from faceorg.gui.session.session import LastDeed, Session
from faceorg.gui.window.crash_catcher import CrashCatcher
from faceorg.gui.window.main_window import MainWindow
from faceorg.gui.words.i18n import install_translators, tr
from faceorg.library.helper.helper_process import HelperProcess
from faceorg.library.opening import omissions
from faceorg.library.opening.library import Library
from faceorg.library.opening.locking import WINDOW, host
from faceorg.library.opening.open_library import open_or_look
from faceorg.library.views import photo_views
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message
from faceorg.messages.text import Language
from faceorg.traces import kind_of

_log = logging.getLogger(__name__)


def main(folder: Path | None, library_folder: Path, *, no_screen: Callable[[], str] = str) -> int:
    """Open the window over a library, scanning `folder` first if one is given; return the exit status.

    no_screen : gives what the terminal is told where no window can be opened, with which the process ends
    """
    settings = QSettings("faceorg", "faceorg")
    with screen.needed(no_screen):
        app = make_application(str(settings.value("language", "")))
    theme = Theme(app, settings)
    again: LastDeed | None = _nothing
    told: list[Message] = []
    status, opens_at = 0, None
    while again is not None:
        try:
            told += again()
        except LibraryProblem as problem:
            _log.warning("the last deed of a window: %s", kind_of(problem))
            told.append(problem.message)
        try:
            library = open_or_look(library_folder, program=WINDOW, tell=told.append)
            session = _begin(library, theme, settings)
        except LibraryProblem as problem:
            from faceorg.library.opening import second_start

            _log.warning("the library cannot be opened: %s", kind_of(problem))
            if is_open_in_a_window(problem) and second_start.ask_first(library_folder, folder):
                return 0
            from faceorg.gui.jobs import maintenance
            from faceorg.gui.window.cannot_open import backup_wanted

            backup = backup_wanted(problem, library_folder, told)
            told.clear()
            if backup is None:
                return 1
            again = partial(maintenance.put_backup_in_place, library_folder, backup)
            continue
        _log.info("faceorg %s", __version__)
        session.opens_at = opens_at
        status, again = show_window(app, session, folder, told)
        folder, opens_at = None, session.opens_at
    if told:  # what was said while the library closed
        from faceorg.gui.window.cannot_open import tell_without_window

        tell_without_window(told)
    return status


def _begin(library: Library, theme: Theme, settings: QSettings) -> Session:
    """Return a session over a library, which is closed again if it cannot be read."""
    try:
        return Session(library, theme, settings, helper=HelperProcess(library))
    except LibraryProblem:
        with suppress(LibraryProblem):  # the first one is what is told
            library.close()
        raise


def is_open_in_a_window(problem: LibraryProblem) -> bool:
    """Whether another window on this computer has the library, and no verb of the command line."""
    if problem.code is not ProblemCode.LIBRARY_LOCKED:
        return False
    return problem.fields["program"] == Message(ReasonCode.WINDOW_OF_FACEORG) and problem.fields["host"] == host()


def _nothing() -> Sequence[Message]:
    """Stand in for the last deed of a window before the first one."""
    return ()


def show_window(
    app: QApplication, session: Session, folder: Path | None, told: list[Message]
) -> tuple[int, LastDeed | None]:
    """Run the window until it closes; return the status, and what to do before it opens again (None: it does not).

    told : what the user should know, shown and taken out; what closing has to say is in it afterwards
    """
    status = 1  # where the library fails before there is a window
    try:
        with session.library:
            window = MainWindow(session)
            catcher = CrashCatcher(app)
            catcher.crashed.connect(window.show_crash)
            catcher.problem_met.connect(session.runner.problem_reported)
            catcher.install()
            open_first_page(window, folder)
            window.show()
            if told:
                from faceorg.gui.sheets.told import ToldSheet

                ToldSheet(window, told).open()
                told.clear()
            status = app.exec()
            window.deleteLater()
    except LibraryProblem as problem:  # a backup that could not be written, say; everything is closed all the same
        _log.warning("closing: %s", kind_of(problem))
        told.append(problem.message)
    return status, session.after_close


def make_application(language: str = "") -> QApplication:
    """Return the application with its name, icon and language ("": FACEORG_LANGUAGE, else the system's)."""
    interpreter_lock.set_up()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    garbage.take_over(app)
    QCoreApplication.setApplicationName("faceorg")
    QCoreApplication.setApplicationVersion(__version__)
    app.setApplicationDisplayName("faceorg")
    app.setDesktopFileName(os.environ.get("FLATPAK_ID", "faceorg"))  # there its desktop entry has another name
    app.setWindowIcon(app_icon())
    if language := language or _language_of_the_environment():
        QLocale.setDefault(QLocale(language))
    install_translators(app)
    return app


def _language_of_the_environment() -> str:
    """FACEORG_LANGUAGE where the window speaks it: else numbers and dates would be in another language than texts."""
    said = os.environ.get("FACEORG_LANGUAGE", "")
    return said if Language.spoken(said) is not None else ""


def open_first_page(window: MainWindow, folder: Path | None) -> None:
    """Show People, or the welcome page to somebody new, or where the window was; scan what was asked for."""
    session = window.session
    if session.opens_at is not None:
        session.navigation_requested.emit(session.opens_at)
        session.opens_at = None
        session.notice(tr("The library can be changed again."))
        return
    known = photo_views.scanned_folders(session.library) or omissions.omissions(session.library)
    session.go("people" if known or folder else "welcome")
    if folder is not None:
        from faceorg.gui.jobs import scanning

        QTimer.singleShot(0, window, lambda: scanning.scan(session, [folder]))
