"""What somebody typed, or a file says -> a name that can be shown, found and typed again."""

from __future__ import annotations

import unicodedata

from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode

# Longer than any name of a person; shorter than what breaks a list.
LONGEST_NAME = 200
# Letters that show nothing by themselves, by category and one by one (fillers of Hangul, the empty Braille pattern): a
# name of these alone could be neither seen nor typed.
INVISIBLE_KINDS = frozenset(("Cf", "Zs", "Zl", "Zp"))
INVISIBLE = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# What turns the text around it, so that a name reads as another one. The marks of single letters (LRM, RLM, joiners),
# which Arabic, Hebrew and Indic names need, are none of these.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Zero-width spaces and byte order marks come along when names are copied from a web page, and belong to no name: with
# them, one person would be two that look the same.
_NO_PART_OF_NAMES = str.maketrans("", "", "\u200b\u2060\ufeff")


def clean_name(name: str) -> str:
    """Return a usable name: NFC, white space folded, without zero-width spaces. Raises InvalidInput."""
    cleaned = " ".join(unicodedata.normalize("NFC", name).translate(_NO_PART_OF_NAMES).split())
    if all(unicodedata.category(letter) in INVISIBLE_KINDS or letter in INVISIBLE for letter in cleaned):
        raise InvalidInput(ProblemCode.NAME_EMPTY)
    if len(cleaned) > LONGEST_NAME:
        raise InvalidInput(ProblemCode.NAME_TOO_LONG, most=LONGEST_NAME, has=len(cleaned))
    if any(unicodedata.category(letter) in ("Cc", "Cs") or letter in TURNING for letter in cleaned):
        raise InvalidInput(ProblemCode.NAME_WITH_CONTROL_CHARACTERS)
    return cleaned
