"""Paths <-> the addresses under which other programs take and give files, also where a name is no UTF-8.

Qt's own `fromLocalFile` and `toLocalFile` make another name of such a one: nothing is found under it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QUrl


def url_of(path: Path) -> QUrl:
    """Return the address of a file or folder."""
    if _is_text(path):
        return QUrl.fromLocalFile(str(path))
    return QUrl.fromEncoded(path.absolute().as_uri().encode())


def _is_text(path: Path) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:  # bytes that are no UTF-8 are lone surrogates in Python
        return False
    return True


def encoded(url: QUrl) -> str:
    """Return an address as programs pass it on."""
    return bytes(url.toEncoded().data()).decode()


def path_of(url: QUrl) -> Path:
    """Return the file or folder that the address of a local file means."""
    if sys.platform == "win32" or url.host():  # names there are text; a host is a share of Windows'
        return Path(url.toLocalFile())
    return Path(os.fsdecode(unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded))))
