"""Several things typed at once ("lee penny 2019", "penny july") -> the people, the time and the folder that are meant
together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from faceorg.domain import PhotoFilter
from faceorg.gui.search.days import comes_every_year, find_days
from faceorg.gui.session.completion import Candidate, Completer, fold

# Words of a name, or of a date ("21 July 2019"), at most.
MOST_WORDS = 4
# Of a month without a year, so many years are offered, the newest first.
MOST_TIMES = 3
FindFolders = Callable[[str, int], Sequence[Path]]
# A month or season without a year, and which photos count -> how it is said and its first and last day, year by year.
FindMonths = Callable[[str, PhotoFilter], Sequence[tuple[str, tuple[date, date]]]]


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


def no_months(_typed: str, _among: PhotoFilter) -> Sequence[tuple[str, tuple[date, date]]]:
    """Where nobody knows in which years there are photos."""
    return ()


def readings(
    text: str, completer: Completer, find_folders: FindFolders, find_months: FindMonths = no_months
) -> list[Asked]:
    """Return what several words may mean together: "Jan 2019" is a month, and a year of somebody called Jan.

    find_months : the years that are offered of a month without one ("penny july"), among the photos of the rest
    """
    first = understand(text, completer, find_folders)
    is_one_word = first is not None and " " not in first.days_said
    second = first if is_one_word else understand(text, completer, find_folders, longest=1)
    in_months = _in_months(text, completer, find_folders, find_months)
    return [asked for asked in dict.fromkeys((first, second, *in_months)) if asked is not None]


def _in_months(text: str, completer: Completer, find_folders: FindFolders, find_months: FindMonths) -> Sequence[Asked]:
    """Take one word for a month or a season, and read the rest as people and a folder."""
    words = text.split()
    for at, word in enumerate(words):
        rest = words[:at] + words[at + 1 :]
        if not rest or not comes_every_year(word) or any(find_days(other) for other in rest):
            continue
        asked = _people_and_folder(rest, completer, find_folders)
        if asked is not None and asked.parts:
            found = find_months(word, asked.wanted())[:MOST_TIMES]
            return [replace(asked, days=days, days_said=said) for said, days in found]
    return ()


def understand(text: str, completer: Completer, find_folders: FindFolders, longest: int = MOST_WORDS) -> Asked | None:
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
    found = _people_and_folder(words, completer, find_folders)
    asked = replace(found, days=days, days_said=said) if found is not None else None
    return asked if asked is not None and asked.parts > 1 else None


def _people_and_folder(words: Sequence[str], completer: Completer, find_folders: FindFolders) -> Asked | None:
    """Return whom and which folder words mean that are no time, None where one of them means nothing."""
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
    return Asked(tuple(people), folder=folder)


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
