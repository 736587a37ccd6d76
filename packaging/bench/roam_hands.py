"""Chance -> what somebody does next in the window: keys, names, clicks, drags, the wheel, menus; and what it means.

Every gesture is sent to the window as a keyboard and a mouse send it, and goes to whatever lies there or has the
keyboard. Before each of them the eyes say what it means. Nothing is chosen by time, so a seed repeats its walk.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QThread, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QMenu,
    QMenuBar,
    QWidget,
)
from roam_eyes import Eyes, Means, sheet_opened
from shiboken6 import isValid

from faceorg.gui.look.widgets import FaceView
from faceorg.gui.pages.names.page import NamesPage
from faceorg.gui.pages.packs.page import PacksPage
from faceorg.gui.pages.people.page import PeoplePage
from faceorg.gui.pages.person.suggestion_strip import FaceLine
from faceorg.gui.pages.photo.page import PhotoPage
from faceorg.gui.pages.photo.stage import PhotoStage
from faceorg.gui.pages.settings.page import SettingsPage
from faceorg.gui.sheets.wipe import WipeSheet
from faceorg.gui.window.main_window import MainWindow

NONE, LEFT, RIGHT, MIDDLE = (
    Qt.KeyboardModifier.NoModifier,
    *(getattr(Qt.MouseButton, name) for name in ("LeftButton", "RightButton", "MiddleButton")),
)
CTRL, SHIFT, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Shift", "Alt"))
NAMES = ("Ada", "Bruno", "Cleo", "Dario", "Emmy", "Ada Lovelace", "ada", "Lee", "Zoe", "Ivo 2", "St. Ivo", "Bruno")
_K = Qt.Key
KEYS: tuple[tuple[int, Any], ...] = (
    *((key, NONE) for key in (
        _K.Key_Return, _K.Key_Return, _K.Key_Space, _K.Key_Tab, _K.Key_Escape, _K.Key_Escape, _K.Key_Delete,
        _K.Key_Backspace, _K.Key_Left, _K.Key_Right, _K.Key_Up, _K.Key_Down, _K.Key_Down, _K.Key_Home, _K.Key_End,
        _K.Key_PageUp, _K.Key_PageDown, _K.Key_1, _K.Key_2, _K.Key_3, _K.Key_0, _K.Key_Minus, _K.Key_Plus,
        _K.Key_Slash, _K.Key_Question, _K.Key_F2, _K.Key_F6, _K.Key_F8, _K.Key_Menu,
    )),
    *((key, SHIFT) for key in (_K.Key_Tab, _K.Key_Left, _K.Key_Right, _K.Key_Down, _K.Key_Return, _K.Key_F2)),
    *((key, CTRL) for key in (_K.Key_A, _K.Key_Left, _K.Key_Right, _K.Key_Down, _K.Key_Space, _K.Key_Return)),
    *((key, ALT) for key in (_K.Key_Return, _K.Key_1, _K.Key_3)),
)  # fmt: skip
# Verbs that leave the walk, wait for another program or download something.
NEVER = {"quit", "rescan", "full_screen", "add_folder", "from_disk", "check", "back_up", "paste"}


@dataclass(frozen=True)
class Done:
    """What was done, in words, and what it meant."""

    words: str
    means: Means


class Hands:
    """Does one gesture at a time; `idle` waits until the window has answered."""

    def __init__(self, window: MainWindow, eyes: Eyes, chance: random.Random) -> None:
        self.window, self.eyes, self.chance = window, eyes, chance
        self.presses = 0
        window.actions_["quit"].setEnabled(False)

    # ------------------------------------------------------------ choosing
    def gesture(self) -> Done:
        """Do something that somebody may do here."""
        if QApplication.activePopupWidget() is not None:
            return self._in_popup()
        rest = isinstance(self.window.page, PacksPage | SettingsPage | NamesPage)  # little can be done there
        if rest and self.chance.random() < 0.4:
            return self._go()
        kinds: list[tuple[int, Callable[[], Done]]] = [
            (14, self._type_a_name), (20, self._key), (12, self._verb), (26, self._click), (5, self._double),
            (5, self._right), (2, self._middle), (7, self._click_more), (4, self._drag), (4, self._wheel),
            (9, self._go), (5, self._undo), (3, self._redo), (1, self._resize),
        ]  # fmt: skip
        total = sum(weight for weight, _do in kinds)
        at = self.chance.randrange(total)
        for weight, do in kinds:
            at -= weight
            if at < 0:
                return do()
        raise AssertionError("weights add up")

    # ------------------------------------------------------------ keys
    def press(self, key: int, held: Any = NONE) -> Means:
        focused = QApplication.focusWidget()
        means = self.eyes.key(int(key), held)
        if focused is not None and self._denied(focused) and key in (_K.Key_Return, _K.Key_Space, _K.Key_Enter):
            return []
        before = self.window.open_sheet()
        target = QApplication.activePopupWidget() or focused or self.window
        self.presses += 1
        with self._answering(means):
            QTest.keyClick(target, Qt.Key(key), held)
        sheet_opened(self.eyes, before)
        return means

    def _key(self) -> Done:
        key, held = self.chance.choice(KEYS)
        name = QKeySequence(int(key) | held.value).toString()
        return Done(name, self.press(key, held))

    def _type_a_name(self) -> Done:
        people = [found.person.name for found in self.window.session.people_cache.summaries()]
        name = self.chance.choice([*NAMES, *sorted(people)])
        name = name[: self.chance.choice((1, 2, len(name), len(name), len(name)))]
        ends = (), (_K.Key_Return,), (_K.Key_Return,), (_K.Key_Return,), (_K.Key_Down, _K.Key_Return), (_K.Key_Escape,)
        end = self.chance.choice((*ends, (_K.Key_Tab, _K.Key_Return)))
        means: Means = []
        for letter in name:
            before = self.window.open_sheet()
            self.presses += 1
            if QApplication.activePopupWidget() is None:
                means += self.eyes.key(ord(letter.upper()), NONE)
                QTest.keyClicks(QApplication.focusWidget() or self.window, letter)
            sheet_opened(self.eyes, before)
        for key in end:
            means += self.press(key)
        return Done(f"type {name!r} {[_K(key).name[4:] for key in end]}", means)

    def _verb(self) -> Done:
        """Press the key of a verb that the menus show."""
        page, window = self.window.page, self.window.actions_
        verbs = [*page.page_actions, window["follow"], window["back"], window["keys"], window["sidebar"]]
        verbs = [verb for verb in verbs if verb.shortcuts() and verb.objectName() not in NEVER and verb.isEnabled()]
        if not verbs:
            return self._key()
        verb = self.chance.choice(verbs)
        pressed = verb.shortcuts()[0][0]  # type: ignore[index]
        means = self.press(int(pressed.key()), pressed.keyboardModifiers())
        return Done(f"{verb.shortcuts()[0].toString()} ({verb.objectName()})", means)

    def _undo(self) -> Done:
        return Done("Ctrl+Z", self.press(_K.Key_Z, CTRL))

    def _redo(self) -> Done:
        return Done("Ctrl+Shift+Z", self.press(_K.Key_Z, CTRL | SHIFT))

    def _go(self) -> Done:
        where = self.chance.choice((*"1223344567811", "back", "back", "forward", "side"))
        if where == "side":
            entries = [made for made in self.window.sidebar.findChildren(QAbstractButton) if made.isVisible()]
            if not entries:
                return self._key()
            entry = self.chance.choice(entries)
            return self._click_on(entry, entry.rect().center(), f"sidebar {entry.text()}")
        if where in ("back", "forward"):
            key = _K.Key_Left if where == "back" else _K.Key_Right
            return Done(where, self.press(key, ALT))
        return Done(f"Ctrl+{where}", self.press(_K[f"Key_{where}"], CTRL))

    # ------------------------------------------------------------ the mouse
    def _target(self) -> tuple[QWidget, QPoint, str] | None:
        """Choose what to point at: a button, an item, a face, or any place at all."""
        root: QWidget = self.window.open_sheet() or self.window
        kind = self.chance.choice(("button", "item", "item", "item", "part", "any"))
        if kind == "any":
            size = root.size()
            place = QPoint(self.chance.randrange(max(1, size.width())), self.chance.randrange(max(1, size.height())))
            return root, place, "anywhere"
        wanted = {"button": QAbstractButton, "item": QAbstractItemView}.get(kind, QWidget)
        parts: list[Any] = [w for w in root.findChildren(wanted) if w.isVisible() and not w.visibleRegion().isEmpty()]
        if kind == "part":
            parts = [w for w in parts if isinstance(w, FaceLine | FaceView | PhotoStage | QLineEdit | QComboBox)]
        if kind == "button":
            parts = [w for w in parts if not self.window.sidebar.isAncestorOf(w)]
        if not parts:
            return None
        part = self.chance.choice(parts)
        if isinstance(part, QAbstractItemView):
            return self._item(part)
        if isinstance(part, PhotoStage) and part.faces() and self.chance.random() < 0.8:
            face = self.chance.choice(list(part.faces()))
            frame = part.frame_of(face.face_id)
            at = frame.center() if self.chance.random() < 0.7 else QPointF(frame.center().x(), frame.bottom() + 12)
            return part, at.toPoint(), f"face {face.face_id}"
        size = part.size()
        within = QPoint(self.chance.randrange(max(1, size.width())), self.chance.randrange(max(1, size.height())))
        return part, within if not isinstance(part, QAbstractButton) else part.rect().center(), said(part)

    def _item(self, view: QAbstractItemView) -> tuple[QWidget, QPoint, str] | None:
        rows = view.model().rowCount() if view.model() else 0
        shown = []
        for row in range(min(rows, 200)):
            rect: QRect = view.visualRect(view.model().index(row, 0)).intersected(view.viewport().rect())
            if rect.height() > 8:
                shown.append((row, rect))
        if not shown:
            return None
        row, rect = self.chance.choice(shown)
        x, y = self.chance.randrange(max(1, rect.width())), self.chance.randrange(max(1, rect.height()))
        place = rect.topLeft() + QPoint(x, y)
        return view.viewport(), place, f"row {row} of {view.accessibleName() or type(view).__name__}"

    def _place(self) -> tuple[QPoint, QWidget | None, str] | None:
        """Return where in the window to press, what really lies there, and its words."""
        found = self._target()
        if found is None:
            return None
        part, within, words = found
        place = part.mapTo(self.window, within)
        if not self.window.rect().contains(place):
            return None
        lies = self.window.childAt(place)
        return None if lies is not None and self._denied(lies) else (place, lies, words)

    def _mouse(self, button: Any, held: Any, words: str, *, twice: bool = False) -> Done:
        found = self._place()
        if found is None:
            return self._key()
        place, lies, target = found
        means = self.eyes.click(place, lies) if button == LEFT else []
        return Done(
            f"{words} {target} {(place.x(), place.y())}", means + self._press_at(place, button, held, twice=twice)
        )

    def _press_at(self, place: QPoint, button: Any, held: Any, *, twice: bool = False) -> Means:
        """Press a button of the mouse; what a menu that waits for an answer is told is chosen at once."""
        means: Means = []
        self.presses += 1
        before = self.window.open_sheet()
        handle = self.window.windowHandle()
        QTest.mouseMove(handle, place)
        with self._answering(means):
            QTest.mouseClick(handle, button, held, place)
            if twice and self.window.open_sheet() is before and QApplication.activePopupWidget() is None:
                QTest.mouseDClick(handle, button, held, place)
        sheet_opened(self.eyes, before)
        return means

    @contextmanager
    def _answering(self, means: Means) -> Iterator[None]:
        """Choose in a menu that waits, in an event loop of its own, until somebody has chosen."""
        level = QThread.currentThread().loopLevel()

        def look() -> None:
            if QThread.currentThread().loopLevel() > level and QApplication.activePopupWidget() is not None:
                means.extend(self._in_popup().means)

        guard = QTimer(interval=5)
        guard.timeout.connect(look)
        guard.start()
        try:
            yield
        finally:
            guard.stop()

    def _click_on(self, widget: QWidget, within: QPoint, words: str) -> Done:
        place = widget.mapTo(self.window, within)
        lies = self.window.childAt(place)
        if lies is not None and self._denied(lies):
            return self._key()
        means = self.eyes.click(place, lies)
        return Done(words, means + self._press_at(place, LEFT, NONE))

    def _click(self) -> Done:
        return self._mouse(LEFT, NONE, "click")

    def _double(self) -> Done:
        found = self._place()
        if found is None or isinstance(found[1], QAbstractButton) or self.eyes.click(found[0], found[1]):
            return self._key()  # two clicks on an answer are two answers: done by two steps
        place, _lies, words = found
        return Done(f"double click {words}", self._press_at(place, LEFT, NONE, twice=True))

    def _middle(self) -> Done:
        return self._mouse(MIDDLE, NONE, "middle click")

    def _click_more(self) -> Done:
        return self._mouse(LEFT, self.chance.choice((CTRL, SHIFT)), "click with Ctrl or Shift")

    def _right(self) -> Done:
        found = self._place()
        if found is None:
            return self._key()
        place, lies, words = found
        means = self._press_at(place, RIGHT, NONE)
        if lies is not None and isValid(lies) and QApplication.activePopupWidget() is None:
            from PySide6.QtGui import QContextMenuEvent

            at = lies.mapFrom(self.window, place)
            asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, lies.mapToGlobal(at))
            QApplication.sendEvent(lies, asked)
        return Done(f"right click {words}", means)

    def _in_popup(self) -> Done:
        """Choose in the menu or list that is open, or close it."""
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            entries = [
                e for e in popup.actions() if e.isEnabled() and not e.isSeparator() and e.objectName() not in NEVER
            ]
            if entries and self.chance.random() < 0.6:
                entry = self.chance.choice(entries)
                means = [] if entry.menu() else self.eyes.action(entry)
                self.presses += 1
                before = self.window.open_sheet()
                QTest.mouseClick(popup, LEFT, NONE, popup.actionGeometry(entry).center())
                sheet_opened(self.eyes, before)
                return Done(f"menu {entry.text()}", means)
        elif popup is not None and not isinstance(self.window.page, SettingsPage) and self.chance.random() < 0.5:
            view = popup.findChild(QListView)
            if view is not None and (found := self._item(view)) is not None:
                QTest.mouseClick(view.viewport(), LEFT, NONE, found[1])
                return Done(f"choose {found[2]}", [])
        if popup is not None:
            QTest.keyClick(popup, _K.Key_Escape)
            if popup.isVisible():
                popup.close()
        return Done("close the menu", [])

    def _drag(self) -> Done:
        if isinstance(self.window.page, PeoplePage) and self.window.open_sheet() is None and self.chance.random() < 0.6:
            return self._drag_tile(self.window.page)
        first, second = self._place(), self._place()
        if first is None or second is None or isinstance(self.window.page, PeoplePage):
            return self._key()
        if self.eyes.click(first[0], first[1]):
            return self._key()  # let go where it was pressed, it would be a click
        page, lies = self.window.page, first[1]
        on_stage = isinstance(page, PhotoPage) and lies is page.stage
        means = self.eyes.box_drag() if on_stage else []
        handle, steps = self.window.windowHandle(), 4
        self.presses += 1
        with self._answering(means):
            QTest.mouseMove(handle, first[0])
            QTest.mousePress(handle, LEFT, NONE, first[0])
            for step in range(1, steps + 1):
                QTest.mouseMove(handle, first[0] + (second[0] - first[0]) * step / steps)
            QTest.mouseRelease(handle, LEFT, NONE, second[0])
        return Done(f"drag {first[2]} {first[0].toTuple()} to {second[0].toTuple()}", means)

    def _drag_tile(self, page: PeoplePage) -> Done:
        """The offscreen platform ends a drag at once: the events of one are sent as the system sends them."""
        grid = page.grid
        first, second = self._item(grid), self._item(grid)
        if first is None or second is None:
            return self._key()
        one, other = grid.indexAt(first[1]), grid.indexAt(second[1])
        if not one.isValid() or not other.isValid() or grid.editor is not None:
            return self._key()
        self._press_at(grid.viewport().mapTo(self.window, first[1]), LEFT, NONE)
        data: QMimeData = page.model.mimeData(grid.selectedIndexes() or [one])
        actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        enter = QDragEnterEvent(second[1], actions, data, LEFT, NONE)
        QApplication.sendEvent(grid.viewport(), enter)
        move = QDragMoveEvent(second[1], actions, data, LEFT, NONE)
        QApplication.sendEvent(grid.viewport(), move)
        if not move.isAccepted():
            return Done(f"drag row {one.row()} on row {other.row()}: refused", [])
        QApplication.sendEvent(grid.viewport(), QDropEvent(QPointF(second[1]), actions, data, LEFT, NONE))
        return Done(f"drag row {one.row()} on row {other.row()}", [])

    def _wheel(self) -> Done:
        found = self._place()
        if found is None or found[1] is None:
            return self._key()
        place, lies, words = found
        within, turn = lies.mapFrom(self.window, place), self.chance.choice((-240, -120, 120, 240))
        held = self.chance.choice((NONE, NONE, NONE, CTRL))
        event = QWheelEvent(
            QPointF(within), QPointF(lies.mapToGlobal(within)), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            held, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(lies, event)
        return Done(f"wheel {turn} over {words}", [])

    def _resize(self) -> Done:
        size = self.chance.choice(((900, 600), (1200, 800), (1000, 700)))
        self.window.resize(*size)
        return Done(f"resize to {size}", [])

    def _denied(self, widget: QWidget) -> bool:
        """What a walk keeps its hands off: settings that regroup for minutes, downloads, and the end of everything."""
        page, sheet = self.window.page, self.window.open_sheet()
        if isinstance(widget, QMenuBar) or (isinstance(sheet, WipeSheet) and widget in (sheet.sure, sheet.wipe)):
            return True
        if sheet is not None or not page.isAncestorOf(widget):
            return False
        if isinstance(page, SettingsPage):
            return not page.theme.isAncestorOf(widget)
        if isinstance(page, PacksPage):
            return isinstance(widget, QAbstractButton)
        return isinstance(page, NamesPage) and widget is page.go_on


def said(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return text or widget.accessibleName() or type(widget).__name__
