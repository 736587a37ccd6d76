"""The frame: opens light, goes places and back, shows its keys, says what went wrong."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from faceorg import log
from faceorg.catalog import face_rows, people
from faceorg.domain import PhotoFilter
from faceorg.gui import file_manager
from faceorg.gui.look.theme import Theme
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session.session import Session
from faceorg.gui.window.crash import CrashSheet
from faceorg.gui.window.crash_catcher import CrashCatcher
from faceorg.gui.window.first_size import first_size
from faceorg.gui.window.main_window import MainWindow
from faceorg.gui.window.shortcut_sheet import ShortcutSheet
from faceorg.gui.words.i18n import install_translators
from faceorg.library.opening.open_library import open_library

HEAVY = ("numpy", "cv2", "onnxruntime", "insightface", "sklearn")


def test_the_window_opens_without_the_heavy_libraries() -> None:
    code = (
        "import sys, faceorg.gui.app, faceorg.gui.pages.registry as r\n"
        "from importlib import import_module\n"
        "for page in r.PAGES: import_module(page.module_path)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("room", "size"),
    [
        (QSize(2560, 1400), QSize(1200, 800)),
        (QSize(1280, 800), QSize(1200, 760)),  # a laptop, or twice as many pixels at 200 %
        (QSize(1920, 1040) / 2, QSize(944, 480)),
    ],
)
def test_the_first_window_lies_wholly_on_its_screen(room: QSize, size: QSize) -> None:
    assert first_size(room) == size


def test_a_window_without_a_size_of_its_own_opens_no_higher_than_the_screen(qtbot, qapp, tmp_path, ini) -> None:
    with open_library(tmp_path / "library") as library:
        window = MainWindow(Session(library, Theme(qapp, ini), ini))
        qtbot.addWidget(window)
        window.session.go("people")
        window.show()
        qtbot.waitExposed(window)
        assert window.height() < window.screen().availableSize().height()
        window.close()


def test_keys_go_back_and_forward_through_the_pages(qtbot, empty_window) -> None:
    empty_window.session.go("welcome")
    assert empty_window.trail.here.page == "welcome"
    qtbot.keyClick(empty_window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert empty_window.trail.here.page == "people"
    qtbot.keyClick(empty_window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert empty_window.trail.here.page == "welcome"


def test_the_side_buttons_of_a_mouse_go_back_and_forward(qtbot, empty_window) -> None:
    empty_window.session.go("welcome")
    middle = empty_window.rect().center()
    QTest.mouseClick(empty_window.windowHandle(), Qt.MouseButton.BackButton, pos=middle)
    assert empty_window.trail.here.page == "people"
    QTest.mouseClick(empty_window.windowHandle(), Qt.MouseButton.ForwardButton, pos=middle)
    assert empty_window.trail.here.page == "welcome"


def test_the_question_mark_opens_the_sheet_of_keys_and_escape_closes_it(qtbot, empty_window) -> None:
    qtbot.keyClick(empty_window.page, Qt.Key.Key_Question)
    sheet = empty_window.findChild(ShortcutSheet)
    assert sheet.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: empty_window.open_sheet() is None)


def verbs(window) -> list[QAction]:
    """Everything in the menus, those of the page in sight among it."""
    menus = window.actions_.menus.values()
    return [action for menu in menus for action in menu.actions() if not action.isSeparator() and not action.menu()]


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_every_verb_of_the_menus_has_a_key(empty_window, name: str) -> None:
    empty_window.session.go(name)
    assert [action.text() for action in verbs(empty_window) if not action.shortcuts()] == []


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_no_key_means_two_things(empty_window, name: str) -> None:
    empty_window.session.go(name)
    keys = [key.toString() for action in verbs(empty_window) for key in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


@pytest.fixture
def hooks(monkeypatch) -> None:
    """What Python does with exceptions that nobody caught is put back after the test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)


def test_what_nobody_caught_on_another_thread_is_shown_once_and_logged(
    qtbot, qapp, empty_window, hooks, monkeypatch
) -> None:
    catcher = CrashCatcher(qapp)
    catcher.crashed.connect(empty_window.show_crash)
    catcher.install()
    for _ in range(2):
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: isinstance(empty_window.open_sheet(), CrashSheet))
    sheet = empty_window.open_sheet()
    assert len(empty_window.findChildren(CrashSheet)) == 1
    text = sheet.text.toPlainText()
    assert "ZeroDivisionError" in text and f"{log.LOG_FILE}:\n" in text
    shown: list[Path] = []
    monkeypatch.setattr(file_manager, "show_in_file_manager", lambda _runner, files, *_told: shown.extend(files))
    sheet.close_sheet()
    empty_window.show_crash("again")
    show = next(made for made in empty_window.open_sheet().findChildren(QPushButton) if "Show" in made.text())
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown == [empty_window.session.library.folder / log.LOG_FILE])


def test_a_bug_shows_a_log_that_can_be_copied(qtbot, qapp, empty_window) -> None:
    empty_window.session.runner.crashed.emit("Traceback: boom")
    sheet = empty_window.findChild(CrashSheet)
    assert "Traceback: boom" in sheet.text.toPlainText()
    copy = next(made for made in sheet.findChildren(QPushButton) if "Copy" in made.text())
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "Traceback: boom" in qapp.clipboard().text()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: empty_window.open_sheet() is None)


@pytest.mark.parametrize("language", [QLocale.Language.English, QLocale.Language.German])
def test_the_window_never_grows_by_itself(qtbot, qapp, known, window, settled, language) -> None:
    """Every page has room in the smallest window, in both languages, or is scrolled: none makes it larger."""
    installed = install_translators(qapp, QLocale(language))
    penny = people.people_named(known.catalog, "Penny")[0]
    face = face_rows.of_person(known.catalog, penny.id)[0]
    items = {
        "person": penny.id,
        "story": penny.id,
        "photo": face.photo_id,
        "alike": face.face_id,
        "photos": PhotoFilter(all_of=(penny.id,)),
    }
    try:
        for spec in PAGES:
            window.session.go(spec.name, items.get(spec.name))
            window.resize(window.minimumSizeHint())
            settled(window)
            wanted, seen = window.page.minimumSizeHint(), window.stack.currentWidget().viewport().width()
            assert window.page.size().expandedTo(wanted) == window.page.size(), f"{spec.name} is squeezed"
            assert window.page.width() == seen, f"{spec.name} is scrolled sideways"
            assert window.size() == window.minimumSizeHint(), spec.name
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)
