"""Questions -> their cards, read before they are asked for, so that an answer brings the next question at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from faceorg.gui.pages.review.card_data import CardData, read_card
from faceorg.gui.session.session import Session
from faceorg.library.review.question import Question, QuestionKind


class CardsAhead(QObject):
    """Cards that are ready, by the key of their question.

    Signals
    -------
    arrived(CardData) : the card that `take` had to wait for
    """

    arrived = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._ready: dict[str, CardData] = {}
        self._wanted = ""
        self._fillings = 0  # what was read before the questions were read anew may say what is no more so

    def take(self, question: Question) -> CardData | None:
        """Return the card of a question if it is ready; if not, it arrives."""
        self._wanted = ""
        if question.kind is QuestionKind.WHO_ARE_THESE:
            return CardData(question, ())  # it has nothing that would have to be read
        if question.key in self._ready:
            return self._ready.pop(question.key)
        self._wanted = question.key
        self.read(question)
        return None

    def read(self, question: Question) -> None:
        """Read the card of a question that will be asked."""
        if question.key not in self._ready:
            library, helper, filling = self._session.library, self._session.helper, self._fillings
            self._session.runner.read(
                lambda: read_card(library, helper, question),
                lambda data: self._on_read(data) if filling == self._fillings else None,
                self,
            )

    def forget(self) -> None:
        """The questions were read anew: cards of old ones are of no use, nor is one that is waited for."""
        self._fillings += 1
        self._ready.clear()
        self._wanted = ""

    def _on_read(self, data: CardData) -> None:
        if data.question.key == self._wanted:
            self._wanted = ""
            self.arrived.emit(data)
        else:
            self._ready[data.question.key] = data
