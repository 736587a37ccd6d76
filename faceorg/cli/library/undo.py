"""`faceorg undo` and `faceorg redo`: any number of steps, across restarts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from faceorg.cli import output
from faceorg.cli.edit_words import IN_ENGLISH, Words, edited_in_words
from faceorg.cli.language import tr
from faceorg.cli.options import MOST, Json, LibraryDir, open_for_editing

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library
    from faceorg.library.opening.omissions import Omission

    Step: TypeAlias = Edited | Omission

Steps = Annotated[int, typer.Argument(metavar="STEPS", min=1, max=MOST, help="How many steps.")]
SkipBroken = Annotated[
    bool, typer.Option("--skip-broken", help="Leave out what the journal cannot say any more, where it is damaged.")
]


def undo(steps: Steps = 1, skip_broken: SkipBroken = False, library: LibraryDir = None, json: Json = False) -> None:
    """Take the last steps back: edits, and what was left out of scans.

    Example: faceorg undo 3
    """
    from faceorg.library.scanning import last_step

    _repeat(partial(last_step.undo_last, skip_broken=skip_broken), "undo", steps, library, json)


def redo(steps: Steps = 1, skip_broken: SkipBroken = False, library: LibraryDir = None, json: Json = False) -> None:
    """Do steps again that were undone.

    Example: faceorg redo
    """
    from faceorg.library.scanning import last_step

    _repeat(partial(last_step.redo_last, skip_broken=skip_broken), "redo", steps, library, json)


def _repeat(step: Callable[[Library], Step | None], verb: str, steps: int, library: Path | None, as_json: bool) -> None:
    from faceorg.library.opening.omissions import Omission
    from faceorg.library.recognising import grouping

    done: list[Step] = []
    with open_for_editing(library, verb) as opened:
        for _ in range(steps):
            result = step(opened)
            if result is None:
                break
            if not isinstance(result, Omission):
                grouping.after_edit(opened, result)
            done.append(result)
    if as_json:
        output.emit({"done": [_said(one, IN_ENGLISH) for one in done]})
    elif done:
        for one in done:
            output.line(_said(one, tr))
    else:
        output.line(tr("There is nothing to undo." if verb == "undo" else "There is nothing to redo."))


def _said(done: Step, words: Words) -> str:
    """Return what was done just now. An omission is as it was before: in force where it was taken back."""
    from faceorg.library.opening.omissions import Omission

    if not isinstance(done, Omission):
        return edited_in_words(done, words)
    if done.undone:
        return words("Done again: {edit}", edit=words("left out: {entry}", entry=done.what))
    return words("{entry} is left out no more; run `faceorg scan`.", entry=done.what)
