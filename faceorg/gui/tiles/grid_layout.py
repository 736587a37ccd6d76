"""A number of equal tiles in titled sections -> where each lies, by arithmetic alone.

Qt-free. Nothing is stored per tile, so a million tiles cost what ten do; every question is answered in the time of a
binary search over the sections. Positions are pixels from the top left of the whole content.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A run of tiles under one heading; it ends where the next section's first row begins.

    year : which it belongs to, as a scrubber says it; "" for none
    """

    title: str
    first: int
    year: str = ""


@dataclass(frozen=True, slots=True)
class TileSize:
    """Pixels: a tile's width and height, the gap between tiles, the margin around all, a heading's height.

    centred : the lines lie in the middle of the width, not at its leading edge
    """

    width: int
    height: int
    gap: int = 8
    margin: int = 16
    heading: int = 40
    centred: bool = False


class GridLayout:
    """Tiles in rows from the leading to the trailing edge, top to bottom."""

    def __init__(
        self,
        count: int,
        viewport_width: int,
        size: TileSize,
        sections: Sequence[Section] = (),
        *,
        mirrored: bool = False,
    ) -> None:
        self.count, self.size, self._width, self._mirrored = count, size, viewport_width, mirrored
        self.sections = list(sections) if sections else [Section("", 0)]
        self._has_headings = bool(sections)
        room = viewport_width - 2 * size.margin + size.gap
        self.columns = max(1, room // (size.width + size.gap))
        self._row_pitch = size.height + size.gap
        longest = min(self.columns, count) if size.centred and not sections else self.columns
        taken = longest * (size.width + size.gap) - size.gap
        self._left = max(size.margin, (viewport_width - taken) // 2) if size.centred else size.margin
        self._firsts = [section.first for section in self.sections]
        self._tops: list[int] = []
        top = size.margin if not self._has_headings else size.margin // 2
        for number in range(len(self.sections)):
            self._tops.append(top)
            lines = -(-self._length(number) // self.columns)
            top += self._heading + lines * self._row_pitch
        self.height = top - size.gap + size.margin if count else 0

    @property
    def _heading(self) -> int:
        return self.size.heading if self._has_headings else 0

    def _length(self, number: int) -> int:
        end = self._firsts[number + 1] if number + 1 < len(self._firsts) else self.count
        return end - self._firsts[number]

    def section_of(self, row: int) -> int:
        """Return the number of the section that holds a row."""
        return max(0, bisect_right(self._firsts, row) - 1)

    def top_of(self, number: int) -> int:
        """Return where a section begins, with its heading."""
        return self._tops[number]

    def section_at(self, y: int) -> int:
        """Return the number of the section at this height; that of the first above it."""
        return max(0, bisect_right(self._tops, y) - 1)

    def rect(self, row: int) -> tuple[int, int, int, int]:
        """Return x, y, width, height of a tile."""
        number = self.section_of(row)
        line, column = divmod(row - self._firsts[number], self.columns)
        x = self._left + column * (self.size.width + self.size.gap)
        if self._mirrored:
            x = self._width - x - self.size.width
        y = self._tops[number] + self._heading + line * self._row_pitch
        return x, y, self.size.width, self.size.height

    def row_at(self, x: int, y: int) -> int | None:
        """Return the tile under a point, None for gaps, margins and headings."""
        if self._mirrored:
            x = self._width - 1 - x
        column, inside = divmod(x - self._left, self.size.width + self.size.gap)
        if not 0 <= column < self.columns or inside >= self.size.width or not self.count:
            return None
        number = max(0, bisect_right(self._tops, y) - 1)
        line, below = divmod(y - self._tops[number] - self._heading, self._row_pitch)
        offset = line * self.columns + column
        if line < 0 or below >= self.size.height or offset >= self._length(number):
            return None
        return self._firsts[number] + offset

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the rows of all lines that touch [top, bottom]: consecutive, whatever the sections."""
        if not self.count:
            return range(0)
        return range(self._first_row_below(top), self._last_row_above(bottom) + 1)

    def _first_row_below(self, y: int) -> int:
        number = max(0, bisect_right(self._tops, y) - 1)
        line = max(0, (y - self._tops[number] - self._heading) // self._row_pitch)
        return min(self._firsts[number] + min(line * self.columns, self._length(number)), self.count)

    def _last_row_above(self, y: int) -> int:
        number = max(0, bisect_right(self._tops, y) - 1)
        line = (y - self._tops[number] - self._heading) // self._row_pitch
        return self._firsts[number] + min((line + 1) * self.columns, self._length(number)) - 1

    def rows_in(self, left: int, top: int, right: int, bottom: int) -> Iterator[range]:
        """Yield runs of rows whose tiles touch a rectangle (a rubber band), by columns and lines, not tile by tile."""
        if self._mirrored:
            left, right = self._width - right, self._width - left
        pitch = self.size.width + self.size.gap
        first = max(0, -((self._left + self.size.width - left) // pitch))
        last = min(self.columns - 1, (right - self._left) // pitch)
        if first > last or not self.count:
            return
        run = range(0)
        for touched in self._runs_of_lines(first, last, top, bottom):
            if run.stop == touched.start and run:
                run = range(run.start, touched.stop)
                continue
            if run:
                yield run
            run = touched
        if run:
            yield run

    def _runs_of_lines(self, first: int, last: int, top: int, bottom: int) -> Iterator[range]:
        """Yield the rows of these columns in each line that touches [top, bottom]; whole lines of a section at once."""
        for number in range(max(0, bisect_right(self._tops, top) - 1), len(self._tops)):
            if self._tops[number] > bottom:
                return
            begin, length = self._firsts[number], self._length(number)
            upper = top - self._tops[number] - self._heading
            lower = bottom - self._tops[number] - self._heading
            lines = -(-length // self.columns)
            from_line = max(0, -((self.size.height - upper) // self._row_pitch))
            to_line = min(lines - 1, lower // self._row_pitch)
            if first == 0 and last == self.columns - 1:
                lines_at_once = [(from_line * self.columns, (to_line + 1) * self.columns)]
            else:
                across = range(from_line, to_line + 1)
                lines_at_once = [(line * self.columns + first, line * self.columns + last + 1) for line in across]
            for start, stop in lines_at_once:
                if start < min(stop, length):
                    yield range(begin + start, begin + min(stop, length))

    def headings_between(self, top: int, bottom: int) -> Iterator[tuple[int, int]]:
        """Return (section number, y) of the headings that touch [top, bottom]."""
        if not self._has_headings:
            return
        for number in range(max(0, bisect_right(self._tops, top - self._heading) - 1), len(self._tops)):
            if self._tops[number] > bottom:
                return
            yield number, self._tops[number]

    def step(self, row: int, columns: int, lines: int) -> int:
        """Return the row reached from `row` by moving along and down; sections are crossed, edges stop."""
        if columns:
            return min(max(row + columns, 0), self.count - 1)
        for _ in range(abs(lines)):
            row = self._line_step(row, 1 if lines > 0 else -1)
        return row

    def _line_step(self, row: int, direction: int) -> int:
        number = self.section_of(row)
        line, column = divmod(row - self._firsts[number], self.columns)
        last_line = (self._length(number) - 1) // self.columns
        if 0 <= line + direction <= last_line:
            offset = min((line + direction) * self.columns + column, self._length(number) - 1)
            return self._firsts[number] + offset
        other = number + direction
        while 0 <= other < len(self.sections) and self._length(other) == 0:
            other += direction
        if not 0 <= other < len(self.sections):
            return row
        target_line = 0 if direction > 0 else (self._length(other) - 1) // self.columns
        return self._firsts[other] + min(target_line * self.columns + column, self._length(other) - 1)
