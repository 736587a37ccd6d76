"""Scanning as a job of the runner, and the filters that show what it was about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from faceorg.domain import Absence, PhotoFilter, PhotoId, PhotoState
from faceorg.edits import EVERYTHING
from faceorg.gui.jobs import analysis
from faceorg.gui.session.runner import Job
from faceorg.gui.session.session import Session, taking_in
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message
from faceorg.library.opening import omissions
from faceorg.messages.message import Message
from faceorg.paths import resolved
from faceorg.progress import CancelToken, ProgressSink

if TYPE_CHECKING:
    from faceorg.library.opening.omissions import Omission
    from faceorg.library.scanning.forgetting import Forgotten
    from faceorg.library.scanning.ingest import ScanReport


# A scan that brought so many photos tells what the pack is bad at; one of a few new ones need not say it again.
MANY = 20


def scan(
    session: Session,
    wanted: Sequence[Path] = (),
    *,
    retry_failed: bool = False,
    samples: bool = False,
    key: str | None = None,
) -> None:
    """Scan the wanted folders (none: all known ones) in the background; people appear while it runs.

    samples : scan the sample photos, too
    key : of which one scan is enough, whatever is asked for while it waits or runs
    """

    def work(progress: ProgressSink, cancel: CancelToken) -> ScanReport:
        return session.helper.scan(
            [*wanted, _samples(session)] if samples else wanted,
            retry_failed=retry_failed,
            progress=progress,
            cancel=cancel,
            on_changes=session.broadcast,
        )

    job = Job(
        tr("Looking for photos"), work, lambda report: _on_scanned(session, report, wanted), key=key, uses_pack=True
    )
    session.runner.job(job)


def _samples(session: Session) -> Path:
    from faceorg.library.scanning.samples import copy_samples

    return copy_samples(session.library.folder)


def fetch_from_cloud(session: Session) -> None:
    """Let scans open what lies in the cloud from now on, and begin with it."""
    from faceorg.library.opening import preferences

    session.prefer(lambda library: preferences.fetch_from_cloud(library, True), lambda: scan(session))


def add_folder(session: Session, parent: QWidget) -> None:
    """Ask for a folder with photos, and offer to scan it; the page stays where none is chosen."""
    if (chosen := choose_folder(parent)) is not None:
        session.go("welcome", (chosen,))


def choose_folder(parent: QWidget) -> Path | None:
    """Return the folder that is chosen in the system's dialog, None where none is."""
    return _folder_from(parent, tr("Choose a folder with photos"), str(Path.home()))


def _folder_from(parent: QWidget, title: str, start: str = "") -> Path | None:
    from PySide6.QtWidgets import QFileDialog

    chosen = QFileDialog.getExistingDirectory(parent, title, start)
    return Path(chosen) if chosen else None


def choose_where(session: Session, parent: QWidget, folder: Path) -> None:
    """Ask where a folder is now that is not where it was scanned, and have its photos follow."""
    chosen = _folder_from(parent, tr("Where is {folder} now?").format(folder=folder.name or str(folder)))
    if chosen is not None:
        folder_moved(session, folder, chosen)


def folder_moved(session: Session, old: Path, new: Path) -> None:
    """A folder lies elsewhere now: its photos follow with everything decided, and it is scanned there."""
    from faceorg.library.scanning import folders

    def done(_count: int) -> None:
        session.broadcast(EVERYTHING)
        session.hold_undo(tr("Undo moves no folder back."))
        scan(session, [new])

    def work(progress: ProgressSink, cancel: CancelToken) -> int:
        return folders.folder_moved(session.library, old, new, progress=progress, cancel=cancel)

    session.runner.job(Job(tr("Having photos follow their folder"), work, done, goes_on=False, is_edit=True))


def leave_out(session: Session, folder: Path | str, scanned: bool = False, forgotten: Sequence[PhotoId] = ()) -> None:
    """Leave a folder, or what a pattern fits, out of scans; its photos are kept apart at once.

    scanned : the folder is scanned by itself; forgotten : photos there that are to be forgotten with it
    """
    from faceorg.library.scanning import exclusions, folders

    library = session.library

    def leave() -> Omission:
        folders.leave_out(library, Path(folder)) if scanned else exclusions.exclude(library, str(folder))
        return omissions.omissions(library)[0]  # read before the next edit, which may leave out another one

    def done(left: Omission) -> None:
        if forgotten:
            session.broadcast(EVERYTHING)
            forget(session, forgotten, Absence.LEFT_OUT, lambda: left_out(session, left))
        else:
            left_out(session, left)

    session.runner.edit(leave, done)


