"""A backup -> the catalogue: an edit of the whole library, with its lock, and nothing thrown away.

[Note: Numbers are never given twice] Faces, photos and people of a backup have the numbers they had then; what came
since has numbers that the backup does not know. Given a second time, they would find embeddings and small pictures of
other faces. So a catalogue that is put back goes on counting behind everything that any file of the library knows, and
what was derived for faces it does not know is dropped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from faceorg.catalog import vectors
from faceorg.catalog.storage import counting, soundness
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.faults import CATALOG_FILE, disk_faults, sqlite_faults
from faceorg.catalog.storage.lost import BACKUPS_FOLDER, KEPT_BACKUP, made_backups_folder
from faceorg.catalog.storage.soundness import CatalogFacts
from faceorg.errors import InvalidInput, LibraryProblem, NotFound
from faceorg.files import atomic
from faceorg.files.rights import close_to_others
from faceorg.files.sqlite_files import with_beside
from faceorg.library.opening.backups import Backup, every_backup, made_at
from faceorg.library.opening.index_files import INDEX_FOLDER, drop_index
from faceorg.library.opening.locking import EditLock
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message
from faceorg.paths import expanded

# What was in the catalogue's place is kept under this name, with the time; `wipe` takes it.
PUT_ASIDE = "replaced-"


@dataclass(frozen=True)
class Restored:
    """backup : what is in the catalogue's place now; put_aside : what was there, None where nothing was"""

    backup: Backup
    put_aside: Path | None

    def messages(self) -> tuple[Message, ...]:
        """Return what its user should know."""
        facts = self.backup.facts or CatalogFacts(0, 0, 0, 0)
        day = self.backup.made_at.strftime("%Y-%m-%d %H:%M:%S")
        put_back = Message(
            FindingCode.PUT_BACK, day=day, people=facts.people, faces=facts.faces, decisions=facts.decisions
        )
        if self.put_aside is None:
            return (put_back,)
        return (put_back, Message(FindingCode.PUT_ASIDE, file=self.put_aside))


def sound_catalog(folder: Path) -> Backup | None:
    """Return the catalogue in `folder` if nothing is wrong with it and it holds something; else a backup is better."""
    file = folder / CATALOG_FILE
    if soundness.fault_of(file) is not None:
        return None
    facts = soundness.facts_of_file(file)
    return None if facts is None or facts.is_empty else Backup(file, made_at(file), facts)


def chosen_backup(folder: Path, name: str | Path | None = None) -> Backup:
    """Return the backup of this name or path, the newest sound one for None.

    Raises NotFound where there is none, InvalidInput for one that is not sound, LibraryProblem where the folder of the
    backups may not be read.
    """
    if name is None:
        return _newest_sound(folder)
    ours = (backup.file for backup in every_backup(folder) if str(name) in (backup.file.name, backup.file.stem))
    file = next(ours, None)
    file = file or expanded(Path(name))
    if not os.path.isfile(file):
        raise NotFound(ProblemCode.NO_SUCH_BACKUP, name=name)
    if (fault := soundness.fault_of(file)) is not None:
        raise InvalidInput(ProblemCode.BACKUP_NOT_SOUND, file=file, why=fault)
    return Backup(file, made_at(file), soundness.facts_of_file(file))


def restore(
    folder: Path,
    name: str | Path | None = None,
    *,
    agreed: Callable[[Backup, Backup], bool] | None = None,
    program: str = "faceorg check --restore",
) -> Restored:
    """Put a backup (None: the newest sound one) in the place of the catalogue, which is kept beside it.

    agreed : asked with the backup and the catalogue when that is sound; None: it has been agreed to

    Raises LibraryLocked while somebody edits the library, NotFound without a sound backup, InvalidInput where the one
    that is named is not, or where it was not agreed to.
    """
    with disk_faults(folder):
        lock = EditLock(folder, program)
    try:
        backup = chosen_backup(folder, name)
        present = sound_catalog(folder)
        if present is not None and agreed is not None and not agreed(backup, present):
            raise InvalidInput(ProblemCode.CATALOG_IS_SOUND, folder=folder)
        with disk_faults(folder), sqlite_faults(folder):
            put_aside = _swap(folder, backup.file)
            with suppress(LibraryProblem):  # a derived file, which opening deals with: the backup is in place already
                _forget_what_it_does_not_know(folder)
        return Restored(backup, put_aside)
    finally:
        lock.release()


def keep_through_closing(folder: Path, backup: Path) -> Backup:
    """Copy a backup of an open library, to put it back once that is closed: closing makes a backup of its own and drops
    the oldest one, which may be the one that is wanted. Return the copy, with when the backup itself was made.
    """
    with disk_faults(folder):
        kept = made_backups_folder(folder) / KEPT_BACKUP
    with disk_faults(folder), atomic.replacing(kept) as copy, backup.open("rb") as chosen:
        shutil.copyfileobj(chosen, copy)
    return Backup(kept, made_at(backup), None)


def restore_kept(folder: Path, kept: Backup, *, program: str) -> Restored:
    """Put what `keep_through_closing` kept in the catalogue's place; the copy goes anyway. Raises : as `restore`"""
    try:
        done = restore(folder, kept.file, program=program)
    finally:
        kept.file.unlink(missing_ok=True)
    return replace(done, backup=replace(done.backup, made_at=kept.made_at))


def _newest_sound(folder: Path) -> Backup:
    """Return the newest sound backup; one whose history has gaps only where there is no other."""
    with_gaps = None
    for backup in every_backup(folder):
        if soundness.fault_of(backup.file) is None and backup.facts is not None and not backup.facts.is_empty:
            if not soundness.count_unreadable_edits(backup.file):
                return backup
            with_gaps = with_gaps or backup
    if with_gaps is None:
        raise NotFound(ProblemCode.NO_SOUND_BACKUP, folder=folder / BACKUPS_FOLDER)
    return with_gaps


def _swap(folder: Path, backup: Path) -> Path | None:
    catalog = folder / CATALOG_FILE
    moved: list[Path] = []

    def move_aside(copy: Path) -> None:
        counting.go_on_behind(copy, folder)
        moved.extend(_move_aside(catalog))

    with atomic.replacing(catalog, before=move_aside) as copy:
        soundness.copy_whole(backup, Path(copy.name))
    return moved[0] if moved else None


def _move_aside(catalog: Path) -> list[Path]:
    """Rename the catalogue with what SQLite keeps beside it, which would be played back into the one that comes in its
    place; a second one in the same second gets a name of its own."""
    stamp, number = datetime.now().strftime("%Y-%m-%d-%H%M%S"), 0
    prefix = f"{PUT_ASIDE}{stamp}-"
    while os.path.exists(catalog.with_name(prefix + catalog.name)):
        number += 1
        prefix = f"{PUT_ASIDE}{stamp}-{number}-"
    moved = []
    for part in with_beside(catalog):
        if os.path.exists(part) or os.path.islink(part):
            if not os.path.islink(part):  # where it leads, the rights are somebody else's affair
                close_to_others(part)
            moved.append(part.rename(part.with_name(prefix + part.name)))
    return [path for path in moved if path.name.endswith(CATALOG_FILE)]


def _forget_what_it_does_not_know(folder: Path) -> None:
    """Drop what was derived for faces that came after the backup; the index is built again from the rest."""
    drop_index(folder / INDEX_FOLDER)
    catalog = Catalog(folder)
    try:
        vectors.drop_unreferenced(catalog)
    finally:
        catalog.close()
