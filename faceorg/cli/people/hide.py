"""`faceorg hide`: leave a person out of lists."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, open_for_editing, person_of


def hide(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Name or id.")],
    show: Annotated[bool, typer.Option("--show", help="Show the person again.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Hide a person, or show it again; its faces stay named.

    Example: faceorg hide "Uncle Bob"
    """
    from faceorg.library.people import edits

    with open_for_editing(library, "hide") as opened:
        output.edited(edits.hide_person(opened, person_of(opened, person).id, hidden=not show), json)
