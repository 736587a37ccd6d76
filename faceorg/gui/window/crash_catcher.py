"""An exception that no code expected -> its traceback in the log and in a signal, on whatever thread it happened."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal

_log = logging.getLogger("faceorg.gui")


class CrashCatcher(QObject):
    """Catches what no code expected.

    Signals
    -------
    crashed(str) : the traceback, on whatever thread it happened
    """

    crashed = Signal(str)

    def install(self) -> None:
        """Take over `sys.excepthook`."""
        sys.excepthook = self._on_exception

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        import traceback

        text = "".join(traceback.format_exception(kind, error, trace))
        _log.error("%s", text)
        self.crashed.emit(text)
