"""`faceorg turn`: photos that lie on their side, turned in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, open_for_editing, photos_meant
from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.domain import PhotoId
    from faceorg.library.opening.library import Edited, Library

# Degrees clockwise that may stand behind the photos, in quarters.
_QUARTERS = {"90": 1, "180": 2, "270": 3}


def turn(
    photos: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PHOTO|FOLDER]... [90|180|270]", help="Paths or ids, and degrees clockwise."),
    ] = None,
    right: Annotated[bool, typer.Option("--right", help="By a quarter, clockwise.")] = False,
    left: Annotated[bool, typer.Option("--left", help="By a quarter, the other way.")] = False,
    upright: Annotated[
        bool,
        typer.Option("--upright", help="As their faces tell: these photos, or all that seem to lie on their side."),
    ] = False,
    leave: Annotated[bool, typer.Option("--leave", help="They lie right: do not offer to turn them.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Turn photos that lie on their side, such as scans: only in the library, their files stay as they are.

    Names stay on their faces, and faces are looked for again. `faceorg photos --lying` lists what seems to lie.

    Examples: faceorg turn scan07.jpg --right
              faceorg turn ~/Scans/album3 180
              faceorg turn --upright
    """
    from faceorg.library.scanning import ingest

    chosen = list(photos or [])
    degrees = [_QUARTERS[chosen.pop()]] if len(chosen) > 1 and chosen[-1] in _QUARTERS else []
    ways = [*degrees, *([1] if right else []), *([3] if left else [])]
    if len(ways) + upright + leave != 1 or not (chosen or upright):
        raise InvalidInput(ProblemCode.TURN_WHERE)
    with open_for_editing(library, "turn") as opened, output.progress_bar() as progress:
        result = _turn(opened, photos_meant(opened, chosen), ways[0] if ways else None, leave=leave)
        if result is not None and not leave:
            ingest.analyze(opened, progress=progress, cancel=stopping.cancel_token())
    if result is not None:
        output.edited(result, json)
    elif json:
        output.emit({"photos": 0})
    else:
        output.line(tr("No photo seems to lie on its side."))


def _turn(library: Library, chosen: list[PhotoId], quarters: int | None, *, leave: bool) -> Edited | None:
    """Do it; None where nothing seems to lie on its side."""
    from faceorg.library.people import turning

    if leave:
        return turning.leave_as_they_lie(library, chosen)
    if quarters is not None:
        return turning.turn_photos(library, chosen, quarters)
    wanted = set(chosen)
    lying = [photo for photo in turning.photos_that_lie(library) if not wanted or photo in wanted]
    return turning.turn_upright(library, lying) if lying else None
