"""The docstrings of verbs -> what `--help` prints: prose is wrapped to the terminal, examples keep their lines.

Click joins the lines of a paragraph unless it begins with a backspace; here every paragraph of examples gets one, in
whichever verb it stands, so that no docstring needs to know.
"""

from __future__ import annotations

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup

from faceorg.cli import usage

_AS_IT_IS = "\b\n"


def command_of(application: typer.Typer) -> TyperGroup:
    """Return the command tree of an application, with the examples of all its helps on lines of their own."""
    made = typer.main.get_group(application)
    _keep_examples(made)
    usage.speak(made)
    return made


def _keep_examples(command: object) -> None:
    assert isinstance(command, TyperCommand | TyperGroup)
    command.help = with_lines_kept(command.help or "")
    for below in getattr(command, "commands", {}).values():
        _keep_examples(below)


def with_lines_kept(text: str) -> str:
    """Mark the paragraphs that are lists of lines: those that begin with "Example", and those that are indented."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(_AS_IT_IS + one if _is_a_list(one) else one for one in paragraphs)


def _is_a_list(paragraph: str) -> bool:
    return paragraph.startswith(("Example", "  ", "\n  "))
