"""The sheet of keys (`?`): every verb of the menus with its shortcut, made from the actions themselves; and those of a
slideshow, over which there are no menus."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, column, label, row
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.slides.keys import SlideVerb, keys_in_words, said
from faceorg.gui.window.actions import Actions, KeyLine, key_lines
from faceorg.gui.words.i18n import tr


class ShortcutSheet(Sheet):
    """Menus side by side in two columns."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window, tr("Keys"), width=900)
        sides = [column(spacing=3 * GRID), column(spacing=3 * GRID)]
        lengths = [0, 0]
        for menu, lines in groupby(chain(key_lines(actions), _of_slides()), key=lambda line: line.menu):
            grid = QGridLayout()
            grid.setHorizontalSpacing(2 * GRID)
            grid.setVerticalSpacing(6)
            grid.setColumnStretch(0, 1)
            grid.addWidget(label(menu, "title"), 0, 0)
            count = 0
            for count, found in enumerate(lines, start=1):
                text = label(found.text, wrap=True)
                grid.addWidget(text, count, 0)
                keys = row(1, *[label(key, "key") for key in found.keys[:2]], spacing=4)
                grid.addLayout(keys, count, 1, Qt.AlignmentFlag.AlignTop)
            shorter = 0 if lengths[0] <= lengths[1] else 1
            lengths[shorter] += count + 2
            sides[shorter].addLayout(grid)
        inner = QWidget()
        layout = row(spacing=5 * GRID, margins=(0, 0, 16, 0))
        for side in sides:
            side.addStretch(1)
            layout.addLayout(side, 1)
        inner.setLayout(layout)
        self.scrolled(inner)
        self.buttons.addWidget(button(tr("Close"), self.close_sheet, "primary"))


def _of_slides() -> Iterator[KeyLine]:
    for verb in SlideVerb:
        yield KeyLine(tr("Slideshow"), said(verb), keys_in_words(verb))
