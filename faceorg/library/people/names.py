"""What somebody typed, or a file says -> a name that can be shown, found and typed again."""

from __future__ import annotations

import unicodedata

from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode

# Longer than any name of a person; shorter than what breaks a list.
LONGEST_NAME = 200
# Letters that show nothing by themselves, by category (among them marks, which want a letter to stand on) and one by
# one (fillers of Hangul, the empty Braille pattern, what Unicode keeps free for more of the kind): a name of nothing
# else could be neither seen nor typed.
INVISIBLE_KINDS = frozenset(("Cf", "Zs", "Zl", "Zp", "Mn", "Me"))
INVISIBLE = frozenset("\u115f\u1160\u2800\u3164\uffa0" + "".join(map(chr, range(0xFFF0, 0xFFF9))))
INVISIBLE_PLANE = range(0xE0000, 0xE1000)
# What turns the text around it, so that a name reads as another one. The marks of single letters (LRM, RLM, joiners),
# which Arabic, Hebrew and Indic names need, are none of these.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Zero-width spaces, byte order marks, soft hyphens and the like come along when names are copied from a web page, and
# belong to no name: with them, one person would be two that look the same. Joiners do between letters, at no end.
_NO_PART_OF_NAMES = dict.fromkeys(
    (0x00AD, 0x180E, 0x200B, 0xFEFF, *range(0x2060, 0x2065), *range(0x206A, 0x2070), *range(0xFFF9, 0xFFFC))
)
_AT_NO_END = " \u061c\u200c\u200d\u200e\u200f"


def clean_name(name: str) -> str:
    """Return a usable name: NFC, white space folded, without zero-width spaces. Raises InvalidInput."""
    folded = " ".join(unicodedata.normalize("NFC", name.translate(_NO_PART_OF_NAMES)).split())
    cleaned = folded.strip(_AT_NO_END)
    if all(_shows_nothing(letter) for letter in cleaned):
        raise InvalidInput(ProblemCode.NAME_EMPTY)
    if len(cleaned) > LONGEST_NAME:
        raise InvalidInput(ProblemCode.NAME_TOO_LONG, most=LONGEST_NAME, has=len(cleaned))
    if any(unicodedata.category(letter) in ("Cc", "Cs") or letter in TURNING for letter in cleaned):
        raise InvalidInput(ProblemCode.NAME_WITH_CONTROL_CHARACTERS)
    return cleaned


def _shows_nothing(letter: str) -> bool:
    return unicodedata.category(letter) in INVISIBLE_KINDS or letter in INVISIBLE or ord(letter) in INVISIBLE_PLANE
