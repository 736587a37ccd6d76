"""A screen that does not open -> a sentence and an exit status, where Qt would abort the process with a core dump."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

NO_SCREEN = 1
# Qt says it in English wherever it runs (QGuiApplication, init_platform).
_NO_PLUGIN, _NO_DISPLAY = "no Qt platform plugin", "display"


@contextmanager
def needed(sentence: Callable[[], str]) -> Iterator[None]:
    """Leave the process with what `sentence` says and status NO_SCREEN if Qt finds no screen meanwhile.

    What Qt says meanwhile comes afterwards. Of a display that does not answer it says nothing more than the sentence;
    anything else may be a library that is missing, and stands before the sentence.
    """
    held: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg and _NO_PLUGIN in text:
            known = any(_NO_DISPLAY in line for line in held)
            _print([*([] if known else [*held, text.strip()]), sentence()])
            os._exit(NO_SCREEN)  # the caller in Qt would abort
        held.append(text)
        if kind is QtMsgType.QtFatalMsg:
            _print(held)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        _print(held)


def _print(lines: list[str]) -> None:
    if sys.stderr is not None:  # a window on Windows has none
        for line in lines:
            print(line, file=sys.stderr, flush=True)
