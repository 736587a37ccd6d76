"""EXIF facts: dates as cameras really write them, and damage that costs nothing."""

from __future__ import annotations

from datetime import datetime

import pytest
from a_picture import exif_block
from hypothesis import given
from hypothesis import strategies as st

from faceorg.exif import ExifFacts, libraw_moment, parse_exif_date, read_exif


@pytest.mark.parametrize(
    "stamp, expected",
    [
        ("2013:05:30 12:04:51", datetime(2013, 5, 30, 12, 4, 51)),
        ("2013-05-30T12:04:51+02:00", datetime(2013, 5, 30, 12, 4, 51)),
        ("2013:05:30 12:04", datetime(2013, 5, 30, 12, 4)),
        ("2013:5:3 2:4:1\0", datetime(2013, 5, 3, 2, 4, 1)),
        ("2013:05:30 24:00:60", datetime(2013, 5, 30, 0, 0, 59)),
        (b"2013:05:30 12:04:51\0", datetime(2013, 5, 30, 12, 4, 51)),
        ("0000:00:00 00:00:00", None),
        ("    :  :     :  :  ", None),
        ("2013:13:30 12:04:51", None),
        ("2013:02:30 12:04:51", None),
        ("0201:01:01 00:00:00", None),
        ("", None),
        (17, None),
        (None, None),
    ],
)
def test_dates_are_read_as_cameras_write_them(stamp, expected):
    assert parse_exif_date(stamp) == expected


@given(st.text(max_size=30) | st.binary(max_size=30))
def test_any_stamp_can_be_asked(stamp):
    assert parse_exif_date(stamp) is None or isinstance(parse_exif_date(stamp), datetime)


def test_the_date_of_taking_wins_over_later_ones():
    block = exif_block(taken="2001:01:01 01:01:01", digitized="2002:02:02 02:02:02", changed="2003:03:03 03:03:03")

    assert read_exif(block).taken_at == datetime(2001, 1, 1, 1, 1, 1)


def test_a_broken_date_of_taking_leaves_the_next_one():
    block = exif_block(taken="0000:00:00 00:00:00", changed="2003:03:03 03:03:03")

    assert read_exif(block).taken_at == datetime(2003, 3, 3, 3, 3, 3)


@pytest.mark.parametrize("orientation, expected", [(6, 6), (1, 1), (0, 1), (9, 1)])
def test_only_the_eight_orientations_count(orientation, expected):
    assert read_exif(exif_block(orientation)).orientation == expected


@given(st.binary(max_size=200))
def test_damaged_blocks_mean_unknown(noise):
    assert isinstance(read_exif(b"Exif\0\0MM\0*\0\0\0\x08" + noise), ExifFacts)


def test_a_cut_block_keeps_what_is_whole():
    block = exif_block(orientation=6, taken="2001:01:01 01:01:01")

    assert read_exif(block[:-12]).orientation == 6


@pytest.mark.parametrize("timestamp", [datetime(2015, 6, 7, 8, 9, 10), datetime(2015, 6, 7, 8, 9, 10).timestamp()])
def test_libraws_time_is_the_clock_of_the_camera_in_both_forms_that_rawpy_has(timestamp):
    assert libraw_moment(timestamp) == datetime(2015, 6, 7, 8, 9, 10)
    assert libraw_moment(0) is libraw_moment(None) is libraw_moment(datetime(1970, 1, 1)) is None
