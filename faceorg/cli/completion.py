"""Tab in a shell -> the verbs and options that fit: the scripts of `packaging/completions` ask the program itself.

So what a shell offers is never older than the program. No library is opened for it.
"""

from __future__ import annotations

import os

from faceorg.cli import before_verb, output
from faceorg.cli.main import DONE, PROGRAM, application
from faceorg.cli.verbs import VERBS

# Where the scripts put what was typed so far: bash's, and that of zsh and fish.
_TYPED = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")


def complete() -> int:
    """Answer the shell that asks; return the exit status."""
    from typer._completion_classes import completion_init

    output.print_whatever_comes()
    completion_init()  # Typer's ways of speaking with shells, which it leaves out where it installs no scripts itself
    try:
        application(_verbs_wanted())(args=[], prog_name=PROGRAM)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else DONE
    return DONE


def _verbs_wanted() -> list[str]:
    """The verb that was typed, or all: importing one is much faster."""
    typed = next((os.environ[name] for name in _TYPED if name in os.environ), "").split()
    rest = before_verb.split(typed[1:]).rest
    return [rest[0]] if len(rest) > 1 and rest[0] in VERBS else list(VERBS)
