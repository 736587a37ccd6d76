"""Names of exported files are names on every system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceorg.errors import InvalidInput
from faceorg.library.exports.text_files import check_target
from faceorg.messages.codes import ProblemCode
from faceorg.paths import portable_name
from tests.problems import refused


@pytest.mark.parametrize(
    ("name", "portable"),
    [
        ("IMG_1.jpg", "IMG_1.jpg"),
        ("Anna & Ben (2).jpg", "Anna & Ben (2).jpg"),
        ("CON.jpg", "_CON.jpg"),
        ("nul", "_nul"),
        ("Com1.tar.gz", "_Com1.tar.gz"),
        ("lpt³.png", "_lpt³.png"),
        ("aux .jpg", "_aux .jpg"),
        ("conin$", "_conin$"),
        ("console.jpg", "console.jpg"),
        ("com10.jpg", "com10.jpg"),
        ("ends with a dot.", "ends with a dot_"),
        ("ends with a space ", "ends with a space_"),
        ('what<>:"/\\|?*\x07.jpg', "what__________.jpg"),
    ],
)
def test_a_name_becomes_one_that_windows_takes(name, portable):
    assert portable_name(name) == portable


@given(st.text(min_size=1))
def test_a_portable_name_is_left_as_it_is(name):
    once = portable_name(name)
    assert portable_name(once) == once
    assert not once.endswith((".", " "))


@pytest.mark.parametrize("file", ["con.html", "prn/faces.csv", "faces.csv."])
def test_on_windows_an_export_under_the_name_of_a_device_is_refused(monkeypatch, tmp_path: Path, file):
    check_target(tmp_path / file, library=None, force=False)
    monkeypatch.setattr(sys, "platform", "win32")
    with refused(InvalidInput, ProblemCode.NAME_RESERVED):
        check_target(tmp_path / file, library=None, force=False)
    check_target(tmp_path / "contact.html", library=None, force=False)
