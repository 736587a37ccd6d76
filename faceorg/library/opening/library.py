"""A library: one folder's catalogue, settings and lock; every verb takes one first.

library/
  catalog.sqlite     observed and decided facts, the journal           precious
  backups/           automatic copies of the catalogue                 precious
  settings.toml
  embeddings.sqlite, thumbnails.sqlite, index/, packs/, samples/       remakeable
  library.lock       names who edits
  faceorg.log        what went wrong, without names and photo paths

What other files make of a library and keep with it (the index, the gallery, small pictures) is asked of their own
functions: `vectors.space_of(library)`, `enrolment.gallery_of(library)`, `pictures.shelf_of(library)`,
`packs.pack_in_use(library)`. `open_library` in `opening.open_library` opens one with its backups.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar, cast

from faceorg import settings as settings_module
from faceorg.catalog.journal import journal
from faceorg.catalog.storage import lost, places
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.faults import CATALOG_FILE, disk_faults
from faceorg.domain import EditId, FaceId, PersonId
from faceorg.edits import Changes, EditFacts, Replayed
from faceorg.errors import LibraryProblem, LibraryReadOnly, NotFound
from faceorg.files.atomic import remove_leftovers
from faceorg.library.opening.index_files import take_links_away
from faceorg.library.opening.locking import EditLock
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message
from faceorg.paths import expanded
from faceorg.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True)
class Edited:
    """What an edit did: what the history says of it, what views must refresh, and what it was about.

    replayed : whether it was now taken back or done again; None for a new one
    edit_id : of the edit that was made or done again, whose consequences are kept with it; None after an undo
    steps : how many edits were taken back or done again at once; `facts` are those of the last of them
    is_kept : the history has it; not where all was so already: to undo would take back something else
    """

    facts: EditFacts
    changes: Changes
    person_id: PersonId | None = None
    faces: tuple[FaceId, ...] = ()
    replayed: Replayed | None = None
    edit_id: EditId | None = None
    steps: int = 1
    is_kept: bool = True


def _nobody(_message: Message) -> None:
    """Stand in for whoever would hear it."""


def _once(tell: Callable[[Message], object]) -> Callable[[Message], object]:
    """What is met again while a library is open, or while it closes, has been said."""
    said: set[Message] = set()

    def telling(message: Message) -> None:
        if message not in said:
            said.add(message)
            tell(message)

    return telling


class Library:
    """An open library. Threads may share it; only one process may have it open for editing, with its own helper."""

    def __init__(
        self,
        folder: Path,
        *,
        edit: bool = True,
        program: str = "faceorg",
        shared: bool = False,
        tell: Callable[[Message], object] = _nobody,
    ) -> None:
        """Open `folder`, creating it when it is opened for editing.

        shared : the process that started this one holds the lock and makes the backups (see `helper_process`)
        tell : hears what its user should know although all goes on: of a derived file that was dropped, of a backup
            that could not be made

        Raises
        ------
        NotFound : not for editing, and there is no library
        LibraryLocked : another process edits it
        LibraryReadOnly, LibraryDamaged, LibraryTooNew, DiskFull
        """
        self.folder = Path(os.path.abspath(expanded(folder)))
        self.edits = edit
        self.tell = _once(tell)
        self._lock = self._acquire(program) if edit and not shared else None
        with ExitStack() as undoing:
            if self._lock:
                undoing.callback(self._lock.release)
            self.catalog = Catalog(self.folder, read_only=not edit, shared=shared)
            undoing.callback(self.catalog.close)
            self._settings = settings_module.load(self.folder)
            if self._lock:
                _remove_leftovers(self.folder)
                take_links_away(self.folder)
            undoing.pop_all()
        self._kept: dict[object, object] = {}
        # One thread makes what is kept, the others wait for it; making one may ask for another.
        self._making = threading.RLock()
        self._before_close: list[Callable[[Library], object]] = []
        self._closed = False
        for note in self.catalog.notes:
            tell(note)

    @staticmethod
    def exists(folder: Path) -> bool:
        return os.path.isfile(expanded(folder) / CATALOG_FILE)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What ended the session is what its user must hear; a disk that is full also for the backup adds nothing.
        with suppress(LibraryProblem) if value is not None else nullcontext():
            self.close()

    def close(self) -> None:
        """Do what was asked for with `before_close`, close the files, let go of the lock. Twice does no harm.

        Raises what a deed raises; everything is closed all the same.
        """
        if self._closed:
            return
        self._closed = True
        with ExitStack() as last:
            if self._lock:
                last.callback(self._lock.release)
            last.callback(self.catalog.close)
            # What is kept has files open or mapped, which Windows would neither delete nor replace afterwards.
            last.callback(self._kept.clear)
            for deed in self._before_close:
                deed(self)

    @property
    def settings(self) -> Settings:
        return self._settings

    def save_settings(self, settings: Settings) -> None:
        """Write the settings and use them from now on. Raises LibraryReadOnly, DiskFull."""
        if not self.edits:
            raise LibraryReadOnly(ProblemCode.LIBRARY_READ_ONLY, folder=self.folder)
        with disk_faults(self.folder):
            settings_module.save(self.folder, settings)
        self._settings = settings

    def take_over_settings(self, settings: Settings) -> None:
        """Take over settings that another process with this library has saved."""
        self._settings = settings

    def before_close(self, deed: Callable[[Library], object]) -> None:
        """Have something done with the library when it closes, while its files are still open."""
        self._before_close.append(deed)

    def kept(self, make: Callable[[Library], T]) -> T:
        """Return `make(library)` as it was made at the first call. Threads may ask at the same time."""
        with self._making:
            if make not in self._kept:
                self._kept[make] = make(self)
            return cast(T, self._kept[make])

    def forget(self, make: Callable[[Library], object]) -> None:
        """Have `kept` make this anew at its next call."""
        with self._making:
            self._kept.pop(make, None)

    @contextmanager
    def edit(self, facts: EditFacts) -> Iterator[EditId]:
        """Open one undoable edit (see catalog.journal)."""
        with journal.edit(self.catalog, facts) as edit_id:
            yield edit_id

    def edited(
        self, edit_id: EditId, facts: EditFacts, person_id: PersonId | None = None, faces: tuple[FaceId, ...] = ()
    ) -> Edited:
        """Say what an edit that was committed changed."""
        changes, is_kept = journal.changes_of(self.catalog, edit_id), journal.is_in_force(self.catalog, edit_id)
        return Edited(facts, changes, person_id, faces, edit_id=edit_id, is_kept=is_kept)

    def _acquire(self, program: str) -> EditLock:
        with disk_faults(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return EditLock(self.folder, program)


def _remove_leftovers(folder: Path) -> None:
    """Delete what killed runs left; where that may not be done they are only in the way."""
    with suppress(OSError):
        for place in (folder, *(inner for inner in folder.iterdir() if inner.is_dir())):
            remove_leftovers(place)


def require_library(folder: Path) -> None:
    """Raise NotFound unless there is a library in `folder`, LibraryDamaged where its catalogue is lost or no file."""
    places.refuse_what_is_no_file(folder)
    lost.refuse(folder)
    if not Library.exists(folder):
        raise NotFound(ProblemCode.NO_LIBRARY, folder=folder)
