"""What came from photos is data on a terminal: shown, never obeyed. And what `rename` asks there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from faceorg.cli import output
from faceorg.cli.terminal import HarmlessStream, harmless

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")

# Turns the terminal red, renames its window, forges a second line, and reads backwards.
EVIL = "a\x1b[31m\x1b]0;owned\x07\nfaceorg: all is well\u202egnp.exe"


def test_what_a_terminal_would_obey_is_spelt_out() -> None:
    assert harmless(EVIL) == "a\\u001b[31m\\u001b]0;owned\\u0007\\u000afaceorg: all is well\\u202egnp.exe"
    assert harmless("\x9b\u2066\u2028\udc9b\U000e0041") == "\\u009b\\u2066\\u2028\\udc9b\\udb40\\udc41"
    assert json.loads(f'"{harmless(chr(0xE0041))}"') == "\U000e0041"


@pytest.mark.parametrize("name", ["Zoë Ünal", "می\u200cخواهم", "👩\u200d👧", "O\u00a0Neil", "山田"])
def test_names_of_all_writings_are_shown_as_they_are(name: str) -> None:
    assert harmless(name) == name


def test_line_ends_of_whoever_prints_are_kept(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="utf-8") as file:
        stream = HarmlessStream(file)
        print("a\tb\nc\x1b", file=stream)
        stream.writelines(["d\x07\n"])
    assert (tmp_path / "out").read_text() == "a\tb\nc\\u001b\nd\\u0007\n"


class _Terminal:
    """Runs faceorg as at a terminal: what it shows, and what is typed."""

    def __init__(self, shell) -> None:
        self._environment = dict(os.environ, FACEORG_LIBRARY=str(shell.library), COLUMNS="200", TERM="xterm")
        if shell.packs:
            self._environment["FACEORG_PACKS"] = str(shell.packs)

    def __call__(self, *arguments: object, typed: str = "") -> str:
        import pty

        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "faceorg", *map(str, arguments)]
        process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=self._environment)
        os.close(theirs)
        os.write(ours, typed.encode())
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # how Linux tells that nobody writes any more
                break
            if not part:
                break
            shown += part
        process.wait(60)
        os.close(ours)
        return shown.decode()


def test_a_hostile_file_name_is_shown_on_a_terminal_and_kept_in_a_pipe(shell, tmp_path: Path, main_pack: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / f"{EVIL.replace('/', '')}.jpg").write_bytes(b"\xff\xd8\xff no picture")
    shell.packs = main_pack.parent
    terminal = _Terminal(shell)
    for shown in (terminal("scan", photos, "--pack", main_pack.name), terminal("photos", "--failed")):
        without_bar = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)  # the bar's own: colours and cursor
        assert "\x1b" not in without_bar and "\x07" not in without_bar and "\u202e" not in without_bar
        assert "\nfaceorg: all is well" not in without_bar
        assert "\\u001b]0;owned\\u0007\\u000afaceorg: all is well\\u202egnp.exe" in without_bar
    assert "\x1b]0;owned" in shell("photos", "--failed").out
    document = json.loads(terminal("photos", "--failed", "--json"))
    assert EVIL in document[0]["path"]


def _named(stills, *names: str) -> None:
    for name in names:
        group = stills("clusters", "--json").document[0]["id"]
        stills("name", group, name)


def _people(stills) -> list[str]:
    return sorted(person["name"] for person in stills("people", "--json").document)


def test_renaming_to_a_taken_name_asks_on_a_terminal(stills) -> None:
    _named(stills, "Anna", "Anne", "Ben")
    terminal = _Terminal(stills)
    assert "There is a Anna already" in terminal("rename", "Anne", "anna", typed="l\n")
    assert _people(stills) == ["Anna", "Anne", "Ben"]
    terminal("rename", "Anne", "Anna", typed="m\n")
    assert _people(stills) == ["Anna", "Ben"]
    terminal("rename", "Ben", "Anna", typed="a\n")
    assert _people(stills) == ["Anna", "Anna"]


def test_namesakes_are_told_apart_in_what_people_read(stills) -> None:
    _named(stills, "Anna", "Ben")
    assert stills("rename", "Ben", "Anna", "--apart").status == 0
    ids = [found["id"] for found in stills("people", "--json").document]
    table = stills("faces").out
    assert all(f"Anna (#{person_id})" in table for person_id in ids)
    assert {found["person"] for found in stills("faces", "--json").document} == {"Anna", None}


def test_renaming_to_a_taken_name_is_refused_where_nobody_can_answer(stills) -> None:
    _named(stills, "Anna", "Anne", "Ben")
    refused = stills("rename", "Anne", "Anna", "--json")
    assert (refused.status, json.loads(refused.out)["code"]) == (1, "name_taken")
    assert stills("rename", "Anne", "Anna", "--merge").status == 0
    assert _people(stills) == ["Anna", "Ben"]
    assert stills("rename", "Ben", "Anna", "--apart").status == 0
    assert _people(stills) == ["Anna", "Anna"]
    assert stills("undo").status == 0
    assert stills("rename", "Anna", "ANNA").status == 0  # one's own name in other letters is no other's


@pytest.mark.parametrize("name", ["\u200b", "\u200d\u200c", "\u2060\ufeff", "\u3164", "\u202e"])
def test_a_name_that_shows_nothing_is_refused(stills, name: str) -> None:
    group = stills("clusters", "--json").document[0]["id"]
    refused = stills("name", group, name, "--json")
    assert (refused.status, json.loads(refused.out)["code"]) == (1, "name_empty")


def test_zero_width_spaces_make_no_second_person(stills) -> None:
    _named(stills, "Anna", "An\u200bna\ufeff")
    assert _people(stills) == ["Anna"]


def test_an_export_is_not_written_over_a_file_without_force(stills, tmp_path: Path) -> None:
    target = tmp_path / "decisions.json"
    target.write_text("mine")
    refused = stills("export", target, "--json")
    assert (refused.status, json.loads(refused.out)["code"], target.read_text()) == (1, "file_already_there", "mine")
    assert stills("export", target, "--force").status == 0
    assert json.loads(target.read_text())["format"] == "faceorg decisions"


def test_one_of_something_is_counted_in_the_singular() -> None:
    said = [output.counted(count, "1 person", "{count:,} people") for count in (0, 1, 2, 1204)]
    assert said == ["0 people", "1 person", "2 people", "1,204 people"]
