"""After edits: "looking for more…", once the user pauses; then what was found is said and every page told.

Edits that come quickly are followed by one look, not one each, so naming never waits for recognising.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from faceorg.edits import EVERYTHING, Changes
from faceorg.gui.session.runner import Job
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.library.opening.library import Edited
from faceorg.progress import CancelToken, ProgressSink

if TYPE_CHECKING:
    from faceorg.library.opening.omissions import Omission
    from faceorg.library.review.after_edits import MoreFound

# An edit is followed by a look for more of the same after this long without another one.
QUIET_MS = 500


class FollowUp(QObject):
    """Collects edits and looks for more."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._edits: list[Edited] = []
        self._timer = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._timer.timeout.connect(self._look)
        session.changed.connect(self._on_changed)
        session.taken_in.connect(self._on_taken_in)
        session.left_out_again.connect(self._on_left_out_again)
        session.runner.job_ended.connect(lambda _job, _whole: self._timer.start() if self._edits else None)

    def _on_changed(self, changes: Changes, edited: Edited | None) -> None:
        if edited is None:
            return
        if changes.photos:  # boxes were placed in them, also by doing it again
            from faceorg.gui.jobs import analysis

            analysis.analyze_soon(self._session)
        self._edits.append(edited)
        self._timer.start()

    def _on_taken_in(self, left: Omission) -> None:
        from faceorg.gui.jobs import scanning

        scanning.was_taken_in(self._session, left)

    def _on_left_out_again(self, left: Omission) -> None:
        from faceorg.gui.jobs import scanning

        scanning.left_out(self._session, left)

    def _look(self) -> None:
        if self._session.runner.current_job is not None:
            return  # a scan looks for more by itself; what it leaves is looked for when it ends
        edits, self._edits = self._edits, []
        session = self._session

        def work(progress: ProgressSink, cancel: CancelToken) -> MoreFound:
            return session.helper.look_for_more(edits, progress=progress, cancel=cancel)

        named = next(
            (self._session.people_cache.label(made.person_id) for made in reversed(edits) if made.person_id), ""
        )
        title = tr("Looking for more of {name}…").format(name=named) if named else tr("Looking for more…")
        self._session.runner.job(Job(title, work, self._on_found))

    def _on_found(self, found: MoreFound) -> None:
        self._session.broadcast(EVERYTHING)
        if found.person_id is None or not (found.assigned or found.waiting):
            return
        name = self._session.people_cache.label(found.person_id)
        person_id = found.person_id
        if found.assigned:
            text = tr("Found %Ln more face(s) of {name}.", None, found.assigned).format(name=name)
        else:
            text = tr("%Ln more face(s) may be {name}.", None, found.waiting).format(name=name)
        self._session.notice(text, (tr("Show"), lambda: self._session.go("person", person_id)))
