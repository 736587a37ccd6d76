"""What somebody typed -> a name that can be seen, found and typed again, and looks like no other one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faceorg.errors import InvalidInput
from faceorg.library.people.names import clean_name
from faceorg.messages.codes import ProblemCode
from tests.problems import refused


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "\u200b",
        "\u200d\u200c",
        "\ufe0f",
        "\u0301",
        "\u034f",
        "\u17b4",
        "\u20dd",
        "\ufff0",
        "\U000e0080",
        "\u00ad",
    ],
)
def test_a_name_that_shows_nothing_is_refused(name):
    with refused(InvalidInput, ProblemCode.NAME_EMPTY):
        clean_name(name)


@pytest.mark.parametrize(
    "typed", ["An\u00adna", "Anna\u200d", "\u200eAnna \u200f", "A\u2063nna", "\u200d Anna\u2060", "Anna\ufff9"]
)
def test_nobody_is_two_people_who_look_the_same(typed):
    assert clean_name(typed) == "Anna"


@pytest.mark.parametrize(
    "name",
    ["Zoe\u0308", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0928\u093f\u0936\u093e", "\u2764\ufe0f Mum"],
)
def test_names_that_need_their_marks_keep_them(name):
    assert clean_name(name) == unicodedata.normalize("NFC", name)


@given(st.text())
@example("e\u200b\u0301")
def test_a_clean_name_stays_what_it_is(typed):
    try:
        once = clean_name(typed)
    except InvalidInput:
        return
    assert clean_name(once) == once
