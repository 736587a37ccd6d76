"""What `--help` says, in both languages: no help of a verb or option is without its German, and none shows Python."""

from __future__ import annotations

from typing import Any

import pytest

from faceorg.cli.german.help_options import OPTIONS, VALUES
from faceorg.cli.german.help_verbs import LISTS, PARAGRAPHS
from faceorg.cli.help_layout import values
from faceorg.cli.help_texts import is_a_list, paragraphs
from faceorg.cli.main import PROGRAM, application
from faceorg.cli.verbs import VERBS
from tests.cli.test_german import COMMAND, ENGLISH
from tests.cli.test_help import GROUPS, examples, helps

# The same in both languages: formats, names of files, places in a picture.
SIGNS = {"A.jpg", "B.jpg", "X,Y,W,H", "photo.jpg.xmp|photo.xmp"}


def every_command(command: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    below = [(name, one) for name, one in getattr(command, "commands", {}).items()]
    return [(path, command), *(found for name, one in below for found in every_command(one, (*path, name)))]


@pytest.fixture
def commands(monkeypatch):
    monkeypatch.setenv("FACEORG_LANGUAGE", "en")
    return every_command(application(list(VERBS)))


def prose(commands) -> tuple[set[str], set[str]]:
    """The paragraphs of all helps: those that are told in a sentence, and lists of lines."""
    every = [one.removeprefix("\b\n") for _path, command in commands for one in paragraphs(command.help)]
    return {" ".join(one.split()) for one in every if not is_a_list(one)}, {one for one in every if is_a_list(one)}


def test_every_paragraph_of_every_help_has_its_german_and_none_is_left_over(commands):
    told, lists = prose(commands)
    assert (sorted(told - set(PARAGRAPHS)), sorted(set(PARAGRAPHS) - told)) == ([], [])
    assert set(LISTS) - lists == set()


def test_every_option_is_explained_and_in_german_and_none_is_left_over(commands):
    explained = {one.help for _path, command in commands for one in command.params}
    assert (sorted(explained - set(OPTIONS)), sorted(set(OPTIONS) - explained)) == ([], [])


def test_every_value_has_a_word_that_stands_for_it_in_both_languages(commands, monkeypatch):
    takers = [
        (path, one.opts, one.metavar)
        for path, command in commands
        for one in command.params
        if not getattr(one, "is_flag", False)
    ]
    assert len(takers) > 100
    assert [one for one in takers if not one[2]] == []
    monkeypatch.setenv("FACEORG_LANGUAGE", "de")
    words = {word for *_place, metavar in takers if metavar not in SIGNS for word in metavar.split()}
    same = {english for english, german in VALUES.items() if english == german}
    untold = {word for word in words if values(word) == word and not same & set(word.strip("[].|").split("|"))}
    assert untold == {"[90|180|270]"}


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_help_shows_types_of_python_or_a_verb_that_is_cut_off(monkeypatch, language):
    monkeypatch.setenv("FACEORG_LANGUAGE", language)
    for path, text in helps(application(list(VERBS))):
        assert not any(sign in text for sign in ("<str", "<int", "<float", "<path", "list[", "<=", "922337")), path
        listed = text.partition("\nCommands:\n" if language == "en" else "\nBefehle:\n")[2]
        assert [line for line in listed.splitlines() if line.endswith("...")] == [], path


def test_no_german_help_has_an_english_word(monkeypatch):
    monkeypatch.setenv("FACEORG_LANGUAGE", "de")
    for path, text in helps(application(list(VERBS))):
        lines = [line for line in text.splitlines() if not (examples(line) or line.startswith("Aufruf:"))]
        said = COMMAND.sub("", " ".join(word for word in "\n".join(lines).split(" ") if not word.startswith("--")))
        assert ENGLISH.findall(said) == [], path
        words = set(said.replace(":", " ").split())
        assert words & {"Options", "Arguments", "Commands", "Example", "default", "required"} == set(), path


def test_german_helps_keep_their_example_lines_apart_too(monkeypatch):
    monkeypatch.setenv("FACEORG_LANGUAGE", "de")
    for path, text in helps(application(list(VERBS))):
        shown = [line for line in text.splitlines() if line.strip().startswith(("Beispiel", f"{PROGRAM} "))]
        assert shown or path in GROUPS, path
        assert all(line.count(f"{PROGRAM} ") == 1 for line in shown if line.strip() != "Beispiele:"), path


def test_lines_of_german_examples_lie_below_one_another(monkeypatch):
    monkeypatch.setenv("FACEORG_LANGUAGE", "de")
    (said,) = (text for path, text in helps(application(["name"])) if path == ("name",))
    first, second = 'faceorg name 12 "Anna Keller" --without 340', "faceorg name --faces 17,21 Ben"
    assert f"\n  Beispiele: {first}\n             {second}\n" in said


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "faceorg name [OPTIONS] GROUP NAME"),
        ("de", "faceorg name [OPTIONEN] GRUPPE NAME"),
    ],
)
def test_the_line_of_usage_names_values_plainly(monkeypatch, language, line):
    monkeypatch.setenv("FACEORG_LANGUAGE", language)
    (said,) = (text for path, text in helps(application(["name"])) if path == ("name",))
    assert said.splitlines()[0].endswith(line)
