"""What the window and its helper process say to each other. Light: the window opens with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from faceorg.errors import Cancelled, LibraryProblem
from faceorg.settings import Settings

# A function of the library, or where to find it ("scanning.ingest.scan"): its module, with all it needs, is then
# imported by the process that runs it and by no other.
Verb = Callable[..., Any] | str


def found_verb(verb: Verb) -> Callable[..., Any]:
    """Return the function that is meant."""
    if not isinstance(verb, str):
        return verb
    module, name = verb.rsplit(".", 1)
    found: Callable[..., Any] = getattr(import_module(f"faceorg.library.{module}"), name)
    return found


@dataclass(frozen=True)
class Call:
    """A verb to run, see `found_verb`.

    number : for its answer; hears : which of progress, cancel and on_changes it is given beside `options`
    long : one of those that take turns; settings : those in force
    """

    number: int
    verb: Verb
    arguments: tuple[Any, ...]
    options: dict[str, Any]
    hears: frozenset[str]
    long: bool
    settings: Settings


@dataclass(frozen=True)
class Steer:
    """To a running verb. how : the method of PausableToken to call: "cancel", "pause" or "resume"."""

    number: int
    how: str


@dataclass(frozen=True)
class Told:
    """From a running verb. what : "progress" or "on_changes"."""

    number: int
    what: str
    value: Any


@dataclass(frozen=True)
class SettingsSaved:
    """A verb has changed the settings (a first scan chooses the pack)."""

    settings: Settings


@dataclass(frozen=True)
class HelperAnswer:
    """The end of a verb: its value, or the problem it met, or the traceback of a bug."""

    number: int
    value: Any = None
    problem: LibraryProblem | Cancelled | None = None
    trace: str | None = None
