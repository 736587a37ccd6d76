"""Every text of the command line is in German, too: none is forgotten, none is left over, each fills in the same."""

from __future__ import annotations

import ast
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from faceorg import cli
from faceorg.cli.german.texts import TEXTS
from faceorg.cli.main import run
from tests.cli.test_encodings import NAME, OTHER, SAID, said_to
from tests.cli.test_encodings import library as library  # a fixture: two people in photos of odd names
from tests.library.conftest import installed as installed  # a fixture: packs that are found as if installed

PROGRAM = Path(cli.__file__).parent
# What looks texts up, and which of its arguments are texts: (from, to).
MAKERS = {"tr": (0, 1), "counted": (1, 3), "headings": (0, None), "agreed": (0, 1)}
# Of these the texts come as arguments, from a caller that has them.
HANDED_ON = {"output.py"}
# Words that no German sentence has, and no name of a verb or option.
ENGLISH = re.compile(r"\b(the|of|and|are|were|with|it|not|you|their|to|there|a)\b")
# What is the same in every language: commands, and what they print for programs.
COMMAND = re.compile(r"`[^`]*`|faceorg [a-z-]+( [a-z-]+)?")


def constants(node: ast.AST) -> set[str]:
    """The texts that an expression can be: what it compares with is none of them."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) | constants(node.orelse)
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) and node.value else set()
    if isinstance(node, ast.Tuple | ast.Dict):
        return set().union(*(constants(part) for part in (node.elts if isinstance(node, ast.Tuple) else node.values)))
    return set()


def assigned(tree: ast.AST) -> dict[str, set[str]]:
    """The texts that stand behind each name of a file."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=True))
                for name, value in pairs:
                    if isinstance(name, ast.Name):
                        found[name.id] |= constants(value)
    return found


def looked_up(tree: ast.AST) -> Iterator[tuple[ast.Call, set[str]]]:
    """Each call that looks texts up, and those it may look up: they stand there, or behind a name used there."""
    behind = assigned(tree)
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        maker = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        first, last = MAKERS.get(maker, (0, 0))
        for given in call.args[first:last]:
            if isinstance(given, ast.Constant) and given.value == "":
                continue  # a column without a heading
            names = {part.id for part in ast.walk(given) if isinstance(part, ast.Name)}
            yield call, constants(given).union(*(behind[name] for name in names))


def asked_for() -> set[str]:
    found: set[str] = set()
    for path in PROGRAM.rglob("*.py"):
        if path.parent.name != "german":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for call, texts in looked_up(tree):
                assert texts or path.name in HANDED_ON, f"{path.name}:{call.lineno}"
                found |= texts
    return found


def fields(text: str) -> set[tuple[str, str | None]]:
    return {(name, spec) for _text, name, spec, _conversion in Formatter().parse(text) if name}


def test_every_text_has_its_german_and_none_is_left_over():
    asked = asked_for()
    assert sorted(asked - set(TEXTS)) == []
    assert sorted(set(TEXTS) - asked) == []


def test_a_german_text_fills_in_what_the_english_does():
    assert {english for english, german in TEXTS.items() if fields(english) != fields(german)} == set()


@pytest.fixture
def told(monkeypatch):
    """Run a command line; returns what it prints on both streams, names that are no text among it."""

    def ran(*arguments: str) -> str:
        streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _stream in range(2)]
        for name, stream in zip(("stdout", "stderr"), streams, strict=True):
            monkeypatch.setattr(sys, name, stream)
        run(arguments)
        for stream in streams:
            stream.flush()
        return "".join(stream.buffer.getvalue().decode("utf-8", "replace") for stream in streams)

    return ran


def test_no_verb_says_an_english_word_in_a_german_terminal(library, monkeypatch, told):
    monkeypatch.setenv("FACEORG_LANGUAGE", "de")
    more = {
        "rename": [["Ωnobody", NAME]],
        "split": [[NAME, "--preview"]],
        "forget": [["--missing", "--dry-run"]],
        "export": [[str(library.parent / "Ω.json")]],
        "import": [[str(library.parent / "Ω.json")]],
        "album": [["faces", str(library.parent / "Ω.csv")]],
        "folders": [["list"], ["exclude", "*.gif"], ["include", "*.gif"]],
        "outliers": [[OTHER]],
        "turn": [["--upright"]],
        "date": [["1974", "PHOTO"], ["--read"]],
        "check": [["--backups"], ["--deep"]],
    }
    found = {}
    for verb in [one for one in SAID if one != "wipe"] + ["undo", "redo", "history", "wipe"]:
        for arguments in SAID[verb] + more.get(verb, []):
            if not {"--json", "--help"} & set(arguments):
                said = told(*said_to(verb, arguments, library))
                words = (
                    ENGLISH.findall(COMMAND.sub("", said.replace(str(library.parent), ""))) if verb != "help" else []
                )
                found |= {(verb, *arguments): said} if words else {}
    assert found == {}


def test_an_edit_is_told_in_the_language_of_the_terminal_and_in_english_in_json(library, monkeypatch, told):
    monkeypatch.setenv("FACEORG_LANGUAGE", "de")
    here = ("--library", str(library))
    said = "1 Gesicht beiseitegelegt (fremd)"
    assert told("ignore", "2", *here) == f"{said}. (faceorg undo macht es rückgängig)\n"
    assert told("history", "--limit", "1", *here).endswith(f"  {said}\n")
    assert '"Ignored 1 face (a stranger)"' in told("ignore", "1", "--json", *here)
    assert '"Ignored 1 face (a stranger)"' in told("history", "--json", "--limit", "1", *here)
