"""Garbage is searched for in small steps by the window's thread, and in whole while the window is not in front."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from faceorg.gui.garbage import LARGER_STEPS, NEW_OBJECTS, Garbage, take_over
from faceorg.gui.look.theme import Theme, ThemeChoice


@pytest.fixture
def garbage(qapp) -> Iterator[Garbage]:
    there = qapp.findChild(Garbage)
    made = there or Garbage(qapp)
    yield made
    if there is None:
        made.setParent(None)
        made.deleteLater()
        gc.enable()


class Knot:
    def __init__(self) -> None:
        self.itself = self


def more(kept: list[list[int]]) -> bool:
    """Make new objects, each time anew: windows of earlier tests that go meanwhile count against them."""
    kept += [[] for _ in range(NEW_OBJECTS)]
    return True


def test_python_no_longer_stops_by_itself(qapp, garbage) -> None:
    take_over(qapp)
    assert not gc.isenabled()
    assert qapp.findChildren(Garbage) == [garbage]


def test_new_garbage_is_found_by_a_step(qtbot, garbage) -> None:
    knot = weakref.ref(Knot())
    kept: list[list[int]] = []
    qtbot.waitUntil(lambda: more(kept) and knot() is None)


def test_old_garbage_is_found_in_a_window_that_is_never_left(qtbot, garbage) -> None:
    old = Knot()
    gc.collect()
    gone = weakref.ref(old)
    del old
    for _ in range(LARGER_STEPS + 1):
        gc.collect(1)
    kept: list[list[int]] = []
    qtbot.waitUntil(lambda: more(kept) and gone() is None)


def test_everything_is_found_when_the_user_turns_away(qapp, garbage) -> None:
    old = Knot()
    gc.collect()
    gone = weakref.ref(old)
    del old
    assert gone() is not None
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert gone() is None


class Told(QWidget):
    """Makes many objects whenever it is told of another look, and notes whether a piece of garbage is still there."""

    def __init__(self) -> None:
        super().__init__()
        self.garbage = weakref.ref(Knot())
        self.was_there: list[bool] = []
        self.kept: list[list[int]] = []

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.kept += [[] for _ in range(50 * NEW_OBJECTS)]
            self.was_there.append(self.garbage() is not None)


def test_nothing_is_deleted_while_all_widgets_are_told_of_another_look(qtbot, qapp, ini) -> None:
    """Qt passes over a list of widgets that it made before: a deleted one in it ends the program."""
    gc.enable()
    theme = Theme(qapp, ini)
    told = Told()
    qtbot.addWidget(told)
    told.show()
    told.garbage = weakref.ref(Knot())
    told.was_there.clear()
    theme.choose(ThemeChoice.DARK)
    assert told.was_there and all(told.was_there)
    assert gc.isenabled()
    told.garbage = weakref.ref(Knot())
    told.was_there.clear()
    again = Theme(qapp, ini)
    assert told.was_there and all(told.was_there)
    again.choose(ThemeChoice.SYSTEM)
