"""Frames lie in a strip as they are told to, and a face knows its moment by where it lies."""

from __future__ import annotations

import pytest

from faceorg import film
from faceorg.boxes import Box


def test_five_frames_lie_in_two_rows_of_three():
    assert (film.columns(5), film.rows(5)) == (3, 2)
    assert film.cell(4, 5) == Box(1 / 3, 0.5, 1 / 3, 0.5)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 9, 12, 16])
def test_a_face_in_a_frame_is_at_the_moment_of_that_frame(count):
    moments = [1000 * place for place in range(count)]
    for place in range(count):
        box = film.in_strip(Box(0.2, 0.6, 0.3, 0.35), film.cell(place, count))
        assert film.moment_of(box, moments) == moments[place]


def test_a_video_that_nobody_looked_through_begins_at_its_beginning():
    assert film.moment_of(Box(0.4, 0.4, 0.1, 0.1), ()) == 0


@pytest.mark.parametrize(("ms", "said"), [(7_900, "0:07"), (760_000, "12:40"), (3_723_000, "1:02:03"), (1, "0:00")])
def test_moments_are_said_as_players_say_them(ms, said):
    assert film.clock(ms) == said
