"""What pages need is loaded in small steps while the user looks at the first one, so that none opens with a stutter.

The helper process is started too: it takes a second or so before it can answer.

[Note: The window opens without it] What the first page does not show is imported inside the functions that need it:
pages, sheets, jobs' verbs, readers of what somebody types. A module costs a millisecond or so, and somebody who starts
the program waits for all of them together. Here they are imported once the window has been shown: all of the window's
own, and of other rooms those in `ALSO`. tests/gui/window/test_start.py holds what a start may import, and that none is
left.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from faceorg.gui.session.session import Session
from faceorg.paths import resources_dir

# The window has long been drawn, and nobody has clicked anything yet.
FIRST_STEP_MS = 700
# A module takes 1-10 ms; between two of them clicks and frames are served.
STEP_MS = 40
# What else a module of the window would import along with itself, in parts, the innermost first: all together, what
# reads names in files (with it `xml.sax`, and so `ssl` and `email`) kept the window from scrolling for 60 ms.
IN_PARTS = (
    "hashlib",
    "socket",
    "email.utils",
    "email.message",
    "importlib.metadata",
    "ssl",
    "http.client",
    "urllib.request",
    "xml.sax.saxutils",
    "faceorg.vision.packs.manifests",
    "faceorg.library.recognising.packs",
    "faceorg.metadata.packet",
    "faceorg.metadata.rdf_text",
    "faceorg.metadata.packet_editor",
    "faceorg.metadata.embedded",
    "faceorg.metadata.readers",
    "faceorg.library.names_in_files.plans",
)
# Of other rooms, what the window imports inside functions and no module of the window at its top.
ALSO = (
    "faceorg.library.names_in_files.regions",
    "faceorg.library.scanning.folders",
    "faceorg.library.scanning.last_step",
    "faceorg.library.scanning.unfinished",
    "faceorg.library.scanning.watching",
    "faceorg.library.wiping",
)


def read_through(modules: Sequence[str]) -> int:
    """Read the files of these modules and all icons, on any thread, and return how many there were.

    The system then has them in memory: a cold disk kept an import, and with it the window, waiting for 600 ms.
    """
    from importlib.util import find_spec

    found = (find_spec(module) for module in modules)
    files = [Path(path) for spec in found if spec for path in (spec.cached, spec.origin) if path]
    files += (resources_dir() / "icons").glob("*.svg")
    there = [file for file in files if file.is_file()]
    for file in there:
        file.read_bytes()
    return len(there)


def read_what_waits() -> list[str]:
    """Return the modules that are still to be imported, with their files read; for a worker thread."""
    from pkgutil import walk_packages

    import faceorg.gui

    found = [found.name for found in walk_packages(faceorg.gui.__path__, "faceorg.gui.") if not found.ispkg]
    found.sort(key=lambda name: name.startswith("faceorg.gui.pages."))  # last, so that most of what they need is there
    waiting = [name for name in (*IN_PARTS, *found, *ALSO) if name not in sys.modules]
    read_through(waiting)
    return waiting


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
        self._waiting: list[str] = []
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._step)

    def begin_soon(self) -> None:
        """Begin in a moment; for when the window has been shown."""
        QTimer.singleShot(FIRST_STEP_MS, self, self._start)

    def _start(self) -> None:
        self._session.runner.read(self._session.helper.warm, lambda _ready: None, self)
        self._session.runner.read(read_what_waits, self._import, self)

    def _import(self, waiting: list[str]) -> None:
        self._waiting = waiting
        self._timer.start()

    def _step(self) -> None:
        while self._waiting:
            module = self._waiting.pop(0)
            if module not in sys.modules:
                import_module(module)
                return
        self._timer.stop()
        leave_alone_what_is_there()
