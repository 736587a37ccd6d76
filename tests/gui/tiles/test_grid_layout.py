"""Grid arithmetic: every tile is found where it lies, keys move as the eye expects, bands select what they touch."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from faceorg.gui.tiles.grid_layout import GridLayout, Section, TileSize

SIZE = TileSize(100, 100, gap=10, margin=20, heading=40)


def layouts() -> st.SearchStrategy[GridLayout]:
    def build(lengths: list[int], width: int, mirrored: bool) -> GridLayout:
        firsts = [sum(lengths[:place]) for place in range(len(lengths))]
        sections = [Section(str(place), first) for place, first in enumerate(firsts)]
        return GridLayout(sum(lengths), width, SIZE, sections, mirrored=mirrored)

    return st.builds(build, st.lists(st.integers(0, 12), min_size=1, max_size=6), st.integers(60, 700), st.booleans())


@given(layouts())
def test_every_tile_is_found_at_its_own_corners(layout: GridLayout) -> None:
    for row in range(layout.count):
        x, y, width, height = layout.rect(row)
        assert layout.row_at(x, y) == row
        assert layout.row_at(x + width - 1, y + height - 1) == row


@given(layouts(), st.integers(0, 2000), st.integers(0, 500))
def test_rows_between_holds_exactly_the_lines_in_sight(layout: GridLayout, top: int, height: int) -> None:
    rows = layout.rows_between(top, top + height)
    for row in range(layout.count):
        y = layout.rect(row)[1]
        if y + SIZE.height > top and y <= top + height:
            assert row in rows
    assert all(layout.rect(row)[1] + SIZE.height + SIZE.gap > top for row in rows)


def test_three_columns_fit_in_380_pixels() -> None:
    assert GridLayout(10, 380, SIZE).columns == 3


def test_down_crosses_into_the_next_section_in_the_same_column() -> None:
    layout = GridLayout(8, 380, SIZE, [Section("a", 0), Section("b", 4)])
    assert layout.step(1, 0, 1) == 3  # the short second line of "a"
    assert layout.step(3, 0, 1) == 4
    assert layout.step(5, 0, -1) == 3
    assert layout.step(7, 0, 1) == 7


def test_a_band_selects_only_the_tiles_it_touches() -> None:
    layout = GridLayout(9, 380, SIZE)
    assert [list(run) for run in layout.rows_in(25, 25, 30, 150)] == [[0], [3]]


@given(
    count=st.integers(0, 60),
    ends=st.lists(st.integers(1, 59), max_size=4, unique=True),
    corners=st.tuples(*[st.integers(-20, 1600)] * 4),
    mirrored=st.booleans(),
)
def test_a_band_touches_what_each_tile_says_it_touches(count, ends, corners, mirrored) -> None:
    sections = [Section(str(first), first) for first in [0, *sorted(end for end in ends if end < count)]]
    layout = GridLayout(count, 520, SIZE, sections if ends else (), mirrored=mirrored)
    left, right = sorted(corners[:2])
    top, bottom = sorted(corners[2:])

    def touches(row: int) -> bool:
        x, y, width, height = layout.rect(row)
        return x <= right and x + width >= left and y <= bottom and y + height >= top

    runs = list(layout.rows_in(left, top, right, bottom))
    assert [row for run in runs for row in run] == [row for row in range(count) if touches(row)]
    assert all(one.stop < other.start for one, other in pairwise(runs))


def test_a_million_tiles_take_no_more_than_ten() -> None:
    layout = GridLayout(1_000_000, 1200, SIZE)
    assert layout.rows_between(1_000_000, 1_000_800).start > 0
    assert layout.row_at(25, layout.rect(999_990)[1]) is not None


def test_centred_tiles_leave_as_much_room_on_both_sides_and_are_found_where_they_lie() -> None:
    for count in (1, 2, 3, 10):
        layout = GridLayout(count, 500, TileSize(100, 100, gap=8, margin=24, centred=True))
        rects = [layout.rect(row) for row in range(count)]
        left, right = min(x for x, *_ in rects), max(x + width for x, _, width, _ in rects)
        assert abs(left - (500 - right)) <= 1
        assert [layout.row_at(x, y) for x, y, _, _ in rects] == list(range(count))
        assert next(iter(layout.rows_in(left, 0, left, 1000))).start == 0
