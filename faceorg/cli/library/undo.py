"""`faceorg undo` and `faceorg redo`: any number of steps, across restarts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output
from faceorg.cli.edit_words import IN_ENGLISH, edited_in_words
from faceorg.cli.language import tr
from faceorg.cli.options import MOST, Json, LibraryDir, open_for_editing

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library

Steps = Annotated[int, typer.Argument(metavar="STEPS", min=1, max=MOST, help="How many edits.")]
SkipBroken = Annotated[
    bool, typer.Option("--skip-broken", help="Leave out what the journal cannot say any more, where it is damaged.")
]


def undo(steps: Steps = 1, skip_broken: SkipBroken = False, library: LibraryDir = None, json: Json = False) -> None:
    """Take the last edits back.

    Example: faceorg undo 3
    """
    from faceorg.library.opening import history

    _repeat(partial(history.undo, skip_broken=skip_broken), "undo", steps, library, json)


def redo(steps: Steps = 1, skip_broken: SkipBroken = False, library: LibraryDir = None, json: Json = False) -> None:
    """Do edits again that were undone.

    Example: faceorg redo
    """
    from faceorg.library.opening import history

    _repeat(partial(history.redo, skip_broken=skip_broken), "redo", steps, library, json)


def _repeat(
    step: Callable[[Library], Edited | None], verb: str, steps: int, library: Path | None, as_json: bool
) -> None:
    from faceorg.library.recognising import grouping

    done: list[Edited] = []
    with open_for_editing(library, verb) as opened:
        for _ in range(steps):
            result = step(opened)
            if result is None:
                break
            grouping.after_edit(opened, result)
            done.append(result)
    if as_json:
        output.emit({"done": [edited_in_words(one, IN_ENGLISH) for one in done]})
    elif done:
        for one in done:
            output.line(edited_in_words(one))
    else:
        output.line(tr("There is nothing to undo." if verb == "undo" else "There is nothing to redo."))
