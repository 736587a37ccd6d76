"""`faceorg draw`: a face that the detector missed."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, open_for_editing


def draw(
    photo: Annotated[str, typer.Argument(metavar="PHOTO", help="Path or id of the photo.")],
    box: Annotated[str, typer.Argument(metavar="X,Y,W,H", help="Fractions of the upright photo, 0-1.")],
    name: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who it is.")] = None,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Add a missed face to a photo.

    Example: faceorg draw party.jpg 0.41,0.2,0.06,0.08 --as Anna
    """
    from faceorg.boxes import Box
    from faceorg.errors import InvalidInput
    from faceorg.library.people import boxes
    from faceorg.library.scanning import ingest
    from faceorg.library.views.photo_views import require_photo
    from faceorg.messages.codes import ProblemCode

    try:
        x, y, width, height = (float(part) for part in box.split(","))
    except ValueError as error:
        raise InvalidInput(ProblemCode.NOT_A_BOX, text=box[:40], example="0.41,0.2,0.06,0.08") from error
    with open_for_editing(library, "draw") as opened:
        result = boxes.draw_face(opened, require_photo(opened, photo), Box(x, y, width, height), name)
        ingest.analyze(opened)
    output.edited(result, json)
    if not json:
        output.line(tr("It is face {face}.", face=result.faces[0]))
