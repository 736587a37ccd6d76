"""`faceorg assign`: these faces are this person."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, face_ids, faces_and_person, open_for_editing, person_of


def assign(
    arguments: Annotated[list[str], typer.Argument(metavar="FACE... PERSON", help="Face ids, then a name or id.")],
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Say that faces are a person, whatever they were before.

    Example: faceorg assign 12 15 Anna
    """
    from faceorg.library.people import edits
    from faceorg.library.recognising import grouping

    faces, person = faces_and_person(arguments)
    with open_for_editing(library, "assign") as opened:
        result = edits.assign_faces(opened, face_ids(faces), person_of(opened, person).id)
        grouping.after_edit(opened, result)
    output.edited(result, json)
