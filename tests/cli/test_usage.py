"""Arguments that cannot be meant are said in the terminal's language, and so are the headings of every `--help`."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import get_type_hints

import pytest
import typer

from faceorg.cli import usage
from faceorg.cli.main import PROGRAM, application
from faceorg.cli.verbs import VERBS


def refused(*arguments: str):
    """The usage error that arguments end in."""
    with pytest.raises(usage.UsageError) as met:
        application(list(VERBS)).main(list(arguments), PROGRAM, standalone_mode=False)
    return met.value


@pytest.mark.parametrize(
    ("arguments", "english", "german"),
    [
        (
            ("scann",),
            "No such command 'scann'. Did you mean 'scan'?",
            "Den Befehl 'scann' gibt es nicht. Ist 'scan' gemeint?",
        ),
        (("quicksilver",), "No such command 'quicksilver'.", "Den Befehl 'quicksilver' gibt es nicht."),
        (
            ("regions", "writ"),
            "No such command 'writ'. Did you mean 'write'?",
            "Den Befehl 'writ' gibt es nicht. Ist 'write' gemeint?",
        ),
        (("undo", "--steps"), "No such option: --steps", "Die Option --steps gibt es nicht."),
        (
            ("scan", "--samplesx"),
            "No such option: --samplesx (Possible options: --samples)",
            "Die Option --samplesx gibt es nicht. (Es gibt: --samples)",
        ),
        (("scan", "--pack"), "Option '--pack' requires an argument.", "Nach der Option '--pack' fehlt eine Angabe."),
        (("people", "--json=3"), "Option '--json' takes no value.", "Zur Option '--json' gehört keine Angabe."),
        (("name", "1"), "Missing argument 'NAME'.", "Die Angabe 'NAME' fehlt."),
        (("packs", "install"), "Missing argument 'ID'.", "Die Angabe 'ID' fehlt."),
        (
            ("people", "Anna", "Ben"),
            "Got unexpected extra argument(s) (Anna Ben)",
            "Das ist zu viel und wird nicht erwartet: Anna Ben",
        ),
        (
            ("find", "--limit", "x"),
            "Invalid value for '--limit': 'x' is no whole number.",
            "'--limit': 'x' ist keine ganze Zahl.",
        ),
        (
            ("find", "--limit", "1.5"),
            "Invalid value for '--limit': '1.5' is no whole number.",
            "'--limit': '1.5' ist keine ganze Zahl.",
        ),
        (("find", "--limit", "0"), "Invalid value for '--limit': 0 is less than 1.", "'--limit': 0 ist weniger als 1."),
        (("find", "--min", "x"), "Invalid value for '--min': 'x' is no number.", "'--min': 'x' ist keine Zahl."),
        (("find", "--min", "nan"), "Invalid value for '--min': this is no number", "'--min': das ist keine Zahl"),
        (
            ("split", "Anna", "--strictness", "2"),
            "Invalid value for '--strictness': 2 is more than 1.0.",
            "'--strictness': 2 ist mehr als 1.0.",
        ),
        (
            ("find",),
            "Invalid value for --face: Give either --face or --image.",
            "--face: Entweder --face oder --image angeben.",
        ),
        (
            ("learn", "--on", "--off"),
            "Invalid value for --now: Give one of --now, --measure, --on and --off.",
            "--now: Nur eines von --now, --measure, --on und --off angeben.",
        ),
        (
            ("assign", "1"),
            "Invalid value for FACE... PERSON: Give face ids and a person: FACE... PERSON",
            "GESICHT... PERSON: Nummern von Gesichtern und eine Person angeben: GESICHT... PERSON",
        ),
    ],
)
def test_what_is_wrong_is_said_in_the_language_of_the_terminal(monkeypatch, arguments, english, german):
    assert usage.in_words(refused(*arguments)) == english
    monkeypatch.setenv("FACEORG_LANGUAGE", "de")
    assert usage.in_words(refused(*arguments)) == german


def every_command(command: object) -> Iterator[object]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from every_command(below)


def test_every_verb_says_its_mistakes_itself():
    """Wherever it is declared: of Typer's own classes nobody would hear German."""
    found = list(every_command(application(list(VERBS))))
    assert len(found) > 50
    assert [one for one in found if not isinstance(one, usage.Verb | usage.Verbs)] == []


def test_no_verb_leaves_it_to_typer_to_say_that_a_file_cannot_be_read():
    """It says so in English, and with the status of a usage error."""
    asked = []
    for module, name in VERBS.values():
        made = getattr(importlib.import_module(f"faceorg.cli.{module}"), name)
        functions = (
            [command.callback for command in made.registered_commands] if isinstance(made, typer.Typer) else [made]
        )
        for function in functions:
            hints = get_type_hints(function, include_extras=True)
            asked += [(function, hint.__metadata__[0]) for hint in hints.values() if "Path" in str(hint)]
    assert len(asked) > 50
    assert {function.__qualname__ for function, parameter in asked if parameter.readable} == set()


def test_a_usage_error_says_how_the_verb_is_used(shell, monkeypatch):
    ran = shell("scan", "--pack")
    said = "Usage: faceorg scan [OPTIONS] [FOLDER...]\nTry 'faceorg scan --help' for help.\n\n"
    assert (ran.status, ran.out, ran.err) == (2, "", f"{said}Error: Option '--pack' requires an argument.\n")
    monkeypatch.setenv("FACEORG_LANGUAGE", "de")
    ran = shell("scan", "--pack")
    said = "Aufruf: faceorg scan [OPTIONEN] [ORDNER...]\nHilfe gibt 'faceorg scan --help'.\n\n"
    assert (ran.status, ran.out, ran.err) == (2, "", f"{said}Fehler: Nach der Option '--pack' fehlt eine Angabe.\n")


def test_headings_of_helps_are_in_the_language_of_the_terminal(monkeypatch):
    monkeypatch.setenv("FACEORG_LANGUAGE", "de")
    command = application(["packs"])
    with command.make_context(PROGRAM, [], resilient_parsing=True) as context:
        said = command.commands["packs"].make_context("packs", [], parent=context, resilient_parsing=True).get_help()
    assert said.startswith("Aufruf: faceorg packs [OPTIONEN] BEFEHL [ARGUMENTE]...\n")
    assert "\nOptionen:\n" in said and "\nBefehle:\n" in said and "Diesen Text zeigen." in said


@pytest.mark.parametrize(("arguments", "status"), [(("--help",), 0), (("people", "--help"), 0), (("folders",), 2)])
def test_the_help_itself_is_no_error_and_its_lack_is(shell, arguments, status):
    assert shell(*arguments).status == status
