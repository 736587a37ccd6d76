"""A command -> the lines of its `--help` below the prose: arguments, options and verbs, in the terminal's language.

Typer would write types of Python there ("<int range>"), the largest number of SQLite, and verbs cut off in a sentence.
"""

from __future__ import annotations

import re
from typing import Any

from faceorg.cli.language import language, tr
from faceorg.messages.text import Language

# Where the first thing that is said of a verb ends.
_ENDS = (". ", "; ", ": ")
# A word that stands for a value: PERSON in "FACE... PERSON".
_VALUE = re.compile(r"[A-Z][A-Z-]+")


def values(text: str) -> str:
    """Return the words that stand for values in the terminal's language: "FACE... PERSON"."""
    if language() is Language.ENGLISH:
        return text
    from faceorg.cli.german.help_options import VALUES  # read where it is German

    return _VALUE.sub(lambda found: VALUES.get(found[0], found[0]), text)


def usage_pieces(command: Any, context: Any) -> list[str]:
    """Return what follows the command in its line of usage; what may be left out stands in brackets."""
    arguments = [one for one in command.get_params(context) if one.param_type_name == "argument"]
    return [one.metavar if _is_needed(one) else f"[{one.metavar}]" for one in arguments]


def _is_needed(argument: Any) -> bool:
    return bool(argument.required) or str(argument.metavar).startswith("[")


def write_parameters(command: Any, context: Any, formatter: Any) -> None:
    """Write the lists of arguments and options."""
    every = [one for one in command.get_params(context) if not getattr(one, "hidden", False)]
    arguments = [(one.metavar, _explained(one)) for one in every if one.param_type_name == "argument"]
    options = [(_spelled(one), _explained(one)) for one in every if one.param_type_name == "option"]
    for heading, rows in ((tr("Arguments"), arguments), (tr("Options"), options)):
        if rows:
            with formatter.section(heading):
                formatter.write_dl(rows)


def _spelled(option: Any) -> str:
    ways = " / ".join(", ".join(names) for names in (option.opts, option.secondary_opts) if names)
    return ways if option.is_flag else f"{ways} {option.metavar}"


def _explained(parameter: Any) -> str:
    if "--help" in parameter.opts:
        return tr("Show this message and exit.")
    value = parameter.default
    if value is None or isinstance(value, bool):
        return str(parameter.help)
    shown = f"{value:g}" if isinstance(value, float) else value
    return f"{parameter.help}  {tr('[default: {value}]', value=shown)}"


def write_verbs(command: Any, formatter: Any) -> None:
    """Write the list of verbs, each with the first thing that is said of it."""
    with formatter.section(tr("Commands")):
        formatter.write_dl([(name, _first_of(one.help or "")) for name, one in command.commands.items()])


def _first_of(text: str) -> str:
    first = " ".join(text.partition("\n\n")[0].split())
    for end in _ENDS:
        first = first.partition(end)[0]
    return first.removesuffix(".")
