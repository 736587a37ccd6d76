"""Days as they are typed, in the order of the language; what no calendar has is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QLocale

from faceorg.gui.words.dates import date_as_typed, in_numbers


@pytest.fixture(params=["de_DE", "en_US", "en_GB"])
def language(request) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


def test_a_day_in_numbers_is_read_back(language):
    assert date_as_typed(in_numbers(date(1981, 3, 12))) == date(1981, 3, 12)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("de_DE", "12.3.1981"), ("en_US", "3/12/1981"), ("en_GB", "12/03/1981"), ("en_US", "1981-03-12")],
)
def test_a_day_is_typed_in_the_order_of_the_language(typed, meant):
    before = QLocale()
    QLocale.setDefault(QLocale(typed))
    try:
        assert date_as_typed(meant) == date(1981, 3, 12)
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    "typed", ["1980-02-31", "1981-13-01", "0000-01-01", "12 March 1981", "1981", "3/12/81", "", "x"]
)
def test_what_is_no_day_is_none(typed):
    assert date_as_typed(typed) is None
