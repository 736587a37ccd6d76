"""Automatic copies of the catalogue, so that a damaged file costs at most the last hour of decisions.

A copy is kept only when it is sound and holds something; one without decisions never takes the place of one with.

[Note: Clocks] A clock may be wrong by years for a day, and be set right. What was copied then seems to come from the
future: believed, it would be the newest for ever, nothing would be copied beside it, and it would be what is put back.
So a copy from the future counts as older than all others.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog.storage.faults import CATALOG_FILE, disk_faults
from faceorg.catalog.storage.lost import BACKUPS_FOLDER, backup_files, made_backups_folder
from faceorg.errors import InvalidInput, LibraryDamaged, LibraryProblem
from faceorg.files.sqlite_files import log_of
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message
from faceorg.traces import kind_of

if TYPE_CHECKING:
    from faceorg.catalog.storage.soundness import CatalogFacts
    from faceorg.library.opening.library import Library

# The newest copies that are kept; with one an hour at most, a long evening of naming fits.
KEPT_BACKUPS = 8
# Of those without a single decision, beside them.
KEPT_WITHOUT_DECISIONS = 2
# A catalogue below this copies in milliseconds: every session that changed something ends with a copy.
SMALL_CATALOG_BYTES = 16 * 1024 * 1024
HOUR_S = 3600.0
# Names say the local time, which a journey sets back; what is later than that comes from a wrong clock [Note: Clocks].
JOURNEY = timedelta(days=1)
_STAMP = "%Y-%m-%d-%H%M%S"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Backup:
    """A copy of the catalogue. facts : what it holds, None where it does not read."""

    file: Path
    made_at: datetime
    facts: CatalogFacts | None


def folder_of(folder: Path) -> Path:
    """Return where a library's backups lie."""
    return folder / BACKUPS_FOLDER


def backups(folder: Path) -> list[Path]:
    """Return a library's automatic backups, newest first [Note: Clocks]."""
    files = (file for file in backup_files(folder) if file.name.startswith("catalog-2"))
    return sorted(files, key=_age_order, reverse=True)


def every_backup(folder: Path) -> list[Backup]:
    """Return all backups, those made before a new version of faceorg too, with what they hold, newest first.

    Raises LibraryProblem where the folder may not be read.
    """
    from faceorg.catalog.storage import soundness

    place = folder_of(folder)
    with disk_faults(folder), suppress(FileNotFoundError, NotADirectoryError):
        for name in os.listdir(place):
            os.lstat(place / name)  # a folder that is closed would look like one without backups
    found = [Backup(file, made_at(file), soundness.facts_of_file(file)) for file in backup_files(folder)]
    return sorted(found, key=lambda backup: _age_order(backup.file), reverse=True)


def _age_order(file: Path) -> tuple[bool, datetime, str]:
    made = made_at(file)
    return made < datetime.now() + JOURNEY, made, file.name


def made_at(file: Path) -> datetime:
    """Return when a backup was made: what its name says, else when the file was written."""
    with suppress(ValueError):
        # Read as ISO, with "-" for "T": `strptime` takes 3 ms to be imported, at every opening.
        return datetime.fromisoformat(file.stem.removeprefix("catalog-")).replace(tzinfo=None)
    with suppress(OSError):  # deleted just now, or in a folder that is closed
        return datetime.fromtimestamp(file.lstat().st_mtime)
    return datetime.min


def back_up(library: Library) -> Path:
    """Copy the catalogue now and drop the oldest copies.

    Raises InvalidInput for a library that holds nothing, LibraryDamaged for a catalogue that is not sound,
    LibraryProblem where it cannot be written.
    """
    if not _worth_keeping(library):
        raise InvalidInput(ProblemCode.NOTHING_TO_BACK_UP, folder=library.folder)
    with disk_faults(library.folder):
        target = made_backups_folder(library.folder)
    file = _unused(target)
    library.catalog.backup_to(file)
    _drop_old(library.folder, file)
    return file


def _unused(folder: Path) -> Path:
    """Return where the next backup goes: named by the second, a later one where that is taken."""
    moment = datetime.now()
    while os.path.exists(file := folder / f"catalog-{moment.strftime(_STAMP)}.sqlite"):
        moment += timedelta(seconds=1)
    return file


def back_up_if_due(library: Library) -> None:
    """Copy a catalogue that holds decisions or photos and whose newest copy is older than a day."""
    with _failure_told(library):
        if _age_of_newest_s(library.folder) > 24 * HOUR_S and _worth_keeping(library):
            back_up(library)


def back_up_on_close(library: Library) -> None:
    """Copy the catalogue at the end of a session that changed it: always when small, else once an hour."""
    with _failure_told(library):
        if not _changed_since_backup(library.folder):
            return
        library.catalog.checkpoint()
        size = (library.folder / CATALOG_FILE).stat().st_size
        if _worth_keeping(library) and (size < SMALL_CATALOG_BYTES or _age_of_newest_s(library.folder) > HOUR_S):
            back_up(library)


@contextmanager
def _failure_told(library: Library) -> Iterator[None]:
    """Tell of a backup that was to be made by itself and could not be; all else goes on.

    A library must open where its catalogue is damaged, so that `check` can say so, and on a disk that is full, so that
    something can be deleted; and what a session did is safe without a copy of it.
    """
    try:
        with disk_faults(library.folder):
            yield
    except LibraryProblem as problem:
        _log.warning("no backup: %s", kind_of(problem))
        is_damage = isinstance(problem, LibraryDamaged)
        library.tell(problem.message if is_damage else Message(FindingCode.NO_BACKUP_MADE, why=problem))


def _drop_old(folder: Path, newest: Path) -> None:
    """Delete the oldest copies, those without decisions counted apart; one that does not read is left as it is.

    newest : was just made, whatever the clock said when the others were
    """
    from faceorg.catalog.storage import soundness

    holding: dict[bool, list[Path]] = {True: [], False: []}
    for file in backups(folder):
        if (facts := soundness.facts_of_file(file)) is not None:
            holding[facts.has_decisions].append(file)
    for old in holding[True][KEPT_BACKUPS:] + holding[False][KEPT_WITHOUT_DECISIONS:]:
        if old != newest:
            with suppress(OSError):  # one that another program has open (Windows) goes the next time
                old.unlink(missing_ok=True)


def _worth_keeping(library: Library) -> bool:
    from faceorg.catalog.storage import soundness  # a program opens a library without it as long as no copy is due

    return not soundness.facts_in(library.catalog.connection).is_empty


def _age_of_newest_s(folder: Path) -> float:
    """Return how long ago the last copy was made; for ever, where there is none or it comes from the future."""
    newest = backups(folder)
    age_s = datetime.now().timestamp() - newest[0].stat().st_mtime if newest else float("inf")
    return age_s if age_s >= 0 else float("inf")


def _changed_since_backup(folder: Path) -> bool:
    newest = backups(folder)
    if not newest or newest[0].stat().st_mtime > datetime.now().timestamp():  # nothing can be told by times then
        return True
    parts = [folder / CATALOG_FILE, log_of(folder / CATALOG_FILE)]
    facts = [part.stat() for part in parts if os.path.exists(part)]
    # An empty log is made by every opening and says nothing.
    changed = max((fact.st_mtime for fact in facts if fact.st_size), default=0.0)
    return changed > newest[0].stat().st_mtime
