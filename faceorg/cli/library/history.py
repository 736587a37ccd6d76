"""`faceorg history`: every decision in plain words."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.edit_words import IN_ENGLISH, in_words
from faceorg.cli.language import tr
from faceorg.cli.options import MOST, Json, LibraryDir, open_for_reading


def history(
    limit: Annotated[int | None, typer.Option(min=1, max=MOST, help="Only the last so many.")] = None,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """List all edits, newest first; undone ones are marked.

    Example: faceorg history --limit 10
    """
    from faceorg.library.opening import history as edits

    with open_for_reading(library) as opened:
        found = edits.history(opened, limit)
    if json:
        output.emit(
            [
                {
                    "id": edit.id,
                    "label": in_words(edit.facts, IN_ENGLISH),
                    "made_at": edit.made_at.isoformat(),
                    "undone": edit.undone,
                }
                for edit in found
            ]
        )
        return
    if not found:
        output.line(tr("Nothing was decided yet."))
    for edit in found:
        undone = f"{tr('(undone)')} " if edit.undone else ""
        output.line(f"{edit.made_at.astimezone():%Y-%m-%d %H:%M}  {undone}{in_words(edit.facts)}")
