"""A window over a small library, offscreen; any uncaught exception in a slot fails the test (pytest-qt's capture)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale, QMimeData, QPoint, QPointF, QRect, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.domain import FaceId
from faceorg.gui.look.theme import Theme
from faceorg.gui.session.session import Session
from faceorg.gui.window.first_size import WANTED
from faceorg.gui.window.main_window import MainWindow
from faceorg.gui.words.i18n import install_translators
from faceorg.library.helper.helper_process import HelperProcess
from faceorg.library.helper.in_process import InProcess
from faceorg.library.helper.verbs import Helper
from faceorg.library.opening.library import Library
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits as people_edits
from faceorg.library.scanning import ingest
from tests.gui import mouse

# pytest-qt waits 5 s; a laptop that builds something else meanwhile needs longer for one search of a library.
PATIENCE_MS = 60_000


@pytest.fixture
def qtbot(qtbot, monkeypatch: pytest.MonkeyPatch):
    """pytest-qt's robot, with more patience."""
    for name in ("waitUntil", "waitSignal", "waitActive", "waitExposed"):
        monkeypatch.setattr(qtbot, name, partial(getattr(qtbot, name), timeout=PATIENCE_MS))
    return qtbot


@pytest.fixture
def settled(qtbot):
    """settled(window): wait until the page has read what it wants to read, and shows it."""

    def wait(window: MainWindow) -> None:
        timers = window.page.findChildren(QTimer)
        qtbot.waitUntil(lambda: window.session.runner.is_idle and not any(timer.isActive() for timer in timers))
        before: list[QRect] = []
        while before != (now := _places(window)):  # what was shown is laid out: in several turns, where texts wrap
            QApplication.processEvents()
            before = now

    return wait


def _places(window: QWidget) -> list[QRect]:
    """Return where everything in sight stands."""
    return [part.geometry() for part in window.findChildren(QWidget) if part.isVisible()]


