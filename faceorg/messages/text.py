"""The wordings of one message, and for whom they are."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language that faceorg speaks, by its ISO 639-1 code."""

    ENGLISH = "en"
    GERMAN = "de"

    @classmethod
    def spoken(cls, said: str) -> Language | None:
        """Return the language of "de_AT.UTF-8", if faceorg speaks it; "del" is Delaware's, and no German."""
        name = said.replace("_", ".").replace("@", ".").replace("-", ".").partition(".")[0].lower()
        return cls(name) if name in cls.__members__.values() else None


class Reader(StrEnum):
    """Who reads: what to do about a problem is said differently at a terminal and in a window."""

    TERMINAL = "terminal"
    WINDOW = "window"


@dataclass(frozen=True)
class Text:
    """A message in each language, with its fields in braces as for `str.format`.

    english, german : for the command line, and for the window too where nothing else is said
    window_english, window_german : both or none; where the command line names a command, they say what to click
    packaged_english, packaged_german : both or none; for the packaged program, which comes without Python, where the
        others tell to install something with pip. A window that has words of its own keeps them.
    """

    english: str
    german: str
    window_english: str | None = None
    window_german: str | None = None
    packaged_english: str | None = None
    packaged_german: str | None = None

    def of(self, language: Language, reader: Reader) -> str:
        """Return the wording for a reader."""
        for_window, packaged = reader is Reader.WINDOW, _is_packaged()
        if language is Language.GERMAN:
            return (for_window and self.window_german) or (packaged and self.packaged_german) or self.german
        return (for_window and self.window_english) or (packaged and self.packaged_english) or self.english


def _is_packaged() -> bool:
    """Whether this is the packaged program, which has no Python to install things into; PyInstaller sets `frozen`."""
    return bool(getattr(sys, "frozen", False))
