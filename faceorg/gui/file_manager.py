"""A photo's path -> the system's file manager with the file selected, or its folder where nothing can select."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from faceorg.gui.session.runner import Runner


def show_in_file_manager(runner: Runner, path: Path, told: Callable[[bool], object], owner: QObject | None) -> None:
    """Open the file manager at a file; `told` hears, on the GUI thread, whether something was opened.

    owner : who asked; gone, nobody is told
    """

    def asked(is_selected: bool) -> None:
        # Qt's own way speaks with the desktop through the GUI thread's event loop, and only there.
        told(is_selected or QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))))

    runner.read(lambda: _selected(path), asked, owner)


def _selected(path: Path) -> bool:
    """Have the file manager select a file; whether one does. Waits for it: not for the GUI thread."""
    try:
        if sys.platform == "win32":
            # Explorer parses this by itself: quotes keep a comma in the name, and no name there can hold one.
            subprocess.Popen(f'explorer /select,"{path}"')
            return True
        if sys.platform == "darwin":
            subprocess.Popen(["open", "-R", str(path)])
            return True
    except OSError:  # a system without it
        return False
    return _by_dbus(path)


def _by_dbus(path: Path) -> bool:
    """The freedesktop way (org.freedesktop.FileManager1): Nautilus, Dolphin, Nemo and others select the file."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage  # the window opens without it

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    message = QDBusMessage.createMethodCall(
        "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1", "ShowItems"
    )
    message.setArguments([[QUrl.fromLocalFile(str(path)).toString()], ""])
    return bool(bus.call(message, timeout=1500).type() == QDBusMessage.MessageType.ReplyMessage)
