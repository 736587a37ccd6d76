"""Scanning as a job of the runner, and the filters that show what it was about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.domain import PhotoFilter, PhotoState
from faceorg.edits import EVERYTHING
from faceorg.gui.session.runner import Job
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import number, tr
from faceorg.library.scanning.samples import copy_samples
from faceorg.progress import CancelToken, ProgressSink

if TYPE_CHECKING:
    from faceorg.library.scanning.ingest import ScanReport


def photos_below(folder: Path) -> PhotoFilter:
    """Return the filter for everything in a folder."""
    return PhotoFilter(folder=folder)


def scan(session: Session, folders: Sequence[Path] = (), *, retry_failed: bool = False, samples: bool = False) -> None:
    """Scan these folders (none: all known ones) in the background; people appear while it runs.

    samples : scan the sample photos, too
    """

    def work(progress: ProgressSink, cancel: CancelToken) -> ScanReport:
        return session.helper.scan(
            [*folders, copy_samples(session.library.folder)] if samples else folders,
            retry_failed=retry_failed,
            progress=progress,
            cancel=cancel,
            on_changes=session.broadcast,
        )

    session.runner.job(Job(tr("Looking for photos"), work, lambda report: _on_scanned(session, report)))


def _on_scanned(session: Session, report: ScanReport) -> None:
    session.broadcast(EVERYTHING)
    if report.failed:
        text = tr("%n photo(s) could not be read.", None, report.failed)
        session.notice(text, (tr("Show"), lambda: session.go("photos", failed_photos())))
    elif report.analyzed:
        session.notice(
            tr("Looked at {photos} photos; the library has {faces} faces.").format(
                photos=number(report.analyzed), faces=number(report.faces)
            )
        )


def failed_photos() -> PhotoFilter:
    return PhotoFilter(state=PhotoState.FAILED)
