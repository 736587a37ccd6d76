"""Photos' paths -> the system's file manager with the files selected, or their folder where nothing can select."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QDesktopServices

from faceorg.gui.file_urls import encoded, url_of

if TYPE_CHECKING:
    from faceorg.gui.session.runner import Runner


def show_in_file_manager(
    runner: Runner, paths: Sequence[Path], told: Callable[[bool], object], owner: QObject | None
) -> None:
    """Open the file manager at files (one at least); `told` hears, on the GUI thread, whether something was opened.

    owner : who asked; gone, nobody is told
    """

    def asked(is_selected: bool) -> None:
        # Qt's own way speaks with the desktop through the GUI thread's event loop, and only there.
        told(is_selected or QDesktopServices.openUrl(url_of(paths[0].parent)))

    runner.read(lambda: _selected(paths), asked, owner)


def _selected(paths: Sequence[Path]) -> bool:
    """Have the file manager select files; whether one does. Waits for it: not for the GUI thread."""
    try:
        if sys.platform == "win32":
            # Explorer parses this by itself: quotes keep a comma in the name, and no name there can hold one.
            for first in {path.parent: path for path in reversed(paths)}.values():  # one is all it can select
                subprocess.Popen(f'explorer /select,"{first}"')
            return True
        if sys.platform == "darwin":
            subprocess.Popen(["open", "-R", *map(str, paths)])
            return True
    except OSError:  # a system without it
        return False
    return _by_dbus(paths)


def _by_dbus(paths: Sequence[Path]) -> bool:
    """The freedesktop way (org.freedesktop.FileManager1): Nautilus, Dolphin, Nemo and others select the files."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage  # the window opens without it

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    message = QDBusMessage.createMethodCall(
        "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1", "ShowItems"
    )
    message.setArguments([[encoded(url_of(path)) for path in paths], ""])
    return bool(bus.call(message, timeout=1500).type() == QDBusMessage.MessageType.ReplyMessage)
