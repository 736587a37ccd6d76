"""`faceorg ignore`: strangers, and what is no face at all."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import MOST, Json, LibraryDir, face_ids, open_for_editing


def ignore(
    faces: Annotated[list[str] | None, typer.Argument(metavar="FACE...", help="Face ids.")] = None,
    cluster: Annotated[
        int | None, typer.Option(metavar="GROUP", min=0, max=MOST, help="All faces of this group.")
    ] = None,
    not_a_face: Annotated[bool, typer.Option("--not-a-face", help="A statue, a pattern; not a stranger.")] = False,
    back: Annotated[bool, typer.Option("--back", help="Bring ignored faces back.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Put faces aside; they are not asked about again.

    Examples: faceorg ignore --cluster 12
              faceorg ignore 340 --not-a-face
    """
    from faceorg.domain import ClusterId, IgnoreReason
    from faceorg.library.people import edits

    if (cluster is None) == (not faces):
        raise typer.BadParameter(tr("Give face ids, or a group with --cluster."), param_hint="FACE...")
    reason = IgnoreReason.NOT_A_FACE if not_a_face else IgnoreReason.STRANGER
    with open_for_editing(library, "ignore") as opened:
        if cluster is not None:
            result = edits.ignore_cluster(opened, ClusterId(cluster), reason)
        elif back:
            result = edits.unignore_faces(opened, face_ids(faces or []))
        else:
            result = edits.ignore_faces(opened, face_ids(faces or []), reason)
    output.edited(result, json)
