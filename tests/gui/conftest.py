"""A window over a small library, offscreen; any uncaught exception in a slot fails the test (pytest-qt's capture)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings

from faceorg.gui.main_window import MainWindow
from faceorg.gui.session import Session
from faceorg.gui.theme import Theme
from faceorg.library.library import Library


@pytest.fixture
def ini(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def empty_window(qtbot, qapp, tmp_path: Path, ini: QSettings) -> Iterator[MainWindow]:
    """The window over a new, empty library."""
    with Library.open(tmp_path / "library") as library:
        session = Session(library, Theme(qapp, ini), ini)
        window = MainWindow(session)
        qtbot.addWidget(window)
        session.go("people")
        window.show()
        qtbot.waitExposed(window)
        yield window
        window.close()
