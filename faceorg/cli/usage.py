"""What was typed and cannot be meant -> a few lines about it in the terminal's language; and how verbs are told apart.

Typer words its errors in English only, so they are worded here, by their kinds and fields; a kind that is not known
here keeps Typer's words.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from faceorg.cli import help_layout, output
from faceorg.cli.language import tr

# Typer keeps the kinds of its errors where that of a bad value is, in its own modules or in Click's.
_KINDS = sys.modules[typer.BadParameter.__module__]
UsageError: Any = _KINDS.UsageError
# Less alike options are no help: "--steps" is not meant by "--help".
ALIKE = 0.7


class UnexpectedArguments(UsageError):  # type: ignore[misc]
    """More was given than a verb takes."""

    def __init__(self, arguments: Sequence[str], context: Any) -> None:
        super().__init__(f"Got unexpected extra argument(s) ({' '.join(arguments)})", context)
        self.arguments = arguments


class NoSuchVerb(UsageError):  # type: ignore[misc]
    """A verb that is none."""

    def __init__(self, verb: str, context: Any, verbs: Sequence[str]) -> None:
        super().__init__(f"No such command {verb!r}.", context)
        self.verb, self.nearest = verb, get_close_matches(verb, verbs)


class Verb(TyperCommand):
    """A command that says which arguments are too many."""

    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _known_where(ctx):
            left: list[str] = super().parse_args(ctx, args)
        _inherit_library(ctx)
        if left and not ctx.resilient_parsing:
            raise UnexpectedArguments(left, ctx)
        return left

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [str(self.options_metavar), *help_layout.usage_pieces(self, ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        help_layout.write_parameters(self, ctx, formatter)


class Verbs(TyperGroup):
    """A command of several verbs: it lists them in the order of a session, not of the alphabet, and knows its own."""

    def list_commands(self, ctx: object) -> list[str]:
        return list(self.commands)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _known_where(ctx):
            left: list[str] = super().parse_args(ctx, args)
        _inherit_library(ctx)
        return left

    def format_options(self, ctx: Any, formatter: Any) -> None:
        help_layout.write_parameters(self, ctx, formatter)
        help_layout.write_verbs(self, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        verb = args[0]
        if verb not in self.commands and verb[:1].isalnum() and not ctx.resilient_parsing:
            raise NoSuchVerb(verb, ctx, list(self.commands))
        return super().resolve_command(ctx, args)


@contextmanager
def _known_where(context: Any) -> Iterator[None]:
    """Let every error know the verb that it was met in; Typer leaves it out where an option lacks its value."""
    try:
        yield
    except UsageError as error:
        error.ctx = error.ctx or context
        raise


def _inherit_library(context: Any) -> None:
    """Let `faceorg --library DIR VERB` mean what `faceorg VERB --library DIR` does; behind the verb counts more."""
    above = context.parent
    while above is not None and "library" in context.params and context.params["library"] is None:
        context.params["library"] = above.params.get("library")
        above = above.parent


def speak(command: Any) -> None:
    """Let the line of usage of a command, and of all below it, be in the terminal's language."""
    command.context_class = _context_class(command.context_class)
    command.options_metavar = tr("[OPTIONS]")
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = tr("COMMAND [ARGS]...")
    for below in getattr(command, "commands", {}).values():
        speak(below)


def _context_class(of: Any) -> Any:
    class Formatter(of.formatter_class):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or tr("Usage: "))

    class Context(of):  # type: ignore[misc]
        formatter_class = Formatter

    return Context


def tell(error: Any) -> int:
    """Say on standard error what is wrong with the arguments; return the exit status."""
    if isinstance(error, _KINDS.NoArgsIsHelpError) or not isinstance(error, UsageError):
        error.show()
    else:
        context = error.ctx
        if context is not None:
            print(context.get_usage(), file=sys.stderr)
            print(tr("Try '{command} --help' for help.", command=context.command_path) + "\n", file=sys.stderr)
        output.line(tr("Error: {text}", text=in_words(error)), error=True)
    return int(error.exit_code)


def in_words(error: Any) -> str:
    """Return what is wrong, in a sentence."""
    match error:
        case UnexpectedArguments():
            return tr("Got unexpected extra argument(s) ({arguments})", arguments=" ".join(error.arguments))
        case NoSuchVerb():
            said = tr("No such command '{verb}'.", verb=error.verb)
            nearest = ", ".join(f"'{name}'" for name in error.nearest)
            return f"{said} {tr('Did you mean {verbs}?', verbs=nearest)}" if nearest else said
    match type(error).__name__:
        case "NoSuchOption":
            said = tr("No such option: {option}", option=error.option_name)
            alike = get_close_matches(error.option_name, error.possibilities or (), cutoff=ALIKE)
            nearest = ", ".join(sorted(alike))
            return f"{said} {tr('(Possible options: {options})', options=nearest)}" if nearest else said
        case "MissingParameter":
            return _missing(error)
        case "BadOptionUsage":
            takes_value = not _is_flag(error)
            said = "Option '{option}' requires an argument." if takes_value else "Option '{option}' takes no value."
            return tr(said, option=error.option_name)
        case "BadParameter":
            return _bad_value(error)
    return str(error.format_message())


def _missing(error: Any) -> str:
    hint = _hint(error)
    if getattr(error.param, "param_type_name", "") == "option":
        return tr("Missing option {hint}.", hint=hint)
    return tr("Missing argument {hint}.", hint=hint)


def _is_flag(error: Any) -> bool:
    parameters = error.ctx.command.params if error.ctx is not None else []
    return any(error.option_name in one.opts and getattr(one, "is_flag", False) for one in parameters)


def _bad_value(error: Any) -> str:
    text, hint = _reason(error), _hint(error)
    return tr("Invalid value for {hint}: {text}", hint=hint, text=text) if hint else text


def _hint(error: Any) -> str:
    """The option or argument that an error is about: '--limit', 'GROUP'."""
    named = error.param_hint or (error.param.get_error_hint() if error.param is not None else "")
    return help_layout.values(named) if isinstance(named, str) else " / ".join(f"'{one}'" for one in named)


def _reason(error: Any) -> str:
    """What is wrong with a value, by the kind of pydantic's error that a wrong one has as its cause."""
    found: dict[str, Any] = error.__cause__.errors()[0] if hasattr(error.__cause__, "errors") else {"type": ""}
    match found["type"]:
        case "int_parsing" | "int_from_float" | "int_parsing_size":
            return tr("'{value}' is no whole number.", value=found["input"])
        case "float_parsing":
            return tr("'{value}' is no number.", value=found["input"])
        case "greater_than_equal":
            return tr("{value} is less than {least}.", value=found["input"], least=found["ctx"]["ge"])
        case "less_than_equal":
            return tr("{value} is more than {most}.", value=found["input"], most=found["ctx"]["le"])
    return str(error.message)
