"""Python's search for garbage -> small steps on the window's thread, the longest while nobody looks.

Left alone, Python looks through everything it holds whenever enough new objects were made, in whichever thread made
them: with a large library 80 ms in which nothing else runs, and Qt objects deleted by threads they do not belong to.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

# Often enough that a step stays small while a page fills: once a second, ten small steps for a larger one, were 24 ms.
STEP_MS = 200
# New objects until a step is worth while (Python's own threshold), and small steps until a larger one.
NEW_OBJECTS, STEPS = 700, 3
# Larger steps until everything is looked through but what was there when the window had warmed up (`gc.freeze`): some
# ten milliseconds. Without it a window that is never left keeps all old garbage, 200 MB in 6,000 keys and clicks.
LARGER_STEPS = 20


class Garbage(QObject):
    """Collects in steps; everything when the user turns to another window.

    What is there already is left alone for good: modules and their classes, 50,000 objects and hardly any garbage, kept
    the first step 25 ms, as the window came up.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()
        app.applicationStateChanged.connect(self._on_state)

    def _step(self) -> None:
        new, steps, larger = gc.get_count()
        if new > NEW_OBJECTS:
            gc.collect(2 if larger > LARGER_STEPS else 1 if steps > STEPS else 0)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            gc.collect()


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let Python collect nothing by itself meanwhile: where Qt passes over all widgets and tells each of them (a style,
    a style sheet), one that Python deletes while another is told would be visited all the same, and end the program.

    The window's own process collects by a timer (`take_over`), and never then; this is for others that make a Theme.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def take_over(app: QApplication) -> None:
    """Have garbage collected in this way from now on."""
    if app.findChild(Garbage) is None:
        Garbage(app)
