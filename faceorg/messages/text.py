"""The wordings of one message, and for whom they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language that faceorg speaks, by its ISO 639-1 code."""

    ENGLISH = "en"
    GERMAN = "de"


class Reader(StrEnum):
    """Who reads: what to do about a problem is said differently at a terminal and in a window."""

    TERMINAL = "terminal"
    WINDOW = "window"


@dataclass(frozen=True)
class Text:
    """A message in each language, with its fields in braces as for `str.format`.

    english, german : for the command line, and for the window too where nothing else is said
    window_english, window_german : both or none; where the command line names a command, they say what to click
    """

    english: str
    german: str
    window_english: str | None = None
    window_german: str | None = None

    def of(self, language: Language, reader: Reader) -> str:
        """Return the wording for a reader."""
        for_window = reader is Reader.WINDOW
        if language is Language.GERMAN:
            return (for_window and self.window_german) or self.german
        return (for_window and self.window_english) or self.english
