"""When a photo was taken: what programs write, what people type, what file names say, and what no photo can be of."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceorg.dates import Span, is_credible, parse_name, parse_typed, parse_written


def days(first: str, last: str | None = None) -> Span:
    return Span.of_days(date.fromisoformat(first), date.fromisoformat(last or first))


def moment(*parts: int) -> Span:
    return Span.moment(datetime(*parts))


@pytest.mark.parametrize(
    "typed, span",
    [
        ("1974-06-12", days("1974-06-12")),
        ("12.6.1974", days("1974-06-12")),
        ("12 June 1974", days("1974-06-12")),
        ("June 12, 1974", days("1974-06-12")),
        ("2019-07-31 14:05", moment(2019, 7, 31, 14, 5)),
        ("1974-06", days("1974-06-01", "1974-06-30")),
        ("feb 1976", days("1976-02-01", "1976-02-29")),
        ("sept. 1976", days("1976-09-01", "1976-09-30")),
        ("Jänner 1976", days("1976-01-01", "1976-01-31")),
        ("März 1974", days("1974-03-01", "1974-03-31")),
        ("summer 1974", days("1974-06-01", "1974-08-31")),
        ("Sommer 1974", days("1974-06-01", "1974-08-31")),
        ("winter 1974/75", days("1974-12-01", "1975-02-28")),
        ("1974", days("1974-01-01", "1974-12-31")),
        ("1970s", days("1970-01-01", "1979-12-31")),
        ("1970er", days("1970-01-01", "1979-12-31")),
        ("about 1920", days("1918-01-01", "1922-12-31")),
        ("um 1920", days("1918-01-01", "1922-12-31")),
        ("1974–1978", days("1974-01-01", "1978-12-31")),
        ("June 1974 to 1975", days("1974-06-01", "1975-12-31")),
    ],
)
def test_dates_are_read_as_people_say_them(typed, span):
    assert parse_typed(typed) == span


@pytest.mark.parametrize(
    "typed",
    ["", "nan", "1974-13", "31.2.1974", "smarch 1974", "Marie 1974", "Julia 1974", "1978-1974", "0000", "99999", "5"],
)
def test_what_no_calendar_has_is_no_date(typed):
    assert parse_typed(typed) is None


@pytest.mark.parametrize(
    "written, span",
    [
        ("1999-03-04T05:06:07+01:00", moment(1999, 3, 4, 5, 6, 7)),
        ("1999-03-04T05:06:07.12Z", moment(1999, 3, 4, 5, 6, 7)),
        ("1999:03:04 05:06:07", moment(1999, 3, 4, 5, 6, 7)),
        ("1988-08-08", days("1988-08-08")),
        ("19990304", days("1999-03-04")),
        ("19740000", days("1974-01-01", "1974-12-31")),
        ("1988-08", days("1988-08-01", "1988-08-31")),
        ("1988", days("1988-01-01", "1988-12-31")),
        ("0000-00-00", None),
        ("1999-13-01", None),
        ("last summer", None),
    ],
)
def test_dates_are_read_as_xmp_and_iptc_write_them(written, span):
    assert parse_written(written) == span


@pytest.mark.parametrize(
    "stem, span",
    [
        ("IMG-20170503-WA0012", days("2017-05-03")),
        ("PXL_20201224_183012345", moment(2020, 12, 24, 18, 30, 12)),
        ("20170503_123456(1)", moment(2017, 5, 3, 12, 34, 56)),
        ("WhatsApp Image 2017-05-03 at 12.34.56", moment(2017, 5, 3, 12, 34, 56)),
        ("Screenshot_2019-01-01-12-00-00", moment(2019, 1, 1, 12)),
        ("IMG_0123", None),
        ("120170503", None),
        ("2017050312", None),
        ("scan19991301", None),
    ],
)
def test_dates_are_read_from_the_names_that_cameras_and_messengers_give(stem, span):
    assert parse_name(stem) == span


@given(st.text(max_size=30))
def test_any_text_can_be_asked(text):
    for parse in (parse_typed, parse_written, parse_name):
        found = parse(text)
        assert found is None or found.first <= found.last


def test_no_photo_is_older_than_photography_or_of_a_clock_that_was_never_set_or_to_come():
    now = datetime(2026, 1, 1)
    for span in (moment(1601, 1, 1), moment(1970, 1, 1), days("1980-01-01"), Span.moment(now + timedelta(days=2))):
        assert not is_credible(span, now)
    for span in (moment(1945, 5, 8, 12), days("1980-01-01", "1980-12-31"), moment(1980, 1, 2), moment(2025, 12, 31)):
        assert is_credible(span, now)
