"""How somebody wants copies of photos: as values, which the window has without what makes the copies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Arrangement(StrEnum):
    """How copies lie in their folder."""

    TOGETHER = "together"
    BY_YEAR = "year"
    BY_PERSON = "person"  # a photo of two people lies in both folders


@dataclass(frozen=True)
class CopyChoice:
    """longest_px : long side of smaller copies; None: as the originals are
    with_names : say who is where, as other programs read it
    elsewhere : the folder of photos without a date, or without anybody who has a name
    """

    longest_px: int | None = None
    with_names: bool = False
    arrangement: Arrangement = Arrangement.TOGETHER
    elsewhere: str = ""
