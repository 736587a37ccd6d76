"""`faceorg people`: everyone who has a name."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, open_for_reading


def people(
    hidden: Annotated[bool, typer.Option("--hidden", help="Also those who are hidden.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """List the people of the library with their faces and photos.

    Favourites come first. Pictures that are nearly the same count once; how many more there are stands beside. With
    --json hidden people are always listed, marked as such.

    Example: faceorg people --hidden
    """
    from faceorg.library.views import people_views

    with open_for_reading(library) as opened:
        found = people_views.summaries(opened)
    if json:
        output.emit([output.person_entry(one) for one in found])
        return
    shown = [one for one in found if hidden or not one.person.hidden]
    shown.sort(key=lambda one: not one.person.favourite)
    if not shown:
        said = "Nobody has a name yet; `faceorg clusters` shows the groups, `faceorg name GROUP NAME` names one."
        output.line(tr(said))
        return
    rows = [
        (one.person.id, one.person.name, one.faces, one.photos, one.stacked, one.automatic, one.waiting)
        for one in shown
    ]
    head = output.headings("id", "name", "faces", "photos", "more in stacks", "automatic", "to confirm")
    output.table(rows, head)
