"""Text with names and file names in it -> what a terminal shows of it and never obeys.

A photo may come from anybody, and so do its name and the names in it. On a terminal, control characters (which move the
cursor, recolour, or rename the window), line ends within a line (which forge a second one) and signs that turn the
direction of writing (which make a name read as another) are shown as what they are: ``\\u001b``, which JSON takes for
the same sign. What goes into a pipe or a file is data for a program and stays as it is, as with `ls`.
"""

from __future__ import annotations

import unicodedata
from typing import Any, TextIO

# Formatting signs that belong to words: between the letters of Persian or Indic ones, and inside emoji.
_IN_WORDS = frozenset("\u200c\u200d\u00ad")
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def harmless(text: str, *, keep_lines: bool = False) -> str:
    """Spell out what a terminal would obey; keep_lines : leave line ends and tabs, which whoever prints put there."""
    if text.isprintable():
        return text
    return "".join(letter if _is_shown(letter, keep_lines) else _spelt(letter) for letter in text)


def _is_shown(letter: str, keep_lines: bool) -> bool:
    if keep_lines and letter in "\n\t":
        return True
    return letter in _IN_WORDS or unicodedata.category(letter) not in _INVISIBLE


def _spelt(letter: str) -> str:
    if ord(letter) < 0x10000:
        return f"\\u{ord(letter):04x}"
    beyond = ord(letter) - 0x10000  # as JSON spells it: two surrogates
    return f"\\u{0xD800 + (beyond >> 10):04x}\\u{0xDC00 + (beyond & 0x3FF):04x}"


class HarmlessStream:
    """A terminal's stream that spells out what comes through it; all else is the stream itself."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        self.stream.write(harmless(text, keep_lines=True))
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)
