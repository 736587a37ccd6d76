"""A library: one folder that joins catalogue, settings, model packs and index; every verb takes one first.

library/
  catalog.sqlite     observed and decided facts, the journal           precious
  backups/           automatic copies of the catalogue                 precious
  settings.toml
  embeddings.sqlite, thumbnails.sqlite, index/, packs/                 remakeable
  library.lock       names who edits
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from faceorg import settings as settings_module
from faceorg.catalog import journal
from faceorg.catalog.connection import CATALOG_FILE, Catalog, disk_faults
from faceorg.domain import Changes, EditId, FaceId, ModelPack, PersonId
from faceorg.errors import LibraryProblem, LibraryReadOnly, NotFound
from faceorg.library.opening.locking import EditLock
from faceorg.settings import Settings

if TYPE_CHECKING:
    from faceorg.library.pictures import PreviewShelf
    from faceorg.library.recognising.enrolment import KeptGallery
    from faceorg.library.recognising.vectors import VectorSpace


@dataclass(frozen=True)
class Edited:
    """What an edit did: its label in the history, what views must refresh, and what it was about."""

    label: str
    changes: Changes
    person_id: PersonId | None = None
    faces: tuple[FaceId, ...] = ()


class Library:
    """An open library. Threads may share it; only one process may have it open for editing, with its own helper."""

    def __init__(self, folder: Path, *, edit: bool = True, program: str = "faceorg", shared: bool = False) -> None:
        """Open `folder`, creating it when it is opened for editing.

        shared : the process that started this one holds the lock and makes the backups (see `helper_process`)

        Raises
        ------
        NotFound : not for editing, and there is no library
        LibraryLocked : another process edits it
        LibraryReadOnly, LibraryDamaged, LibraryTooNew, DiskFull
        """
        self.folder = Path(os.path.abspath(folder.expanduser()))
        self.edits = edit
        self._lock = self._acquire(program) if edit and not shared else None
        try:
            self.catalog = Catalog(self.folder, read_only=not edit)
            self._settings = settings_module.load(self.folder)
        except BaseException:
            if self._lock:
                self._lock.release()
            raise
        self._space: VectorSpace | None = None
        self._shelf: PreviewShelf | None = None
        self._gallery: KeptGallery | None = None
        self._making = threading.Lock()
        self._closed = False
        if self._lock:
            from faceorg.library.opening import backups

            backups.back_up_if_due(self)

    @staticmethod
    def open(folder: Path, *, edit: bool = True, program: str = "faceorg") -> Library:
        return Library(folder, edit=edit, program=program)

    @staticmethod
    def exists(folder: Path) -> bool:
        return (folder.expanduser() / CATALOG_FILE).is_file()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What ended the session is what its user must hear; a disk that is full also for the backup adds nothing.
        with suppress(LibraryProblem) if value is not None else nullcontext():
            self.close()

    def close(self) -> None:
        """Back up what is worth it, close the files and let go of the lock. Closing twice does no harm.

        Raises LibraryProblem when the backup cannot be written; everything is closed all the same.
        """
        if self._closed:
            return
        self._closed = True
        try:
            if self._lock:
                from faceorg.library.opening import backups

                backups.back_up_on_close(self)
        finally:
            self.catalog.close()
            if self._lock:
                self._lock.release()

    @property
    def settings(self) -> Settings:
        return self._settings

    def save_settings(self, settings: Settings) -> None:
        if not self.edits:
            raise LibraryReadOnly(f"The library {self.folder} was opened for reading only.")
        with disk_faults(self.folder):
            settings_module.save(self.folder, settings)
        self._settings = settings

    def follow(self, settings: Settings) -> None:
        """Take over settings that another process with this library has saved."""
        if settings.analysis.pack != self._settings.analysis.pack:
            self._space = None
        self._settings = settings

    def pack(self) -> ModelPack:
        """Return the model pack in use: the chosen one, else the best installed one.

        Raises PackProblem when there is none, or the chosen one is no longer there.
        """
        from faceorg.library.recognising import packs

        return packs.pack_in_use(self)

    def pack_id(self) -> str:
        """Return the id of the pack whose embeddings are searched, without loading anything."""
        chosen = self._settings.analysis.pack
        return Path(chosen).name if chosen else self.pack().id

    def choose_pack(self, pack_id: str) -> None:
        self.save_settings(replace(self._settings, analysis=replace(self._settings.analysis, pack=pack_id)))
        self._space = None

    def forget_space(self) -> None:
        """Have the index opened anew at its next use."""
        self._space = None

    def space(self) -> VectorSpace:
        """Return the embeddings of the pack in use with their index, up to date with the catalogue."""
        from faceorg.library.recognising.vectors import VectorSpace

        if self._space is None:
            self._space = VectorSpace(self)
        self._space.catch_up()
        return self._space

    def shelf(self) -> PreviewShelf:
        """Return the small pictures of photos."""
        from faceorg.library.pictures import PreviewShelf

        with self._making:
            if self._shelf is None:
                self._shelf = PreviewShelf(self)
            return self._shelf

    def kept_gallery(self) -> KeptGallery:
        """Return what keeps the gallery of known people (see `enrolment`)."""
        from faceorg.library.recognising.enrolment import KeptGallery

        with self._making:
            if self._gallery is None:
                self._gallery = KeptGallery(self)
            return self._gallery

    @contextmanager
    def edit(self, label: str) -> Iterator[EditId]:
        """Open one undoable edit (see catalog.journal)."""
        with journal.edit(self.catalog, label) as edit_id:
            yield edit_id

    def edited(
        self, edit_id: EditId, label: str, person_id: PersonId | None = None, faces: tuple[FaceId, ...] = ()
    ) -> Edited:
        """Say what an edit that was committed changed."""
        return Edited(label, journal.changes_of(self.catalog, edit_id), person_id, faces)

    def _acquire(self, program: str) -> EditLock:
        with disk_faults(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return EditLock(self.folder, program)


def require_library(folder: Path) -> None:
    """Raise NotFound unless there is a library in `folder`."""
    if not Library.exists(folder):
        raise NotFound(f"There is no library in {folder}; `faceorg scan FOLDER` makes one.")
