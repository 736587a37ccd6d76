"""Several things typed at once ("lee penny 2019") -> the people, the time and the folder that are meant together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from faceorg.domain import PhotoFilter
from faceorg.gui.search.days import find_days
from faceorg.gui.session.completion import Candidate, Completer, fold

# Words of a name, or of a date ("21 July 2019"), at most.
MOST_WORDS = 4


@dataclass(frozen=True)
class Asked:
    """What is meant together; days : first and last."""

    people: tuple[Candidate, ...] = ()
    days: tuple[date, date] | None = None
    days_said: str = ""
    folder: Path | None = None

    @property
    def parts(self) -> int:
        """How many things are asked for at once."""
        return len(self.people) + (self.days is not None) + (self.folder is not None)

    def wanted(self) -> PhotoFilter:
        since, until = self.days if self.days is not None else (None, None)
        people = tuple(dict.fromkeys(who.person_id for who in self.people))
        return PhotoFilter(all_of=people, since=since, until=until, folder=self.folder)


def readings(text: str, completer: Completer, find_folders: Callable[[str, int], Sequence[Path]]) -> list[Asked]:
    """Return what several words may mean together: "Jan 2019" is a month, and a year of somebody called Jan."""
    first = understand(text, completer, find_folders)
    is_one_word = first is not None and " " not in first.days_said
    second = first if is_one_word else understand(text, completer, find_folders, longest=1)
    return [asked for asked in dict.fromkeys((first, second)) if asked is not None]


def understand(
    text: str, completer: Completer, find_folders: Callable[[str, int], Sequence[Path]], longest: int = MOST_WORDS
) -> Asked | None:
    """Return what several words mean together, None where one of them means nothing, or all of them one thing.

    A time is looked for first, then people, then a folder; of several readings that with the longest runs of words.

    longest : how many words a time may have
    """
    words = text.split()
    days, said = None, ""
    for length, first in _runs(len(words), longest):
        run = " ".join(words[first : first + length])
        if (days := find_days(run)) is not None:
            said, words = run, words[:first] + words[first + length :]
            break
    people: list[Candidate] = []
    left: list[str] = []
    while words:
        length, who = _person(words, completer)
        if who is not None:
            people.append(who)
        else:
            left.append(words[0])
        words = words[length:]
    folder = next(iter(find_folders(" ".join(left), 1)), None) if left else None
    if left and folder is None:
        return None
    asked = Asked(tuple(people), days, said, folder)
    return asked if asked.parts > 1 else None


def _runs(words: int, longest: int) -> Sequence[tuple[int, int]]:
    """Every run of so many words at most as (length, first), the longest first."""
    longest = min(longest, words)
    return [(length, first) for length in range(longest, 0, -1) for first in range(words - length + 1)]


def _person(words: Sequence[str], completer: Completer) -> tuple[int, Candidate | None]:
    """Return how many of the first words name somebody, and whom; (1, None) where nobody is meant by the first."""
    found: tuple[int, Candidate | None] = 1, None
    for length in range(1, min(MOST_WORDS, len(words)) + 1):
        run = [fold(word) for word in words[:length]]
        who = next(iter(completer.complete(" ".join(run), 1)), None)
        names = fold(who.name).replace("-", " ").split() if who is not None else []
        if length > len(names) or not all(any(name.startswith(part) for name in names) for part in run):
            break  # whom more words name, fewer do, too
        found = length, who
    return found
