"""A photo's path -> the system's file manager with the file selected, or its folder where nothing can select."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def show_in_file_manager(path: Path) -> bool:
    """Open the file manager at a file; return whether something was opened. Waits for it: not for the GUI thread."""
    if sys.platform == "win32":
        subprocess.Popen(["explorer", "/select,", str(path)])
        return True
    if sys.platform == "darwin":
        subprocess.Popen(["open", "-R", str(path)])
        return True
    return _by_dbus(path) or QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


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
