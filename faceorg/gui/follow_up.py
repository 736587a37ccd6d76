"""After edits: "looking for more…", once the user pauses; then what was found is said and every page told.

Edits that come quickly are followed by one look, not one each, so naming never waits for recognising.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from faceorg.catalog import glances, people
from faceorg.domain import PersonId
from faceorg.gui.i18n import tr
from faceorg.gui.runner import Job
from faceorg.gui.session import Session
from faceorg.library.library import Edited, Library
from faceorg.progress import CancelToken, ProgressSink

# An edit is followed by a look for more of the same after this long without another one.
QUIET_MS = 500


@dataclass(frozen=True)
class Found:
    """Who got how many more faces by themselves, and how many more wait for a yes."""

    person_id: PersonId | None
    assigned: int
    waiting: int


class FollowUp(QObject):
    """Collects edits and looks for more."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._edits: list[Edited] = []
        self._timer = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._timer.timeout.connect(self._look)
        session.edited.connect(self.add)
        session.runner.job_ended.connect(lambda _job, _whole: self._timer.start() if self._edits else None)

    def add(self, edited: Edited) -> None:
        self._edits.append(edited)
        self._timer.start()

    def _look(self) -> None:
        if self._session.runner.current_job is not None:
            return  # a scan looks for more by itself; what it leaves is looked for when it ends
        edits, self._edits = self._edits, []
        library = self._session.library

        def work(progress: ProgressSink, cancel: CancelToken) -> Found:
            return look_for_more(library, edits, progress, cancel)

        named = next((self._session.everyone.name(made.person_id) for made in reversed(edits) if made.person_id), "")
        title = tr("Looking for more of {name}…").format(name=named) if named else tr("Looking for more…")
        self._session.runner.job(Job(title, work, self._on_found))

    def _on_found(self, found: Found) -> None:
        self._session.broadcast(None)
        if found.person_id is None or not (found.assigned or found.waiting):
            return
        name = self._session.everyone.name(found.person_id)
        person_id = found.person_id
        if found.assigned:
            text = tr("Found %n more face(s) of {name}.", None, found.assigned).format(name=name)
        else:
            text = tr("%n more face(s) may be {name}.", None, found.waiting).format(name=name)
        self._session.notice(text, (tr("Show"), lambda: self._session.go("person", person_id)))


def look_for_more(library: Library, edits: list[Edited], progress: ProgressSink, cancel: CancelToken) -> Found:
    """Bring guesses, questions and, where faces lost their group, groups up to date; for the job thread."""
    from faceorg.library import grouping

    person_id = next((made.person_id for made in reversed(edits) if made.person_id is not None), None)
    before = _counts(library, person_id)
    for made in edits:
        cancel.raise_if_cancelled()
        grouping.after_edit(library, made)
    touched = frozenset().union(*(made.changes.faces for made in edits))
    if glances.homeless(library.catalog, touched):
        grouping.regroup(library, progress=progress, cancel=cancel)
    after = _counts(library, person_id)
    return Found(person_id if after else None, max(0, after[0] - before[0]), max(0, after[1] - before[1]))


def _counts(library: Library, person_id: PersonId | None) -> tuple[int, int]:
    found = people.summaries(library.catalog, [person_id]) if person_id is not None else []
    return (found[0].automatic, found[0].waiting) if found else (0, 0)
