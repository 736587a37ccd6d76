"""`faceorg merge`: several people are one."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, open_for_editing, person_of


def merge(
    keep: Annotated[str, typer.Argument(metavar="KEEP", help="The person who stays (name or id).")],
    absorb: Annotated[list[str], typer.Argument(metavar="ABSORB...", help="The people who are the same.")],
    force: Annotated[bool, typer.Option("--force", help="Although they were kept apart before.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Make several people one; the first keeps its name and cover.

    Example: faceorg merge "Anna Keller" Anna 17
    """
    from faceorg.library.people import edits
    from faceorg.library.recognising import grouping

    with open_for_editing(library, "merge") as opened:
        kept = person_of(opened, keep).id
        result = edits.merge_people(opened, kept, [person_of(opened, one).id for one in absorb], force=force)
        grouping.after_edit(opened, result)
    output.edited(result, json)
