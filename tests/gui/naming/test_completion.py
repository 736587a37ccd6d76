"""Completion finds the person meant from beginnings, initials, words in any order, and through typing slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceorg.domain import PersonId
from faceorg.gui.session.completion import Candidate, Completer

NAMES = ["Anna Keller", "Anke Schmidt", "Hans-Peter Müller", "José García", "Annabel Lee", "Li Na", "Raj Koothrappali"]
PEOPLE = Completer(Candidate(PersonId(n), name, 10 - n) for n, name in enumerate(NAMES))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("anna", "Anna Keller"),
        ("an", "Anna Keller"),
        ("kel", "Anna Keller"),
        ("keller anna", "Anna Keller"),
        ("ak", "Anna Keller"),
        ("hpm", "Hans-Peter Müller"),
        ("muller", "Hans-Peter Müller"),
        ("jose", "José García"),
        ("jsoe", "José García"),
        ("annabl", "Annabel Lee"),
        ("schmitd", "Anke Schmidt"),
        ("koothrapali", "Raj Koothrappali"),
        ("li na", "Li Na"),
    ],
)
def test_typing_finds_the_person_meant(typed: str, first: str) -> None:
    assert PEOPLE.complete(typed)[0].name == first


def test_another_name_is_not_offered_as_a_slip() -> None:
    assert PEOPLE.complete("zzz") == []
    assert "Anna Keller" not in [found.name for found in PEOPLE.complete("hanna")]


def test_nothing_typed_offers_those_with_most_photos() -> None:
    assert [found.name for found in PEOPLE.complete("", 2)] == ["Anna Keller", "Anke Schmidt"]


def test_a_name_is_the_same_in_any_case() -> None:
    assert [found.name for found in PEOPLE.exact("  anna  KELLER")] == ["Anna Keller"]


class Patient(Completer):
    """Compares what was typed with everybody, not only with those whose first letters fit."""

    def _worth_comparing(self, wanted):
        return list(range(len(self._candidates)))


LETTERS = st.text(alphabet="abeß.- é", max_size=9)


@given(names=st.lists(LETTERS.filter(str.strip), min_size=1, max_size=12), typed=LETTERS)
def test_looking_at_few_names_only_finds_what_looking_at_all_finds(names: list[str], typed: str) -> None:
    people = [Candidate(PersonId(place), name, place) for place, name in enumerate(names)]
    assert Completer(people).complete(typed, 99) == Patient(people).complete(typed, 99)