def forget(
    session: Session, photo_ids: Sequence[PhotoId], what: Absence, none: Callable[[], None] = lambda: None
) -> None:
    """Forget photos that are gone, or left out, for good. none : called where there was nothing to forget any more"""
    from faceorg.library.scanning import forgetting

    def work(progress: ProgressSink, cancel: CancelToken) -> Forgotten:
        return forgetting.forget(session.library, photo_ids, [what], progress=progress, cancel=cancel)

    def done(gone: Forgotten) -> None:
        was_forgotten(session, gone.photos) if gone.photos else none()

    def stopped() -> None:
        session.broadcast(EVERYTHING)
        session.hold_undo(tr("Undo brings no forgotten photo back."))

    session.runner.job(Job(tr("Forgetting photos"), work, done, given_up=stopped, is_edit=True))


def was_forgotten(session: Session, photos: int) -> None:
    """Tell that photos were forgotten, which no undo brings back."""
    session.broadcast(EVERYTHING)
    session.hold_undo(tr("Undo brings no forgotten photo back."))
    session.notice(tr("%Ln photo(s) were forgotten.", None, photos))


def left_out(session: Session, left: Omission) -> None:
    """Tell that a folder was left out, and offer to take it in again; Undo does that, too."""
    session.broadcast(EVERYTHING)
    session.notice(
        tr("{folder} is left out. Its faces and names are kept.").format(folder=left.name),
        (tr("Take it in again"), lambda: take_in_again(session, left)),
        details=str(left.folder),
        about=_whether_in(left.what),
    )


def _whether_in(what: str) -> str:
    """Return what notices are about that say whether something is left out: the newest one is true."""
    return f"whether {what} is left out"


def take_in_again(session: Session, left: Omission) -> None:
    """What was left out is looked through again, with its names."""
    if left.was_scanned:
        _tell_taken_in(session, left.what)
        scan(session, [left.folder], key=taking_in(left.what))
    else:
        take_in(session, left.what)


def was_taken_in(session: Session, left: Omission) -> None:
    """Undo leaves it out no more: tell so, and find its photos again."""
    _tell_taken_in(session, left.what)
    scan(session, [left.folder] if left.was_scanned else (), key=taking_in(left.what))


def _tell_taken_in(session: Session, what: str) -> None:
    told = tr("{folder} is taken in again; its photos come back.")
    session.notice(told.format(folder=omissions.short(what)), details=what, about=_whether_in(what))


def take_in(session: Session, entry: str) -> None:
    """Leave it out no more, and find its photos again."""
    from faceorg.library.scanning import exclusions

    def done(_entry: str) -> None:
        session.broadcast(EVERYTHING)
        session.hold_undo(tr("Undo leaves no folder out again; the page Settings does."))
        _tell_taken_in(session, entry)
        scan(session, key=taking_in(entry))

    session.runner.edit(lambda: exclusions.include(session.library, entry), done)


def _on_scanned(session: Session, report: ScanReport, wanted: Sequence[Path]) -> None:
    """Say what matters most of a scan. wanted : the folders that were asked for, none for all"""
    session.broadcast(EVERYTHING)
    if report.analyzed:
        analysis.measure_where_many(session, report.found)
    if report.analyzed >= MANY:
        session.runner.read(session.helper.many_small_children, lambda found: _tell_what_is_hard(session, found))
    if report.moved:
        moved = report.moved[0]
        session.notice(
            tr("{old} is gone, and its photos were found in {new}. Was the folder moved there?").format(
                old=moved.old.name or moved.old, new=moved.new.name or moved.new
            ),
            (tr("It was moved"), lambda: folder_moved(session, moved.old, moved.new)),
            details=f"{moved.old} → {moved.new}",
        )
    elif report.failed:
        text = tr("%Ln photo(s) could not be read.", None, report.failed)
        session.notice(text, (tr("Show"), lambda: session.go("photos", only_failed())))
    elif report.in_cloud:
        session.notice(
            tr("%Ln photo(s) lie only in the cloud and stayed closed.", None, report.in_cloud),
            (tr("Fetch them"), lambda: fetch_from_cloud(session)),
        )
    elif empty := sorted(set(report.empty) & {resolved(folder) for folder in wanted}):
        session.notice(tr("There is no photo in {folder}.").format(folder=empty[0].name), details=str(empty[0]))
    elif report.analyzed:
        looked_at = tr("Looked at %Ln photo(s).", None, report.analyzed)
        parts = [looked_at, tr("The library has %Ln face(s).", None, report.faces)]
        if report.ending_early:
            count = len(report.ending_early)
            parts.append(tr("The files of %Ln photo(s) end early: a part of the picture is missing.", None, count))
        session.notice(" ".join(parts))


def _tell_what_is_hard(session: Session, found: Message | None) -> None:
    if found is not None:
        session.notice(say_message(found), (tr("Other packs"), lambda: session.go("packs")))


def only_failed() -> PhotoFilter:
    return PhotoFilter(state=PhotoState.FAILED)
