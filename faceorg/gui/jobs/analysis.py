"""Faces that were drawn or moved, photos another pack has not seen -> looked at, as a job, in a quiet moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer

from faceorg.domain import PhotoId
from faceorg.edits import EVERYTHING, Changes
from faceorg.gui.session.runner import Job
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.progress import CancelToken, ProgressSink

# Drawing several faces in a row costs one start of the worker processes, not one each.
ANALYZE_AFTER_MS = 4000
# A slider is moved in several steps.
GROUP_AFTER_MS = 1500
_ANALYZE = "analyze"


def analyze_soon(session: Session) -> None:
    """Analyse what waits once nothing more was drawn for a moment."""
    _once_settled(session, "analyze", ANALYZE_AFTER_MS, analyze)


def group_again(session: Session) -> None:
    """Let groups and guesses follow a changed setting, once it was not changed again for a moment."""
    _once_settled(session, "group_again", GROUP_AFTER_MS, _group)


def _once_settled(session: Session, name: str, after_ms: int, begin: Callable[[Session], None]) -> None:
    """Begin once this was not asked for again for so long. name : of its timer, which the session keeps"""
    timer = session.findChild(QTimer, name)
    if timer is None:
        timer = QTimer(session, singleShot=True, interval=after_ms)
        timer.setObjectName(name)
        timer.timeout.connect(lambda: begin(session))
    timer.start()


def _group(session: Session) -> None:
    def work(progress: ProgressSink, cancel: CancelToken) -> None:
        session.helper.settle(full=True, progress=progress, cancel=cancel)

    def done(_none: None) -> None:
        session.broadcast(EVERYTHING)

    session.runner.job(Job(tr("Grouping faces"), work, done, key="group", once_more=True))


def retry(session: Session, photo_ids: Sequence[PhotoId]) -> None:
    """Read photos again that could not be read."""

    from faceorg.library.scanning import folders

    def done(_none: None) -> None:
        session.broadcast(Changes(photos=frozenset(photo_ids)))
        analyze(session, tr("Trying again"))

    session.runner.edit(lambda: folders.try_again(session.library, photo_ids), done)


def analyze(session: Session, title: str | None = None) -> None:
    """Analyse every photo that waits for the pack in use, in the background."""

    def work(progress: ProgressSink, cancel: CancelToken) -> int:
        return session.helper.analyze(progress=progress, cancel=cancel, on_changes=session.broadcast)

    def done(photos: int) -> None:
        session.broadcast(EVERYTHING)
        measure_where_many(session, photos)  # another pack

    name = title or tr("Looking at the faces")
    session.runner.job(Job(name, work, done, key=_ANALYZE, once_more=True, uses_pack=True))


def analyze_anew(session: Session, title: str) -> None:
    """Another pack was chosen: what still looks with the one before stops, and all is looked at with this one."""
    running = session.runner.current_job
    if running is not None and running.uses_pack:
        session.runner.cancel()
        if running.key != _ANALYZE:  # a scan, whose folders are nobody else's to look for
            session.runner.job(running)
    analyze(session, title)


def measure_where_many(session: Session, photos: int) -> None:
    """Measure the pack where so many photos came that it may tell something new."""
    from faceorg.library.recognising.measured import LEAST_PHOTOS

    if photos >= LEAST_PHOTOS:
        measure_pack(session)


def measure_pack(session: Session) -> None:
    """Measure the pack on the photos there are, where that is due: minutes at most, behind all other work."""

    def work(progress: ProgressSink, cancel: CancelToken) -> bool:
        return session.helper.measure_if_due(progress=progress, cancel=cancel)

    def done(changed: bool) -> None:
        if changed:
            session.broadcast(EVERYTHING)

    session.runner.job(Job(tr("Looking at the faces"), work, done, key="measure"))
