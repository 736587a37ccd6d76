"""The folders that photos lie in, by name: what the search field offers when a folder is typed.

Reading them passes over every path of the library, so a worker does it when somebody first types, and again after
photos came or went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from faceorg.edits import Changes
from faceorg.gui.session.completion import fold
from faceorg.gui.session.session import Session
from faceorg.library.opening.library import Edited
from faceorg.library.views import photo_views


def find_folders(typed: str, folders: Iterable[Path], limit: int) -> list[Path]:
    """Return the folders whose name begins with what is typed, then those that hold it in their name, short ones first.

    Two letters at least: one letter would name half of all folders.
    """
    wanted = fold(" ".join(typed.split()))
    if len(wanted) < 2:
        return []
    ranked = [
        (not name.startswith(wanted), len(folder.parts), str(folder), folder)
        for folder in folders
        if wanted in (name := fold(folder.name))
    ]
    return [folder for *_rank, folder in sorted(ranked)[:limit]]


class FolderNames(QObject):
    """The names in memory; empty until `load` has had its answer."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._folders: Sequence[Path] = ()
        self._fresh = self._asked = False
        session.changed.connect(self._on_changed)

    @property
    def is_reading(self) -> bool:
        """Whether the names are still being read."""
        return self._asked

    def find(self, typed: str, limit: int) -> list[Path]:
        return find_folders(typed, self._folders, limit)

    def load(self, then: Callable[[], None]) -> None:
        """Read the names unless they are known; `then` is called when new ones have come."""
        if self._fresh or self._asked:
            return
        self._asked = True

        def done(found: list[Path]) -> None:
            self._folders, self._fresh, self._asked = found, True, False
            then()

        library = self._session.library
        self._session.runner.read(lambda: photo_views.folders(library), done, self)

    def _on_changed(self, changes: Changes, _edited: Edited | None) -> None:
        if changes.everything or changes.photos:
            self._fresh = False
