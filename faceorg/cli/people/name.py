"""`faceorg name`: give a group, or single faces, a name."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, face_ids, open_for_editing, whole_number


def name(
    target: Annotated[str, typer.Argument(metavar="GROUP", help="The group's id, or face ids with --faces.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The person's name; a known name gets the faces too.")],
    without: Annotated[list[str] | None, typer.Option(metavar="FACE", help="Leave this face out (repeatable).")] = None,
    faces: Annotated[bool, typer.Option("--faces", help="GROUP is a list of face ids: 12,15,31")] = False,
    new: Annotated[bool, typer.Option("--new", help="Another person of a name that is taken.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Name a group of faces.

    Examples: faceorg name 12 "Anna Keller" --without 340
              faceorg name --faces 17,21 Ben
    """
    from faceorg.domain import ClusterId
    from faceorg.library.people import edits
    from faceorg.library.review import after_edits

    with open_for_editing(library, "name") as opened:
        if faces:
            left_out = set(face_ids(without or []))
            wanted = [face for face in face_ids([target]) if face not in left_out]
            result = edits.name_faces(opened, wanted, name, new=new)
        else:
            cluster = ClusterId(whole_number(target, "group"))
            result = edits.name_cluster(opened, cluster, name, without=face_ids(without or []), new=new)
        more = after_edits.look_for_more(opened, [result]).assigned
    output.edited(result, json)
    if more and not json:
        one, many = "1 more face was recognised as {name}", "{count:,} more faces were recognised as {name}"
        said = tr(one if more == 1 else many, count=more, name=name)
        output.line(f'{said} (faceorg faces --person "{name}").')
