"""Every text of the command line is in German, too: none is forgotten, none is left over, each fills in the same."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

from faceorg import cli
from faceorg.cli.german.texts import TEXTS

PROGRAM = Path(cli.__file__).parent
# What looks texts up.
MAKERS = {"tr"}


def texts(node: ast.AST) -> list[str]:
    """The texts that an expression may be, wherever they stand in it."""
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def used() -> set[str]:
    found = set()
    for path in PROGRAM.rglob("*.py"):
        if path.parent.name != "german":
            found |= set(texts(ast.parse(path.read_text(encoding="utf-8"))))
    return found


def asked_for() -> set[str]:
    """What is certainly asked for: texts that stand where one of MAKERS is called."""
    found = set()
    for path in PROGRAM.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
                if name in MAKERS:
                    found |= {part.value for part in call.args if isinstance(part, ast.Constant)}
    return found


def fields(text: str) -> set[tuple[str, str | None]]:
    return {(name, spec) for _text, name, spec, _conversion in Formatter().parse(text) if name}


def test_every_text_has_its_german_and_none_is_left_over():
    assert sorted(asked_for() - set(TEXTS)) == []
    assert sorted(set(TEXTS) - used()) == []


def test_a_german_text_fills_in_what_the_english_does():
    assert {english for english, german in TEXTS.items() if fields(english) != fields(german)} == set()


def test_german_is_not_english():
    assert {english for english, german in TEXTS.items() if english == german} == set()
