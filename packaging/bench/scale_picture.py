"""The lines that scale.py collected -> a picture (SVG) of time and memory by size, and a table (Markdown).

    python packaging/bench/scale_picture.py scale.tsv scale.svg scale.md

Both axes are logarithmic: a straight line that rises by one decade for each is a cost in proportion to the library.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from pathlib import Path

WIDTH, HEIGHT, MARGIN, RIGHT = 440, 320, 60, 40
LABEL_PX = 14
COLOURS = ("#1b6ca8", "#c8553d", "#3c8d5a", "#7a5195")


@dataclass(frozen=True)
class Line:
    """One measured step: sizes in faces, times in seconds, memory in GiB."""

    faces: int
    step: str
    wall_s: float
    cpu_s: float
    peak_gib: float
    more: str


def read(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Line(int(r[0]), r[1], float(r[2]), float(r[3]), float(r[4]), r[5]) for r in rows]


def table(lines: Sequence[Line]) -> str:
    head = "| faces | step | wall s | processor s | peak GiB | |\n|---:|---|---:|---:|---:|---|\n"
    rows = (f"| {x.faces:,} | {x.step} | {x.wall_s:.2f} | {x.cpu_s:.2f} | {x.peak_gib:.2f} | {x.more} |" for x in lines)
    return head + "\n".join(rows) + "\n"


def picture(lines: Sequence[Line]) -> str:
    """Two panels: processor seconds, and peak memory, each by the number of faces."""
    times = {step: [(x.faces, x.cpu_s) for x in lines if x.step == step] for step in ("grouping", "index", "100 new")}
    memory = {step: [(x.faces, x.peak_gib) for x in lines if x.step == step] for step in ("grouping", "index")}
    left, right = _panel("processor seconds", times, 0), _panel("peak memory, GiB", memory, WIDTH)
    style = "<style>text{font:12px sans-serif;fill:#333}line{stroke:#ddd}</style>"
    style += '<rect width="2000" height="2000" fill="#fff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * WIDTH}" height="{HEIGHT}">{style}{left}{right}</svg>\n'


def _panel(title: str, series: dict[str, list[tuple[int, float]]], offset: int) -> str:
    points = [point for each in series.values() for point in each]
    across = _Axis([x for x, _ in points], offset + MARGIN, offset + WIDTH - RIGHT)
    up = _Axis([y for _, y in points], HEIGHT - 40, 40)
    drawn = [f'<text x="{offset + MARGIN}" y="20">{title}, by faces</text>']
    for decade in across.decades():
        x = across.at(decade)
        drawn.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="40" y2="{HEIGHT - 40}"/>')
        drawn.append(f'<text x="{x:.1f}" y="{HEIGHT - 22}" text-anchor="middle">{decade:,.0f}</text>')
    for decade in up.decades():
        y = up.at(decade)
        drawn.append(f'<line y1="{y:.1f}" y2="{y:.1f}" x1="{offset + MARGIN}" x2="{offset + WIDTH - RIGHT}"/>')
        drawn.append(f'<text x="{offset + MARGIN - 6}" y="{y + 4:.1f}" text-anchor="end">{decade:g}</text>')
    taken: list[float] = []
    for colour, (name, each) in zip(COLOURS, series.items(), strict=False):
        path = " ".join(f"{across.at(x):.1f},{up.at(y):.1f}" for x, y in sorted(each))
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        x, y = max(each)
        above = up.at(y) - 8
        at = above if all(abs(above - other) >= LABEL_PX for other in taken) else above + 3 * LABEL_PX
        taken.append(at)
        drawn.append(f'<text x="{across.at(x) - 4:.1f}" y="{at:.1f}" text-anchor="end">{name}</text>')
    return "".join(drawn)


class _Axis:
    """A logarithmic axis over whole decades, from one pixel position to another."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self._low, self._high = floor(log10(min(values))), ceil(log10(max(values)))
        self._start, self._end = start, end

    def decades(self) -> list[float]:
        return [10.0**power for power in range(self._low, self._high + 1)]

    def at(self, value: float) -> float:
        share = (log10(value) - self._low) / max(1, self._high - self._low)
        return self._start + share * (self._end - self._start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("lines", "svg", "markdown"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    lines = sorted(read(asked.lines), key=lambda line: line.faces)
    asked.svg.write_text(picture(lines), encoding="utf-8")
    asked.markdown.write_text(table(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
