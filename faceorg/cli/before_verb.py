"""Arguments -> the library that is named before the verb, and the rest. Imports nothing: the window starts with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LIBRARY = "--library"


@dataclass(frozen=True)
class BeforeVerb:
    """library : the folder that was typed, None where none was; rest : the arguments from the verb on."""

    library: str | None
    rest: list[str]


def split(arguments: Sequence[str]) -> BeforeVerb:
    """Take `--library DIR`, or `--library=DIR`, off the front of a command line; the last one counts."""
    library, rest = None, list(arguments)
    while rest:
        option, equals, value = rest[0].partition("=")
        if option != LIBRARY or (not equals and len(rest) == 1):
            break
        library, rest = (value, rest[1:]) if equals else (rest[1], rest[2:])
    return BeforeVerb(library, rest)
