"""What is done about a library as a whole, as jobs and as last deeds of a window: check, back up, restore, wipe."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from faceorg import atomic
from faceorg.gui.session.runner import Job
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import number, tr
from faceorg.library.opening import backups
from faceorg.library.opening.library import Library
from faceorg.progress import CancelToken, ProgressSink

if TYPE_CHECKING:
    from faceorg.library.maintenance import CheckReport


def list_backups(library: Library) -> list[Path]:
    """Return the automatic copies, newest first."""
    return backups.backups(library.folder)


def back_up(session: Session, then: Callable[[], None]) -> None:
    """Copy the catalogue now."""

    def done(file: Path) -> None:
        session.notice(tr("Backed up to {file}").format(file=file.name))
        then()

    session.runner.edit(lambda: backups.back_up(session.library), done)


def check(session: Session, then: Callable[[CheckReport], None]) -> None:
    """Prove that the library is sound."""

    def work(progress: ProgressSink, cancel: CancelToken) -> CheckReport:
        return session.helper.check(progress=progress, cancel=cancel)

    def done(report: CheckReport) -> None:
        if not report.findings:
            told = tr("All is well: {photos} photos, {faces} faces.")
            session.notice(told.format(photos=number(report.photos), faces=number(report.faces)))
        then(report)

    session.runner.job(Job(tr("Checking the library"), work, done, key="check"))


def restore(session: Session, backup: Path) -> None:
    """Close the library, put a backup in the place of its catalogue, and open it again."""
    folder = session.library.folder
    # Closing makes a backup of its own and drops the oldest one, which may be the one that is wanted.
    kept = folder / backups.BACKUPS_FOLDER / "restoring.sqlite"
    with atomic.replacing(kept) as copy, backup.open("rb") as chosen:
        shutil.copyfileobj(chosen, copy)

    def put_back() -> None:
        backups.restore(folder, kept)
        kept.unlink()

    _after_closing(session, put_back)


def wipe(session: Session) -> None:
    """Close the library, delete everything about faces and people, and begin anew."""
    folder = session.library.folder

    def delete() -> None:
        from faceorg.library import maintenance

        maintenance.wipe(folder)

    _after_closing(session, delete)


def _after_closing(session: Session, deed: Callable[[], object]) -> None:
    session.after_close = deed
    # After this event: the page that asked is closed along with the window.
    QTimer.singleShot(0, session, session.quit_requested.emit)
