"""What lies from left to right lies from right to left in languages that are read so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from faceorg.gui.look.slider import Slider
from faceorg.gui.look.theme import Theme
from faceorg.gui.look.widgets import row

RIGHT_TO_LEFT, LEFT_TO_RIGHT = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


def filled(slider: Slider, accent: str) -> list[bool]:
    """Whether a dial is filled near its left end, in its middle, and near its right end."""
    picture = slider.grab().toImage()
    across = (picture.width() * share // 100 for share in (6, 50, 94))
    return [picture.pixelColor(x, picture.height() // 2).name() == accent for x in across]


@pytest.mark.parametrize("told", ["the application", "the window later"])
def test_a_dial_is_filled_from_its_smallest_value_on(qtbot, qapp, ini, told: str) -> None:
    theme = Theme(qapp, ini)
    before = qapp.layoutDirection()
    if told == "the application":
        qapp.setLayoutDirection(RIGHT_TO_LEFT)
    try:
        window, slider = QWidget(), Slider()
        slider.setRange(0, 100)
        slider.setValue(30)
        window.setLayout(row(slider))
        window.resize(300, 60)
        qtbot.addWidget(window)
        window.show()
        if told == "the window later":
            window.setLayoutDirection(RIGHT_TO_LEFT)
        assert filled(slider, theme.colors.accent) == [False, False, True]
        qtbot.keyClick(slider, Qt.Key.Key_Left)  # towards the larger values
        assert slider.value() == 31
        slider.setValue(70)
        assert filled(slider, theme.colors.accent) == [False, True, True]
        window.setLayoutDirection(LEFT_TO_RIGHT)
        slider.setValue(30)
        assert filled(slider, theme.colors.accent) == [True, False, False]
    finally:
        qapp.setLayoutDirection(before)
