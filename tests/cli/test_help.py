"""What the program says of itself: `--help` with its examples line by line, `faceorg help`, and Tab in a shell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from faceorg.cli.main import PROGRAM, application
from faceorg.cli.verbs import VERBS
from faceorg.guide import CHAPTERS

ROOT = Path(__file__).parents[2]
# What only gathers other verbs; each of these has its example.
GROUPS = (("regions",), ("album",), ("folders",))
SCRIPTS = ROOT / "packaging" / "completions"


def helps(command, path: tuple[str, ...] = ()):
    """Every command with what its --help prints, 80 columns wide."""
    context = command.make_context(" ".join((PROGRAM, *path)), [], resilient_parsing=True)
    yield path, command.get_help(context)
    for name, below in getattr(command, "commands", {}).items():
        yield from helps(below, (*path, name))


def examples(text: str) -> list[str]:
    """The lines of help that show a command."""
    lines = (line.strip().removeprefix("Examples:").removeprefix("Example:").strip() for line in text.splitlines())
    return [line for line in lines if line.startswith(f"{PROGRAM} ")]


def test_every_help_keeps_its_example_lines_apart():
    """A terminal of 80 columns, the narrowest that is common, shows each command from its first column on."""
    for path, text in helps(application(list(VERBS))):
        shown = examples(text)
        assert [line for line in shown if line.count(f"{PROGRAM} ") != 1] == [], path
        assert shown or path in GROUPS, path


def test_the_examples_of_the_program_and_of_evaluate_are_lines_of_their_own(shell):
    assert [line.partition("  ")[0] for line in examples(shell("--help").out)][:2] == [
        "faceorg scan ~/Pictures",
        "faceorg clusters",
    ]
    said = examples(shell("evaluate", "--help").out)
    assert said == [
        "faceorg evaluate people/ --report report.html",
        "faceorg evaluate people/ --compare starter --compare buffalo_l",
        "faceorg evaluate faces.npz --pack buffalo_l",
        "faceorg evaluate --json",
    ]


def test_help_lists_the_chapters(shell):
    assert [one["topic"] for one in shell("help", "--json").document] == list(CHAPTERS)
    shown = shell("help").out.splitlines()
    assert [line.split()[0] for line in shown[: len(CHAPTERS)]] == list(CHAPTERS)


def test_help_prints_a_chapter_or_what_is_said_of_a_verb(shell):
    assert shell("help", "naming").out.startswith("# Naming\n")
    assert shell("help", "names", "in", "files").out.startswith("# Names in files\n")
    assert "faceorg merge" in shell("help", "merge").out


def test_help_speaks_the_language_of_the_terminal(shell, monkeypatch):
    monkeypatch.setenv("FACEORG_LANGUAGE", "de")
    assert shell("help", "naming").out.startswith("# Namen geben\n")


def test_a_wrong_topic_is_one_sentence_with_the_nearest(shell):
    ran = shell("help", "privasy")
    assert ran.status == 1
    assert len(ran.err.strip().splitlines()) == 1
    assert "faceorg help privacy" in ran.err
    assert shell("help", "privasy", "--json").document["code"] == "no_topic"


def test_help_needs_no_library_and_makes_none(shell):
    assert shell("help", "moving").status == 0
    assert not shell.library.exists()


def test_the_completion_scripts_are_what_the_tool_makes():
    done = subprocess.run([sys.executable, ROOT / "packaging" / "tools" / "completions.py", "--check"])
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("faceorg ou", {"outliers"}),
        ("faceorg re", {"rename", "reject", "remove", "review", "redo", "rebuild", "regions"}),
        ("faceorg regions w", {"write"}),
        ("faceorg scan --retry", {"--retry-failed"}),
        ("faceorg packs install --fr", {"--from"}),
    ],
)
def test_tab_in_bash_offers_verbs_and_options(tmp_path, typed, offered):
    if os.name == "nt":
        pytest.skip("needs bash")
    program = tmp_path / PROGRAM
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m faceorg "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    words = typed.split()
    asked = f"""
        source "{SCRIPTS / "faceorg.bash"}"
        COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}
        _faceorg_completion faceorg; printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    environment = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    environment |= {"PYTHONPATH": str(ROOT), "FACEORG_LIBRARY": str(tmp_path / "library")}
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, env=environment, check=True)
    assert set(done.stdout.split()) == offered
    assert not (tmp_path / "library").exists()
