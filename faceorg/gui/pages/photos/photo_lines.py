"""What lists of photos that are apart from all others have in common: a sentence with buttons, and lines below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from faceorg.domain import PhotoId
from faceorg.gui.look.theme import GRID, Theme
from faceorg.gui.look.widgets import column, label, row
from faceorg.gui.tiles.two_line_list import ListLine, TwoLineList


class PhotoLines(QWidget):
    """The list with what is said above it. Each line's item has the `id` of its photo."""

    def __init__(self, theme: Theme, title: str, sentence: str, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self.list = TwoLineList(theme, title)
        head = row(spacing=GRID)
        head.addWidget(label(sentence, "muted", wrap=True), 1)
        for made in buttons:
            head.addWidget(made)
        layout = column(spacing=GRID, margins=(24, 0, 24, 16))
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.list)

    def show_lines(self, lines: Sequence[ListLine]) -> None:
        """Show what `lines_of` of the list made."""
        self.list.show_lines(lines)

    def wanted_lines(self) -> Sequence[ListLine]:
        """Return the selected lines, or all: one line is always current, so only several are meant as a choice."""
        chosen = self.list.chosen()
        return chosen if len(chosen) > 1 else self.list.lines()

    def wanted(self) -> list[PhotoId]:
        """Return the photos of `wanted_lines`."""
        return [PhotoId(line.item.id) for line in self.wanted_lines()]
