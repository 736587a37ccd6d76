"""Rows of cells -> aligned columns that fit into the terminal: where they do not, the widest texts are cut."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Sequence

BETWEEN = "  "
# A text is not cut below this; a terminal that is narrower breaks its lines, as it always did.
LEAST = 12


def width_of(text: str) -> int:
    """How many places a text takes: signs of East Asia two, those that are written over others none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def shortened(text: str, room: int, ellipsis: str) -> str:
    """Return a text, cut at its end with an ellipsis where it is wider than `room`; of a path the middle goes."""
    if width_of(text) <= room:
        return text
    left = room - width_of(ellipsis)
    behind = _beginning(text[::-1], left * 2 // 3)[::-1] if "/" in text or "\\" in text else ""
    return _beginning(text, left - width_of(behind)) + ellipsis + behind


def _beginning(text: str, room: int) -> str:
    """Return as much of a text as has room."""
    kept = ""
    for sign in text:
        if width_of(kept + sign) > room:
            break
        kept += sign
    return kept


def widths(lines: Sequence[Sequence[str]], texts: Sequence[bool], room: int | None) -> list[int]:
    """Return how wide each column is; texts : the columns that may be cut; room : of a line, None: as much as needed"""
    found = [max(width_of(line[column]) for line in lines) for column in range(len(lines[0]))]
    if room is None:
        return found
    over = sum(found) + len(BETWEEN) * (len(found) - 1) - room
    while over > 0:
        widest = max((at for at, text in enumerate(texts) if text), key=lambda at: found[at], default=None)
        if widest is None or found[widest] <= LEAST:
            break
        others = sorted((found[at] for at, text in enumerate(texts) if text and at != widest), reverse=True)
        following = max([LEAST, *[wide for wide in others if wide < found[widest]][:1]])
        cut = min(over, max(1, found[widest] - following))
        found[widest] -= cut
        over -= cut
    return found


def laid_out(
    lines: Sequence[Sequence[str]], numbers: Sequence[bool], room: int | None, ellipsis: str = "…"
) -> list[str]:
    """Return a line of text for each line of cells; numbers : columns that stand at the right and are never cut"""
    wide = widths(lines, [not number for number in numbers], room)
    made = []
    for cells in lines:
        parts = []
        for cell, places, number in zip(cells, wide, numbers, strict=True):
            text = shortened(cell, places, ellipsis)
            blank = " " * (places - width_of(text))
            parts.append(blank + text if number else text + blank)
        made.append(BETWEEN.join(parts).rstrip())
    return made


def terminal_width() -> int:
    """Return how many places a line of the terminal has."""
    return shutil.get_terminal_size().columns
