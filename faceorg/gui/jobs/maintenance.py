"""What is done about a library as a whole, as jobs and as last deeds of a window: check, rebuild, back up, restore,
wipe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from faceorg.edits import EVERYTHING
from faceorg.errors import LibraryProblem
from faceorg.gui.session.runner import Job
from faceorg.gui.session.session import LastDeed, Session
from faceorg.gui.words.i18n import tr
from faceorg.library.opening import backups, restoring
from faceorg.library.opening.backups import Backup
from faceorg.library.opening.library import Library
from faceorg.library.opening.locking import WINDOW
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressSink

if TYPE_CHECKING:
    from faceorg.library.maintenance import CheckReport
    from faceorg.library.names_in_files.files import WriteReport


def list_backups(library: Library) -> list[Backup]:
    """Return the backups, newest first; none where their folder may not be read, which a check tells."""
    with suppress(LibraryProblem):
        return backups.every_backup(library.folder)
    return []


def back_up(session: Session, then: Callable[[], None]) -> None:
    """Copy the catalogue now."""

    def done(file: Path) -> None:
        session.notice(tr("Backed up to {file}").format(file=file.name))
        then()

    session.runner.edit(lambda: backups.back_up(session.library), done)


def _with_counts(told: str, report: CheckReport) -> str:
    photos, faces = tr("%Ln photo(s)", None, report.photos), tr("%Ln face(s)", None, report.faces)
    return told.format(photos=photos, faces=faces)


def check(session: Session, then: Callable[[CheckReport], None]) -> None:
    """Prove that the library is sound."""

    def work(progress: ProgressSink, cancel: CancelToken) -> CheckReport:
        return session.helper.check(progress=progress, cancel=cancel)

    def done(report: CheckReport) -> None:
        if not report.findings:
            told = tr("All is well: {photos}, {faces}.")
            session.notice(_with_counts(told, report))
        then(report)

    session.runner.job(Job(tr("Checking the library"), work, done, key="check", goes_on=False))


def rebuild(session: Session, then: Callable[[CheckReport], None]) -> None:
    """Make everything anew that is derived, and check the library afterwards."""

    def work(progress: ProgressSink, cancel: CancelToken) -> CheckReport:
        return session.helper.rebuild(progress=progress, cancel=cancel, on_changes=session.broadcast)

    def done(report: CheckReport) -> None:
        session.broadcast(EVERYTHING)
        if not report.findings:
            told = tr("Rebuilt: {photos}, {faces}. All is well.")
            session.notice(_with_counts(told, report))
        then(report)

    session.runner.job(Job(tr("Rebuilding"), work, done, key="rebuild"))


def restore(session: Session, backup: Path) -> None:
    """Close the library, put a backup in the place of its catalogue, and open it again."""
    folder = session.library.folder

    def done(kept: Backup) -> None:
        _after_closing(session, lambda: restoring.restore_kept(folder, kept, program=WINDOW).messages())

    session.runner.edit(lambda: restoring.keep_through_closing(folder, backup), done)


def put_backup_in_place(folder: Path, backup: Path) -> Sequence[Message]:
    """Put a backup in the place of a catalogue that does not open; return what there is to say of it."""
    return restoring.restore(folder, backup, program=WINDOW).messages()


def take_out_then_wipe(session: Session) -> None:
    """Take names out of files as a job; where some resist, nothing is deleted unless somebody says so."""

    def work(progress: ProgressSink, cancel: CancelToken) -> WriteReport:
        return session.helper.take_names_out(progress=progress, cancel=cancel)

    def done(report: WriteReport) -> None:
        if report.left:
            session.notice(tr("Stopped; nothing was deleted. The rest of the names is still in files."))
        elif report.problems:
            text = tr("Names could not be taken out of %Ln file(s). Nothing was deleted.", None, len(report.problems))
            session.notice(text, (tr("Delete all the same"), lambda: wipe(session)))
        else:
            wipe(session)

    session.runner.job(Job(tr("Taking names out of files"), work, done, key="take names out"))


def wipe(session: Session) -> None:
    """Close the library, delete everything about faces and people, and begin anew."""
    folder = session.library.folder

    def delete() -> Sequence[Message]:
        from faceorg.library import wiping

        return wiping.wipe(folder).messages()

    _after_closing(session, delete)


def _after_closing(session: Session, deed: LastDeed) -> None:
    session.after_close = deed
    # After this event: the page that asked is closed along with the window.
    QTimer.singleShot(0, session, session.quit_requested.emit)
