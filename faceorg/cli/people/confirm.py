"""`faceorg confirm`: yes, faceorg guessed right."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, face_ids, open_for_editing


def confirm(
    faces: Annotated[list[str], typer.Argument(metavar="FACE...", help="Faces that faceorg assigned by itself.")],
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Turn automatic assignments into decisions.

    Example: faceorg confirm 12 15
    """
    from faceorg.library.people import edits

    with open_for_editing(library, "confirm") as opened:
        output.edited(edits.confirm_faces(opened, face_ids(faces)), json)
