"""The words of a page about a person, in each language: what is written on paper is no message to be read once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from faceorg.domain import Photo
from faceorg.messages.text import Language

_MONTHS = {
    Language.ENGLISH: (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    Language.GERMAN: (
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
}  # fmt: skip


class PageWords:
    """The words in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._german = language is Language.GERMAN

    def _of(self, english: str, german: str) -> str:
        return german if self._german else english

    # ------------------------------------------------------------ days
    def day(self, day: date) -> str:
        """Write a day: "12 March 1981", "12. März 1981"."""
        return f"{day.day}{self._of('', '.')} {_MONTHS[self.language][day.month - 1]} {day.year}"

    def span(self, first: date, last: date) -> str:
        """Write when something was, as exactly as it is known: a day, a month, a year, or from when to when."""
        if first == last:
            return self.day(first)
        whole = first.day == 1 and (last + timedelta(days=1)).day == 1
        if whole and (first.year, first.month) == (last.year, last.month):
            return f"{_MONTHS[self.language][first.month - 1]} {first.year}"
        if first.year == last.year:
            return str(first.year)
        return f"{first.year}–{last.year}"

    def taken(self, photo: Photo) -> str:
        """Write when a photo was taken, "" where nobody knows."""
        if photo.taken_at is None:
            return ""
        return self.span(photo.taken_at.date(), (photo.taken_until or photo.taken_at).date())

    # ------------------------------------------------------------ the person
    def born(self, day: date) -> str:
        return self._of("Born on {day}", "Geboren am {day}").format(day=self.day(day))

    def turns(self, age: int) -> str:
        """Say how old somebody turned in a year."""
        return self._of("turns {age}", "wird {age}").format(age=age) if age else self._of("is born", "wird geboren")

    def extent(self, count: int, first: int | None, last: int | None) -> str:
        """Say how much there is, and of which years."""
        if first is None or last is None:
            return self.photos(count)
        return f"{self.photos(count)}, {first}" + (f"–{last}" if last != first else "")

    def photos(self, count: int) -> str:
        if self._german:
            return "1 Foto" if count == 1 else f"{count:,} Fotos".replace(",", ".")
        return "1 photo" if count == 1 else f"{count:,} photos"

    def company(self, names: Sequence[str]) -> str:
        """Say who else is in a picture; "" for nobody."""
        if not names:
            return ""
        listed = self._of(" and ", " und ").join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
        return self._of("with {names}", "mit {names}").format(names=listed)

    # ------------------------------------------------------------ the page
    def headings(self) -> tuple[str, str, str, str]:
        """Return the headings of the strip, of first and last, of the best pictures, of the companions."""
        return (
            self._of("Year by year", "Jahr für Jahr"),
            self._of("First and last", "Das erste und das letzte"),
            self._of("The best pictures", "Die schönsten Bilder"),
            self._of("Most often together with", "Am häufigsten zusammen mit"),
        )

    def first(self) -> str:
        return self._of("The first: ", "Das erste: ")

    def last(self) -> str:
        return self._of("The last: ", "Das letzte: ")

    def foot(self, today: date) -> str:
        return self._of("Made with faceorg on {day}", "Mit faceorg erstellt am {day}").format(day=self.day(today))