@pytest.fixture
def ini(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def english(qapp) -> Iterator[None]:
    """The window's English: its plurals ("1 photo", "2 photos") come from a language file, too."""
    installed = install_translators(qapp, QLocale(QLocale.Language.English))
    yield
    for translator in installed:
        qapp.removeTranslator(translator)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test marked `both_helpers` twice: its window asks this process, and a helper process as in the program."""
    if metafunc.definition.get_closest_marker("both_helpers"):
        kinds = [InProcess, HelperProcess]
        metafunc.parametrize("open_helper", kinds, indirect=True, ids=[kind.__name__ for kind in kinds])


@pytest.fixture
def open_helper(request: pytest.FixtureRequest) -> Callable[[Library], Helper]:
    """Who runs the long verbs of the window; a thread of this process, where nothing else is said."""
    return getattr(request, "param", InProcess)


@pytest.fixture
def empty_window(qtbot, qapp, english, tmp_path: Path, ini: QSettings, open_helper) -> Iterator[MainWindow]:
    """The window over a new, empty library."""
    with open_library(tmp_path / "library") as library:
        session = Session(library, Theme(qapp, ini), ini, helper=open_helper(library))
        window = MainWindow(session)
        window.resize(WANTED)  # as on a screen; offscreen has one of 800 x 800
        qtbot.addWidget(window)
        session.go("people")
        window.show()
        qtbot.waitExposed(window)
        yield window
        window.close()


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory, still_photos: Path, main_pack: Path) -> Path:
    """A library of the 52 stills, scanned once with a real pack: eight groups, no names."""
    folder = tmp_path_factory.mktemp("scanned") / "library"
    with pytest.MonkeyPatch.context() as patch, open_library(folder) as library:
        patch.setenv("FACEORG_PACKS", str(main_pack.parent))
        ingest.scan(library, [still_photos], pack=main_pack.name, workers=1)
    return folder


@pytest.fixture
def library(scanned: Path, tmp_path: Path, main_pack: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A copy of the scanned library, open for editing."""
    monkeypatch.setenv("FACEORG_PACKS", str(main_pack.parent))
    shutil.copytree(scanned, tmp_path / "library")
    with open_library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture(autouse=True)
def hands_off(qapp: QApplication) -> Iterator[None]:
    """Every test lets go of the mouse: a button that stays down, or an open menu, takes the clicks of later tests.

    One that does not fails, and only that one: it is let go of for it.
    """
    yield
    held = [str(one) for one in mouse.held()]
    mouse.let_go()
    assert held == []


@pytest.fixture
def window(qtbot, qapp, english, library: Library, ini: QSettings, open_helper) -> Iterator[MainWindow]:
    """The window over that copy, active, so that keys arrive as they do for a user."""
    session = Session(library, Theme(qapp, ini), ini, helper=open_helper(library))
    made = MainWindow(session)
    made.resize(WANTED)
    qtbot.addWidget(made)
    problems: list[str] = []
    session.runner.crashed.connect(problems.append)
    session.go("people")
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    qtbot.waitUntil(lambda: session.people_cache.loaded)
    yield made
    made.close()
    assert problems == []


@pytest.fixture
def person_of(library: Library):
    """person_of(folder) -> the faces that lie alone in the photos of the stills' <folder>."""

    def find(folder: str) -> list[FaceId]:
        found: list[FaceId] = []
        for photo in photos.all_photos(library.catalog):
            if photo.path.parent.name == folder:
                found += [face.id for face in faces.faces_of_photo(library.catalog, photo.id)]
        return found

    return find


# ---------------------------------------------------------------- what hands do
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def _dropped(window: QWidget, place: QPoint, data: QMimeData) -> bool:
    """Send what the system sends at the end of a drag; return whether somebody took it."""
    target, actions = window.childAt(place) or window, Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    inside = target.mapFrom(window, place)
    enter = QDragEnterEvent(inside, actions, data, LEFT, NONE)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    move = QDragMoveEvent(inside, actions, data, LEFT, NONE)
    move.setDropAction(enter.dropAction())
    move.accept()  # as the system does: who took the enter takes the moves, unless it says otherwise
    QApplication.sendEvent(target, move)
    if not move.isAccepted():
        return False
    drop = QDropEvent(QPointF(inside), actions, data, LEFT, NONE)
    QApplication.sendEvent(target, drop)
    return drop.isAccepted()


@pytest.fixture
def drop_files():
    """drop_files(widget, paths) -> bool: drop files of another program on the middle of a widget."""

    def drop(widget: QWidget, paths: list[Path]) -> bool:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        window = widget.window()
        return _dropped(window, widget.mapTo(window, widget.rect().center()), data)

    return drop


@pytest.fixture
def drag_row(monkeypatch: pytest.MonkeyPatch):
    """drag_row(view, row, onto) -> bool: press on a row, move, let go on another; whether it was taken there.

    The offscreen platform ends a drag at once: what the view packs is caught, and sent as the system would send it.
    """

    def drag(view: QAbstractItemView, row: int, onto: int) -> bool:
        model, packed = view.model(), QMimeData()
        pack = model.mimeData

        def caught(indexes: object) -> QMimeData:
            data = pack(indexes)
            for kind in data.formats():
                packed.setData(kind, data.data(kind))
            return data

        monkeypatch.setattr(model, "mimeData", caught)
        area, window = view.viewport(), view.window()
        start, end = (view.visualRect(model.index(at, 0)).center() for at in (row, onto))
        QTest.mousePress(area, LEFT, NONE, start)
        for point in (start + QPoint(8, 8), start + QPoint(40, 8)):
            QTest.mouseMove(area, point)
        assert packed.formats(), "the row cannot be dragged"
        taken = _dropped(window, area.mapTo(window, end), packed)
        QTest.mouseRelease(area, LEFT, NONE, end)
        return taken

    return drag


@pytest.fixture
def choose(qtbot):
    """choose(open_menu, text): do what opens a menu, and click the entry that begins with a text."""

    def click(menu: QMenu, text: str) -> None:
        entry = next((found for found in menu.actions() if found.text().replace("&", "").startswith(text)), None)
        if entry is None:
            offered = [found.text() for found in menu.actions()]
            menu.close()
            pytest.fail(f"no entry {text!r} among {offered}")
        QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(entry).center())

    def chosen(open_menu, text: str) -> None:
        done: list[bool] = []
        timer = QTimer(interval=20)

        def look() -> None:
            menu = QApplication.activePopupWidget()
            if isinstance(menu, QMenu):
                timer.stop()
                done.append(True)
                click(menu, text)

        timer.timeout.connect(look)
        timer.start()
        open_menu()  # a button with a menu waits here until an entry was clicked
        qtbot.waitUntil(lambda: bool(done))

    return chosen


@pytest.fixture
def right_click(qtbot):
    """right_click(view, row) -> what the menu that opens there offers; it is closed again."""

    def offered(view: QAbstractItemView, row: int) -> list[str]:
        where = view.visualRect(view.model().index(row, 0)).center()
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, where, view.viewport().mapToGlobal(where))
        QApplication.sendEvent(view.viewport(), event)
        qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        texts = [action.text().replace("&", "") for action in menu.actions()]
        menu.close()
        return texts

    return offered


@pytest.fixture
def known(library, window, qtbot, person_of):
    """A library where two people have a name already, so that a field has somebody to offer."""
    people_edits.name_faces(library, person_of("amy"), "Amy")
    people_edits.name_faces(library, person_of("penny"), "Penny")
    window.session.people_cache.reload()
    qtbot.waitUntil(lambda: len(window.session.people_cache) == 2)
    return library
