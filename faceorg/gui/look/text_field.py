"""A field for text that keeps its keys to itself and takes no files: dropped or pasted, the window searches by them."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


def pastes_files(event: QKeyEvent) -> bool:
    """Whether a key pastes files that were copied: no field wants their addresses, the window searches by them."""
    return event.matches(QKeySequence.StandardKey.Paste) and QGuiApplication.clipboard().mimeData().hasUrls()


class TextField(QLineEdit):
    """A line of text that keeps Enter and Esc to itself: while somebody types, they are not the page's verbs.

    Signals
    -------
    cancelled() : Esc
    """

    cancelled = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish:
            self.setAcceptDrops(False)  # the address of a file is no text: the window searches by it
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and pastes_files(event):
            event.setAccepted(not is_override)  # the window's, unless a sheet keeps it from acting there: then nobody's
            return True
        if isinstance(event, QKeyEvent) and is_override and event.key() in _OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif _is_access_key(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _is_access_key(event: QKeyEvent) -> bool:
    """Whether a key is the letter of some menu, or of none here: Qt would type it. AltGr comes as Ctrl and Alt or as
    neither, and on macOS Alt (there Option) does make letters."""
    held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
    makes_a_letter = event.text() != "" and event.text().isprintable()
    return sys.platform != "darwin" and held == Qt.KeyboardModifier.AltModifier and makes_a_letter
