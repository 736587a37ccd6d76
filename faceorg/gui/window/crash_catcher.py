"""An exception that no code expected -> its traceback in the log and in a signal, on whatever thread it happened."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from faceorg import log
from faceorg.traces import trace_of


class CrashCatcher(QObject):
    """Catches what no code expected: in slots, on other threads, while something is cleaned up.

    Signals
    -------
    crashed(str) : the traceback, on whatever thread it happened
    """

    crashed = Signal(str)

    def install(self) -> None:
        """Take over what Python does with exceptions that nobody caught."""
        log.catch_everything(self._on_exception)

    def _on_exception(self, error: BaseException) -> None:
        if isValid(self):  # at the end of the program the log has it all the same
            self.crashed.emit(trace_of(error))
