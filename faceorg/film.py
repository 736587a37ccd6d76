"""The moments of a video that faces were found in -> one picture of them: where each lies, at which moment a face is.

[Note: Film strips] A video is one photo of the library. Its picture is a strip: the few frames in which each of its
people is seen best, side by side in their order, some in each row. So a face in a video has a box in a picture as any
face has, which can be drawn, moved, named and undone; its moment is that of the frame its box lies in. The moments are
observed, and stay with the content of the file: whatever pack looks at it later looks at the same strip.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from faceorg.boxes import Box

# Frames of a strip at most: more people than that are found in no video that is not a film.
MOST_FRAMES = 16


def columns(count: int) -> int:
    """Return how many frames lie side by side in a strip of so many (1 or more)."""
    return math.ceil(math.sqrt(count))


def rows(count: int) -> int:
    """Return how many rows a strip of so many frames has."""
    return math.ceil(count / columns(count))


def cell(place: int, count: int) -> Box:
    """Return where the frame at a place (from 0) lies in a strip of so many, as fractions of it."""
    wide, high = 1 / columns(count), 1 / rows(count)
    return Box(place % columns(count) * wide, place // columns(count) * high, wide, high)


def place_of(box: Box, count: int) -> int:
    """Return the place of the frame that the middle of a box lies in; the last frame for what lies behind it."""
    column = int((box.x + box.width / 2) * columns(count))
    row = int((box.y + box.height / 2) * rows(count))
    return min(min(row, rows(count) - 1) * columns(count) + min(column, columns(count) - 1), count - 1)


def moment_of(box: Box, moments_ms: Sequence[int]) -> int:
    """Return the moment of a face, in milliseconds from the beginning of its video; 0 where nobody looked for faces."""
    return moments_ms[place_of(box, len(moments_ms))] if moments_ms else 0


def in_strip(box: Box, frame: Box) -> Box:
    """Return where a box in a frame lies in the strip. frame: the cell of the frame"""
    corner = frame.x + box.x * frame.width, frame.y + box.y * frame.height
    return Box(*corner, box.width * frame.width, box.height * frame.height)


def clock(milliseconds: int) -> str:
    """Return a moment or a length as players show it: 0:07, 12:40, 1:02:03."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
