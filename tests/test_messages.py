"""The catalogue of messages is complete: each code has its texts, and whoever uses a code gives what they need."""

from __future__ import annotations

import ast
import pickle
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from faceorg import errors
from faceorg.cli import language as terminal
from faceorg.errors import DiskFull, InvalidInput, LibraryProblem, PhotoProblem
from faceorg.messages.catalogue import TEXTS
from faceorg.messages.codes import Code, FindingCode, ProblemCode, ReasonCode, TaskCode
from faceorg.messages.message import Message, from_json, worded
from faceorg.messages.text import Language, Reader

PROGRAM = Path(errors.__file__).parent
CODES: dict[str, type[Code]] = {kind.__name__: kind for kind in (ProblemCode, ReasonCode, FindingCode, TaskCode)}
# What makes a message out of a code.
MAKERS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, LibraryProblem)}
MAKERS |= {"Message", "ProgressMeter", "NoConnection", "Unsuitable", "Reason"}


def every_code() -> Iterator[Code]:
    for kind in CODES.values():
        yield from kind


def wordings(code: Code) -> dict[tuple[Language, Reader], str]:
    return {(language, reader): TEXTS[code].of(language, reader) for language in Language for reader in Reader}


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def code_of(node: ast.expr) -> Code | None:
    """Return the code that an expression names: ProblemCode.DISK_FULL."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in CODES:
        return CODES[node.value.id][node.attr]
    return None


@cache
def uses() -> tuple[dict[Code, list[set[str]]], dict[Code, list[set[str]]]]:
    """Return where codes are used: with the fields given there, and those handed on to a call in the same file.

    A code that is chosen first (`code = ... if ... else ...`) is given to a call that takes a variable; which one is
    not looked into, so all such calls of its file are listed.
    """
    direct: dict[Code, list[set[str]]] = defaultdict(list)
    handed_on: dict[Code, list[set[str]]] = defaultdict(list)
    for path in PROGRAM.rglob("*.py"):
        if PROGRAM / "messages" in path.parents and path != PROGRAM / "messages" / "reasons.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        compared = [part for node in ast.walk(tree) if isinstance(node, ast.Compare) for part in node.comparators]
        named = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and code_of(node) is not None and node not in compared
        ]
        open_calls = []
        for call in ast.walk(tree):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MAKERS):
                continue
            fields = {str(keyword.arg) for keyword in call.keywords}
            code = code_of(call.args[0]) if call.args else None
            if code is None:
                open_calls.append(fields)
            else:
                direct[code].append(fields if call.func.id != "ProgressMeter" else set())
                named.remove(call.args[0])
        for node in named:
            handed_on[code_of(node)] += open_calls  # type: ignore[index]
            handed_on[code_of(node)].append(set())  # type: ignore[index]
    return direct, handed_on


@pytest.mark.parametrize("kind", CODES.values(), ids=CODES)
def test_every_code_has_its_texts(kind) -> None:
    assert [code for code in kind if code not in TEXTS] == []
    for code in kind:
        assert all(text.strip() for text in wordings(code).values()), code
        assert (TEXTS[code].window_english is None) == (TEXTS[code].window_german is None), code


def test_no_two_codes_are_written_alike() -> None:
    """A kept message names its code by its text alone."""
    written = [str(code) for code in every_code()]
    assert sorted(written) == sorted(set(written))


def test_german_is_not_english() -> None:
    same = {code for code in every_code() if TEXTS[code].english == TEXTS[code].german}
    assert same == {
        ProblemCode.OTHER,
        ProblemCode.PHOTO_REFUSED,
        FindingCode.ABOUT_FILE,
        FindingCode.SAID_ANOTHER_NAME,
    }


def test_the_window_names_no_options_and_no_commands_in_backticks() -> None:
    shown = [text for code in every_code() for (_, reader), text in wordings(code).items() if reader is Reader.WINDOW]
    assert [text for text in shown if "--" in text or "`" in text] == []


def test_the_packaged_program_tells_nobody_to_install_with_pip(monkeypatch) -> None:
    """It comes without Python; PyAV alone is never missed there, since the packages bring it."""
    plain = {code: wordings(code) for code in every_code()}
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    told = {code for code in every_code() for text in wordings(code).values() if "pip install " in text}
    assert told == {ProblemCode.VIDEO_NEEDS_PYAV}
    of_its_own = {code for code in every_code() if wordings(code) != plain[code]}
    assert of_its_own == {
        ProblemCode.PICTURE_IS_JPEG_XL,
        ProblemCode.CLUSTER_NOT_INSTALLED,
        ProblemCode.DEVICE_NOT_SUPPORTED,
    }
    for code in of_its_own:
        assert len({text for text in wordings(code).values() if text not in plain[code].values()}) == 2, code
        assert set().union(*map(placeholders, wordings(code).values())) == placeholders(TEXTS[code].english)


def test_every_code_is_used() -> None:
    direct, handed_on = uses()
    assert [code for code in every_code() if code not in {*direct, *handed_on, ProblemCode.OTHER}] == []


def test_whoever_uses_a_code_gives_what_its_texts_need_and_nothing_else() -> None:
    direct, handed_on = uses()
    wrong = []
    for code in every_code():
        needed = set().union(*(placeholders(text) for text in wordings(code).values()))
        wrong += [(code, given, needed) for given in direct.get(code, ()) if given != needed]
        if code in handed_on and needed not in handed_on[code]:
            wrong.append((code, handed_on[code], needed))
    assert len(direct) > 150
    assert wrong == []


# ---------------------------------------------------------------- what a message is
def a_nested_problem() -> PhotoProblem:
    why = PermissionError(13, "Permission denied")
    return PhotoProblem(ProblemCode.PHOTO_CANNOT_BE_OPENED, file="secret.jpg", why=why)


def test_a_problem_says_its_english_sentence_and_keeps_its_fields() -> None:
    problem = InvalidInput(ProblemCode.NAME_TOO_LONG, most=200, has=201)
    assert str(problem) == "A name can have at most 200 characters; this one has 201."
    assert problem.code is ProblemCode.NAME_TOO_LONG
    assert dict(problem.fields) == {"most": 200, "has": 201}


def test_a_path_is_kept_as_text(tmp_path: Path) -> None:
    assert DiskFull(ProblemCode.DISK_FULL, folder=tmp_path).fields["folder"] == str(tmp_path)


def test_the_reason_of_a_problem_is_a_message_of_its_own() -> None:
    problem = a_nested_problem()
    assert problem.fields["why"] == Message(ReasonCode.PERMISSION_DENIED)
    assert str(problem) == "secret.jpg cannot be opened: Permission denied."
    told = worded(problem.message, Language.GERMAN)
    assert told == "secret.jpg kann nicht geöffnet werden: keine Berechtigung."


def test_a_problem_given_as_a_reason_is_its_message() -> None:
    inner = PhotoProblem(ProblemCode.PICTURE_CUT_OFF)
    outer = PhotoProblem(ProblemCode.PHOTO_REFUSED, file="a.jpg", what=inner)
    assert outer.fields["what"] == inner.message
    assert str(outer) == "a.jpg is cut off before anything can be seen."


def test_an_unknown_reason_of_the_system_is_its_own_words() -> None:
    problem = PhotoProblem(ProblemCode.PHOTO_CANNOT_BE_OPENED, file="a.jpg", why=OSError(55, "No anode"))
    assert str(problem) == "a.jpg cannot be opened: No anode."


def test_a_problem_survives_the_way_through_another_process() -> None:
    problem = a_nested_problem()
    arrived = pickle.loads(pickle.dumps(problem))
    assert type(arrived) is PhotoProblem
    assert (arrived.code, arrived.fields, str(arrived)) == (problem.code, problem.fields, str(problem))


@pytest.mark.parametrize("name", ["a.jpg", "ä\udcffb.jpg", '{"code": 1}'], ids=["plain", "no text", "braces"])
def test_a_message_is_read_as_it_was_kept(name: str) -> None:
    kept = Message(ProblemCode.PHOTO_REFUSED, file=name, what=Message(ReasonCode.TOOK_TOO_LONG, seconds=1.5))
    assert kept.to_json().isascii()
    assert from_json(kept.to_json()) == kept


@pytest.mark.parametrize(
    "text",
    ["broken.jpg is empty: it holds no data.", '{"code": "gone_since", "fields": {}}', "[1]", "12", "{}", "null"],
)
def test_what_an_older_or_newer_faceorg_kept_is_shown_as_it_is(text: str) -> None:
    assert from_json(text) == Message(ProblemCode.OTHER, text=text)
    assert str(from_json(text)) == text


def test_numbers_are_written_as_the_language_writes_them() -> None:
    learned = Message(FindingCode.LEARNED_A_LITTLE, faces=1234, people=12, before=0.5, after=0.505)
    assert "1,234 faces" in str(learned) and "50.5%" in str(learned)
    told = worded(learned, Language.GERMAN)
    assert "1.234 Gesichtern" in told and "50,5 %" in told


# ---------------------------------------------------------------- the language of a terminal
@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, Language.ENGLISH),
        ({"LANG": "de_DE.UTF-8"}, Language.GERMAN),
        ({"LANG": "de"}, Language.GERMAN),
        ({"LANG": "del_US"}, Language.ENGLISH),  # Delaware is no German
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, Language.ENGLISH),
        ({"LANG": "fr_FR.UTF-8"}, Language.ENGLISH),
        ({"LANG": "en_GB.UTF-8", "FACEORG_LANGUAGE": "de"}, Language.GERMAN),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de", "FACEORG_LANGUAGE": "en"}, Language.ENGLISH),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "de:en"}, Language.GERMAN),
        ({"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "en_GB:de"}, Language.ENGLISH),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "gsw:de_AT:en"}, Language.GERMAN),  # the first that faceorg speaks
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "fr:"}, Language.GERMAN),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8", "LANGUAGE": "de"}, Language.ENGLISH),  # no language, says GNU gettext
        ({"LANGUAGE": "de"}, Language.ENGLISH),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, Language.GERMAN),
    ],
)
def test_a_terminal_is_spoken_to_in_its_language(monkeypatch, variables, language) -> None:
    for variable in (terminal.OWN, terminal.LISTED, *terminal.LOCALES):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    assert terminal.language() is language
