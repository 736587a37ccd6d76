"""`faceorg rename`: another name for a person."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, open_for_editing, person_of


def rename(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Name or id.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new name.")],
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Give a person another name.

    Example: faceorg rename Anna "Anna Keller"
    """
    from faceorg.library.people import edits

    with open_for_editing(library, "rename") as opened:
        output.edited(edits.rename_person(opened, person_of(opened, person).id, name), json)
