"""Another pack -> fetched as a job, and used: the photos are looked at again in the background, decisions stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from faceorg.domain import ModelPack
from faceorg.edits import EVERYTHING
from faceorg.errors import LibraryProblem
from faceorg.gui.jobs import analysis
from faceorg.gui.session.runner import Job
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.library.recognising import packs
from faceorg.library.views import photo_views
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressSink


def use(session: Session, pack_id: str) -> None:
    """Change to an installed pack."""
    session.runner.edit(lambda: packs.use_pack(session.library, pack_id), lambda pack: _used(session, pack))


def install(session: Session, pack_id: str, source: Path | None, installed: Callable[[], None]) -> None:
    """Fetch a pack, or take it from a zip or folder, and offer to use it.

    A stopped download goes on later where it was.

    installed : called when it is there
    """

    def work(progress: ProgressSink, cancel: CancelToken) -> ModelPack:
        return packs.install_pack(pack_id, _folder(session), progress=progress, cancel=cancel, source=source)

    def done(pack: ModelPack) -> None:
        installed()
        session.notice(
            tr("{pack} is installed.").format(pack=pack.name), (tr("Use it"), lambda: use(session, str(pack.id)))
        )

    session.runner.job(Job(_title(pack_id), work, done, key=_key(pack_id)))


def install_and_use(session: Session, pack_id: str, given_up: Callable[[Message | None], None]) -> None:
    """Fetch a pack that the user has decided for, and use it from the moment that it is there.

    It is chosen within the job: a scan that waits behind it begins with it at once.

    given_up : called when it did not come, with why; None: it was stopped
    """
    met: list[Message] = []

    def work(progress: ProgressSink, cancel: CancelToken) -> ModelPack:
        try:
            packs.install_pack(pack_id, _folder(session), progress=progress, cancel=cancel)
            return packs.use_pack(session.library, pack_id)
        except LibraryProblem as problem:
            met.append(problem.message)
            raise

    job = Job(
        _title(pack_id),
        work,
        lambda pack: _used(session, pack),
        key=_key(pack_id),
        given_up=lambda: given_up(met[-1] if met else None),
    )
    session.runner.job(job)


def is_coming(session: Session, pack_id: str) -> bool:
    """Whether a pack is being fetched, or will be after what runs now."""
    return session.runner.has_job(_key(pack_id))


def _used(session: Session, pack: ModelPack) -> None:
    session.broadcast(EVERYTHING)
    session.hold_undo(tr("Undo changes back to no other pack; the page Recognition does."))
    session.notice(tr("{pack} is in use. Names and history stay as they are.").format(pack=pack.name))
    if photo_views.scanned_folders(session.library):
        analysis.analyze_anew(session, tr("Looking again with {pack}").format(pack=pack.name))


def _folder(session: Session) -> Path:
    return session.library.folder / "packs"


def _title(pack_id: str) -> str:
    return tr("Installing {pack}").format(pack=pack_id)


def _key(pack_id: str) -> str:
    return f"install {pack_id}"
