"""The window that is walked in: opened over a library, nothing in it waits for a hand; and what it says by the way."""

from __future__ import annotations

import gc
import logging
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog
from roam_model import Fault

from faceorg.errors import Cancelled
from faceorg.gui.look.theme import Theme
from faceorg.gui.session.session import Session
from faceorg.gui.window.main_window import MainWindow
from faceorg.library.helper.helper_process import HelperProcess
from faceorg.library.helper.in_process import InProcess
from faceorg.library.opening.library import Library

# A window that takes longer to open hangs.
PATIENCE_S = 120.0


def let_nothing_wait(put: Callable[[object, str, object], None]) -> None:
    """Have dialogs and programs that would wait for a hand answer at once; `put` sets an attribute, as setattr does."""
    put(QFileDialog, "getOpenFileName", staticmethod(lambda *_a, **_k: ("", "")))
    put(QFileDialog, "getExistingDirectory", staticmethod(lambda *_a, **_k: ""))
    put(QDesktopServices, "openUrl", staticmethod(lambda _url: True))
    for name, module in list(sys.modules.items()):  # who imported it has it by its own name
        if name.startswith("faceorg.gui") and hasattr(module, "show_in_file_manager"):
            put(module, "show_in_file_manager", lambda *_where: True)


@contextmanager
def opened(library: Library, settings: QSettings, *, helper_process: bool) -> Iterator[MainWindow]:
    """The window over a library, active; dialogs and programs that would wait for a hand answer at once."""
    from faceorg.gui.app import make_application

    app = make_application("en")
    let_nothing_wait(setattr)
    helper = HelperProcess(library) if helper_process else InProcess(library)
    session = Session(library, Theme(app, settings), settings, helper=helper)
    window = MainWindow(session)
    session.go("people")
    window.resize(1200, 800)
    window.show()
    window.activateWindow()
    ends = time.monotonic() + PATIENCE_S
    while window._warm_up._waiting or not session.people_cache.loaded or QApplication.activeWindow() is not window:
        assert time.monotonic() < ends, "the window does not open"
        app.processEvents()
        time.sleep(0.005)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        app.processEvents()


class _Ears(logging.Handler):
    """Log lines of errors, Qt's warnings, and exceptions in slots, as faults."""

    def __init__(self, hear: Callable[[Fault], None]) -> None:
        super().__init__(logging.ERROR)
        self.hear = hear

    def emit(self, record: logging.LogRecord) -> None:
        self.hear(Fault("exception", logging.Formatter().format(record)))

    def qt(self, kind: QtMsgType, _context: object, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and "This plugin does not" not in text:
            self.hear(Fault("exception", f"Qt: {text}"))

    def hook(self, kind: type[BaseException], error: BaseException, trace: object) -> None:
        import traceback

        if not isinstance(error, Cancelled):
            self.hear(Fault("exception", "".join(traceback.format_exception(kind, error, trace))))  # type: ignore[arg-type]


@contextmanager
def listening(hear: Callable[[Fault], None]) -> Iterator[None]:
    """Hear what goes wrong by the way: log lines of errors, Qt's warnings, exceptions in slots."""
    ears = _Ears(hear)
    logging.getLogger().addHandler(ears)
    before, sys.excepthook = sys.excepthook, ears.hook
    qt_before = qInstallMessageHandler(ears.qt)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(ears)
        sys.excepthook = before
        qInstallMessageHandler(qt_before)


def resident_mb() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss) / 2**20


def objects(window: MainWindow) -> Counter[str]:
    """Count Python's objects and Qt's by kind."""
    found = Counter(f"py {type(one).__name__}" for one in gc.get_objects())
    found.update(
        f"qt {type(one).__name__}" for top in QApplication.topLevelWidgets() for one in top.findChildren(QObject)
    )
    found.update(f"qt {type(one).__name__}" for one in window.session.findChildren(QObject))
    return found
