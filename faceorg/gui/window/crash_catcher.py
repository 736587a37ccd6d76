"""An exception that no code expected -> its traceback in the log and in a signal, on whatever thread it happened.

What the world refuses to a verb that a page calls at once (a setting that cannot be saved) is no bug: it is told as a
sentence.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from faceorg import log
from faceorg.errors import LibraryProblem
from faceorg.traces import trace_of


class CrashCatcher(QObject):
    """Catches what no code expected: in slots, on other threads, while something is cleaned up.

    Signals
    -------
    crashed(str) : the traceback, on whatever thread it happened
    problem_met(Message) : what a LibraryProblem says
    """

    crashed = Signal(str)
    problem_met = Signal(object)

    def install(self) -> None:
        """Take over what Python does with exceptions that nobody caught."""
        log.catch_everything(self._on_exception)

    def _on_exception(self, error: BaseException) -> None:
        if not isValid(self):
            return  # at the end of the program the log has it all the same
        if isinstance(error, LibraryProblem):
            self.problem_met.emit(error.message)
        else:
            self.crashed.emit(trace_of(error))
