"""Tables of the command line: as wide as the terminal, names cut where they must be, whole in pipes."""

from __future__ import annotations

import pytest

from faceorg.cli import output, tables
from faceorg.cli.tables import laid_out, shortened, width_of

LONG = "Wolfeschlegelsteinhausenbergerdorff"
ROWS = [(1, LONG, 12, "a short one"), (20, "Ann", 7, "this text is longer than the other one")]
HEADER = ("id", "name", "faces", "said")


def shown(room: int | None) -> list[str]:
    cells = [[str(value) for value in row] for row in ROWS]
    return laid_out([list(HEADER), *cells], [True, False, True, False], room)


def test_with_room_nothing_is_cut_and_numbers_stand_to_the_right() -> None:
    lines = shown(None)
    assert lines[0].split() == list(HEADER)
    assert lines[1].startswith(f" 1  {LONG}     12  a short one")
    assert lines == shown(500)


@pytest.mark.parametrize("room", [100, 80, 60, 50])
def test_every_line_fits_into_the_terminal_and_no_number_is_cut(room: int) -> None:
    lines = shown(room)
    assert max(map(width_of, lines)) <= room
    assert lines[2].startswith("20  Ann")
    assert " 12  " in lines[1] and "  7  " in lines[2]


def test_the_widest_text_gives_way_first() -> None:
    lines = shown(width_of(shown(None)[2]) - 2)
    assert LONG in lines[1] and lines[2].endswith("…")


def test_a_terminal_that_is_too_narrow_for_all_leaves_texts_readable() -> None:
    assert shown(10)[1].split()[1] == LONG[: tables.LEAST - 1] + "…"


@pytest.mark.parametrize(
    ("text", "room", "cut"),
    [
        ("Anna", 4, "Anna"),
        ("Annabel", 4, "Ann…"),
        ("山田花子さん", 6, "山田…"),
        ("e\u0301\u0301tude", 3, "e\u0301\u0301t…"),
    ],
)
def test_a_text_is_cut_by_the_places_it_takes(text: str, room: int, cut: str) -> None:
    assert shortened(text, room, "…") == cut
    assert width_of(shortened(text, room, "…")) <= room


def test_of_a_path_the_name_of_the_file_stays() -> None:
    assert shortened("/home/anna/Pictures/2019 Italy/IMG_1234.jpg", 24, "…") == "/home/an…ly/IMG_1234.jpg"


def test_in_a_pipe_nothing_is_cut(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "terminal_width", lambda: 30)
    output.table(ROWS, HEADER)
    assert LONG in capsys.readouterr().out


def test_on_a_terminal_the_table_is_as_wide_as_it_is(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(tables, "terminal_width", lambda: 50)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    output.table(ROWS, HEADER)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(width_of, lines)) <= 50 and any("…" in line for line in lines)
