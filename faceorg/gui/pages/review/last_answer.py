"""The last answer is taken back, and never anything else: where something was done since, that is said and offered."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from faceorg.domain import EditId
from faceorg.edits import Edit, EditFacts, Replayed
from faceorg.gui.pages.review.queue import ReviewQueue
from faceorg.gui.session.session import Session
from faceorg.gui.words.edit_words import say_edit
from faceorg.gui.words.i18n import tr
from faceorg.library.opening import history
from faceorg.library.opening.library import Edited


class LastAnswer(QObject):
    """Knows which edits were answers of the page."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._given: dict[EditId, EditFacts] = {}
        self.is_looked_for = False  # an answer given meanwhile would be the one that is taken back
        session.runner.problem_reported.connect(self._on_problem)

    def note(self, made: Edited) -> None:
        """This edit was an answer."""
        if made.edit_id is not None:
            self._given[made.edit_id] = made.facts

    def is_taken_back(self, edited: Edited, queue: ReviewQueue) -> bool:
        """Whether an edit that comes back is the undo of the last answer; then the one before is the last."""
        if edited.replayed is not Replayed.UNDONE:
            return False
        last = next(reversed(self._given), None)
        if last is None or self._given[last] != edited.facts:
            return queue.was_last_about(edited.faces)  # as one that was given before the window was opened again
        del self._given[last]
        return True

    def take_back(self) -> None:
        """Take it back, once the answers that are on their way are there."""
        library = self._session.library
        self.is_looked_for = True
        self._session.runner.edit(lambda: history.newest(library), self._decide)

    def _decide(self, newest: Edit | None) -> None:
        self.is_looked_for = False
        session = self._session
        if newest is None:
            session.notice(tr("There is no answer to take back."))
        elif newest.id in self._given:
            session.take_back(newest.id)
        else:
            undo = tr("Undo “{edit}”").format(edit=say_edit(newest.facts))
            session.notice(
                tr("What was done last was no answer to a question."), (undo, partial(session.take_back, newest.id))
            )

    def _on_problem(self) -> None:
        self.is_looked_for = False
