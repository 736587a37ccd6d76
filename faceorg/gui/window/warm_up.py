"""What pages need is loaded in small steps while the user looks at the first one, so that none opens with a stutter.

The helper process is started too: it takes a second or so before it can answer.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages

from PySide6.QtCore import QObject, QTimer

import faceorg.gui
from faceorg.gui.session.session import Session
from faceorg.paths import resources_dir

# The window has long been drawn, and nobody has clicked anything yet.
FIRST_STEP_MS = 700
# A module takes 1-10 ms; between two of them clicks and frames are served.
STEP_MS = 40


def read_through(modules: Sequence[str]) -> int:
    """Read the files of these modules and all icons, on any thread, and return how many there were.

    The system then has them in memory: a cold disk kept an import, and with it the window, waiting for 600 ms.
    """
    found = (find_spec(module) for module in modules)
    files = [Path(path) for spec in found if spec for path in (spec.cached, spec.origin) if path]
    files += (resources_dir() / "icons").glob("*.svg")
    there = [file for file in files if file.is_file()]
    for file in there:
        file.read_bytes()
    return len(there)


def leave_alone_what_is_there() -> None:
    """Have Python never look through today's objects for garbage again: they stay as long as the program.

    New garbage is taken away first: frozen, it would stay for ever.
    """
    gc.collect(1)
    gc.freeze()


class WarmUp(QObject):
    """Has the helper started, imports one module at a time, then is done."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        # Pages last, so that a page finds most of what it needs.
        found = [found.name for found in walk_packages(faceorg.gui.__path__, "faceorg.gui.") if not found.ispkg]
        found.sort(key=lambda name: name.startswith("faceorg.gui.pages."))
        self._waiting = [name for name in found if name not in sys.modules]
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._step)
        QTimer.singleShot(FIRST_STEP_MS, self, self._start)

    def _start(self) -> None:
        self._session.runner.read(self._session.helper.warm, lambda _ready: None, self)
        files = partial(read_through, tuple(self._waiting))
        self._session.runner.read(files, lambda _count: self._timer.start(), self)

    def _step(self) -> None:
        while self._waiting:
            module = self._waiting.pop(0)
            if module not in sys.modules:
                import_module(module)
                return
        self._timer.stop()
        leave_alone_what_is_there()
