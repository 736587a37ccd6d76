"""Settings that anybody may have written: read, or refused with a sentence; never waited for or taken as they are."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from faceorg import settings
from faceorg.errors import LibraryProblem
from faceorg.messages.codes import ProblemCode, ReasonCode
from tests.problems import refused

_LOADS = """
import sys
from dataclasses import fields
from pathlib import Path
from faceorg import settings
from faceorg.errors import LibraryProblem
try:
    print(settings.load(Path(sys.argv[1])))
except LibraryProblem as problem:
    print(problem.code, getattr(problem.fields["why"], "code", None))
"""


def loaded_elsewhere(folder: Path) -> str:
    """What reading the settings says, in a process that may hang or take all memory."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", _LOADS, str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    return ran.stdout.strip() or ran.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_in_the_place_of_the_settings_is_named_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / settings.SETTINGS_FILE)
    assert loaded_elsewhere(tmp_path) == "settings_cannot_be_read not_a_plain_file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero here")
def test_a_link_to_a_device_without_end_is_named(tmp_path):
    (tmp_path / settings.SETTINGS_FILE).symlink_to("/dev/zero")
    assert loaded_elsewhere(tmp_path) == "settings_cannot_be_read not_a_plain_file"


def test_a_file_far_beyond_any_settings_is_not_read(tmp_path):
    with (tmp_path / settings.SETTINGS_FILE).open("wb") as file:
        file.truncate(1 << 34)
    assert loaded_elsewhere(tmp_path) == "settings_cannot_be_read file_far_too_large"


@pytest.mark.parametrize("text", ["x = " + "[" * 3000, "[grouping]\nstrictness = " + "1" * 5000])
def test_what_no_parser_takes_is_named(tmp_path, text):
    (tmp_path / settings.SETTINGS_FILE).write_text(text)
    with refused(LibraryProblem, ProblemCode.SETTINGS_CANNOT_BE_READ, why=ReasonCode.NOT_WHAT_BELONGS_THERE):
        settings.load(tmp_path)


def test_a_whole_number_that_no_float_holds_is_of_the_wrong_kind(tmp_path):
    (tmp_path / settings.SETTINGS_FILE).write_text("[grouping]\nstrictness = 1" + "0" * 400)
    with refused(LibraryProblem, ProblemCode.SETTING_OF_WRONG_KIND, name="strictness"):
        settings.load(tmp_path)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[grouping]\nstrictness = nan", "strictness"),
        ("[grouping]\nstrictness = inf", "strictness"),
        ("[grouping]\nstrictness = -0.1", "strictness"),
        ("[grouping]\nstrictness = 2", "strictness"),
        ("[analysis]\nworkers = -1", "workers"),
        ("[analysis]\nworkers = 100000", "workers"),
    ],
)
def test_a_number_out_of_its_range_is_named(tmp_path, text, name):
    (tmp_path / settings.SETTINGS_FILE).write_text(text)
    with refused(LibraryProblem, ProblemCode.SETTING_OUT_OF_RANGE, name=name):
        settings.load(tmp_path)


@pytest.mark.parametrize("text", ["0", "1", "0.0", "1.0"])
def test_both_ends_of_a_range_are_taken_and_lines_may_end_as_on_windows(tmp_path, text):
    (tmp_path / settings.SETTINGS_FILE).write_bytes(f"[grouping]\r\nstrictness = {text}\r\n".encode())
    assert settings.load(tmp_path).grouping.strictness == float(text)


OF_EVERY_KIND = [
    "true",
    "7",
    "-1",
    "0.5",
    "nan",
    "-inf",
    "1e400",
    '"text"',
    '""',
    '"\\u0000"',
    "[]",
    "[1]",
    '["a", 1]',
    "[[]]",
    "{}",
    "{a = 1}",
    "2026-11-30",
    "2026-11-30T12:00:00Z",
    "12:00:00",
    "9223372036854775808",
    "0x7fffffffffffffffffffffff",
]
KEYS = [
    (part.name, key.name)
    for part in fields(settings.Settings)
    for key in fields(getattr(settings.Settings(), part.name))
]


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_a_value_of_any_kind_is_taken_or_refused_with_its_name(tmp_path, section, key):
    kind = type(getattr(getattr(settings.Settings(), section), key))
    for value in OF_EVERY_KIND:
        (tmp_path / settings.SETTINGS_FILE).write_text(f"[{section}]\n{key} = {value}\n")
        try:
            taken = getattr(getattr(settings.load(tmp_path), section), key)
        except LibraryProblem as problem:
            assert problem.code in (ProblemCode.SETTING_OF_WRONG_KIND, ProblemCode.SETTING_OUT_OF_RANGE)
            assert problem.fields["name"] == key
        else:
            assert type(taken) is kind


@pytest.mark.parametrize("text", ['[scan]\nexclude = ["a\\u0000b"]', '[names]\nexiftool = "/usr\\u0000/exiftool"'])
def test_a_text_with_a_nul_is_of_the_wrong_kind(tmp_path, text):
    (tmp_path / settings.SETTINGS_FILE).write_text(text)
    with refused(LibraryProblem, ProblemCode.SETTING_OF_WRONG_KIND):
        settings.load(tmp_path)


@pytest.mark.parametrize("value", OF_EVERY_KIND)
@pytest.mark.parametrize("section", [part.name for part in fields(settings.Settings)])
def test_what_stands_in_the_place_of_a_section_is_refused(tmp_path, section, value):
    (tmp_path / settings.SETTINGS_FILE).write_text(f"{section} = {value}\n")
    if value.startswith("{"):
        assert settings.load(tmp_path) == settings.Settings()
        return
    with refused(LibraryProblem, ProblemCode.SETTINGS_WITHOUT_SECTIONS):
        settings.load(tmp_path)
