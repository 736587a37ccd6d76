"""The docstrings of verbs -> what `--help` prints: in the terminal's language, prose wrapped, examples line by line.

Click joins the lines of a paragraph unless it begins with a backspace; here every paragraph of examples gets one, in
whichever verb it stands, so that no docstring needs to know.
"""

from __future__ import annotations

from typing import Any

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup

from faceorg.cli import usage
from faceorg.cli.help_layout import values
from faceorg.cli.language import language
from faceorg.messages.text import Language

_AS_IT_IS = "\b\n"
# "Examples: " and its lines, which lie below one another.
_EXAMPLE = {"Example:": "Beispiel:", "Examples:": "Beispiele:"}


def command_of(application: typer.Typer) -> TyperGroup:
    """Return the command tree of an application, with all its helps in the terminal's language, examples on lines of
    their own."""
    made = typer.main.get_group(application)
    if language() is Language.GERMAN:
        _translate(made)
    _keep_examples(made)
    usage.speak(made)
    return made


def _translate(command: Any) -> None:
    from faceorg.cli.german.help_options import OPTIONS  # read where it is German

    command.help = "\n\n".join(_paragraph(one) for one in paragraphs(command.help or ""))
    for parameter in command.params:
        parameter.help = OPTIONS[parameter.help]
        if parameter.metavar:
            parameter.metavar = values(parameter.metavar)
    for below in getattr(command, "commands", {}).values():
        _translate(below)


def paragraphs(text: str) -> list[str]:
    """Split the help of a command into its paragraphs."""
    return text.rstrip().split("\n\n")


def _paragraph(text: str) -> str:
    from faceorg.cli.german.help_verbs import LISTS, PARAGRAPHS

    if not is_a_list(text):
        return PARAGRAPHS[" ".join(text.split())]
    if text in LISTS:
        return LISTS[text]
    word = text.split(maxsplit=1)[0]
    return text.replace(word, _EXAMPLE[word], 1).replace("\n", "\n" + " " * (len(_EXAMPLE[word]) - len(word)))


def _keep_examples(command: object) -> None:
    assert isinstance(command, TyperCommand | TyperGroup)
    command.help = with_lines_kept(command.help or "")
    for below in getattr(command, "commands", {}).values():
        _keep_examples(below)


def with_lines_kept(text: str) -> str:
    """Mark the paragraphs that are lists of lines: those that begin with "Example", and those that are indented."""
    return "\n\n".join(_AS_IT_IS + one if is_a_list(one) else one for one in text.split("\n\n"))


def is_a_list(paragraph: str) -> bool:
    """Whether the lines of a paragraph stay as they are."""
    return paragraph.startswith(("Example", "Beispiel", "  ", "\n  "))
