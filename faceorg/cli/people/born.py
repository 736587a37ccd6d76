"""`faceorg born`: a birth date."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, open_for_editing, person_of


def born(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Name or id.")],
    day: Annotated[str, typer.Argument(metavar="YYYY-MM-DD", help="The birth date, or - to clear it.")],
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Set a birth date: nobody is found in photos taken before it.

    Example: faceorg born Anna 1981-03-12
    """
    from datetime import date

    from faceorg.errors import InvalidInput
    from faceorg.library.people import edits
    from faceorg.library.recognising import grouping
    from faceorg.messages.codes import ProblemCode

    try:
        born_on = None if day == "-" else date.fromisoformat(day)
    except ValueError as error:
        raise InvalidInput(ProblemCode.NOT_A_DAY, text=day[:40], example="1981-03-12") from error
    with open_for_editing(library, "born") as opened:
        result = edits.set_birth_date(opened, person_of(opened, person).id, born_on)
        grouping.after_edit(opened, result)
    output.edited(result, json)
