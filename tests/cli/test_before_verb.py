"""`--library` before the verb means what it means behind it; without a verb it chooses what the window opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from faceorg import __main__ as program
from faceorg.cli import before_verb
from faceorg.cli.before_verb import BeforeVerb


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ([], BeforeVerb(None, [])),
        (["people", "--library", "a"], BeforeVerb(None, ["people", "--library", "a"])),
        (["--library", "a", "people"], BeforeVerb("a", ["people"])),
        (["--library=a b", "people"], BeforeVerb("a b", ["people"])),
        (["--library", "a", "--library=b"], BeforeVerb("b", [])),
        (["--library"], BeforeVerb(None, ["--library"])),
        (["--libraries", "a"], BeforeVerb(None, ["--libraries", "a"])),
    ],
)
def test_the_library_is_taken_off_the_front(typed, taken):
    assert before_verb.split(typed) == taken


@pytest.mark.parametrize("verb", [["people"], ["regions", "status"], ["folders", "list"], ["packs"]])
def test_before_the_verb_it_is_the_library_of_the_verb(shell, tmp_path, verb):
    """The error names the folder that was looked into: neither is a library yet."""
    here, there = tmp_path / "here", tmp_path / "there"
    behind = shell(*verb, "--library", here)
    assert shell("--library", here, *verb) == behind
    assert shell(f"--library={here}", *verb) == behind
    if behind.status:
        assert str(here) in behind.err
        assert str(there) in shell("--library", here, *verb, "--library", there).err


def test_a_verb_of_no_library_does_not_mind_it(shell, tmp_path):
    assert shell("--library", tmp_path, "help", "naming").out.startswith("# Naming\n")


@pytest.mark.parametrize(("typed", "wanted"), [(["--library", "{}/a"], None), (["--library={}/a", "{}"], "{}")])
def test_without_a_verb_the_window_opens_that_library(monkeypatch, tmp_path, typed, wanted):
    opened = []
    monkeypatch.setattr("gc.disable", lambda: None)  # what only a process of its own may do
    monkeypatch.setattr("faceorg.gui.app.main", lambda folder, library, **_options: opened.append((folder, library)))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("sys.argv", ["faceorg", *(one.format(tmp_path) for one in typed)])
    program.main()
    assert opened == [(wanted and Path(wanted.format(tmp_path)), tmp_path / "a")]


def test_a_library_that_is_not_named_is_a_usage_error(shell):
    ran = shell("--library")
    assert ran.status == 2
    assert "Option '--library' requires an argument." in ran.err
