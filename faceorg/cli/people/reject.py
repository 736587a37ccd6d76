"""`faceorg reject`: these faces are not this person."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, face_ids, faces_and_person, open_for_editing, person_of


def reject(
    arguments: Annotated[list[str], typer.Argument(metavar="FACE... PERSON", help="Face ids, then a name or id.")],
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Say that faces are not a person; they are never offered for it again.

    Example: faceorg reject 12 Anna
    """
    from faceorg.library.people import edits
    from faceorg.library.recognising import grouping

    faces, person = faces_and_person(arguments)
    with open_for_editing(library, "reject") as opened:
        result = edits.reject_faces(opened, face_ids(faces), person_of(opened, person).id)
        grouping.after_edit(opened, result)
    output.edited(result, json)
