"""Automatic copies of the catalogue, so that a damaged file costs at most the last hour of decisions."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg import atomic
from faceorg.catalog import photos
from faceorg.catalog.connection import CATALOG_FILE
from faceorg.catalog.health import is_sound
from faceorg.catalog.journal import journal
from faceorg.errors import NotFound
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

BACKUPS_FOLDER = "backups"
# The newest copies that are kept; with one an hour at most, a long evening of naming fits.
KEPT_BACKUPS = 8
# A catalogue below this copies in milliseconds: every session that changed something ends with a copy.
SMALL_CATALOG_BYTES = 16 * 1024 * 1024
HOUR_S = 3600.0


def backups(folder: Path) -> list[Path]:
    """Return a library's automatic backups, newest first."""
    return sorted((folder / BACKUPS_FOLDER).glob("catalog-2*.sqlite"), reverse=True)


def back_up(library: Library) -> Path:
    """Copy the catalogue now and drop the oldest copies."""
    target = library.folder / BACKUPS_FOLDER
    target.mkdir(mode=0o700, exist_ok=True)
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    file = target / f"catalog-{stamp}.sqlite"
    library.catalog.backup_to(file)
    for old in backups(library.folder)[KEPT_BACKUPS:]:
        old.unlink(missing_ok=True)
    return file


def back_up_if_due(library: Library) -> None:
    """Copy a catalogue that holds decisions or photos and whose newest copy is older than a day."""
    if _age_of_newest_s(library.folder) > 24 * HOUR_S and _worth_keeping(library):
        back_up(library)


def back_up_on_close(library: Library) -> None:
    """Copy the catalogue at the end of a session that changed it: always when small, else once an hour."""
    if not _changed_since_backup(library.folder):
        return
    library.catalog.checkpoint()
    size = (library.folder / CATALOG_FILE).stat().st_size
    if _worth_keeping(library) and (size < SMALL_CATALOG_BYTES or _age_of_newest_s(library.folder) > HOUR_S):
        back_up(library)


def restore(folder: Path, backup: Path | None = None) -> Path:
    """Put a backup (the newest sound one) in the place of the catalogue; the damaged file is kept beside it.

    Raises NotFound without a sound backup. The library must not be open.
    """
    for candidate in [backup] if backup else backups(folder):
        if is_sound(candidate):
            _swap(folder, candidate)
            return candidate
    raise NotFound(ProblemCode.NO_SOUND_BACKUP, folder=folder / BACKUPS_FOLDER)


def _swap(folder: Path, backup: Path) -> None:
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    damaged = folder / CATALOG_FILE

    def move_aside(_copy: Path) -> None:
        for suffix in ("", "-wal", "-shm"):
            part = damaged.with_name(damaged.name + suffix)
            if part.exists():
                part.chmod(atomic.OWNER_ONLY)
                part.rename(part.with_name(f"damaged-{stamp}-{part.name}"))

    with atomic.replacing(damaged, before=move_aside) as copy, backup.open("rb") as sound:
        shutil.copyfileobj(sound, copy)


def _worth_keeping(library: Library) -> bool:
    return any(photos.counts_by_state(library.catalog).values()) or bool(journal.history(library.catalog, limit=1))


def _age_of_newest_s(folder: Path) -> float:
    newest = backups(folder)
    return datetime.now().timestamp() - newest[0].stat().st_mtime if newest else float("inf")


def _changed_since_backup(folder: Path) -> bool:
    newest = backups(folder)
    parts = [folder / CATALOG_FILE, folder / (CATALOG_FILE + "-wal")]
    facts = [part.stat() for part in parts if part.exists()]
    # An empty log is made by every opening and says nothing.
    changed = max(fact.st_mtime for fact in facts if fact.st_size)
    return not newest or changed > newest[0].stat().st_mtime
