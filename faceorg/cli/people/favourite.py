"""`faceorg favourite`: who comes first wherever people are listed."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, open_for_editing, person_of


def favourite(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Name or id.")],
    off: Annotated[bool, typer.Option("--off", help="No favourite any more.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Have a person come first wherever people are listed.

    Example: faceorg favourite Anna
    """
    from faceorg.library.people import edits

    with open_for_editing(library, "favourite") as opened:
        output.edited(edits.favour_people(opened, [person_of(opened, person).id], favourite=not off), json)
