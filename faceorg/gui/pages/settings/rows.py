"""The parts a page of settings is made of: a titled group of lines, each with what it does in a sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import boxed, column, label, line, row


def group(title: str, *lines: QWidget) -> QFrame:
    """Put lines into a card under a title."""
    layout = column(label(title, "title"), spacing=GRID, margins=(16, 12, 16, 16))
    for number, part in enumerate(lines):
        if number:
            layout.addWidget(line())
        layout.addWidget(part)
    return boxed(layout, "strip")


def setting(text: str, explained: str, control: QWidget) -> QWidget:
    """Make a line: what it is and does, and the control at the trailing edge."""
    if isinstance(control, QCheckBox):
        control.setProperty("role", "bare")
    control.setAccessibleName(control.accessibleName() or text)
    control.setAccessibleDescription(explained)
    words = column(label(text), spacing=2)
    if explained:
        words.addWidget(label(explained, "muted", whole=True))
    layout = row(spacing=2 * GRID)
    layout.addLayout(words, 1)
    layout.addWidget(control)
    made = QWidget()
    made.setLayout(layout)
    return made
