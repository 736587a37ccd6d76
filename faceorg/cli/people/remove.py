"""`faceorg remove`: a person, or the box of a face."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, open_for_editing, person_of, whole_number


def remove(
    person: Annotated[
        str | None, typer.Option(metavar="PERSON", help="Forget this person; its faces become unnamed.")
    ] = None,
    face: Annotated[str | None, typer.Option(metavar="FACE", help="Remove this face's box.")] = None,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Remove a person or a box; undo brings it back.

    Example: faceorg remove --person Anna
    """
    from faceorg.domain import FaceId
    from faceorg.library.people import boxes, edits
    from faceorg.library.recognising import grouping

    if (person is None) == (face is None):
        raise typer.BadParameter(tr("Give either --person or --face."), param_hint="--person")
    with open_for_editing(library, "remove") as opened:
        if person is not None:
            result = edits.delete_person(opened, person_of(opened, person).id)
        else:
            result = boxes.remove_face(opened, FaceId(whole_number(face or "", "face")))
        grouping.after_edit(opened, result)
    output.edited(result, json)
