"""Photos by the names of their files: looked for by a worker once the typing rests, for it passes over every path."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from faceorg.domain import Photo
from faceorg.gui.session.session import Session
from faceorg.library.views import photo_views

# Fewer letters would name half of all files.
LEAST_LETTERS = 3
REST_MS = 200


class FileNames(QObject):
    """What was found for the text that was asked last."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._asked, self._known_of = "", ""
        self._found: Sequence[Photo] = ()
        self._then: Callable[[], None] = lambda: None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)

    def find(self, typed: str) -> Sequence[Photo]:
        """Return the photos that were found for this text; none while they are looked for."""
        return self._found if typed.strip() == self._known_of else ()

    def is_looking(self, typed: str) -> bool:
        """Whether more may come for this text."""
        return len(typed.strip()) >= LEAST_LETTERS and typed.strip() != self._known_of

    def ask(self, typed: str, limit: int, then: Callable[[], None]) -> None:
        """Look for a text; `then` is called when it was looked for."""
        self._asked, self._limit, self._then = typed.strip(), limit, then
        if len(self._asked) >= LEAST_LETTERS:
            self._rest.start()

    def _look(self) -> None:
        asked, limit, library = self._asked, self._limit, self._session.library

        def done(found: Sequence[Photo]) -> None:
            if asked == self._asked:
                self._found, self._known_of = found, asked
                self._then()

        self._session.runner.read(lambda: photo_views.photos_named(library, asked, limit), done, self)
