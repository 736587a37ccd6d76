"""`faceorg cover`: the face that stands for a person."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, open_for_editing, person_of, whole_number


def cover(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Name or id.")],
    face: Annotated[str, typer.Argument(metavar="FACE", help="One of the person's faces.")],
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Choose the face that stands for a person.

    Example: faceorg cover Anna 340
    """
    from faceorg.domain import FaceId
    from faceorg.library.people import edits

    with open_for_editing(library, "cover") as opened:
        chosen = FaceId(whole_number(face, "face"))
        output.edited(edits.set_cover(opened, person_of(opened, person).id, chosen), json)
