"""A window over a small library, offscreen; any uncaught exception in a slot fails the test (pytest-qt's capture)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings

from faceorg.catalog import faces, photos
from faceorg.domain import FaceId
from faceorg.gui.main_window import MainWindow
from faceorg.gui.session import Session
from faceorg.gui.theme import Theme
from faceorg.library import ingest
from faceorg.library.library import Library

# pytest-qt waits 5 s; a laptop that builds something else meanwhile needs longer for one search of a library.
PATIENCE_MS = 30_000


@pytest.fixture
def qtbot(qtbot, monkeypatch: pytest.MonkeyPatch):
    """pytest-qt's robot, with more patience."""
    wait_until = qtbot.waitUntil
    monkeypatch.setattr(qtbot, "waitUntil", lambda check, *, timeout=PATIENCE_MS: wait_until(check, timeout=timeout))
    return qtbot


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


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory, shared: Path, pack_folder) -> Path:
    """A library of the 52 stills of ../shared/labelled/bbt, scanned once with a real pack: eight groups, no names."""
    pack_folder("edgeface_xs")
    folder = tmp_path_factory.mktemp("scanned") / "library"
    with pytest.MonkeyPatch.context() as patch, Library.open(folder) as library:
        patch.setenv("FACEORG_PACKS", str(shared / "models"))
        ingest.scan(library, [shared / "labelled" / "bbt"], pack="edgeface_xs", workers=1)
    return folder


@pytest.fixture
def library(scanned: Path, tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A copy of the scanned library, open for editing."""
    monkeypatch.setenv("FACEORG_PACKS", str(shared / "models"))
    shutil.copytree(scanned, tmp_path / "library")
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def window(qtbot, qapp, library: Library, ini: QSettings) -> Iterator[MainWindow]:
    """The window over that copy, active, so that keys arrive as they do for a user."""
    session = Session(library, Theme(qapp, ini), ini)
    made = MainWindow(session)
    qtbot.addWidget(made)
    problems: list[str] = []
    session.runner.crashed.connect(problems.append)
    session.go("people")
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    qtbot.waitUntil(lambda: session.everyone.loaded)
    yield made
    made.close()
    assert problems == []


@pytest.fixture
def person_of(library: Library):
    """person_of(folder) -> the faces that lie alone in the photos of labelled/bbt/<folder>."""

    def find(folder: str) -> list[FaceId]:
        found: list[FaceId] = []
        for photo in photos.all_photos(library.catalog):
            if photo.path.parent.name == folder:
                found += [face.id for face in faces.faces_of_photo(library.catalog, photo.id)]
        return found

    return find
