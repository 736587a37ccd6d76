"""All people with their counts, kept up to date in memory: for the grid, for completion, for every name on a page.

Counting everybody in a large library takes longer than a frame, so it is read by a worker: once at the start and after
a scan, and only the people concerned after an edit.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from faceorg.domain import PersonId, PersonSummary
from faceorg.edits import Changes
from faceorg.gui.session.completion import Candidate, Completer
from faceorg.gui.session.runner import Runner
from faceorg.gui.words.i18n import number
from faceorg.library.opening.library import Library
from faceorg.library.views import people_views

# While a scan streams changes, everybody is counted again at most this often.
COUNT_EVERY_MS = 1500


class PeopleCache(QObject):
    """The people.

    Signals
    -------
    changed() : people came, went, or have other names or counts than before
    """

    changed = Signal()

    def __init__(self, library: Library, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._runner = library, runner
        self._by_id: dict[PersonId, PersonSummary] = {}
        self._completer: Completer | None = None
        self._by_name: dict[str, list[PersonSummary]] | None = None
        self.loaded = False
        # Answers need not come in the order of their questions: of everybody, and of some since, the newest one counts.
        self._questions, self._asked_of_all = 0, 0
        self._asked_of: dict[PersonId, int] = {}
        self._timer = QTimer(self, singleShot=True, interval=COUNT_EVERY_MS)
        self._timer.timeout.connect(self.reload)

    def __len__(self) -> int:
        return len(self._by_id)

    def summaries(self) -> list[PersonSummary]:
        return list(self._by_id.values())

    def get(self, person_id: PersonId | None) -> PersonSummary | None:
        return self._by_id.get(person_id) if person_id is not None else None

    def name(self, person_id: PersonId | None) -> str:
        found = self.get(person_id)
        return found.person.name if found else ""

    def label(self, person_id: PersonId | None) -> str:
        """Return the name, with what tells a person from others of that name: how many photos, or else the id."""
        found = self.get(person_id)
        if found is None:
            return ""
        others = self._namesakes().get(found.person.name.casefold(), ())
        if len(others) < 2:
            return found.person.name
        as_many = sum(other.photos == found.photos for other in others)
        told = number(found.photos) + (f", #{found.person.id}" if as_many > 1 else "")
        return f"{found.person.name} ({told})"

    def _namesakes(self) -> dict[str, list[PersonSummary]]:
        """Everybody by name, whatever its case; made once after each change: a page asks for every tile."""
        if self._by_name is None:
            self._by_name = {}
            for found in self._by_id.values():
                self._by_name.setdefault(found.person.name.casefold(), []).append(found)
        return self._by_name

    def completer(self) -> Completer:
        """Return the completion over everybody, hidden people included."""
        if self._completer is None:
            self._completer = Completer(
                Candidate(found.person.id, found.person.name, found.photos, found.person.cover_face_id)
                for found in self._by_id.values()
            )
        return self._completer

    def reload(self) -> None:
        """Count everybody anew."""
        self._timer.stop()
        asked = self._ask()
        self._runner.read(
            lambda: people_views.summaries(self._library), lambda found: self._put_all(asked, found), self
        )

    def _ask(self) -> int:
        self._questions += 1
        return self._questions

    def _put_all(self, asked: int, found: list[PersonSummary]) -> None:
        if asked < self._asked_of_all:
            return
        self._asked_of_all = asked
        self._asked_of = {person_id: at for person_id, at in self._asked_of.items() if at > asked}
        read = {summary.person.id: summary for summary in found if summary.person.id not in self._asked_of}
        known = {person_id: self._by_id[person_id] for person_id in self._asked_of if person_id in self._by_id}
        self._by_id = read | known
        self._tell()

    def on_changed(self, changes: Changes) -> None:
        """Follow a broadcast."""
        if changes.everything or (changes.faces and not changes.people):
            if not self._timer.isActive():
                self._timer.start() if self.loaded else self.reload()
        elif changes.people:
            wanted, asked = changes.people, self._ask()
            self._runner.read(
                lambda: people_views.summaries(self._library, sorted(wanted)),
                lambda found: self._put(asked, wanted, found),
                self,
            )

    def put(self, wanted: frozenset[PersonId], found: list[PersonSummary]) -> None:
        """Know these people by what was just read of them; of whom nothing was found has gone."""
        self._put(self._ask(), wanted, found)

    def _put(self, asked: int, wanted: frozenset[PersonId], found: list[PersonSummary]) -> None:
        read = {summary.person.id: summary for summary in found}
        for person_id in wanted:
            if asked < max(self._asked_of_all, self._asked_of.get(person_id, 0)):
                continue
            self._asked_of[person_id] = asked
            self._by_id.pop(person_id, None)
            if person_id in read:
                self._by_id[person_id] = read[person_id]
        self._tell()

    def _tell(self) -> None:
        self.loaded = True
        self._completer = self._by_name = None
        self.changed.emit()
