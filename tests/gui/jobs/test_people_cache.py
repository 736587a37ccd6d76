"""What is known of people: the newest answer counts, in whatever order answers come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from faceorg.catalog import people
from faceorg.edits import EVERYTHING
from faceorg.gui.session.people_cache import PeopleCache
from faceorg.library.people import edits


@dataclass
class SlowRunner:
    """Asks at once, and brings the answers when a test says so."""

    answers: list[Callable[[], None]] = field(default_factory=list)

    def read(self, question, done, _owner=None) -> None:
        found = question()
        self.answers.append(lambda: done(found))


def names(cache: PeopleCache) -> list[str]:
    return sorted(found.person.name for found in cache.summaries())


def test_a_slow_count_of_everybody_takes_no_newer_name_away(qapp, library, person_of) -> None:
    first = edits.name_faces(library, person_of("penny"), "Penny")
    runner = SlowRunner()
    cache = PeopleCache(library, runner)
    cache.reload()
    cache.on_changed(edits.rename_person(library, first.person_id, "Penelope").changes)
    cache.on_changed(edits.name_faces(library, person_of("amy"), "Amy").changes)
    slow, renamed, named = runner.answers
    renamed()
    named()
    slow()
    assert names(cache) == ["Amy", "Penelope"]


def test_who_was_forgotten_meanwhile_does_not_come_back(qapp, library, person_of) -> None:
    first = edits.name_faces(library, person_of("penny"), "Penny")
    runner = SlowRunner()
    cache = PeopleCache(library, runner)
    cache.reload()
    cache.on_changed(edits.delete_person(library, first.person_id).changes)
    for answer in reversed(runner.answers):
        answer()
    assert (people.people(library.catalog), names(cache)) == ([], [])


def test_an_old_answer_about_one_is_no_news_after_a_count_of_everybody(qapp, library, person_of) -> None:
    first = edits.name_faces(library, person_of("penny"), "Penny")
    runner = SlowRunner()
    cache = PeopleCache(library, runner)
    cache.on_changed(first.changes)
    edits.rename_person(library, first.person_id, "Penelope")
    cache.on_changed(EVERYTHING)  # nothing was counted yet: at once
    slow, everybody = runner.answers
    everybody()
    slow()
    assert names(cache) == ["Penelope"]
