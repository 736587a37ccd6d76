"""A screen of 1280 x 800 at 200 %, 640 x 400 points: the window fits it on every page, and cuts nothing off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollBar

from faceorg.gui.look.room import Room
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.gui.window.first_size import FRAME
from faceorg.gui.window.main_window import MainWindow
from faceorg.gui.window.sidebar import NARROW, WHOLE_FROM, WIDTH
from tests.gui.words.test_clipped import cut_off, spoken

__all__ = ["spoken"]
SCREEN = QSize(640, 400)
LEFT = Qt.MouseButton.LeftButton


def every_page(window: MainWindow, person_of, settled):
    """Show one page after the other; yield its name."""
    who = window.session.people_cache.summaries()
    penny = next(one.person.id for one in who if one.person.name == "Penny")
    face_id = person_of("penny")[0]
    items = {"person": penny, "story": penny, "photo": PhotoTarget(None, face_id), "alike": face_id}
    for page in PAGES:
        window.session.go(page.name, items.get(page.name))
        settled(window)
        yield page.name


def test_no_page_makes_the_window_larger_than_a_small_screen(qtbot, spoken, settled, person_of) -> None:
    room, found = SCREEN - FRAME, []
    for name in every_page(spoken, person_of, settled):
        spoken.resize(room)
        settled(spoken)
        least = spoken.minimumSizeHint()
        if least.boundedTo(room) != least or spoken.size() != room:
            found.append(f"{name}: {spoken.size().toTuple()}, at least {least.toTuple()}")
        found += [f"{name}: {told}" for told in cut_off(spoken)]
        page = spoken.stack.currentWidget()
        if page.horizontalScrollBar().maximum():
            found.append(f"{name}: has to be scrolled sideways, {spoken.page.width()} wide")
    assert not found, "\n".join(found)


def test_what_has_no_room_on_a_small_screen_is_scrolled_to_by_the_keyboard(qtbot, window, settled) -> None:
    window.resize(SCREEN - FRAME)
    window.session.go("review")
    settled(window)
    room = window.stack.currentWidget()
    assert isinstance(room, Room) and room.verticalScrollBar().maximum() > 0
    last = window.page.answers.later
    window.page.setFocus()
    for _step in range(40):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if last.hasFocus():
            break
    assert last.hasFocus()
    corner = last.mapTo(room.viewport(), last.rect().bottomRight())
    assert room.viewport().rect().contains(corner)


def test_the_sidebar_shows_icons_alone_in_a_small_window_and_names_them_under_the_pointer(qtbot, window) -> None:
    entry = window.sidebar.entries["people"]
    window.resize(WHOLE_FROM, 700)
    assert window.sidebar.width() == WIDTH and not entry.is_cut()
    window.resize(WHOLE_FROM - 1, 700)
    qtbot.waitUntil(lambda: window.sidebar.width() == NARROW)
    assert entry.is_cut()
    qtbot.mouseClick(window.sidebar.entries["history"], LEFT)
    assert window.trail.here.page == "history"
    window.resize(WHOLE_FROM, 700)
    qtbot.waitUntil(lambda: window.sidebar.width() == WIDTH)
    assert not entry.is_cut()


@pytest.mark.parametrize("foot", ["settings", "history"])
def test_every_entry_of_the_sidebar_is_reached_on_a_small_screen(qtbot, window, settled, foot) -> None:
    window.resize(SCREEN - FRAME)
    settled(window)
    entry = window.sidebar.entries[foot]
    room = window.sidebar.findChild(Room)
    room.verticalScrollBar().setValue(room.verticalScrollBar().maximum())
    assert room.viewport().rect().contains(entry.mapTo(room.viewport(), QPoint(4, entry.height() - 1)))
    qtbot.mouseClick(entry, LEFT)
    assert window.trail.here.page == foot


def test_no_scroll_bar_takes_room_beside_icons_and_the_wheel_leads_on(qtbot, window, settled) -> None:
    window.resize(SCREEN - FRAME)
    settled(window)
    assert window.sidebar.width() == NARROW
    room = window.sidebar.findChild(Room)
    bar = room.verticalScrollBar()
    assert bar.maximum() > 0  # not all of it has room
    assert [shown for shown in window.sidebar.findChildren(QScrollBar) if shown.isVisible()] == []
    middle = QPointF(room.viewport().rect().center())
    turn = QWheelEvent(
        middle, room.viewport().mapToGlobal(middle), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(room.viewport(), turn)
    assert bar.value() > 0
