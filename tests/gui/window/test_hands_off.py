"""A test that leaves a mouse button down fails alone: the next one begins with free hands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget

from tests.gui import mouse


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton])
def test_what_is_held_is_told_and_let_go_of(qtbot, button) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    area.show()
    QTest.mousePress(area, button, mouse.NOTHING_HELD, QPoint(5, 5))
    menu = QMenu(area)
    menu.addAction("Open")
    menu.popup(area.mapToGlobal(QPoint(5, 5)))
    area.grabMouse()
    assert button in mouse.held() and menu in mouse.held()
    mouse.let_go()
    assert mouse.held() == []


def test_a_drag_is_let_go_of_though_something_in_it_fails(qtbot) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    area.show()
    with pytest.raises(ValueError), mouse.dragging(area, QPoint(5, 5)):
        raise ValueError
    assert mouse.held() == []
