"""`faceorg split`: one person was two."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, face_ids, number, open_for_editing, person_of
from faceorg.domain import FaceId


def split(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Name or id.")],
    faces: Annotated[
        list[str] | None, typer.Option(metavar="FACE", help="Split off this face (repeatable, 12,15).")
    ] = None,
    name: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Name of the person split off.")] = None,
    strictness: Annotated[
        float,
        typer.Option(
            metavar="NUMBER", min=0.0, max=1.0, callback=number, help="0: few large sub-groups, 1: many sure ones."
        ),
    ] = 0.5,
    preview: Annotated[bool, typer.Option("--preview", help="Only show the sub-groups.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Split chosen faces off a person, or the person by sub-groups.

    Examples: faceorg split Anna --faces 12,15 --as Maria
              faceorg split Anna --strictness 0.7 --preview
    """
    from faceorg.library.people import edits
    from faceorg.library.recognising import grouping

    with open_for_editing(library, "split") as opened:
        whom = person_of(opened, person).id
        if faces:
            result = edits.split_faces(opened, grouping.checked_as_of_person(opened, whom, face_ids(faces)), name)
        else:
            groups = grouping.split_preview(opened, whom, strictness)
            if preview:
                _show(groups, json)
                return
            result = edits.split_person(opened, whom, groups)
        grouping.after_edit(opened, result)
    output.edited(result, json)


def _show(groups: list[list[FaceId]], as_json: bool) -> None:
    if as_json:
        output.emit([{"faces": group} for group in groups])
        return
    for place, group in enumerate(groups, 1):
        more = " ..." if len(group) > 12 else ""
        faces = f"{', '.join(map(str, group[:12]))}{more}"
        said = "sub-group {place}: {count}: {faces}"
        output.line(tr(said, place=place, count=output.faces(len(group)), faces=faces))
