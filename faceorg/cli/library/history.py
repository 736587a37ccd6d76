"""`faceorg history`: every decision in plain words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output
from faceorg.cli.edit_words import IN_ENGLISH, Words, in_words
from faceorg.cli.language import tr
from faceorg.cli.options import MOST, Json, LibraryDir, open_for_reading
from faceorg.edits import Edit

if TYPE_CHECKING:
    from faceorg.library.opening.omissions import Line


def history(
    limit: Annotated[int | None, typer.Option(metavar="NUMBER", min=1, max=MOST, help="Only the last so many.")] = None,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """List all edits, newest first, and what was left out of scans between them; undone ones are marked.

    Example: faceorg history --limit 10
    """
    from faceorg.library.opening import history as edits
    from faceorg.library.opening import omissions

    with open_for_reading(library) as opened:
        found = omissions.among(edits.history(opened, limit), omissions.to_be_told(opened))[:limit]
    if json:
        output.emit(
            [
                {
                    "id": line.id if isinstance(line, Edit) else None,
                    "label": _said(line, IN_ENGLISH),
                    "made_at": _made_at(line).isoformat(),
                    "undone": line.undone,
                }
                for line in found
            ]
        )
        return
    if not found:
        output.line(tr("Nothing was decided yet."))
    for line in found:
        undone = f"{tr('(undone)')} " if line.undone else ""
        output.line(f"{_made_at(line).astimezone():%Y-%m-%d %H:%M}  {undone}{_said(line, tr)}")


def _said(line: Line, words: Words) -> str:
    """Return what was done, without a full stop."""
    return in_words(line.facts, words) if isinstance(line, Edit) else words("left out: {entry}", entry=line.what)


def _made_at(line: Line) -> datetime:
    return line.made_at if isinstance(line, Edit) else line.at
