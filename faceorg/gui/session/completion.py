"""What somebody types -> the people meant, best first: prefixes of any word, initials, accents left out, typing slips.

Qt-free, and quick enough for every key press: names are taken apart once, what was typed lately is remembered, and the
costly comparison sees only names with the right first letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from faceorg.domain import FaceId, PersonId

# Slips (a wrong, missing, extra or swapped letter) that a typed word of at least so many letters may have.
_SLIPS = ((8, 2), (3, 1))
_BEHIND_ALL = 10  # the rank of a name met by slips alone
_RANKINGS_KEPT = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person to be completed. count: photos, breaks ties: the more, the likelier."""

    person_id: PersonId
    name: str
    count: int
    cover_face_id: FaceId | None = None


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return text for comparison: no case, no accents, German sharp s as ss."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, list[str]]:
    """Return the folded name, and its words."""
    folded = fold(name)
    return folded, folded.split()


@lru_cache(maxsize=65536)
def _first_letters(name: str) -> frozenset[str]:
    """Return the letters that something typed for this name may begin with, the first two letters swapped too."""
    folded, words = _words(name)
    begins = {word[0] for word in folded.replace("-", " ").split()} | {word[0] for word in words}
    return frozenset(begins | {word[1] for word in words if len(word) > 1})


class Completer:
    """Completes over a fixed list of people."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._candidates = list(candidates)
        self._by_letter: dict[str, set[int]] = {}
        self._ranked_lately: dict[str, list[Candidate]] = {}

    def complete(self, typed: str, limit: int = 6) -> list[Candidate]:
        """Return the people meant by `typed`, best first; everybody by count when nothing is typed."""
        wanted = " ".join(fold(typed).split())
        if not wanted:
            return sorted(self._candidates, key=lambda who: (-who.count, who.name))[:limit]
        if wanted not in self._ranked_lately:  # the list below the field and the page behind ask for the same
            if len(self._ranked_lately) >= _RANKINGS_KEPT:
                self._ranked_lately.pop(next(iter(self._ranked_lately)))
            self._ranked_lately[wanted] = self._ranked(wanted.split())
        return self._ranked_lately[wanted][:limit]

    def _ranked(self, wanted: Sequence[str]) -> list[Candidate]:
        ranked = []
        for place in self._worth_comparing(wanted):
            who = self._candidates[place]
            name, words = _words(who.name)
            rank = _rank(wanted, name)
            if rank is None:
                slips = _slips(wanted, words)
                rank = None if slips is None else _BEHIND_ALL + slips
            if rank is not None:
                ranked.append((rank, who))
        ranked.sort(key=lambda pair: (pair[0], -pair[1].count, pair[1].name))
        return [who for _rank_, who in ranked]

    def _worth_comparing(self, wanted: Sequence[str]) -> list[int]:
        """Return the places of the candidates that what was typed may mean, by first letters: a few of all."""
        if not self._by_letter:
            for place, who in enumerate(self._candidates):
                for letter in _first_letters(who.name):
                    self._by_letter.setdefault(letter, set()).add(place)
        whole = " ".join(wanted)
        found = {place for part in (whole, whole.replace(".", "")) for place in self._by_letter.get(part[:1], ())}
        if len(whole) > 2:  # it may stand inside a word
            found.update(place for place, who in enumerate(self._candidates) if whole in _words(who.name)[0])
        return sorted(found)

    def exact(self, name: str) -> list[Candidate]:
        """Return the people whose name this is, whatever its case."""
        wanted = " ".join(name.casefold().split())
        return [who for who in self._candidates if who.name.casefold() == wanted]


def _rank(wanted: Sequence[str], name: str) -> int | None:
    """0 the name itself, 1 its beginning, 2 beginnings of its words in order, 3 in any order, 4 initials, 5 inside."""
    whole = " ".join(wanted)
    if name == whole:
        return 0
    if name.startswith(whole):
        return 1
    words = name.replace("-", " ").split()
    if _in_order(wanted, words):
        return 2
    if all(any(word.startswith(part) for word in words) for part in wanted):
        return 3
    initials, dotless = "".join(word[0] for word in words), whole.replace(".", "")
    if len(wanted) == 1 and len(whole) > 1 and dotless and initials.startswith(dotless):
        return 4
    return 5 if len(whole) > 2 and whole in name else None


def _in_order(wanted: Sequence[str], words: Sequence[str]) -> bool:
    left = iter(words)
    return all(any(word.startswith(part) for word in left) for part in wanted)


def _slips(wanted: Sequence[str], words: Sequence[str]) -> int | None:
    """Return how many slips all typed words need against beginnings of different words, None if too many."""
    for part in wanted:
        # One slip in the first letter and it is another name: this keeps "Anna" from answering to everything.
        if not any(word[0] == part[0] or word[1::-1] == part[:2] for word in words):
            return None
    total, left = 0, list(words)
    for part in wanted:
        allowed = next((slips for length, slips in _SLIPS if len(part) >= length), 0)
        best: tuple[int, str] | None = None
        for word in left:
            found = _prefix_distance(part, word, allowed)
            if found is not None and (best is None or found < best[0]):
                best = (found, word)
        if best is None:
            return None
        total += best[0]
        left.remove(best[1])
    return total


def _prefix_distance(typed: str, word: str, allowed: int) -> int | None:
    """Return the edit distance (swaps count one) from `typed` to the nearest beginning of `word`, None above `allowed`.

    Optimal string alignment (Damerau 1964), row by row; the last row holds the distance to every beginning.
    """
    if not allowed:
        return 0 if word.startswith(typed) else None
    if typed[0] != word[0] and typed[:2] != word[1::-1]:
        return None
    word = word[: len(typed) + allowed]
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, letter in enumerate(typed, start=1):
        new = [i]
        for j, other in enumerate(word, start=1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and typed[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        before, row = row, new
        if min(row) > allowed:
            return None
    nearest = min(row[max(0, len(typed) - allowed) :])
    return nearest if nearest <= allowed else None
