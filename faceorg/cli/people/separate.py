"""`faceorg separate`: these two are not one."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, open_for_editing, person_of


def separate(
    first: Annotated[str, typer.Argument(metavar="PERSON", help="Name or id.")],
    second: Annotated[str, typer.Argument(metavar="OTHER", help="Name or id.")],
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Say that two people are not one: twins, mother and daughter.

    Example: faceorg separate Anna Maria
    """
    from faceorg.library.people import edits
    from faceorg.library.recognising import grouping

    with open_for_editing(library, "separate") as opened:
        result = edits.separate_people(opened, person_of(opened, first).id, person_of(opened, second).id)
        grouping.after_edit(opened, result)
    output.edited(result, json)
