"""Arguments -> one verb -> exit status: 0 done, 1 a problem said in one sentence, 2 usage, 130 stopped."""

from __future__ import annotations

import errno
import importlib
import json
import logging
import os
import sys
from collections.abc import Sequence
from typing import TextIO

import typer
from typer.core import TyperGroup

from faceorg.cli import before_verb, output, stopping, usage
from faceorg.cli.help_texts import command_of
from faceorg.cli.language import say, tr
from faceorg.cli.options import LibraryDir
from faceorg.cli.verbs import VERBS
from faceorg.errors import Cancelled, LibraryProblem
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message
from faceorg.traces import kind_of

_log = logging.getLogger(__name__)
PROGRAM = "faceorg"
DONE, PROBLEM, STOPPED = 0, 1, 130
# What writing to standard output meets: files that a library needs name themselves, and are a LibraryProblem.
_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF, errno.EPIPE)

HELP = """Find everyone in a photo library, on this computer.

Without a verb, faceorg opens its window; with a folder, it opens and scans it.

Examples:

  faceorg scan ~/Pictures            find and group all faces
  faceorg clusters                   the groups that have no name yet
  faceorg name 12 "Anna Keller"      name a group
  faceorg photos --with Anna --without Ben
  faceorg help                       the guide, a chapter a topic
"""


def run(arguments: Sequence[str]) -> int:
    """Run one command line; every outcome becomes an exit status, never a traceback for a fault of the world."""
    stopping.stop_on_signals()
    output.print_whatever_comes()
    try:
        return _run_and_flush(arguments)
    except Cancelled:  # while an outcome was being told
        return STOPPED


def _run_and_flush(arguments: Sequence[str]) -> int:
    try:
        status = _run(arguments)
        sys.stdout.flush()  # a full disk behind it is told here, and not by Python at exit
    except BrokenPipeError:
        _answer_nobody(sys.stdout, sys.stderr)  # the reader (`| head`, `2>&1 | head`) went away
        return DONE
    except OSError as error:
        if not _is_of_answer(error):
            raise
        _answer_nobody(sys.stdout)
        try:
            output.line(f"faceorg: {say(Message(ProblemCode.ANSWER_NOT_WRITTEN, why=error))}", error=True)
        except OSError:  # standard error lies on the same disk
            _answer_nobody(sys.stderr)
        return PROBLEM
    return status


def _run(arguments: Sequence[str]) -> int:
    verb = next(iter(before_verb.split(arguments).rest), None)
    verb = verb if verb in VERBS else None
    try:
        ended = application([verb] if verb else list(VERBS)).main(list(arguments), PROGRAM, standalone_mode=False)
        return ended if isinstance(ended, int) else DONE
    except SystemExit as left:  # how Typer reports that nobody reads
        return left.code if isinstance(left.code, int) else DONE
    except usage.UsageError as error:
        return usage.tell(error)
    except typer.Abort:
        output.line(tr("Aborted!"), error=True)
        return PROBLEM
    except LibraryProblem as problem:
        _log.warning("a problem: %s", kind_of(problem))
        return _say_problem(problem, arguments)
    except Cancelled:
        stopping.stop_no_more()
        output.line(f"faceorg: {say(Message(FindingCode.STOPPED))}", error=True)
        return STOPPED
    except Exception as error:
        if not _is_of_answer(error):
            _log.critical("%s met a bug", verb, exc_info=True)
        raise
    return DONE


def _is_of_answer(error: Exception) -> bool:
    """Whether writing to standard output or error failed: where a file failed, its name is told."""
    return isinstance(error, OSError) and error.filename is None and error.errno in _UNWRITABLE


def _answer_nobody(*streams: TextIO) -> None:
    """Let what is not written yet go nowhere; Python would complain while flushing at exit, and end with 120."""
    for stream in streams:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def application(verbs: Sequence[str]) -> TyperGroup:
    """Build the command tree of these verbs alone: importing all of them costs more than most of them do."""
    tree = typer.Typer(
        name=PROGRAM,
        help=HELP,
        cls=usage.Verbs,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    tree.callback()(_before_the_verb)
    for verb in verbs:
        module, function = VERBS[verb]
        command = getattr(importlib.import_module(f"faceorg.cli.{module}"), function)
        if isinstance(command, typer.Typer):
            tree.add_typer(command, name=verb, cls=usage.Verbs)
        else:
            tree.command(name=verb, cls=usage.Verb)(command)
    return command_of(tree)


def _show_version(wanted: bool) -> None:
    if wanted:
        from faceorg.version import described

        output.line(f"faceorg {described()}")
        raise typer.Exit()


def _before_the_verb(
    library: LibraryDir = None,
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Say which version."),
) -> None:
    pass


def _say_problem(problem: LibraryProblem, arguments: Sequence[str]) -> int:
    output.line(f"faceorg: {say(problem.message)}", error=True)
    if "--json" in arguments:
        print(json.dumps({"error": str(problem), "code": problem.code}))
    return PROBLEM
